"""The grade of a reading: measured or not, zero or not found, doubtful, converted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from curate.measurement import COMPILED, SURVEY, Reading
from curate.source_readings import Row
from vitk2.catalog.vocabulary import N_COUNTS_NO_SAMPLES

ANALYSED_CODES: Final = ("src 1:", "src 6:", "src 11:", "src 12:", "src 13:")
"""SR28 source codes of analyses; 11 mixes in others, so its pasted rows are regraded by name."""

COMPILATIONS: Final = ("ciqual-2025", "usda-sr-legacy")
"""Tables whose copy states no derivation of its numbers: never a study."""

DTU: Final = "foods with menaquinone columns"
"""The foods that Denmark's table had analysed; there it prints 0 for not found."""

COFID: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "credits Bolton-Smith": ("B", ()),
    "calculated from a recipe": ("C", ("imputed",)),
    "reference names an analytical survey": ("C", ("survey named",)),
    "reference does not say": ("C", (COMPILED,)),
    "borrowed": ("C", ("borrowed",)),
}
"""The tier and marks for each derivation that Britain's table states."""

TOTAL: Final = "total"
"""The mark and status of a total of all vitamin K: K1 in a plant food, else no form."""

ESTIMATED: Final = "estimated"

US_DAIRY: Final = "fu-2017"


@dataclass(frozen=True)
class Verdicts:
    """Decisions of curators on single readings, by reading_id; see data/README.md."""

    doubts: Mapping[str, str]
    duplicates: Mapping[str, str]
    regraded: Mapping[str, str]
    reviewed: Mapping[str, frozenset[str]]
    conversions: Mapping[str, Row]


def grade(row: Row, study: str, verdicts: Verdicts) -> Reading:
    """Return the reading before any vote: its number, its tier, its marks, its verdict."""
    reading_id = row["reading_id"]
    reviews = verdicts.reviewed.get(reading_id, frozenset())
    tier, marks = _tier(row, verdicts)
    value, qualifier, limit = _number(row, tier)
    doubt = _doubt(reading_id, verdicts)
    minimum, maximum = _decimal(row["min_ug_per_100g"]), _decimal(row["max_ug_per_100g"])
    status = ""
    if value is None and not qualifier:
        if minimum and maximum and "replicates" in reviews:
            value, marks = (minimum + maximum) / 2, (*marks, "midpoint")
        else:
            status = "listed"
    if reading_id in verdicts.conversions:
        marks = (*marks, "converted")
    if study == US_DAIRY:
        marks = (*marks, "US dairy method")
    if qualifier == "assumed":
        status = "assumed"
    if SURVEY in reviews:
        marks = (*marks, SURVEY)
    if is_total(row):
        status = TOTAL
    elif doubt:
        status, marks = "doubtful", (*marks, f"doubtful: {doubt}")
    elif reading_id in verdicts.duplicates:
        status = "duplicate"
    return Reading(
        reading_id=reading_id,
        source_id=row["source_id"],
        source_food=row["ndb_no"] or row["source_food"],
        study=study,
        tier=tier,
        value=value,
        qualifier=qualifier,
        limit=limit,
        minimum=minimum,
        maximum=maximum,
        samples=0 if row["source_id"] in N_COUNTS_NO_SAMPLES else int(row["n"] or 0),
        status=status,
        marks=marks,
        repeats=verdicts.duplicates.get(reading_id, ""),
    )


def is_total(row: Row) -> bool:
    """Return whether a row states a sum that is not a form: K1 and K2, or in K1's equivalents."""
    in_equivalents = row["source_id"] == "frida-5.4" and row["form"] == "K2"
    return row["form"] == "K_total" or in_equivalents


def _doubt(reading_id: str, verdicts: Verdicts) -> str:
    """Return why a reading is doubtful; a copy is doubtful for its original's reason."""
    seen = set()
    while reading_id not in verdicts.doubts and reading_id in verdicts.duplicates:
        if reading_id in seen:
            break
        seen.add(reading_id)
        reading_id = verdicts.duplicates[reading_id]
    return verdicts.doubts.get(reading_id, "")


def _tier(row: Row, verdicts: Verdicts) -> tuple[str, tuple[str, ...]]:
    """Return the tier of a reading and the marks that go with it."""
    source = row["source_id"]
    if mark := verdicts.regraded.get(row["reading_id"]):
        return "C", (mark,)
    if by_table := _GRADED.get(source):
        return by_table(row)
    if source in COMPILATIONS:
        return "C", (COMPILED,)
    return ("A" if row["route"] == "primary" else "B"), ()


def _sr28(row: Row) -> tuple[str, tuple[str, ...]]:
    if row["n"] not in ("", "0") and row["derivation"].startswith(ANALYSED_CODES):
        return "A", ()
    return "C", ("borrowed" if "deriv T:" in row["derivation"] else "imputed",)


def _frida(row: Row) -> tuple[str, tuple[str, ...]]:
    return ("A", ()) if row["derivation"].startswith(DTU) else ("C", (COMPILED,))


def _cofid(row: Row) -> tuple[str, tuple[str, ...]]:
    return next(g for how, g in COFID.items() if row["derivation"].startswith(how))


def _mext(row: Row) -> tuple[str, tuple[str, ...]]:
    return "C", (TOTAL, *(("imputed",) if row["derivation"] == ESTIMATED else ()))


_GRADED: Final = {
    "usda-sr28": _sr28,
    "frida-5.4": _frida,
    "cofid-2021": _cofid,
    "mext-2023": _mext,
}
"""Tables that state the derivation of each number."""


def _number(row: Row, tier: str) -> tuple[Decimal | None, str, Decimal | None]:
    """Return value, qualifier and limit, from the source's number and its qualifier."""
    number = _decimal(row["ug_per_100g"])
    if row["qualifier"] == "<":
        return None, "<", number
    if row["qualifier"] in ("trace", "nd"):
        return None, {"trace": "tr", "nd": "nd"}[row["qualifier"]], None
    if number != 0:
        return number, "", None
    if _zero_is_not_found(row):
        return None, "nd", None
    if "." in row["ug_per_100g"]:
        return None, "<", Decimal("0.05")  # "0.0" printed with one decimal
    return number, "assumed" if tier == "C" else "", None


def _zero_is_not_found(row: Row) -> bool:
    """Return whether a zero is a non-detect, as Taiwan's plain zeros, DTU's and Japan's are."""
    analysed_in_japan = row["source_id"] == "mext-2023" and row["derivation"] != ESTIMATED
    return (
        row["source_id"] == "taiwan-tfda-2024"
        or analysed_in_japan
        or row["derivation"].startswith(DTU)
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
