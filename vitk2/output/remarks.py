"""Marks in plain words, and what the signs of a table mean. Machine shapes keep the fixed words."""

import re
from collections.abc import Iterable
from typing import Final

from vitk2.catalog.schema import Cell
from vitk2.forms import K2_PANEL

_FACTOR: Final = re.compile(r"x([\d.]+)$")
_PANEL: Final = re.compile(r"\(panel: ([^)]*)\)")

_IN_WORDS: Final = {
    "studies disagree": "laboratories differ",
    "tables disagree": "tables differ",
    "panels differ": "laboratories looked for different forms",
    "imputed": "calculated",
    "compiled": "from a table",
    "borrowed": "taken over elsewhere",
    "survey named": "from a table",
    "total": "total, taken as K1",
    "highest of a survey": "the highest of a survey",
    "stated total": "a total stands beside it",
    "US dairy method": "US method, high on MK-9",
    "converted": "unit converted",
    "own": "your own figure",
    "midpoint": "middle of a range",
}
"""What a mark says, where it adds nothing of its own."""

DISAGREE: Final = ("studies disagree", "tables disagree")
"""Marks of a value that is one of several which lie far apart."""

_MOST_TELLING: Final = ("own", "doubtful", "studies", "tables", "highest", "US dairy")
"""What comes first where there is no room for all."""


def remarks(marks: Cell, *, with_bound: bool = True) -> list[str]:
    """The marks of an amount in plain words, the most telling first.

    Without the words of a lower bound where the sign ≥ stands beside them and is explained.
    """
    every = [m for m in str(marks or "").split(";") if m]
    if not with_bound:
        every = [m for m in every if not m.startswith(("lower bound", "panels differ"))]

    def late(mark: str) -> int:
        return next((i for i, m in enumerate(_MOST_TELLING) if mark.startswith(m)), 9)

    return [_plain(mark) for mark in sorted(every, key=late)]


def _plain(mark: str) -> str:
    if mark.startswith("lower bound"):
        panel = _PANEL.search(mark)
        looked_for = panel[1].split(", ") if panel else []
        missing = [f.value for f in K2_PANEL if f.value not in looked_for]
        return f"at least: {', '.join(missing) or 'a longer form'} not measured"
    words = next((w for m, w in _IN_WORDS.items() if mark.startswith(m)), mark)
    if factor := _FACTOR.search(mark):
        return f"{words} {float(factor[1]):.0f}-fold"
    return words


SIGNS: Final = {
    "—": "nobody measured",
    "nd": "looked for, not found",
    "tr": "a trace",
    "<": "below this limit",
    "≥": "at least: a main form was not measured",
    "?": "doubtful, vitk2 show FOOD says why",
    "~": "laboratories or tables differ much, vitk2 show FOOD says how far",
    "0 (assumed)": "a zero that nobody is known to have measured",
}


def legend(cells: Iterable[str]) -> str:
    """What the signs in these cells mean; '' where there are none."""
    every = list(cells)
    found = [
        f"{sign} {meaning}"
        for sign, meaning in SIGNS.items()
        if any(cell.startswith(sign) or (sign in "?~" and cell.endswith(sign)) for cell in every)
    ]
    return "; ".join(found)
