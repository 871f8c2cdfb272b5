"""THE filter, THE search, THE sort: select() answers a Query with SQL; nothing else filters."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from vitk2.catalog import Catalog
from vitk2.errors import UnknownNameError
from vitk2.ingest import ALIAS, NAME
from vitk2.model import GROUPS, PREPARATIONS, TIERS, WIDE_FORMS, Cell, Form, words
from vitk2.query import SHAPES, Query, Result, Row


@dataclass
class _Sql:
    """Conditions, and the values they name."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Cell] = field(default_factory=dict)

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

    Raises UnknownNameError for a group, preparation, source or tier that does not exist.
    """
    _check_names(catalog, query)
    table, columns = SHAPES[query.shape]
    sql = _Sql()
    extra = _extra_columns(query, table, sql)
    hit = _match_text(query, sql)
    _match_food(query, sql)
    _match_rows(query, table, sql)
    selected = [f'a."{c}"' for c in columns] + [f'{e} AS "{c}"' for c, e in extra.items()]
    order = _order(query, sql)
    statement = (
        f"SELECT {', '.join(selected)}, {_DOUBTFUL if table == 'amounts' else '0'}, f.portion_g "
        f"FROM {table} a JOIN foods f ON f.food_id = a.food_id "
        f"JOIN names n ON n.food_id = a.food_id {hit} "
        f"WHERE {' AND '.join(sql.conditions) or '1'} ORDER BY {order}"
    )
    rows = catalog.rows(statement, sql.values)
    total, after = len(rows), 0
    without_portion = sum(r[-1] is None for r in rows) if query.per == "portion" else 0
    if query.shape == "top" and not query.doubtful:
        rows, total, after = _cut_ranking(query, columns, rows)
    elif query.limit:
        rows = rows[: query.limit]
    return Result(
        query=query,
        columns=(*columns, *extra),
        rows=[row[:-2] for row in rows],
        total=total,
        data_version=catalog.data_version,
        after=after,
        without_portion=without_portion,
        suggestions=() if rows or not query.text else suggest(catalog, query.text),
    )


def suggest(catalog: Catalog, text: str) -> tuple[str, ...]:
    """Words of food names near those of `text` that begin no word of the catalogue."""
    known = [str(r[0]) for r in catalog.rows("SELECT DISTINCT word FROM terms")]
    near: list[str] = []
    for word in words(text):
        if not any(k.startswith(word) for k in known):
            near += difflib.get_close_matches(word, known, n=3, cutoff=0.7)
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
                raise UnknownNameError(
                    kind, name, difflib.get_close_matches(name, valid, 5) or valid
                )


_NOT_DOUBTFUL: Final = "ifnull({0}.marks, '') NOT LIKE '%doubtful%'"
_DOUBTFUL: Final = f"NOT ({_NOT_DOUBTFUL.format('a')})"
_NUMBER: Final = "{0}.ug_per_100g IS NOT NULL AND {0}.qualifier IS NOT 'assumed'"
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
    found = words(query.text)
    if query.text and not found:
        sql.conditions.append("0")
    if not found:
        return ""
    places = []
    for word in found:
        first, last = sql.bind(word), sql.bind(word + "\U0010ffff")
        places.append(
            f"SELECT food_id, min(CASE WHEN place = {NAME} THEN 1 + (word <> {first}) "
            f"WHEN place = {ALIAS} THEN 3 ELSE 4 END) AS place "
            f"FROM terms WHERE word >= {first} AND word < {last} GROUP BY food_id"
        )
    whole = sql.bind(" ".join(found))
    return (
        "JOIN (SELECT food_id, CASE WHEN food_id IN "
        f"(SELECT food_id FROM wholes WHERE folded = {whole}) THEN 0 ELSE max(place) END AS place "
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
        sure = "1" if query.doubtful else _NOT_DOUBTFUL.format("x")
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
    """What tier, marks, sources and bounds ask of an amount. A lower bound satisfies no maximum."""
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
        conditions.append(
            f"{_NUMBER.format(row)} AND {row}.ug_per_100g >= {sql.bind(query.minimum)}"
        )
    if query.maximum is not None:
        bound = f"{row}.ug_per_100g <= {sql.bind(query.maximum)} AND {row}.qualifier IS NOT '>='"
        conditions.append(f"{_NUMBER.format(row)} AND {bound}")
    return conditions


def _has_mark(row: str, mark: str, sql: _Sql) -> str:
    return f"instr(ifnull({row}.marks, ''), {sql.bind(mark)}) > 0"


_CLASS: Final = (
    f"CASE WHEN {_NUMBER} THEN 0 WHEN {{0}}.qualifier = '<' THEN 1 "
    "WHEN {0}.qualifier = 'tr' THEN 2 WHEN {0}.qualifier = 'nd' THEN 3 ELSE 4 END"
)
"""Numbers stand before limits, traces, not-founds and assumed zeros in every ranking."""


def _order(query: Query, sql: _Sql) -> str:
    """The sort: total, untruncated, ties broken by name and id."""
    name = "n.folded, a.food_id"
    if query.shape == "top":
        late = [] if query.doubtful else [_DOUBTFUL]
        value = "a.ug_per_100g"
        if query.per == "portion":
            late, value = [*late, "f.portion_g IS NULL"], f"{value} * f.portion_g"
        ranks = [*late, _CLASS.format("a"), f"{value} DESC", "a.limit_ug_per_100g DESC", name]
        return ", ".join(ranks)
    rows = {"long": ", a.rowid", "measurements": ", a.rowid"}.get(query.shape, "")
    if isinstance(query.sort, Form):
        form = sql.bind(query.sort.value)
        of_form = f"(SELECT {{}} FROM amounts s WHERE s.food_id = a.food_id AND s.form = {form})"
        sound = f"CASE WHEN {_NOT_DOUBTFUL.format('s')} THEN 0 ELSE 10 END"
        class_ = of_form.format(f"{sound} + {_CLASS.format('s')}")
        factor = " * f.portion_g" if query.per == "portion" else ""
        value = of_form.format(f"s.ug_per_100g{factor}")
        return f"ifnull({class_}, 99), {value} DESC, {name}{rows}"
    if words(query.text) and query.sort != "name":
        return f"hit.place, n.studies DESC, {name}{rows}"
    return f"{name}{rows}"


def _cut_ranking(
    query: Query, columns: Sequence[str], rows: list[Row]
) -> tuple[list[Row], int, int]:
    """The first rows of a ranking, then the doubtful that would have stood among them."""
    value = columns.index("ug_per_100g")

    def weight(row: Row) -> float:
        grams = row[-1] if query.per == "portion" else 100
        return float(row[value] or 0) * float(grams or 0)

    ranked = [r for r in rows if not r[-2]]
    doubtful = [r for r in rows if r[-2]]
    shown = ranked[: query.limit] if query.limit else ranked
    if len(shown) < len(ranked):
        doubtful = [r for r in doubtful if weight(r) >= weight(shown[-1]) and weight(r)]
    return shown + doubtful, len(ranked), len(doubtful)
