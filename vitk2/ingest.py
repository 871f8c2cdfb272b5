"""From CSV files to the index: everything is read as text, checked once, and written as tables.

All problems are collected, each as 'file:line: column: what'; nothing is written when there is one.
"""

import csv
import json
import math
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vitk2.errors import DataError
from vitk2.model import (
    ALIAS,
    COLUMNS,
    DESCRIPTOR,
    GROUP,
    KEYS,
    NAME,
    WIDE,
    WIDE_FORMS,
    Cell,
    Column,
    words,
)

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
    tables = {name: list(_read(directory, name, problems)) for name in COLUMNS}
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
    """The published tables, each with the columns that searching and ranking want at hand."""
    foods = {str(r["food_id"]): r for _, r in tables["foods"]}
    folded = {i: " ".join(words(str(f["name"]))) for i, f in foods.items()}
    studies = _studies(tables)
    amounts: dict[str, list[Record]] = {}
    for _, r in tables["amounts"]:
        amounts.setdefault(str(r["food_id"]), []).append(r)
        r |= {"rank": _rank(r), "doubtful": "doubtful" in str(r["marks"])}
        r["folded"] = folded.get(str(r["food_id"]))
    for i, food in foods.items():
        food |= {"folded": folded[i], "studies": studies.get(i, 0)}
    extra = {"amounts": ("rank", "doubtful", "folded"), "foods": ("folded", "studies")}
    for name, columns in COLUMNS.items():
        types = [(c.name, _SQL_TYPES.get(c.kind, "TEXT")) for c in columns]
        types += [(c, "") for c in extra.get(name, ())]
        rows = [[r[c] for c, _ in types] for _, r in tables[name]]
        _create(connection, name, types, rows)
    wide_types = [(c, "TEXT" if i < 4 else _wide_type(c)) for i, c in enumerate(WIDE)]
    wide = [_wide(food, amounts.get(i, [])) for i, food in foods.items()]
    _create(connection, "wide", wide_types, wide)
    terms = [t for f in foods.values() for t in _terms(f)]
    _create(connection, "terms", [("word", "TEXT"), ("food_id", "TEXT"), ("place", "")], terms)
    wholes = [w for f in foods.values() for w in _wholes(f)]
    _create(connection, "wholes", [("folded", "TEXT"), ("food_id", "TEXT")], wholes)
    _create(connection, "meta", [("data_version", "TEXT")], [[version]])
    for number, index in enumerate(_INDEXES):
        connection.execute(f"CREATE INDEX index_{number} ON {index}")
    connection.execute("ANALYZE")
    connection.commit()


_INDEXES: Final = (
    "foods (food_id)",
    "foods (folded, food_id)",
    "wide (food_id)",
    "amounts (food_id, form)",
    "amounts (form, doubtful, rank, ug_per_100g DESC, limit_ug_per_100g DESC, folded, food_id)",
    "measurements (food_id)",
    "measurements (source_id)",
    "portions (food_id)",
    "terms (word)",
    "wholes (folded)",
)


def _create(
    connection: sqlite3.Connection,
    table: str,
    types: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Cell]],
) -> None:
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in types)
    connection.execute(f'CREATE TABLE "{table}" ({columns})')
    marks = ", ".join("?" * len(types))
    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def _rank(amount: Record) -> int:
    """Numbers stand before limits, traces, not-founds and assumed zeros in every ranking."""
    order = ("<", "tr", "nd", "assumed")
    qualifier = amount["qualifier"]
    return 1 + order.index(str(qualifier)) if qualifier in order else 0


def _terms(food: Record) -> set[tuple[str, str, int]]:
    places = ((NAME, food["name"]), (ALIAS, food["aliases"]), (GROUP, food["group"]))
    food_id = str(food["food_id"])
    return {(word, food_id, place) for place, text in places for word in words(str(text or ""))}


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


def _wide_type(column: str) -> str:
    return {"studies": "INTEGER", "tier": "TEXT", "qualifiers": "TEXT", "marks": "TEXT"}.get(
        column.rsplit("_", 1)[-1], "REAL"
    )


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
