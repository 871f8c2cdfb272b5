"""What kind of number a reading is: measured or not, zero or not found, doubtful, converted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vitk2.curate.readings import Row
from vitk2.curate.votes import Reading

ANALYSED_CODES: Final = ("src 1:", "src 6:", "src 11:", "src 12:", "src 13:")
"""SR28 source codes of analyses; 11 mixes in others, so its pasted rows are regraded by name."""

COMPILED: Final = ("ciqual-2025", "usda-sr-legacy")
"""Tables whose copy does not say how a number was reached: never a study."""

US_DAIRY: Final = "fu-2017"
REGIONS: Final = "ifct-2017"
"""Its n counts regions, so it weighs nothing against samples."""


@dataclass(frozen=True)
class Verdicts:
    """What curators decided of single readings, by reading_id; see data/README.md."""

    doubts: Mapping[str, str]
    duplicates: Mapping[str, str]
    regraded: Mapping[str, str]
    reviewed: Mapping[str, str]
    conversions: Mapping[str, Row]


def grade(row: Row, study: str, verdicts: Verdicts) -> Reading:
    """The reading as it stands before any vote: its number, its tier, its marks, its verdict."""
    reading_id = row["reading_id"]
    tier, marks = _tier(row, verdicts)
    value, qualifier, limit = _number(row, tier)
    minimum, maximum = _decimal(row["min_ug_per_100g"]), _decimal(row["max_ug_per_100g"])
    status = ""
    if value is None and not qualifier:
        if minimum and maximum and verdicts.reviewed.get(reading_id) == "replicates":
            value, marks = (minimum + maximum) / 2, (*marks, "midpoint")
        else:
            status = "listed"
    if reading_id in verdicts.conversions:
        marks = (*marks, "converted")
    if study == US_DAIRY:
        marks = (*marks, "US dairy method")
    if qualifier == "assumed":
        status = "assumed"
    if reading_id in verdicts.duplicates:
        status = "duplicate"
    elif reading_id in verdicts.doubts:
        status, marks = "doubtful", (*marks, f"doubtful: {verdicts.doubts[reading_id]}")
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
        samples=0 if row["source_id"] == REGIONS else int(row["n"] or 0),
        status=status,
        marks=marks,
    )


def _tier(row: Row, verdicts: Verdicts) -> tuple[str, tuple[str, ...]]:
    if mark := verdicts.regraded.get(row["reading_id"]):
        return "C", (mark,)
    if row["source_id"] == "usda-sr28":
        analysed = row["n"] not in ("", "0") and row["derivation"].startswith(ANALYSED_CODES)
        borrowed = "deriv T:" in row["derivation"]
        return ("A", ()) if analysed else ("C", ("borrowed" if borrowed else "imputed",))
    if row["source_id"] in COMPILED:
        return "C", ("compiled",)
    return ("A" if row["route"] == "primary" else "B"), ()


def _number(row: Row, tier: str) -> tuple[Decimal | None, str, Decimal | None]:
    """Value, qualifier and limit: what the source's number and its qualifier say together."""
    number = _decimal(row["ug_per_100g"])
    if row["qualifier"] == "<":
        return None, "<", number
    if row["qualifier"] in ("trace", "nd"):
        return None, {"trace": "tr", "nd": "nd"}[row["qualifier"]], None
    if number != 0:
        return number, "", None
    if row["source_id"] == "taiwan-tfda-2024":
        return None, "nd", None  # its plain zeros are non-detects: potato, apple, pork leg
    if "." in row["ug_per_100g"]:
        return None, "<", Decimal("0.05")  # "0.0" printed with one decimal
    return number, "assumed" if tier == "C" else "", None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
