"""Days side by side as people read them: never as one total, each with its coverage."""

from typing import TYPE_CHECKING

from vitk2.diary.intake import UNDATED, Intake
from vitk2.diary.sums import DAY_FORMS, SPREAD_FORMS, UNSPLIT, Total, spread
from vitk2.render.numbers import amount, bar
from vitk2.render.terminal import airy, cell_text, new_table, number_columns
from vitk2.render.widths import fits, settled

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def days_side_by_side(eaten: Intake, console: "Console") -> None:
    """Print a row a day, the lowest and highest day of each form, and, with room, a bar a day."""
    title = "By day, µg; in brackets how many of the day's foods have data"
    console.print(cell_text(f"\n{title}", "bold"))
    for coverage in (" ({}/{})", "\n({}/{})"):  # beside the sum, where narrow below it
        table = _days(eaten, coverage)
        if fits(table, console.width):
            break
    console.print(settled(table, console.width))
    for form in SPREAD_FORMS:
        console.print(cell_text(f"{form} over the days: {spread(eaten.dated, form)}"))
    if fits(plot := _plot(eaten), console.width):
        console.print(cell_text("\nK1 and MK-7 a day, each on its own scale", "bold"))
        console.print(plot)


def summed(t: Total) -> str:
    """A sum; of a sum the coverage says who had none, so `≥0` says something."""
    return "≥0" if t.known and t.ug == 0 and t.qualifier == ">=" else amount(t.ug, t.qualifier)


def _days(eaten: Intake, coverage: str) -> "Table":
    table = new_table()
    table.add_column("day", no_wrap=True)
    forms = _shown_forms(eaten)
    number_columns(table, forms)
    for date, totals in sorted(eaten.days.items(), key=lambda day: (not day[0], day[0])):
        shown = {t.form: summed(t) + coverage.format(t.known, t.foods) for t in totals}
        table.add_row(date or UNDATED, *(shown[f] for f in forms))
    return airy(table)


def _shown_forms(eaten: Intake) -> list[str]:
    """The forms that days are shown by; unsplit K2 only where there is some."""
    every = [t for totals in eaten.days.values() for t in totals]
    return [f for f in DAY_FORMS if f != UNSPLIT or any(t.foods for t in every if t.form == f)]


def _plot(eaten: Intake) -> "Table":
    """A bar a day for K1 and one for MK-7, each on a scale that is printed over it."""
    table = new_table()
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
