"""Checks what rows say of each other once they are in SQLite; no table is held in memory."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

from vitk2.catalog.column import Column
from vitk2.catalog.schema import COLUMNS, KEYS

REVIEW_ABOVE_UG: Final = 3000
"""mg printed for µg is common in this field: numbers above this are looked at first."""


class Places:
    """Where each row of a table was read, as 'file:line'.

    Rows that stand on lines one after another share an entry, so that millions of them need one.
    """

    def __init__(self) -> None:
        self._from: list[int] = []
        self._lines: list[tuple[str, int]] = []

    def add(self, rowid: int, file: str, line: int) -> None:
        """Note a row; rowids ascend."""
        if not self._lines or self._lines[-1] != (file, line - rowid):
            self._from.append(rowid)
            self._lines.append((file, line - rowid))

    def __getitem__(self, rowid: int) -> str:
        file, ahead = self._lines[bisect_right(self._from, rowid) - 1]
        return f"{file}:{rowid + ahead}"


def keys_and_references(
    connection: sqlite3.Connection, places: Mapping[str, Places]
) -> Iterator[str]:
    """Keys are unique, and what a column refers to is there."""
    for name, key in KEYS.items():
        yield from _repeated(connection, name, key, places[name])
    for name, columns in COLUMNS.items():
        for column in columns:
            if column.refers:
                yield from _astray(connection, name, column, places[name])


def _repeated(
    connection: sqlite3.Connection, name: str, key: tuple[str, ...], places: Places
) -> Iterator[str]:
    columns, rows = ", ".join(f'"{column}"' for column in key), _rows_with_keys(name, key)
    any_twice = f"SELECT 1 {rows} GROUP BY {columns} HAVING count(*) > 1 LIMIT 1"
    if not connection.execute(any_twice).fetchone():
        return
    each = f"SELECT rowid, min(rowid) OVER (PARTITION BY {columns}) AS first, {columns} {rows}"
    for rowid, first, *cells in connection.execute(
        f"SELECT * FROM ({each}) WHERE rowid > first ORDER BY rowid"
    ):
        yield f"{places[rowid]}: {', '.join(map(str, cells))}: also at {places[first]}"


def _rows_with_keys(name: str, key: tuple[str, ...]) -> str:
    """Return the FROM clause of the rows whose key has no required part missing."""
    required = [c.name for c in COLUMNS[name] if c.required and c.name in key]
    there = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
    return f"FROM {name} WHERE {there or 1}"


def _astray(
    connection: sqlite3.Connection, name: str, column: Column, places: Places
) -> Iterator[str]:
    table, target = column.refers.split(".")
    there = f"SELECT {target} FROM {table} WHERE {target} IS NOT NULL"
    rows = f"SELECT rowid, {column.name} FROM {name} WHERE {column.name} NOT IN ({there})"
    for rowid, text in connection.execute(f"{rows} ORDER BY rowid"):
        for part in text.split(";") if column.kind == "list" else [text]:
            known = f"SELECT 1 FROM {table} WHERE {target} = ?"
            if not part:
                yield f"{places[rowid]}: {column.name}: {text!r} has an empty part: leave it out"
            elif not connection.execute(known, [part]).fetchone():
                yield f"{places[rowid]}: {column.name}: {part!r} is not in {table}.csv"


def names(connection: sqlite3.Connection, places: Places) -> Iterator[str]:
    """What amounts repeat of their food is what foods say."""
    for rowid, *pairs in connection.execute(
        """SELECT a.rowid, a.name, f.name, a."group", f."group" FROM amounts a
        JOIN foods f ON f.rowid = (SELECT min(rowid) FROM foods WHERE food_id = a.food_id)
        WHERE a.name IS NOT f.name OR a."group" IS NOT f."group" ORDER BY a.rowid"""
    ):
        for column, said, of_food in zip(("name", "group"), pairs[::2], pairs[1::2], strict=True):
            if of_food is not None and said != of_food:
                yield f"{places[rowid]}: {column}: {said!r}, but foods.csv says {of_food!r}"


def unreviewed(connection: sqlite3.Connection, places: Mapping[str, Places]) -> Iterator[str]:
    """Nothing above 3,000 µg is unreviewed: an amount is where a number of its food is."""
    of_food = "SELECT food_id FROM measurements WHERE food_id IS NOT NULL AND reviewed IS NOT NULL"
    for name, reviewed in (
        ("measurements", "reviewed IS NOT NULL"),
        ("amounts", f"food_id IS NOT NULL AND food_id IN ({of_food})"),
    ):
        for rowid, value in connection.execute(
            f"SELECT rowid, ug_per_100g FROM {name} "
            f"WHERE ug_per_100g > {REVIEW_ABOVE_UG} AND NOT ({reviewed}) ORDER BY rowid"
        ):
            yield (
                f"{places[name][rowid]}: ug_per_100g: {value:g} is above {REVIEW_ABOVE_UG} "
                "and not reviewed: mg for µg?"
            )
