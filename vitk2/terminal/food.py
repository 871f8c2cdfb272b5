"""One food on a screen: each form with a bar, its range, its studies and its published numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import CODE_COLUMNS, STATUSES, split_qualifier
from vitk2.forms import Form
from vitk2.output.notes import match_notes
from vitk2.output.view import Provenance, View
from vitk2.output.wording import (
    LABS,
    amount,
    amount_with_doubt,
    bar,
    in_short,
    in_ug,
    labs,
    labs_legend,
    legend,
    number,
    remarks,
    span,
)
from vitk2.queries.amounts import Amount, amount_of
from vitk2.queries.food import FoodDetails, FoodMatch
from vitk2.terminal.console import (
    DOUBTFUL,
    airy,
    cell_text,
    has_column,
    new_table,
    number_columns,
    open_console,
    rows_left,
    table_or_lines,
)
from vitk2.text import count_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from vitk2.catalog.rows import AmountRow, MeasurementRow, SourceRow

_DETAILS: Final = (("method", "name", "place"), ("name", "place"), ("name",), ())
"""The details shown beside a number, as many as the width allows."""

_DETAIL_HEADINGS: Final = {"name": "name in source", "place": "where, what to know"}
_LEAST_DETAIL: Final = 20
"""The least width of a detail, so that a number does not take many lines."""


def number_table(
    measurements: "Sequence[MeasurementRow]",
    sources: "Iterable[SourceRow]",
    width: int,
    *,
    title: str,
) -> "RenderableType":
    """Return a row a number, its source linked to its DOI; more details where the width allows.

    Every layout has the amount, range, number of samples, source, country and status.
    """
    source_of = {s["source_id"]: s for s in sources}
    tables = (_table(f"\n{title}", measurements, source_of, details) for details in _DETAILS)
    lines = [(m["form"], _in_words(m)) for m in measurements]
    return table_or_lines(tables, lines, width, f"\n{title}")


def _in_words(m: "MeasurementRow") -> str:
    """Return a number with its range, samples, source, country and status on one line."""
    amount_text = in_ug(amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]))
    ends = span(m["min_ug_per_100g"], m["max_ug_per_100g"])
    samples = "" if m["n"] is None else f"n {m['n']}"
    parts = (amount_text, ends, samples, m["source_id"], m["country"], m["status"])
    return ", ".join(part for part in parts if part)


def _table(
    title: str,
    measurements: "Sequence[MeasurementRow]",
    source_of: "Mapping[str, SourceRow]",
    details: Sequence[str],
) -> "Table":
    """Return a row a number with these details; ranges and samples only where a number has them."""
    with_range = any(span(m["min_ug_per_100g"], m["max_ug_per_100g"]) for m in measurements)
    with_samples = any(m["n"] is not None for m in measurements)
    with_status = any(m["status"] != "counted" for m in measurements)
    table = new_table(title)
    table.add_column("form", no_wrap=True)
    optional = [*(["range"] if with_range else []), *(["n"] if with_samples else [])]
    number_columns(table, ["µg/100 g", *optional])
    table.add_column("source", no_wrap=True)
    table.add_column("country", no_wrap=True)
    if with_status:
        table.add_column("status", no_wrap=True)
    for detail in details:
        heading = _DETAIL_HEADINGS.get(detail, detail)
        table.add_column(heading, overflow="fold", style="dim", min_width=_LEAST_DETAIL)
    for m in measurements:
        source = source_of.get(m["source_id"])
        texts = {"method": _method(m, source), "name": m["source_name"], "place": _location(m)}
        table.add_row(
            m["form"],
            amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]),
            *([span(m["min_ug_per_100g"], m["max_ug_per_100g"])] if with_range else []),
            *(["" if m["n"] is None else str(m["n"])] if with_samples else []),
            _linked(m["source_id"], source),
            cell_text(m["country"] or ""),
            *([m["status"]] if with_status else []),
            *(cell_text(texts[detail] or "") for detail in details),
        )
    return airy(table)


def _linked(source_id: str, source: "SourceRow | None") -> "RenderableType":
    """Return a source_id, linked to its DOI on terminals that have links."""
    doi = source["doi"] if source else ""
    return cell_text(source_id, f"link https://doi.org/{doi}" if doi else "")


def _method(m: "MeasurementRow", source: "SourceRow | None") -> str:
    """Return the method of a measurement, else that of its source."""
    if m["method"] and m["method"] != "not read":
        return m["method"]
    return (source and source["method"]) or ""


def _location(m: "MeasurementRow") -> str:
    return "; ".join(filter(None, (m["locator"], m["note"])))


_WIDTH_FOR: Final = {"portion": 50, "bar": 72, "remarks": 72, "every remark": 120}
"""The console widths from which a card shows these details."""

_LEAST_NUMBERS: Final = 3
"""The least published numbers that a screen shows; if fewer fit, it shows none."""

_HEADING_LINES: Final = 4
_LINES_AROUND: Final = _HEADING_LINES + 6
"""Lines of a screen other than the card and the numbers: headings, notes and the prompt."""


class FoodView(View):
    """One food: as rows its published numbers.

    `limit` and `every` affect the screen only: how many numbers, None for as many as fit, and
    whether those that do not count are among them.
    """

    table = "measurements"

    def __init__(
        self,
        catalog: Catalog,
        match: FoodMatch,
        limit: int | None = None,
        *,
        every: bool = False,
    ) -> None:
        self.food = food = match.food
        self.limit, self.every = limit, every
        self.columns, self.rows = food.columns, food.rows
        self.notes = match_notes(match)
        self.data_version = food.data_version
        self.title = f"{food.food['name']}, its published numbers"
        self.provenance = Provenance(catalog, [food.food["food_id"]], has_tables=True)

    @property
    def json_object(self) -> Mapping[str, object]:
        """The columns of foods.csv, then the amounts, numbers and sources."""
        return self.food.food | {k: v for k, v in self.food._asdict().items() if k != "food"}

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print names, a sentence, a line a form, then the published numbers that count."""
        food, limit = self.food, self.limit
        console = open_console(stream, color)
        parts: list[RenderableType] = [
            _heading(food),
            cell_text(in_short(food.amounts)),
            *_forms(food, console),
        ]
        parts += [cell_text(line, "dim") for line in (*_not_in_table(food), *_changed(food))]
        for part in parts:
            console.print(part)
        numbers = food.measurements if self.every else numbers_that_count(food)
        if limit is None and not self.every:
            used = sum(len(console.render_lines(part)) for part in parts)
            limit = rows_left(console, used + _LINES_AROUND)
            numbers = _fitting(numbers, food, console, limit)
        visible = numbers[: limit or None]
        if visible:
            console.print(
                number_table(visible, food.sources, console.width, title=_title(visible, food))
            )
        if not visible and numbers_that_count(food):
            ids = dict.fromkeys(m["source_id"] for m in numbers_that_count(food))
            console.print(cell_text(f"Sources: {', '.join(ids)}", "dim"))
        if len(visible) < len(food.measurements):
            numbers_text = count_of(len(food.measurements), "published number")
            every = "all " * (len(food.measurements) > 1)
            console.print(cell_text(f"See {every}{numbers_text}: --all", "dim"))
        if self.every:
            console.print(cell_text(_meanings(visible), "dim"))


