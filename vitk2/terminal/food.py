"""One food on a screen: each form with a bar, its range, its studies and its published numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.schema import Cell, Record
from vitk2.catalog.vocabulary import STATUSES
from vitk2.forms import Form
from vitk2.output.wording import (
    MISSING,
    amount,
    bar,
    in_short,
    in_ug,
    legend,
    number,
    remarks,
    span,
)
from vitk2.queries.amounts import Amount, amount_of
from vitk2.queries.food import FoodDetails
from vitk2.terminal.console import (
    DOUBTFUL,
    airy,
    cell_text,
    new_table,
    number_columns,
    open_console,
    rows_left,
)
from vitk2.terminal.table_widths import table_or_lines

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_NUMBERS_WIDTH_FOR: Final = {"range": 60, "name": 72, "place": 100, "method": 130}
"""What stands beside a number from this many columns on."""


def number_table(
    measurements: Sequence[Record], sources: Iterable[Record], width: int, *, title: str
) -> "RenderableType":
    """A row a number, its source linked to its DOI; more beside it where there is room."""
    table = _table(f"\n{title}", measurements, sources, width)
    lines = []
    for m in measurements:
        told = in_ug(amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]))
        status = [] if m["status"] == "counted" else [str(m["status"])]
        lines.append((str(m["form"]), ", ".join([told, str(m["source_id"]), *status])))
    return table_or_lines([table], lines, width, f"\n{title}")


def _table(
    title: str, measurements: Sequence[Record], sources: Iterable[Record], width: int
) -> "Table":
    source_of = {str(s["source_id"]): s for s in sources}
    shows = {column: width >= least for column, least in _NUMBERS_WIDTH_FOR.items()}
    table = new_table(title)
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g", *(["range"] if shows["range"] else []), "n"])
    table.add_column("source", no_wrap=True)
    table.add_column("country", no_wrap=True)
    with_status = any(m["status"] != "counted" for m in measurements)
    if with_status:
        table.add_column("status", no_wrap=True)
    for column in ("method", "name", "place"):
        if shows[column]:
            heading = {"name": "named there", "place": "where, what to know"}.get(column, column)
            table.add_column(heading, overflow="fold", style="dim")
    for m in measurements:
        source = source_of.get(str(m["source_id"]), {})
        table.add_row(
            str(m["form"]),
            amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]),
            *([span(m["min_ug_per_100g"], m["max_ug_per_100g"])] if shows["range"] else []),
            "" if m["n"] is None else str(m["n"]),
            _linked(str(m["source_id"]), source),
            cell_text(str(m["country"] or "")),
            *([str(m["status"])] if with_status else []),
            *([cell_text(_method(m, source))] if shows["method"] else []),
            *([cell_text(str(m["source_name"] or ""))] if shows["name"] else []),
            *([cell_text(_place(m))] if shows["place"] else []),
        )
    return airy(table)


def _linked(source_id: str, source: Mapping[str, Cell]) -> "RenderableType":
    """A source_id, linked to its DOI on terminals that have links."""
    doi = source.get("doi")
    return cell_text(source_id, f"link https://doi.org/{doi}" if doi else "")


def _method(m: Record, source: Mapping[str, Cell]) -> str:
    """How it was measured: said of the number, else of its source."""
    own = str(m["method"] or "")
    return str(source.get("method") or "") if not own or own == "not read" else own


def _place(m: Record) -> str:
    return "; ".join(str(m[c]) for c in ("locator", "note") if m[c])


_WIDTH_FOR: Final = {"portion": 50, "bar": 72, "remarks": 72, "every remark": 120}
"""What a card shows from this many columns on."""

_LEAST_NUMBERS: Final = 3
"""Where a screen has no room for so many published numbers, it gets none."""

_HEADING_LINES: Final = 4
_LINES_AROUND: Final = _HEADING_LINES + 6
"""Lines of a screen that are neither the card nor a number: headings, notes and the prompt."""


def food_card(
    card: tuple[FoodDetails, int | None, bool], stream: IO[str], *, color: bool | None = None
) -> None:
    """Print a food: names, a sentence, a line a form, then the published numbers that count.

    `card`: the food; how many numbers, None for what the screen holds; whether also those that do
    not count.
    """
    food, room, every = card
    console = open_console(stream, color)
    parts: list[RenderableType] = [
        _heading(food),
        cell_text(in_short(food.amounts)),
        _forms(food, console),
    ]
    parts += [cell_text(line, "dim") for line in _not_in_table(food)]
    for part in parts:
        console.print(part)
    numbers = food.measurements if every else numbers_that_count(food)
    if room is None and not every:
        used = sum(len(console.render_lines(part)) for part in parts)
        room = rows_left(console, used + _LINES_AROUND)
        numbers = _fitting(numbers, food, console, room)
    shown = numbers[: room or None]
    if shown:
        console.print(number_table(shown, food.sources, console.width, title=_title(shown, food)))
    if not shown and numbers_that_count(food):
        ids = dict.fromkeys(str(m["source_id"]) for m in numbers_that_count(food))
        console.print(cell_text(f"by {', '.join(ids)}", "dim"))
    if left := len(food.measurements) - len(shown):
        numbers_ = "published number" + "s" * (left > 1)
        console.print(cell_text(f"{left} {'more ' * bool(shown)}{numbers_}: --all", "dim"))
    if every:
        console.print(cell_text(_statuses(shown), "dim"))


def numbers_that_count(food: FoodDetails) -> list[Record]:
    """The published numbers that vote on the values shown."""
    return [m for m in food.measurements if m["status"] == "counted"]


def _fitting(
    numbers: list[Record], food: FoodDetails, console: "Console", room: int | None
) -> list[Record]:
    """As many numbers as so many lines hold, names that take two lines and all."""
    if room is None:
        return numbers
    shown = numbers[:room]
    while len(shown) >= _LEAST_NUMBERS:
        table = number_table(shown, food.sources, console.width, title=_title(shown, food))
        over = len(console.render_lines(table)) - _HEADING_LINES - room
        if over <= 0:
            return shown
        shown = shown[:-over]
    return []


def _title(shown: list[Record], food: FoodDetails) -> str:
    """What the numbers shown are, and of how many."""
    if len(shown) == len(food.measurements):
        return "Where each number stands"
    counted = len(numbers_that_count(food))
    of = f", {len(shown)} of {counted}" if len(shown) < counted else ""
    return f"The numbers that count{of}"


def _heading(food: FoodDetails) -> "RenderableType":
    from rich.text import Text

    f = food.food
    text = Text(str(f["name"]), style="bold")
    text.append(f"  {f['food_id']}\n", style="not bold dim")
    portion = f"{f['portion']} = {number(f['portion_g'])} g" if f["portion"] else None
    facts = [f["group"], f["preparation"], portion, f["diet"]]
    text.append(" · ".join(str(fact) for fact in facts if fact), style="not bold")
    if f["aliases"]:
        text.append(f"\nalso {str(f['aliases']).replace(';', ', ')}", style="not bold dim")
    codes = [f"{c}:{str(f[k]).replace(';', ',')}" for c, k in _CODES.items() if f[k]]
    if codes:
        text.append(f"\n{'  '.join(codes)}", style="not bold dim")
    return text


_CODES: Final = {"fdc": "fdc_ids", "ndb": "ndb_nos", "ciqual": "ciqual_codes"}


def _forms(food: FoodDetails, console: "Console") -> "RenderableType":
    """A line a form with its range, and what a portion holds where there is room."""
    listed = [(amount_of(a), a) for a in food.amounts if _has_row(amount_of(a))]
    lines = []
    for a, row in listed:
        ends = span(row["low"], row["high"])
        lines.append((a.form.value, in_ug(_written(a)) + (f" ({ends})" if ends else "")))
    table = _table_of_forms(food, listed, console)
    return table_or_lines([table], lines, console.width, "in 100 g, with the range")


def _table_of_forms(
    food: FoodDetails, listed: list[tuple[Amount, Record]], console: "Console"
) -> "Table":
    grams = food.food["portion_g"] if console.width >= _WIDTH_FOR["portion"] else None
    bars = console.width >= _WIDTH_FOR["bar"]
    with_remarks = console.width >= _WIDTH_FOR["remarks"]
    table = new_table()
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g"])
    if bars:
        table.add_column("", no_wrap=True, min_width=12)
    number_columns(table, ["range", *([f"in {number(grams)} g"] if grams else [])])
    if with_remarks:
        table.add_column("", overflow="fold", style="dim")
    highest = max((a.ug or 0 for a, _ in listed), default=0)
    for a, row in listed:
        held = a.times(float(grams or 0))
        table.add_row(
            a.form.value,
            cell_text(_written(a), DOUBTFUL if a.doubtful else ""),
            *([cell_text(bar(a.ug or 0, highest), "green")] if bars else []),
            span(row["low"], row["high"]),
            *([amount(held.ug, held.qualifier, held.limit)] if grams else []),
            *([cell_text(_told(row, console.width))] if with_remarks else []),
        )
    return airy(table)


def _told(row: Record, width: int) -> str:
    """What to know of an amount: the most telling of it, or all where there is room."""
    every = remarks(row["marks"])
    return "; ".join(every if width >= _WIDTH_FOR["every remark"] else every[:1])


def _written(a: Amount) -> str:
    shown = amount(a.ug, a.qualifier, a.limit)
    return shown + "?" * (a.doubtful and shown != MISSING)


def _has_row(a: Amount) -> bool:
    """Whether an amount says more than that nothing was found, or was only assumed."""
    return bool(a.ug) or a.doubtful


def _not_in_table(food: FoodDetails) -> list[str]:
    """The forms without a row of their own, by what is known of them; and what the signs mean."""
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
        f"{said}: {', '.join(forms)}"
        for said, forms in (
            ("below a limit or a trace", little),
            ("measured as 0", zero),
            ("looked for, not found", nd),
            ("0 in a table, perhaps never measured", assumed),
            ("nobody measured", unknown),
        )
        if forms
    ]
    signs = legend(_written(a).rstrip("?") for a in found.values() if _has_row(a))
    return [*(["; ".join(lines)] if lines else []), *([signs] if signs else [])]


_MAIN_K2: Final = (Form.MK4, Form.MK7, Form.MK8, Form.MK9)


def _statuses(shown: list[Record]) -> str:
    found = dict.fromkeys(str(m["status"]) for m in shown)
    return "\n".join(f"{s}: {STATUSES[s]}" for s in found)
