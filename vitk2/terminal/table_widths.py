"""The widths of tables: columns are omitted rather than words broken."""

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
    text = Text(overflow="fold")
    text.append(f"{heading}\n" if heading else "", "bold")
    return text.append("\n".join(f"{name}: {contents}" for name, contents in lines))


def fits(table: "Table", width: int) -> bool:
    """Return whether a table fits in `width` cells with no word and no number broken."""
    return _narrowest(table) <= width


def settled(table: "Table", width: int) -> "Table":
    """Set the widths of a table's columns: at least the longest word, then the narrowest first."""
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
    return max(map(cell_len, text.split()), default=0)


def _narrowest(table: "Table") -> int:
    return sum(map(_least, table.columns)) + _DIVIDER * (len(table.columns) - 1)


def _least(column: "Column") -> int:
    """Return the cells a column needs: its longest line if it cannot wrap, else longest word."""
    if column.no_wrap:
        return max([column.width or column.min_width or 0, *map(cell_len, _lines(column))])
    longest = max(map(longest_word, _lines(column)))
    return max(column.min_width or 0, min(_LONGEST_WORD, longest))


def _lines(column: "Column") -> list[str]:
    return [line for c in (column.header, *column.cells) for line in str(c).splitlines()] or [""]
