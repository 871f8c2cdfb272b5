"""Checks of cells, of rows, and of rows of all tables against each other."""

import re
import sqlite3
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

from vitk2.catalog.schema import COLUMNS, KEYS, Cell, Column, Record
from vitk2.text import quote_value

LARGEST_NUMBER: Final = 100_000_000
"""The µg in 100 g; no portion in grams, no count and no mass comes near it."""

SMALLEST_NUMBER: Final = 1e-9
"""The least that can be measured; a smaller number above 0 is a slip."""

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_PORTION = re.compile(r"([0-9]+(?:\.[0-9]+)?) \S", re.ASCII)

_PLAIN = re.compile(r"[0-9A-Za-z][ !-:<-~]*")
"""Most texts: ASCII without `;`, which need no further check."""

FORMULA_SIGNS: Final = r"=+\-@＝＋－＠"
"""Signs that begin a formula, for the brackets of a pattern."""

_FORMULA = re.compile(rf"(?:^|;)\s*[{FORMULA_SIGNS}]")
"""The start of a formula in a spreadsheet, also after blanks or the separator `;`."""

_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]"
    "|(?:^|[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Characters that count as printable and show nothing, and glyph selectors without a glyph."""

_JOINERS: Final = "\u200c\u200d"
_VIRAMA: Final = 9
"""The combining class of the signs after which Indic scripts join letters, or do not."""


def value_of(column: Column, text: str) -> Cell:
    """Return the value of a cell, None for an empty one. Raises ValueError for a bad one."""
    if not text:
        if column.required:
            raise ValueError("must not be empty")
        return None
    if column.kind in ("number", "integer"):
        return _number(text, whole=column.kind == "integer")
    if column.kind == "boolean":
        return _boolean(text)
    if not column.pattern and not _PLAIN.fullmatch(text):
        _refuse_deceptive(text)
    if column.kind == "flag" and text != "yes":
        raise ValueError(f"{quote_value(text)} is not yes or empty")
    if column.allowed:
        for part in text.split(";") if column.kind == "list" else [text]:
            if part not in column.allowed:
                raise ValueError(f"{quote_value(part)} is not one of {', '.join(column.allowed)}")
    return text


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{quote_value(text)} is not true or false")
    return text == "true"


def _number(text: str, *, whole: bool) -> float | int:
    if whole and not (text.isascii() and text.isdigit()):
        raise ValueError(f"{quote_value(text)} is not a whole number from 0")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{quote_value(text)} is not a plain number from 0")
    value = float(text)
    if value > LARGEST_NUMBER:
        raise ValueError(f"{quote_value(text)} is above {LARGEST_NUMBER:,}")
    if value < SMALLEST_NUMBER and text.strip("0."):
        raise ValueError(f"{quote_value(text)} is above 0 and below {SMALLEST_NUMBER:.9f}")
    return int(value) if whole else value


def _refuse_deceptive(text: str) -> None:
    """Raise ValueError for a text that hides something, or that a spreadsheet would calculate."""
    if text.isspace():
        raise ValueError(f"{quote_value(text)} is blank: leave the cell empty")
    if _FORMULA.search(text):
        raise ValueError(f"{quote_value(text)} starts like a formula")
    if not text.isprintable():
        for position, character in enumerate(text):
            if not (character.isprintable() or _is_blank_or_joins(text, position)):
                raise ValueError(f"{quote_value(text)} has {_character_name(character)}")
    if hidden := _BLANK.search(text):
        raise ValueError(f"{quote_value(text)} has {_character_name(hidden[0][-1])}")


def _is_blank_or_joins(text: str, position: int) -> bool:
    """Return whether an unprintable character is needed: a wide blank, or a joiner in its script.

    Persian and Urdu set words apart by one between letters, Indic scripts choose a shape by one
    beside a virama; anywhere else a joiner only hides.
    """
    character = text[position]
    if character not in _JOINERS:
        return unicodedata.category(character) == "Zs"
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if not before:
        return False
    if _VIRAMA in map(unicodedata.combining, before + after):
        return True
    arabic = [unicodedata.bidirectional(c) in ("AL", "NSM") for c in before + after]
    return arabic == [True, True]


def _character_name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Cc":
        return f"{code}, a control character"
    return " ".join(filter(None, (code, unicodedata.name(character, "")))) + ", which shows nothing"


def row_errors(table: str, record: Record) -> Iterator[str]:
    """Yield the contradictions within a row, each as 'column: problem'."""
    if table in ("foods", "portions"):
        yield from _portion_errors(record)
    elif table == "amounts":
        yield from _number_errors(record, "low", "high")
        yield from _range_errors(record)
    elif table == "measurements":
        # A source may print a mean outside its own minimum and maximum: that is no fault here.
        yield from _number_errors(record, "min_ug_per_100g", "max_ug_per_100g")


def _portion_errors(record: Record) -> Iterator[str]:
    words, grams = record["portion"], record["portion_g"]
    if (words is None) != (grams is None):
        yield "portion_g: goes with a portion, and a portion with it"
    if grams == 0:
        yield "portion_g: a portion weighs more than 0 g"
    if words is not None:
        amount = _PORTION.match(str(words))
        if not amount or not SMALLEST_NUMBER < float(amount[1]) <= LARGEST_NUMBER:
            problem = "does not begin with a number above 0: write e.g. 1 bowl"
            yield f"portion: {quote_value(str(words))} {problem}"


