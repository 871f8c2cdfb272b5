"""THE filter, THE search, THE sort: select() answers a Query with SQL; nothing else filters."""

from collections.abc import Sequence
from typing import Final

from vitk2.catalog import Catalog
from vitk2.errors import UnknownNameError
from vitk2.model import NAME, NAME_START, WHOLE, WIDE_FORMS, Cell, Form, Row, closest, words
from vitk2.plainwords import plain_word
from vitk2.query import SHAPES, Query, Result
from vitk2.tables import GROUPS, PREPARATIONS, TIERS


class _Sql:
    """Conditions, and the values they name.

    `whole_range`: a maximum bounds the highest sound reading of an amount, not its value alone.
    """

    def __init__(self, *, whole_range: bool) -> None:
        self.whole_range = whole_range
        self.conditions: list[str] = []
        self.values: dict[str, Cell] = {}

    def bind(self, value: Cell) -> str:
        """A placeholder for `value`."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def among(self, column: str, values: Sequence[str]) -> str:
        """A condition that `column` is one of `values`."""
        return f"{column} IN ({', '.join(self.bind(str(v)) for v in values)})"


def select(catalog: Catalog, query: Query) -> Result:
    """The rows that answer `query`, best first.

    Raises UsageError for a query that contradicts itself, UnknownNameError for a group,
    preparation, source or tier that does not exist.
    """
    query.check()
    _check_names(catalog, query)
    table, columns = SHAPES[query.shape]
    sql = _Sql(whole_range=not query.doubtful)
    extra = _extra_columns(query, table, sql)
    selected = ", ".join(
        [f'a."{c}"' for c in columns] + [f'{e} AS "{c}"' for c, e in extra.items()]
    )
    source = _source(query, table, sql)
    order = _order(query, sql)

    def ask(what: str, condition: str = "1", tail: str = "") -> list[Row]:
        where = " AND ".join([condition, *sql.conditions])
        return catalog.rows(f"SELECT {what} {source} WHERE {where} {tail}", sql.values)

    separate = query.shape == "top" and not query.doubtful and query.holding is None
    ranked = "NOT a.doubtful" if separate else "1"
    too_much = unsure = 0
    if query.holding is not None:
        sure = "a.rank = 0 AND NOT a.doubtful AND a.qualifier IS NOT '>='"
        enough = f"a.ug_per_100g * {MOST_GRAMS} >= 100 * {sql.bind(query.holding)}"
        ranked = f"{sure} AND {enough}"
        too_much = int(str(ask("count(*)", f"{sure} AND NOT {enough} AND a.ug_per_100g > 0")[0][0]))
        unsure = int(str(ask("count(*)", f"NOT ({sure}) AND a.ug_per_100g > 0")[0][0]))
    limit = f"LIMIT {query.limit:d}" if query.limit else ""
    rows = ask(selected, ranked, f"ORDER BY {order} {limit}")
    cut = query.limit and len(rows) == query.limit
    total = int(str(ask("count(*)", ranked)[0][0])) if cut else len(rows)
    after = (
        ask(selected, _would_have_ranked(query, rows, total, sql), f"ORDER BY {order}")
        if separate
        else []
    )
    reaching = _reaching(catalog, query, table, ranked, total) if sql.whole_range else 0
    no_portion = ask("count(*)", "f.portion_g IS NULL")[0][0] if query.per == "portion" else 0
    return Result(
        query=query,
        columns=(*columns, *extra),
        rows=rows + after,
        total=total,
        data_version=catalog.data_version,
        after=len(after),
        without_portion=int(str(no_portion)),
        too_much=too_much,
        unsure=unsure,
        reaching=reaching,
        suggestions=() if rows or not query.text else suggest(catalog, query.text),
        plain_word=None if rows or not query.text else plain_word(catalog, query.text),
    )


def _source(query: Query, table: str, sql: _Sql) -> str:
    """What the rows come from; the conditions on them are left in `sql`."""
    matching = _match_text(query, sql)
    _match_food(query, sql)
    _match_rows(query, table, sql)
    return f"FROM {table} a JOIN foods f ON f.food_id = a.food_id {matching}"


def _reaching(catalog: Catalog, query: Query, table: str, ranked: str, total: int) -> int:
    """How many rows a maximum left out for their range alone: a reading lies above the bound."""
    if query.maximum is None or query.holding is not None:
        return 0
    by_value = _Sql(whole_range=False)
    source = _source(query, table, by_value)
    where = " AND ".join([ranked, *by_value.conditions])
    count = catalog.rows(f"SELECT count(*) {source} WHERE {where}", by_value.values)[0][0]
    return int(str(count)) - total


def _would_have_ranked(query: Query, shown: Sequence[Row], total: int, sql: _Sql) -> str:
    """A condition on doubtful amounts: they would stand among the rows shown."""
    if len(shown) == total:
        return "a.doubtful"
    columns = SHAPES[query.shape][1]
    lowest = shown[-1][columns.index("food_id")], query.forms[0].value
    weight = "x.ug_per_100g * g.portion_g" if query.per == "portion" else "x.ug_per_100g"
    own = weight.replace("x.", "a.").replace("g.portion", "f.portion")
    food_id, form = map(sql.bind, lowest)
    return (
        f"a.doubtful AND {own} >= (SELECT ifnull({weight}, 0) FROM amounts x "
        f"JOIN foods g ON g.food_id = x.food_id WHERE x.food_id = {food_id} AND x.form = {form})"
    )


def suggest(catalog: Catalog, text: str) -> tuple[str, ...]:
    """Words of food names near those of `text` that begin no word of the catalogue."""
    known = [str(r[0]) for r in catalog.rows("SELECT DISTINCT word FROM terms")]
    near: list[str] = []
    for word in words(text):
        if not any(k.startswith(word) for k in known):
            near += closest(word, known, n=3, cutoff=0.7)
    return tuple(dict.fromkeys(near))


def _check_names(catalog: Catalog, query: Query) -> None:
    sources = [str(r[0]) for r in catalog.rows("SELECT source_id FROM sources")]
    for kind, names, valid in (
        ("food group", query.groups, list(GROUPS)),
        ("preparation", query.preparations, list(PREPARATIONS)),
        ("source", query.sources, sources),
        ("tier", query.tiers, list(TIERS)),
    ):
        for name in names:
            if name not in valid:
                raise UnknownNameError(kind, name, closest(name, valid) or valid)


MOST_WORDS: Final = 50
"""What comes after as many words of a search is not looked at; no food has so many."""

MOST_GRAMS: Final = 1000
"""More of one food than this is no way to hold an amount."""

_PER_PORTION: Final = "round({0} * f.portion_g / 100, 6)"


def _extra_columns(query: Query, table: str, sql: _Sql) -> dict[str, str]:
    """Columns that an option adds, and the SQL that gives them."""
    extra = {}
    if query.sources and table != "measurements":
        stated = (
            "(SELECT round(avg(m.ug_per_100g), 6) FROM measurements m WHERE m.food_id = a.food_id "
            f"AND {sql.among('m.source_id', query.sources)} AND m.form = "
        )
        if table == "amounts":
            extra["source_ug_per_100g"] = stated + "a.form)"
        else:
            for form in query.forms or WIDE_FORMS:
                extra[f"{form.key}_source_ug_per_100g"] = f"{stated}{sql.bind(form.value)})"
    if query.holding is not None:
        grams = f"100 * {sql.bind(query.holding)} / a.ug_per_100g"
        extra["grams_holding"] = f"round({grams}, 6)"
        extra["portions_holding"] = f"round({grams} / f.portion_g, 6)"
        extra["portion"] = "f.portion"
    if query.per == "portion" and table != "measurements":
        extra |= {"portion": "f.portion", "portion_g": "f.portion_g"}
        if table == "amounts":
            extra["ug_per_portion"] = _PER_PORTION.format("a.ug_per_100g")
        else:
            for form in WIDE_FORMS:
                value = _PER_PORTION.format(f"a.{form.key}_ug_per_100g")
                extra[f"{form.key}_ug_per_portion"] = value
    return extra


def _match_text(query: Query, sql: _Sql) -> str:
    """Join the foods that hold every word; `place` is how: whole, word, prefix, alias, group."""
    found = list(dict.fromkeys(words(query.text)))[:MOST_WORDS]
    if query.text and not found:
        sql.conditions.append("0")
    if not found:
        return ""
    places = []
    for word in found:
        first, last = sql.bind(word), sql.bind(word + "\U0010ffff")
        places.append(
            f"SELECT food_id, min(CASE WHEN place <> {NAME} THEN place "
            f"WHEN word = {first} THEN {NAME} ELSE {NAME_START} END) AS place "
            f"FROM terms WHERE word >= {first} AND word < {last} GROUP BY food_id"
        )
    whole = sql.bind(" ".join(found))
    return (
        "JOIN (SELECT food_id, CASE WHEN food_id IN (SELECT food_id FROM wholes "
        f"WHERE folded = {whole}) THEN {WHOLE} ELSE max(place) END AS place "
        f"FROM ({' UNION ALL '.join(places)}) GROUP BY food_id HAVING count(*) = {len(found)}"
        ") hit ON hit.food_id = a.food_id"
    )


def _match_food(query: Query, sql: _Sql) -> None:
    """Conditions on the food: its group, its preparation, and the forms it must carry."""
    if query.groups:
        sql.conditions.append(sql.among('f."group"', query.groups))
    if query.preparations:
        sql.conditions.append(sql.among("f.preparation", query.preparations))
    if query.shape == "top":
        return
    for form in query.forms:
        sure = "1" if query.doubtful else "NOT x.doubtful"
        conditions = [f"x.form = {sql.bind(form.value)}", "x.ug_per_100g > 0", sure]
        conditions += _amount_conditions("x", query, sql)
        sql.conditions.append(_some_amount(conditions))
    if not query.forms and query.shape != "long":
        if query.tiers or query.sources:
            sql.conditions.append(_some_amount(_amount_conditions("x", query, sql, marks=False)))
        for mark in query.without_marks:
            sql.conditions.append(f"NOT {_some_amount([_has_mark('x', mark, sql)])}")


def _some_amount(conditions: Sequence[str]) -> str:
    matching = " AND ".join(["x.food_id = a.food_id", *conditions])
    return f"EXISTS (SELECT 1 FROM amounts x WHERE {matching})"


def _match_rows(query: Query, table: str, sql: _Sql) -> None:
    """Conditions on the rows themselves, where a row is an amount or a published number."""
    if table == "wide":
        return
    if query.forms:
        sql.conditions.append(sql.among("a.form", query.forms))
    if table == "amounts":
        sql.conditions += _amount_conditions("a", query, sql)
    elif query.sources:
        sql.conditions.append(sql.among("a.source_id", query.sources))


def _amount_conditions(row: str, query: Query, sql: _Sql, *, marks: bool = True) -> list[str]:
    """What tier, marks, sources and bounds ask of an amount. A lower bound satisfies no maximum.

    A maximum bounds the whole range: it makes the list that a patient shops by.
    """
    conditions = [sql.among(f"{row}.tier", query.tiers)] if query.tiers else []
    if marks:
        conditions += [f"NOT {_has_mark(row, mark, sql)}" for mark in query.without_marks]
    if query.sources:
        among = sql.among("m.source_id", query.sources)
        conditions.append(
            "EXISTS (SELECT 1 FROM measurements m WHERE "
            f"m.food_id = {row}.food_id AND m.form = {row}.form AND {among})"
        )
    if query.minimum is not None:
        conditions.append(f"{row}.rank = 0 AND {row}.ug_per_100g >= {sql.bind(query.minimum)}")
    if query.maximum is not None:
        highest = f"{row}.reach" if sql.whole_range else f"{row}.ug_per_100g"
        bound = f"{highest} <= {sql.bind(query.maximum)} AND {row}.qualifier IS NOT '>='"
        conditions.append(f"{row}.rank = 0 AND {bound}")
    return conditions


def _has_mark(row: str, mark: str, sql: _Sql) -> str:
    return f"instr(ifnull({row}.marks, ''), {sql.bind(mark)}) > 0"


def _order(query: Query, sql: _Sql) -> str:
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
