"""The words of a food: what a search finds it by, and where."""

import re

from vitk2.tables.columns import Record
from vitk2.text import singular, words

WHOLE, NAME, NAME_START, ALIAS, GROUP = range(5)
"""Where the words of a search are found in a food, best first."""


def terms_of(food: Record) -> set[tuple[str, str, int]]:
    """Each word of a food as it stands and without its plural, with the place it stands in."""
    places = ((NAME, food["name"]), (ALIAS, food["aliases"]), (GROUP, food["group"]))
    food_id = str(food["food_id"])
    return {
        (spelt, food_id, place)
        for place, text in places
        for word in words(str(text or ""))
        for spelt in (word, singular(word))
    }


def wholes_of(food: Record) -> set[tuple[str, str]]:
    """The texts that name this food alone: its name, and plain words it is the default of.

    What stands in brackets explains the name and need not be typed.
    """
    name = str(food["name"])
    texts = [name, re.sub(r"\s*\([^)]*\)", "", name), *str(food["default_for"] or "").split(";")]
    return {(" ".join(words(t)), str(food["food_id"])) for t in texts if t}
