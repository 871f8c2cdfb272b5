"""Days side by side as people read them: never as one total, each with its coverage."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vitk2.diary.intake import UNDATED, Intake
from vitk2.diary.totals import DAY_FORMS, SPREAD_FORMS, UNSPLIT, spread
from vitk2.output.wording import bar, summed
from vitk2.terminal.console import airy, cell_text, new_table, number_columns
from vitk2.terminal.widths import fits, table_or_lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


_BESIDE: Final = " ({}/{})"
_BELOW: Final = "\n({}/{})"
"""Where the coverage of a sum stands: beside it, where narrow below it."""


def days_side_by_side(eaten: Intake, console: "Console") -> None:
    """Print a row a day, the lowest and highest day of each form, and, with room, a bar a day."""
    title = "By day, µg; in brackets how many of the day's foods have data"
    console.print(cell_text(f"\n{title}", "bold"))
    tables = (_days(eaten, coverage) for coverage in (_BESIDE, _BELOW))
    lines = [
        (date, ", ".join(f"{form} {told}" for form, told in sums.items()))
        for date, sums in _sums(eaten, _BESIDE)
    ]
    console.print(table_or_lines(tables, lines, console.width))
    for form in SPREAD_FORMS:
        console.print(cell_text(f"{form} over the days: {spread(eaten.dated, form)}"))
    if fits(plot := _plot(eaten), console.width):
        console.print(cell_text("\nK1 and MK-7 a day, each on its own scale", "bold"))
        console.print(plot)


def _days(eaten: Intake, coverage: str) -> "Table":
    table = new_table()
    table.add_column("day", no_wrap=True)
    number_columns(table, _shown_forms(eaten))
    for date, sums in _sums(eaten, coverage):
        table.add_row(date, *sums.values())
    return airy(table)


def _sums(eaten: Intake, coverage: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each day with its sums by form, as they are written; what is undated comes last."""
    forms = _shown_forms(eaten)
    for date, totals in sorted(eaten.days.items(), key=lambda day: (not day[0], day[0])):
        shown = {t.form: summed(t) + coverage.format(t.known, t.foods) for t in totals}
        yield date or UNDATED, {form: shown[form] for form in forms}


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
