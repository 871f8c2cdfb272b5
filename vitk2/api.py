"""The commands as functions, in the words of the command line; answers are typed values.

>>> import vitk2
>>> next(vitk2.top("MK-7", limit=1).records())["ug_per_100g"]
930.0
>>> vitk2.show("fdc:172443").food["name"]
'Natto'
>>> "13 times" in vitk2.compare("natto", "gouda-aged").differences[-1]
True
>>> eaten = vitk2.intake("natto:50 g", "2 eggs", reference="us", sex="female", age_years=60)
>>> [(e.name, e.grams) for e in eaten.eaten]
[('Natto', 50.0), ('Egg, raw', 100.0)]

Amounts are µg per 100 g unless a name says otherwise. An argument of several words may be one word:
`groups="Cheese"`. `own` is a directory of your own foods, or several, added to the published ones.
Every error is a Vitk2Error; for a wrong argument it is a UsageError, which names what to use
instead. docs/python.md has examples.
"""

from collections.abc import Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.paths import Directory
from vitk2.diary.intake import Intake
from vitk2.diary.intake import intake as sum_up
from vitk2.diary.parser import parse_items
from vitk2.diary.reference import person_for
from vitk2.diary.resolver import resolve_lines
from vitk2.errors import DataError, UnknownNameError, UsageError
from vitk2.forms import Form, is_form
from vitk2.queries.compare import Comparison
from vitk2.queries.compare import compare as compare_foods
from vitk2.queries.food import FoodDetails
from vitk2.queries.interpret import show as show_food
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select

Words = str | Sequence[str]
"""One word or several."""

Own = Directory | Sequence[Directory]

ORDERS: Final = ("name", "known")


def search(
    text: str = "",
    forms: Words = (),
    *,
    groups: Words = (),
    preparations: Words = (),
    sources: Words = (),
    tiers: Words = (),
    without_marks: Words = (),
    exclude: Words = (),
    diet: str | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    doubtful: bool = False,
    per: str = "100g",
    sort: str | None = None,
    ascending: bool = False,
    limit: int = 0,
    own: Own = (),
) -> Result:
    """Find foods by the words of their names and by the forms they carry, one row a food.

    `forms` in any spelling, all of which a food must carry; `groups`, `preparations`, `sources`
    and `tiers`, one of which must fit; `without_marks` excludes values with these marks,
    `exclude` foods with these words; `diet` vegan or vegetarian keeps what is so for sure.
    `minimum` and `maximum` bound the one form, in µg per `per`; a maximum bounds the whole
    range. `doubtful` treats doubtful values like any other. `per` is 100g or portion, which adds
    columns. `sort` is name, known (well-known foods first) or a form, richest first; `ascending`
    gives the lowest of that form first, else of the only one in `forms`, by the highest reading of
    each food. `limit` 0 gives all rows.

    Columns are those of the wide table: for each form `_ug_per_100g`, `_qualifier`, `_low`,
    `_high`, `_studies` and `_tier`. The source of each number: `show`.

    Raises UnknownNameError for a form, group, preparation, source, tier or mark that does not
    exist, UsageError for what contradicts itself, DataError for bad data of your own.
    """
    query = Query(
        text=text,
        forms=_forms(forms),
        groups=_several(groups),
        preparations=_several(preparations),
        sources=_several(sources),
        tiers=_several(tiers),
        without_marks=_several(without_marks),
        exclude=_several(exclude),
        diet=diet,
        minimum=minimum,
        maximum=maximum,
        doubtful=doubtful,
        per=per,
        sort=_order(sort),
        ascending=ascending,
        limit=limit,
    )
    with Catalog(own=own) as catalog:
        return select(catalog, query)


