"""The words of the field: forms of vitamin K, the tables and their columns."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from vitk2.errors import UnknownNameError

Cell = str | float | int | None
"""What a row may hold; None is missing, never zero."""

Row = tuple[Cell, ...]
Record = dict[str, Cell]
"""A row by its columns."""


class Form(StrEnum):
    """A form of vitamin K as the field abbreviates it; `K2` is the menaquinones together."""

    K1 = "K1"
    DK1 = "dK1"
    MK4 = "MK-4"
    MK5 = "MK-5"
    MK6 = "MK-6"
    MK7 = "MK-7"
    MK8 = "MK-8"
    MK9 = "MK-9"
    MK10 = "MK-10"
    MK11 = "MK-11"
    MK12 = "MK-12"
    MK13 = "MK-13"
    MK9_4H = "MK-9(4H)"
    K2 = "K2"

    @property
    def key(self) -> str:
        """The form as it stands in a column name: `mk7`, `mk9_4h`."""
        return self.value.lower().replace("-", "").replace("(", "_").replace(")", "")

    @classmethod
    def parse(cls, text: str) -> "Form":
        """The form that `text` spells: mk7, MK 7, menaquinone-7, phylloquinone, "vitamin k2" ...

        Raises UnknownNameError, which lists the forms nearest to what was typed.
        """
        squeezed = squeeze(text).removeprefix("vitamin").replace("menaquinone", "mk")
        if form := _SPELLINGS.get(squeezed):
            return form
        near = [str(_SPELLINGS[s]) for s in closest(squeezed, _SPELLINGS, n=8)]
        raise UnknownNameError(
            "form of vitamin K", text, list(dict.fromkeys(near)) or [str(f) for f in cls]
        )


K2_PARTS: Final = tuple(f for f in Form if f.value.startswith("MK-"))
"""The menaquinones that K2 adds up. dK1 is no part of K1 or K2."""

K2_PANEL: Final = (Form.MK4, Form.MK7, Form.MK8, Form.MK9)
"""A K2 sum is exact when all of these are known, else a lower bound."""

WIDE_FORMS: Final = tuple(f for f in Form if f not in (Form.MK11, Form.MK12, Form.MK13))
"""Forms with columns in the wide table; MK-11 to MK-13 have no published single values in it."""

BRIEF_FORMS: Final = (Form.K1, Form.MK4, Form.MK7, Form.K2)
"""The forms shown where there is no room for all."""


def fold(text: str) -> str:
    """Lower case without accents: what two spellings of one word have in common."""
    if text.isascii():
        return text.lower()
    import unicodedata  # most words are plain

    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def closest(word: str, valid: Iterable[str], n: int = 5, cutoff: float = 0.6) -> list[str]:
    """The valid words most like a mistyped one, best first."""
    from difflib import get_close_matches  # only a mistake needs it

    return get_close_matches(word, list(valid), n, cutoff)


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return re.findall(r"\w+", fold(text))


def singular(word: str) -> str:
    """A word without its plural ending, as far as rules go: berries, tomatoes, leaves, eggs."""
    for ending, rest in (("ies", "y"), ("oes", "o"), ("ves", "f"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + rest
    return word


def squeeze(text: str) -> str:
    """Letters and digits alone, folded: what the spellings MK-7, mk7 and "Mk 7" have in common."""
    return "".join(c for c in fold(text) if c.isalnum())


_SPELLINGS: Final = {squeeze(f.value): f for f in Form} | {
    "phylloquinone": Form.K1,
    "phytomenadione": Form.K1,
    "phytonadione": Form.K1,
    "dihydrophylloquinone": Form.DK1,
    "23dihydrophylloquinone": Form.DK1,
    "dihydrok1": Form.DK1,
    "dihydrovitamink1": Form.DK1,
    "menatetrenone": Form.MK4,
    "tetrahydromk9": Form.MK9_4H,
    "mk94h": Form.MK9_4H,
    "mks": Form.K2,
    "mk": Form.K2,
}

WHOLE, NAME, NAME_START, ALIAS, GROUP = range(5)
"""Where the words of a search are found in a food, best first."""
