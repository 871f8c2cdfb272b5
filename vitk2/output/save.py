"""Answers as files, replaced only when complete, with the credits or metadata that go with them."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO, Final, NamedTuple

from vitk2.errors import ExportError
from vitk2.files import AtomicFile, check_writable, commit_all, export_errors
from vitk2.output.formats.registry import FILE_WRITERS, WHOLE, fetch_records, write
from vitk2.output.formats.text import write_csv
from vitk2.output.metadata import CREDIT_COLUMNS, credit_rows
from vitk2.output.view import Document, Output, Provenance, View, WriterOptions
from vitk2.text import count_of

CREDITS: Final = ".sources.csv"
METADATA: Final = ".metadata.json"


def files_of(output: Output) -> list[str]:
    """Return every file that an output may write, including credits and metadata."""
    files = [output.chart, output.chart + CREDITS] if output.chart else []
    if output.path:
        files += [output.path, output.path + (METADATA if output.format_ == "sqlite" else CREDITS)]
    if output.package:
        from vitk2.output.formats.datapackage import FILES  # most answers are no package

        files += [os.path.join(output.package, name) for name in FILES]
    return files


class Companion(NamedTuple):
    """A file that goes with another: its path, its description and its writer."""

    path: str
    description: str
    write: Callable[[IO[str]], None]


def save_view(
    view: View,
    path: str,
    format_: str,
    options: WriterOptions | None = None,
    *,
    force: bool = False,
) -> str:
    """Write an answer and its companion file; return a summary of what was written.

    The companion is the credits that numbers need, or the metadata of a database, which includes
    the credits. Both are complete before either is moved to its path. Existing files are replaced
    only with `force`. Raises ExportError; existing files then stay as they were.
    """
    options = options or WriterOptions()
    check_writable(path, force=force)
    companion = _companion(view, path, format_, for_spreadsheet=options.for_spreadsheet)
    if companion:
        check_writable(companion.path, force=force)
    if format_ in FILE_WRITERS and not view.columns:
        raise ExportError(
            f"{format_} holds rows, and this answer is text: write txt or json instead"
        )
    fetch_records(options, format_, view.provenance)

    def write_to(descriptor: int) -> None:
        if format_ in FILE_WRITERS:
            with open(descriptor, "wb", closefd=False) as file:
                FILE_WRITERS[format_](view, options, file)
            return
        with _open_text(descriptor) as stream:
            if format_ == "table":
                view.draw(stream, color=False)
            else:
                write(view, format_, stream, options)

    _write_both(path, write_to, companion)
    has_rows = view.rows and format_ not in (*WHOLE, "sqlite")
    rows = f"{count_of(len(view.rows), 'row')} in " if has_rows else ""
    return rows + _summary(path, companion)


def save_document(
    document: Document,
    path: str,
    format_: str,
    *,
    force: bool = False,
    for_spreadsheet: bool = False,
) -> str:
    """Write a picture or a page and the credits of its numbers, as `save_view` does."""
    check_writable(path, force=force)
    provenance = document.provenance
    companion = _credits(path, provenance, for_spreadsheet=for_spreadsheet) if provenance else None
    if companion:
        check_writable(companion.path, force=force)

    def write_to(descriptor: int) -> None:
        with open(descriptor, "wb", closefd=False) as file:
            document.write(file, format_)

    _write_both(path, write_to, companion)
    return _summary(path, companion)


def _companion(view: View, path: str, format_: str, *, for_spreadsheet: bool) -> Companion | None:
    if view.provenance is None:
        return None
    if format_ == "sqlite" and view.provenance.has_tables:
        from vitk2.output.formats.sqlite import write_metadata  # only a database has it

        return Companion(
            path + METADATA,
            "described for Datasette",
            lambda stream: write_metadata(view, path, stream),
        )
    return _credits(path, view.provenance, for_spreadsheet=for_spreadsheet)


def _credits(path: str, provenance: Provenance, *, for_spreadsheet: bool) -> Companion:
    """Return the file of an answer's sources, which are fetched now."""
    rows = credit_rows(provenance.sources())
    if for_spreadsheet:
        from vitk2.output.formats.spreadsheet import escape_rows

        rows = escape_rows(rows)
    return Companion(
        path + CREDITS, "their credits", lambda stream: write_csv(CREDIT_COLUMNS, rows, stream)
    )


def _write_both(path: str, write_to: Callable[[int], None], companion: Companion | None) -> None:
    """Write a file and its companion; move both to their paths when both are complete."""
    with ExitStack() as stack:
        file = stack.enter_context(AtomicFile(path))
        with export_errors(path):
            write_to(file.descriptor)
        file.sync()
        if companion is None:
            file.commit()
            return
        beside = stack.enter_context(AtomicFile(companion.path))
        with export_errors(companion.path), _open_text(beside.descriptor) as stream:
            companion.write(stream)
        beside.sync()
        # The companion first, so that nobody sees the new file without it.
        commit_all([beside, file])


def _summary(path: str, companion: Companion | None) -> str:
    return path + (f", {companion.description} in {companion.path}" if companion else "")


def _open_text(descriptor: int) -> IO[str]:
    return open(descriptor, "w", encoding="utf-8", newline="", closefd=False)
