"""The lines of a diary as written: typed one by one, or read from a CSV file."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from vitk2.answers.guesses import CODES
from vitk2.diary.grammar import leading, leading_in_words
from vitk2.errors import DataError

_COLUMNS: Final = ("food", "amount", "unit", "date", "meal")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Item(NamedTuple):
    """One line as written; the unit is a weight, portion words, or '' for a piece."""

    place: str
    food: str
    amount: float
    unit: str
    date: str = ""
    meal: str = ""

    @property
    def written(self) -> str:
        """The item in the order people say it: `2 large eggs`."""
        return " ".join(filter(None, (f"{self.amount:g}", self.unit, self.food)))


class Problem(NamedTuple):
    """One line that is not understood: where it stands, what is asked back, what was written."""

    place: str
    asks: str
    written: str = ""
    date: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.asks}"


def parse_item(text: str, place: str) -> Item:
    """An item as typed: `food:amount unit`, `amount unit food` or `food amount unit`.

    Raises ValueError saying what is not understood. Whether a leading word is a unit is settled
    when the food is known: `1 cup spinach` keeps 'cup spinach' as food until then.
    """
    food, colon, rest = text.rpartition(":")
    if colon and (found := leading(rest.strip()) or leading_in_words(rest.strip())):
        return Item(place, food.strip(), *found)
    if colon and food.strip().lower() not in CODES:
        raise ValueError(f"{rest.strip()!r} is not an amount: write e.g. 40 g or 1 cup")
    if found := leading(text.strip()):
        return Item(place, found[1], found[0], "")
    trailing = re.search(r"\s([\d.,/½¼¾⅓⅔⅛]+)\s*([^\W\d]*)$", text)
    if trailing and (found := leading(trailing[1])):
        return Item(place, text[: trailing.start()].strip(), found[0], trailing[2])
    if found := leading_in_words(text.strip()):
        return Item(place, found[1], found[0], "")
    raise ValueError(f"{text!r} has no amount: write e.g. 'natto:40 g' or '2 eggs'")


def parse_items(texts: Iterable[str]) -> Iterator[Item | Problem]:
    """Items typed one after the other; one that is not understood comes as its problem."""
    for position, text in enumerate(texts, start=1):
        place = f"item {position}"
        try:
            yield parse_item(text, place)
        except ValueError as error:
            yield Problem(place, str(error), text)


def read_csv(lines: Iterable[str], file: str) -> Iterator[Item | Problem]:
    """Items of CSV lines with the columns food, amount, unit and, if given, date and meal.

    A line that is not understood comes as its problem. Raises DataError when the file is no such
    CSV.
    """
    reader = csv.DictReader(lines, strict=True)
    try:
        if not {"food", "amount", "unit"} <= set(reader.fieldnames or ()):
            raise DataError([f"{file}:1: needs the columns food, amount, unit"])
        for row in reader:
            cells = {k: (row.get(k) or "").strip() for k in _COLUMNS}
            yield _from_cells(f"{file}:{reader.line_num}", cells)
    except UnicodeDecodeError as error:
        raise DataError([f"{file}: not UTF-8 at byte {error.start}"]) from error
    except csv.Error as error:
        raise DataError([f"{file}:{reader.line_num}: malformed CSV: {error}"]) from error


def _from_cells(place: str, cells: dict[str, str]) -> Item | Problem:
    dated = cells["date"] if _is_date(cells["date"]) else ""

    def problem(asks: str) -> Problem:
        return Problem(place, asks, " ".join(filter(None, (cells[c] for c in _COLUMNS[:3]))), dated)

    try:
        found = leading(cells["amount"]) or leading_in_words(cells["amount"])
    except ValueError as error:
        return problem(f"amount: {error}")
    if not cells["food"]:
        return problem("food: must not be empty")
    if not found or found[1]:
        return problem(f"amount: {cells['amount']!r} is not a number")
    if cells["date"] and not dated:
        return problem(f"date: {cells['date']!r} is not a date like 2026-11-22")
    return Item(place, cells["food"], found[0], cells["unit"], dated, cells["meal"])


def _is_date(text: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
