"""Sums of a form over the foods eaten: µg with range, coverage and excluded values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from vitk2.catalog.schema import Cell
from vitk2.diary.parser import UnresolvedLine
from vitk2.diary.resolver import EatenFood
from vitk2.forms import Form
from vitk2.queries.amounts import Amount, to_decimals
from vitk2.text import count_of, digits

OTHER_K2: Final = (Form.MK5, Form.MK6, Form.MK8, Form.MK9, Form.MK10, Form.MK9_4H)
"""Forms of `other K2` in days; it is known when MK-8 and MK-9 are."""

OTHER_K2_PANEL: Final = (Form.MK8, Form.MK9)

UNSPLIT: Final = "K2 unsplit"
"""K2 of foods of which only a total was stated."""

SPREAD_FORMS: Final = ("K1", "MK-4", "MK-7", "other K2")
"""Forms with a lowest and a highest day; K2 unsplit is a rest, which no food need have."""

DAY_FORMS: Final = (*SPREAD_FORMS, UNSPLIT)
"""Forms that days are reported by, never as one total."""


class ExcludedValue(NamedTuple):
    """A doubtful value that is not summed: µg in what was eaten, and why it is doubted.

    `ug` is None for a number that is withheld; the reason names the raw or boiled food then.
    """

    food: str
    form: str
    ug: float | None
    why: str

    def __str__(self) -> str:
        """The value as a text in a cell."""
        amount = "" if self.ug is None else f" {self.ug:g}"
        return f"{self.food}{amount}: {self.why}"


class Total(NamedTuple):
    """µg of one form in what was eaten; `foods_with_data` of `foods` have a sound value.

    `ug` is None when none has one, when nothing that was looked for was found in any (`nd`), and
    when nothing was found in some and the others are unknown, which is no `nd`.
    """

    form: str
    ug: float | None
    qualifier: str
    low: float | None
    high: float | None
    foods_with_data: int
    foods: int
    left_out: tuple[ExcludedValue, ...] = ()
    foods_bounded: int = 0
    """Foods of which only an upper end is known; it is in `high` and not in `ug`."""
    forms_not_stated_ug: float = 0.0
    """µg of `ug` that rest on totals of K2 whose forms are not stated."""

    @property
    def coverage(self) -> str:
        """`4 of 5 foods have MK-7 data`."""
        text = covered(self.foods_with_data, self.foods, self.form)
        if not self.foods_bounded:
            return text
        return f"{text}, {self.foods_bounded} only a total that is mainly {self.form}"

    def as_record(self) -> dict[str, object]:
        """The total as a JSON object."""
        return {
            "form": self.form,
            "ug": self.ug,
            "qualifier": self.qualifier or None,
            "low": self.low,
            "high": self.high,
            "coverage": self.coverage,
            "foods_with_data": self.foods_with_data,
            "foods": self.foods,
            "foods_bounded": self.foods_bounded,
            "forms_not_stated_ug": self.forms_not_stated_ug,
            "left_out": [x._asdict() for x in self.left_out],
        }

    def as_cells(self) -> list[Cell]:
        """Return the total as a row, with the excluded values as text."""
        left_out = "; ".join(map(str, self.left_out))
        numbers = [
            self.ug,
            self.qualifier or None,
            self.low,
            self.high,
            self.foods_with_data,
            self.foods,
            self.foods_bounded,
            self.forms_not_stated_ug,
        ]
        return [self.form, *numbers, left_out or None]


def total(
    form: str,
    parts: Sequence[Form],
    eaten: Sequence[EatenFood],
    skipped: Sequence[UnresolvedLine],
    amounts: Mapping[str, list[Amount]],
) -> Total:
    """Return the sum over foods; a doubtful value is unknown, and listed as excluded."""
    grams, names = _by_food(eaten)
    if form == UNSPLIT:
        grams = {i: g for i, g in grams.items() if _is_unsplit(amounts[i])}
    found, bounded, with_data, excluded = [], [], 0, []
    for food_id, weight in grams.items():
        of_food = [a.times(weight) for a in amounts[food_id] if a.form in parts]
        sound = [a for a in of_food if a.known]
        with_data += _is_known(parts, sound)
        found += sound
        bounded += [a for a in of_food if a.upper_end_only]
        excluded += [
            ExcludedValue(names[food_id], a.form.value, a.ug, a.why)
            for a in of_food
            if a.doubtful and a.ug != 0 and not a.qualifier.startswith(("<", "nd", "tr"))
        ]
    foods = len(grams) + (0 if form == UNSPLIT else len({p.written for p in skipped}))
    summed = _summed(form, found, with_data, foods, tuple(excluded))
    return _bounded(summed, bounded) if bounded else summed


def _bounded(summed: Total, bounded: Sequence[Amount]) -> Total:
    """Return a sum with the upper ends of further foods added to its high end, if it has one."""
    if summed.high is not None:
        high = to_decimals(summed.high + sum(a.high for a in bounded))
        summed = summed._replace(high=high)
    return summed._replace(foods_bounded=len(bounded))


def _by_food(eaten: Iterable[EatenFood]) -> tuple[dict[str, float], dict[str, str]]:
    """Grams by food: the same food twice is one food."""
    grams: dict[str, float] = {}
    names = {}
    for e in eaten:
        grams[e.food_id] = grams.get(e.food_id, 0.0) + e.grams * e.lines
        names[e.food_id] = e.name
    return grams, names


def _is_unsplit(amounts: Iterable[Amount]) -> bool:
    """Only a total of K2 is known, and no form has a number."""
    known_amounts = [a for a in amounts if a.known and a.form not in (Form.K1, Form.DK1)]
    totals = [a for a in known_amounts if a.form is Form.K2 and a.ug]
    return bool(totals) and not any(a.ug for a in known_amounts if a.form is not Form.K2)


def _is_known(parts: Sequence[Form], sound: Iterable[Amount]) -> bool:
    forms = {a.form for a in sound}
    return bool(forms) if len(parts) == 1 else set(OTHER_K2_PANEL) <= forms


def _summed(
    form: str,
    found: Sequence[Amount],
    with_data: int,
    foods: int,
    excluded: tuple[ExcludedValue, ...],
) -> Total:
    if not found:
        return Total(form, None, "", None, None, 0, foods, excluded)
    low, high = (to_decimals(sum(x)) for x in zip(*((a.low, a.high) for a in found), strict=True))
    ug = to_decimals(sum(a.ug or 0.0 for a in found))
    if not ug and any(a.ug is None for a in found):
        if with_data < foods:  # what nobody looked for, or doubts, may be all there is
            return Total(form, None, "", None, None, with_data, foods, excluded)
        return Total(form, None, "nd", 0.0, high, with_data, foods, excluded)
    at_least = with_data < foods or any(a.lacks_parts for a in found)
    qualifier = ">=" if at_least else ""
    unstated = to_decimals(sum(a.ug or 0.0 for a in found if not a.forms_stated))
    return Total(
        form, ug, qualifier, low, high, with_data, foods, excluded, forms_not_stated_ug=unstated
    )


def covered(with_data: int, foods: int, form: str) -> str:
    """Return how many foods have data on a form: `4 of 5 foods have MK-7 data`."""
    return f"{with_data} of {count_of(foods, 'food')} {'has' if foods == 1 else 'have'} {form} data"


def spread(days: Mapping[str, Sequence[Total]], form: str) -> str:
    """The lowest and highest day of a form, only where every day's foods all have a value."""
    totals = [t for day in days.values() for t in day if t.form == form and t.foods]
    with_data, foods = sum(t.foods_with_data for t in totals), sum(t.foods for t in totals)
    if with_data < foods or not foods:
        return f"not shown: {covered(with_data, foods, form)}"
    if all(t.qualifier == "nd" for t in totals):
        return "nd: looked for and not found on any day"
    amounts = [t.ug or 0.0 for t in totals]
    return f"{digits(min(amounts))} to {digits(max(amounts))} µg a day"
