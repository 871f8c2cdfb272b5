"""Answers as files: drafted unseen, put in place when whole, their credits beside them."""

from contextlib import ExitStack
from typing import IO, Final

from vitk2.errors import ExportError
from vitk2.render.answer import Answer
from vitk2.render.drafts import Draft, blaming, may_be_written
from vitk2.render.writers import FILES_ONLY, PICTURES, WHOLE, WRITERS, write

CREDITS: Final = ".sources.csv"


def save(answer: Answer, path: str, format_: str, *, force: bool = False) -> str:
    """Write an answer and, beside it, the credits its numbers need; returns what was written.

    Both are whole before either takes its place. Files that exist are replaced only with `force`.
    Raises ExportError; what was there stays as it was.
    """
    credits = path + CREDITS
    for target in (path, credits) if answer.credits else (path,):
        may_be_written(target, force=force)
    with ExitStack() as stack:
        file = stack.enter_context(Draft(path))
        with blaming(path):
            _write(answer, file.descriptor, format_)
        file.sync()
        if answer.credits:
            beside = stack.enter_context(Draft(credits))
            with blaming(credits), _text(beside.descriptor) as stream:
                WRITERS["csv"](*answer.credits(), stream)
            beside.sync()
            _place_both(file, beside)
        else:
            file.place()
    counted = answer.rows and format_ not in (*WHOLE, *PICTURES)
    rows = f"{len(answer.rows)} rows in " if counted else ""
    return f"{rows}{path}" + (f", their credits in {credits}" if answer.credits else "")


def _place_both(file: Draft, credits: Draft) -> None:
    """Credits first, so that nobody sees the new file without them; back if it cannot follow."""
    before = credits.contents_replaced()
    try:
        credits.place()
        file.place()
    except BaseException:
        if credits.is_placed() and not file.is_placed():
            credits.take_back(before)
        raise


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
            if format_ == "xlsx":
                from vitk2.render.workbook import write_workbook

                write_workbook(answer.columns, answer.rows, file)
            else:
                _write_parquet(answer, file)
        return
    with _text(descriptor) as stream:
        if format_ == "table":
            answer.draw(stream, color=False)
        else:
            write(answer, format_, stream)


def _text(descriptor: int) -> IO[str]:
    return open(descriptor, "w", encoding="utf-8", newline="", closefd=False)


def _write_parquet(answer: Answer, file: IO[bytes]) -> None:
    try:
        from vitk2.render.frame import to_frame

        to_frame(answer).to_parquet(file, engine="pyarrow", index=False)
    except ImportError:
        raise ExportError(
            "parquet needs an extra package: pip install 'vitk2[parquet]', or export csv"
        ) from None


def _plot(answer: Answer, file: IO[bytes], format_: str) -> None:
    import logging  # matplotlib tells of its caches and fonts, which is no word for a user

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        answer.plot(file, format_)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "matplotlib":
            raise
        raise ExportError(
            "a chart needs an extra package: pip install 'vitk2[plot]', or export csv"
        ) from None
