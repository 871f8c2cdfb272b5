"""The comparison of foods side by side: forms as rows, missing values as None."""

from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Cell
from vitk2.errors import UsageError
from vitk2.forms import TABLE_FORMS
from vitk2.queries.amounts import amount_of
from vitk2.queries.interpret import interpret_food
from vitk2.text import count_of, digits

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow, FoodRow

FEWEST, MOST = 2, 8
APART: Final = 5.0
"""From this many times and 1 µg apart a difference is pointed out."""


class Comparison(NamedTuple):
    """Foods in the order asked for, and for each form a dictionary food_id -> row of amounts.csv.

    Amounts are µg per 100 g; `rows` has those in the usual portion beside them.
    """

    foods: "list[FoodRow]"
    amounts: "dict[str, dict[str, AmountRow]]"
    differences: list[str]
    data_version: str

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
    return Comparison(
        foods=foods,
        amounts=amounts,
        differences=[d for form, by in amounts.items() for d in _difference(form, by, names)],
        data_version=catalog.data_version,
    )


def _refuse_twice(texts: list[str], foods: "list[FoodRow]") -> None:
    """Raise UsageError for two texts that name the same food, which differs from itself nowhere."""
    named: dict[str, str] = {}
    for text, food in zip(texts, foods, strict=True):
        if other := named.get(food["food_id"]):
            both = f"{other!r} and {text!r} are both {food['name']}"
            raise UsageError(f"{both}: name each food once")
        named[food["food_id"]] = text


def _difference(form: str, by_food: "dict[str, AmountRow]", names: dict[str, str]) -> list[str]:
    """Return a sentence where sound numbers differ widely; a lower bound is not compared."""
    numbers = {
        food: a["ug_per_100g"]
        for food, a in by_food.items()
        if a["ug_per_100g"] is not None and a["qualifier"] is None and not a["doubtful"]
    }
    if len(numbers) < FEWEST:
        return []
    least, most = min(numbers, key=lambda f: numbers[f]), max(numbers, key=lambda f: numbers[f])
    low, high = numbers[least], numbers[most]
    if high - low < 1 or high < APART * low:
        return []
    if not low:
        return [f"{form}: {names[most]} has {digits(high)} µg per 100 g, {names[least]} 0"]
    return [f"{form}: {names[most]} has {high / low:.0f} times {names[least]} per 100 g"]
