"""The output of answers to a screen, a pipe or a file, with the caution for every amount."""

import os
import sys
from collections.abc import Iterable
from typing import IO

from vitk2.errors import UsageError
from vitk2.output.formats.registry import FILES_ONLY, HEADED, WHOLE, picture_of, write
from vitk2.output.view import Answer, Output
from vitk2.safety import CAUTION, CAUTION_IN_SHORT
from vitk2.text import escape_controls


def write_answer(answer: Answer, output: Output) -> None:
    """Write an answer; notes unless quiet, the caution whenever there is an amount.

    Raises ExportError for a file that cannot be written, UsageError for an unsuitable format.
    """
    on_screen = sys.stdout.isatty()
    chosen = format_of(output)
    if chosen in FILES_ONLY and not output.path:
        raise UsageError(f"{chosen} is a file: add -o FILE.{chosen}")
    if not output.header:
        answer = _without_header(answer, chosen)
    if output.for_spreadsheet:
        from vitk2.output.formats.spreadsheet import made_inert

        answer = made_inert(answer, chosen)
    as_rows = chosen not in WHOLE or (chosen != "table" and answer.whole is None)
    notes = [*answer.notes, *(answer.beside_rows if as_rows else [])]
    if output.package:
        from vitk2.output.formats.datapackage import save_package  # most answers are no package

        notes.append(save_package(answer, output.package, force=output.force))
    elif output.path or output.chart:
        notes += _saved(answer, output, chosen)
    if not output.path and not output.package:
        _print(answer, chosen, output, on_screen=on_screen)
    sys.stdout.flush()  # notes follow an answer, and none follow where it could not be written
    screen = chosen == "table" and not output.path and sys.stderr.isatty()
    print_notes([*([] if output.quiet else notes), *_caution(answer, on_screen=screen)])


def format_of(output: Output) -> str:
    """Return the format of an output; if none was named, a table on a screen and tsv in a pipe."""
    return output.format_ or ("table" if sys.stdout.isatty() else "tsv")


def _print(answer: Answer, format_: str, output: Output, *, on_screen: bool) -> None:
    if format_ == "table" and on_screen and _wants_pager(output):
        from vitk2.output.pager import page

        page(answer, map(_wrapped, _caution(answer, on_screen=True)), output.color)
    elif format_ == "table":
        answer.draw(sys.stdout, output.color)
    else:
        write(answer, format_, sys.stdout, format_requested=output.format_ is not None)


def _saved(answer: Answer, output: Output, format_: str) -> list[str]:
    """Write the requested files, a chart first: if it is refused, nothing else is written."""
    from vitk2.output.save import save  # most answers go to a screen or a pipe

    files = [(output.chart, picture_of(output.chart))] if output.chart else []
    files += [(output.path, format_)] if output.path else []
    return [save(answer, path, format_, force=output.force) for path, format_ in files]


def _wants_pager(output: Output) -> bool:
    return os.environ.get("PAGER", "") not in ("", "cat") if output.pager is None else output.pager


def _caution(answer: Answer, *, on_screen: bool) -> list[str]:
    """Return the caution for an amount; on a screen the short one, unless the subject is health."""
    if not answer.has_amount:
        return []
    return [CAUTION_IN_SHORT if on_screen and not answer.on_health else CAUTION]


def _without_header(answer: Answer, format_: str) -> Answer:
    if format_ not in HEADED:
        message = f"{format_} always names its columns: --no-header is for {' and '.join(HEADED)}"
        raise UsageError(message)
    return answer._replace(columns=())


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
