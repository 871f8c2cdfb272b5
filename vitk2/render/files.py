"""Answers as files: written to a temporary name and renamed, their credits beside them."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from vitk2.errors import ExportError
from vitk2.render.answer import Answer
from vitk2.render.writers import FILES_ONLY, WHOLE, WRITERS, write

CREDITS: Final = ".sources.csv"


def save(answer: Answer, path: str, format_: str, *, force: bool = False) -> str:
    """Write an answer and, beside it, the credits its numbers need; returns what was written.

    Files that exist are replaced only with `force`. Raises ExportError; what was there stays whole.
    """
    credits = path + CREDITS
    for target in (path, credits) if answer.credits else (path,):
        if os.path.exists(target) and not force:
            raise ExportError(f"{target} exists already: add --force to replace it")
    with ExitStack() as stack:
        _write(answer, stack.enter_context(_replacing(path)), format_)
        if answer.credits:
            beside = stack.enter_context(_replacing(credits))
            with open(beside, "w", encoding="utf-8", newline="") as stream:
                WRITERS["csv"](*answer.credits(), stream)
    rows = f"{len(answer.rows)} rows in " if answer.rows and format_ not in WHOLE else ""
    return f"{rows}{path}" + (f", their credits in {credits}" if answer.credits else "")


def _write(answer: Answer, path: str, format_: str) -> None:
    if format_ in FILES_ONLY:
        _write_frame(answer, path, format_)
        return
    with open(path, "w", encoding="utf-8", newline="") as stream:
        if format_ == "table":
            answer.draw(stream, color=False)
        else:
            write(answer, format_, stream)


def _write_frame(answer: Answer, path: str, format_: str) -> None:
    if not answer.columns:
        raise ExportError(
            f"{format_} holds rows, and this answer is text: write txt or json instead"
        )
    try:
        from vitk2.render.frame import to_frame

        frame = to_frame(answer)
        if format_ == "parquet":
            frame.to_parquet(path, engine="pyarrow", index=False)
        else:  # texts that would read as formulas never get here: checks refuse them
            frame.to_excel(path, engine="openpyxl", sheet_name="vitk2", index=False)
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
