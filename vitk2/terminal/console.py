"""The console of a screen, and its tables: their style and their widths."""

import os
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Final

from vitk2.text import escape_controls

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Column, Table

DOUBTFUL: Final = "magenta"
"""A colour legible on light and on dark; the ? has the same meaning without it."""


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
    """Return the rows that fit below `used` lines; None, which is all, without a terminal.

    A terminal without colours is one too, though rich does not say so.
    """
    is_terminal = console.is_terminal or console.file.isatty()
    return max(0, console.height - used) if is_terminal else None


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


_DIVIDER: Final = 1
"""Cells between two columns."""

_LONGEST_WORD: Final = 30
"""The longest word that is not broken; else one odd name would cost all foods their table."""


def table_or_lines(
    tables: Iterable["Table"], lines: Iterable[tuple[str, str]], width: int, heading: str = ""
) -> "RenderableType":
    """Return the first of the tables that fits in `width` cells; if none does, a line a row.

    `lines`: the name and contents of each row, such as `Natto` and `930 µg`; `heading` is printed
    over them in place of the table's headings.
    """
    for table in tables:
        if fits(table, width):
            return settled(table, width)
    from rich.text import Text

    text = Text(overflow="fold")
    text.append(f"{heading}\n" if heading else "", "bold")
    return text.append("\n".join(f"{name}: {contents}" for name, contents in lines))


def has_column(printed: "RenderableType", heading: str) -> bool:
    """Return whether what was chosen to print is a table with a column of this heading."""
    return any(column.header == heading for column in getattr(printed, "columns", ()))


def fits(table: "Table", width: int) -> bool:
    """Return whether a table fits in `width` cells with no word and no number broken."""
    return _narrowest(table) <= width


def settled(table: "Table", width: int) -> "Table":
    """Set the widths of a table's columns: at least the longest word, then the narrowest first."""
    from rich.cells import cell_len

    widths = [_least(column) for column in table.columns]
    most = [max(_least(c), *map(cell_len, _lines(c))) for c in table.columns]
    for _ in range(width - _narrowest(table)):
        wanting = [i for i in range(len(widths)) if widths[i] < most[i]]
        if not wanting:
            break
        widths[min(wanting, key=lambda i: widths[i])] += 1
    for column, cells in zip(table.columns, widths, strict=True):
        column.width = cells
    return table


def longest_word(text: str) -> int:
    """Return the cells of the longest word in a text."""
    from rich.cells import cell_len

    return max(map(cell_len, text.split()), default=0)


def _narrowest(table: "Table") -> int:
    return sum(map(_least, table.columns)) + _DIVIDER * (len(table.columns) - 1)


def _least(column: "Column") -> int:
    """Return the cells a column needs: its longest line if it cannot wrap, else longest word."""
    from rich.cells import cell_len

    if column.no_wrap:
        return max([column.width or column.min_width or 0, *map(cell_len, _lines(column))])
    longest = max(map(longest_word, _lines(column)))
    return max(column.min_width or 0, min(_LONGEST_WORD, longest))


def _lines(column: "Column") -> list[str]:
    return [line for c in (column.header, *column.cells) for line in str(c).splitlines()] or [""]
