"""Listings as people read them: rankings, foods, amounts, published numbers."""

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.answers.query import Result
from vitk2.forms import BRIEF_FORMS, WIDE_FORMS, Form
from vitk2.render.numbers import BAR_WIDTH, MISSING, amount, bar, number, span
from vitk2.render.source_column import source_cells, source_cells_by_form, source_headings
from vitk2.render.terminal import (
    Record,
    airy,
    cell_text,
    new_table,
    number_columns,
    open_console,
)
from vitk2.tables.columns import Cell

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


_WIDTH_FOR_BARS: Final = {"100g": 76, "portion": 90}
"""Below this a bar would push the marks off the screen, or squeeze the names."""


MOST_DOUBTFUL: Final = 3
"""So many of the doubtful are named after a ranking, which they should not push off the screen."""

_WIDTH_FOR_HOLDING: Final = 110
"""Below this grams leave no room for the range and the studies behind them."""


def result(answer: Result, stream: IO[str], *, color: bool | None = None) -> None:
    """Print a result as a table, titled with what was asked."""
    if not answer.rows:
        return
    console = open_console(stream, color)
    if answer.query.columns:
        console.print(_picked(answer))
    elif answer.query.shape == "top":
        console.print(_top(answer, console.width))
        if answer.after:
            console.print(_doubtful(answer))
    else:
        tables = {"long": _long, "measurements": _measurements, "wide": _wide}
        console.print(tables[answer.query.shape](answer))


def _picked(answer: Result) -> "Table":
    """The columns asked for, as they are named."""
    table = new_table(_title(answer))
    for name, cells in zip(answer.columns, zip(*answer.rows, strict=True), strict=True):
        is_number = any(isinstance(cell, float | int) for cell in cells)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in answer.rows:
        texts = (number(c) if isinstance(c, float) or c is None else str(c) for c in row)
        table.add_row(*map(cell_text, texts))
    return airy(table)


def _title(answer: Result) -> str:
    asked = answer.query.describe()
    return asked[0].upper() + asked[1:]


def _top(answer: Result, width: int) -> "Table":
    rows = list(answer.records())[: len(answer.rows) - answer.after]
    per_portion = answer.query.per == "portion"
    holding = answer.query.holding
    beside = source_headings(answer.query)
    roomy = width >= _WIDTH_FOR_BARS[answer.query.per]
    with_bar = roomy and holding is None and not beside
    with_studies = width >= _WIDTH_FOR_HOLDING or holding is None
    key = "ug_per_portion" if per_portion else "ug_per_100g"
    table = new_table()
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(f"{answer.query.forms[0]}, richest first", overflow="fold")
    number_columns(table, ["µg/portion" if per_portion else "µg/100 g", *beside])
    if with_bar:
        table.add_column("", width=BAR_WIDTH, no_wrap=True)
    if holding is not None:
        number_columns(table, [f"holds {holding:g} µg", "by the range", "portions"])
    if with_studies:
        number_columns(table, ["portion" if per_portion else "range", "studies"])
    table.add_column("marks", overflow="fold")
    highest = max((float(r[key] or 0) for r in rows), default=0)
    for i, r in enumerate(rows, start=1):
        table.add_row(
            str(i),
            cell_text(str(r["name"])),
            amount(r[key], r["qualifier"], r["limit_ug_per_100g"]),
            *source_cells(answer.query, r),
            *([cell_text(bar(float(r[key] or 0), highest), "green")] if with_bar else []),
            *([] if holding is None else _held(r)),
            *(_behind(r, per_portion=per_portion) if with_studies else []),
            cell_text(spaced(r["marks"])),
        )
    return airy(table)


def _behind(row: Record, *, per_portion: bool) -> list[str]:
    """What an amount is of, or how far it ranges; and how many studies it rests on."""
    studies = str(row["studies"]) if row["studies"] else MISSING
    return [_grams(row) if per_portion else span(row["low"], row["high"]), studies]


def _doubtful(answer: Result) -> "RenderableType":
    """What stands after the ranking, in a line; --doubtful ranks it, each with the reason why."""
    key = "ug_per_portion" if answer.query.per == "portion" else "ug_per_100g"
    rows = list(answer.records())[len(answer.rows) - answer.after :]
    shown = [(str(r["name"]), amount(r[key], r["qualifier"])) for r in rows[:MOST_DOUBTFUL]]
    named = [name if ug == MISSING else f"{name} {ug}" for name, ug in shown]
    more = len(rows) - len(named)
    told = "; ".join(named) + (f" and {more} more" if more else "")
    return cell_text(f"\nDoubtful, not ranked: {told}. --doubtful ranks them, with why.", "dim")


