"""Reads the CSV files as text and checks everything in them, once.

All problems are collected, each as 'file:line: column: what'; none is passed over for another.
"""

import csv
import json
import os
import re
from collections.abc import Iterator, Sequence
from typing import Final

from vitk2.errors import DataError
from vitk2.tables.columns import COLUMNS, DESCRIPTOR, KEYS, Cell, Column, Record
from vitk2.tables.own_rows import complete

REVIEW_ABOVE_UG: Final = 3000
"""mg printed for µg is common in this field: numbers above this are looked at first."""

LARGEST_FILE_MIB: Final = 64
"""A table of two hundred thousand foods; what is larger is no table of foods."""

OWN_REQUIRED: Final = ("foods", "amounts", "sources")
OWN_OPTIONAL: Final = ("measurements", "portions")
"""The tables a user's own directory must and may have; forms are the published ones."""

Tables = dict[str, list[tuple[str, Record]]]
"""The rows of each table, each with its place as 'file:line'."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|^[=+@\t]")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_NUMBERS: Final = ("number", "integer")


def is_whole(directory: str) -> bool:
    """Whether a directory is a table of its own, with a version, and no addition to another."""
    return os.path.exists(os.path.join(directory, DESCRIPTOR))


def ingest(directory: str, own: Sequence[str] = ()) -> tuple[Tables, str]:
    """The checked tables of a directory, a user's own added to them, and the version of the data.

    Raises DataError listing every problem found; places in own directories name their directory.
    """
    problems: list[str] = []
    tables = {name: list(_read(directory, name, "", problems)) for name in COLUMNS}
    added = [_add_own(own_directory, tables, problems) for own_directory in own]
    for _, record in tables["amounts"]:
        record["doubtful"] = _in_doubt(record)
    version = _version(directory, problems)
    _check_keys(tables, problems)
    _check_names(tables, problems)
    _check_amounts(tables, problems)
    if problems:
        raise DataError(problems)
    for own_tables in added:
        complete(own_tables, tables)
    return tables, version


def _add_own(directory: str, tables: Tables, problems: list[str]) -> Tables:
    """Add a user's own rows to `tables`; returns them."""
    if not os.path.isdir(directory):
        problems.append(f"{directory}: there is no such directory")
        return {}
    prefix = os.path.join(directory, "")
    own = {}
    for name in (*OWN_REQUIRED, *OWN_OPTIONAL):
        if name in OWN_REQUIRED or os.path.exists(f"{prefix}{name}.csv"):
            own[name] = list(_read(directory, name, prefix, problems))
    for name, rows in own.items():
        tables[name] += rows
    return own


def _in_doubt(amount: Record) -> bool:
    """Whether an amount is doubtful: the column says so, or a mark of the user's own does."""
    return bool(amount["doubtful"]) or "doubtful" in str(amount["marks"])


def _read(
    directory: str, name: str, prefix: str, problems: list[str]
) -> Iterator[tuple[str, Record]]:
    """The rows of a table with their places; a user's own may lack columns that may be empty."""
    columns = COLUMNS[name]
    file, path = f"{prefix}{name}.csv", os.path.join(directory, f"{name}.csv")
    try:
        if os.path.getsize(path) > LARGEST_FILE_MIB << 20:
            problems.append(f"{file}: larger than {LARGEST_FILE_MIB} MiB")
            return
        with open(path, newline="", encoding="utf-8-sig") as stream:
            reader = csv.reader(stream, strict=True)
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
                yield place, record
    except FileNotFoundError:
        problems.append(f"{file}: there is no such file in {directory}")
    except OSError as error:
        problems.append(f"{file}: cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        problems.append(f"{file}: not UTF-8 at byte {error.start}")
    except csv.Error as error:
        problems.append(f"{file}:{reader.line_num}: malformed CSV: {error}")


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


def _version(directory: str, problems: list[str]) -> str:
    try:
        with open(os.path.join(directory, DESCRIPTOR), encoding="utf-8") as stream:
            return str(json.load(stream)["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        problems.append(f"{DESCRIPTOR}: no version could be read: {error}")
        return ""


def _check_keys(tables: Tables, problems: list[str]) -> None:
    """Keys are unique, and what a column refers to is there."""
    for name, rows in tables.items():
        seen: dict[tuple[Cell, ...], str] = {}
        for place, record in rows:
            key = tuple(record[c] for c in KEYS[name])
            if key in seen:
                problems.append(f"{place}: {', '.join(map(str, key))}: also at {seen[key]}")
            seen.setdefault(key, place)
    for name, rows in tables.items():
        for column in COLUMNS[name]:
            if column.refers:
                table, target = column.refers.split(".")
                valid = {record[target] for _, record in tables[table]}
                for place, record in rows:
                    text = str(record[column.name] or "")
                    parts = text.split(";") if column.kind == "list" else [text]
                    problems += [
                        f"{place}: {column.name}: {part!r} is not in {table}.csv"
                        for part in parts
                        if part and part not in valid
                    ]


def _check_names(tables: Tables, problems: list[str]) -> None:
    """What amounts repeat of their food is what foods say."""
    foods = {record["food_id"]: record for _, record in reversed(tables["foods"])}
    for place, record in tables["amounts"]:
        if food := foods.get(record["food_id"]):
            problems += [
                f"{place}: {column}: {record[column]!r}, but foods.csv says {food[column]!r}"
                for column in ("name", "group")
                if food[column] is not None and record[column] != food[column]
            ]


def _check_amounts(tables: Tables, problems: list[str]) -> None:
    """Qualifiers fit their numbers, ranges are ranges, and nothing above 3,000 µg is unreviewed."""
    for name, low, high in (
        ("amounts", "low", "high"),
        ("measurements", "min_ug_per_100g", "max_ug_per_100g"),
    ):
        for place, record in tables[name]:
            value, limit = record["ug_per_100g"], record["limit_ug_per_100g"]
            below = record["qualifier"] == "<"
            if below != (limit is not None) or (below and value is not None):
                what = "goes with the qualifier < and no value"
                problems.append(f"{place}: limit_ug_per_100g: {what}")
            if record["qualifier"] in ("tr", "nd") and value is not None:
                problems.append(f"{place}: ug_per_100g: a trace or a not-found has no number")
            bottom, top = record[low], record[high]
            if bottom is not None and top is not None and float(bottom) > float(top):
                problems.append(f"{place}: {low}: {bottom:g} is above {high} {top:g}")
    reviewed = {r["food_id"] for _, r in tables["measurements"] if r["reviewed"]}
    for name in ("measurements", "amounts"):
        for place, record in tables[name]:
            value = record["ug_per_100g"]
            if value is None or float(value) <= REVIEW_ABOVE_UG:
                continue
            if not (
                record["reviewed"] if name == "measurements" else record["food_id"] in reviewed
            ):
                problems.append(
                    f"{place}: ug_per_100g: {value:g} is above {REVIEW_ABOVE_UG} "
                    "and not reviewed: mg for µg?"
                )
