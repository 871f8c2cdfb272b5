"""The lines of a diary as written: an amount and a food, in the orders people use."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from vitk2.catalog.vocabulary import CODE_COLUMNS
from vitk2.diary import units
from vitk2.diary.markup import Mark, marked
from vitk2.diary.modifiers import PREPARED, SIZES
from vitk2.diary.numbers import (
    ONES,
    PARTS,
    SETS,
    VAGUE,
    leading_number,
    leading_number_word,
    with_a_part,
)
from vitk2.diary.unit_words import BEFORE_NUMBER
from vitk2.text import count_of

SAME: Final = 0.05
"""Relative difference up to which two amounts are one, given twice: 6 oz (170 g)."""

_BEFORE: Final = re.compile(r"^(?:i\s+)?(?:ate|had|drank)\s+", re.I)
_AFTER: Final = re.compile(
    r"\s+(?:of (?:it|them)|(?:for|at|with|as) (?:my )?(?:breakfast|lunch|dinner|supper|a snack))$",
    re.I,
)
_ABOUT: Final = re.compile(r"\s*(?:about|around|roughly|approximately|approx\.?|ca\.?|~)\s*", re.I)
_ABOUT_LAST: Final = re.compile(rf"(?:\s|,|^){_ABOUT.pattern}$", re.I)
_VAGUE: Final = re.compile(rf"(?:an?\s+)?({'|'.join(VAGUE)})\b", re.I)
_NUMBER: Final = r"(?:\d+\s+)?[\d.,/⁄½⅓⅔¼¾⅛⅜⅝⅞]+"
_MEASURED: Final = rf"({_NUMBER})[\s-]*(g|gr|grams?|kg|oz|ounces?|lbs?|ml|cl|dl|l)\b\.?"
_BRACKETED: Final = re.compile(rf"\s*\(\s*{_MEASURED}\s*(each)?\s*\)\s*", re.I)
_MEASURED_FIRST: Final = re.compile(rf"{_MEASURED}\s*", re.I)
_MEASURED_LAST: Final = re.compile(rf"[\s,]+{_MEASURED}$", re.I)
_FIGURES_LAST: Final = re.compile(
    rf"[\s,(]+({_NUMBER})\s*((?:[^\W\d]+\.?)?(?:\s+[^\W\d]+)?)\s*\)?$"
)
_UNIT_BEFORE: Final = re.compile(rf"({'|'.join(BEFORE_NUMBER)})\s*({_NUMBER})")
_TIMES_LAST: Final = re.compile(r"\s+[x×]\s*(\d+)\s*([^\W\d]*)$")
_VESSEL: Final = re.compile(r"(?:an?\s+)?(\w+)\s+of\s+", re.I)
_WORDS_LAST: Final = re.compile(rf"[\s,(]+(?=(?:{'|'.join((*ONES, *PARTS, *SETS))})\b)", re.I)


class Phrase(NamedTuple):
    """An amount and a food; with no unit, the food's first words may still be it."""

    amount: float
    unit: str
    food: str


def phrase(text: str) -> Phrase | None:
    """The amount and the food of a note; None when it has no amount.

    Raises ValueError for an amount that may be two, or is none that can be weighed.
    """
    note = _without_about(_AFTER.sub("", _BEFORE.sub("", text.strip(" \t.,;"))))
    note = _UNIT_BEFORE.sub(r" \2 \1 ", note).strip()
    if found := leading_number(note):
        return _amount_first(*found)
    if last := _amount_last(note):
        return last
    if vague := _VAGUE.match(note):
        raise ValueError(f"{vague[0]!r} is not an amount: write a number or a weight, e.g. '40 g'")
    if found := leading_number_word(note):
        return _amount_first(*found)
    return _word_first(note)


def amount_in(text: str) -> tuple[float, str] | None:
    """The number a text begins with, in figures or words, and what follows; `about` is passed."""
    note = _without_about(text.strip())
    return leading_number(note) or leading_number_word(note)


def _without_about(text: str) -> str:
    """The text without `about` before its number; `about` before a food stays."""
    match = _ABOUT.match(text)
    rest = text[match.end() :] if match else text
    return rest if leading_number(rest) or leading_number_word(rest) else text


