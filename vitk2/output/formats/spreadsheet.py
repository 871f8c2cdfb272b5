"""Texts that a spreadsheet does not calculate when it opens a csv or tsv file.

A spreadsheet reads such a file as if it were typed: a cell that begins with = + - or @ is a
formula. An apostrophe before it makes it a text. The file then no longer contains the original
text, so this is done only on request.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from vitk2.catalog.schema import Cell
from vitk2.catalog.validation import FORMULA_SIGNS

_BEGINS_A_FORMULA: Final = re.compile(rf"(^|;)(?=\s*[{FORMULA_SIGNS}]|[\t\r])")
"""The start of a formula, also after a `;`, at which many spreadsheets split cells."""


def escape_rows(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """Return rows with their texts escaped, so that none is a formula."""
    return [[escape_formula(c) if isinstance(c, str) else c for c in row] for row in rows]


def escape_formula(text: str) -> str:
    """Return a text with an apostrophe before each place where a formula would begin."""
    return _BEGINS_A_FORMULA.sub(r"\1'", text)
