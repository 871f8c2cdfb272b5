"""A diary file as people have it: a table with a header in their words, or notes, one a line."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple, TextIO

from vitk2.delimited import (
    EncodingError,
    LineError,
    LongLineError,
    in_utf_8,
    limited_lines,
    rows_of,
)
from vitk2.diary.dates import iso_date
from vitk2.diary.markup import Mark, marked, without_links
from vitk2.diary.note_reader import HASH, comment, has_a_digit, heading_date, read_notes
from vitk2.diary.numbers import leading_number, leading_number_word
from vitk2.diary.parser import DiaryLine, Heading, Ignored, Item, UnresolvedLine, parse_item, parsed
from vitk2.diary.table_header import HEADINGS, Header, header_of
from vitk2.errors import DataError
from vitk2.text import count_of, fold

LONGEST_LINE: Final = 1 << 20
"""In characters; what has no end of line by then is no diary, and may never have one."""


def lines_of(stream: TextIO, file: str) -> Iterator[str]:
    """Yield the lines of a stream, which may be a pipe.

    Raises DataError naming a line that is too long or, in a stream opened with ESCAPE, not UTF-8.
    """
    try:
        yield from in_utf_8(limited_lines(stream, LONGEST_LINE))
    except LongLineError as error:
        message = f"the line has more than {LONGEST_LINE:,} characters: is this file a diary?"
        raise DataError([f"{file}:{error.line}: {message}"]) from error
    except EncodingError as error:
        raise DataError([f"{file}:{error.line}: not UTF-8: save the file as UTF-8"]) from error


DELIMITERS: Final = (",", ";", "\t")

_DELETED: Final = {
    *("true", "t", "yes", "y", "1", "1.0", "x", "✓", "✔", "deleted", "removed"),
    *("ja", "wahr", "oui", "vrai", "si", "sim", "verdadero", "vero"),
}
_NOT_DELETED: Final = {
    *("", "false", "f", "no", "n", "0", "0.0", "-", "—", "null", "none", "nan"),
    *("nein", "falsch", "non", "faux", "nao", "nee", "falso"),
}


class _Table(NamedTuple):
    """The header of a file and the delimiter of its cells."""

    header: Header
    delimiter: str


def read_diary(
    lines: Iterable[str], file: str, date_format: str | None = None
) -> Iterator[DiaryLine]:
    """Read a diary line by line: a table with a header, or notes.

    A line that is not understood comes as its problem, one that is not counted as an ignored line;
    only blank lines and `sep=`, which Excel writes of its delimiter, come as nothing. Raises
    DataError when the file is no diary.
    """
    stream = iter(lines)
    before: list[str] = []  # lines that begin with #: of a table they are comments
    try:
        for first in stream:
            line = first if before else first.removeprefix("\ufeff")
            if _begins_a_diary(line):
                break
            before.append("" if line.strip().lower().startswith("sep=") else line)
        else:
            yield from _comments_alone(before, file, date_format)
            return
        location = f"{file}:{len(before) + 1}"
        if not (table := _table(line, location)):
            _refuse_a_header(line, location, date_format)
            yield from read_notes(chain(before, [line], stream), file, 0, date_format)
            return
        yield from _comments(before, file)
        if table.header.width > 1:
            yield from _rows(chain([line], stream), table, file, len(before), date_format)
        else:
            yield from read_notes(stream, file, len(before) + 1, date_format)
    except UnicodeDecodeError as error:
        raise DataError([f"{file}: not UTF-8 at byte {error.start}: save it as UTF-8"]) from error


def _begins_a_diary(line: str) -> bool:
    """Whether a line is a header or a note: not blank, no `sep=`, and no comment."""
    text = line.strip()
    if not text.startswith("#"):
        return bool(text) and not text.lower().startswith("sep=")
    return marked(text).mark is Mark.NOTE or _hashed_header(text) is not None


def _comments(before: Iterable[str], file: str) -> Iterator[Ignored]:
    for number, line in enumerate(before, start=1):
        if line.strip():
            yield Ignored(f"{file}:{number}", HASH, line.strip())


def _comments_alone(before: list[str], file: str, date_format: str | None) -> Iterator[DiaryLine]:
    """Read a file in which every line is blank or begins with #. Raises DataError for no note."""
    found = list(read_notes(before, file, 0, date_format))
    if not any(isinstance(line, UnresolvedLine) for line in found):
        raise DataError([f"{file}:1: the file is empty: write one food and its amount per line"])
    yield from found


def _hashed_header(line: str) -> _Table | None:
    """Return the header after a #, as some programs write it: `# food,amount`."""
    try:
        table = _widest(line.lstrip("# "))
    except ValueError:
        return None
    return table if table and "amount" in table.header.at else None


def _table(first: str, location: str) -> _Table | None:
    """The header that the first line is. Raises DataError where two columns mean the same."""
    if first.lstrip().startswith("#"):
        return _hashed_header(first)
    try:
        return _widest(first)
    except ValueError as error:
        raise DataError([f"{location}: {error}"]) from error