def _number_errors(record: Record, low: str, high: str) -> Iterator[str]:
    """Yield each misfit of qualifier and number, and a range whose ends are swapped."""
    value, limit = record["ug_per_100g"], record["limit_ug_per_100g"]
    qualifier = record["qualifier"]
    has_limit = qualifier in ("<", "<=")
    if has_limit != (limit is not None) or (has_limit and value is not None):
        yield "limit_ug_per_100g: goes with the qualifier < or <= and no value"
    if qualifier in ("tr", "nd") and value is not None:
        yield "ug_per_100g: a trace or a not-found has no number"
    if qualifier == "assumed" and value != 0:
        yield f"ug_per_100g: an assumed zero is 0, not {'empty' if value is None else f'{value:g}'}"
    if qualifier == ">=" and value is None:
        yield "ug_per_100g: the qualifier >= goes with a number"
    bottom, top = record[low], record[high]
    if bottom is not None and top is not None and float(bottom) > float(top):
        yield f"{low}: {bottom:g} is above {high} {top:g}"


def _range_errors(record: Record) -> Iterator[str]:
    """Yield each number or limit that lies outside its own range."""
    for column in ("ug_per_100g", "limit_ug_per_100g"):
        value, low, high = record[column], record["low"], record["high"]
        if value is not None and low is not None and float(value) < float(low):
            yield f"{column}: {value:g} is below low {low:g}"
        if value is not None and high is not None and float(value) > float(high):
            yield f"{column}: {value:g} is above high {high:g}"


REVIEW_ABOVE_UG: Final = 3000
"""Larger numbers must be reviewed, since mg printed for µg is common in this field."""


class RowLocations:
    """The location of each row of a table, as 'file:line'.

    Rows on consecutive lines share an entry, so that millions of them need one.
    """

    def __init__(self) -> None:
        self._first_rowids: list[int] = []
        self._offsets: list[tuple[str, int]] = []

    def add(self, rowid: int, file: str, line: int) -> None:
        """Record the location of a row; rowids ascend."""
        if not self._offsets or self._offsets[-1] != (file, line - rowid):
            self._first_rowids.append(rowid)
            self._offsets.append((file, line - rowid))

    def __getitem__(self, rowid: int) -> str:
        file, offset = self._offsets[bisect_right(self._first_rowids, rowid) - 1]
        return f"{file}:{rowid + offset}"


def check_keys(
    connection: sqlite3.Connection, locations: Mapping[str, RowLocations]
) -> Iterator[str]:
    """Yield each repeated key, and each reference to a row that does not exist."""
    for name, key in KEYS.items():
        yield from _duplicate_keys(connection, name, key, locations[name])
    for name, columns in COLUMNS.items():
        for column in columns:
            if column.refers:
                yield from _dangling_references(connection, name, column, locations[name])


def _duplicate_keys(
    connection: sqlite3.Connection, name: str, key: tuple[str, ...], locations: RowLocations
) -> Iterator[str]:
    columns, rows = ", ".join(f'"{column}"' for column in key), _rows_with_keys(name, key)
    any_twice = f"SELECT 1 {rows} GROUP BY {columns} HAVING count(*) > 1 LIMIT 1"
    if not connection.execute(any_twice).fetchone():
        return
    each = f"SELECT rowid, min(rowid) OVER (PARTITION BY {columns}) AS first, {columns} {rows}"
    for rowid, first, *cells in connection.execute(
        f"SELECT * FROM ({each}) WHERE rowid > first ORDER BY rowid"
    ):
        yield f"{locations[rowid]}: {', '.join(map(str, cells))}: also at {locations[first]}"


def _rows_with_keys(name: str, key: tuple[str, ...]) -> str:
    """Return the FROM clause of the rows whose key has no required part missing."""
    required = [c.name for c in COLUMNS[name] if c.required and c.name in key]
    not_null = " AND ".join(f'"{column}" IS NOT NULL' for column in required)
    return f"FROM {name} WHERE {not_null or 1}"


def _dangling_references(
    connection: sqlite3.Connection, name: str, column: Column, locations: RowLocations
) -> Iterator[str]:
    table, target = column.refers.split(".")
    targets = f"SELECT {target} FROM {table} WHERE {target} IS NOT NULL"
    rows = f"SELECT rowid, {column.name} FROM {name} WHERE {column.name} NOT IN ({targets})"
    for rowid, text in connection.execute(f"{rows} ORDER BY rowid"):
        for part in text.split(";") if column.kind == "list" else [text]:
            lookup = f"SELECT 1 FROM {table} WHERE {target} = ?"
            if not part:
                yield f"{locations[rowid]}: {column.name}: {text!r} has an empty part: leave it out"
            elif not connection.execute(lookup, [part]).fetchone():
                yield f"{locations[rowid]}: {column.name}: {part!r} is not in {table}.csv"


def names(connection: sqlite3.Connection, locations: RowLocations) -> Iterator[str]:
    """Yield each name or group in amounts that differs from that of its food."""
    for rowid, *pairs in connection.execute(
        """SELECT a.rowid, a.name, f.name, a."group", f."group" FROM amounts a
        JOIN foods f ON f.rowid = (SELECT min(rowid) FROM foods WHERE food_id = a.food_id)
        WHERE a.name IS NOT f.name OR a."group" IS NOT f."group" ORDER BY a.rowid"""
    ):
        for column, repeated, of_food in zip(
            ("name", "group"), pairs[::2], pairs[1::2], strict=True
        ):
            if of_food is not None and repeated != of_food:
                yield f"{locations[rowid]}: {column}: {repeated!r}, but foods.csv says {of_food!r}"


def unreviewed(
    connection: sqlite3.Connection, locations: Mapping[str, RowLocations]
) -> Iterator[str]:
    """Yield each unreviewed value above 3,000 µg; a reviewed number covers its food's amounts."""
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
                f"{locations[name][rowid]}: ug_per_100g: {value:g} is above {REVIEW_ABOVE_UG} "
                "and not reviewed: mg for µg?"
            )
