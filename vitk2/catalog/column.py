"""What a column of a published table says of itself."""

from typing import Final, NamedTuple

FOOD_ID: Final = "[a-z0-9][a-z0-9._-]{0,99}"
SOURCE_ID: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
"""Patterns of ids; vitk2.catalog.ids says why."""


class Column(NamedTuple):
    """A column of a published table.

    `kind`: text, number, integer, list (`;` between), flag (yes or empty), boolean (true, false).
    """

    name: str
    kind: str
    meaning: str
    allowed: tuple[str, ...] = ()
    required: bool = False
    refers: str = ""
    """`table.column` this column must be found in."""
    pattern: str = ""
    """Regular expression that a whole text must match; in a list, each member."""
