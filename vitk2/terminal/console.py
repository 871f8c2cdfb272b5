"""The console of a screen, and the style that all its tables share."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final, Literal

from vitk2.catalog.schema import Cell
from vitk2.forms import Form
from vitk2.output.wording import MISSING
from vitk2.text import escape_controls

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

Record = Mapping[str, Cell]
"""A read-only row by its columns."""

DOUBTFUL: Final = "magenta"
"""A colour legible on light and on dark; the ? has the same meaning without it."""

_TOO_LONG: Final = ("other_names", "origin", "authors")
_FORM_NAMES: Final = {form.key: form.value for form in Form}
_TEXTS: Final = ("measured",)
_WIDTH_FOR_TEXTS: Final = 120
_OPTIONAL_COUNTS: Final = ("assumed_zeros", "zeros", "not_found")
"""Counts that a narrow screen omits rather than break a word."""


def paragraphs(lines: Iterable[str], stream: IO[str], *, color: bool | None = None) -> None:
    """Print texts wrapped between words, an empty line after each but the last."""
    open_console(stream, color).print(cell_text("\n\n".join(lines)))


def verbatim(text: str, stream: IO[str], *, color: bool | None = None) -> None:
    """Print a text verbatim, without wrapping."""
    stream.write(text + "\n")


def counts(rows: Sequence[Record], stream: IO[str], *, color: bool | None = None) -> None:
    """Print plain records, such as the groups with their counts, as a table.

    Long texts that would squeeze the counts are omitted; other formats and cards have them.
    """
    from vitk2.terminal.table_widths import table_or_lines

    console = open_console(stream, color)
    columns = [column for column in rows[0] if column not in _TOO_LONG]
    if console.width < _WIDTH_FOR_TEXTS:
        columns = [column for column in columns if column not in _TEXTS]
    optional = [column for column in _OPTIONAL_COUNTS if column in columns]
    tables = (
        _counted(rows, [c for c in columns if c not in optional[:count]])
        for count in range(len(optional) + 1)
    )
    name, *others = columns
    lines = [
        (str(row[name]), ", ".join(f"{c.replace('_', ' ')} {_text(row[c])}" for c in others))
        for row in rows
    ]
    console.print(table_or_lines(tables, lines, console.width))


def _text(cell: Cell) -> str:
    return MISSING if cell is None else str(cell)


def _counted(rows: Sequence[Record], columns: Sequence[str]) -> "Table":
    table = new_table()
    for column in columns:
        is_number = isinstance(rows[0][column], int)
        heading = _FORM_NAMES.get(column) or column.replace("_", " ")
        heading = heading.replace("assumed ", "assumed\n").replace("not ", "not\n")
        heading = heading.replace("measured foods", "of them\nmeasured")
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(heading, justify=justify, no_wrap=is_number, overflow="fold")
    for row in rows:
        table.add_row(*(cell_text(_text(row[column])) for column in columns))
    return airy(table)


def cell_text(content: str, style: str = "") -> "RenderableType":
    """Return a text without markup and with its control characters escaped."""
    from rich.text import Text

    return Text(escape_controls(content), style=style, overflow="fold")


def new_table(title: str | None = None) -> "Table":
    from rich import box
    from rich.table import Table

    return Table(
        title=title,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
        padding=0,
        header_style="bold",
        show_edge=False,
    )


def airy(table: "Table") -> "Table":
    """Widen columns of numbers by a cell, which separates columns at a third of padding's cost."""
    for column in table.columns:
        if column.no_wrap:
            texts = [line for c in (column.header, *column.cells) for line in str(c).splitlines()]
            column.min_width = 1 + max(map(len, texts), default=0)
    return table


def number_columns(table: "Table", headings: Iterable[str]) -> None:
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)


def rows_left(console: "Console", used: int) -> int | None:
    """Return the rows that fit below `used` lines; None, which is all, without a terminal."""
    return max(0, console.height - used) if console.is_terminal else None


def open_console(stream: IO[str], color: bool | None) -> "Console":
    """Return a console with the terminal's width, and in a pipe wide enough for every cell."""
    from rich.console import Console

    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        no_color=True if color is False else None,
        force_terminal=color,
    )
    if not stream.isatty() and "COLUMNS" not in os.environ:
        console.width = 400
        console.height = 25
    return console
