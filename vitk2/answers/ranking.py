"""In which order answers stand: total, untruncated, ties broken by name and id."""

from vitk2.answers.filters import Sql
from vitk2.answers.query import Query
from vitk2.forms import Form
from vitk2.text import words


def order_by(query: Query, sql: Sql) -> str:
    """The sort: total, untruncated, ties broken by name and id."""
    per_portion = query.per == "portion"
    name = "f.folded, f.food_id"
    if query.shape == "top":
        late = [] if query.doubtful else ["a.doubtful"]
        late += ["f.portion_g IS NULL"] if per_portion else []
        value = "a.ug_per_100g * f.portion_g" if per_portion else "a.ug_per_100g"
        limit = "a.limit_ug_per_100g"
        return ", ".join(
            [*late, "a.rank", f"{value} DESC", f"{limit} DESC", "a.folded", "a.food_id"]
        )
    rows = "" if query.shape == "wide" else ", a.rowid"
    if isinstance(query.sort, Form):
        form = sql.bind(query.sort.value)
        of_form = f"(SELECT {{}} FROM amounts s WHERE s.food_id = a.food_id AND s.form = {form})"
        late_ = of_form.format("s.doubtful * 10 + s.rank")
        value = of_form.format("s.ug_per_100g * f.portion_g" if per_portion else "s.ug_per_100g")
        return f"ifnull({late_}, 99), {value} DESC, {name}{rows}"
    if words(query.text) and query.sort != "name":
        return f"hit.place, f.studies DESC, {name}{rows}"
    return f"{name}{rows}"
