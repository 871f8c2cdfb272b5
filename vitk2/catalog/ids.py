"""Ids of foods and sources: their legality, their uniqueness in any case, and legal proposals.

Commands look ids up without case, lists join them by `;`, and a shell completes them, so an id is
a plain word. Ids of foods are in lower case; the published sources have ids in both cases.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from vitk2.catalog.schema import COLUMNS, FOOD_ID, SOURCE_ID, Column
from vitk2.catalog.validation import RowLocations
from vitk2.text import fold, quote_value

LOOKED_UP_FOLDED: Final = {"sources": ("source_id",), "portions": ("food_id", "portion")}
"""Keys whose last column commands look up without case and accents.

The ids of foods are in lower case, so that they differ whenever their bytes do.
"""

_LETTERS: Final = {FOOD_ID: "a to z", SOURCE_ID: "a to z, A to Z"}
_NAMELESS: Final = {FOOD_ID: "food", SOURCE_ID: "source"}
"""Proposals for a text that has no letter or digit of ASCII."""


def problems(
    connection: sqlite3.Connection, locations: Mapping[str, RowLocations]
) -> Iterator[str]:
    """Yield each cell with an illegal id, and each key that is an earlier one in another case."""
    connection.create_function("folded", 1, fold, deterministic=True)
    for table, column in (("foods", "food_id"), ("sources", "source_id")):
        yield from _illegal(connection, table, column, locations)
    for table, key in LOOKED_UP_FOLDED.items():
        yield from _alike(connection, table, key, locations[table])


def proposed(pattern: str, text: str) -> str:
    """Return a legal id that resembles `text`."""
    plain = fold(text) if pattern == FOOD_ID else unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    joined = re.sub(r"[^A-Za-z0-9._-]+", "-", bare).strip("._-")
    return joined[:90].rstrip("._-") or _NAMELESS[pattern]


def _illegal(
    connection: sqlite3.Connection, table: str, name: str, locations: Mapping[str, RowLocations]
) -> Iterator[str]:
    """Yield the cells of a key that its pattern forbids, then the cells that refer to them."""
    proposals = _Proposals(connection, table, name)
    is_legal, letters = re.compile(proposals.pattern).fullmatch, _LETTERS[proposals.pattern]
    connection.create_function("is_legal", 1, lambda text: bool(is_legal(text)), deterministic=True)
    rows = f"SELECT rowid, {name} FROM {table} WHERE {name} IS NOT NULL AND NOT is_legal({name})"
    legal: dict[str, str] = {}
    for rowid, text in connection.execute(f"{rows} ORDER BY rowid").fetchall():
        if text not in legal:
            legal[text] = proposals.of(text)
        yield (
            f"{locations[table][rowid]}: {name}: {quote_value(text)} is not a legal id: use "
            f"{letters}, 0 to 9, '.', '_' and '-', at most 100, a letter or digit first, "
            f"such as {legal[text]!r}"
        )
    if legal:
        yield from _references(connection, f"{table}.{name}", legal, locations)


def _references(
    connection: sqlite3.Connection,
    target: str,
    legal: Mapping[str, str],
    locations: Mapping[str, RowLocations],
) -> Iterator[str]:
    """Yield the cells that refer to an illegal id, each with the id proposed for it."""
    for table, column in _columns_referring_to(target):
        rows = f"SELECT rowid, {column.name} FROM {table} WHERE {column.name} IS NOT NULL"
        for rowid, text in connection.execute(f"{rows} ORDER BY rowid"):
            for part in text.split(";") if column.kind == "list" else [text]:
                if part in legal:
                    message = (
                        f"{quote_value(part)} is not a legal id: write {legal[part]!r} here too"
                    )
                    yield f"{locations[table][rowid]}: {column.name}: {message}"


def _columns_referring_to(target: str) -> Iterator[tuple[str, Column]]:
    for table, columns in COLUMNS.items():
        yield from ((table, column) for column in columns if column.refers == target)


def _alike(
    connection: sqlite3.Connection, table: str, key: tuple[str, ...], locations: RowLocations
) -> Iterator[str]:
    """Yield keys that differ from an earlier one in case or accents alone."""
    *others, last = key
    proposals = _Proposals(connection, table, last)
    group = f"PARTITION BY {', '.join([*others, f'folded({last})'])} ORDER BY rowid"
    not_null = " AND ".join(f"{column} IS NOT NULL" for column in key)
    rows = (
        f"SELECT rowid, {last} AS later, first_value({last}) OVER ({group}) AS earlier, "
        f"first_value(rowid) OVER ({group}) FROM {table} WHERE {not_null}"
    )
    for rowid, later, earlier, first in connection.execute(
        f"SELECT * FROM ({rows}) WHERE later <> earlier ORDER BY rowid"
    ).fetchall():
        message = (
            f"{later!r} differs only in case or accents from {earlier!r} at {locations[first]}"
        )
        suggestion = f", such as {proposals.of(later)!r}" if proposals.pattern else ""
        yield f"{locations[rowid]}: {last}: {message}: write another{suggestion}"


class _Proposals:
    """Legal ids that no row of a table has and that were not proposed for another text."""

    def __init__(self, connection: sqlite3.Connection, table: str, column: str) -> None:
        self.pattern = next(c.pattern for c in COLUMNS[table] if c.name == column)
        # Ids of foods have one case, so the index finds them.
        case = "" if self.pattern == FOOD_ID else "COLLATE NOCASE"
        self._exists_sql = f"SELECT 1 FROM {table} WHERE {column} = ? {case} LIMIT 1"
        self._connection = connection
        self._numbers: dict[str, int] = {}

    def of(self, text: str) -> str:
        """Return a legal id like `text`, followed by a number where that is needed."""
        base = proposed(self.pattern, text)
        while True:
            number = self._numbers[base] = self._numbers.get(base, 0) + 1
            candidate = base if number == 1 else f"{base}-{number}"
            if not self._connection.execute(self._exists_sql, [candidate]).fetchone():
                return candidate
