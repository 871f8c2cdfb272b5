"""Text formats, and the table of all formats: rows as csv, tsv, JSON and Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any, Final

from vitk2.catalog.schema import Cell
from vitk2.output.view import Answer, named
from vitk2.safety import CAUTION

Rows = Iterable[Sequence[Cell]]


def text_of(cell: Cell) -> str:
    """A cell as text: missing is empty, a whole number has no point, nothing is rounded.

    What is written here of a number can be read as a table of one's own.
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
    """A number that Python writes as 1e-06 as tables have it: 0.000001."""
    from decimal import Decimal  # hardly any number is so small or so large

    return f"{Decimal(number):f}"


def _write_csv(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    _write_separated(columns, rows, stream, ",")


def _write_tsv(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    _write_separated(columns, rows, stream, "\t")


def _write_separated(columns: Sequence[str], rows: Rows, stream: IO[str], delimiter: str) -> None:
    import csv  # a screen needs none

    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    if columns:
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


_MARKDOWN: Final = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown would take for its own; an underscore within a word is none."""


def in_markdown(text: str) -> str:
    """A text of one line that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


def _write_md(columns: Sequence[str], rows: Rows, stream: IO[str]) -> None:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    stream.write(line(map(in_markdown, columns)) + line("---" for _ in columns))
    stream.writelines(line(in_markdown(text_of(cell)) for cell in row) for row in rows)


WRITERS: Final[dict[str, Callable[[Sequence[str], Rows, IO[str]], None]]] = {
    "tsv": _write_tsv,
    "csv": _write_csv,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "md": _write_md,
}
"""How rows become text, by format."""


DOCUMENTS: Final = {"html": "output.formats.html.write_document"}
"""Formats that are text and more than rows, each with its writer by its dotted name."""

FILES_ONLY: Final = {
    "xlsx": "output.formats.xlsx.write_workbook",
    "parquet": "output.formats.parquet.write_parquet",
    "sqlite": "output.formats.sqlite.write_database",
}
"""Formats that are files and no text, likewise; parquet needs the extra of its name."""

FORMATS: Final = (*WRITERS, *DOCUMENTS, *FILES_ONLY)

ENDINGS: Final = {"db": "sqlite", "htm": "html"}
"""Endings of files that are not the name of their format."""

PICTURES: Final = ("svg", "png", "pdf")
"""Formats of a chart, files too; they need the extra `plot`."""


def picture_of(path: str) -> str:
    """The format of a chart that a file's ending names; '' where it names none."""
    ending = path.rpartition(".")[2].lower()
    return ending if ending in PICTURES else ""


HEADED: Final = ("csv", "tsv")
"""Formats whose first line names the columns, where they are named at all."""

WHOLE: Final = ("table", "json", "jsonl")
"""Formats with room for all that an answer says; the others are its rows."""


def write(answer: Answer, format_: str, stream: IO[str], *, asked: bool = True) -> None:
    """An answer as text: its object, its rows, or its lines where no format was `asked` for.

    What travels without stderr, an object, Markdown and a document, carries the caution itself.
    """
    if format_ in DOCUMENTS:
        named(DOCUMENTS[format_])(answer, stream)
    elif format_ in WHOLE and answer.whole is not None:
        whole = dict(answer.whole)
        if answer.has_amount:
            whole.setdefault("caution", CAUTION)
        stream.write(json_line(whole, 2 if format_ == "json" else None) + "\n")
    elif answer.prose and not (asked and answer.columns):
        stream.writelines(f"{line}\n" for line in answer.prose)
    else:
        WRITERS[format_](answer.columns, answer.rows, stream)
    if format_ == "md":
        stream.writelines(f"\n{line}\n" for line in _footer(answer))


def _footer(answer: Answer) -> Iterator[str]:
    """What stands under rows that travel alone: whose numbers they are, caution, version."""
    from vitk2.output.metadata import credits_in_short  # most formats have no footer

    if answer.rows and (credits := credits_in_short(answer)):
        yield f"Numbers from: {in_markdown('; '.join(credits))}."
    if answer.has_amount:
        yield CAUTION
    if answer.data_version:
        yield f"vitk2 data {answer.data_version}"


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
