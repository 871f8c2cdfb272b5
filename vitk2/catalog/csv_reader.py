"""The reading of CSV files as text, in one pass that checks every row and stores none.

All problems are collected, each as 'file:line: column: what'; none is passed over for another.
"""

import json
import os
from collections.abc import Callable, Iterator
from typing import Final

from vitk2.catalog.schema import COLUMNS, DESCRIPTOR, Column, Record
from vitk2.catalog.validation import value_of
from vitk2.delimited import (
    LineError,
    Row,
    even_rows,
    limited_lines,
    open_regular,
    open_text,
    rows_of,
)

LARGEST_FILE_MIB: Final = 4096
"""The size of ten million foods; a larger file is not a table of foods."""

LONGEST_LINE: Final = 4 << 20
"""Characters; a row of the longest cells that the csv module reads is shorter."""

LARGEST_DESCRIPTOR: Final = 1 << 24
"""Characters that are read of a descriptor."""

_VERSION = Column("version", "text", "version of the data", required=True)


def read(
    directory: str,
    name: str,
    prefix: str,
    problems: list[str],
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, Record]]:
    """Yield the rows of a table, each with the line it ends on; problems go to `problems`.

    A user's own file, which has a `prefix`, may lack columns that may be empty. `advance` gets the
    characters of each line that was read.
    """
    columns = COLUMNS[name]
    file, path = f"{prefix}{name}.csv", os.path.join(directory, f"{name}.csv")
    before = len(problems)
    rows = csv_rows(path, file, problems, advance)
    _, header = next(rows, (0, None))
    if header is None and len(problems) > before:
        return
    present = [c for c in columns if c.name in (header or ())]
    file_columns = (
        present if prefix and all(c in present for c in columns if c.required) else columns
    )
    if header != [c.name for c in file_columns]:
        expected = ",".join(c.name for c in columns)
        problems.append(f"{file}:1: header: expected {expected}")
        return
    for line, cells in even_rows(rows, len(file_columns), file, problems):
        record: Record = dict.fromkeys(c.name for c in columns)
        for column, text in zip(file_columns, cells, strict=True):
            try:
                record[column.name] = value_of(column, text)
            except ValueError as error:
                problems.append(f"{file}:{line}: {column.name}: {error}")
                record[column.name] = None
        yield line, record


def csv_rows(
    path: str, file: str, problems: list[str], advance: Callable[[int], None] = lambda _: None
) -> Iterator[Row]:
    """Yield the rows of a regular file in UTF-8; the first fault ends them and goes to `problems`.

    `file` is the name of the file in problems. `advance` gets the characters of each line.
    """
    try:
        with open_text(path, opener=open_regular) as stream:
            if os.fstat(stream.fileno()).st_size > LARGEST_FILE_MIB << 20:
                problems.append(f"{file}: larger than {LARGEST_FILE_MIB} MiB")
                return
            yield from rows_of(limited_lines(stream, LONGEST_LINE, advance))
    except FileNotFoundError:
        directory = os.path.dirname(path) or os.curdir
        problems.append(f"{file}: there is no such file in {directory}")
    except OSError as error:
        problems.append(f"{file}: cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        problems.append(f"{file}: not UTF-8 at byte {error.start}")
    except LineError as error:
        problems.append(f"{file}:{error.line}: malformed CSV: {error}")


def version(directory: str, problems: list[str]) -> str:
    """Return the version that the descriptor of a whole table states."""
    path = os.path.join(directory, DESCRIPTOR)
    try:
        with open(path, encoding="utf-8-sig", opener=open_regular) as stream:
            stated = json.loads(stream.read(LARGEST_DESCRIPTOR))["version"]
        return str(value_of(_VERSION, stated if isinstance(stated, str) else ""))
    except RecursionError:
        problems.append(f"{DESCRIPTOR}: no version could be read: nested too deeply")
    except (OSError, ValueError, KeyError, TypeError) as error:
        problems.append(f"{DESCRIPTOR}: no version could be read: {error}")
    return ""
