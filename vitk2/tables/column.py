"""What a column of a published table says of itself."""

from typing import NamedTuple


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
