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
from vitk2.errors import UsageError
from vitk2.output.formats.registry import HEADED
from vitk2.output.view import Answer

_BEGINS_A_FORMULA: Final = re.compile(rf"(^|;)(?=\s*[{FORMULA_SIGNS}]|[\t\r])")
"""The start of a formula, also after a `;`, at which many spreadsheets split cells."""


def check_format(format_: str) -> None:
    """Raise UsageError for a format that is neither csv nor tsv: no other is read as formulas."""
    if format_ not in HEADED:
        raise UsageError(
            f"--for-spreadsheet is for {' and '.join(HEADED)}: in {format_} no text is a formula"
        )


def made_inert(answer: Answer, format_: str) -> Answer:
    """Return the answer with its texts and those of its credits escaped, so that none is a formula.

    Raises UsageError for a format that is neither csv nor tsv.
    """
    check_format(format_)
    credits = answer.credits

    def inert_credits() -> tuple[Sequence[str], list[list[Cell]]]:
        columns, rows = credits() if credits else ((), ())
        return columns, _inert_rows(rows)

    return answer._replace(
        rows=_inert_rows(answer.rows),
        prose=[_inert(line) for line in answer.prose],
        credits=inert_credits if credits else None,
    )


def _inert_rows(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    return [[_inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _inert(text: str) -> str:
    return _BEGINS_A_FORMULA.sub(r"\1'", text)
