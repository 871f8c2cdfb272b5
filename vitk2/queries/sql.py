"""What a query asks of foods and amounts, as SQL conditions; every value is bound."""

from collections.abc import Sequence
from typing import Final

from vitk2.catalog.places import FOREIGN, IN_DISH
from vitk2.catalog.schema import Cell
from vitk2.catalog.vocabulary import DIETS, STATUSES
from vitk2.queries.query import Query
from vitk2.text import singular, words


class Sql:
    """Conditions, and the values they name.

    `whole_range`: a maximum bounds the highest sound reading of an amount, not its value alone.
    `cut_short`: a word also counts as the start of another where foods have it whole.
    """

    def __init__(self, *, whole_range: bool, cut_short: bool = False) -> None:
        self.whole_range = whole_range
        self.cut_short = cut_short
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


MOST_WORDS: Final = 50
"""What comes after as many words of a search is not looked at; no food has so many."""


def hits(query: Query, sql: Sql) -> str:
    """The foods, as `nth`, that hold every word or that the text names; `place` says how well.

    A plural finds its singular. A word cut short counts where no food has it whole, so that kale
    does not find kaleji.
    """
    found = list(dict.fromkeys(words(query.text)))[:MOST_WORDS]
    if query.text and not found:
        sql.conditions.append("0")
    if not found:
        return ""
    if len(found) == 1:
        held = _holding(found[0], sql)
    else:
        best = "SELECT nth, min(place) AS place FROM ({}) GROUP BY nth"
        of_each = " UNION ALL ".join(best.format(_holding(word, sql)) for word in found)
        held = (
            f"SELECT nth, max(place) AS place FROM ({of_each}) "
            f"GROUP BY nth HAVING count(*) = {len(found)}"
        )
    named = [" ".join(found), " ".join(map(singular, found))]
    return (
        f"SELECT nth, min(place) AS place FROM ({held} UNION ALL "
        "SELECT nth, place FROM wholes JOIN foods USING (food_id) "
        f"WHERE {sql.among('word', named)}) GROUP BY nth"
    )


def _holding(word: str, sql: Sql) -> str:
    """The foods that hold a word, with its places in each."""
    whole, begun = _spelt(word, sql)
    if not sql.cut_short:
        foreign = f"place IN ({FOREIGN}, {FOREIGN + IN_DISH})"
        begun += f" AND NOT EXISTS (SELECT 1 FROM terms WHERE {whole} AND NOT {foreign})"
    places = "SELECT nth, place FROM terms WHERE"
    return f"{places} {whole} UNION ALL {places} {begun}"


def _spelt(word: str, sql: Sql) -> tuple[str, str]:
    """Conditions that a term is the word or its singular, and that it begins with the word."""
    typed, last, one = map(sql.bind, (word, word + "\U0010ffff", singular(word)))
    return f"word IN ({typed}, {one})", f"word >= {typed} AND word < {last}"


NUMBER_MARKS: Final = {status: f"a.status = '{status}'" for status in STATUSES} | {
    "converted": "a.published_value IS NOT NULL",
    "midpoint": "instr(ifnull(a.note, ''), 'midpoint') > 0",
    "attribution inferred": "instr(ifnull(a.note, ''), 'attribution inferred') > 0",
}
"""What can be said of a published number itself, and the condition that it is."""


def match_food(query: Query, sql: Sql) -> None:
    """Conditions on the food: its group, its preparation, and the forms it must carry.

    Where a row is a published number, tier, marks, sources and bounds are asked of it alone.
    """
    if query.groups:
        sql.conditions.append(sql.among('f."group"', query.groups))
    if query.preparations:
        sql.conditions.append(sql.among("f.preparation", query.preparations))
    if query.diet:
        suits = DIETS[: DIETS.index(query.diet) + 1]
        sql.conditions.append(sql.among("f.diet", suits))
    sql.conditions += [_without(text, sql) for text in query.exclude]
    if query.shape == "top":
        return
    for form in query.forms:
        sure = "1" if query.doubtful else "NOT x.doubtful"
        conditions = [f"x.form = {sql.bind(form.value)}", "x.ug_per_100g > 0", sure]
        if query.shape != "measurements":
            conditions += _amount_conditions("x", query, sql)
        sql.conditions.append(_some_amount(conditions))
    if not query.forms and query.shape == "wide":
        if query.tiers or query.sources:
            sql.conditions.append(_some_amount(_amount_conditions("x", query, sql, marks=False)))
        for mark in query.without_marks:
            sql.conditions.append(f"NOT {_some_amount([_has_mark('x', mark, sql)])}")


def _without(text: str, sql: Sql) -> str:
    """A condition that a food holds not every word of `text`, not even as the start of another."""
    held = []
    for word in words(text)[:MOST_WORDS]:
        whole, begun = _spelt(word, sql)
        held.append(f"f.nth IN (SELECT nth FROM terms WHERE {begun} OR {whole})")
    return f"NOT ({' AND '.join(held)})" if held else "1"


def _some_amount(conditions: Sequence[str]) -> str:
    matching = " AND ".join(["x.food_id = a.food_id", *conditions])
    return f"EXISTS (SELECT 1 FROM amounts x WHERE {matching})"


def match_rows(query: Query, table: str, sql: Sql) -> None:
    """Conditions on the rows themselves, where a row is an amount or a published number."""
    if table == "wide":
        return
    if query.forms:
        sql.conditions.append(sql.among("a.form", query.forms))
    if table == "amounts":
        sql.conditions += _amount_conditions("a", query, sql)
    else:
        sql.conditions += _number_conditions(query, sql)


def _number_conditions(query: Query, sql: Sql) -> list[str]:
    """What tier, marks, sources and bounds ask of a published number, by itself."""
    conditions = [sql.among("a.tier", query.tiers)] if query.tiers else []
    conditions += [sql.among("a.source_id", query.sources)] if query.sources else []
    for mark in query.without_marks:
        conditions += [
            f"NOT {is_so}" for m, is_so in NUMBER_MARKS.items() if m in mark or mark in m
        ]
    for bound, sign in ((query.minimum, ">="), (query.maximum, "<=")):
        if bound is not None:
            stated = f"a.ug_per_100g {sign} {sql.bind(bound)}"
            conditions.append(f"{stated} AND a.qualifier IS NOT 'assumed'")
    return conditions


def _amount_conditions(row: str, query: Query, sql: Sql, *, marks: bool = True) -> list[str]:
    """What tier, marks, sources and bounds ask of an amount. A lower bound satisfies no maximum.

    A maximum bounds the whole range: it makes the list that a patient shops by. Bounds are µg of
    what `query.per` says; a food without a usual portion satisfies none of a portion.
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
    per = " * f.portion_g / 100" if query.per == "portion" else ""
    if query.minimum is not None:
        bound = f"{row}.ug_per_100g{per} >= {sql.bind(query.minimum)}"
        conditions.append(f"{row}.rank = 0 AND {bound}")
    if query.maximum is not None:
        highest = f"{row}.reach" if sql.whole_range else f"{row}.ug_per_100g"
        bound = f"{highest}{per} <= {sql.bind(query.maximum)} AND {row}.qualifier IS NOT '>='"
        conditions.append(f"{row}.rank = 0 AND {bound}")
    return conditions


def _has_mark(row: str, mark: str, sql: Sql) -> str:
    return f"instr(ifnull({row}.marks, ''), {sql.bind(mark)}) > 0"
