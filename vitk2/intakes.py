"""Amounts eaten become µg a form, each sum with its coverage, and a share of a named reference."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vitk2.catalog import Catalog
from vitk2.errors import UsageError
from vitk2.lookup import records
from vitk2.model import WIDE_FORMS, Cell, Form, Record

DAY_FORMS: Final = ("K1", "MK-4", "MK-7", "other K2")
"""What days are shown by, never as one total."""

OTHER_K2: Final = (Form.MK5, Form.MK6, Form.MK8, Form.MK9, Form.MK10, Form.MK9_4H)

OTHER_K2_PANEL: Final = (Form.MK8, Form.MK9)

NO_SHARE_BELOW_MONTHS: Final = 12
MK7_AS_MK4: Final = 0.685
"""Japan counts MK-7 by the ratio of the molar masses, 444.7 to 649.0."""

NAMES: Final = {"us": "US", "efsa": "EFSA", "dach": "D-A-CH", "japan": "Japanese"}


class Eaten(NamedTuple):
    """Grams of one food, with the words they came from."""

    food_id: str
    name: str
    grams: float
    note: str = ""
    date: str = ""
    meal: str = ""


class Total(NamedTuple):
    """µg of one form in what was eaten; `known` of `foods` have a value.

    `ug` is None when none has one, and when all that was looked for was not found (`nd`).
    """

    form: str
    ug: float | None
    qualifier: str
    low: float | None
    high: float | None
    known: int
    foods: int
    doubtful: tuple[str, ...] = ()

    @property
    def coverage(self) -> str:
        """`4 of 5 foods have MK-7 data`."""
        return f"{self.known} of {self.foods} foods have {self.form} data"

    def as_record(self) -> dict[str, object]:
        """The total as a JSON object."""
        return {
            "form": self.form,
            "ug": self.ug,
            "qualifier": self.qualifier or None,
            "low": self.low,
            "high": self.high,
            "coverage": self.coverage,
            "foods_with_data": self.known,
            "foods": self.foods,
            "doubtful": list(self.doubtful),
        }


class Share(NamedTuple):
    """K1's share of a reference intake, or why there is none."""

    reference: str
    text: str
    percent: float | None = None
    ug_per_day: float | None = None
    confidence: str = ""
    source_id: str = ""
    mk4_equivalents_ug: float | None = None


class Person(NamedTuple):
    """Whom a reference intake is for."""

    sex: str
    age_months: int
    state: str = ""


class Intake(NamedTuple):
    """What was eaten, summed: totals over everything, and by day where dates were given."""

    eaten: list[Eaten]
    totals: list[Total]
    contributions: list[Record]
    days: dict[str, list[Total]]
    share: Share | None
    data_version: str
    skipped: tuple[str, ...] = ()

    def as_record(self) -> dict[str, object]:
        """The whole as one JSON object: lists of dictionaries, coverage in words."""
        return {
            "eaten": [e._asdict() for e in self.eaten],
            "totals": [t.as_record() for t in self.totals],
            "contributions": self.contributions,
            "days": {day: [t.as_record() for t in totals] for day, totals in self.days.items()},
            "spread": {f: spread(self.days, f) for f in DAY_FORMS} if self.days else {},
            "share": self.share._asdict() if self.share else None,
            "skipped": list(self.skipped),
            "data_version": self.data_version,
        }

    def as_rows(self) -> tuple[list[str], list[list[Cell]]]:
        """Columns and rows: a row a form, and with dates a row a day and form."""
        columns = ["date", "form", "ug", "qualifier", "low", "high", "foods_with_data", "foods"]
        days = self.days or {"": self.totals}
        rows: list[list[Cell]] = [
            [day or None, t.form, t.ug, t.qualifier or None, t.low, t.high, t.known, t.foods]
            for day, totals in days.items()
            for t in totals
        ]
        return columns, rows


def intake(
    catalog: Catalog,
    eaten: Iterable[Eaten],
    reference: str | None = None,
    person: Person | None = None,
    skipped: Sequence[str] = (),
) -> Intake:
    """Sum amounts eaten: µg by form, with ranges and coverage, and K1's share of a reference.

    The same food eaten twice is one food. Raises UsageError for a reference without a person.
    """
    merged = _merge(eaten)
    amounts = _amounts(catalog, {e.food_id for e in merged})
    by_day: dict[str, list[Eaten]] = {}
    for e in merged:
        by_day.setdefault(e.date, []).append(e)
    whole = _merge(e._replace(date="", meal="") for e in merged)
    totals = [_total(form.value, [form], whole, amounts) for form in WIDE_FORMS]
    days = {
        day: [_total(f, _parts(f), items, amounts) for f in DAY_FORMS]
        for day, items in sorted(by_day.items())
        if day
    }
    return Intake(
        eaten=merged,
        totals=totals,
        contributions=[_contribution(e, amounts) for e in whole],
        days=days,
        share=share(catalog, totals, reference, person) if reference else None,
        data_version=catalog.data_version,
        skipped=tuple(skipped),
    )


def _merge(eaten: Iterable[Eaten]) -> list[Eaten]:
    """One entry a day and food: memory holds foods, not lines."""
    merged: dict[tuple[str, str], Eaten] = {}
    for e in eaten:
        key = (e.date, e.food_id)
        before = merged.get(key)
        merged[key] = before._replace(grams=before.grams + e.grams) if before else e
    return list(merged.values())


