"""Rows as text: csv, tsv, JSON and Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final

from vitk2.catalog.schema import Cell

Rows = Iterable[Sequence[Cell]]


def text_of(cell: Cell) -> str:
    """Return a cell as text: missing is empty, a whole number has no point, nothing is rounded.

    A number written here can be read back from a table of the user's own.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        written = f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return _without_exponent(written) if "e" in written else written
    return str(cell)


def _without_exponent(number: str) -> str:
    """Return a number that Python writes as 1e-06 without its exponent: 0.000001."""
    from decimal import Decimal  # hardly any number is so small or so large

    return f"{Decimal(number):f}"


def write_csv(columns: Sequence[str], rows: Rows, stream: IO[str], delimiter: str = ",") -> None:
    """Write rows between commas, or another delimiter, below the names of their columns."""
    import csv  # a screen needs none

    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    if columns:
        writer.writerow(columns)
    writer.writerows([text_of(cell) for cell in row] for row in rows)


def write_json(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    lines = ",\n".join(" " + line for line in _objects(columns, rows))
    stream.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def write_jsonl(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    stream.writelines(line + "\n" for line in _objects(columns, rows))


def _objects(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    for row in rows:
        yield json_line(dict(zip(columns, row, strict=True)))


def _plain(cell: Cell) -> Cell:
    """Return a whole float as an integer, so that JSON and CSV print a number alike."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


_MARKDOWN: Final = r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])"
"""Characters that are markup in Markdown; an underscore within a word is not.

The pattern is a text, so that only an answer in Markdown compiles it.
"""


def in_markdown(text: str) -> str:
    """Return a text of one line, escaped so that Markdown shows it unchanged."""
    return re.sub(_MARKDOWN, r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


def write_md(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    stream.write(line(map(in_markdown, columns)) + line("---" for _ in columns))
    stream.writelines(line(in_markdown(text_of(cell)) for cell in row) for row in rows)


def json_line(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON, on one line unless indented; numbers as in every other format."""
    import json  # most answers are no JSON

    return json.dumps(_tidy(value), ensure_ascii=False, indent=indent)


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _tidy(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tidy(v) for v in value]
    return _plain(value)
