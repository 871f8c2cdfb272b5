"""Dates as people write them; the day and the month are never guessed."""

import re
from datetime import date, datetime
from typing import Final

ORDERS: Final = ("dmy", "mdy", "ymd")
"""Orders of day, month and year that can be given for the dates of a diary."""

_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{2}:\d{2}.*)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_NAMES_A_MONTH: Final = re.compile(r"\d.*[^\W\d]{3}|[^\W\d]{3}.*\d")
_THREE_NUMBERS: Final = re.compile(r"(\d{1,4})[-/. ]\s?(\d{1,2})[-/. ]\s?(\d{1,4})")


def is_date_format(text: str) -> bool:
    """Whether it is an order, or a format of strptime that has a day, a month and a year."""
    if text in ORDERS:
        return True
    has_month = any(m in text for m in ("%m", "%b", "%B"))
    return "%d" in text and has_month and any(y in text for y in ("%y", "%Y"))


def iso_date(text: str, date_format: str | None = None) -> str:
    """Return the date as 2026-11-22. Raise ValueError if it is not a date or has two readings.

    A format such as '%Y-%d-%m' alone decides; a date that does not fit it is an error. An order
    decides between day and month; with the year first there is no doubt: 2026-11-22. Without
    either, dots mean day first; slashes and dashes may mean month first, and are not read.
    """
    text = text.strip()
    if date_format and date_format not in ORDERS:
        return _by_format(text, date_format)
    if match := _ISO.fullmatch(text):
        return _iso_from_parts(text, match[1], match[3], match[4])
    if date_format:
        return _by_format(text, date_format)
    if match := _DOTTED.fullmatch(text):
        return _iso_from_parts(text, match[3], match[2], match[1])
    if match := _THREE_NUMBERS.fullmatch(text):
        raise ValueError(f"{text!r} {_order_hint(int(match[1]), int(match[2]))}")
    hint = ": add --date-format, e.g. '%d %B %Y'" if _NAMES_A_MONTH.search(text) else ""
    raise ValueError(f"{text!r} is not a date like 2026-11-22 or 22.11.2026{hint}")


def _order_hint(first: int, second: int) -> str:
    """Return the hint on a date with slashes; a day above 12 shows its order, but sets no rule."""
    if first <= MONTHS < second:
        return "has the month first: add --date-format mdy"
    if second <= MONTHS < first:
        return "has the day first: add --date-format dmy"
    return "may have the day or the month first: add --date-format dmy or mdy"


MONTHS: Final = 12


def _by_format(text: str, date_format: str) -> str:
    if date_format in ORDERS:
        if not (match := _THREE_NUMBERS.fullmatch(text)):
            raise ValueError(f"{text!r} is not a date in the order {date_format}")
        part = dict(zip(date_format, match.groups(), strict=True))
        return _iso_from_parts(text, part["y"], part["m"], part["d"])
    try:
        return datetime.strptime(text, date_format).date().isoformat()  # a day
    except ValueError:
        raise ValueError(f"{text!r} is not a date in the format {date_format}") from None


def _iso_from_parts(text: str, year: str, month: str, day: str) -> str:
    try:
        full_year = int(year) + 2000 * (len(year) == 2)
        return date(full_year, int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is not a date: there is no such day") from None
