"""The foods that a question names: one, the best known of several, or a misspelt one."""

from collections.abc import Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.queries.generic_words import differ_in_k1, generic_word, suggest
from vitk2.queries.question_words import strip_question
from vitk2.queries.resolve import named, resolve_by_name
from vitk2.text import fold, likeness, singular, tokenize


def named_alone(catalog: Catalog, text: str) -> str:
    """Return the food that a text names whole, '' if none or several."""
    try:
        return named(catalog, text)
    except FoodError:
        return ""


def food_named(catalog: Catalog, text: str) -> str:
    """Return the food that a text names, or the best known of several whose K1 is alike.

    A word such as fish or cheese names no food, however many have it.
    """
    text = strip_question(text)
    if generic_word(catalog, text):
        return ""
    try:
        return named(catalog, text) or resolve_by_name(catalog, text)
    except FoodError as error:
        candidates = list(error.candidates)
        whole = bool(candidates) and all(w in _words_of(error.candidates) for w in tokenize(text))
        return candidates[0] if whole and not differ_in_k1(catalog, candidates) else ""


def _words_of(candidates: "dict[str, str]") -> set[str]:
    first = next(iter(candidates.values()))
    return {form for word in tokenize(first) for form in (word, singular(word))}


def one_food(catalog: Catalog, text: str) -> str:
    """Return the food that a text names alone, '' where it may be several."""
    try:
        return named(catalog, text) or resolve_by_name(catalog, text)
    except FoodError:
        return ""


def may_be_food(catalog: Catalog, text: str) -> bool:
    """Return whether a text names a food, or several among which the diary asks."""
    try:
        return bool(named(catalog, text) or resolve_by_name(catalog, text))
    except FoodError as error:
        return bool(error.candidates)


def name_of(catalog: Catalog, food_id: str) -> str:
    return catalog.texts("SELECT name FROM foods WHERE food_id = ?", [food_id])[0]


def known_words(catalog: Catalog, words: Sequence[str]) -> list[str]:
    """Return the words that any food has."""
    sql = "SELECT 1 FROM terms WHERE word IN (?, ?) LIMIT 1"
    return [
        w
        for w in words
        if len(w) > 1 and w.isalpha() and catalog.rows(sql, [fold(w), singular(fold(w))])
    ]


def misspelt_food(catalog: Catalog, word: str) -> str:
    """Return the food that a misspelt word is clearly nearest to, '' where several are near."""
    near = sorted((-likeness(fold(word), fold(name)), name) for name in suggest(catalog, word))
    if " " in word or not near or -near[0][0] < CLEARLY_LIKE:
        return ""
    return "" if near[1:] and near[1][0] - near[0][0] < LEAD else named_alone(catalog, near[0][1])


CLEARLY_LIKE: Final = 0.85
"""The likeness from which one food is shown for a misspelt name."""

LEAD: Final = 0.05
"""How much more alike it must be than the next name."""


def unknown_words(catalog: Catalog, text: str) -> list[str]:
    """Return the words of a text that no food has."""
    words = text.split()
    known = known_words(catalog, words)
    return [word for word in words if word not in known]
