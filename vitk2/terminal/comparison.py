"""Foods side by side: as columns while their names can be read, else as rows."""

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog
from vitk2.forms import MAIN_FORMS, Form
from vitk2.output.view import Provenance, View
from vitk2.output.wording import (
    DISAGREE,
    LABS,
    MISSING,
    amount,
    amount_with_doubt,
    in_ug,
    labs,
    labs_legend,
    legend,
    number,
    span,
)
from vitk2.queries.amounts import amount_of
from vitk2.queries.compare import Comparison, Difference, differences_between
from vitk2.terminal.console import (
    airy,
    cell_text,
    fits,
    has_column,
    longest_word,
    new_table,
    number_columns,
    open_console,
    rows_left,
    settled,
    table_or_lines,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from vitk2.catalog.rows import FoodRow

_NARROWEST_FOOD: Final = 12
"""The least width of a column of one food, so that its name can be read."""

_NARROWEST_NAMES: Final = 16
"""The least width of a column of all names."""

_BESIDE: Final = "beside"
_BELOW: Final = "below"
_MAIN_BELOW: Final = "main forms below"
"""The positions of ranges in a table with a column a food."""

_LINES_AROUND: Final = 12
"""Lines of a screen other than the table: heading, notes, the caution and the prompt."""

_LEAST_FORMS: Final = 2
"""The least forms in a table of rows; if fewer fit, each food is a line with all forms."""

_FEW: Final = 3
"""The most foods whose differences are described in words."""

_FIRST: Final = (Form.K1, Form.K2, Form.MK7, Form.MK4, Form.MK9, Form.MK8)
"""The forms whose columns are kept longest where not all fit."""


class ComparisonView(View):
    """Foods side by side: a row a form."""

    def __init__(self, catalog: Catalog, comparison: Comparison) -> None:
        self.comparison = comparison
        self.columns, self.rows = comparison.columns, comparison.rows
        self.data_version = comparison.data_version
        self.title = ", ".join(food["name"] for food in comparison.foods)
        self.notes = [
            f"Showing {food['name']} for {comparison.other_names[food['food_id']]!r}"
            for food in comparison.foods
            if food["food_id"] in comparison.other_names
        ]
        self.provenance = Provenance(catalog, [food["food_id"] for food in comparison.foods])

    @property
    def json_object(self) -> Mapping[str, object]:
        """The fields of the Comparison."""
        return self.comparison._asdict()

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print foods side by side, then their doubtful values and large differences."""
        found = self.comparison
        console = open_console(stream, color)
        tables, without = _tables_of_columns(found, console), list[str]()
        if not fits(tables[-1], console.width):
            table, without = _foods_as_rows(found, console.width)
            tables = [table] if len(table.columns) > _LEAST_FORMS else []
        console.print(cell_text("µg per 100 g, in brackets per standard portion", "bold"))
        printed = table_or_lines(tables, _lines(found), console.width)
        console.print(printed)
        if has_column(printed, LABS) and (about_labs := labs_legend(_every_labs(found))):
            console.print(cell_text(about_labs, "dim"))
        if tables and without:
            message = f"Not shown: {', '.join(without)}. A wider screen or --json shows them."
            console.print(cell_text(message, "dim"))
        if signs := legend(_every_amount(found)):
            console.print(cell_text(signs, "dim"))
        for line in (*_doubts(found), *_differences(found)):
            console.print(cell_text(line))


def _differences(found: Comparison) -> list[str]:
    """Return a line for each two foods with large differences: how many times as much of a form.

    Of many foods there is none, because the table is clearer.
    """
    if len(found.foods) > _FEW:
        return []
    by_pair: dict[tuple[str, str], list[str]] = {}
    for d in differences_between(found.amounts, found.foods):
        by_pair.setdefault((d.most, d.least), []).append(_times(d))
    return [
        f"More per 100 g in {most} than in {least}: {', '.join(forms)}"
        for (most, least), forms in by_pair.items()
    ]


def _times(d: Difference) -> str:
    """Return how many times as much there is of a form: `MK-7 34 times`; of none, the amount."""
    return (
        f"{d.form} {d.high / d.low:.0f} times" if d.low else f"{d.form} {number(d.high)} µg, not 0"
    )


def _tables_of_columns(found: Comparison, console: "Console") -> "list[Table]":
    """Return the tables with a column a food, the widest first.

    Ranges come beside the amounts, else below them; where those lines are too many for the
    terminal, only the ranges of the main forms.
    """
    beside = [_foods_as_columns(found, _BESIDE, with_labs=w) for w in (True, False)]
    below = [_foods_as_columns(found, _BELOW, with_labs=w) for w in (True, False)]
    available = rows_left(console, _LINES_AROUND)
    if available is not None and fits(below[-1], console.width):
        lines = console.render_lines(settled(below[-1], console.width))
        if len(lines) > available:
            below = [_foods_as_columns(found, _MAIN_BELOW, with_labs=w) for w in (True, False)]
    return [*beside, *below]


def _foods_as_columns(found: Comparison, ranges: str, *, with_labs: bool) -> "Table":
    """Return a line a form, with a column a food, its ranges and the laboratories beside it."""
    table = new_table()
    table.add_column("form", no_wrap=True)
    for food in found.foods:
        heading = "\n".join(filter(None, (food["name"], _grams(food))))
        table.add_column(heading, justify="right", overflow="fold")
        with_range = ranges == _BESIDE and _has_range(found, food)
        number_columns(table, [*(["range"] if with_range else []), *([LABS] if with_labs else [])])
    for form in found.amounts:
        cells = []
        for food in found.foods:
            amounts = " ".join(filter(None, _amounts(found, form, food)))
            ends = _range(found, form, food)
            is_below = ranges == _BELOW or (ranges == _MAIN_BELOW and form in MAIN_FORMS)
            cells.append("\n".join(filter(None, (amounts, ends if is_below else ""))))
            cells += [ends] if ranges == _BESIDE and _has_range(found, food) else []
            cells += [_labs(found, form, food)] if with_labs else []
        table.add_row(form, *cells)
    airy(table)
    for column in table.columns[1:]:
        if column.header not in (LABS, "range"):
            cell_lines = [line for cell in column.cells for line in str(cell).splitlines()]
            needed = [longest_word(str(column.header)), *map(len, cell_lines)]
            column.min_width = max(_NARROWEST_FOOD, *needed) + 1
    return table


def _labs(found: Comparison, form: str, food: "FoodRow") -> str:
    row = found.amounts[form].get(food["food_id"])
    return labs(row["studies"]) if row else ""


def _every_labs(found: Comparison) -> list[str]:
    return [_labs(found, form, food) for form in found.amounts for food in found.foods]


def _foods_as_rows(found: Comparison, width: int) -> tuple["Table", list[str]]:
    """Return the table with as many forms as fit, and the forms that it omits."""
    forms = [form for form in found.amounts if _foods_with_data(found, form)]
    by_rank = sorted(
        forms,
        key=lambda form: (
            _FIRST.index(Form(form)) if form in _FIRST else len(_FIRST),
            -_foods_with_data(found, form),
        ),
    )
    for count in range(len(forms), -1, -1):
        visible = [form for form in forms if form in by_rank[:count]]
        table = _table_of_rows(found, visible)
        if fits(table, width):
            break
    return table, [form for form in forms if form not in visible]


def _table_of_rows(found: Comparison, forms: Sequence[str]) -> "Table":
    """Return lines a food: its name with µg per 100 g, its portion with its amounts, its ranges."""
    table = new_table()
    table.add_column("food", overflow="fold", min_width=_NARROWEST_NAMES)
    number_columns(table, forms)
    for food in found.foods:
        pairs = [_amounts(found, form, food) for form in forms]
        table.add_row(cell_text(food["name"]), *(per_100g for per_100g, _ in pairs))
        if food["portion_g"]:
            table.add_row(f"  {_grams(food)}", *(in_brackets for _, in_brackets in pairs))
        ranges = [_range(found, form, food) for form in forms]
        if any(ranges):
            table.add_row("  range", *ranges)
    return airy(table)


def _lines(found: Comparison) -> list[tuple[str, str]]:
    """Return a line a food with the forms that any of them has data on."""
    lines = []
    for food in found.foods:
        amounts = []
        for form in found.amounts:
            per_100g, in_brackets = _amounts(found, form, food)
            if _foods_with_data(found, form):
                ends = _range(found, form, food)
                parts = (form, in_ug(per_100g), in_brackets, ends and f"[{ends}]")
                amounts.append(" ".join(filter(None, parts)))
        lines.append((food["name"], ", ".join(amounts)))
    return lines


def _grams(food: "FoodRow") -> str:
    return f"{number(food['portion_g'])} g" if food["portion_g"] else ""


def _amounts(found: Comparison, form: str, food: "FoodRow") -> tuple[str, str]:
    """Return an amount per 100 g and, in brackets, per portion; '' where there is none."""
    row = found.amounts[form].get(food["food_id"])
    if row is None:
        return MISSING, ""
    a, grams = amount_of(row), food["portion_g"]
    differ = any(mark.startswith(DISAGREE) for mark in (row["marks"] or "").split(";"))
    per_100g = amount_with_doubt(a.ug, a.qualifier, a.limit, doubtful=a.doubtful, differ=differ)
    if not a.ug or not grams:
        return per_100g, ""
    return per_100g, f"({amount(a.times(grams).ug, a.qualifier)})"


def _range(found: Comparison, form: str, food: "FoodRow") -> str:
    """Return the range of an amount over its laboratories; '' where there is none."""
    row = found.amounts[form].get(food["food_id"])
    return span(row["low"], row["high"], row["qualifier"]) if row else ""


def _has_range(found: Comparison, food: "FoodRow") -> bool:
    return any(_range(found, form, food) for form in found.amounts)


def _every_amount(found: Comparison) -> list[str]:
    return [_amounts(found, form, food)[0] for form in found.amounts for food in found.foods]


def _doubts(found: Comparison) -> list[str]:
    """Return a line for each food and reason: its doubtful forms, and why."""
    forms: dict[tuple[str, str], list[str]] = {}
    for food in found.foods:
        for form, by_food in found.amounts.items():
            row = by_food.get(food["food_id"])
            if row and row["doubtful"]:
                forms.setdefault((food["name"], amount_of(row).why), []).append(form)
    return [
        f"? doubtful: {name}, {', '.join(fs)}. Reason: {why}" for (name, why), fs in forms.items()
    ]


def _foods_with_data(found: Comparison, form: str) -> int:
    """Return the number of foods with more than a zero that nobody analysed."""
    rows = found.amounts[form].values()
    return sum(a.known or a.upper_end_only or a.doubtful for a in map(amount_of, rows))
