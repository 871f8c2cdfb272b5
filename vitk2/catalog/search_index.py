"""The search words of a food, each with a rank for how well it names the food."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypedDict

from vitk2.catalog.vocabulary import (
    ALIAS,
    FOREIGN,
    FOREIGN_WHOLE,
    GROUP,
    HEAD,
    IN_DISH,
    NAME,
    NOUN,
    SEVERAL,
    START,
    WHOLE,
)
from vitk2.text import singular, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import PlainWordRow

    class NamedFood(TypedDict):
        """The columns of foods.csv whose words a search finds."""

        food_id: str
        name: str
        group: str
        aliases: str | None
        default_for: str | None


_DISHES: Final = ("Sauces and dishes", "Sweets and snacks")
_HEAD_ENDS: Final = re.compile(
    r"[,;(/]|\b(?:with|without|in|of|and|on|from|for|or|stuffed|filled)\b"
)
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")

Term = tuple[str, str, float]
"""A word, the food_id it leads to, and its match rank."""


def food_tokens(
    food: "NamedFood", names: Iterable[str], twins: "SpellingVariants", stem: Callable[[str], str]
) -> set[Term]:
    """Return each word of a food, its singular and its stem with their best match ranks.

    `names` are those in other languages, `twins` the British and American spellings.
    """
    best: dict[str, int] = {}

    def add(word: str, match_rank: int) -> None:
        if match_rank < best.get(word, match_rank + 1):
            best[word] = match_rank

    in_dish = IN_DISH if food["group"] in _DISHES else 0
    texts: list[tuple[str, Callable[[str], Iterable[tuple[str, int]]]]] = [
        (food["name"], _of_name),
        (food["aliases"] or "", _at(ALIAS)),
        (food["group"], _at(GROUP)),
    ]
    for text, ranked_words in texts:
        for spelling in twins.spellings(text):
            for word, match_rank in ranked_words(spelling):
                rank = match_rank + in_dish * (match_rank > NOUN and match_rank != GROUP)
                stemmed = stem(word)
                add(word, rank)
                add(singular(word), rank)
                if not word.startswith(stemmed):  # else the stem finds the word as its beginning
                    add(stemmed, rank)
    for name in names:
        for word in tokenize(name):
            for part in _parts(word):
                add(part, FOREIGN + in_dish)
    return {(word, food["food_id"], match_rank) for word, match_rank in best.items()}


def _of_name(name: str) -> list[tuple[str, int]]:
    """Return the words of a name with their match ranks; words in brackets are another name."""
    head = tokenize(_HEAD_ENDS.split(name, maxsplit=1)[0])
    first, last = (head[0], head[-1]) if head else ("", "")
    ranks = {first: START, last: NOUN if len(head) > 1 else HEAD}
    inside = set(tokenize(name)) - set(tokenize(_BRACKETS.sub("", name)))
    return [(word, ALIAS if word in inside else ranks.get(word, NAME)) for word in tokenize(name)]


def _at(match_rank: int) -> Callable[[str], list[tuple[str, int]]]:
    return lambda text: [(word, match_rank) for word in tokenize(text)]


def _parts(word: str) -> list[str]:
    """Return a word, and of Japanese or Chinese, written without spaces, also every end of it."""
    if _CJK.fullmatch(word):
        return [word[i:] for i in range(len(word) - 1)] or [word]
    return [word]


def full_names(food: "NamedFood", names: Iterable[str]) -> set[Term]:
    """Return the texts that name this food alone: its name, plain words, other and foreign names.

    A part in brackets explains the name and need not be typed.
    """
    best: dict[str, int] = {}
    for text, match_rank in (*own_names(food), *((text, FOREIGN_WHOLE) for text in names)):
        if folded := " ".join(tokenize(text)):
            best[folded] = min(match_rank, best.get(folded, match_rank))
    return {(folded, food["food_id"], match_rank) for folded, match_rank in best.items()}


def own_names(food: "NamedFood") -> list[tuple[str, int]]:
    """Return the name of a food with and without its brackets, its plain words and its aliases."""
    name = food["name"]
    own = [name, _BRACKETS.sub("", name), *(food["default_for"] or "").split(";")]
    aliases = (food["aliases"] or "").split(";")
    return [*((text, WHOLE) for text in own), *((text, ALIAS) for text in aliases)]


class SpellingVariants:
    """British and American words for one thing: a text that has one is found by both."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._other: dict[str, list[str]] = {}
        for british, american in pairs:
            self._other.setdefault(british, []).append(american)
            self._other.setdefault(american, []).append(british)
        longest_first = sorted(self._other, key=len, reverse=True)
        either = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._pattern = re.compile(rf"\b({either})(s|es)?\b", re.IGNORECASE)

    def spellings(self, text: str) -> list[str]:
        """Return a text unchanged, and once more for each word that has a twin."""
        found = [text]
        for match in self._pattern.finditer(text):
            for other in self._other[match[1].lower()]:
                found.append(f"{text[: match.start()]}{other}{text[match.end() :]}")
        return found


def plain_wholes(plain_words: "Iterable[PlainWordRow]") -> set[Term]:
    """Return the foods of each plain word that means several, in the order of the table."""
    return {
        (" ".join(tokenize(word)), food_id, SEVERAL + position / 100)
        for row in plain_words
        if not row["says"] and row["foods"]
        for word in (row["word"], *(row["other_words"] or "").split(";"))
        if word
        for position, food_id in enumerate(row["foods"].split(";"))
    }


def translations(
    named: Iterable[tuple[str, str]], plain_words: "Iterable[PlainWordRow]"
) -> set[tuple[str, str]]:
    """Return words of other languages and spellings with the English word to search instead.

    `named` are names with the plain word for their food; the others are other words of plain words
    that may mean several foods.
    """
    plain = [
        (other, row["word"])
        for row in plain_words
        if not row["says"]
        for other in (row["other_words"] or "").split(";")
        if other
    ]
    pairs = {
        (" ".join(tokenize(word)), " ".join(tokenize(english)))
        for word, english in [*named, *plain]
    }
    return {(word, english) for word, english in pairs if word and word != english}
