"""Rankings as people read them: a line a food, what is doubtful and what signs mean below."""

from collections.abc import Sequence
from typing import IO, Final

from vitk2.answers.query import Result
from vitk2.render.numbers import BAR_WIDTH, MISSING, amount, bar, number, span
from vitk2.render.remarks import legend, remarks
from vitk2.render.source_column import source_cells, source_headings
from vitk2.render.terminal import (
    Record,
    airy,
    cell_text,
    new_table,
    number_columns,
    open_console,
)

MOST_DOUBTFUL: Final = 3
"""So many of the doubtful are named after a ranking, which they should not push off the screen."""

_WIDTH_FOR: Final = {"remarks": 72, "bars": 92, "every remark": 120}
"""What a ranking shows from this many columns on."""


def ranking(answer: Result, stream: IO[str], *, color: bool | None = None) -> None:
    """Print foods by their amount of a form, what is doubtful in a line after them."""
    console = open_console(stream, color)
    rows = list(answer.records())[: len(answer.rows) - answer.after]
    if not answer.rows:
        return
    key = "ug_per_portion" if answer.query.per == "portion" else "ug_per_100g"
    order = "lowest first" if answer.query.ascending else "richest first"
    table = new_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(f"{answer.query.forms[0]}, {order}", overflow="fold")
    number_columns(table, [answer.query.unit, *source_headings(answer.query)])
    holding = answer.query.holding
    roomy = console.width >= _WIDTH_FOR["bars"]
    bars = roomy and holding is None and not answer.query.sources
    if bars:
        table.add_column("", width=BAR_WIDTH, no_wrap=True)
    number_columns(table, _headings(answer))
    if with_remarks := console.width >= _WIDTH_FOR["remarks"]:
        table.add_column("", overflow="fold", style="dim")
    highest = max((float(r[key] or 0) for r in rows), default=0)
    shown = [amount(r[key], r["qualifier"], r["limit_ug_per_100g"]) for r in rows]
    for i, (r, cell) in enumerate(zip(rows, shown, strict=True), start=1):
        table.add_row(
            str(i),
            cell_text(str(r["name"])),
            cell,
            *source_cells(answer.query, r),
            *([cell_text(bar(float(r[key] or 0), highest), "green")] if bars else []),
            *_beside(r, answer),
            *([cell_text(_told(r, console.width))] if with_remarks else []),
        )
    console.print(airy(table))
    notes = [_doubtful(answer, key)] if answer.after else []
    for note in (*notes, legend(shown)):
        if note:
            console.print(cell_text(note, "dim"))


def _headings(answer: Result) -> list[str]:
    if answer.query.holding is not None:
        return [f"holds {answer.query.holding:g} µg", "by the range", "portions"]
    up_to = ["up to"] if answer.query.ascending else []
    if answer.query.per == "portion":
        return [*up_to, "portion"]
    return up_to or ["range"]


def _beside(row: Record, answer: Result) -> list[str]:
    """What stands beside an amount: its range, its portion, or the grams that hold so much."""
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
    return up_to or [span(row["low"], row["high"])]


def _told(row: Record, width: int) -> str:
    """What to know of an amount: the most telling of it, or all where there is room."""
    every = remarks(row["marks"], with_bound=False)
    return "; ".join(every if width >= _WIDTH_FOR["every remark"] else every[:1])


def _doubtful(answer: Result, key: str) -> str:
    """What stands after the ranking, in a line; --doubtful ranks it, each with the reason why."""
    rows = list(answer.records())[len(answer.rows) - answer.after :]
    shown = [(str(r["name"]), amount(r[key], r["qualifier"])) for r in rows[:MOST_DOUBTFUL]]
    named = [name if ug == MISSING else f"{name} {ug}" for name, ug in shown]
    more = len(rows) - len(named)
    told = "; ".join(named) + (f" and {more} more" if more else "")
    return f"Doubtful, not ranked: {told}. --doubtful ranks them, with why."


def leaders(found: Sequence[Result], stream: IO[str], *, color: bool | None = None) -> None:
    """Print the richest source of each form, a line a form."""
    if not found:
        return
    table = new_table()
    table.add_column("form", no_wrap=True)
    table.add_column("richest source", overflow="fold")
    number_columns(table, [found[0].query.unit])
    shown = []
    for result in found:
        row = next(result.records())
        key = "ug_per_portion" if result.query.per == "portion" else "ug_per_100g"
        shown.append(amount(row[key], row["qualifier"], row["limit_ug_per_100g"]))
        table.add_row(str(row["form"]), cell_text(str(row["name"])), shown[-1])
    console = open_console(stream, color)
    console.print(airy(table))
    if signs := legend(shown):
        console.print(cell_text(signs, "dim"))
