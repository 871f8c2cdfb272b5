"""The wide table: one row a food, each form's value beside each other."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from vitk2.catalog.schema import WIDE, Cell, Record
from vitk2.forms import WIDE_FORMS
from vitk2.progress import Progress

_WIDE_TEXTS: Final = ("qualifiers", "doubtful", "marks")


def _wide_type(column: str) -> str:
    if column.endswith("_studies"):
        return "INTEGER"
    texts = (*WIDE[:4], *_WIDE_TEXTS)
    return "TEXT" if column.endswith("_tier") or column in texts else "REAL"


def write_wide(connection: sqlite3.Connection, progress: Progress) -> None:
    """Write one row a food: each form's value beside each other."""
    types = ", ".join(f'"{c}" {_wide_type(c)}' for c in WIDE)
    connection.execute(f"CREATE TABLE wide ({types})")
    marks = ", ".join("?" * len(WIDE))
    connection.executemany(f"INSERT INTO wide VALUES ({marks})", _wide_rows(connection, progress))


_OF_AMOUNT: Final = (
    *("form", "ug_per_100g", "low", "high", "studies", "tier"),
    *("qualifier", "limit_ug_per_100g", "doubtful", "marks"),
)


def _wide_rows(connection: sqlite3.Connection, progress: Progress) -> Iterator[tuple[Cell, ...]]:
    selected = ", ".join([*(f'f."{c}"' for c in WIDE[:4]), *(f"a.{c}" for c in _OF_AMOUNT)])
    rows = connection.execute(
        f"SELECT f.rowid, {selected} FROM foods f "
        "LEFT JOIN amounts a ON a.food_id = f.food_id ORDER BY f.rowid"
    )
    for _, of_food in groupby(rows, itemgetter(0)):
        food: tuple[Cell, ...] = ()
        amounts: dict[Any, Record] = {}
        for _, *cells in of_food:
            food = tuple(cells[:4])
            amounts[cells[4]] = dict(zip(_OF_AMOUNT, cells[4:], strict=True))
        yield _wide(food, amounts)
        progress.advance()


def _wide(food: tuple[Cell, ...], by_form: dict[Any, Record]) -> tuple[Cell, ...]:
    cells = list(food)
    qualifiers, doubtful, marks = [], [], []
    for form in WIDE_FORMS:
        amount = by_form.get(form.value, {})
        cells += [amount.get(c) for c in ("ug_per_100g", "low", "high", "studies", "tier")]
        if qualifier := amount.get("qualifier"):
            limit = amount.get("limit_ug_per_100g")
            qualifiers.append(f"{form.key}:{qualifier}{'' if limit is None else f'{limit:.15g}'}")
        doubtful += [form.key] if amount.get("doubtful") else []
        marks += [f"{form.key}:{m}" for m in str(amount.get("marks") or "").split(";") if m]
    return (*cells, *(";".join(part) or None for part in (qualifiers, doubtful, marks)))