def _amount_first(amount: float, rest: str) -> Phrase:
    """Return the phrase of an amount and its rest: a unit and food, or a second amount."""
    amount, rest = with_a_part(amount, rest)
    if match := _BRACKETED.search(rest):
        remainder = f"{rest[: match.start()]} {rest[match.end() :]}".strip()
        return _second(amount, match, remainder, each=bool(match[3]))
    if match := _MEASURED_FIRST.match(rest):
        return _second(amount, match, rest[match.end() :], each=True)
    if match := _MEASURED_LAST.search(rest):
        return _second(amount, match, rest[: match.start()], each=False)
    first, _, more = rest.partition(" ")
    if (match := _MEASURED_FIRST.match(more)) and (weight := units.weight_g(first)):
        more_g = (units.weight_g(match[2]) or 0) * _number(match[1])
        if more_g:
            return Phrase(amount * weight + more_g, "g", _food_in(more[match.end() :]))
    return Phrase(amount, "", rest)


def _second(amount: float, match: re.Match[str], remainder: str, *, each: bool) -> Phrase:
    """Return the phrase of an amount and a measured one: for each, for one, or the same twice.

    Raise ValueError if it may be the weight of one or of all.
    """
    measured, unit = _number(match[1]), match[2].lower()
    if each or amount == 1:
        return Phrase(amount * measured, unit, _food_in(remainder))
    first = remainder.split(" ", maxsplit=1)[0]
    size = units.weight_g(first) or units.volume_ml(first)
    other = units.weight_g(unit) or units.volume_ml(unit) or 0
    if size and abs(size * amount / (other * measured) - 1) <= SAME:
        return Phrase(measured, unit, _food_in(remainder))
    raise ValueError(f"{amount:g} and '{measured:g} {unit}' are two amounts: write one")


def _number(text: str) -> float:
    found = leading_number(text)
    if not found or not found[0]:
        raise ValueError(f"{text!r} is not a number above 0")
    return found[0]


def _food_in(text: str) -> str:
    """The food of `packs of natto`, where its weight is known by another word."""
    while (parts := text.split(maxsplit=1)) and len(parts) > 1:
        if not (units.is_unit(parts[0]) or parts[0].lower() in (*SIZES, "of")):
            break
        text = parts[1]
    return text.strip()


def _amount_last(text: str) -> Phrase | None:
    """An amount that comes last: `gouda 30 g`, `eggs x 2`, `walnuts, a handful`."""
    bracket = _BRACKETED.search(text)
    if bracket and (times := _TIMES_LAST.search(text[: bracket.start()])):
        remainder = f"{times[2]} {text[: times.start()]} {text[bracket.end() :]}".strip()
        return _second(float(times[1]), bracket, remainder, each=bool(bracket[3]))
    if times := _TIMES_LAST.search(text):
        return Phrase(float(times[1]), times[2], text[: times.start()].strip())
    last = _FIGURES_LAST.search(text)
    if last and (found := leading_number(last[1])):
        if found[1]:
            raise ValueError(f"{last[1]!r} has two numbers: write one")
        food = _ABOUT_LAST.sub("", text[: last.start()]).strip(" ,")
        unit = last[2].strip()
        if units.weight_g(unit) or units.volume_ml(unit):
            food = _in_a_vessel(food)
        return Phrase(found[0], unit, food)
    for match in _WORDS_LAST.finditer(text):
        found = leading_number_word(text[match.end() :].rstrip(") "))
        if found and match.start() and _is_a_unit(found[1]):
            return Phrase(found[0], found[1], text[: match.start()].strip())
    return None


def _in_a_vessel(food: str) -> str:
    """Return the food of `glass of milk`, where the amount in the glass is given beside it."""
    match = _VESSEL.match(food)
    return food[match.end() :] if match and units.is_unit(match[1]) else food


def _is_a_unit(text: str) -> bool:
    return units.is_unit(" ".join(w for w in text.split() if w.lower() not in SIZES))


