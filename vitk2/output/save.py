"""Answers as files, replaced only when complete, with the credits or metadata that go with them."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO, Final, NamedTuple

from vitk2.errors import ExportError
from vitk2.files import AtomicFile, check_writable, commit_all, export_errors
from vitk2.output.formats.registry import FILES_ONLY, PICTURES, WHOLE, WRITERS, write
from vitk2.output.view import Answer, Output, named
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


class Beside(NamedTuple):
    """A file that goes with another: its path, its description and its writer."""

    path: str
    description: str
    write: Callable[[IO[str]], None]


def save(answer: Answer, path: str, format_: str, *, force: bool = False) -> str:
    """Write an answer and its companion file; return a summary of what was written.

    The companion is the credits that numbers need, or the metadata of a database, which includes
    the credits. Both are complete before either is moved to its path. Existing files are replaced
    only with `force`. Raises ExportError; existing files then stay as they were.
    """
    beside = _beside(answer, path, format_)
    for target in (path, beside.path) if beside else (path,):
        check_writable(target, force=force)
    with ExitStack() as stack:
        file = stack.enter_context(AtomicFile(path))
        with export_errors(path):
            _write(answer, file.descriptor, format_)
        file.sync()
        if beside:
            companion = stack.enter_context(AtomicFile(beside.path))
            with export_errors(beside.path), _text(companion.descriptor) as stream:
                beside.write(stream)
            companion.sync()
            # The companion first, so that nobody sees the new file without it.
            commit_all([companion, file])
        else:
            file.commit()
    has_rows = answer.rows and format_ not in (*WHOLE, *PICTURES, "sqlite")
    rows = f"{count_of(len(answer.rows), 'row')} in " if has_rows else ""
    return f"{rows}{path}" + (f", {beside.description} in {beside.path}" if beside else "")


def _beside(answer: Answer, path: str, format_: str) -> Beside | None:
    if format_ == "sqlite" and answer.tables:
        from vitk2.output.formats.sqlite import write_metadata  # only a database has it

        def write_description(stream: IO[str]) -> None:
            write_metadata(answer, path, stream)

        return Beside(path + METADATA, "described for Datasette", write_description)
    if answer.credits:
        credits = answer.credits
        return Beside(
            path + CREDITS, "their credits", lambda stream: WRITERS["csv"](*credits(), stream)
        )
    return None


def _write(answer: Answer, descriptor: int, format_: str) -> None:
    if format_ in PICTURES:
        with open(descriptor, "wb", closefd=False) as file:
            _plot(answer, file, format_)
        return
    if format_ in FILES_ONLY:
        if not answer.columns:
            raise ExportError(
                f"{format_} holds rows, and this answer is text: write txt or json instead"
            )
        with open(descriptor, "wb", closefd=False) as file:
            named(FILES_ONLY[format_])(answer, file)
        return
    with _text(descriptor) as stream:
        if format_ == "table":
            answer.draw(stream, color=False)
        else:
            write(answer, format_, stream)


def _text(descriptor: int) -> IO[str]:
    return open(descriptor, "w", encoding="utf-8", newline="", closefd=False)


def _plot(answer: Answer, file: IO[bytes], format_: str) -> None:
    import logging  # matplotlib logs its caches and fonts, which no user needs

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        answer.plot(file, format_)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "matplotlib":
            raise
        raise ExportError(
            "a chart needs an extra package: pip install 'vitk2[plot]', or export csv"
        ) from None
