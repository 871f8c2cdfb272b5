"""What fits on a screen: words are never broken, columns are left out before that."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.table import Column, Table

_DIVIDER = 1
"""Cells between two columns."""


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
    length = cell_len if column.no_wrap else longest_word
    return max([column.min_width or 0, *map(length, _lines(column))])


def _lines(column: "Column") -> list[str]:
    return [line for c in (column.header, *column.cells) for line in str(c).splitlines()] or [""]
