"""The SQL of a query: conditions, order and columns; every value is bound."""

from collections.abc import Mapping, Sequence
from typing import Final

from vitk2.catalog.schema import FOODS, Cell, column_info
from vitk2.catalog.vocabulary import (
    CODE_COLUMNS,
    DIETS,
    FOREIGN,
    IN_DISH,
    N_COUNTS_NO_SAMPLES,
    SOURCE_NAME,
    STATUSES,
    hidden_from_beginnings,
)
from vitk2.errors import UnknownNameError
from vitk2.forms import K2_PARTS, TABLE_FORMS, Form, is_form
from vitk2.queries.query import SHAPES, Query, Result
from vitk2.text import close_matches, singular, tokenize


class SqlBuilder:
    """SQL conditions, and the values bound to their placeholders.

    `whole_range`: a maximum bounds the highest sound reading of an amount, not its value alone.
    `cut_short`: a word also counts as the start of another where foods have it whole.
    """

    def __init__(self, *, whole_range: bool, cut_short: bool = False) -> None:
        self.whole_range = whole_range
        self.cut_short = cut_short
        self.conditions: list[str] = []
        self.values: dict[str, Cell] = {}

    def bind(self, value: Cell) -> str:
        """Bind a value and return its placeholder."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def in_list(self, column: str, values: Sequence[str]) -> str:
        """Return the condition that `column` is one of `values`."""
        return f"{column} IN ({', '.join(self.bind(str(v)) for v in values)})"


MOST_WORDS: Final = 50
"""The most words of a search that are used; no food has so many."""


def matching_foods(query: Query, sql: SqlBuilder) -> str:
    """Return the SQL of the foods, by `food_rank`, that have every word or that the text names,
    with their `match_rank`.

    A plural finds its singular. A word cut short counts where no food has it whole, so that kale
    does not find kaleji.
    """
    found = list(dict.fromkeys(tokenize(query.text)))[:MOST_WORDS]
    if query.text and not found:
        sql.conditions.append("0")
    if not found:
        return ""
    if len(found) == 1:
        matches = _foods_with_word(found[0], sql)
    else:
        best = "SELECT food_rank, min(match_rank) AS match_rank FROM ({}) GROUP BY food_rank"
        of_each = " UNION ALL ".join(best.format(_foods_with_word(word, sql)) for word in found)
        matches = (
            f"SELECT food_rank, max(match_rank) AS match_rank FROM ({of_each}) "
            f"GROUP BY food_rank HAVING count(*) = {len(found)}"
        )
    named = [" ".join(found), " ".join(map(singular, found))]
    return (
        f"SELECT food_rank, min(match_rank) AS match_rank FROM ({matches} UNION ALL "
        "SELECT food_rank, match_rank FROM wholes JOIN foods USING (food_id) "
        f"WHERE {sql.in_list('word', named)} UNION ALL {_foods_with_name(query.text, found, sql)}) "
        "GROUP BY food_rank"
    )


def _foods_with_name(text: str, typed: Sequence[str], sql: SqlBuilder) -> str:
    """Return the SQL of the foods that a source calls so, or that are called so in another order.

    `Chocolate, milk` is milk chocolate. The key of one word is its singular.
    """
    called = "SELECT food_rank, match_rank FROM name_keys JOIN foods USING (food_id) WHERE words = "
    if len(typed) == 1:
        return f"{called}{sql.bind(singular(typed[0]))} AND match_rank = {SOURCE_NAME}"
    from vitk2.catalog.name_key import name_key  # most searches are for one word

    words, _, head = name_key(text)
    which = f"(match_rank = {SOURCE_NAME} OR head = {sql.bind(head)})"
    return f"{called}{sql.bind(words)} AND {which}"


def _foods_with_word(word: str, sql: SqlBuilder) -> str:
    """Return the SQL of the foods that have a word, with its match rank in each."""
    whole, begins = _word_conditions(word, sql)
    if not sql.cut_short:
        foreign = f"match_rank IN ({FOREIGN}, {FOREIGN + IN_DISH})"
        begins += f" AND NOT EXISTS (SELECT 1 FROM terms WHERE {whole} AND NOT {foreign})"
    if hidden := hidden_from_beginnings(word):
        begins += f" AND match_rank NOT IN {hidden}"
    ranks = "SELECT food_rank, match_rank FROM terms WHERE"
    return f"{ranks} {whole} UNION ALL {ranks} {begins}"


def _word_conditions(word: str, sql: SqlBuilder) -> tuple[str, str]:
    """Return the conditions that a term is the word or its singular, and that it begins with it."""
    typed, end, singular_form = map(sql.bind, (word, word + "\U0010ffff", singular(word)))
    return f"word IN ({typed}, {singular_form})", f"word >= {typed} AND word < {end}"


NUMBER_MARKS: Final = {status: f"a.status = '{status}'" for status in STATUSES} | {
    "converted": "a.published_value IS NOT NULL",
    "midpoint": "instr(ifnull(a.note, ''), 'midpoint') > 0",
    "attribution inferred": "instr(ifnull(a.note, ''), 'attribution inferred') > 0",
}
"""Marks of a published number itself, and the condition of each."""


def match_food(query: Query, sql: SqlBuilder) -> None:
    """Add the conditions on the food: its group, its preparation, and the forms it must carry.

    Where a row is a published number, tier, marks, sources and bounds apply to it alone.
    """
    if query.groups:
        sql.conditions.append(sql.in_list('f."group"', query.groups))
    if query.preparations:
        sql.conditions.append(sql.in_list("f.preparation", query.preparations))
    if query.diet:
        diets = DIETS[: DIETS.index(query.diet) + 1]
        sql.conditions.append(sql.in_list("f.diet", diets))
    sql.conditions += [_without(text, sql) for text in query.exclude]
    if query.shape == "top":
        return
    for form in query.forms:
        sure = "1" if query.doubtful else "NOT x.doubtful"
        carries = f"(x.ug_per_100g > 0 OR {UPPER_END.format('x')})"
        conditions = [f"x.form = {sql.bind(form.value)}", carries, sure]
        if query.shape != "measurements":
            conditions += _amount_conditions("x", query, sql)
        sql.conditions.append(_amount_exists(conditions))
    if not query.forms and query.shape == "wide":
        if query.tiers or query.sources:
            sql.conditions.append(_amount_exists(_amount_conditions("x", query, sql, marks=False)))
        for mark in query.without_marks:
            sql.conditions.append(f"NOT {_amount_exists([_has_mark('x', mark, sql)])}")


def _without(text: str, sql: SqlBuilder) -> str:
    """Return the condition that a food lacks some word of `text`, also as the start of another."""
    word_conditions = []
    for word in tokenize(text)[:MOST_WORDS]:
        whole, begins = _word_conditions(word, sql)
        word_conditions.append(
            f"f.food_rank IN (SELECT food_rank FROM terms WHERE {begins} OR {whole})"
        )
    return f"NOT ({' AND '.join(word_conditions)})" if word_conditions else "1"


def _amount_exists(conditions: Sequence[str]) -> str:
    matching = " AND ".join(["x.food_id = a.food_id", *conditions])
    return f"EXISTS (SELECT 1 FROM amounts x WHERE {matching})"


def match_rows(query: Query, table: str, sql: SqlBuilder) -> None:
    """Add the conditions on the rows themselves, where they are amounts or published numbers."""
    if table == "wide":
        return
    if query.forms:
        sql.conditions.append(sql.in_list("a.form", query.forms))
    if table == "amounts":
        sql.conditions += _amount_conditions("a", query, sql)
    else:
        sql.conditions += _number_conditions(query, sql)


def _number_conditions(query: Query, sql: SqlBuilder) -> list[str]:
    """Return the conditions of tier, marks, sources and bounds on a published number."""
    conditions = [sql.in_list("a.tier", query.tiers)] if query.tiers else []
    conditions += [sql.in_list("a.source_id", query.sources)] if query.sources else []
    for mark in query.without_marks:
        conditions += [
            f"NOT {condition}" for m, condition in NUMBER_MARKS.items() if m in mark or mark in m
        ]
    for bound, sign in ((query.minimum, ">="), (query.maximum, "<=")):
        if bound is not None:
            stated = f"a.ug_per_100g {sign} {sql.bind(bound)}"
            conditions.append(f"{stated} AND a.qualifier IS NOT 'assumed'")
    return conditions


def _amount_conditions(row: str, query: Query, sql: SqlBuilder, *, marks: bool = True) -> list[str]:
    """Return the conditions of tier, marks, sources and bounds on an amount.

    A lower bound satisfies no maximum; an amount with an upper end only satisfies a minimum up to
    it. A maximum bounds the whole range: it makes the list that a
    patient shops by. Bounds are µg per 100 g or portion, as in `query.per`; a food without a
    usual portion satisfies none per portion.
    """
    conditions = [sql.in_list(f"{row}.tier", query.tiers)] if query.tiers else []
    if marks:
        conditions += [f"NOT {_has_mark(row, mark, sql)}" for mark in query.without_marks]
    if query.sources:
        in_sources = sql.in_list("m.source_id", query.sources)
        conditions.append(
            "EXISTS (SELECT 1 FROM measurements m WHERE "
            f"m.food_id = {row}.food_id AND m.form = {row}.form AND {in_sources})"
        )
    per = " * f.portion_g / 100" if query.per == "portion" else ""
    amount = f"ifnull({row}.ug_per_100g, {row}.limit_ug_per_100g)"
    has_bound = f"({row}.qualifier_rank = 0 OR {UPPER_END.format(row)})"
    if query.minimum is not None:
        bound = f"{amount}{per} >= {sql.bind(query.minimum)}"
        conditions.append(f"{has_bound} AND {bound}")
    if query.maximum is not None:
        highest = f"{row}.upper_bound" if sql.whole_range else amount
        bound = f"{highest}{per} <= {sql.bind(query.maximum)} AND {row}.qualifier IS NOT '>='"
        conditions.append(f"{has_bound} AND {bound}")
    return conditions


UPPER_END: Final = "{0}.qualifier IS '<='"
"""The condition that only an upper end of an amount is known."""


def _has_mark(row: str, mark: str, sql: SqlBuilder) -> str:
    return f"instr(ifnull({row}.marks, ''), {sql.bind(mark)}) > 0"


def order_by(query: Query, sql: SqlBuilder) -> str:
    """Return the sort order, as SQL."""
    row = "" if query.shape in ("wide", "top") else ", a.rowid"
    name = "f.folded, f.food_id" + row
    if query.shape == "top":
        last = [] if query.doubtful else ["a.doubtful"]
        last += ["f.portion_g IS NULL"] if query.per == "portion" else []
        return ", ".join([*last, *_by_amount(query, "a"), "a.folded, a.food_id"])
    if isinstance(query.sort, Form):
        form = sql.bind(query.sort.value)

        def of_form(key: str) -> str:
            bare = key.removesuffix(" DESC")
            where = f"s.food_id = a.food_id AND s.form = {form}"
            return f"(SELECT {bare} FROM amounts s WHERE {where}){key[len(bare) :]}"

        dishes_last = [f"hit.match_rank >= {IN_DISH}"] if tokenize(query.text) else []
        weighed = ["f.portion_g IS NULL"] if query.per == "portion" else []
        certain = [*weighed, f"ifnull({of_form('s.doubtful')}, 9)"]
        return ", ".join([*dishes_last, *certain, *map(of_form, _by_amount(query, "s")), name])
    if query.sort == "known":
        return "f.food_rank" + row
    if tokenize(query.text) and query.sort != "name":
        return "hit.match_rank, f.food_rank" + row
    return name


def _by_amount(query: Query, row: str) -> list[str]:
    """Return the sort keys by amount, richest first: numbers, then limits and not-founds.

    Ascending, a food is sorted by its highest reading: of two figures that disagree the low one
    makes no food a poor source; a lower bound or an assumed zero does not show how little it has.
    """
    per = " * f.portion_g" if query.per == "portion" else ""
    if query.ascending:
        unsure = f"ifnull({row}.qualifier, '') IN ('assumed', '>=', '<=')"
        return [unsure, f"{row}.upper_bound{per}", "f.popularity DESC"]
    amount, limit = f"{row}.ug_per_100g{per}", f"{row}.limit_ug_per_100g"
    return [f"{row}.qualifier_rank", f"{amount} DESC", f"{limit} DESC"]


_PER_PORTION: Final = "round({0} * f.portion_g / 100, 6)"


def added_columns(query: Query, table: str, sql: SqlBuilder) -> dict[str, str]:
    """Return the columns that an option adds, and their SQL."""
    extra = {}
    if query.sources and table != "measurements":
        stated = (
            "(SELECT round(avg(m.ug_per_100g), 6) FROM measurements m WHERE m.food_id = a.food_id "
            f"AND {sql.in_list('m.source_id', query.sources)} AND m.form = "
        )
        if table == "amounts":
            extra["source_ug_per_100g"] = stated + "a.form)"
        else:
            for form in query.forms or TABLE_FORMS:
                extra[f"{form.key}_source_ug_per_100g"] = f"{stated}{sql.bind(form.value)})"
    if query.holding is not None:
        grams = f"100 * {sql.bind(query.holding)} / a.ug_per_100g"
        extra["grams_holding"] = f"round({grams}, 6)"
        for name, end in (("least", "high"), ("most", "low")):
            grams_of_end = f"100 * {sql.bind(query.holding)} / nullif(a.{end}, 0)"
            extra[f"grams_holding_{name}"] = f"round({grams_of_end}, 6)"
        extra["portions_holding"] = f"round({grams} / f.portion_g, 6)"
        extra["portion"] = "f.portion"
    per_portion = query.per == "portion"
    highest = f"highest_ug_per_{'portion' if per_portion else '100g'}"
    if query.ascending and table == "amounts":
        extra[highest] = _PER_PORTION.format("a.upper_bound") if per_portion else "a.upper_bound"
    elif query.ascending and table == "wide" and isinstance(query.sort, Form):
        upper_bound = (
            "(SELECT s.upper_bound FROM amounts s WHERE s.food_id = a.food_id "
            f"AND s.form = {sql.bind(query.sort.value)})"
        )
        extra[f"{query.sort.key}_{highest}"] = (
            _PER_PORTION.format(upper_bound) if per_portion else upper_bound
        )
    if per_portion and table != "measurements":
        extra |= {"portion": "f.portion", "portion_g": "f.portion_g"}
        if table == "amounts":
            extra["ug_per_portion"] = _PER_PORTION.format("a.ug_per_100g")
        else:
            for form in TABLE_FORMS:
                value = _PER_PORTION.format(f"a.{form.key}_ug_per_100g")
                extra[f"{form.key}_ug_per_portion"] = value
    return extra


_NO_SAMPLES: Final = ", ".join(f"'{source_id}'" for source_id in N_COUNTS_NO_SAMPLES)
_PARTS: Final = ", ".join(f"'{form.value}'" for form in K2_PARTS)
_N: Final = f"""(
    SELECT CASE WHEN count(*) = count(m.n) THEN sum(m.n) END FROM (
      SELECT CASE WHEN source_id NOT IN ({_NO_SAMPLES}) THEN n END AS n FROM measurements
      WHERE food_id = a.food_id AND form = a.form AND status = 'counted') m
    WHERE a.form <> '{Form.K2}' OR NOT EXISTS (
      SELECT 1 FROM amounts x
      WHERE x.food_id = a.food_id AND x.form IN ({_PARTS}) AND x.ug_per_100g > 0))"""
"""The samples of all readings that vote; missing where one of them does not state its own.

