"""Reads the CSV files as text and checks everything in them, once.

All problems are collected, each as 'file:line: column: what'; none is passed over for another.
"""

import csv
import json
import os
from collections.abc import Iterator, Sequence
from typing import Final

from vitk2.errors import DataError
from vitk2.tables.cells import contradictions, value_of
from vitk2.tables.column import Column
from vitk2.tables.columns import COLUMNS, DESCRIPTOR, KEYS, Cell, Record
from vitk2.tables.opening import regular
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

LARGEST_DESCRIPTOR: Final = 1 << 24
"""Characters that are read of a descriptor."""

_VERSION = Column("version", "text", "version of the data", required=True)


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
    _check_rows(tables, problems)
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
        with open(path, newline="", encoding="utf-8-sig", opener=regular) as stream:
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
                        record[column.name] = value_of(column, text)
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


def _version(directory: str, problems: list[str]) -> str:
    try:
        with open(os.path.join(directory, DESCRIPTOR), encoding="utf-8", opener=regular) as stream:
            version = json.loads(stream.read(LARGEST_DESCRIPTOR))["version"]
        return str(value_of(_VERSION, version if isinstance(version, str) else ""))
    except RecursionError:
        problems.append(f"{DESCRIPTOR}: no version could be read: nested too deeply")
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


def _check_rows(tables: Tables, problems: list[str]) -> None:
    """No row contradicts itself."""
    for name, rows in tables.items():
        for place, record in rows:
            problems += [f"{place}: {what}" for what in contradictions(name, record)]


def _check_amounts(tables: Tables, problems: list[str]) -> None:
    """Nothing above 3,000 µg is unreviewed."""
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
