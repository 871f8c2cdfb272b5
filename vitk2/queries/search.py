"""THE filter, THE search, THE sort: select() answers a Query with SQL; nothing else filters."""

from collections.abc import Sequence
from typing import Any, Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import Row
from vitk2.catalog.vocabulary import FOREIGN, GROUPS, MARKS, PREPARATIONS, TIERS
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries.query import SHAPES, Query, Result
from vitk2.queries.query_to_sql import (
    NUMBER_MARKS,
    UPPER_END,
    SqlBuilder,
    added_columns,
    match_food,
    match_rows,
    matching_foods,
    more_columns,
    order_by,
    pick,
)
from vitk2.text import close_matches, fold, match_unique, singular, tokenize


def translation(catalog: Catalog, text: str, *, beside_names: bool = False) -> str:
    """Return the English word for a text of another language, '' where there is none.

    A word found in English names means itself, except with `beside_names`: queso.
    """
    folded = " ".join(tokenize(text))
    sql = "SELECT english FROM meanings WHERE word = :word"
    if not beside_names:
        sql += (
            f" AND NOT EXISTS (SELECT 1 FROM terms WHERE word = :word AND match_rank < {FOREIGN})"
        )
    found = catalog.texts(sql, {"word": folded}) if folded else []
    return found[0] if len(found) == 1 else ""


def group_named(catalog: Catalog, text: str) -> str:
    """Return the food group that a text names whole, itself or as its English word; '' if none."""
    english = translation(catalog, text, beside_names=True) or text
    groups_by_name = {fold(g): g for g in GROUPS} | {singular(fold(g)): g for g in GROUPS}
    return groups_by_name.get(fold(english)) or groups_by_name.get(singular(fold(english)), "")


def select(catalog: Catalog, query: Query) -> Result:
    """Return the rows that match `query`, best first.

    Where no food has every word whole, words may be cut short, then have another ending; that
    depends on the text alone, so that no filter finds more.
    Raises UsageError for a query that contradicts itself, UnknownNameError for a group,
    preparation, source or tier that does not exist.
    """
    query.check()
    query = query.settled()._replace(
        groups=tuple(match_unique("food group", g, GROUPS) for g in query.groups),
        sources=_source_ids(catalog, query),
    )
    _check_names(query)
    if english := translation(catalog, query.text):
        return select(catalog, query._replace(text=english))._replace(
            query=query, translated=english
        )
    found = _selected(catalog, query)
    if found.rows or not tokenize(query.text):
        return found
    from vitk2.queries.generic_words import (  # only what is not found
        code_of,
        generic_word,  # needs them
        suggest,
    )

    if (looser := _loosened(catalog, query)) and looser.rows:
        return looser
    code = code_of(catalog, query.text)
    return found._replace(
        suggestions=(f"vitk2 show {code}",) if code else suggest(catalog, query.text),
        plain_word=generic_word(catalog, query.text),
    )


def _loosened(catalog: Catalog, query: Query) -> Result | None:
    """Return the result for words cut short, else for their stems, where no food has them whole."""
    from vitk2.queries.generic_words import stemmed  # only what is not found

    named = Query(text=query.text, limit=1)
    if _selected(catalog, named).rows:
        return None
    for text in (query.text, stemmed(catalog, query.text)):
        if _selected(catalog, named._replace(text=text), cut_short=True).rows:
            looser = _selected(catalog, query._replace(text=text), cut_short=True)
            return looser._replace(query=query)
    return None


def top_per_form(catalog: Catalog, query: Query) -> list[Result]:
    """Return the richest source of each form that any food carries.

    Raises what select() raises, and UsageError for lowest first, which needs one form.
    """
    if query.ascending:
        raise UsageError("lowest first needs one form: name it, as in vitk2 top K1 --ascending")
    found = [select(catalog, query._replace(forms=(form,), limit=1)) for form in TABLE_FORMS]
    return [_alone(r) for r in found if r.ranked_count]


def _alone(ranking: Result) -> Result:
    """Return a ranking without the rows after it."""
    rows = ranking.rows[: ranking.ranked_count]
    return ranking._replace(rows=rows, doubtful_count=0, set_apart_count=0)


