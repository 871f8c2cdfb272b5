"""The grade of a reading: measured or not, zero or not found, doubtful, converted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from curate.measurement import COMPILED, SURVEY, Reading
from curate.source_readings import Row
from vitk2.catalog.vocabulary import N_COUNTS_NO_SAMPLES, TOTAL_FORM
from vitk2.forms import Form

ANALYSED_CODES: Final = ("src 1:", "src 6:", "src 11:", "src 12:", "src 13:")
"""SR28 source codes of analyses; 11 mixes in others, so its pasted rows are regraded by name."""

COMPILATIONS: Final = ("ciqual-2025", "usda-sr-legacy")
"""Tables whose copy states no derivation of its numbers: never a study."""

DTU: Final = "foods with menaquinone columns"
"""The foods that Denmark's table had analysed; there it prints 0 for not found."""

OF_A_SURVEY: Final = "reference names an analytical survey"
"""The derivation of Britain's values whose n counts the samples that were analysed."""

COFID: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "credits Bolton-Smith": ("B", ()),
    "calculated from a recipe": ("C", ("imputed",)),
    OF_A_SURVEY: ("C", ("survey named",)),
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
    withheld: frozenset[str] = frozenset()
    """Doubtful readings whose number is not even shown as doubtful."""
    half_limits: Mapping[str, str] = field(default_factory=dict)
    """The limit, µg per 100 g, below which a table printed 0 or half of the limit."""
    main_forms: Mapping[str, Form] = field(default_factory=dict)
    """The form that a total mainly consists of, as its source says."""


def grade(row: Row, study: str, verdicts: Verdicts) -> Reading:
    """Return the reading before any vote: its number, its tier, its marks, its verdict."""
    reading_id = row["reading_id"]
    tier, tier_marks = _tier(row, verdicts)
    value, qualifier, limit = _number(row, tier)
    if is_blank(row):
        value, qualifier, limit = None, "", None
    elif half_limit := verdicts.half_limits.get(reading_id):
        value, qualifier, limit = None, "<", Decimal(half_limit)
    minimum, maximum = _decimal(row["min_ug_per_100g"]), _decimal(row["max_ug_per_100g"])
    marks = [*tier_marks]
    if value is None and not qualifier and minimum and maximum and _is_of_replicates(row, verdicts):
        value = (minimum + maximum) / 2
        marks.append(MIDPOINT)
    marks += _remarks(row, study, verdicts)
    status = _status(row, value, qualifier, verdicts)
    if status == "doubtful":
        marks.append(f"doubtful: {_doubt(reading_id, verdicts)}")
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
        samples=_samples(row),
        status=status,
        marks=tuple(marks),
        repeats=verdicts.duplicates.get(reading_id, ""),
    )


def _is_of_replicates(row: Row, verdicts: Verdicts) -> bool:
    return "replicates" in verdicts.reviewed.get(row["reading_id"], ())


def _remarks(row: Row, study: str, verdicts: Verdicts) -> list[str]:
    """Return the marks of a reading that do not depend on its tier."""
    reading_id, marks = row["reading_id"], []
    if reading_id in verdicts.conversions:
        marks.append("converted")
    if study == US_DAIRY:
        marks.append("US dairy method")
    if SURVEY in verdicts.reviewed.get(reading_id, ()):
        marks.append(SURVEY)
    if "abstract" in row["locator"]:
        marks.append(ABSTRACT_ONLY)
    if row["form"] == Form.DK1 and int(row["year"] or 0) <= BAN_YEAR:
        marks.append(OLDER)
    return marks


def _status(row: Row, value: Decimal | None, qualifier: str, verdicts: Verdicts) -> str:
    """Return the status of a reading that does not vote; '' for one that may."""
    reading_id = row["reading_id"]
    if is_blank(row):
        return "blank"
    if is_total(row):
        return TOTAL
    if _doubt(reading_id, verdicts):
        return "doubtful"
    if reading_id in verdicts.duplicates:
        return "duplicate"
    if qualifier == "assumed":
        return "assumed"
    no_number = value is None and not qualifier
    listed = no_number or is_mean_of_papers(row) or reading_id in verdicts.half_limits
    return "listed" if listed else ""


def _samples(row: Row) -> int:
    """Return the number of samples analysed; 0 where n counts something else or is not stated."""
    if row["source_id"] in N_COUNTS_NO_SAMPLES and not row["derivation"].startswith(OF_A_SURVEY):
        return 0
    return int(row["n"] or 0)


MIDPOINT: Final = "midpoint"

BAN_YEAR: Final = 2018
"""The year from which the US bans partially hydrogenated oils, the source of dK1."""


def is_blank(row: Row) -> bool:
    """Return whether a printed zero stands for no value, as Korea's do."""
    return row["source_id"] == "kr-mfds-2020" and _decimal(row["ug_per_100g"]) == 0


def is_mean_of_papers(row: Row) -> bool:
    """Return whether the German table made a number of several papers."""
    return row["source_id"] == "bls-4.0" and not row["derivation"].startswith(BLS_ANALYSED)


BLS_ANALYSED: Final = ("analysed", "trace")
"""The beginnings of the derivations of values that the German table had analysed."""

POSITIVES_ONLY: Final = "positives only"
ABSTRACT_ONLY: Final = "abstract only"
OLDER: Final = "older than 2018"


def is_total(row: Row) -> bool:
    """Return whether a row states a sum that is not a form: K1 and K2, or in K1's equivalents."""
    return row["form"] == TOTAL_FORM or is_in_equivalents(row)


def is_in_equivalents(row: Row) -> bool:
    """Return whether a total is in phylloquinone equivalents, which are molar, and not in µg."""
    return row["source_id"] == "frida-5.4" and row["form"] in ("K2", TOTAL_FORM)


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


def _bls(row: Row) -> tuple[str, tuple[str, ...]]:
    return ("C", (COMPILED,)) if is_mean_of_papers(row) else ("A", ())


def _korea(row: Row) -> tuple[str, tuple[str, ...]]:
    analysed = row["derivation"].startswith("analysed")
    return ("A", (POSITIVES_ONLY,)) if analysed else ("C", (COMPILED, POSITIVES_ONLY))


def _cofid(row: Row) -> tuple[str, tuple[str, ...]]:
    return next(g for how, g in COFID.items() if row["derivation"].startswith(how))


def _mext(row: Row) -> tuple[str, tuple[str, ...]]:
    return "C", (TOTAL, *(("imputed",) if row["derivation"] == ESTIMATED else ()))


_GRADED: Final = {
    "usda-sr28": _sr28,
    "frida-5.4": _frida,
    "cofid-2021": _cofid,
    "mext-2023": _mext,
    "kr-mfds-2020": _korea,
    "bls-4.0": _bls,
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
    """Return whether a zero is a not-found, as those of Taiwan, Germany, DTU and Japan are."""
    analysed_in_japan = row["source_id"] == "mext-2023" and row["derivation"] != ESTIMATED
    return (
        row["source_id"] == "taiwan-tfda-2024"
        or "bls_4_0" in row["read_in"]
        or analysed_in_japan
        or row["derivation"].startswith(DTU)
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
