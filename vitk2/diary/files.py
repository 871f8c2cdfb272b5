"""A diary file as people have it: a table with a header in their words, or a note a line."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

from vitk2.diary.dates import iso_date
from vitk2.diary.headings import HEADINGS, Header, header_of
from vitk2.diary.items import Item, Problem, parse_item, parsed
from vitk2.diary.numbers import leading, leading_in_words
from vitk2.errors import DataError
from vitk2.text import count_of

DELIMITERS: Final = (",", ";", "\t")

_WEEKDAY: Final = re.compile(r"^[^\W\d]+\.?,?\s+(?=\d)")
_BULLET: Final = re.compile(r"^[-*•]\s+")


class _Table(NamedTuple):
    """A file that begins with a header, and what stands between its cells."""

    header: Header
    delimiter: str


def read_diary(
    lines: Iterable[str], file: str, date_format: str | None = None
) -> Iterator[Item | Problem]:
    """The items of a diary, one by one: of a table with a header, or a note a line.

    A line that is not understood comes as its problem. Raises DataError when the file is no diary.
    """
    stream, skipped = iter(lines), 0
    try:
        for first in stream:
            if _says_something(first := first.removeprefix("\ufeff")):
                break
            skipped += 1
        else:
            raise DataError([f"{file}:1: is empty: write a food and an amount a line"])
        place = f"{file}:{skipped + 1}"
        table = _table(first, place)
        if table and table.header.width > 1:
            yield from _rows(chain([first], stream), table, file, skipped, date_format)
        elif table:
            yield from _notes(stream, file, skipped + 1, date_format)
        else:
            _refuse_a_header(first, place, date_format)
            yield from _notes(chain([first], stream), file, skipped, date_format)
    except UnicodeDecodeError as error:
        raise DataError([f"{file}: not UTF-8 at byte {error.start}: save it as UTF-8"]) from error


def _says_something(line: str) -> bool:
    """Whether a line is neither empty, nor a comment, nor what Excel writes of its delimiter."""
    said = line.strip().lower()
    return bool(said) and not said.startswith(("#", "sep="))


def _table(first: str, place: str) -> _Table | None:
    """The header that the first line is, by the delimiter that finds most columns in it."""
    found = []
    for delimiter in DELIMITERS:
        try:
            header = header_of(next(csv.reader([first], delimiter=delimiter, strict=True)))
        except csv.Error:
            continue
        except ValueError as error:
            raise DataError([f"{place}: {error}"]) from error
        if header:
            found.append(_Table(header, delimiter))
    return max(found, key=lambda t: len(t.header.at), default=None)


def _refuse_a_header(first: str, place: str, date_format: str | None) -> None:
    """Raises DataError when the first line looks like headings of which none is the food."""
    try:
        parse_item(first.strip(), place)
    except ValueError:
        names = [cell.strip(' "') for cell in re.split("[,;\t]", first.strip())]
        is_header = len(names) > 1 and not any(c.isdigit() for c in first)
        if is_header and not _heading_date(first, date_format):
            known = ", ".join(HEADINGS["food"][:4])
            needs = f"needs a column of the food ({known} ...) and one of the amount"
            raise DataError([f"{place}: {needs}; this has {', '.join(names)}"]) from None


def _rows(
    lines: Iterable[str], table: _Table, file: str, skipped: int, date_format: str | None
) -> Iterator[Item | Problem]:
    reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
    try:
        next(reader)
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].startswith("#"):
                place = f"{file}:{reader.line_num + skipped}"
                yield _from_row(place, row, table.header, date_format)
    except csv.Error as error:
        place = f"{file}:{reader.line_num + skipped}"
        raise DataError([f"{place}: malformed CSV: {error}"]) from error


def _from_row(
    place: str, row: list[str], header: Header, date_format: str | None
) -> Item | Problem:
    cells, dated = header.cells(row), ""
    written = " ".join(filter(None, (cells[c] for c in ("food", "amount", "unit"))))
    try:
        dated = iso_date(cells["date"], date_format) if cells["date"] else ""
    except ValueError as error:
        return Problem(place, f"date: {error}", written)
    if any(cell.strip() for cell in row[header.width :]):
        cells_of = f"{count_of(len(row), 'cell')} under {count_of(header.width, 'heading')}"
        asks = f"{cells_of}: put a decimal comma in quotes"
        return Problem(place, asks, written, dated)
    if not cells["food"]:
        return Problem(place, "food: must not be empty", written, dated)
    if not cells["amount"] and not cells["unit"]:
        return parsed(cells["food"], place, dated, cells["meal"])
    try:
        amount, unit = _amount(cells["amount"], cells["unit"], header.unit)
    except ValueError as error:
        return Problem(place, f"amount: {error}", written, dated)
    return Item(place, cells["food"], amount, unit, dated, cells["meal"], written)


def _amount(amount: str, unit: str, unit_of_heading: str) -> tuple[float, str]:
    """The amount and unit of two cells, of one (`40 g`), or of one under `Amount (g)`.

    Raises ValueError where there is no number, or two units.
    """
    found = leading(amount) or leading_in_words(amount)
    if not found:
        raise ValueError(f"{amount!r} is not a number")
    if found[1] and unit and found[1].lower() != unit.lower():
        raise ValueError(f"{amount!r} has a unit of its own beside {unit!r}: leave one out")
    return found[0], found[1] or unit or unit_of_heading


def _notes(
    lines: Iterable[str], file: str, skipped: int, date_format: str | None
) -> Iterator[Item | Problem]:
    """A note a line; a line that is a date is the day of those after it, `Lunch:` their meal."""
    day = meal = ""
    for number, line in enumerate(lines, start=skipped + 1):
        place, note = f"{file}:{number}", _BULLET.sub("", line.strip()).strip('"')
        if not _says_something(line):
            continue
        if heading := _heading_date(note, date_format):
            day = meal = ""
            try:
                day = iso_date(heading, date_format)
            except ValueError as error:
                yield Problem(place, f"date: {error}", note)
        elif note.endswith(":") and not any(c.isdigit() for c in note):
            meal = note.rstrip(": ")
        else:
            yield parsed(note, place, day, meal)


def _heading_date(line: str, date_format: str | None) -> str:
    """The date that a line is, without its weekday and colon; '' when it is none."""
    text = _WEEKDAY.sub("", line.strip().strip("-*= ").rstrip(":")).strip()
    if re.fullmatch(r"\d{1,4}([-/.])\s?\d{1,2}\1\s?\d{1,4}", text):
        return text
    try:
        return iso_date(text, date_format) and text
    except ValueError:
        return ""