def numbers_that_count(food: FoodDetails) -> "list[MeasurementRow]":
    """Return the published numbers that vote on the values shown."""
    return [m for m in food.measurements if m["status"] == "counted"]


def _fitting(
    numbers: "list[MeasurementRow]", food: FoodDetails, console: "Console", available: int | None
) -> "list[MeasurementRow]":
    """Return as many numbers as fit in the available lines, counting names of two lines."""
    if available is None:
        return numbers
    visible = numbers[:available]
    while len(visible) >= _LEAST_NUMBERS:
        table = number_table(visible, food.sources, console.width, title=_title(visible, food))
        excess = len(console.render_lines(table)) - _HEADING_LINES - available
        if excess <= 0:
            return visible
        visible = visible[:-excess]
    return []


def _title(visible: "list[MeasurementRow]", food: FoodDetails) -> str:
    """Return the title of the numbers shown, with their count where some are hidden."""
    if len(visible) == len(food.measurements):
        return "Every published number"
    counted = len(numbers_that_count(food))
    of = f", {len(visible)} of {counted}" if len(visible) < counted else ""
    return f"The numbers used for the values above{of}"


def _heading(food: FoodDetails) -> "RenderableType":
    from rich.text import Text

    f = food.food
    text = Text(f["name"], style="bold")
    text.append(f"  {f['food_id']}\n", style="not bold dim")
    portion = f"{f['portion']} = {number(f['portion_g'])} g" if f["portion"] else None
    facts = [f["group"], f["preparation"], portion, f["diet"]]
    text.append(" · ".join(filter(None, facts)), style="not bold")
    if f["aliases"]:
        text.append(f"\nalso {f['aliases'].replace(';', ', ')}", style="not bold dim")
    columns: Mapping[str, object] = f
    if codes := [
        f"{system}:{str(columns[column]).replace(';', ',')}"
        for system, column in CODE_COLUMNS.items()
        if columns[column]
    ]:
        text.append(f"\n{'  '.join(codes)}", style="not bold dim")
    return text