def _selected(catalog: Catalog, query: Query, *, cut_short: bool = False) -> Result:
    table, columns = SHAPES[query.shape]
    sql = SqlBuilder(whole_range=not query.doubtful, cut_short=cut_short)
    extra = added_columns(query, table, sql)
    extra |= more_columns(query, extra)
    selected = ", ".join(
        [f'a."{c}"' for c in columns] + [f'{e} AS "{c}"' for c, e in extra.items()]
    )
    source, counted = _source(query, table, sql)
    order = order_by(query, sql)

    def fetch(what: str, condition: str, tail: str) -> list[Any]:
        where = " AND ".join([condition, *sql.conditions])
        return catalog.rows(f"SELECT {what} {source} WHERE {where} {tail}", sql.values)

    def count(condition: str) -> int:
        return _count(catalog, counted, condition, sql)

    separate = query.shape == "top" and not query.doubtful and query.holding is None
    ranked = "a.doubtful = 0 AND NOT a.set_apart" if separate else "1"
    too_much = unsure = 0
    if query.holding is not None:
        certain = "a.qualifier_rank = 0 AND a.doubtful = 0 AND a.qualifier IS NOT '>='"
        enough = f"a.ug_per_100g * {MOST_GRAMS} >= 100 * {sql.bind(query.holding)}"
        ranked = f"{certain} AND {enough}"
        too_much = count(f"{certain} AND NOT {enough} AND a.ug_per_100g > 0")
        unsure = count(f"NOT ({certain}) AND (a.ug_per_100g > 0 OR {UPPER_END.format('a')})")
    limit = f"LIMIT {query.limit:d}" if query.limit else ""
    rows = fetch(selected, ranked, f"ORDER BY {order} {limit}")
    if not query.limit or len(rows) < query.limit:
        total = len(rows)
    elif separate and query == Query(forms=query.forms, shape="top", limit=query.limit):
        total = _ranked(catalog, query.forms[0])
    else:
        total = count(ranked)
    doubtful = (
        fetch(selected, _would_have_ranked(query, rows, total, sql), f"ORDER BY {order}")
        if separate
        else []
    )
    set_apart = (
        fetch(selected, "a.doubtful = 0 AND a.set_apart", f"ORDER BY {order}") if separate else []
    )
    leaders: list[Any] = []
    if query.shape == "top" and query.per == "portion":
        by_weight = order_by(query._replace(per="100g"), sql)
        leaders = fetch("f.name, f.portion_g", ranked, f"ORDER BY {by_weight} LIMIT {LEADERS}")
    if set_apart:
        rows = _with_set_apart(rows, columns, set_apart, query)
    sources_listed = _sources_listed(rows, columns, query)
    sources_count = sources_listed
    if query.shape == "top" and total > len(rows) - len(set_apart):
        sound = "a.doubtful = 0" if separate else ranked  # also what is set apart
        sources_count = count(f"a.ug_per_100g > 0 AND {sound}")
    rows += doubtful
    food_id_index = columns.index("food_id")
    result = Result(
        query=query,
        columns=(*columns, *extra),
        rows=rows,
        total=total,
        data_version=catalog.data_version,
        doubtful_count=len(doubtful),
        set_apart_count=len(set_apart),
        sources_count=sources_count,
        sources_listed=sources_listed,
        without_portion=_without_portion(catalog, query, table),
        leaders_left_out=tuple(name for name, grams in leaders if grams is None),
        too_much=too_much,
        unsure=unsure,
        excluded_by_range=_excluded_by_range(catalog, query, table, ranked, total)
        if sql.whole_range
        else 0,
        food_ids=tuple(row[food_id_index] for row in rows),
    )
    return pick(result)


def _sources_listed(rows: Sequence[Row], columns: Sequence[str], query: Query) -> int:
    """Return the number of rows of a ranking that carry its form: a number above zero."""
    if query.shape != "top":
        return 0
    ug = columns.index("ug_per_100g")
    return sum(bool(row[ug]) for row in rows)


def _with_set_apart(
    rows: Sequence[Row], columns: Sequence[str], set_apart: Sequence[Row], query: Query
) -> list[Row]:
    """Return the rows of a ranking with `set_apart` after its numbers; lowest first, at its end."""
    ug, qualifier = columns.index("ug_per_100g"), columns.index("qualifier")
    ends = (i for i, row in enumerate(rows) if row[ug] is None or row[qualifier] == "assumed")
    end = len(rows) if query.ascending else next(ends, len(rows))
    return [*rows[:end], *set_apart, *rows[end:]]


