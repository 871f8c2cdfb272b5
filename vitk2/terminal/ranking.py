"""The screen of rankings: a line a food, with doubtful values and the meanings of signs below."""

import itertools
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Final, NamedTuple, cast

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import Record
from vitk2.catalog.vocabulary import is_set_apart
from vitk2.output.view import Provenance, View
from vitk2.output.wording import (
    BAR_WIDTH,
    LABS,
    MISSING,
    amount,
    bar,
    in_ug,
    labs,
    labs_legend,
    legend,
    number,
    remarks,
    span,
)
from vitk2.queries.query import SHAPES, Result
from vitk2.terminal.console import (
    airy,
    cell_text,
    has_column,
    new_table,
    number_columns,
    open_console,
    rows_left,
    settled,
    table_or_lines,
)
from vitk2.terminal.search import ResultView, source_cells, source_headings

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from vitk2.catalog.rows import AmountRow

MOST_DOUBTFUL: Final = 3
"""The most doubtful foods named after a ranking, so that it stays on the screen."""

_WIDTH_FOR: Final = {"remarks": 72, "bars": 92, "remarks beside grams": 92, "every remark": 120}
"""The console widths from which a ranking shows these details."""


class _Columns(NamedTuple):
    """The columns of a ranking beside the rank, the name, the amount and the requested grams."""

    labs: bool = True
    others: bool = True
    remarks: bool = True


_NARROWING: Final = (
    _Columns(),
    _Columns(others=False, remarks=False),
    _Columns(labs=False, others=False, remarks=False),
)
"""The columns to try, so that the number of laboratories goes last on a narrow screen."""

_LINES_BELOW: Final = 3
"""Lines of a screen below a ranking and its notes: the caution and the prompt."""


