"""K1's share of a reference intake, a day: K2 stays in µg, for no authority sets a value for it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.diary.totals import Total
from vitk2.errors import UnknownNameError, UsageError
from vitk2.queries.amounts import to_decimals
from vitk2.text import count_of

if TYPE_CHECKING:
    from vitk2.catalog.rows import ReferenceIntakeRow

NO_SHARE_BELOW_MONTHS: Final = 12
ADULT_MONTHS: Final = 216
MK7_AS_MK4: Final = 0.685
"""Japan counts MK-7 by the ratio of the molar masses, 444.7 to 649.0."""

NAMES: Final = {
    "us": "US",
    "efsa": "EFSA",
    "dach": "D-A-CH",
    "japan": "Japanese",
    "australia": "Australian and New Zealand",
    "us-label": "US label",
    "eu-label": "EU label",
}


SEXES: Final = ("female", "male")
STATES: Final = ("pregnant", "lactating")
OLDEST_YEARS: Final = 120


class Person(NamedTuple):
    """The person a reference intake is for."""

    sex: str
    age_months: int
    state: str = ""


def person_for(
    reference: str | None, sex: str | None, age_years: float | None, state: str | None
) -> Person | None:
    """Return the person a reference intake is for; None if no reference is requested.

    Raise UnknownNameError for a reference, sex or state that does not exist; UsageError for a
    person that is contradictory, incomplete, or given without a reference.
    """
    if reference is not None:
        _check_name("reference", reference, NAMES)
        return person(sex, age_years, state)
    _check_person(sex, age_years, state)
    if sex or state or age_years is not None:
        raise UsageError(
            "sex, age, pregnant and lactating need a reference intake: add one, e.g. us"
        )
    return None


def person(sex: str | None, age_years: float | None, state: str | None) -> Person:
    """Return the person. Raise UsageError if it is contradictory, incomplete or impossible."""
    _check_person(sex, age_years, state)
    sex = "female" if state else sex
    if age_years is None or sex is None:
        raise UsageError("a reference intake needs an age, and a sex unless pregnant or lactating")
    return Person(sex, whole_months(age_years), state or "")


def whole_months(age_years: float) -> int:
    """Return the whole months of an age: 0.96 years are 11 months, and never a year.

    A billionth of a month is added, or 12 * (7 / 12) could be a month short.
    """
    return math.floor(age_years * 12 + 1e-9)


def _check_person(sex: str | None, age_years: float | None, state: str | None) -> None:
    if sex is not None:
        _check_name("sex", sex, SEXES)
    if state:
        _check_name("state", state, STATES)
    if state and sex == "male":
        raise UsageError(f"{state} cannot be combined with the sex male: remove one")
    if age_years is None:
        return
    if isinstance(age_years, str) or not 0 <= age_years <= OLDEST_YEARS:
        raise UsageError(f"{age_years!r} is not an age: use years from 0 to {OLDEST_YEARS}")


def _check_name(kind: str, name: str, valid: Iterable[str]) -> None:
    if name not in valid:
        raise UnknownNameError(kind, name, list(valid))


class DayShare(NamedTuple):
    """One day's K1 and its share; no percent where nothing is known or nothing was found."""

    date: str
    ug: float | None
    qualifier: str
    percent: float | None


class Share(NamedTuple):
    """K1's share of a reference intake a day, or why there is none.

    `percent` is the mean over the days, `low_percent` and `high_percent` its ends.
    """

    reference: str
    text: str
    percent: float | None = None
    low_percent: float | None = None
    high_percent: float | None = None
    at_least: bool = False
    ug_per_day: float | None = None
    authority: str = ""
    confidence: str = ""
    source_id: str = ""
    mk4_equivalents_ug: float | None = None
    days: tuple[DayShare, ...] = ()

    def as_record(self) -> dict[str, object]:
        """The share as a JSON object."""
        return self._asdict() | {"days": [d._asdict() for d in self.days]}