A K2 that is a sum has none: each of its parts may be of other samples.
"""


def picked(query: Query) -> tuple[str, ...]:
    """Return the columns requested in place of the usual ones, in order; () is the usual ones."""
    codes = CODE_COLUMNS.values() if query.codes and query.columns else ()
    return tuple(dict.fromkeys((*spelt_out(query), *codes)))


def spelt_out(query: Query) -> tuple[str, ...]:
    """Return the requested columns, where k1 or MK-7 in a wide row is the value of that form."""
    if query.shape != "wide":
        return query.columns
    return tuple(
        f"{Form.parse(name).key}_ug_per_100g" if is_form(name) else name for name in query.columns
    )


def more_columns(query: Query, added: Mapping[str, str]) -> dict[str, str]:
    """Return the SQL of each requested column that neither the shape nor `added` has.

    Raises UnknownNameError, with the nearest, for a column that there is not.
    """
    table, columns = SHAPES[query.shape]
    of_food = {c.name: f'f."{c.name}"' for c in FOODS}
    available = of_food | ({"n": _N} if table == "amounts" else {})
    valid = list(dict.fromkeys([*columns, *added, *available]))
    for name in spelt_out(query):
        if name not in valid:
            begun = [column for column in valid if column.startswith(name)]
            raise UnknownNameError("column", name, begun or close_matches(name, valid) or valid)
    requested = dict.fromkeys([*spelt_out(query), *(CODE_COLUMNS.values() if query.codes else ())])
    return {c: available[c] for c in requested if c not in columns and c not in added}


def pick(result: Result) -> Result:
    """Return the same result with the requested columns, in their order."""
    if not (names := picked(result.query)):
        return result
    indexes = [result.columns.index(name) for name in names]
    rows = [tuple(row[i] for i in indexes) for row in result.rows]
    return result._replace(columns=names, rows=rows)


_QUALIFYING_COLUMNS: Final = ("qualifier", "doubtful", "status")


def columns_left_unsaid(result: Result) -> list[str]:
    """Return the columns that qualify an amount, where amounts were picked without them.

    In a wide row each form has its own: k2_qualifier of k2_ug_per_100g.
    """
    amounts = [name for name in picked(result.query) if "ug_per_" in name]
    if not amounts:
        return []
    infos = [column_info(name, result.table) for name in amounts]
    of_forms = [info.form.column("qualifier") for info in infos if info and info.form]
    shape_columns = SHAPES[result.query.shape][1]
    qualifying = dict.fromkeys([*of_forms, *_QUALIFYING_COLUMNS])
    return [c for c in qualifying if c in shape_columns and c not in result.columns]