def _widest(first: str) -> _Table | None:
    """The header that a line is, by the delimiter that finds most columns in it."""
    found = []
    for delimiter in DELIMITERS:
        try:
            _, cells = next(rows_of([first], delimiter))
            header = header_of(cells)
        except LineError:
            continue
        if header:
            found.append(_Table(header, delimiter))
    return max(found, key=lambda t: len(t.header.at), default=None)


def _refuse_a_header(first: str, location: str, date_format: str | None) -> None:
    """Raise DataError if the first line looks like headings of which none is the food."""
    if first.lstrip().startswith("#"):
        return
    try:
        parse_item(first.strip(), location)
    except ValueError:
        names = [cell.strip(' "') for cell in re.split("[,;\t]", first.strip())]
        is_header = len(names) > 1 and not any(c.isdigit() for c in first)
        if is_header and not heading_date(first, date_format):
            examples = ", ".join(HEADINGS["food"][:4])
            requirement = (
                f"the table needs a column for the food ({examples} ...) and one for the amount"
            )
            raise DataError([f"{location}: {requirement}; it has {', '.join(names)}"]) from None


def _rows(
    lines: Iterable[str], table: _Table, file: str, skipped: int, date_format: str | None
) -> Iterator[DiaryLine]:
    rows = rows_of(lines, table.delimiter, skipped)
    try:
        next(rows)
        for number, row in rows:
            if any(cell.strip() for cell in row):
                location = f"{file}:{number}"
                yield _hashed_row(location, row, table) or _from_row(
                    location, row, table.header, date_format
                )
    except LineError as error:
        raise DataError([f"{file}:{error.line}: malformed CSV: {error}"]) from error


def _hashed_row(
    location: str, row: list[str], table: _Table
) -> Heading | Ignored | UnresolvedLine | None:
    """Return a row that begins with # as a comment, or as a question if it may be a food.

    None for any other row, and for one whose # is in a column beside its food: `#1,natto,40 g`.
    """
    if not row[0].lstrip().startswith("#"):
        return None
    cells, written = table.header.cells(row), table.delimiter.join(row).strip()
    if table.header.at["food"] and cells["food"]:
        return None
    if cells["amount"] or has_a_digit(written):
        question = f"begins with #: remove the # if it is a food, or delete the row: {written[:60]}"
        return UnresolvedLine(location, question, written)
    return comment(location, written.lstrip("# "), HASH)


def _from_row(
    location: str, row: list[str], header: Header, date_format: str | None
) -> Item | UnresolvedLine | Ignored:
    cells = header.cells(row)
    cells["food"] = without_links(cells["food"])
    written = " ".join(filter(None, (cells[c] for c in ("food", "amount", "unit"))))
    date = ""
    try:
        if _is_deleted(cells["deleted"]):
            return Ignored(location, "marked as deleted", written)
        date = _date_of(cells["date"], date_format)
        if any(cell.strip() for cell in row[header.width :]):
            widths = f"{count_of(len(row), 'cell')} but {count_of(header.width, 'heading')}"
            raise ValueError(f"{widths}: put a decimal comma in quotes")
        if not cells["food"]:
            raise ValueError("food: must not be empty")
        if not cells["amount"] and not cells["unit"]:
            return parsed(cells["food"], location, date, cells["meal"])
        amount, unit = _amount(cells["amount"], cells["unit"], header.unit)
    except ValueError as error:
        return UnresolvedLine(location, str(error), written, date)
    return Item(location, cells["food"], amount, unit, date, cells["meal"], written)


def _date_of(cell: str, date_format: str | None) -> str:
    try:
        return iso_date(cell, date_format) if cell else ""
    except ValueError as error:
        raise ValueError(f"date: {error}") from error


def _is_deleted(cell: str) -> bool:
    """Return whether a row is marked as deleted; a date of deletion counts as such a mark.

    Raise ValueError for a value that may mean either.
    """
    value = fold(cell)
    if value in _NOT_DELETED or value in _DELETED:
        return value in _DELETED
    try:
        return bool(iso_date(cell))
    except ValueError:
        raise ValueError(f"deleted: {cell!r} is neither: write true or false") from None


def _amount(amount: str, unit: str, unit_of_heading: str) -> tuple[float, str]:
    """The amount and unit of two cells, of one (`40 g`), or of one under `Amount (g)`.

    Raises ValueError where there is no number, or two units.
    """
    try:
        found = leading_number(amount) or leading_number_word(amount)
    except ValueError as error:
        raise ValueError(f"amount: {error}") from error
    if not found:
        raise ValueError(f"amount: {amount!r} is not a number")
    if found[1] and unit and found[1].lower() != unit.lower():
        message = f"{amount!r} contains a unit, and the column unit has {unit!r}: remove one"
        raise ValueError(f"amount: {message}")
    return found[0], found[1] or unit or unit_of_heading
