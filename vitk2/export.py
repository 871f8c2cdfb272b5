"""Answers as text and files: whole, unrounded, written to a temporary name and renamed."""

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, Final

from vitk2.catalog import Catalog
from vitk2.errors import ExportError
from vitk2.evidence import CAUTION
from vitk2.lookup import records
from vitk2.model import Cell
from vitk2.query import Result
from vitk2.tables import SOURCES

Rows = Iterable[Sequence[Cell]]

CREDITS: Final = ".sources.csv"


def text_of(cell: Cell) -> str:
    """A cell as text: missing is empty, a whole number has no point, nothing is rounded."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)


def _write_csv(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    _write_separated(columns, rows, stream, ",")


def _write_tsv(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    _write_separated(columns, rows, stream, "\t")


def _write_separated(columns: Sequence[str], rows: Rows, stream: IO[str], delimiter: str) -> None:
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([text_of(cell) for cell in row] for row in rows)


def _write_json(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    lines = ",\n".join(" " + line for line in _objects(columns, rows))
    stream.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def _write_jsonl(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    stream.writelines(line + "\n" for line in _objects(columns, rows))


def _objects(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    for row in rows:
        yield json_line(dict(zip(columns, row, strict=True)))


def _plain(cell: Cell) -> Cell:
    """A whole float as an integer, so that JSON and CSV print one number alike."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _write_md(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    def line(cells: Iterable[str]) -> str:
        escaped = (c.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for c in cells)
        return f"| {' | '.join(escaped)} |\n"

    stream.write(line(columns) + line("---" for _ in columns))
    stream.writelines(line(map(text_of, row)) for row in rows)


WRITERS: Final[dict[str, Callable[[Sequence[str], Rows, IO[str]], None]]] = {
    "tsv": _write_tsv,
    "csv": _write_csv,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "md": _write_md,
}
"""How rows become text, by format."""


def _to_xlsx(result: Result, path: str) -> None:
    from vitk2.frame import to_frame

    # Texts that would read as formulas never get here: ingest refuses them.
    to_frame(result).to_excel(path, engine="openpyxl", sheet_name="vitk2", index=False)


def _to_parquet(result: Result, path: str) -> None:
    from vitk2.frame import to_frame

    to_frame(result).to_parquet(path, engine="pyarrow", index=False)


FILE_WRITERS: Final[dict[str, Callable[[Result, str], None]]] = {
    "xlsx": _to_xlsx,
    "parquet": _to_parquet,
}
"""Formats that are files and no text; each needs the extra of its name."""

FORMATS: Final = (*WRITERS, *FILE_WRITERS)


def write_amounts(result: Result, stream: IO[str], format_: str) -> None:
    """A result as text; Markdown travels without stderr, so it carries the caution itself."""
    WRITERS[format_](result.columns, result.rows, stream)
    if format_ == "md":
        stream.write(f"\n{CAUTION}\n\nvitk2 data {result.data_version}\n")


def as_text(columns: Sequence[str], rows: Rows, format_: str) -> str:
    """Rows as one text in a format of WRITERS."""
    stream = io.StringIO()
    WRITERS[format_](columns, rows, stream)
    return stream.getvalue()


def json_line(value: Any, indent: int | None = None) -> str:
    """A value as JSON, on one line unless indented; numbers as in every other format."""
    import json  # most answers are no JSON

    return json.dumps(_tidy(value), ensure_ascii=False, indent=indent)


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _tidy(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tidy(v) for v in value]
    return _plain(value)


def save(
    catalog: Catalog, result: Result, path: str, format_: str, *, force: bool = False
) -> tuple[str, str]:
    """Write a result and, beside it, the credits its rows need; returns both paths.

    Files that exist are replaced only with `force`. Raises ExportError; what was there stays whole.
    """
    credits = path + CREDITS
    for target in (path, credits):
        if os.path.exists(target) and not force:
            raise ExportError(f"{target} exists already: add --force to replace it")
    with _replacing(path) as temporary, _replacing(credits) as temporary_credits:
        if format_ in FILE_WRITERS:
            _save_file(result, temporary, format_)
        else:
            with open(temporary, "w", encoding="utf-8", newline="") as stream:
                write_amounts(result, stream, format_)
        with open(temporary_credits, "w", encoding="utf-8", newline="") as stream:
            _write_csv(*credits_of(catalog, result), stream)
    return path, credits


def _save_file(result: Result, path: str, format_: str) -> None:
    try:
        FILE_WRITERS[format_](result, path)
    except ImportError:
        raise ExportError(
            f"{format_} needs an extra package: pip install 'vitk2[{format_}]', or export csv"
        ) from None


@contextmanager
def _replacing(path: str) -> Iterator[str]:
    """A temporary name beside `path` that takes its place when all went well."""
    directory, name = os.path.split(os.path.abspath(path))
    temporary = os.path.join(directory, f".{os.getpid()}-{name}")
    try:
        with open(temporary, "xb"):
            pass
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def credits_of(catalog: Catalog, result: Result) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Columns and rows of the sources behind a result, with the version of the data."""
    foods = {r["food_id"] for r in result.records()}
    behind = {
        source
        for food, source in catalog.rows("SELECT DISTINCT food_id, source_id FROM measurements")
        if food in foods
    }
    columns = tuple(c.name for c in SOURCES)
    rows = [
        [result.data_version, *(record[c] for c in columns)]
        for record in records(catalog, "sources")
        if record["source_id"] in behind
    ]
    return ("data_version", *columns), rows
