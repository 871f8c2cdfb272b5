"""From CSV files to the index: everything is read as text, checked once, and written as tables.

All problems are collected, each as 'file:line: column: what'; nothing is written when there is one.
"""

import csv
import json
import math
import os
import re
import sqlite3
from collections.abc import Iterator
from typing import Final

from vitk2.errors import DataError
from vitk2.model import COLUMNS, KEYS, WIDE, WIDE_FORMS, Cell, Column, words

TABLES: Final = tuple(COLUMNS)
DESCRIPTOR: Final = "datapackage.json"
REVIEW_ABOVE_UG: Final = 3000
"""mg printed for µg is common in this field: numbers above this are looked at first."""

Record = dict[str, Cell]

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|^[=+@\t]")
_SQL_TYPES: Final = {"number": "REAL", "integer": "INTEGER"}
_NUMBERS: Final = ("number", "integer")


def ingest(directory: str, connection: sqlite3.Connection) -> None:
    """Check the CSV files in `directory` and write their tables into `connection`.

    Raises DataError listing every problem found.
    """
    problems: list[str] = []
    tables = {name: list(_read(directory, name, problems)) for name in TABLES}
    version = _version(directory, problems)
    _check_keys(tables, problems)
    _check_amounts(tables, problems)
    if problems:
        raise DataError(problems)
    _write(connection, tables, version)


def _read(directory: str, name: str, problems: list[str]) -> Iterator[tuple[int, Record]]:
    file, columns = f"{name}.csv", COLUMNS[name]
    path = os.path.join(directory, file)
    try:
        with open(path, newline="", encoding="utf-8") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, None)
            if header != [c.name for c in columns]:
                expected = ",".join(c.name for c in columns)
                problems.append(f"{file}:1: header: expected {expected}")
                return
            for cells in reader:
                line = reader.line_num
                if len(cells) != len(columns):
                    problems.append(f"{file}:{line}: {len(cells)} cells, not {len(columns)}")
                    continue
                record: Record = {}
                for column, text in zip(columns, cells, strict=True):
                    try:
                        record[column.name] = _cell(column, text)
                    except ValueError as error:
                        problems.append(f"{file}:{line}: {column.name}: {error}")
                        record[column.name] = None
                yield line, record
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
    if _UNSAFE.search(text):
        raise ValueError(f"{text!r} has a control character or starts like a formula")
    if column.kind == "flag" and text != "yes":
        raise ValueError(f"{text!r} is not yes or empty")
    if column.allowed:
        for part in text.split(";") if column.kind == "list" else [text]:
            if part not in column.allowed:
                raise ValueError(f"{part!r} is not one of {', '.join(column.allowed)}")
    return text


def _number(column: Column, text: str) -> float | int:
    try:
        value = int(text) if column.kind == "integer" else float(text)
    except ValueError:
        kind = "a whole number" if column.kind == "integer" else "a number"
        raise ValueError(f"{text!r} is not {kind}") from None
    if not math.isfinite(value) or value < 0:
        raise ValueError(f"{text!r} is not a finite number from 0")
    return value


