"""What a unit of a food weighs: by weight, by its stated portions, or by its own cup or spoon."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vitk2.diary import grammar
from vitk2.tables.columns import Record

APART_FACTOR: Final = 2
LEAST_APART_G: Final = 10
"""Portions of one unit that lie twofold and as much apart are asked back."""


class _Stated(NamedTuple):
    """A portion as its source states it: `2 leaves, outer` of 48 g."""

    amount: float
    name: str
    grams: float
    usual: bool

    @property
    def words(self) -> list[str]:
        return grammar.unit_words(self.name)

    @property
    def grams_of_one(self) -> float:
        return self.grams / self.amount


def grams_of(
    food: Record, portions: Iterable[Record], amount: float, unit: str
) -> tuple[float, str]:
    """Grams of so many units, and the unit's words where it is one of the food's portions.

    A portion that is named whole comes before one that begins so, and the usual one first.
    Raises ValueError with the units that are known.
    """
    if weight := grammar.weight_g(unit):
        return weight * amount, ""
    typed = grammar.unit_words(unit)
    stated = [
        _Stated(
            *grammar.portion_words(str(p["portion"])),
            float(p["portion_g"] or 0),
            p["portion"] == food["portion"],
        )
        for p in portions
    ]
    stated.sort(key=lambda s: not s.usual)
    whole = [s for s in stated if typed and s.words == typed]
    begin = [s for s in stated if typed and s.words[: len(typed)] == typed]
    if not whole and (question := _which_portion(begin)):
        raise ValueError(f"{food['name']}: {question}")
    fitting = (
        [s for s in stated if unit == s.name and s.amount == amount],
        [s for s in whole if s.amount == amount],
        whole,
        begin,
        [s for s in stated if not typed and grammar.is_a_piece(s.name, str(food["name"]))],
    )
    for found in fitting:
        for s in found:
            return s.grams * amount / s.amount, s.name
    if per_unit := _by_volume(stated, unit):
        return per_unit * amount, unit
    volume = ["ml"] if _by_volume(stated, "ml") else []
    known = dict.fromkeys(["g", "oz", *volume, *(s.name for s in stated)])
    what = f"{unit!r} is no unit" if unit else "no weight of one piece is known"
    listed = ", ".join(f"'{name}'" if "," in name else name for name in known)
    raise ValueError(f"{food['name']}: {what}: use {listed}")


def _which_portion(begin: Sequence[_Stated]) -> str:
    """What to ask when a unit begins portions that weigh far apart, and none is the usual one."""
    weights = {s.name: s.grams_of_one for s in begin}
    if not weights or any(s.usual for s in begin):
        return ""
    if not far(min(weights.values()), max(weights.values()), LEAST_APART_G):
        return ""
    return f"name one of {', '.join(f'{name} ({grams:.4g} g)' for name, grams in weights.items())}"


def _by_volume(stated: Iterable[_Stated], unit: str) -> float | None:
    """Grams of one unit of volume, by the food's own cup, spoon or fluid ounce."""
    volume = grammar.volume_ml(unit)
    for s in stated:
        if volume and (own := grammar.volume_ml(s.name)):
            return volume * s.grams / (own * s.amount)
    return None


def far(one: float, other: float, floor: float) -> bool:
    """Whether two amounts lie twofold and more than `floor` apart."""
    return max(one, other) > APART_FACTOR * min(one, other) and abs(one - other) > floor
