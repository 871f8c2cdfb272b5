"""What a cell and a row may contain, and what the rows of all tables say of each other."""

import re
import sqlite3
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

from vitk2.catalog.schema import COLUMNS, KEYS, Cell, Column, Record
from vitk2.text import quote_value

LARGEST_NUMBER: Final = 100_000_000
"""As many µg are in 100 g; no portion in grams, no count and no mass comes near it."""

SMALLEST_NUMBER: Final = 1e-9
"""Below it nothing is measured; what is that small, but not 0, is a slip."""

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_PORTION = re.compile(r"([0-9]+(?:\.[0-9]+)?) \S", re.ASCII)

_PLAIN = re.compile(r"[0-9A-Za-z][ !-:<-~]*")
"""Most texts: ASCII without `;`, and nothing to look at twice."""

FORMULA_SIGNS: Final = r"=+\-@＝＋－＠"
"""What a formula begins with, to stand between the brackets of a pattern."""

_FORMULA = re.compile(rf"(?:^|;)\s*[{FORMULA_SIGNS}]")
"""What a spreadsheet calculates: blanks before it do not help, and many part cells at `;`."""

_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]"
    "|(?:^|[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Characters that count as printable and show nothing, and choices of glyph where none stands."""

_JOINERS: Final = "\u200c\u200d"
_VIRAMA: Final = 9
"""The combining class of the signs after which Indic scripts join letters, or do not."""


def value_of(column: Column, text: str) -> Cell:
    """The value of a cell; an empty one is None. Raises ValueError saying what is wrong."""
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
        for at, character in enumerate(text):
            if not (character.isprintable() or _is_blank_or_joins(text, at)):
                raise ValueError(f"{quote_value(text)} has {_named(character)}")
    if hidden := _BLANK.search(text):
        raise ValueError(f"{quote_value(text)} has {_named(hidden[0][-1])}")


def _is_blank_or_joins(text: str, at: int) -> bool:
    """Whether a character that is not printable is needed: a wide blank, or a joiner in its script.

    Persian and Urdu set words apart by one between letters, Indic scripts choose a shape by one
    beside a virama; anywhere else a joiner only hides.
    """
    character = text[at]
    if character not in _JOINERS:
        return unicodedata.category(character) == "Zs"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before:
        return False
    if _VIRAMA in map(unicodedata.combining, before + after):
        return True
    arabic = [unicodedata.bidirectional(c) in ("AL", "NSM") for c in before + after]
    return arabic == [True, True]


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Cc":
        return f"{code}, a control character"
    return " ".join(filter(None, (code, unicodedata.name(character, "")))) + ", which shows nothing"


def row_errors(table: str, record: Record) -> Iterator[str]:
    """What cannot be true of a row, each as 'column: what'."""
    if table in ("foods", "portions"):
        yield from _of_a_portion(record)
    elif table == "amounts":
        yield from _of_a_number(record, "low", "high")
        yield from _of_a_range(record)
    elif table == "measurements":
        # A source may print a mean outside its own minimum and maximum: that is no fault here.
        yield from _of_a_number(record, "min_ug_per_100g", "max_ug_per_100g")


def _of_a_portion(record: Record) -> Iterator[str]:
    words, grams = record["portion"], record["portion_g"]
    if (words is None) != (grams is None):
        yield "portion_g: goes with a portion, and a portion with it"
    if grams == 0:
        yield "portion_g: a portion weighs more than 0 g"
    if words is not None:
        amount = _PORTION.match(str(words))
        if not amount or not SMALLEST_NUMBER < float(amount[1]) <= LARGEST_NUMBER:
            what = "does not begin with a number above 0: write e.g. 1 bowl"
            yield f"portion: {quote_value(str(words))} {what}"


def _of_a_number(record: Record, low: str, high: str) -> Iterator[str]:
    """Where the qualifier does not fit the number, or the range is none."""
    value, limit = record["ug_per_100g"], record["limit_ug_per_100g"]
    qualifier = record["qualifier"]
    below = qualifier == "<"
    if below != (limit is not None) or (below and value is not None):
        yield "limit_ug_per_100g: goes with the qualifier < and no value"
    if qualifier in ("tr", "nd") and value is not None:
        yield "ug_per_100g: a trace or a not-found has no number"
    if qualifier == "assumed" and value != 0:
        yield f"ug_per_100g: an assumed zero is 0, not {'empty' if value is None else f'{value:g}'}"
    if qualifier == ">=" and value is None:
        yield "ug_per_100g: the qualifier >= goes with a number"
    bottom, top = record[low], record[high]
    if bottom is not None and top is not None and float(bottom) > float(top):
        yield f"{low}: {bottom:g} is above {high} {top:g}"


def _of_a_range(record: Record) -> Iterator[str]:
    """Where the number or limit shown lies outside its own range."""
    for column in ("ug_per_100g", "limit_ug_per_100g"):
        shown, low, high = record[column], record["low"], record["high"]
        if shown is not None and low is not None and float(shown) < float(low):
            yield f"{column}: {shown:g} is below low {low:g}"
        if shown is not None and high is not None and float(shown) > float(high):
            yield f"{column}: {shown:g} is above high {high:g}"


REVIEW_ABOVE_UG: Final = 3000
"""mg printed for µg is common in this field: numbers above this are looked at first."""


class RowLocations:
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


def check_keys(connection: sqlite3.Connection, places: Mapping[str, RowLocations]) -> Iterator[str]:
    """Keys are unique, and what a column refers to is there."""
    for name, key in KEYS.items():
        yield from _repeated(connection, name, key, places[name])
    for name, columns in COLUMNS.items():
        for column in columns:
            if column.refers:
                yield from _astray(connection, name, column, places[name])


def _repeated(
    connection: sqlite3.Connection, name: str, key: tuple[str, ...], places: RowLocations
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
    connection: sqlite3.Connection, name: str, column: Column, places: RowLocations
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


def names(connection: sqlite3.Connection, places: RowLocations) -> Iterator[str]:
    """What amounts repeat of their food is what foods say."""
    for rowid, *pairs in connection.execute(
        """SELECT a.rowid, a.name, f.name, a."group", f."group" FROM amounts a
        JOIN foods f ON f.rowid = (SELECT min(rowid) FROM foods WHERE food_id = a.food_id)
        WHERE a.name IS NOT f.name OR a."group" IS NOT f."group" ORDER BY a.rowid"""
    ):
        for column, said, of_food in zip(("name", "group"), pairs[::2], pairs[1::2], strict=True):
            if of_food is not None and said != of_food:
                yield f"{places[rowid]}: {column}: {said!r}, but foods.csv says {of_food!r}"


def unreviewed(connection: sqlite3.Connection, places: Mapping[str, RowLocations]) -> Iterator[str]:
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