def _version(directory: str, problems: list[str]) -> str:
    try:
        with open(os.path.join(directory, DESCRIPTOR), encoding="utf-8") as stream:
            return str(json.load(stream)["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        problems.append(f"{DESCRIPTOR}: no version could be read: {error}")
        return ""


Tables = dict[str, list[tuple[int, Record]]]


def _check_keys(tables: Tables, problems: list[str]) -> None:
    """Keys are unique, and what a column refers to is there."""
    for name, rows in tables.items():
        seen: dict[tuple[Cell, ...], int] = {}
        for line, record in rows:
            key = tuple(record[c] for c in KEYS[name])
            if key in seen:
                problems.append(
                    f"{name}.csv:{line}: {', '.join(map(str, key))}: also at line {seen[key]}"
                )
            seen.setdefault(key, line)
    for name, rows in tables.items():
        for column in COLUMNS[name]:
            if column.refers:
                table, target = column.refers.split(".")
                valid = {record[target] for _, record in tables[table]}
                for line, record in rows:
                    text = str(record[column.name] or "")
                    parts = text.split(";") if column.kind == "list" else [text]
                    problems += [
                        f"{name}.csv:{line}: {column.name}: {part!r} is not in {table}.csv"
                        for part in parts
                        if part and part not in valid
                    ]


def _check_amounts(tables: Tables, problems: list[str]) -> None:
    """Qualifiers fit their numbers, ranges are ranges, and nothing above 3,000 µg is unreviewed."""
    for name, low, high in (
        ("amounts", "low", "high"),
        ("measurements", "min_ug_per_100g", "max_ug_per_100g"),
    ):
        for line, record in tables[name]:
            where = f"{name}.csv:{line}: "
            value, limit = record["ug_per_100g"], record["limit_ug_per_100g"]
            below = record["qualifier"] == "<"
            if below != (limit is not None) or (below and value is not None):
                problems.append(where + "limit_ug_per_100g: goes with the qualifier < and no value")
            if record["qualifier"] in ("tr", "nd") and value is not None:
                problems.append(where + "ug_per_100g: a trace or a not-found has no number")
            bottom, top = record[low], record[high]
            if bottom is not None and top is not None and float(bottom) > float(top):
                problems.append(where + f"{low}: {bottom:g} is above {high} {top:g}")
    for line, record in tables["measurements"]:
        value = record["ug_per_100g"]
        if value is not None and float(value) > REVIEW_ABOVE_UG and not record["reviewed"]:
            problems.append(
                f"measurements.csv:{line}: ug_per_100g: {value:g} is above {REVIEW_ABOVE_UG} "
                "and not in curation/reviewed.csv: mg for µg?"
            )


def _write(connection: sqlite3.Connection, tables: Tables, version: str) -> None:
    for name, columns in COLUMNS.items():
        spec = ", ".join(f'"{c.name}" {_SQL_TYPES.get(c.kind, "TEXT")}' for c in columns)
        connection.execute(f'CREATE TABLE "{name}" ({spec})')
        marks = ", ".join("?" * len(columns))
        rows = [tuple(r[c.name] for c in columns) for _, r in tables[name]]
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    foods = {str(r["food_id"]): r for _, r in tables["foods"]}
    studies = _studies(tables)
    connection.execute("CREATE TABLE meta (data_version TEXT)")
    connection.execute("INSERT INTO meta VALUES (?)", (version,))
    connection.execute("CREATE TABLE names (food_id TEXT, folded TEXT, studies INTEGER)")
    connection.executemany(
        "INSERT INTO names VALUES (?, ?, ?)",
        [(i, " ".join(words(str(f["name"]))), studies.get(i, 0)) for i, f in foods.items()],
    )
    connection.execute("CREATE TABLE terms (word TEXT, food_id TEXT, place INTEGER)")
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?)", [t for f in foods.values() for t in _terms(f)]
    )
    connection.execute("CREATE TABLE wholes (folded TEXT, food_id TEXT)")
    connection.executemany(
        "INSERT INTO wholes VALUES (?, ?)", [w for f in foods.values() for w in _wholes(f)]
    )
    _write_wide(connection, tables, foods)
    for index in (
        "foods (food_id)",
        "names (food_id)",
        "wide (food_id)",
        "amounts (food_id, form)",
        "amounts (form)",
        "measurements (food_id)",
        "measurements (source_id)",
        "portions (food_id)",
        "terms (word)",
        "terms (food_id)",
        "wholes (folded)",
    ):
        name = re.sub(r"\W+", "_", index)
        connection.execute(f"CREATE INDEX {name}i ON {index}")
    connection.execute("ANALYZE")
    connection.commit()


NAME, ALIAS, GROUP = 0, 1, 2
"""Places a word of a food may stand in, best first."""


def _terms(food: Record) -> set[tuple[str, str, int]]:
    places = ((NAME, food["name"]), (ALIAS, food["aliases"]), (GROUP, food["group"]))
    return {
        (w, str(food["food_id"]), place) for place, text in places for w in words(str(text or ""))
    }


def _wholes(food: Record) -> set[tuple[str, str]]:
    """The texts that name this food alone: its name, and plain words it is the default of."""
    texts = [str(food["name"]), *str(food["default_for"] or "").split(";")]
    return {(" ".join(words(t)), str(food["food_id"])) for t in texts if t}


def _studies(tables: Tables) -> dict[str, int]:
    """How many studies stand behind a food, over all its forms."""
    study = {r["source_id"]: r["study"] for _, r in tables["sources"]}
    behind: dict[str, set[Cell]] = {}
    for _, r in tables["measurements"]:
        if r["status"] == "counted" and r["tier"] != "C":
            behind.setdefault(str(r["food_id"]), set()).add(study.get(r["source_id"]))
    return {food_id: len(found) for food_id, found in behind.items()}


def _write_wide(connection: sqlite3.Connection, tables: Tables, foods: dict[str, Record]) -> None:
    types = {"studies": "INTEGER", "tier": "TEXT"}
    spec = ", ".join(
        f'"{c}" {types.get(c.rsplit("_", 1)[-1], "REAL") if i > 3 else "TEXT"}'
        for i, c in enumerate(WIDE[:-2])
    )
    connection.execute(f"CREATE TABLE wide ({spec}, qualifiers TEXT, marks TEXT)")
    amounts: dict[str, list[Record]] = {}
    for _, r in tables["amounts"]:
        amounts.setdefault(str(r["food_id"]), []).append(r)
    rows = [_wide(food, amounts.get(i, [])) for i, food in foods.items()]
    connection.executemany(f"INSERT INTO wide VALUES ({', '.join('?' * len(WIDE))})", rows)


def _wide(food: Record, amounts: list[Record]) -> tuple[Cell, ...]:
    by_form = {str(a["form"]): a for a in amounts}
    cells: list[Cell] = [food[c] for c in WIDE[:4]]
    qualifiers, marks = [], []
    for form in WIDE_FORMS:
        amount = by_form.get(form.value, {})
        cells += [amount.get(c) for c in ("ug_per_100g", "low", "high", "studies", "tier")]
        if qualifier := amount.get("qualifier"):
            limit = amount.get("limit_ug_per_100g")
            qualifiers.append(f"{form.key}:{qualifier}{'' if limit is None else f'{limit:g}'}")
        marks += [f"{form.key}:{m}" for m in str(amount.get("marks") or "").split(";") if m]
    return (*cells, ";".join(qualifiers) or None, ";".join(marks) or None)
