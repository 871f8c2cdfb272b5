"""Days, meals and comparisons as people read them, drawn by rich."""

from typing import IO, TYPE_CHECKING

from vitk2.comparison import Comparison
from vitk2.evidence import NO_K2_REFERENCE
from vitk2.intakes import DAY_FORMS, Intake, Total, spread
from vitk2.model import BRIEF_FORMS
from vitk2.present import (
    airy,
    amount,
    bar,
    cell_text,
    new_table,
    number,
    number_columns,
    open_console,
    span,
)

if TYPE_CHECKING:
    from rich.table import Table


def comparison(found: Comparison, stream: IO[str], *, color: bool | None = None) -> None:
    """Print foods as columns and forms as rows, per 100 g and per portion."""
    table = new_table("µg per 100 g, and per usual portion in brackets")
    table.add_column("form", no_wrap=True)
    for food in found.foods:
        grams = f" ({number(food['portion_g'])} g)" if food["portion_g"] else ""
        table.add_column(f"{food['name']}{grams}", justify="right", overflow="fold")
    for form, by_food in found.amounts.items():
        cells = []
        for food in found.foods:
            a = by_food.get(str(food["food_id"]))
            text = amount(None, None)
            if a:
                text = amount(a["ug_per_100g"], a["qualifier"], a["limit_ug_per_100g"])
                text += "?" if a["doubtful"] else ""
                if food["portion_g"] and a["ug_per_100g"] is not None:
                    portion = float(a["ug_per_100g"]) * float(food["portion_g"]) / 100
                    text += f" ({number(portion)})"
            cells.append(text)
        table.add_row(form, *cells)
    console = open_console(stream, color)
    console.print(airy(table))
    for line in found.differences:
        console.print(cell_text(line))


def day(eaten: Intake, stream: IO[str], *, color: bool | None = None) -> None:
    """Print what was eaten, what it held by form, and, with dates, the days side by side."""
    console = open_console(stream, color)
    console.print(_contributions(eaten))
    if eaten.days:
        console.print(_days(eaten))
        for form in DAY_FORMS:
            console.print(cell_text(f"{form} over the days: {spread(eaten.days, form)}"))
        console.print(_plot(eaten))
    else:
        console.print(_totals(eaten.totals))
    if eaten.share:
        console.print(cell_text(f"\n{eaten.share.text}", "bold"))
        if eaten.share.mk4_equivalents_ug is not None:
            equivalents = number(eaten.share.mk4_equivalents_ug)
            console.print(cell_text(f"K1 + MK-4 + 0.685 × MK-7: {equivalents} µg MK-4 equivalents"))
        k2 = next(t for t in eaten.totals if t.form == "K2")
        console.print(cell_text(f"K2: {amount(k2.ug, k2.qualifier)} µg. {NO_K2_REFERENCE}"))


def _contributions(eaten: Intake) -> "Table":
    table = new_table("What was eaten, and what it held in µg")
    table.add_column("food", overflow="fold")
    number_columns(table, ["grams", *(f.value for f in BRIEF_FORMS)])
    for c in eaten.contributions:
        note = f" ({c['note']})" if c["note"] else ""
        cells = [amount(c[f"{f.key}_ug"], _shown(c[f"{f.key}_qualifier"])) for f in BRIEF_FORMS]
        table.add_row(cell_text(f"{c['name']}{note}"), number(c["grams"]), *cells)
    return airy(table)


def _shown(qualifier: object) -> str | None:
    """A limit's number is not carried here, so it reads as not found."""
    if qualifier == "<":
        return "nd"
    return None if qualifier == "assumed" else (str(qualifier) if qualifier else None)


def _totals(totals: list[Total]) -> "Table":
    table = new_table("\nTogether")
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg", "range"])
    table.add_column("coverage", overflow="fold")
    for t in totals:
        if t.known or t.qualifier:
            doubt = f"; doubtful: {', '.join(t.doubtful)}" if t.doubtful else ""
            shown = amount(t.ug, t.qualifier)
            table.add_row(t.form, shown, span(t.low, t.high), cell_text(t.coverage + doubt))
    return airy(table)


def _days(eaten: Intake) -> "Table":
    table = new_table("\nBy day, µg; in brackets how many of the day's foods have data")
    table.add_column("day", no_wrap=True)
    number_columns(table, DAY_FORMS)
    for date, totals in eaten.days.items():
        cells = [f"{amount(t.ug, t.qualifier)} ({t.known}/{t.foods})" for t in totals]
        table.add_row(date, *cells)
    return airy(table)


def _plot(eaten: Intake) -> "Table":
    """A bar a day for K1 and one for MK-7, each to its own scale and named as such."""
    table = new_table("\nK1 and MK-7, each to its own scale")
    table.add_column("day", no_wrap=True)
    forms = ("K1", "MK-7")
    for form in forms:
        table.add_column(form, no_wrap=True, min_width=14)
    most = {f: max(t.ug or 0 for d in eaten.days.values() for t in d if t.form == f) for f in forms}
    for date, totals in eaten.days.items():
        shown = {t.form: t.ug or 0 for t in totals}
        table.add_row(date, *(bar(shown[f], most[f]) for f in forms))
    return table