def spaced(marks: Cell) -> str:
    return str(marks or "").replace(";", "; ")


def _held(row: Record) -> list[str]:
    """Grams from the value; from high to low end of the range; and as portions."""
    least, most = row["grams_holding_least"], row["grams_holding_most"]
    ends = "" if least == most else f"{number(least)}–{number(most) if most else '∞'} g"
    return [f"{number(row['grams_holding'])} g", ends, number(row["portions_holding"])]


def _grams(row: Record) -> str:
    return MISSING if row["portion_g"] is None else f"{number(row['portion_g'])} g"


def _wide(answer: Result) -> "Table":
    per_portion = answer.query.per == "portion"
    asked = answer.query.forms
    forms = [f for f in WIDE_FORMS if f in BRIEF_FORMS or f in asked]
    unit = "ug_per_portion" if per_portion else "ug_per_100g"
    table = new_table(f"{_title(answer)} — µg per {'usual portion' if per_portion else '100 g'}")
    table.add_column("food", overflow="fold")
    table.add_column("food_id", overflow="fold", style="dim")
    number_columns(table, ["portion"] if per_portion else [])
    number_columns(table, [f.value for f in forms])
    for heading in source_headings(answer.query):
        table.add_column(f" {heading}", overflow="fold")
    for r in answer.records():
        qualifiers = dict(q.split(":", 1) for q in str(r["qualifiers"] or "").split(";") if q)
        cells = [_wide_cell(r, f, unit, qualifiers.get(f.key, "")) for f in forms]
        grams = [_grams(r)] if per_portion else []
        cells += [f" {stated}" for stated in source_cells_by_form(answer.query, r)]
        table.add_row(cell_text(str(r["name"])), cell_text(str(r["food_id"])), *grams, *cells)
    return airy(table)


def _wide_cell(row: Record, form: Form, unit: str, qualifier: str) -> str:
    if qualifier.startswith("<") and unit == "ug_per_portion":
        return (
            MISSING
            if row["portion_g"] is None
            else "<" + number(float(qualifier[1:]) * float(row["portion_g"]) / 100)
        )
    if qualifier.startswith("<"):
        shown = f"<{number(float(qualifier[1:]))}"
    else:
        shown = amount(row[f"{form.key}_{unit}"], qualifier)
    doubt = form.key in str(row["doubtful"] or "").split(";")
    return shown + ("?" if doubt else "")


def _long(answer: Result) -> "Table":
    table = new_table(f"{_title(answer)} — µg per 100 g")
    table.add_column("food", overflow="fold")
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g", *source_headings(answer.query), "range", "studies"])
    table.add_column("tier", no_wrap=True)
    table.add_column("marks", overflow="fold")
    for r in answer.records():
        table.add_row(
            cell_text(str(r["name"])),
            str(r["form"]),
            amount(r["ug_per_100g"], r["qualifier"], r["limit_ug_per_100g"]),
            *source_cells(answer.query, r),
            span(r["low"], r["high"]),
            str(r["studies"]),
            str(r["tier"]),
            cell_text(spaced(r["marks"])),
        )
    return airy(table)


def _measurements(answer: Result) -> "Table":
    return measurement_table(list(answer.records()), _title(answer), with_food=True)


def measurement_table(rows: Sequence[Record], title: str, *, with_food: bool) -> "Table":
    table = new_table(title)
    if with_food:
        table.add_column("food", overflow="fold")
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g", "range", "n"])
    table.add_column("source", overflow="fold")
    table.add_column("status", no_wrap=True)
    table.add_column("where, and what to know", overflow="fold")
    for m in rows:
        where = "; ".join(str(m[c]) for c in ("source_name", "locator", "note") if m[c])
        table.add_row(
            *([cell_text(str(m["food_id"]))] if with_food else []),
            str(m["form"]),
            amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]),
            span(m["min_ug_per_100g"], m["max_ug_per_100g"]),
            "" if m["n"] is None else str(m["n"]),
            cell_text(str(m["source_id"])),
            str(m["status"]),
            cell_text(where),
        )
    return airy(table)
