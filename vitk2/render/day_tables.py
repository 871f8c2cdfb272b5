"""Days, meals and comparisons as people read them, drawn by rich."""

from typing import IO, TYPE_CHECKING

from vitk2.answers.amounts import Amount, amount_of
from vitk2.answers.comparison import Comparison
from vitk2.caution import NO_K2_REFERENCE
from vitk2.diary.intake import UNDATED, Intake
from vitk2.diary.reference import Share, percent
from vitk2.diary.sums import DAY_FORMS, SPREAD_FORMS, UNSPLIT, Total, spread
from vitk2.forms import BRIEF_FORMS
from vitk2.render.numbers import MISSING, amount, bar, number, span
from vitk2.render.terminal import airy, cell_text, new_table, number_columns, open_console
from vitk2.tables.columns import Cell

if TYPE_CHECKING:
    from rich.console import Console
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
            row = by_food.get(str(food["food_id"]))
            cells.append(_compared(amount_of(row), food["portion_g"]) if row else MISSING)
        table.add_row(form, *cells)
    console = open_console(stream, color)
    console.print(airy(table))
    for line in found.differences:
        console.print(cell_text(line))


def _compared(a: Amount, portion_g: Cell) -> str:
    """An amount per 100 g, and in brackets that of a portion where there is a number of it."""
    text = amount(a.ug, a.qualifier, a.limit) + ("?" if a.doubtful else "")
    if portion_g and a.ug is not None and text != MISSING and a.qualifier != "assumed":
        text += f" ({amount(a.times(float(portion_g)).ug, a.qualifier)})"
    return text


def day(eaten: Intake, stream: IO[str], *, color: bool | None = None) -> None:
    """Print what was eaten, what it held by form, and, with dates, the days side by side."""
    console = open_console(stream, color)
    console.print(_contributions(eaten))
    if eaten.days:
        console.print(_days(eaten))
        for form in SPREAD_FORMS:
            console.print(cell_text(f"{form} over the days: {spread(eaten.dated, form)}"))
        console.print(_plot(eaten))
    else:
        console.print(_totals(eaten.totals))
    if eaten.share:
        _share(console, eaten, eaten.share)


def _share(console: "Console", eaten: Intake, share: Share) -> None:
    console.print(cell_text(f"\n{share.text}", "bold"))
    for one in share.days:
        told = MISSING if one.percent is None else percent(one.percent)
        console.print(cell_text(f"  {one.date}: {'at least ' * (one.qualifier == '>=')}{told}"))
    if share.mk4_equivalents_ug is not None:
        equivalents = number(share.mk4_equivalents_ug)
        console.print(cell_text(f"K1 + MK-4 + 0.685 × MK-7: {equivalents} µg a day as MK-4"))
    if not eaten.days:
        k2 = next(t for t in eaten.totals if t.form == "K2")
        console.print(cell_text(f"K2: {amount(k2.ug, k2.qualifier)} µg."))
    console.print(cell_text(NO_K2_REFERENCE))


def _contributions(eaten: Intake) -> "Table":
    """A row a line of the diary; a doubtful value has its ? and is in no sum."""
    table = new_table("What was eaten, and what it held in µg")
    labels = [c for c in ("date", "meal") if any(row[c] for row in eaten.contributions)]
    for label in labels:
        table.add_column(label.replace("date", "day"), no_wrap=label == "date")
    table.add_column("food", overflow="fold")
    number_columns(table, ["grams", *(f.value for f in BRIEF_FORMS)])
    for c in eaten.contributions:
        note = f" ({c['note']})" if c["note"] else ""
        times = f"{c['lines']} × " if c["lines"] != 1 else ""
        doubtful = str(c["doubtful"] or "").split(";")
        cells = [
            amount(c[f"{f.key}_ug"], _shown(c[f"{f.key}_qualifier"]))
            + ("?" if f.value in doubtful else "")
            for f in BRIEF_FORMS
        ]
        own = [cell_text(str(c[label] or "")) for label in labels]
        table.add_row(*own, cell_text(f"{times}{c['name']}{note}"), number(c["grams"]), *cells)
    return airy(table)


def _shown(qualifier: object) -> str | None:
    """A limit's number is not carried here, so it reads as not found."""
    if qualifier == "<":
        return "nd"
    return None if qualifier == "assumed" else (str(qualifier) if qualifier else None)


def _totals(totals: list[Total]) -> "Table":
    table = new_table("\nTogether, taken as one day")
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg", "range"])
    table.add_column("coverage", overflow="fold")
    for t in totals:
        if t.known or t.qualifier or t.left_out:
            out = [f"{x.food} {number(x.ug)}" for x in t.left_out]
            doubt = f"; doubtful, not summed: {', '.join(out)}" if out else ""
            table.add_row(t.form, _sum(t), span(t.low, t.high), cell_text(t.coverage + doubt))
    return airy(table)


def _sum(t: Total) -> str:
    """A sum; of a sum the coverage says who had none, so `≥0` says something."""
    return "≥0" if t.known and t.ug == 0 and t.qualifier == ">=" else amount(t.ug, t.qualifier)


def _shown_forms(eaten: Intake) -> list[str]:
    """The forms that days are shown by; unsplit K2 only where there is some."""
    every = [t for totals in eaten.days.values() for t in totals]
    return [f for f in DAY_FORMS if f != UNSPLIT or any(t.foods for t in every if t.form == f)]


def _days(eaten: Intake) -> "Table":
    table = new_table("\nBy day, µg; in brackets how many of the day's foods have data")
    table.add_column("day", no_wrap=True)
    forms = _shown_forms(eaten)
    number_columns(table, forms)
    for date, totals in _in_order(eaten):
        shown = {t.form: f"{_sum(t)} ({t.known}/{t.foods})" for t in totals}
        table.add_row(date or UNDATED, *(shown[f] for f in forms))
    return airy(table)


def _in_order(eaten: Intake) -> list[tuple[str, list[Total]]]:
    """Days by date, and last the lines that have none."""
    return sorted(eaten.days.items(), key=lambda pair: (not pair[0], pair[0]))


def _plot(eaten: Intake) -> "Table":
    """A bar a day for K1 and one for MK-7, each on a scale that is printed over it."""
    table = new_table("\nK1 and MK-7 a day, each on its own scale")
    table.add_column("day", no_wrap=True)
    scales = {}
    for form, least in (("K1", 100.0), ("MK-7", 10.0)):
        numbers = [t.ug or 0 for ts in eaten.dated.values() for t in ts if t.form == form]
        scales[form] = _round_scale(max([*numbers, least]))
        table.add_column(f"{form}, 0 to {scales[form]:g} µg", no_wrap=True, min_width=14)
    for date, totals in eaten.dated.items():
        shown = {t.form: t.ug or 0 for t in totals}
        table.add_row(date, *(bar(shown[f], scale) for f, scale in scales.items()))
    return table


def _round_scale(most: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 ... that holds `most`."""
    step = 10.0 ** (len(f"{most:.0f}") - 1)
    return next(x for x in (step, 2 * step, 5 * step, 10 * step) if x >= most)