def _forms(food: FoodDetails, console: "Console") -> "list[RenderableType]":
    """Return a line a form with its range and laboratories, and the meaning of their numbers."""
    listed = [(amount_of(a), a) for a in food.amounts if _has_row(amount_of(a))]
    lines = []
    for a, row in listed:
        ends = span(row["low"], row["high"], row["qualifier"])
        lines.append((a.form.value, in_ug(_amount_text(a)) + (f" ({ends})" if ends else "")))
    tables = (_table_of_forms(food, listed, console, with_labs=w) for w in (True, False))
    printed = table_or_lines(tables, lines, console.width, "In 100 g, with the range")
    has_labs = has_column(printed, LABS)
    about_labs = labs_legend(labs(row["studies"]) for _, row in listed) if has_labs else ""
    return [printed, *([cell_text(about_labs, "dim")] if about_labs else [])]


def _table_of_forms(
    food: FoodDetails,
    listed: "list[tuple[Amount, AmountRow]]",
    console: "Console",
    *,
    with_labs: bool,
) -> "Table":
    """Return a line a form, with its amount in a portion where the width allows."""
    grams = food.food["portion_g"] if console.width >= _WIDTH_FOR["portion"] else None
    bars = console.width >= _WIDTH_FOR["bar"]
    with_remarks = console.width >= _WIDTH_FOR["remarks"]
    table = new_table()
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g", *([LABS] if with_labs else [])])
    if bars:
        table.add_column("", no_wrap=True, min_width=12)
    number_columns(table, ["range", *([f"in {number(grams)} g"] if grams else [])])
    if with_remarks:
        table.add_column("", overflow="fold", style="dim")
    highest = max((a.ug or 0 for a, _ in listed), default=0)
    for a, row in listed:
        in_portion = a.times(grams or 0)
        table.add_row(
            a.form.value,
            cell_text(_amount_text(a), DOUBTFUL if a.doubtful else ""),
            *([labs(row["studies"])] if with_labs else []),
            *([cell_text(bar(a.ug or 0, highest), "green")] if bars else []),
            span(row["low"], row["high"], row["qualifier"]),
            *([amount(in_portion.ug, in_portion.qualifier, in_portion.limit)] if grams else []),
            *([cell_text(_remarks_text(row, console.width))] if with_remarks else []),
        )
    return airy(table)


def _remarks_text(row: "AmountRow", width: int) -> str:
    """Return the remarks on an amount: the most important, or all where the width allows."""
    every = remarks(row["marks"])
    return "; ".join(every if width >= _WIDTH_FOR["every remark"] else every[:1])


def _amount_text(a: Amount) -> str:
    return amount_with_doubt(a.ug, a.qualifier, a.limit, doubtful=a.doubtful)


def _has_row(a: Amount) -> bool:
    """Return whether an amount has a row: a number above zero, a doubtful one, an upper end."""
    return bool(a.ug) or a.doubtful or a.upper_end_only


def _not_in_table(food: FoodDetails) -> list[str]:
    """Return the forms without a row of their own, by reason, and the meanings of the signs."""
    found = {a.form: a for a in map(amount_of, food.amounts)}
    zero = [f.value for f, a in found.items() if a.ug == 0 and not a.qualifier and not a.doubtful]
    nd = [f.value for f, a in found.items() if a.qualifier == "nd" and not a.doubtful]
    assumed = [f.value for f, a in found.items() if a.qualifier == "assumed" and not a.doubtful]
    little = [
        f"{f} {amount(a.ug, a.qualifier, a.limit)}"
        for f, a in found.items()
        if a.qualifier in ("<", "tr") and not a.doubtful
    ]
    unknown = [f.value for f in (Form.K1, *_MAIN_K2) if f not in found]
    lines = [
        f"{label}: {', '.join(forms)}"
        for label, forms in (
            ("below a limit or a trace", little),
            ("measured as 0", zero),
            ("looked for, not found", nd),
            ("0 in a table, perhaps never measured", assumed),
            ("never measured", unknown),
        )
        if forms
    ]
    signs = legend(amount(a.ug, a.qualifier, a.limit) for a in found.values() if _has_row(a))
    return [*(["; ".join(lines)] if lines else []), *([signs] if signs else [])]


def _changed(food: FoodDetails) -> list[str]:
    """Return a line for each value that differs from the previous version of the table."""
    lines = []
    for c in food.changed:
        qualifier, limit = split_qualifier(c["old_qualifier"] or "")
        old = amount(c["old_ug_per_100g"], qualifier, limit)
        lines.append(f"{c['form']} was {old} until data version {c['until']}: {c['why']}")
    return lines


_MAIN_K2: Final = (Form.MK4, Form.MK7, Form.MK8, Form.MK9)


def _meanings(visible: "list[MeasurementRow]") -> str:
    """Return the meanings of the statuses and of `n`, where there are any."""
    found = dict.fromkeys(m["status"] for m in visible)
    samples = (
        ["n: number of samples; 0 means calculated, not analysed"]
        if any(m["n"] is not None for m in visible)
        else []
    )
    return "\n".join([*samples, *(f"{s}: {STATUSES[s]}" for s in found)])
