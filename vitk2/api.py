"""The commands as functions: the same answers, typed, in µg per 100 g unless named otherwise.

>>> import vitk2
>>> next(vitk2.top("MK-7", limit=1).records())["ug_per_100g"]
930.0
>>> vitk2.show("fdc:172443").food["name"]
'Natto'
>>> vitk2.compare("natto", "gouda-aged").differences[-1]
'K2: Natto has 13 times Gouda, aged per 100 g'
>>> eaten = vitk2.intake("natto:50 g", "2 eggs", reference="us", sex="female", age_years=60)
>>> [(e.name, e.grams) for e in eaten.eaten]
[('Natto', 50.0), ('Egg, raw', 100.0)]
"""

from collections.abc import Sequence
from typing import Any

from vitk2 import diary, intakes, lookup
from vitk2.catalog import Catalog
from vitk2.comparison import Comparison
from vitk2.comparison import compare as compare_foods
from vitk2.errors import DataError
from vitk2.lookup import FoodCard
from vitk2.model import Form
from vitk2.query import Query, Result
from vitk2.selection import select


def search(
    text: str = "", forms: Sequence[str] = (), own: Sequence[str] = (), **filters: Any
) -> Result:
    """Foods by words and forms, one row a food; `filters` are fields of Query.

    `own` are directories of your own foods. Raises UnknownNameError for a form, group or source
    that is not there, DataError for bad data. Source of each number: `show`.
    """
    asked = Query(text=text, forms=tuple(map(Form.parse, forms)), **filters)
    with Catalog(own=own) as catalog:
        return select(catalog, asked)


def top(form: str, limit: int = 20, own: Sequence[str] = (), **filters: Any) -> Result:
    """The richest sources of a form, one row a food (columns of amounts.csv), best first.

    With `holding=70` also the grams and portions that hold 70 µg. Raises as `search`.
    """
    asked = Query(forms=(Form.parse(form),), shape="top", limit=limit, **filters)
    with Catalog(own=own) as catalog:
        return select(catalog, asked)


def show(food: str, own: Sequence[str] = ()) -> FoodCard:
    """One food by id, name, plain word or code, with every published number and its source.

    Raises FoodError, with the candidates, when none or several answer to it.
    """
    with Catalog(own=own) as catalog:
        return lookup.show(catalog, food)


def compare(*foods: str, own: Sequence[str] = ()) -> Comparison:
    """Two to eight foods side by side, form by form. Raises FoodError and UsageError."""
    with Catalog(own=own) as catalog:
        return compare_foods(catalog, list(foods))


def intake(
    *items: str,
    reference: str | None = None,
    sex: str | None = None,
    age_years: float | None = None,
    state: str = "",
    own: Sequence[str] = (),
) -> intakes.Intake:
    """Sum items such as 'natto:40 g' and '2 eggs': µg by form, with coverage and K1's share.

    `reference` is us, efsa, dach or japan, `state` pregnant or lactating. Raises DataError listing
    every item that is not understood; then nothing is counted.
    """
    person = None
    if age_years is not None and (sex or state):
        person = intakes.Person("female" if state else str(sex), round(age_years * 12), state)
    with Catalog(own=own) as catalog:
        weighed, problems = diary.understand(catalog, diary.parse_items(items))
        eaten = (intakes.Eaten(w.food_id, w.name, w.grams, w.note) for _, w in weighed)
        answer = intakes.intake(catalog, eaten, reference, person)
    if problems:
        raise DataError(problems)
    return answer
