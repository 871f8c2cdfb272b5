"""Escaping of formulas in texts, done by the engine so that no line passes through Python."""

from collections.abc import Sequence
from typing import Final

from ibis.expr import types as ir

from vitk2.catalog.validation import FORMULA_SIGNS
from vitk2.cohort.engines import Engine

_BLANKS: Final = "".join(rf"\x{{{code:x}}}" for code in range(0x3001) if chr(code).isspace())
r"""All characters that Python's `\s` matches; that of the engines matches only ASCII."""

_BEGINS_A_FORMULA: Final = rf"(^|;)([{_BLANKS}]*[{FORMULA_SIGNS}]|[\t\r])"
"""The rule of vitk2.output.formats.spreadsheet without a lookahead, which DuckDB does not have."""


def escape_formulas(rows: ir.Table, columns: Sequence[str], engine: Engine) -> ir.Table:
    """Put an apostrophe before each text in `columns` that a spreadsheet would calculate."""
    group = "$" if engine.name == "spark" else "\\"
    texts = [rows[name] for name in columns if rows[name].type().is_string()]
    return rows.mutate(
        **{
            text.get_name(): text.re_replace(_BEGINS_A_FORMULA, f"{group}1'{group}2")
            for text in texts
        }
    )
