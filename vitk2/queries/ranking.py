"""In which order answers stand: total, untruncated, ties broken by name and id."""

from vitk2.catalog.places import IN_DISH
from vitk2.forms import Form
from vitk2.queries.query import Query
from vitk2.queries.sql import Sql
from vitk2.text import words


def order_by(query: Query, sql: Sql) -> str:
    """The sort, as SQL."""
    row = "" if query.shape in ("wide", "top") else ", a.rowid"
    name = "f.folded, f.food_id" + row
    if query.shape == "top":
        late = [] if query.doubtful else ["a.doubtful"]
        late += ["f.portion_g IS NULL"] if query.per == "portion" else []
        return ", ".join([*late, *_by_amount(query, "a"), "a.folded, a.food_id"])
    if isinstance(query.sort, Form):
        form = sql.bind(query.sort.value)

        def of_form(key: str) -> str:
            bare = key.removesuffix(" DESC")
            where = f"s.food_id = a.food_id AND s.form = {form}"
            return f"(SELECT {bare} FROM amounts s WHERE {where}){key[len(bare) :]}"

        dishes_last = [f"hit.place >= {IN_DISH}"] if words(query.text) else []
        weighed = ["f.portion_g IS NULL"] if query.per == "portion" else []
        sure = [*weighed, f"ifnull({of_form('s.doubtful')}, 9)"]
        return ", ".join([*dishes_last, *sure, *map(of_form, _by_amount(query, "s")), name])
    if query.sort == "known":
        return "f.nth" + row
    if words(query.text) and query.sort != "name":
        return "hit.place, f.nth" + row
    return name


def _by_amount(query: Query, row: str) -> list[str]:
    """Richest first: numbers, then limits and what was not found, by their amount.

    Ascending, a food stands by its highest reading: of two figures that disagree the low one makes
    no food a poor source; a lower bound or an assumed zero says nothing of how little there is.
    """
    per = " * f.portion_g" if query.per == "portion" else ""
    if query.ascending:
        unsure = f"ifnull({row}.qualifier, '') IN ('assumed', '>=')"
        return [unsure, f"{row}.reach{per}", "f.standing DESC"]
    amount, limit = f"{row}.ug_per_100g{per}", f"{row}.limit_ug_per_100g"
    return [f"{row}.rank", f"{amount} DESC", f"{limit} DESC"]
