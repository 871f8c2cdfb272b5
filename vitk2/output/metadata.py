"""The metadata of an exported file: the version of its data, its sources and the terms used."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from vitk2.catalog.datapackage import LICENCE, TERMS
from vitk2.catalog.schema import SOURCES, Cell
from vitk2.catalog.vocabulary import QUALIFIERS, STATUSES, TIERS
from vitk2.output.view import View
from vitk2.safety import CAUTION

if TYPE_CHECKING:
    from vitk2.catalog.rows import SourceRow

_AMOUNTS: Final = (
    "µg per 100 g of food, unless a column says otherwise. If a number is missing, the qualifier "
    "gives the reason. If both are missing, the form was never measured. Missing is not zero."
)


def about(view: View) -> dict[str, str]:
    """Return the notes on an answer and its amounts by the term that each explains."""
    notes = {"data version": f"vitk2 data {view.data_version}"} if view.data_version else {}
    notes |= {"contents": view.title} if view.title else {}
    if not view.needs_caution:
        return notes
    return notes | {
        "caution": CAUTION,
        "licence": f"{LICENCE['name']}: {TERMS}",
        "amounts": _AMOUNTS,
        "no qualifier": "the amount itself; 0 is a measured zero",
        **{f"qualifier {sign}": meaning for sign, meaning in QUALIFIERS.items()},
        **{f"tier {tier}": meaning for tier, meaning in TIERS.items()},
        **{f"status {status}": meaning for status, meaning in STATUSES.items()},
    }


CREDIT_COLUMNS: Final = ("data_version", *(column.name for column in SOURCES))
"""The columns of credits: the sources of an answer with the version of the data."""


def credit_rows(sources: Sequence[Mapping[str, Any]]) -> list[list[Cell]]:
    """Return the rows of credits under CREDIT_COLUMNS."""
    return [[source[column] for column in CREDIT_COLUMNS] for source in sources]


def in_short(source: "SourceRow") -> str:
    """Return the authors and year of a source; its source_id where nobody is named."""
    year = f" ({source['year']})" if source["year"] else ""
    return f"{source['authors'] or source['source_id']}{year}"
