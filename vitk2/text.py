"""Folding words: what two spellings of one word have in common."""

import re
from collections.abc import Iterable
from typing import Final

from vitk2.errors import UnknownNameError


def fold(text: str) -> str:
    """Lower case without accents: what two spellings of one word have in common."""
    if text.isascii():
        return text.lower()
    import unicodedata  # most words are plain

    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def escape_controls(text: str) -> str:
    """Return a text for a screen, with a visible symbol for each control character but newline."""
    return text if text.isprintable() else text.translate(_CONTROL_PICTURES)


_CONTROL_PICTURES: Final = (
    {code: 0x2400 + code for code in range(0x20) if code != ord("\n")}
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
)
"""The visible Unicode symbols of control characters."""


def quote_value(text: str) -> str:
    """Return a text as an error shows it: invisible signs escaped, a long text cut."""
    return (
        repr(text) if len(text) <= 60 else f"{text[:40]!r}... ({count_of(len(text), 'character')})"
    )


LIKE_ENOUGH: Final = 0.75
"""The least likeness of a typed word to a name that is offered instead."""


def close_matches(word: str, valid: Iterable[str], n: int = 5, cutoff: float = 0.6) -> list[str]:
    """The valid words most like a mistyped one, best first."""
    from difflib import get_close_matches  # only a mistake needs it

    return get_close_matches(word, list(valid), n, cutoff)


def likeness(word: str, other: str) -> float:
    """Return the likeness of the spellings of two words, from 0 to 1."""
    from difflib import SequenceMatcher  # only a mistake needs it

    return SequenceMatcher(None, word, other).ratio()


def is_one_slip(word: str, other: str) -> bool:
    """Return whether one letter too many, too few, wrong or swapped makes two words one."""
    if len(word) > len(other):
        word, other = other, word
    start = next(
        (i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word)
    )
    rest, longer = word[start:], other[start:]
    if len(word) < len(other):
        return rest == longer[1:]
    swapped = longer[1:2] + longer[:1] + longer[2:]
    return rest[1:] == longer[1:] or rest == swapped


def match_unique(kind: str, name: str, valid: Iterable[str]) -> str:
    """The valid name that `name` is, whatever its case, or that alone begins with it.

    Raises UnknownNameError, which lists those that begin so, else the nearest, else all.
    """
    every, typed = list(valid), fold(name)
    exact = [v for v in every if fold(v) == typed]
    begun = exact or [v for v in every if typed and fold(v).startswith(typed)]
    if len(begun) == 1:
        return begun[0]
    raise UnknownNameError(kind, name, begun or close_matches(name, every) or every)


def tokenize(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return re.findall(r"\w+", fold(text))


def count_of(count: int, noun: str) -> str:
    """Return a count with its noun in the number it needs: `1 food`, `2,696 foods`, `2 dishes`."""
    ending = "es" if noun.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{count:,} {noun}{ending if count != 1 else ''}"


def digits(value: float) -> str:
    """Write a number with three significant digits; one above zero never reads as 0."""
    short = float(f"{value:.3g}")
    if abs(short) >= LARGEST_WITH_EXPONENT or not short:
        return f"{short:g}"
    if abs(short) >= SMALLEST_IN_FULL:
        return f"{short:.8f}".rstrip("0")
    return repr(short).replace("e-0", "e-")


SMALLEST_IN_FULL: Final = 1e-6
"""Smaller numbers keep an exponent, as in JavaScript: 4e-7."""

LARGEST_WITH_EXPONENT: Final = 1e-4
"""Below it Python's own format would write an exponent."""


_PLURALS: Final = (
    *(("ies", "y"), ("oes", "o"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")),
    ("s", ""),
)
_IRREGULAR: Final = {"leaves": "leaf", "loaves": "loaf", "halves": "half", "calves": "calf"}
_NO_PLURALS: Final = ("us", "ss")
"""Endings of hummus and watercress, which are one."""


def singular(word: str) -> str:
    """A word without its plural ending, as far as rules go: berries, tomatoes, leaves, eggs."""
    if word in _IRREGULAR or word.endswith(_NO_PLURALS):
        return _IRREGULAR.get(word, word)
    for ending, rest in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + rest
    return word


def alnum_key(text: str) -> str:
    """Letters and digits alone, folded: what the spellings MK-7, mk7 and "Mk 7" have in common."""
    return "".join(c for c in fold(text) if c.isalnum())
