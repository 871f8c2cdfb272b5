"""The table of all formats, and the function that writes an answer in any text format."""

from collections.abc import Callable, Iterator, Sequence
from typing import IO, Final

from vitk2.output.formats.text import (
    Rows,
    in_markdown,
    json_line,
    write_csv,
    write_json,
    write_jsonl,
    write_md,
    write_tsv,
)
from vitk2.output.view import Answer, named
from vitk2.safety import CAUTION

WRITERS: Final[dict[str, Callable[[Sequence[str], Rows, IO[str]], None]]] = {
    "tsv": write_tsv,
    "csv": write_csv,
    "json": write_json,
    "jsonl": write_jsonl,
    "md": write_md,
}
"""The writers of rows as text, by format."""


DOCUMENTS: Final = {"html": "output.formats.html.write_document"}
"""Text formats that contain more than rows, each with the dotted name of its writer."""


FILES_ONLY: Final = {
    "xlsx": "output.formats.xlsx.write_workbook",
    "parquet": "output.formats.parquet.write_parquet",
    "sqlite": "output.formats.sqlite.write_database",
}
"""Binary formats, each with the dotted name of its writer; parquet needs the extra `parquet`."""


FORMATS: Final = (*WRITERS, *DOCUMENTS, *FILES_ONLY)


ENDINGS: Final = {"db": "sqlite", "htm": "html"}
"""File extensions that differ from the name of their format."""


PICTURES: Final = ("svg", "png", "pdf")
"""Formats of a chart, files too; they need the extra `plot`."""


def picture_of(path: str) -> str:
    """Return the format of a chart by the file's extension; '' where it is none."""
    ending = path.rpartition(".")[2].lower()
    return ending if ending in PICTURES else ""


HEADED: Final = ("csv", "tsv")
"""Formats whose first line names the columns, unless the header is turned off."""


WHOLE: Final = ("table", "json", "jsonl")
"""Formats that can contain the whole answer; the others contain its rows."""


def write(answer: Answer, format_: str, stream: IO[str], *, format_requested: bool = True) -> None:
    """Write an answer as text: its object, its rows, or its lines if not `format_requested`.

    JSON objects, Markdown and documents contain the caution, because they are read without stderr.
    """
    if format_ in DOCUMENTS:
        named(DOCUMENTS[format_])(answer, stream)
    elif format_ in WHOLE and answer.whole is not None:
        whole = dict(answer.whole)
        if answer.has_amount:
            whole.setdefault("caution", CAUTION)
        stream.write(json_line(whole, 2 if format_ == "json" else None) + "\n")
    elif answer.prose and not (format_requested and answer.columns):
        stream.writelines(f"{line}\n" for line in answer.prose)
    else:
        WRITERS[format_](answer.columns, answer.rows, stream)
    if format_ == "md":
        stream.writelines(f"\n{line}\n" for line in _footer(answer))


def _footer(answer: Answer) -> Iterator[str]:
    """Yield the lines below rows that are read without stderr: sources, caution and version."""
    from vitk2.output.metadata import credits_in_short  # most formats have no footer

    if answer.rows and (credits := credits_in_short(answer)):
        yield f"Numbers from: {in_markdown('; '.join(credits))}."
    if answer.has_amount:
        yield CAUTION
    if answer.data_version:
        yield f"vitk2 data {answer.data_version}"
