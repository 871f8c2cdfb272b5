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

from vitk2.answers.comparison import Comparison
from vitk2.answers.comparison import compare as compare_foods
from vitk2.answers.foods import FoodCard
from vitk2.answers.foods import show as show_food
from vitk2.answers.query import Query, Result
from vitk2.answers.search import select
from vitk2.diary.intake import Intake
from vitk2.diary.intake import intake as sum_up
from vitk2.diary.items import parse_items
from vitk2.diary.reference import person
from vitk2.diary.scales import understand
from vitk2.errors import DataError
from vitk2.forms import Form
from vitk2.tables.catalog import Catalog


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
        return show_food(catalog, food)


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
) -> Intake:
    """Sum items such as 'natto:40 g' and '2 eggs', taken as one day: µg by form, with coverage.

    `reference` is us, efsa, dach, japan, australia, us-label or eu-label, and asks for `age_years`
    and `sex`; `state` is pregnant or lactating. Raises UsageError for what contradicts itself,
    DataError listing every item that is not understood; then nothing is counted.
    """
    who = person(sex, age_years, state or None) if reference else None
    with Catalog(own=own) as catalog:
        answer = sum_up(catalog, understand(catalog, parse_items(items)), reference, who)
    if answer.skipped:
        raise DataError([str(problem) for problem in answer.skipped])
    return answer
