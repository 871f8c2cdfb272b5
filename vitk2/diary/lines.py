"""The lines of a diary one by one, in a memory that does not grow with the file."""

from collections.abc import Iterator
from typing import Final, TextIO

from vitk2.errors import DataError

LONGEST_LINE: Final = 1 << 20
"""In characters; what has no end of line by then is no diary, and may never have one."""


def lines_of(stream: TextIO, file: str) -> Iterator[str]:
    """The lines of a stream, which may be a pipe. Raises DataError naming one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            what = f"a line of more than {LONGEST_LINE:,} characters: is this a diary?"
            raise DataError([f"{file}:{number}: {what}"])
        yield line
