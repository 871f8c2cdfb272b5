"""Screens of a day, of days side by side, and of the food that each line matched."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import Record
from vitk2.catalog.vocabulary import split_qualifier
from vitk2.diary.intake import UNDATED, Intake
from vitk2.diary.reference import Share, percent
from vitk2.diary.resolver import Line
from vitk2.diary.totals import DAY_FORMS, SPREAD_FORMS, UNSPLIT, Total, spread
from vitk2.forms import MAIN_FORMS, Form
from vitk2.output.notes import not_counted, not_summed
from vitk2.output.view import Provenance, View
from vitk2.output.wording import (
    MISSING,
    amount,
    amount_with_doubt,
    bar,
    in_ug,
    number,
    span,
    summed,
)
from vitk2.safety import NO_K2_REFERENCE
from vitk2.terminal.console import (
    airy,
    cell_text,
    fits,
    new_table,
    number_columns,
    open_console,
    table_or_lines,
)
from vitk2.text import count_of, escape_controls

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_BESIDE: Final = " ({}/{})"
_BELOW: Final = "\n({}/{})"
"""The coverage of a sum: beside it, or on a narrow screen below it."""


class IntakeView(View):
    """The sums of a diary: a row a day and form, with the matched and the excluded foods."""

    is_about_health = True
    title = "the foods eaten and their vitamin K"

    def __init__(self, catalog: Catalog, eaten: Intake) -> None:
        self.eaten = eaten
        self.columns, self.rows = eaten.columns, eaten.rows
        self.notes = [
            *(f"Not counted: {problem}" for problem in eaten.skipped),
            *not_counted(eaten.ignored),
        ]
        matches = dict.fromkeys(_plain(e.note) for e in eaten.eaten if e.is_substitution)
        reference = [eaten.share.text, NO_K2_REFERENCE] if eaten.share else []
        self.row_notes = [*matches, *not_summed(eaten), *reference]
        self.data_version = eaten.data_version
        self.provenance = Provenance(catalog, [e.food_id for e in eaten.eaten])

    @property
    def json_object(self) -> Mapping[str, object]:
        """The record of the Intake, with the note on K2."""
        return self.eaten.as_record() | {"k2_reference": NO_K2_REFERENCE}

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the foods eaten, their amounts by form, and, with dates, the days side by side."""
        eaten = self.eaten
        console = open_console(stream, color)
        console.print(cell_text("Foods eaten and their vitamin K in µg", "bold"))
        console.print(_foods(eaten, console.width))
        for line in not_summed(eaten):
            console.print(cell_text(f"? {line}"))
        if eaten.days:
            days_side_by_side(eaten, console)
        else:
            _together(console, eaten.totals)
        if eaten.share:
            _share(console, eaten, eaten.share)


def days_side_by_side(eaten: Intake, console: "Console") -> None:
    """Print a row a day, the lowest and highest day of each form, and, if they fit, a bar a day."""
    title = "By day, in µg; (2/3) means that 2 of the day's 3 foods have data"
    console.print(cell_text(f"\n{title}", "bold"))
    tables = (_days(eaten, coverage) for coverage in (_BESIDE, _BELOW))
    lines = [
        (date, ", ".join(f"{form} {total}" for form, total in sums.items()))
        for date, sums in _sums(eaten, _BESIDE)
    ]
    console.print(table_or_lines(tables, lines, console.width))
    for form in SPREAD_FORMS:
        console.print(cell_text(f"{form} over the days: {spread(eaten.dated, form)}"))
    if fits(plot := _plot(eaten), console.width):
        console.print(cell_text("\nK1 and MK-7 by day, each on its own scale", "bold"))
        console.print(plot)


def _days(eaten: Intake, coverage: str) -> "Table":
    table = new_table()
    table.add_column("day", no_wrap=True)
    number_columns(table, _forms_of_days(eaten))
    for date, sums in _sums(eaten, coverage):
        table.add_row(date, *sums.values())
    return airy(table)


