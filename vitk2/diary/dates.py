"""Dates as people write them; the day and the month are never guessed."""

import re
from datetime import date, datetime
from typing import Final

ORDERS: Final = ("dmy", "mdy", "ymd")
"""Orders of day, month and year that a diary's dates can be said to have."""

_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_NAMES_A_MONTH: Final = re.compile(r"\d.*[^\W\d]{3}|[^\W\d]{3}.*\d")
_THREE: Final = re.compile(r"(\d{1,4})[-/. ]\s?(\d{1,2})[-/. ]\s?(\d{1,4})")


def is_date_format(text: str) -> bool:
    """Whether it is an order, or a format of strptime that has a day, a month and a year."""
    if text in ORDERS:
        return True
    has_month = any(m in text for m in ("%m", "%b", "%B"))
    return "%d" in text and has_month and any(y in text for y in ("%y", "%Y"))


def iso_date(text: str, date_format: str | None = None) -> str:
    """The date as 2026-11-22. Raises ValueError saying what it is not, or what it may be.

    A format such as '%Y-%d-%m' alone decides; a date that does not fit it is an error. An order
    decides between day and month, which a year in front leaves no doubt about: 2026-11-22. Without
    either, dots mean day first; slashes and dashes may mean month first, and are not read.
    """
    text = text.strip()
    if date_format and date_format not in ORDERS:
        return _by_format(text, date_format)
    if match := _ISO.fullmatch(text):
        return _made(text, match[1], match[3], match[4])
    if date_format:
        return _by_format(text, date_format)
    if match := _DOTTED.fullmatch(text):
        return _made(text, match[3], match[2], match[1])
    if match := _THREE.fullmatch(text):
        raise ValueError(f"{text!r} {_which_first(int(match[1]), int(match[2]))}")
    hint = ": give --date-format, e.g. '%d %B %Y'" if _NAMES_A_MONTH.search(text) else ""
    raise ValueError(f"{text!r} is not a date like 2026-11-22 or 22.11.2026{hint}")


def _which_first(first: int, second: int) -> str:
    """What a date with slashes leaves open; a day above 12 tells, but is not taken as a rule."""
    if first <= MONTHS < second:
        return "has its month first: give --date-format mdy"
    if second <= MONTHS < first:
        return "has its day first: give --date-format dmy"
    return "may have its day or its month first: give --date-format dmy or mdy"


MONTHS: Final = 12


def _by_format(text: str, date_format: str) -> str:
    if date_format in ORDERS:
        if not (match := _THREE.fullmatch(text)):
            raise ValueError(f"{text!r} is not a date of the order {date_format}")
        part = dict(zip(date_format, match.groups(), strict=True))
        return _made(text, part["y"], part["m"], part["d"])
    try:
        return datetime.strptime(text, date_format).date().isoformat()  # a day
    except ValueError:
        raise ValueError(f"{text!r} is not a date of the format {date_format}") from None


def _made(text: str, year: str, month: str, day: str) -> str:
    try:
        full_year = int(year) + 2000 * (len(year) == 2)
        return date(full_year, int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is not a date: there is no such day") from None
