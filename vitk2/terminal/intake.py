"""What was eaten and what it held, as people read it."""

from collections.abc import Iterator
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final

from rich.text import Text

from vitk2.catalog.schema import Record
from vitk2.diary.intake import UNDATED, Intake
from vitk2.diary.reference import Share, percent
from vitk2.diary.totals import Total
from vitk2.forms import BRIEF_FORMS, Form
from vitk2.output.day_answers import not_summed
from vitk2.output.wording import MISSING, amount, in_ug, number, span, summed
from vitk2.safety import NO_K2_REFERENCE
from vitk2.terminal.console import airy, cell_text, new_table, number_columns, open_console
from vitk2.terminal.days_table import days_side_by_side
from vitk2.terminal.widths import table_or_lines
from vitk2.text import count_of, inert

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_SPARED: Final = ((), (Form.MK4,), (Form.MK4, Form.MK7))
"""Forms that a narrow screen does without beside the foods; the sums below have them."""

_ALWAYS: Final = (Form.K1, Form.K2)
"""Forms whose sum is told even where no food has data."""


def day(eaten: Intake, stream: IO[str], *, color: bool | None = None) -> None:
    """Print what was eaten, what it held by form, and, with dates, the days side by side."""
    console = open_console(stream, color)
    console.print(cell_text("What was eaten, and what it held in µg", "bold"))
    console.print(_foods(eaten, console.width))
    for line in not_summed(eaten):
        console.print(cell_text(f"? {line}"))
    if eaten.days:
        days_side_by_side(eaten, console)
    else:
        _together(console, eaten.totals)
    if eaten.share:
        _share(console, eaten, eaten.share)


def _foods(eaten: Intake, width: int) -> "RenderableType":
    """A row a line of the diary, with as many forms as leave the names of foods whole."""
    forms = ([f for f in BRIEF_FORMS if f not in spared] for spared in _SPARED)
    lines = []
    for row in eaten.contributions:
        when = f"{row['date']}, " if row["date"] else ""
        held = (f"{f} {in_ug(_held(row, f))}" for f in BRIEF_FORMS)
        lines.append((f"{when}{_food(row)}", ", ".join([f"{number(row['grams'])} g", *held])))
    return table_or_lines((_table_of_foods(eaten, shown) for shown in forms), lines, width)


def _table_of_foods(eaten: Intake, forms: list[Form]) -> "Table":
    """Days stand over their lines, and a meal stands once. A doubtful value has its ?."""
    rows = eaten.contributions
    has_meals = any(row["meal"] for row in rows)
    is_taken_as = any("taken as" in str(row["note"]) for row in rows)
    table = new_table()
    if has_meals:
        table.add_column("meal", no_wrap=True)
    table.add_column("taken as (what was written)" if is_taken_as else "food", overflow="fold")
    number_columns(table, ["grams", *(f.value for f in forms)])
    for date, lines in _by_day(rows):
        if eaten.days:
            table.add_row(Text(date or UNDATED, "bold"))
        last_meal = ""
        for row in lines:
            meal = str(row["meal"] or MISSING)
            own = [cell_text(meal if meal != last_meal else "")] if has_meals else []
            table.add_row(*own, _food(row), number(row["grams"]), *(_held(row, f) for f in forms))
            last_meal = meal
    return airy(table)


def _by_day(rows: list[Record]) -> Iterator[tuple[str, Iterator[Record]]]:
    """Lines by date, and last those that have none."""

    def date(row: Record) -> str:
        return str(row["date"] or "")

    return groupby(sorted(rows, key=lambda row: (not date(row), date(row))), date)


def _food(row: Record) -> Text:
    """The food, and in brackets what was written of it, without the name once more."""
    name = str(row["name"])
    times = f"{row['lines']} × " if row["lines"] != 1 else ""
    text = Text(f"{times}{name}", overflow="fold")
    if note := str(row["note"] or ""):
        taken_as = f": taken as {name}"
        short = note.replace(f"{taken_as}, ", ": ").replace(taken_as, "")
        text.append(f" ({inert(short)})", "dim")
    return text


def _held(row: Record, form: Form) -> str:
    """What one line held; a limit's number is not carried here, so it reads as not found."""
    qualifier = row[f"{form.key}_qualifier"]
    shown = {"<": "nd", "assumed": None}.get(str(qualifier), qualifier)
    doubtful = str(row["doubtful"] or "").split(";")
    return amount(row[f"{form.key}_ug"], shown) + ("?" if form.value in doubtful else "")


def _together(console: "Console", totals: list[Total]) -> None:
    """The sums of the forms that any food has data on, and the names of the others in a line."""
    title = "together, as one day"
    table = new_table()
    table.add_column(title, overflow="fold")
    number_columns(table, ["µg", "range", "foods with data"])
    told = [t for t in totals if t.known or t.left_out or t.form in _ALWAYS]
    lines = []
    for t in told:
        ends, coverage = span(t.low, t.high), f"{t.known} of {t.foods}"
        table.add_row(t.form, summed(t), ends, coverage)
        sum_ug = in_ug(summed(t)) + (f" ({ends})" if ends else "")
        lines.append((t.form, f"{sum_ug}, {t.known} of {count_of(t.foods, 'food')}"))
    console.print()
    console.print(table_or_lines([airy(table)], lines, console.width, title))
    if others := [t.form for t in totals if t not in told]:
        console.print(cell_text(f"No food here has data on: {', '.join(others)}", "dim"))


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