def _sums(eaten: Intake, coverage: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each day with its written sums by form; undated foods come last."""
    forms = _forms_of_days(eaten)
    for date, totals in sorted(eaten.days.items(), key=lambda day: (not day[0], day[0])):
        sums = {t.form: summed(t) + coverage.format(t.foods_with_data, t.foods) for t in totals}
        yield date or UNDATED, {form: sums[form] for form in forms}


def _forms_of_days(eaten: Intake) -> list[str]:
    """Return the forms in the tables of days; unsplit K2 only where a food has it."""
    every = [t for totals in eaten.days.values() for t in totals]
    return [f for f in DAY_FORMS if f != UNSPLIT or any(t.foods for t in every if t.form == f)]


def _plot(eaten: Intake) -> "Table":
    """Return a table with bars a day for K1 and MK-7, each on a scale printed over it."""
    table = new_table()
    table.add_column("day", no_wrap=True)
    scales = {}
    for form, least in (("K1", 100.0), ("MK-7", 10.0)):
        numbers = [t.ug or 0 for ts in eaten.dated.values() for t in ts if t.form == form]
        scales[form] = _round_scale(max([*numbers, least]))
        table.add_column(f"{form}, 0 to {scales[form]:g} µg", no_wrap=True, min_width=14)
    for date, totals in eaten.dated.items():
        ug_by_form = {t.form: t.ug or 0 for t in totals}
        table.add_row(date, *(bar(ug_by_form[f], scale) for f, scale in scales.items()))
    return table


def _round_scale(most: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50 ... that is not below `most`."""
    step = 10.0 ** (len(f"{most:.0f}") - 1)
    return next(x for x in (step, 2 * step, 5 * step, 10 * step) if x >= most)


class PreviewView(View):
    """Each line of a diary with the food that it matched; questions may name amounts."""

    def __init__(self, catalog: Catalog, lines: Sequence[Line]) -> None:
        self.diary_lines = lines
        self.columns = lines[0]._fields if lines else ()
        self.rows = lines
        asked = sum(1 for line in lines if line.asks)
        ignored = sum(1 for line in lines if line.is_ignored)
        counts = f"{asked} unclear" + (f", {ignored} ignored" if ignored else "")
        self.notes = [f"{count_of(len(lines), 'line')}, {counts}; --explain gives no totals"]
        self.provenance = Provenance(catalog, [line.food_id for line in lines if line.food_id])

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print each line's number and text, and the food that it matched or its question."""
        lines = self.diary_lines
        table = new_table("How each line was read (no totals yet)")
        table.add_column("line", no_wrap=True)
        labels = [label for label in ("date", "meal") if any(getattr(x, label) for x in lines)]
        for label in labels:
            table.add_column(label.replace("date", "day"), no_wrap=label == "date")
        table.add_column("written", overflow="fold")
        table.add_column("food, or ? what is unclear", overflow="fold")
        number_columns(table, ["grams"])
        for x in lines:
            own = [cell_text(str(getattr(x, label) or "")) for label in labels]
            line_number = x.place.removeprefix("item ").rpartition(":")[2]
            grams = MISSING if x.grams is None else number(x.grams)
            table.add_row(line_number, *own, cell_text(x.written), _match(x), grams)
        open_console(stream, color).print(airy(table))


def _match(line: Line) -> "RenderableType":
    """Return the matched food, with the reason where the text did not name it; or the question."""
    if line.asks:
        return cell_text(f"? {line.asks}", "bold")
    if line.is_ignored:
        return cell_text(str(line.note), "dim")
    note = (line.note or "").partition(": ")[2] or line.note or ""
    detail = _plain(note.removeprefix(f"taken as {line.name}").lstrip(", "))
    return cell_text(f"{line.name}{f' ({detail})' if detail else ''}")


_SPARED: Final = ((), (Form.MK4,), (Form.MK4, Form.MK7))
"""Forms that a narrow screen omits beside the foods; the sums below have them."""

_ALWAYS: Final = (Form.K1, Form.K2)
"""Forms whose sum is printed even where no food has data."""


def _foods(eaten: Intake, width: int) -> "RenderableType":
    """Return a row a line of the diary, with as many forms as fit beside unbroken names."""
    forms = ([f for f in MAIN_FORMS if f not in spared] for spared in _SPARED)
    lines = []
    for row in eaten.contributions:
        when = f"{row['date']}, " if row["date"] else ""
        amounts = (f"{f} {in_ug(_amount_text(row, f))}" for f in MAIN_FORMS)
        lines.append((f"{when}{_food(row)}", ", ".join([f"{number(row['grams'])} g", *amounts])))
    return table_or_lines((_table_of_foods(eaten, columns) for columns in forms), lines, width)


def _table_of_foods(eaten: Intake, forms: list[Form]) -> "Table":
    """Return the table of foods: a day above its lines, a meal once, and ? at a doubtful value."""
    from rich.text import Text

    rows = eaten.contributions
    has_meals = any(row["meal"] for row in rows)
    has_other_names = any(e.is_substitution for e in eaten.eaten)
    table = new_table()
    if has_meals:
        table.add_column("meal", no_wrap=True)
    table.add_column("food (what was written)" if has_other_names else "food", overflow="fold")
    number_columns(table, ["grams", *(f.value for f in forms)])
    for date, lines in _by_day(rows):
        if eaten.days:
            table.add_row(Text(date or UNDATED, "bold"))
        last_meal = ""
        for row in lines:
            meal = str(row["meal"] or MISSING)
            own = [cell_text(meal if meal != last_meal else "")] if has_meals else []
            table.add_row(
                *own, _food(row), number(row["grams"]), *(_amount_text(row, f) for f in forms)
            )
            last_meal = meal
    return airy(table)


def _by_day(rows: list[Record]) -> Iterator[tuple[str, Iterator[Record]]]:
    """Return the lines grouped by date, those without one last."""

    def date(row: Record) -> str:
        return str(row["date"] or "")

    return groupby(sorted(rows, key=lambda row: (not date(row), date(row))), date)


def _food(row: Record) -> "Text":
    """Return the food, and in brackets its note without the name repeated."""
    from rich.text import Text

    name = str(row["name"])
    times = f"{row['lines']} × " if row["lines"] != 1 else ""
    text = Text(f"{times}{name}", overflow="fold")
    if note := str(row["note"] or ""):
        match_phrase = f": taken as {name}"
        short = note.replace(f"{match_phrase}, ", ": ").replace(match_phrase, "")
        text.append(f" ({escape_controls(_plain(short))})", "dim")
    return text


def _plain(note: str) -> str:
    """Return a note on the food or the grams that a line was read as, in the words of a screen."""
    return note.replace("taken as", "counted as")


def _amount_text(row: Record, form: Form) -> str:
    """Return the amount of a line; a limit has no number here, so it is written as not found."""
    qualifier = str(row[f"{form.key}_qualifier"] or "")
    without_number = {"<": "nd", "assumed": ""}.get(qualifier, qualifier)
    sign, limit = split_qualifier(without_number)
    doubtful = form.value in str(row["doubtful"] or "").split(";")
    return amount_with_doubt(row[f"{form.key}_ug"], sign, limit, doubtful=doubtful)


def _together(console: "Console", totals: list[Total]) -> None:
    """Print the sums of the forms that any food has data on, and the names of the others."""
    title = "total, as one day"
    table = new_table()
    table.add_column(title, overflow="fold")
    number_columns(table, ["µg", "range", "foods with data"])
    visible = [t for t in totals if _has_data(t) or t.form in _ALWAYS]
    lines = []
    for t in visible:
        ends, coverage = span(t.low, t.high), _coverage(t)
        table.add_row(t.form, summed(t), ends, coverage)
        sum_ug = in_ug(summed(t)) + (f" ({ends})" if ends else "")
        lines.append((t.form, f"{sum_ug}, {t.foods_with_data} of {count_of(t.foods, 'food')}"))
    console.print()
    console.print(table_or_lines([airy(table)], lines, console.width, title))
    for note in filter(None, map(_uncertainty, totals)):
        console.print(cell_text(note, "dim"))
    if others := [t.form for t in totals if t not in visible]:
        console.print(cell_text(f"No food here has data on: {', '.join(others)}", "dim"))


def _has_data(t: Total) -> bool:
    return bool(t.foods_with_data or t.foods_bounded or t.left_out)


def _coverage(t: Total) -> str:
    """Return how many foods have data, and how many have an upper end only: `2 of 4, 1 ≤`."""
    bounded = f", {t.foods_bounded} ≤" if t.foods_bounded else ""
    return f"{t.foods_with_data} of {t.foods}{bounded}"


def _uncertainty(t: Total) -> str:
    """Return how much of a sum rests on totals whose forms are not stated or not split."""
    notes = []
    if t.forms_not_stated_ug:
        notes.append(f"{number(t.forms_not_stated_ug)} µg from totals whose forms are not stated")
    if t.foods_bounded:
        foods = count_of(t.foods_bounded, "food")
        notes.append(
            f"for {foods} only a total is known that is mainly {t.form}; "
            "it is in the range, not in the sum"
        )
    return f"{t.form}: {'; '.join(notes)}." if notes else ""


def _share(console: "Console", eaten: Intake, share: Share) -> None:
    console.print(cell_text(f"\n{share.text}", "bold"))
    for entry in share.days:
        text = MISSING if entry.percent is None else percent(entry.percent)
        console.print(cell_text(f"  {entry.date}: {'at least ' * (entry.qualifier == '>=')}{text}"))
    if share.mk4_equivalents_ug is not None:
        equivalents = number(share.mk4_equivalents_ug)
        console.print(cell_text(f"K1 + MK-4 + 0.685 × MK-7: {equivalents} µg a day as MK-4"))
    if not eaten.days:
        k2 = next(t for t in eaten.totals if t.form == "K2")
        console.print(cell_text(f"K2: {amount(k2.ug, k2.qualifier)} µg."))
    console.print(cell_text(NO_K2_REFERENCE))
