"""The lines of a diary as written: an amount and a food, in the orders people put them."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from vitk2.diary.markup import Mark, marked
from vitk2.diary.phrases import amount_in, phrase
from vitk2.queries.guesses import CODES
from vitk2.text import count_of

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


class Problem(NamedTuple):
    """One line that is not understood: where it stands, what is asked back, what was written."""

    place: str
    asks: str
    written: str = ""
    date: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.asks}"


class Ignored(NamedTuple):
    """One line that is not counted and leaves no sum open: a comment, a deleted row, 0 g."""

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
    """Why it is reported where nothing stands below it."""
    is_empty: bool = False


DiaryLine = Item | Problem | Ignored | Heading


def parse_item(text: str, place: str) -> Item:
    """An item as typed: `food:amount unit`, `amount unit food` or `food amount unit`.

    Raises ValueError saying what is not understood. Whether a leading word is a unit is settled
    when the food is known: `1 cup spinach` keeps 'cup spinach' as food until then.
    """
    if len(text) > LONGEST_NOTE:
        raise ValueError(
            f"{count_of(len(text), 'character')} are no note: write an amount and a food a line"
        )
    food, colon, rest = text.strip(" \t.,;").rpartition(":")
    if colon and (found := amount_in(rest)):
        return Item(place, food.strip(), *found)
    if colon and food.strip().lower() not in CODES:
        raise ValueError(f"{rest.strip()!r} is not an amount: write e.g. 40 g or 1 cup")
    if said := phrase(text):
        if not said.food:
            raise ValueError(f"{text!r} has no food: write e.g. 'natto:40 g' or '2 eggs'")
        return Item(place, said.food, said.amount, said.unit)
    raise ValueError(f"{text!r} has no amount: write e.g. 'natto:40 g' or '2 eggs'")


def parse_items(texts: Iterable[str]) -> Iterator[Item | Problem]:
    """Items typed one after the other; one that is not understood comes as its problem.

    Words of one note that came apart, because nobody put quotes around them, are put together.
    """
    typed = list(texts)
    alone = [_typed(text, f"item {position}") for position, text in enumerate(typed, start=1)]
    together = _typed(" ".join(typed), "item 1") if len(typed) > 1 else None
    if isinstance(together, Item) and not any(isinstance(item, Item) for item in alone):
        alone = [together]
    yield from alone


def _typed(text: str, place: str) -> Item | Problem:
    """An item without the marks of a note, `[[natto]] 40 g`, or its problem."""
    note = marked(text)
    if note.mark in (Mark.NOTE, Mark.BOLD):
        return parsed(note.note, place)
    asks = f"{text!r} is marked as a heading, a comment or not eaten: write a food and an amount"
    return Problem(place, asks, text)


def parsed(text: str, place: str, date: str = "", meal: str = "") -> Item | Problem:
    """An item with its day and meal, or its problem."""
    try:
        return parse_item(text, place)._replace(date=date, meal=meal, typed=text)
    except ValueError as error:
        return Problem(place, str(error), text, date)
