"""The output of answers to a screen, a pipe or a file, with the caution for every amount."""

import os
import sys
from collections.abc import Iterable
from typing import IO

from vitk2.errors import UsageError
from vitk2.output.formats.registry import (
    FILE_WRITERS,
    HEADED,
    WHOLE,
    check_spreadsheet,
    fetch_records,
    picture_of,
    write,
)
from vitk2.output.view import Document, Output, View, WriterOptions
from vitk2.safety import CAUTION, CAUTION_IN_SHORT
from vitk2.text import escape_controls


def write_view(view: View, output: Output, picture: Document | None = None) -> None:
    """Write an answer; notes unless quiet, the caution whenever there is an amount.

    A `picture` of the answer goes to the chart of `output`. Raises ExportError for a file that
    cannot be written, UsageError for an unsuitable format.
    """
    on_screen = sys.stdout.isatty()
    format_ = format_of(output)
    options = _writer_options(format_, output)
    as_rows = format_ not in WHOLE or (format_ != "table" and view.json_object is None)
    notes = [*view.notes, *(view.row_notes if as_rows else [])]
    if output.package:
        from vitk2.output.formats.datapackage import save_package  # most answers are no package

        notes.append(save_package(view, output.package, force=output.force))
    elif output.path or output.chart:
        notes += _save(view, output, format_, options, picture)
    if not output.path and not output.package:
        _print(view, format_, output, options, on_screen=on_screen)
    sys.stdout.flush()  # notes follow an answer, and none follow where it could not be written
    screen = format_ == "table" and not output.path and sys.stderr.isatty()
    print_notes([*([] if output.quiet else notes), *_caution(view, on_screen=screen)])


def write_document(document: Document, output: Output) -> None:
    """Write a picture or a page to its file or to stdout; notes and caution as for an answer.

    Raises ExportError for a file that cannot be written.
    """
    notes = list(document.notes)
    if output.path:
        from vitk2.output.save import save_document

        format_ = format_of(output)
        notes.append(save_document(document, output.path, format_, force=output.force))
    else:
        document.write(sys.stdout.buffer, format_of(output))
    sys.stdout.flush()
    caution = [CAUTION] if document.needs_caution else []
    print_notes([*([] if output.quiet else notes), *caution])


def format_of(output: Output) -> str:
    """Return the format of an output; if none was named, a table on a screen and tsv in a pipe."""
    return output.format_ or ("table" if sys.stdout.isatty() else "tsv")


def _writer_options(format_: str, output: Output) -> WriterOptions:
    """Return the settings of the writer. Raises UsageError for those that the format lacks."""
    if format_ in FILE_WRITERS and not output.path:
        raise UsageError(f"{format_} is a file: add -o FILE.{format_}")
    if not output.header and format_ not in HEADED:
        message = f"{format_} always names its columns: --no-header is for {' and '.join(HEADED)}"
        raise UsageError(message)
    if output.for_spreadsheet:
        check_spreadsheet(format_)
    return WriterOptions(
        header=output.header,
        for_spreadsheet=output.for_spreadsheet,
        format_requested=bool(output.path) or output.format_ is not None,
    )


def _print(
    view: View, format_: str, output: Output, options: WriterOptions, *, on_screen: bool
) -> None:
    if format_ == "table" and on_screen and _wants_pager(output):
        from vitk2.output.pager import page

        page(view, map(_wrapped, _caution(view, on_screen=True)), output.color)
    elif format_ == "table":
        view.draw(sys.stdout, output.color)
    else:
        fetch_records(options, format_, view.provenance)
        write(view, format_, sys.stdout, options)


def _save(
    view: View, output: Output, format_: str, options: WriterOptions, picture: Document | None
) -> list[str]:
    """Write the requested files, a chart first: if it is refused, nothing else is written."""
    from vitk2.output.save import save_document, save_view  # most answers go to a screen or a pipe

    written = []
    if output.chart and picture:
        picture_summary = save_document(
            picture,
            output.chart,
            picture_of(output.chart),
            force=output.force,
            for_spreadsheet=output.for_spreadsheet,
        )
        written.append(picture_summary)
    if output.path:
        written.append(save_view(view, output.path, format_, options, force=output.force))
    return written


def _wants_pager(output: Output) -> bool:
    return os.environ.get("PAGER", "") not in ("", "cat") if output.pager is None else output.pager


def _caution(view: View, *, on_screen: bool) -> list[str]:
    """Return the caution for an amount; on a screen the short one, unless the subject is health."""
    if not view.needs_caution:
        return []
    return [CAUTION_IN_SHORT if on_screen and not view.is_about_health else CAUTION]


def print_notes(lines: Iterable[str]) -> None:
    """Print notes for people on stderr, wrapped at the width of a terminal.

    Errors in writing them are ignored, so that the answer does not fail.
    """
    try:
        for line in lines:
            text = escape_controls(line)
            print(_wrapped(text) if sys.stderr.isatty() else text, file=sys.stderr)
    except OSError:
        redirect_to_devnull(sys.stderr)


def redirect_to_devnull(stream: IO[str]) -> None:
    """Redirect an unwritable stream to devnull, so that Python reports no error at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _wrapped(line: str) -> str:
    import shutil  # only a terminal has a width
    import textwrap

    width = shutil.get_terminal_size(fallback=(80, 24)).columns
    filled = (
        textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False)
        for part in line.splitlines()
    )
    return "\n".join(filled)