def reference_share(
    catalog: Catalog,
    days: Mapping[str, Sequence[Total]],
    reference: str,
    who: Person | None,
) -> Share:
    """K1's share, day by day; one day under '' is what has no date. Raises UsageError."""
    if who is None:
        raise UsageError("a reference intake needs a person: add sex and age")
    _check_name("reference", reference, NAMES)
    if who.age_months < NO_SHARE_BELOW_MONTHS:
        return Share(reference, "Under 12 months no share is given: ask a clinician.")
    row = _row(catalog, reference, who)
    if row is None:
        return Share(reference, _why_no_value(catalog, reference, who))
    goal = row["ug_per_day"]
    k1 = {day: next(t for t in totals if t.form == "K1") for day, totals in days.items()}
    shares = tuple(_day_share(day, total, goal) for day, total in k1.items())
    found = _percents(shares)
    return Share(
        reference=reference,
        text=_text(k1, shares, row, NAMES[reference]),
        percent=_mean(found) if found else None,
        low_percent=min(found, default=None),
        high_percent=max(found, default=None),
        at_least=any(s.qualifier == ">=" or s.ug is None for s in shares),
        ug_per_day=goal,
        authority=row["authority"],
        confidence=row["confidence"] or "",
        source_id=row["source_id"],
        mk4_equivalents_ug=_mk4_equivalents(days) if reference == "japan" else None,
        days=shares if "" not in days else (),
    )


def _day_share(day: str, total: Total, goal: float) -> DayShare:
    percent = None if total.ug is None else to_decimals(100 * total.ug / goal, 1)
    return DayShare(day, total.ug, total.qualifier, percent)


def _percents(shares: Sequence[DayShare]) -> list[float]:
    """The shares of the days; a day on which K1 was not found counts as 0, unless all are so."""
    if all(s.percent is None for s in shares):
        return []
    return [s.percent or 0.0 for s in shares if s.percent is not None or s.qualifier == "nd"]


def _mean(percents: Sequence[float]) -> float:
    return to_decimals(sum(percents) / len(percents), 1)


def _text(
    k1: Mapping[str, Total], shares: Sequence[DayShare], row: "ReferenceIntakeRow", name: str
) -> str:
    found = _percents(shares)
    period = "taken as one day" if "" in k1 else f"a day over {count_of(len(shares), 'day')}"
    if not found:
        coverage = "; ".join(dict.fromkeys(t.coverage for t in k1.values()))
        status = "not found" if any(t.qualifier == "nd" for t in k1.values()) else "not known"
        return f"K1 alone, {period}: no share, K1 was {status} ({coverage})"
    bound = "at least " if any(s.qualifier == ">=" or s.ug is None for s in shares) else ""
    several = min(found) < max(found)
    span = f" ({percent(min(found))} to {percent(max(found))})" if several else ""
    secondary = "; secondary reading" if row["confidence"] == "secondary" else ""
    return (
        f"K1 alone, {period}: {bound}{percent(_mean(found))}{span} of the {name} {row['kind']} for "
        f"{row['nutrient']}, {row['ug_per_day']:g} µg a day ({row['authority']}{secondary})"
    )


def percent(share: float) -> str:
    """A share as people read it; a little is not nothing."""
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"


def _mk4_equivalents(days: Mapping[str, Sequence[Total]]) -> float:
    """K1 + MK-4 + 0.685 x MK-7, µg, the mean a day."""
    total = 0.0
    for totals in days.values():
        by_form = {t.form: t.ug or 0.0 for t in totals}
        total += by_form["K1"] + by_form["MK-4"] + MK7_AS_MK4 * by_form["MK-7"]
    return to_decimals(total / len(days))


def _row(catalog: Catalog, reference: str, who: Person) -> "ReferenceIntakeRow | None":
    """The row for this person: the newest edition, the state before the age."""
    matching = [
        r
        for r in _rows_of_any_age(catalog, reference, who)
        if r["age_from_months"] <= who.age_months
        and (r["age_to_months"] is None or who.age_months < r["age_to_months"])
    ]
    return max(matching, key=lambda r: r["authority"], default=None)


def _rows_of_any_age(catalog: Catalog, reference: str, who: Person) -> "list[ReferenceIntakeRow]":
    return [
        r
        for r in records(catalog, "reference_intakes")
        if r["reference"] == reference
        and (r["state"] or "") == who.state
        and r["sex"] in ("any", who.sex)
    ]


def _why_no_value(catalog: Catalog, reference: str, who: Person) -> str:
    """Say from which age the reference has a value, or that none was read for this person."""
    rows = _rows_of_any_age(catalog, reference, who)
    first = min(rows, key=lambda r: r["age_from_months"], default=None)
    if first is None or first["age_from_months"] <= who.age_months:
        return f"{NAMES[reference]} reference: no value for this person was read."
    from_months = first["age_from_months"]
    from_years = f"{from_months / 12:g}"
    age_group = "adults" if from_months >= ADULT_MONTHS else f"people of {from_years} years or more"
    return (
        f"The {NAMES[reference]} {first['kind']} is for {age_group}: "
        f"below {from_years} years no share is given."
    )
