"""Notes, one a line; a heading is the day of the lines below it, or their meal, `Lunch:`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from vitk2.diary.dates import iso_date
from vitk2.diary.markup import Mark, Marked, marked
from vitk2.diary.parser import (
    LONGEST_NOTE,
    DiaryLine,
    Heading,
    Ignored,
    Item,
    UnresolvedLine,
    parsed,
)
from vitk2.diary.table_header import MEALS, WEEKDAYS
from vitk2.text import tokenize

HASH: Final = "begins with #"
"""Why a line that is a title or a comment is not counted."""

_WITHOUT_DATE: Final = "a weekday without a date; it does not begin a new day"
_NOTHING_BELOW: Final = "a heading with nothing below it"
_HASH_QUESTION: Final = (
    "begins with #, as a heading or a comment does: remove the # if it is a food, "
    "write a date as 2026-11-22, or delete the line"
)
_QUESTIONS: Final = {
    Mark.COMMENT: "is a comment: remove its marks if it is a food, or delete the line",
    Mark.PARTLY_STRUCK: "is partly struck through: delete what you did not eat",
    Mark.OPEN_BOX: "has an empty check box: write [x] if you ate it, or delete the line",
    **dict.fromkeys((Mark.HEADING, Mark.TITLE, Mark.TAG), _HASH_QUESTION),
}
_REASONS: Final = {
    Mark.COMMENT: "a comment",
    Mark.EMBEDDED: "a picture or file",
    Mark.STRUCK: "struck through",
    **dict.fromkeys((Mark.HEADING, Mark.TITLE, Mark.TAG), HASH),
}
_HEADINGS: Final = (Mark.NOTE, Mark.HEADING, Mark.TITLE, Mark.TAG, Mark.BOLD)
"""Kinds of lines that a date or the name of a meal may be."""

_WEEKDAY: Final = re.compile(r"^[^\W\d]+\.?,?\s+(?=\d)")
_IN_NUMBERS: Final = re.compile(r"\d{1,4}([-/.])\s?\d{1,2}\1\s?\d{1,4}(?:[T ]\d{2}:\d{2}.*)?")
_WITH_A_MONTH: Final = re.compile(  # 23 November 2026, November 23rd, 2026
    r"(?:[^\W\d]+\.?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+[^\W\d]+\.?|"
    r"[^\W\d]+\.?\s+\d{1,2}(?:st|nd|rd|th)?),?\s+(?:19|20)\d\d"
)


def read_notes(
    lines: Iterable[str], file: str, skipped: int, date_format: str | None
) -> Iterator[DiaryLine]:
    """Read notes line by line; `skipped` lines of the file come before them.

    Every line with content comes as an item, a problem, a heading or an ignored line.
    """
    day = meal = ""
    heading: Heading | None = None  # until it is known whether a note follows it
    for number, line in enumerate(lines, start=skipped + 1):
        note, location = marked(line), f"{file}:{number}"
        if note.is_blank:
            continue
        if text := _date_in(note, date_format):
            yield from _closed(heading)
            day, meal, heading = "", "", None
            try:
                day = iso_date(text, date_format)
            except ValueError as error:
                yield UnresolvedLine(location, f"date: {error}", note.text)
        elif name := _heading_in(note):
            yield from _closed(heading)
            heading = _heading(note, name, location, day)
            meal = "" if heading.why == HASH else name
        else:
            entry = _entry(note, location, day, meal)
            if heading and isinstance(entry, Item | UnresolvedLine):
                yield heading
                heading = None
            if _may_be_another_day(note):
                day = meal = ""
            yield entry
    yield from _closed(heading)


def heading_date(line: str, date_format: str | None) -> str:
    """Return the date that a line is, without its weekday and colon; '' when it is not a date."""
    whole = line.strip().strip("-*= ").rstrip(":").strip()
    text = _WEEKDAY.sub("", whole)
    for written in dict.fromkeys((text, whole)):
        try:
            if iso_date(written, date_format):
                return written
        except ValueError:
            continue
    if _WITH_A_MONTH.fullmatch(whole):
        return whole
    return text if _IN_NUMBERS.fullmatch(text) else ""


def _date_in(note: Marked, date_format: str | None) -> str:
    return heading_date(note.text, date_format) if note.mark in _HEADINGS else ""


def _heading_in(note: Marked) -> str:
    """The name of a meal or section that a line is; '' when it is none, or has a number."""
    name = note.note.rstrip(": ")
    is_heading = note.mark in _HEADINGS and (note.mark is not Mark.NOTE or note.text.endswith(":"))
    is_a_tag_with_words = note.mark is Mark.TAG and " " in name
    if not is_heading or is_a_tag_with_words or has_a_digit(name) or len(name) > LONGEST_NOTE:
        return ""
    return name


def _heading(note: Marked, name: str, location: str, day: str) -> Heading:
    """Make a heading; a title or tag that is no meal and has no colon is rather a comment."""
    folded = " ".join(tokenize(name))
    is_known = folded in MEALS or folded in WEEKDAYS
    is_comment = note.mark in (Mark.TITLE, Mark.TAG) and not note.text.endswith(":")
    reason = HASH if is_comment and not is_known else ""
    if folded in WEEKDAYS and not day:
        reason = _WITHOUT_DATE
    return Heading(location, name, day, reason, "" if is_known else _NOTHING_BELOW)


def _closed(heading: Heading | None) -> Iterator[Heading]:
    """Yield the heading, if there is one, marked as empty."""
    if heading:
        yield heading._replace(is_empty=True)


def _entry(note: Marked, location: str, day: str, meal: str) -> DiaryLine:
    """Read a line that is neither a date nor a heading.

    A line that its marks exclude raises a question if it may be a food, and else is ignored.
    """
    if note.mark in (Mark.NOTE, Mark.BOLD):
        return parsed(note.note, location, day, meal)
    if note.mark not in _QUESTIONS:
        return Ignored(location, _REASONS[note.mark], note.text, day)
    if note.mark not in _REASONS or has_a_digit(note.text):
        return UnresolvedLine(
            location, f"{_short(note.text)!r} {_QUESTIONS[note.mark]}", note.text, day
        )
    return comment(location, note.text, _REASONS[note.mark], day)


def comment(location: str, text: str, reason: str, day: str = "") -> Heading | Ignored:
    """Make a line without numbers that is ignored, unless the catalogue has such a food."""
    if len(text) > LONGEST_NOTE:
        return Ignored(location, reason, text, day)
    return Heading(location, text, day, reason)


def _may_be_another_day(note: Marked) -> bool:
    """Whether a heading with a number was not understood: it may be the date of what follows."""
    return note.mark in (Mark.HEADING, Mark.TITLE) and has_a_digit(note.text)


def has_a_digit(text: str) -> bool:
    """Whether a text may have an amount in figures, or a date."""
    return any(map(str.isdigit, text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]} ..."
