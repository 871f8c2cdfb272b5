"""How an answer leaves: to a screen, a pipe or a file, the caution with every amount."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from vitk2.caution import CAUTION
from vitk2.errors import UsageError
from vitk2.render.writers import FILES_ONLY, WHOLE, write
from vitk2.tables.columns import Cell

Credits = Callable[[], tuple[Sequence[str], Sequence[Sequence[Cell]]]]
"""Gives columns and rows of the sources that stand behind an answer."""


class Answer(NamedTuple):
    """What was found, and each way it can leave; made by a maker, drawn by a drawer."""

    drawer: str
    """`room.function` of render that draws `content` on a screen."""
    content: Any
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    whole: Mapping[str, Any] | None = None
    """The one JSON object it is; None where JSON is a list of the rows."""
    prose: Sequence[str] = ()
    """Lines that a pipe gets when nobody asked for a format, or where there are no rows."""
    notes: Sequence[str] = ()
    """Counts and hints for a person, on stderr."""
    beside_rows: Sequence[str] = ()
    """Notes that only rows need, because they have no room for what these say."""
    has_amount: bool = True
    """Whether an amount of any form, or advice on one, is in it: then the caution goes with it."""
    data_version: str = ""
    credits: Credits | None = None


class Output(NamedTuple):
    """How an answer should leave: `format_` is None where the terminal decides."""

    format_: str | None = None
    color: bool | None = None
    quiet: bool = False
    path: str | None = None
    force: bool = False


def emit(answer: Answer, output: Output) -> None:
    """Let an answer leave; notes unless quiet, the caution whenever there is an amount.

    Raises ExportError for a file that cannot be written, UsageError for a format that is none here.
    """
    chosen = output.format_ or ("table" if sys.stdout.isatty() else "tsv")
    notes = [*answer.notes, *([] if chosen in WHOLE else answer.beside_rows)]
    if output.path:
        from vitk2.render.files import save  # most answers go to a screen or a pipe

        notes.append(save(answer, output.path, chosen, force=output.force))
    elif chosen in FILES_ONLY:
        raise UsageError(f"{chosen} is a file: add -o FILE.{chosen}")
    elif chosen == "table":
        draw(answer, sys.stdout, output.color)
    else:
        write(answer, chosen, sys.stdout, asked=output.format_ is not None)
    _say([*([] if output.quiet else notes), *([CAUTION] if answer.has_amount else [])])


def draw(answer: Answer, stream: Any, color: bool | None) -> None:
    """Draw an answer as a person reads it on a screen."""
    room, _, function = answer.drawer.partition(".")
    getattr(import_module(f"vitk2.render.{room}"), function)(answer.content, stream, color=color)


def _say(lines: Iterable[str]) -> None:
    """Words for people, on stderr; on a terminal broken between words at its width."""
    for line in lines:
        print(_wrapped(line) if sys.stderr.isatty() else line, file=sys.stderr)


def _wrapped(line: str) -> str:
    import shutil  # only a terminal has a width
    import textwrap

    width = shutil.get_terminal_size(fallback=(80, 24)).columns
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