def _source(query: Query, table: str, sql: SqlBuilder) -> tuple[str, str]:
    """Return the FROM clauses to read and to count the rows, and add their conditions to `sql`.

    Every row has its food, so foods are not joined to count rows without conditions on them. Words
    alone are counted in the index of words, however many foods have them.
    """
    found = matching_foods(query, sql)
    match_food(query, sql)
    match_rows(query, table, sql)
    if not found:
        source = f"FROM {table} a JOIN foods f ON f.food_id = a.food_id"
        of_food = any("f." in condition for condition in sql.conditions)
        return source, source if of_food else f"FROM {table} a"
    counted = f"FROM ({found})"
    alone = table == "wide" and not sql.conditions
    if alone and query.limit and query.sort is None:
        found += f" ORDER BY match_rank, food_rank LIMIT {query.limit:d}"
    source = (  # CROSS: SQLite begins with the words, which it may expect to be many
        f"FROM ({found}) hit CROSS JOIN foods f ON f.food_rank = hit.food_rank "
        f"CROSS JOIN {table} a ON a.food_id = f.food_id"
    )
    return source, counted if alone else source


def _count(catalog: Catalog, source: str, condition: str, sql: SqlBuilder) -> int:
    """Return the number of rows of a source that satisfy a condition and those of `sql`."""
    where = " AND ".join([condition, *sql.conditions])
    return catalog.integers(f"SELECT count(*) {source} WHERE {where}", sql.values)[0]


def _ranked(catalog: Catalog, form: Form) -> int:
    """Return the number of foods in a ranking of a form without other conditions."""
    return catalog.integers("SELECT ranked FROM totals WHERE form = ?", [form.value])[0]


def _without_portion(catalog: Catalog, query: Query, table: str) -> int:
    """Return the number of rows without a usual portion, which satisfy no bound per portion.

    Of a ranking without doubtful foods these are not counted.
    """
    if query.per != "portion":
        return 0
    sql = SqlBuilder(whole_range=False)
    source, _ = _source(query._replace(minimum=None, maximum=None), table, sql)
    sound = " AND a.doubtful = 0" if query.shape == "top" and not query.doubtful else ""
    return _count(catalog, source, f"f.portion_g IS NULL{sound}", sql)


def _excluded_by_range(catalog: Catalog, query: Query, table: str, ranked: str, total: int) -> int:
    """Return the number of rows that a maximum excludes only for a reading above it."""
    if query.maximum is None or query.holding is not None:
        return 0
    by_value = SqlBuilder(whole_range=False)
    source, _ = _source(query, table, by_value)
    return _count(catalog, source, ranked, by_value) - total


def _would_have_ranked(query: Query, rows: Sequence[Row], total: int, sql: SqlBuilder) -> str:
    """Return the condition on doubtful amounts that they would rank among the rows returned."""
    if len(rows) == total:
        return "a.doubtful = 1"
    columns = SHAPES[query.shape][1]
    lowest = rows[-1][columns.index("food_id")], query.forms[0].value
    amount, comparison = ("{0}.upper_bound", "<=") if query.ascending else ("{0}.ug_per_100g", ">=")
    weight = amount + (" * {1}.portion_g" if query.per == "portion" else "")
    food_id, form = map(sql.bind, lowest)
    return (
        f"a.doubtful = 1 AND {weight.format('a', 'f')} {comparison} "
        f"(SELECT ifnull({weight.format('x', 'g')}, 0) FROM amounts x "
        f"JOIN foods g ON g.food_id = x.food_id WHERE x.food_id = {food_id} AND x.form = {form})"
    )


def _source_ids(catalog: Catalog, query: Query) -> tuple[str, ...]:
    """Return the requested sources, each by its whole id or a beginning that fits one alone."""
    if not query.sources:
        return ()
    every = catalog.texts("SELECT source_id FROM sources ORDER BY rowid")
    return tuple(match_unique("source", name, every) for name in query.sources)


def _check_names(query: Query) -> None:
    for kind, names, valid in (
        ("preparation", query.preparations, list(PREPARATIONS)),
        ("tier", query.tiers, list(TIERS)),
    ):
        for name in names:
            if name not in valid:
                raise UnknownNameError(kind, name, close_matches(name, valid) or valid)
    of_numbers = query.shape == "measurements"
    valid_marks = list(NUMBER_MARKS if of_numbers else MARKS)
    for mark in query.without_marks:
        if not any(mark in valid_mark or valid_mark in mark for valid_mark in valid_marks):
            label = "mark of a published number" if of_numbers else "mark"
            raise UnknownNameError(label, mark, close_matches(mark, valid_marks) or valid_marks)


LEADERS: Final = 10
"""The leaders of a ranking by 100 g to name when a ranking by portion puts them last."""

MOST_GRAMS: Final = 1000
"""The most grams of one food that are listed as containing an amount."""
