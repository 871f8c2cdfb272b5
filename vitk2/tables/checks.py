"""Reads the CSV files as text and checks every row of them, once, without holding the rows.

All problems are collected, each as 'file:line: column: what'; none is passed over for another.
"""

import csv
import errno
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from typing import IO, Final

from vitk2.tables.columns import COLUMNS, DESCRIPTOR, Cell, Column, Record

LARGEST_FILE_MIB: Final = 4096
"""Ten million foods; what is larger is no table of foods."""

LONGEST_LINE: Final = 4 << 20
"""Characters; a row of the longest cells that the csv module takes is shorter."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|^[=+@\t]")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_NUMBERS: Final = ("number", "integer")


def read(
    directory: str,
    name: str,
    prefix: str,
    problems: list[str],
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, Record]]:
    """The rows of a table, each with the line it ends on; problems go to `problems`.

    A user's own file, which has a `prefix`, may lack columns that may be empty. `advance` is told
    the characters of each line that was read.
    """
    columns = COLUMNS[name]
    file, path = f"{prefix}{name}.csv", os.path.join(directory, f"{name}.csv")
    try:
        if _size(path) > LARGEST_FILE_MIB << 20:
            problems.append(f"{file}: larger than {LARGEST_FILE_MIB} MiB")
            return
        with open(path, newline="", encoding="utf-8-sig") as stream:
            reader = csv.reader(_lines(stream, advance), strict=True)
            header = next(reader, None)
            there = [c for c in columns if c.name in (header or ())]
            complete = (
                there if prefix and all(c in there for c in columns if c.required) else columns
            )
            if header != [c.name for c in complete]:
                expected = ",".join(c.name for c in columns)
                problems.append(f"{file}:1: header: expected {expected}")
                return
            for cells in reader:
                place = f"{file}:{reader.line_num}"
                if len(cells) != len(complete):
                    problems.append(f"{place}: {len(cells)} cells, not {len(complete)}")
                    continue
                record: Record = dict.fromkeys(c.name for c in columns)
                for column, text in zip(complete, cells, strict=True):
                    try:
                        record[column.name] = _cell(column, text)
                    except ValueError as error:
                        problems.append(f"{place}: {column.name}: {error}")
                        record[column.name] = None
                yield reader.line_num, record
    except FileNotFoundError:
        problems.append(f"{file}: there is no such file in {directory}")
    except OSError as error:
        problems.append(f"{file}: cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        problems.append(f"{file}: not UTF-8 at byte {error.start}")
    except csv.Error as error:
        problems.append(f"{file}:{reader.line_num}: malformed CSV: {error}")


def _size(path: str) -> int:
    """The bytes of a file. Raises OSError for a pipe or a device: reading may never end."""
    about = os.stat(path)
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return about.st_size


def _lines(stream: IO[str], advance: Callable[[int], None]) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise csv.Error(f"a line of {LONGEST_LINE} characters or more")
        advance(len(line))
        yield line


def _cell(column: Column, text: str) -> Cell:
    """The value of a cell; an empty one is None. Raises ValueError saying what is wrong."""
    if not text:
        if column.required:
            raise ValueError("must not be empty")
        return None
    if column.kind in _NUMBERS:
        return _number(column, text)
    if column.kind == "boolean":
        return _boolean(text)
    if _UNSAFE.search(text):
        raise ValueError(f"{text!r} has a control character or starts like a formula")
    if column.kind == "flag" and text != "yes":
        raise ValueError(f"{text!r} is not yes or empty")
    if column.allowed:
        for part in text.split(";") if column.kind == "list" else [text]:
            if part not in column.allowed:
                raise ValueError(f"{part!r} is not one of {', '.join(column.allowed)}")
    return text


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is not true or false")
    return text == "true"


def _number(column: Column, text: str) -> float | int:
    if column.kind == "integer":
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"{text!r} is not a whole number from 0")
        return int(text)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain number from 0")
    return float(text)


def version(directory: str, problems: list[str]) -> str:
    """The version that the descriptor of a whole table states."""
    path = os.path.join(directory, DESCRIPTOR)
    try:
        if _size(path) > LARGEST_FILE_MIB << 20:
            raise ValueError(f"larger than {LARGEST_FILE_MIB} MiB")
        with open(path, encoding="utf-8-sig") as stream:
            return str(json.load(stream)["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        problems.append(f"{DESCRIPTOR}: no version could be read: {error}")
        return ""


def of_one_row(table: str, record: Record) -> Iterator[str]:
    """What the numbers of an amount or a measurement say against each other, as 'column: what'."""
    if table not in _RANGES:
        return
    low, high = _RANGES[table]
    value, limit = record["ug_per_100g"], record["limit_ug_per_100g"]
    below = record["qualifier"] == "<"
    if below != (limit is not None) or (below and value is not None):
        yield "limit_ug_per_100g: goes with the qualifier < and no value"
    if record["qualifier"] in ("tr", "nd") and value is not None:
        yield "ug_per_100g: a trace or a not-found has no number"
    bottom, top = record[low], record[high]
    if bottom is not None and top is not None and float(bottom) > float(top):
        yield f"{low}: {bottom:g} is above {high} {top:g}"


_RANGES: Final = {
    "amounts": ("low", "high"),
    "measurements": ("min_ug_per_100g", "max_ug_per_100g"),
}
"""The columns that hold the ends of a range."""
