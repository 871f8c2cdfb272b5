"""The table of all formats, and what a writer gets beside a view."""

from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.errors import UsageError
from vitk2.output.formats import text
from vitk2.output.view import Provenance, View, WriterOptions
from vitk2.safety import CAUTION

if TYPE_CHECKING:
    from vitk2.catalog.rows import SourceRow

_WITH_SOURCES: Final = ("md", "html", "xlsx", "parquet")
_WITH_TABLES: Final = ("sqlite",)


def fetch_records(options: WriterOptions, format_: str, provenance: Provenance | None) -> None:
    """Fetch the records that a format needs, before its first byte is written."""
    if provenance and format_ in _WITH_SOURCES:
        options.sources = provenance.sources()
    if provenance and format_ in _WITH_TABLES:
        options.tables = provenance.tables()


def _csv(view: View, options: WriterOptions, stream: IO[str], delimiter: str = ",") -> None:
    columns = view.columns if options.header else ()
    rows = view.rows
    if options.for_spreadsheet:
        from vitk2.output.formats.spreadsheet import escape_rows  # most files are for programs

        rows = escape_rows(rows)
    text.write_csv(columns, rows, stream, delimiter)


def _tsv(view: View, options: WriterOptions, stream: IO[str]) -> None:
    _csv(view, options, stream, "\t")


def _json(view: View, options: WriterOptions, stream: IO[str]) -> None:
    text.write_json(view.columns, view.rows, stream)


def _jsonl(view: View, options: WriterOptions, stream: IO[str]) -> None:
    text.write_jsonl(view.columns, view.rows, stream)


def _md(view: View, options: WriterOptions, stream: IO[str]) -> None:
    text.write_md(view.columns, view.rows, stream)


def _html(view: View, options: WriterOptions, stream: IO[str]) -> None:
    from vitk2.output.formats.html import write_html

    write_html(view, options, stream)


def _xlsx(view: View, options: WriterOptions, file: IO[bytes]) -> None:
    from vitk2.output.formats.xlsx import write_workbook

    write_workbook(view, options, file)


def _parquet(view: View, options: WriterOptions, file: IO[bytes]) -> None:
    from vitk2.output.formats.parquet import write_parquet

    write_parquet(view, options, file)


def _sqlite(view: View, options: WriterOptions, file: IO[bytes]) -> None:
    from vitk2.output.formats.sqlite import write_database

    write_database(view, options, file)


WRITERS: Final[dict[str, Callable[[View, WriterOptions, IO[str]], None]]] = {
    "tsv": _tsv,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "md": _md,
    "html": _html,
}
"""Writers of the formats that are text."""

FILE_WRITERS: Final[dict[str, Callable[[View, WriterOptions, IO[bytes]], None]]] = {
    "xlsx": _xlsx,
    "parquet": _parquet,
    "sqlite": _sqlite,
}
"""Writers of the formats that are binary files; parquet needs the extra of its name."""

FORMATS: Final = (*WRITERS, *FILE_WRITERS)

ENDINGS: Final = {"db": "sqlite", "htm": "html"}
"""Endings of files that are not the name of their format."""

PICTURES: Final = ("svg", "png", "pdf")
"""Formats of a chart, files too; they need the extra `plot`."""

HEADED: Final = ("csv", "tsv")
"""Formats whose first line names the columns, where they are named at all."""

WHOLE: Final = ("table", "json", "jsonl")
"""Formats that can contain the whole answer; the others contain its rows."""


def picture_of(path: str) -> str:
    """Return the format of a chart that a file's ending names; '' where it names none."""
    ending = path.rpartition(".")[2].lower()
    return ending if ending in PICTURES else ""


def check_spreadsheet(format_: str) -> None:
    """Raise UsageError for a format that is neither csv nor tsv: no other is read as formulas."""
    if format_ not in HEADED:
        raise UsageError(
            f"--for-spreadsheet is for {' and '.join(HEADED)}: in {format_} no text is a formula"
        )


def write(view: View, format_: str, stream: IO[str], options: WriterOptions) -> None:
    """Write a view as text: its object, its lines if no format was requested, or its rows.

    JSON objects, Markdown and HTML contain the caution, because they are read without stderr.
    """
    json_object = view.json_object if format_ in ("json", "jsonl") else None
    if json_object is not None:
        caution = (
            {"caution": CAUTION} if view.needs_caution and "caution" not in json_object else {}
        )
        indent = 2 if format_ == "json" else None
        stream.write(text.json_line({**json_object, **caution}, indent) + "\n")
    elif format_ != "html" and view.lines and not (options.format_requested and view.columns):
        _write_lines(view.lines, options, stream)
    else:
        WRITERS[format_](view, options, stream)
    if format_ == "md":
        stream.writelines(f"\n{line}\n" for line in _footer(view, options.sources))


def _write_lines(lines: Sequence[str], options: WriterOptions, stream: IO[str]) -> None:
    if options.for_spreadsheet:
        from vitk2.output.formats.spreadsheet import escape_formula

        lines = [escape_formula(line) for line in lines]
    stream.writelines(f"{line}\n" for line in lines)


def _footer(view: View, sources: "Sequence[SourceRow]") -> Iterator[str]:
    """Yield the lines below rows that are read without stderr: sources, caution and version."""
    from vitk2.output.metadata import in_short  # most formats have no footer

    if view.rows and sources:
        yield f"Numbers from: {text.in_markdown('; '.join(map(in_short, sources)))}."
    if view.needs_caution:
        yield CAUTION
    if view.data_version:
        yield f"vitk2 data {view.data_version}"
