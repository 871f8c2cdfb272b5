"""The checked reading of delimited text, for diaries, recipes and the tables of foods.

Each step is a function of its own: open the text, limit its lines, check them, split them into
cells. A fault of a line is a LineError with its number; its reader puts it into words.
"""

import csv
import errno
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from vitk2.text import count_of

ESCAPE: Final = "surrogateescape"
"""The way of decoding that keeps bytes that are not UTF-8, as lone surrogates, for `in_utf_8`."""

Row = tuple[int, list[str]]
"""The number of the line that a row ends on, and its cells."""


class LineError(csv.Error):
    """A fault of one line, with the number of the line."""

    def __init__(self, line: int, fault: str) -> None:
        super().__init__(fault)
        self.line = line


class LongLineError(LineError):
    """A line that is too long, and may never end."""


class EncodingError(LineError):
    """A line that is not UTF-8."""


def open_regular(path: str, flags: int) -> int:
    """Open a regular file for `open`; raise OSError at once for a pipe, device or directory."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is a pipe, a device or a directory, no file", path)


@contextmanager
def open_text(
    source: str | TextIO,
    errors: str = "strict",
    opener: Callable[[str, int], int] | None = None,
) -> Iterator[TextIO]:
    """Yield a file, or a stream that is open, as UTF-8 with its own line ends.

    A byte order mark is skipped. A stream stays open; a terminal keeps its encoding. Raises OSError
    for a file that cannot be opened.
    """
    if isinstance(source, str):
        with open(source, newline="", encoding="utf-8-sig", errors=errors, opener=opener) as stream:
            yield stream
        return
    if isinstance(source, io.TextIOWrapper):
        encoding = source.encoding if source.isatty() else "utf-8-sig"
        source.reconfigure(encoding=encoding, errors=errors, newline="")
    yield source


def limited_lines(
    stream: TextIO, longest: int, advance: Callable[[int], None] = lambda _: None
) -> Iterator[str]:
    """Yield the lines of a stream, which may be a pipe; `advance` gets the characters of each.

    Raises LongLineError for a line of `longest` characters or more.
    """
    number = 0
    while line := stream.readline(longest):
        number += 1
        if len(line) == longest:
            raise LongLineError(number, f"a line of {longest} characters or more")
        advance(len(line))
        yield line


def in_utf_8(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a stream opened with ESCAPE. Raises EncodingError for one not in UTF-8."""
    for number, line in enumerate(lines, start=1):
        if not line.isascii() and any("\udc80" <= sign <= "\udcff" for sign in line):
            raise EncodingError(number, "not UTF-8")
        yield line


def rows_of(lines: Iterable[str], delimiter: str = ",", skipped: int = 0) -> Iterator[Row]:
    """Yield the rows of lines; `skipped` lines of the file come before them.

    Raises LineError for quotes that are not as in RFC 4180, and for a line that is too long.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num + skipped, cells
    except LineError:
        raise  # the line that is too long, not the one before it, which the reader has counted
    except csv.Error as error:
        raise LineError(reader.line_num + skipped, str(error)) from error


def even_rows(
    rows: Iterable[Row], width: int, file: str, problems: list[str], hint: str = ""
) -> Iterator[Row]:
    """Yield the rows that have `width` cells; every other row goes to `problems`, with a hint."""
    for line, cells in rows:
        if len(cells) == width:
            yield line, cells
        else:
            problems.append(f"{file}:{line}: {count_of(len(cells), 'cell')}, not {width}{hint}")
