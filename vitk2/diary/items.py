"""The items of a diary as written: an amount and a food, in the orders people put them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from vitk2.answers.names import CODES
from vitk2.diary import units
from vitk2.diary.adjectives import SIZES
from vitk2.diary.numbers import ONES, PARTS, SETS, VAGUE, leading, leading_in_words, with_a_part

_ABOUT: Final = re.compile(
    r"\s*(?:about|around|roughly|approx(?:imately|\.)?|ca\.?|circa|~)\s*", re.I
)
_VAGUE: Final = re.compile(rf"(?:an?\s+)?({'|'.join(VAGUE)})\b", re.I)
_FIGURES_LAST: Final = re.compile(
    r"[\s,(]+((?:\d+\s+)?[\d.,/⁄½⅓⅔¼¾⅛⅜⅝⅞]+)\s*((?:[^\W\d]+\.?)?(?:\s+[^\W\d]+)?)\s*\)?$"
)
_TIMES_LAST: Final = re.compile(r"\s+[x×]\s*(\d+)$")
_WORDS_LAST: Final = re.compile(rf"[\s,(]+(?=(?:{'|'.join((*ONES, *PARTS, *SETS))})\b)", re.I)


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


def parse_item(text: str, place: str) -> Item:
    """An item as typed: `food:amount unit`, `amount unit food` or `food amount unit`.

    Raises ValueError saying what is not understood. Whether a leading word is a unit is settled
    when the food is known: `1 cup spinach` keeps 'cup spinach' as food until then.
    """
    food, colon, rest = text.rpartition(":")
    if colon and (found := _amount(_ABOUT.sub("", rest.strip(), 1))):
        return Item(place, food.strip(), *found)
    if colon and food.strip().lower() not in CODES:
        raise ValueError(f"{rest.strip()!r} is not an amount: write e.g. 40 g or 1 cup")
    said = _without_about(text.strip())
    if found := leading(said):
        return _food_last(place, *found)
    if item := _amount_last(said, place):
        return item
    if vague := _VAGUE.match(said):
        raise ValueError(f"{vague[0]!r} is no amount: write a number or a weight, e.g. '40 g'")
    if found := leading_in_words(said):
        return _food_last(place, *found)
    first, _, food = said.partition(" ")
    if food and units.is_unit(first) and not units.weight_g(first):
        return Item(place, said, 1.0, "")
    raise ValueError(f"{text!r} has no amount: write e.g. 'natto:40 g' or '2 eggs'")


def parse_items(texts: Iterable[str]) -> Iterator[Item | Problem]:
    """Items typed one after the other; one that is not understood comes as its problem."""
    for position, text in enumerate(texts, start=1):
        yield parsed(text, f"item {position}")


def parsed(text: str, place: str, date: str = "", meal: str = "") -> Item | Problem:
    """An item with its day and meal, or its problem."""
    try:
        return parse_item(text, place)._replace(date=date, meal=meal, typed=text)
    except ValueError as error:
        return Problem(place, str(error), text, date)


def _amount(text: str) -> tuple[float, str] | None:
    return leading(text) or leading_in_words(text)


def _without_about(text: str) -> str:
    """The text without `about` before its number; `about` before a food stays."""
    match = _ABOUT.match(text)
    rest = text[match.end() :] if match else text
    return rest if match and _amount(rest) else text


def _food_last(place: str, amount: float, rest: str) -> Item:
    """An item whose amount came first; what follows is unit and food, or only a unit and brackets.

    Raises ValueError where a second amount follows: `2 packs natto (40 g)`.
    """
    second = re.search(r"\(?(\d[\d.,]*\s*(?:g|kg|ml|oz))\)?$", rest, re.I)
    if second and _amount(second[1]):
        raise ValueError(f"{amount:g} and {second[1]!r} are two amounts: write one")
    amount, food = with_a_part(amount, rest)
    return Item(place, food, amount, "")


def _amount_last(text: str, place: str) -> Item | None:
    """An item whose amount comes last: `gouda 30 g`, `eggs x 2`, `walnuts, a handful`."""
    if times := _TIMES_LAST.search(text):
        return Item(place, text[: times.start()].strip(), float(times[1]), "")
    last = _FIGURES_LAST.search(text)
    if last and (found := leading(last[1])):
        return Item(place, text[: last.start()].strip(" ,"), found[0], last[2].strip())
    for match in _WORDS_LAST.finditer(text):
        found = leading_in_words(text[match.end() :].rstrip(") "))
        if found and match.start() and _is_a_unit(found[1]):
            return Item(place, text[: match.start()].strip(), *found)
    return None


def _is_a_unit(text: str) -> bool:
    kept = [w for w in text.split() if w.lower() not in SIZES]
    return units.is_unit(" ".join(kept))