def _word_first(text: str) -> Phrase | None:
    """Return one of a size or measure (`large banana`, `handful of nuts`), or an amount after
    its preparation (`boiled 200 g of broccoli`)."""
    first, _, rest = text.partition(" ")
    if not rest:
        return None
    if first.lower() in PREPARED and (found := phrase(rest)):
        return found._replace(food=f"{found.food} {first}")
    if first.lower() in SIZES or (units.is_unit(first) and not units.weight_g(first)):
        return Phrase(1.0, "", text)
    return None


LONGEST_NOTE: Final = 300
"""More characters are no note of one food."""


class Item(NamedTuple):
    """One line as written; the unit is a weight, portion words, or '' for a piece."""

    place: str
    food: str
    amount: float
    unit: str
    date: str = ""
    meal: str = ""
    typed: str = ""
    """The line itself, where it was one text."""

    @property
    def written(self) -> str:
        """The item in the order people say it: `2 large eggs`."""
        return " ".join(filter(None, (f"{self.amount:g}", self.unit, self.food)))


class UnresolvedLine(NamedTuple):
    """A line that is not understood: its location, the question it raises, and its text."""

    place: str
    asks: str
    written: str = ""
    date: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.asks}"


class Ignored(NamedTuple):
    """A line that is not counted and makes no sum incomplete: a comment, a deleted row, 0 g."""

    place: str
    why: str
    written: str = ""
    date: str = ""


class Heading(NamedTuple):
    """One line that names a meal or a section, or is a comment, unless its words are a food."""

    place: str
    text: str
    date: str = ""
    why: str = ""
    """Why it is reported as ignored; '' for a heading that was understood."""
    why_empty: str = ""
    """Why it is reported where nothing follows it."""
    is_empty: bool = False


DiaryLine = Item | UnresolvedLine | Ignored | Heading


def parse_item(text: str, location: str) -> Item:
    """An item as typed: `food:amount unit`, `amount unit food` or `food amount unit`.

    Raises ValueError saying what is not understood. Whether a leading word is a unit is settled
    when the food is known: `1 cup spinach` keeps 'cup spinach' as food until then.
    """
    if len(text) > LONGEST_NOTE:
        raise ValueError(
            f"a note of {count_of(len(text), 'character')} is too long: write one food per line"
        )
    food, colon, rest = text.strip(" \t.,;").rpartition(":")
    if colon and (found := amount_in(rest)):
        return Item(location, food.strip(), *found)
    if colon and food.strip().lower() not in CODE_COLUMNS:
        raise ValueError(f"{rest.strip()!r} is not an amount: write e.g. 40 g or 1 cup")
    if parsed_phrase := phrase(text):
        if not parsed_phrase.food:
            raise ValueError(f"{text!r} has no food: write e.g. 'natto:40 g' or '2 eggs'")
        return Item(location, parsed_phrase.food, parsed_phrase.amount, parsed_phrase.unit)
    raise ValueError(f"{text!r} has no amount: write e.g. 'natto:40 g' or '2 eggs'")


def parse_items(texts: Iterable[str]) -> Iterator[Item | UnresolvedLine]:
    """Items typed one after the other; one that is not understood comes as its problem.

    Words of one note that came apart, because nobody put quotes around them, are put together.
    """
    typed = list(texts)
    alone = [_typed(text, f"item {position}") for position, text in enumerate(typed, start=1)]
    together = _typed(" ".join(typed), "item 1") if len(typed) > 1 else None
    if isinstance(together, Item) and not any(isinstance(item, Item) for item in alone):
        alone = [together]
    yield from alone


def _typed(text: str, location: str) -> Item | UnresolvedLine:
    """An item without the marks of a note, `[[natto]] 40 g`, or its problem."""
    note = marked(text)
    if note.mark in (Mark.NOTE, Mark.BOLD):
        return parsed(note.note, location)
    message = f"{text!r} is marked as a heading, a comment or not eaten: write a food and an amount"
    return UnresolvedLine(location, message, text)


def parsed(text: str, location: str, date: str = "", meal: str = "") -> Item | UnresolvedLine:
    """An item with its day and meal, or its problem."""
    try:
        return parse_item(text, location)._replace(date=date, meal=meal, typed=text)
    except ValueError as error:
        return UnresolvedLine(location, str(error), text, date)
