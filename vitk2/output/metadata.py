"""The metadata of an exported file: the version of its data, its sources and the terms used."""

from typing import Final

from vitk2.catalog.datapackage import LICENCE, TERMS
from vitk2.catalog.schema import Record
from vitk2.catalog.vocabulary import QUALIFIERS, STATUSES, TIERS
from vitk2.output.view import Answer
from vitk2.queries.citations import citation
from vitk2.safety import CAUTION

_AMOUNTS: Final = (
    "µg per 100 g of food, unless a column says otherwise. Where there is no number the qualifier "
    "says why; where there is neither, nobody measured. Neither is zero."
)


def about(answer: Answer) -> dict[str, str]:
    """Return the notes on an answer and its amounts by the term that each explains."""
    notes = {"data version": f"vitk2 data {answer.data_version}"} if answer.data_version else {}
    notes |= {"asked for": answer.title} if answer.title else {}
    if not answer.has_amount:
        return notes
    return notes | {
        "caution": CAUTION,
        "licence": f"{LICENCE['name']}: {TERMS}",
        "amounts": _AMOUNTS,
        "no qualifier": "an amount as it is, where 0 is a measured zero",
        **{f"qualifier {sign}": meaning for sign, meaning in QUALIFIERS.items()},
        **{f"tier {tier}": meaning for tier, meaning in TIERS.items()},
        **{f"status {status}": meaning for status, meaning in STATUSES.items()},
    }


def sources_of(answer: Answer) -> list[Record]:
    """Return the sources of an answer, rows of sources.csv; [] where it has none."""
    if answer.credits is None:
        return []
    columns, rows = answer.credits()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def citations(answer: Answer) -> list[str]:
    """Return the citations of an answer's sources, a line each."""
    return [citation(source) for source in sources_of(answer)]


def credits_in_short(answer: Answer) -> list[str]:
    """Return the sources of an answer by authors and year, where space is short."""
    return [in_short(source) for source in sources_of(answer)]


def in_short(source: Record) -> str:
    """Return the authors and year of a source; its source_id where nobody is named."""
    year = f" ({source['year']})" if source["year"] else ""
    return f"{source['authors'] or source['source_id']}{year}"
