"""What a cohort's run came to, as people read it."""

from typing import IO, TYPE_CHECKING

from vitk2.cohort.summary import HALF, FormSummary, Summary
from vitk2.forms import MAIN_FORMS
from vitk2.output.cohort_answers import matched_share
from vitk2.output.wording import MISSING, amount, percent
from vitk2.terminal.console import airy, cell_text, new_table, number_columns, open_console
from vitk2.terminal.table_widths import table_or_lines
from vitk2.text import count_of

if TYPE_CHECKING:
    from rich.table import Table


def cohort(summary: Summary, stream: IO[str], *, color: bool | None = None) -> None:
    """Print what was matched, each form over the groups, and what gave most of the main forms."""
    console, m = open_console(stream, color), summary.matched
    counted = f"{count_of(summary.groups, 'group')} of {count_of(m.lines, 'line')}"
    console.print(cell_text(counted, "bold"))
    console.print(cell_text(f"{matched_share(m)}\n"))
    told = [f for f in summary.forms if f.groups]
    plain = [(f.form, f"{', '.join(_quantiles(f))} µg; coverage {_coverage(f)}") for f in told]
    heading = "µg a group: 5th percentile, median, 95th percentile"
    tables = (_of_forms(told, summary.groups, whole) for whole in (True, False))
    console.print(table_or_lines(tables, plain, console.width, heading))
    if others := [f.form for f in summary.forms if not f.groups]:
        console.print(cell_text(f"No group has data on: {', '.join(others)}", "dim"))
    for line in _cautious(told):
        console.print(cell_text(line))
    for f in told:
        if f.form in MAIN_FORMS and f.gave_most:
            foods = "; ".join(f"{g.food} {percent(g.share)}" for g in f.gave_most)
            console.print(cell_text(f"\nMost {f.form} came from", "bold"))
            console.print(cell_text(foods))


def _of_forms(forms: list[FormSummary], groups: int, whole: bool) -> "Table":
    """A row a form; a narrow screen does without how many groups are behind it."""
    table = new_table()
    table.add_column("µg a group", no_wrap=True)
    counts = ["groups\nwith data", "wholly\ncovered"] if whole else []
    number_columns(table, ["5 %", "median", "95 %", "mean\ncoverage", *counts])
    for f in forms:
        shares = [percent(f.groups / groups), percent(f.fully_covered / groups)] if whole else []
        table.add_row(f.form, *_quantiles(f), _coverage(f), *shares)
    return airy(table)


def _quantiles(f: FormSummary) -> list[str]:
    """Quantiles as they are written: of a bound that is 0 only the coverage says anything."""
    quantiles = (f.p5_ug, f.median_ug, f.p95_ug)
    return ["≥0" if q == 0 and f.qualifier else amount(q, f.qualifier) for q in quantiles]


def _cautious(forms: list[FormSummary]) -> list[str]:
    """How the table is to be read, where a part of what was eaten is unknown."""
    lines = []
    if any(f.qualifier == ">=" for f in forms):
        lines.append("≥ at least: a part of what some groups ate is unknown")
    if thin := [f.form for f in forms if (f.mean_coverage or 0) < HALF]:
        told = "Of less than half of what was eaten is known how much it holds of"
        lines.append(f"{told} {', '.join(thin)}: a low number there is no low intake")
    return lines


def _coverage(f: FormSummary) -> str:
    return MISSING if f.mean_coverage is None else percent(f.mean_coverage)
