"""The forms of vitamin K and their spellings."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from vitk2.errors import UnknownNameError
from vitk2.text import alnum_key, close_matches


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
        """Return the form as written in a column name: `mk7`, `mk9_4h`."""
        return self.value.lower().replace("-", "").replace("(", "_").replace(")", "")

    def column(self, name: str) -> str:
        """Return the name of a column of the form in a row of several forms: `mk7_low`."""
        return f"{self.key}_{name}"

    @classmethod
    def parse(cls, text: str) -> "Form":
        """The form that `text` spells: mk7, MK 7, menaquinone-7, phylloquinone, "vitamin k2" ...

        Raises UnknownNameError, which lists the forms nearest to what was typed.
        """
        squeezed = _squeezed(text)
        if form := _SPELLINGS.get(squeezed):
            return form
        near = [str(_SPELLINGS[s]) for s in close_matches(squeezed, _SPELLINGS, n=8)]
        raise UnknownNameError(
            "form of vitamin K", text, list(dict.fromkeys(near)) or [str(f) for f in cls]
        )


K2_PARTS: Final = tuple(f for f in Form if f.value.startswith("MK-"))
"""The menaquinones that K2 adds up. dK1 is no part of K1 or K2."""


K2_PANEL: Final = (Form.MK4, Form.MK7, Form.MK8, Form.MK9)
"""A K2 sum is exact when all of these are known, else a lower bound."""


TABLE_FORMS: Final = tuple(f for f in Form if f not in (Form.MK11, Form.MK12, Form.MK13))
"""Forms with columns in the wide table; MK-11 to MK-13 have no published single values in it."""


MAIN_FORMS: Final = (Form.K1, Form.MK4, Form.MK7, Form.K2)
"""The forms shown where a line is too short for all."""


_SPELLINGS: Final = {alnum_key(f.value): f for f in Form} | {
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


def is_form(text: str) -> bool:
    """Whether a text spells a form of vitamin K."""
    return _squeezed(text) in _SPELLINGS


def split_leading_form(words: Sequence[str]) -> tuple[str, list[str]]:
    """The form that words begin with, as written, and the words after it; '' where they do not."""
    for count in (2, 1):  # "vitamin k2" is one form in two words
        if is_form(form := " ".join(words[:count])):
            return form, list(words[count:])
    return "", list(words)


def _squeezed(text: str) -> str:
    return alnum_key(text).removeprefix("vitamin").replace("menaquinone", "mk")
