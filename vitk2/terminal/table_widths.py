"""What fits on a screen: words are never broken, columns are left out before that."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Column, Table

_DIVIDER: Final = 1
"""Cells between two columns."""

_LONGEST_WORD: Final = 30
"""A word of more cells may be broken, or one odd name would cost all foods their table."""


def table_or_lines(
    tables: Iterable["Table"], lines: Iterable[tuple[str, str]], width: int, heading: str = ""
) -> "RenderableType":
    """The first of some tables that fits in `width` cells; where none does, a plain line a row.

    `lines`: what each row is called and what it says, such as `Natto` and `930 µg`; `heading` says
    over them what the table says in its headings.
    """
    for table in tables:
        if fits(table, width):
            return settled(table, width)
    text = Text(overflow="fold")
    text.append(f"{heading}\n" if heading else "", "bold")
    return text.append("\n".join(f"{name}: {told}" for name, told in lines))


def fits(table: "Table", width: int) -> bool:
    """Whether a table can be drawn in `width` cells with no word and no number broken."""
    return _narrowest(table) <= width


def settled(table: "Table", width: int) -> "Table":
    """A table with its columns' widths set: none below its longest word, room for the narrowest."""
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
    """Cells of the longest word in a text."""
    return max(map(cell_len, text.split()), default=0)


def _narrowest(table: "Table") -> int:
    return sum(map(_least, table.columns)) + _DIVIDER * (len(table.columns) - 1)


def _least(column: "Column") -> int:
    """Cells that a column needs: its longest line where it must not wrap, else its longest word."""
    if column.no_wrap:
        return max([column.width or column.min_width or 0, *map(cell_len, _lines(column))])
    longest = max(map(longest_word, _lines(column)))
    return max(column.min_width or 0, min(_LONGEST_WORD, longest))


def _lines(column: "Column") -> list[str]:
    return [line for c in (column.header, *column.cells) for line in str(c).splitlines()] or [""]
