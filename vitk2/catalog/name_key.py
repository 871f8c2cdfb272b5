"""The key of a name: what it has in common with the same name in another order of its words."""

import re
from typing import Final

from vitk2.catalog.vocabulary import PREPARATIONS
from vitk2.text import fold, singular

STATES: Final = frozenset((*PREPARATIONS, "drained", "dry", "fresh", "tinned", "uncooked"))
"""Words of a preparation, which do not say what a food is."""

_HEAD_ENDS: Final = frozenset(
    (
        *(",", ";", "(", "/", "["),
        *("with", "without", "in", "of", "and", "on", "from", "for", "or", "stuffed", "filled"),
    )
)

_JOINS_THE_NEXT: Final = frozenset(
    (
        *("with", "without", "in", "from", "of", "for", "on", "to", "no", "not", "non"),
        *("low", "high", "reduced", "less", "more", "<", ">", "≤", "≥"),
        *("mit", "ohne", "avec", "sans", "con", "sin", "senza", "med", "uden", "met", "zonder"),
    )
)
_JOINS_THE_LAST: Final = frozenset(("only", "free"))
_PASSED: Final = frozenset(("added", "any", "the", "a", "an"))
"""Words that may come between two that belong together: without added salt, without salt added."""

_TRANSLATED: Final = "[tr]"
"""The mark of a source name that was translated for this table; it is no word of the name."""


def name_key(name: str) -> tuple[str, str, str]:
    """Return the words of a name, the pairs of words that belong together, and its head.

    The words are the same in any order, with or without commas and plurals. The pairs say which
    word follows each number, and each word such as without: `with salt, without skin` is not
    `with skin, without salt`. The head is the noun that says what the food is. It differs where
    another order is another food: `Chocolate, milk` is a chocolate, as milk chocolate is, but
    chocolate milk is a milk. All three are empty for a name without words.
    """
    signs = re.findall(r"\w+|[^\w\s]", fold(name).replace(_TRANSLATED, ""))
    words = [_word(s) for s in signs if s[0].isalnum() or s in _JOINS_THE_NEXT]
    only_words = {word for word in words if word[0].isalnum()}
    return " ".join(sorted(only_words)), " ".join(sorted(_pairs(words))), _head(signs)


def _word(sign: str) -> str:
    return sign if sign in _JOINS_THE_NEXT else singular(sign)


def _pairs(words: list[str]) -> set[str]:
    """Return each number, and each word that needs another one, joined with that one.

    A preparation that is stated twice is a pair too: dried leaves are boiled, or boiled again.
    """
    pairs = {f"{state}+{state}" for state in STATES.intersection(words) if words.count(state) > 1}
    for position, word in enumerate(words):
        if word in _JOINS_THE_NEXT or word[0].isdigit():
            following = (w for w in words[position + 1 :] if w not in _PASSED)
            pairs.add(f"{word}+{next(following, '')}")
        elif word in _JOINS_THE_LAST and position:
            pairs.add(f"{words[position - 1]}+{word}")
    return pairs


def _head(signs: list[str]) -> str:
    """Return the last word before the first comma, bracket or preposition, '' without one.

    A preparation at its end is passed: the head of `brown rice raw` is rice.
    """
    head = ""
    for sign in signs:
        if sign in _HEAD_ENDS:
            break
        if sign[0].isalpha() and sign not in STATES:
            head = singular(sign)
    return head