def top(
    form: str,
    limit: int = 20,
    *,
    groups: Words = (),
    preparations: Words = (),
    sources: Words = (),
    tiers: Words = (),
    without_marks: Words = (),
    exclude: Words = (),
    diet: str | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    doubtful: bool = False,
    per: str = "100g",
    ascending: bool = False,
    holding: float | None = None,
    own: Own = (),
) -> Result:
    """Rank the sources of a form, richest first: one row a food, with the columns of amounts.csv.

    `form` in any spelling: mk7, "vitamin k2". The filters are those of `search`: `groups` such as
    Cheese, `preparations` such as raw, `tiers` A, B and C, `diet` vegan or vegetarian, `per` 100g
    or portion, `without_marks` such as "studies disagree". Rows that rest on doubtful readings
    alone come after the ranking, `doubtful_count` of them; `doubtful` ranks them. `per` portion
    ranks by the usual portion and adds `ug_per_portion`. `holding`, in µg, adds the grams and
    portions that hold as much.

    Raises UnknownNameError for a form, group, preparation, source, tier or mark that does not
    exist, UsageError for what contradicts itself, DataError for bad data of your own.
    """
    query = Query(
        forms=_forms(form),
        groups=_several(groups),
        preparations=_several(preparations),
        sources=_several(sources),
        tiers=_several(tiers),
        without_marks=_several(without_marks),
        exclude=_several(exclude),
        diet=diet,
        minimum=minimum,
        maximum=maximum,
        doubtful=doubtful,
        per=per,
        ascending=ascending,
        limit=limit,
        holding=holding,
        shape="top",
    )
    with Catalog(own=own) as catalog:
        return select(catalog, query)


def show(food: str, *, own: Own = ()) -> FoodDetails:
    """Return one food by id, name, plain word or code (`fdc:172443`), with all numbers and sources.

    `amounts` are the values of the forms, `measurements` the published numbers they rest on, all in
    µg per 100 g. Raises FoodError, with the candidates, if no food or several match.
    """
    with Catalog(own=own) as catalog:
        return show_food(catalog, food)


def compare(*foods: str, own: Own = ()) -> Comparison:
    """Compare two to eight foods, form by form, µg per 100 g and per usual portion.

    Raises FoodError as `show`, UsageError for fewer or more foods.
    """
    _check_apart("compare", foods)
    with Catalog(own=own) as catalog:
        return compare_foods(catalog, list(foods))


def intake(
    *items: str,
    reference: str | None = None,
    sex: str | None = None,
    age_years: float | None = None,
    state: str | None = None,
    own: Own = (),
) -> Intake:
    """Sum items such as 'natto:40 g' and '2 eggs' as one day: µg by form, with coverage.

    `reference` is us, efsa, dach, japan, australia, us-label or eu-label, and needs `age_years`
    and `sex`, female or male; `state` is pregnant or lactating. `share` is K1's share of it; K2 has
    none.

    Raises UsageError for a reference, sex, age or state that cannot be, DataError listing every
    item that is not understood; then nothing is counted. `ignored` has the items of 0 g.
    """
    _check_apart("intake", items)
    who = person_for(reference, sex, age_years, state)
    with Catalog(own=own) as catalog:
        answer = sum_up(catalog, resolve_lines(catalog, parse_items(items)), reference, who)
    if answer.skipped:
        raise DataError([str(problem) for problem in answer.skipped])
    return answer


def _several(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _forms(spelled: Words) -> tuple[Form, ...]:
    return tuple(map(Form.parse, _several(spelled)))


def _order(sort: str | None) -> str | Form | None:
    """Return the order that `sort` names: name, known or a form. Raises UnknownNameError."""
    if sort is None or sort in ORDERS:
        return sort
    if not is_form(sort):
        raise UnknownNameError("way to sort", sort, [*ORDERS, *Form])
    return Form.parse(sort)


def _check_apart(function: str, texts: Sequence[str]) -> None:
    """Raise UsageError for a list whose members should be arguments of their own."""
    for text in texts:
        if not isinstance(text, str):
            raise UsageError(f"{function} takes texts one by one: write {function}(*your_list)")
