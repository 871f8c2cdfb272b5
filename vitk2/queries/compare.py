"""The comparison of foods side by side: forms as rows, missing values as None."""

from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Cell
from vitk2.errors import UsageError
from vitk2.forms import TABLE_FORMS
from vitk2.queries.amounts import amount_of
from vitk2.queries.food import is_own_name
from vitk2.queries.interpret import interpret_food
from vitk2.text import count_of, digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitk2.catalog.rows import AmountRow, FoodRow

FEWEST, MOST = 2, 8
APART: Final = 5.0
"""From this many times and 1 µg apart a difference is described in words."""


class Comparison(NamedTuple):
    """Foods in the order asked for, and for each form a dictionary food_id -> row of amounts.csv.

    Amounts are µg per 100 g; `rows` has those in the usual portion beside them.
    """

    foods: "list[FoodRow]"
    amounts: "dict[str, dict[str, AmountRow]]"
    differences: list[str]
    data_version: str
    other_names: dict[str, str]
    """The text that was typed, by the food_id of each food of which it is not the own name."""

    @property
    def columns(self) -> list[str]:
        """Columns of `rows`: the form, then three a food."""
        parts = ("ug_per_100g", "qualifier", "ug_per_portion")
        return ["form", *(f"{f['food_id']}_{p}" for f in self.foods for p in parts)]

    @property
    def rows(self) -> list[list[Cell]]:
        """One row a form; a limit is in the qualifier as `<0.1`."""
        return [
            [form, *(c for f in self.foods for c in self._cells(by_food.get(f["food_id"]), f))]
            for form, by_food in self.amounts.items()
        ]

    @staticmethod
    def _cells(amount: "AmountRow | None", food: "FoodRow") -> tuple[Cell, Cell, Cell]:
        if amount is None:
            return None, None, None
        grams, limit = food["portion_g"], amount["limit_ug_per_100g"]
        portion = None if grams is None else amount_of(amount).times(grams).ug
        sign = amount["qualifier"]
        qualifier = sign if limit is None else f"{sign}{limit:g}"
        return amount["ug_per_100g"], qualifier, portion


def compare(catalog: Catalog, texts: list[str]) -> Comparison:
    """Compare two to eight foods side by side, µg per 100 g and per usual portion.

    Raises UsageError for fewer or more and for a food that is named twice, FoodError for a food
    that is not there or ambiguous, or for the name of a drug.
    """
    if not FEWEST <= len(texts) <= MOST:
        raise UsageError(
            f"{count_of(len(texts), 'food')} cannot be compared: name {FEWEST} to {MOST}"
        )
    food_ids = [interpret_food(catalog, text) for text in texts]
    foods = [records(catalog, "foods", food_id)[0] for food_id in food_ids]
    _refuse_twice(texts, foods)
    of_food = {i: {a["form"]: a for a in records(catalog, "amounts", i)} for i in food_ids}
    amounts = {
        form.value: {i: found[form.value] for i, found in of_food.items() if form.value in found}
        for form in TABLE_FORMS
        if any(form.value in found for found in of_food.values())
    }
    names = {f["food_id"]: f["name"] for f in foods}
    typed = zip(texts, food_ids, strict=True)
    return Comparison(
        foods=foods,
        amounts=amounts,
        differences=[d.sentence for d in differences_between(amounts, foods)],
        data_version=catalog.data_version,
        other_names={i: text for text, i in typed if not is_own_name(text, i, names[i])},
    )


def _refuse_twice(texts: list[str], foods: "list[FoodRow]") -> None:
    """Raise UsageError for two texts that name the same food, which differs from itself nowhere."""
    named: dict[str, str] = {}
    for text, food in zip(texts, foods, strict=True):
        if other := named.get(food["food_id"]):
            both = f"{other!r} and {text!r} are both {food['name']}"
            raise UsageError(f"{both}: name each food once")
        named[food["food_id"]] = text


class Difference(NamedTuple):
    """A form of which one food has many times as much as another, in µg per 100 g."""

    form: str
    most: str
    least: str
    high: float
    low: float

    @property
    def sentence(self) -> str:
        """The difference in words, with the names of the foods."""
        if not self.low:
            return f"{self.form}: {self.most} has {digits(self.high)} µg per 100 g, {self.least} 0"
        times = f"{self.high / self.low:.0f} times as much as {self.least}"
        return f"{self.form}: {self.most} has {times} per 100 g"


def differences_between(
    amounts: "Mapping[str, Mapping[str, AmountRow]]", foods: "Sequence[FoodRow]"
) -> list[Difference]:
    """Return, of each form, the food with most beside that with least, if they are far apart.

    Sound numbers alone are compared. There is no difference where the ranges overlap: the food with
    less may then be the one with more.
    """
    names = {food["food_id"]: food["name"] for food in foods}
    found = []
    for form, by_food in amounts.items():
        sound = {i: a for i, a in by_food.items() if _is_sound(a)}
        if len(sound) < FEWEST:
            continue
        least, most = (
            min(sound, key=lambda i: _ug(sound[i])),
            max(sound, key=lambda i: _ug(sound[i])),
        )
        low, high = _ug(sound[least]), _ug(sound[most])
        if high - low < 1 or high < APART * low or _overlap(sound[least], sound[most]):
            continue
        found.append(Difference(form, names[most], names[least], high, low))
    return found


def _is_sound(amount: "AmountRow") -> bool:
    """Return whether an amount is a number, no lower bound and not doubtful."""
    has_number = amount["ug_per_100g"] is not None and amount["qualifier"] is None
    return has_number and not amount["doubtful"]


def _ug(amount: "AmountRow") -> float:
    return amount["ug_per_100g"] or 0.0


def _overlap(lower: "AmountRow", higher: "AmountRow") -> bool:
    """Return whether the highest reading of one food reaches the lowest reading of the other."""
    highest = _ug(lower) if lower["high"] is None else lower["high"]
    lowest = _ug(higher) if higher["low"] is None else higher["low"]
    return highest >= lowest