class RankingView(ResultView):
    """A ranking of foods by their amount of a form.

    A screen has the foods without a rank below the ranking, whatever the limit, and a line of the
    doubtful ones. Rows for programs have no doubtful food that is not ranked; with `exact_limit`
    they are no more than the limit, else the foods without a rank come in addition to it.
    """

    def __init__(self, catalog: Catalog, result: Result, *, exact_limit: bool = False) -> None:
        super().__init__(catalog, result)
        sound = len(result.rows) - result.doubtful_count
        count = min(sound, result.query.limit or sound) if exact_limit else sound
        self.rows = result.rows[:count]
        self.needs_caution = bool(result.rows)
        self.provenance = Provenance(catalog, result.food_ids[:count], has_tables=True)

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print foods by their amount of a form, and doubtful ones in a line after them."""
        console = open_console(stream, color)
        rows = list(self.result.records())[: len(self.result.rows) - self.result.doubtful_count]
        if not self.result.rows:
            return
        key = _key(self.result)
        amount_texts = [amount(r[key], r["qualifier"], r["limit_ug_per_100g"]) for r in rows]
        about_labs = labs_legend(labs(r["studies"]) for r in rows)
        doubtful = _doubtful(self.result, key) if self.result.doubtful_count else ""
        notes = [text for text in (about_labs, doubtful, legend(amount_texts)) if text]
        tables = _tables(self.result, rows, amount_texts, console, [*notes, *self.notes])
        lines = [
            (str(r["name"]), ", ".join([in_ug(cell), *_portion_in_words(r, self.result)]))
            for r, cell in zip(rows, amount_texts, strict=True)
        ]
        heading = f"{_title(self.result)}, {self.result.query.unit}"
        printed = table_or_lines(tables, lines, console.width, heading)
        console.print(printed)
        for note in notes:
            if note != about_labs or has_column(printed, LABS):
                console.print(cell_text(note, "dim"))


def _tables(
    answer: Result,
    rows: Sequence[Record],
    amount_texts: Sequence[str],
    console: "Console",
    below: Sequence[str],
) -> "list[Table]":
    """Return the tables to try, the widest first, for a screen with these notes below them.

    Remarks fold the names beside them: where the ranking fits on the screen only without them, it
    has none, unless they are the reasons of doubtful values that are ranked.
    """
    tables = [_table(answer, rows, amount_texts, console.width, c) for c in _NARROWING]
    if answer.query.doubtful or not _is_too_high(tables[0], below, console):
        return tables
    columns = _Columns(remarks=False)
    without_remarks = _table(answer, rows, amount_texts, console.width, columns)
    if _is_too_high(without_remarks, below, console):
        return tables
    return [without_remarks, *tables[1:]]


def _is_too_high(table: "Table", below: Sequence[str], console: "Console") -> bool:
    """Return whether a table with the notes below it has more lines than the terminal."""
    used = sum(len(console.render_lines(cell_text(note))) for note in below)
    available = rows_left(console, used + _LINES_BELOW)
    if available is None:
        return False
    return len(console.render_lines(settled(table, console.width))) > available


def _key(answer: Result) -> str:
    return "ug_per_portion" if answer.query.per == "portion" else "ug_per_100g"


def _title(answer: Result) -> str:
    order = "lowest first" if answer.query.ascending else "richest first"
    return f"{answer.query.forms[0]}, {order}"


def _table(
    answer: Result,
    rows: Sequence[Record],
    amount_texts: Sequence[str],
    width: int,
    columns: _Columns,
) -> "Table":
    """Return a line a food, with these columns where the width allows them."""
    query, key = answer.query, _key(answer)
    bars = width >= _WIDTH_FOR["bars"] and query.holding is None and not query.sources
    beside_grams = " beside grams" if query.holding is not None else ""
    with_remarks = columns.remarks and width >= _WIDTH_FOR[f"remarks{beside_grams}"]
    table = new_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(_title(answer), overflow="fold")
    number_columns(table, [query.unit, *([LABS] if columns.labs else [])])
    if not columns.others:
        number_columns(table, _headings(answer)[: query.holding is not None])
    else:
        number_columns(table, source_headings(query))
        if bars:
            table.add_column("", width=BAR_WIDTH, no_wrap=True)
        number_columns(table, _headings(answer))
        if with_remarks:
            table.add_column("", overflow="fold", style="dim")
    highest = max((float(r[key] or 0) for r in rows), default=0)
    ranks = itertools.count(1)
    for r, cell in zip(rows, amount_texts, strict=True):
        extra_cells: Sequence[RenderableType] = [
            *source_cells(query, r),
            *([cell_text(bar(float(r[key] or 0), highest), "green")] if bars else []),
            *_extra_cells(r, answer),
            *([cell_text(_remarks_text(r, width))] if with_remarks else []),
        ]
        if not columns.others:
            extra_cells = _extra_cells(r, answer)[: query.holding is not None]
        rank = "" if is_set_apart(cast("AmountRow", r)) else str(next(ranks))
        number_of_labs = [labs(r["studies"])] if columns.labs else []
        table.add_row(rank, cell_text(str(r["name"])), cell, *number_of_labs, *extra_cells)
    return airy(table)


def _headings(answer: Result) -> list[str]:
    if answer.query.holding is not None:
        return [f"{answer.query.holding:g} µg in", "range", "portions"]
    up_to = ["up to"] if answer.query.ascending else []
    if answer.query.per == "portion":
        return [*up_to, "portion"]
    return up_to or ["range"]


def _extra_cells(row: Record, answer: Result) -> list[str]:
    """Return the cells beside an amount: its range, its portion, or the grams that contain it."""
    if answer.query.holding is not None:
        least, most = row["grams_holding_least"], row["grams_holding_most"]
        ends = "" if least == most else f"{number(least)}–{number(most) if most else '∞'} g"
        return [f"{number(row['grams_holding'])} g", ends, number(row["portions_holding"])]
    per_portion = answer.query.per == "portion"
    highest = row.get(f"highest_ug_per_{'portion' if per_portion else '100g'}")
    up_to = [number(highest)] if answer.query.ascending else []
    if per_portion:
        grams = row["portion_g"]
        return [*up_to, MISSING if grams is None else f"{number(grams)} g"]
    return up_to or [span(row["low"], row["high"], row["qualifier"])]


def _portion_in_words(row: Record, answer: Result) -> list[str]:
    """Return the grams that contain the requested amount, or those of a portion; else []."""
    if answer.query.holding is not None:
        return [f"{answer.query.holding:g} µg in {_extra_cells(row, answer)[0]}"]
    return [_extra_cells(row, answer)[-1]] if answer.query.per == "portion" else []


def _remarks_text(row: Record, width: int) -> str:
    """Return the remarks on an amount: the most important, or all where the width allows."""
    every = remarks(row["marks"], with_bound=False)
    return "; ".join(every if width >= _WIDTH_FOR["every remark"] else every[:1])


def _doubtful(answer: Result, key: str) -> str:
    """Return the line of doubtful foods below the ranking; --doubtful ranks them, with reasons."""
    rows = list(answer.records())[len(answer.rows) - answer.doubtful_count :]
    pairs = [(str(r["name"]), amount(r[key], r["qualifier"])) for r in rows[:MOST_DOUBTFUL]]
    foods = [name if ug == MISSING else f"{name} {ug}" for name, ug in pairs]
    more = len(rows) - len(foods)
    text = "; ".join(foods) + (f" and {more} more" if more else "")
    return f"Doubtful, not ranked: {text}. --doubtful ranks them and gives the reasons."


class TopPerFormView(View):
    """The richest source of each form: a row a form."""

    title = "the richest source of each form"

    def __init__(self, catalog: Catalog, results: Sequence[Result]) -> None:
        self.results = results
        self.columns = results[0].columns if results else SHAPES["top"][1]
        self.rows = [row for result in results for row in result.rows]
        note = "To rank the sources of one form: vitk2 top FORM" if results else "Nothing found."
        self.notes = [note]
        self.needs_caution = bool(self.rows)
        self.data_version = catalog.data_version
        food_ids = [row[self.columns.index("food_id")] for row in self.rows]
        self.provenance = Provenance(catalog, food_ids)

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the richest source of each form, a line a form."""
        if not self.results:
            return
        table = new_table()
        table.add_column("form", no_wrap=True)
        table.add_column("richest source", overflow="fold")
        number_columns(table, [self.results[0].query.unit, LABS])
        lines, amount_texts, numbers_of_labs = [], [], []
        for result in self.results:
            row = next(result.records())
            text = amount(row[_key(result)], row["qualifier"], row["limit_ug_per_100g"])
            amount_texts.append(text)
            numbers_of_labs.append(labs(row["studies"]))
            name = cell_text(str(row["name"]))
            table.add_row(str(row["form"]), name, text, numbers_of_labs[-1])
            lines.append((f"{row['form']}, {row['name']}", in_ug(text)))
        console = open_console(stream, color)
        heading = f"richest source, {self.results[0].query.unit}"
        printed = table_or_lines([airy(table)], lines, console.width, heading)
        console.print(printed)
        about_labs = labs_legend(numbers_of_labs) if has_column(printed, LABS) else ""
        for note in filter(None, (about_labs, legend(amount_texts))):
            console.print(cell_text(note, "dim"))
