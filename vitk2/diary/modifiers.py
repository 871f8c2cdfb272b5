"""Adjectives of a note: sizes, preparations, and words without effect on the food."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from vitk2.catalog.state_words import split_states
from vitk2.text import tokenize

SIZES: Final = {
    **{s: s for s in ("small", "medium", "large", "jumbo")},
    "big": "large",
    "medium-sized": "medium",
    "mid-sized": "medium",
}
"""Words that name a stated portion; they go before the food, wherever they were written."""

HARMLESS: Final = {
    **dict.fromkeys(("organic", "ripe", "local", "free-range", "seasonal", "level", "sized")),
    **dict.fromkeys(("sliced", "diced", "cubed", "grated", "torn")),
    **dict.fromkeys(("finely", "roughly", "coarsely", "thinly", "freshly")),
    "chopped": ("liver", "salad"),
    "shredded": ("wheat", "coconut"),
    "plain": ("chocolate", "flour"),
    "natural": ("chocolate", "cocoa"),
}
"""Words that may be dropped, each with the words beside which it makes another food."""

PREPARED: Final = {
    **dict.fromkeys(("raw", "uncooked"), ("raw",)),
    "boiled": ("boiled",),
    "cooked": ("cooked", "boiled", "steamed", "fried", "roasted", "baked", "grilled", "braised"),
    "steamed": ("steamed",),
    **dict.fromkeys(("fried", "sautéed", "sauteed"), ("fried",)),
    **dict.fromkeys(("roasted", "roast"), ("roasted",)),
    "baked": ("baked",),
    **dict.fromkeys(("grilled", "broiled"), ("grilled",)),
    "braised": ("braised",),
    "microwaved": ("microwaved",),
    **dict.fromkeys(("dried", "dry"), ("dried",)),
    **dict.fromkeys(("canned", "tinned"), ("canned",)),
    "frozen": ("frozen",),
    "smoked": ("smoked",),
    "cured": ("cured",),
    "fermented": ("fermented",),
    "pickled": ("pickled",),
}
"""Words of a preparation, and the preparations of foods they may mean."""

FRESH: Final = "fresh"
"""Raw where there is a raw food, else a food that is none of NOT_FRESH."""

NOT_FRESH: Final = {
    *("dried", "dry", "canned", "frozen", "smoked", "cured", "pickled", "powder", "cooked"),
    *("boiled", "steamed", "fried", "roasted", "grilled", "braised", "microwaved", "porridge"),
}


class Prepared(NamedTuple):
    """A text without its words of preparation, and the preparations it may have."""

    head: str
    word: str
    preparations: tuple[str, ...]


def prepared(text: str) -> Prepared | None:
    """Return `grilled salmon` as salmon that is grilled; None unless it has one preparation."""
    words = tokenize(text)
    preparation_words = [w for w in words if w in PREPARED or w == FRESH]
    head = [w for w in words if w not in preparation_words]
    if len(preparation_words) != 1 or not head:
        return None
    (word,) = preparation_words
    return Prepared(" ".join(head), word, PREPARED.get(word, ("raw",)))


def is_prepared(text: str) -> bool:
    """Whether a preparation is among these words, in English or in another language."""
    if any(w in PREPARED or w == FRESH for w in tokenize(text)):
        return True
    phrase = split_states(text)
    return bool(phrase and phrase.states)


def strip_modifiers(text: str) -> tuple[str, list[str]]:
    """Return a text, sizes first and without harmless adjectives, and the adjectives dropped."""
    parts = re.findall(r"[^\s,()]+", text)
    harmless = [_is_harmless(p.lower(), parts) for p in parts]
    dropped = [p for p, gone in zip(parts, harmless, strict=True) if gone]
    joins_none = [  # `boiled and chopped kale` has lost one of what `and` joins
        p.lower() == "and" and any(harmless[max(i - 1, 0) : i + 2]) for i, p in enumerate(parts)
    ]
    remaining = [p for i, p in enumerate(parts) if not (harmless[i] or joins_none[i])]
    sizes = [SIZES[p.lower()] for p in remaining if p.lower() in SIZES]
    return " ".join([*sizes, *(p for p in remaining if p.lower() not in SIZES)]), dropped


def _is_harmless(word: str, beside: Sequence[str]) -> bool:
    if word not in HARMLESS:
        return False
    return not {b.lower() for b in beside} & set(HARMLESS[word] or ())