def _parts(form: str) -> Sequence[Form]:
    return OTHER_K2 if form == "other K2" else (Form(form),)


Amounts = dict[tuple[str, str], Record]


def _amounts(catalog: Catalog, food_ids: set[str]) -> Amounts:
    return {
        (food_id, str(a["form"])): a
        for food_id in food_ids
        for a in records(catalog, "amounts", food_id)
    }


def _total(form: str, parts: Sequence[Form], eaten: Sequence[Eaten], amounts: Amounts) -> Total:
    """A food is known when its form was looked for; for other K2, when MK-8 and MK-9 were."""
    ug = low = high = 0.0
    known, any_found, numbers, bounded, doubtful = 0, False, False, False, []
    for e in eaten:
        found = [amounts[e.food_id, p.value] for p in parts if (e.food_id, p.value) in amounts]
        found = [a for a in found if a["qualifier"] != "assumed"]
        looked_for = {Form(str(a["form"])) for a in found}
        known += bool(found) if len(parts) == 1 else set(OTHER_K2_PANEL) <= looked_for
        any_found = any_found or bool(found)
        for a in found:
            value = float(a["ug_per_100g"] or 0)
            limit = float(a["limit_ug_per_100g"] or 0)
            ug += value * e.grams / 100
            low += float(value if a["low"] is None else a["low"]) * e.grams / 100
            high += max(float(value if a["high"] is None else a["high"]), limit) * e.grams / 100
            numbers = numbers or a["ug_per_100g"] is not None
            bounded = bounded or a["qualifier"] == ">="
            if a["doubtful"] and value:
                doubtful.append(e.name)
    at_least = bounded or known < len(eaten)
    if any_found and not numbers and not at_least:
        return Total(form, None, "nd", 0, round(high, 6), known, len(eaten))
    if not any_found:
        return Total(form, None, "", None, None, 0, len(eaten))
    sums = (round(x, 6) for x in (ug, low, high))
    ug, low, high = sums
    return Total(form, ug, ">=" if at_least else "", low, high, known, len(eaten), tuple(doubtful))


def _contribution(e: Eaten, amounts: Amounts) -> Record:
    row: Record = {"food_id": e.food_id, "name": e.name, "grams": e.grams, "note": e.note or None}
    for form in WIDE_FORMS:
        amount = amounts.get((e.food_id, form.value))
        known = amount and amount["qualifier"] != "assumed"
        value = amount["ug_per_100g"] if amount and known else None
        row[f"{form.key}_ug"] = None if value is None else round(float(value) * e.grams / 100, 6)
        row[f"{form.key}_qualifier"] = amount["qualifier"] if amount else None
    return row


def share(
    catalog: Catalog, totals: Sequence[Total], reference: str, person: Person | None
) -> Share:
    """K1's share of a reference intake; K2 stays in µg, since no reference intake for it exists."""
    if person is None:
        raise UsageError("a reference intake needs --sex and --age")
    if person.age_months < NO_SHARE_BELOW_MONTHS:
        return Share(reference, "Under 12 months no share is given: ask a clinician.")
    row = _reference_row(catalog, reference, person)
    if row is None:
        text = f"{NAMES[reference]} reference: no value for this person was read."
        return Share(reference, text)
    k1 = next(t for t in totals if t.form == Form.K1.value)
    goal = float(row["ug_per_day"] or 0)
    if k1.ug is None:
        return Share(reference, "K1 alone: no share, because no food has K1 data")
    percent = 100 * k1.ug / goal
    least = "at least " if k1.qualifier else ""
    secondary = " (secondary reading)" if row["confidence"] == "secondary" else ""
    text = (
        f"K1 alone: {least}{percent:.0f} % of the {NAMES[reference]} {row['kind']} for "
        f"{row['nutrient']}, {goal:g} µg a day{secondary}"
    )
    return Share(
        reference=reference,
        text=text,
        percent=round(percent, 1),
        ug_per_day=goal,
        confidence=str(row["confidence"]),
        source_id=str(row["source_id"]),
        mk4_equivalents_ug=_mk4_equivalents(totals) if reference == "japan" else None,
    )


def _mk4_equivalents(totals: Sequence[Total]) -> float:
    by_form = {t.form: t.ug or 0 for t in totals}
    return round(by_form["K1"] + by_form["MK-4"] + MK7_AS_MK4 * by_form["MK-7"], 6)


def _reference_row(catalog: Catalog, reference: str, person: Person) -> Record | None:
    """The row for this person: the newest edition, the state before the age."""
    fitting = [
        r
        for r in records(catalog, "reference_intakes")
        if r["reference"] == reference
        and (r["state"] or "") == person.state
        and r["sex"] in ("any", person.sex)
        and int(str(r["age_from_months"])) <= person.age_months
        and (r["age_to_months"] is None or person.age_months < int(str(r["age_to_months"])))
    ]
    return max(fitting, key=lambda r: str(r["authority"]), default=None)


def spread(days: dict[str, list[Total]], form: str) -> str:
    """The lowest and highest day of a form, only where every day's foods all have a value."""
    totals = [t for day in days.values() for t in day if t.form == form]
    known, foods = sum(t.known for t in totals), sum(t.foods for t in totals)
    if known < foods:
        return f"not shown: {known} of {foods} foods have {form} data"
    amounts = [t.ug or 0 for t in totals]
    return f"{min(amounts):.3g} to {max(amounts):.3g} µg a day"
