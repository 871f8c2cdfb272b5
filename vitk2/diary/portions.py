"""What a unit of a food weighs: by weight, by its stated portions, or by its own cup or spoon."""

from collections.abc import Iterable
from typing import Final

from vitk2.diary import grammar
from vitk2.tables.columns import Record

APART_FACTOR: Final = 2
LEAST_APART_G: Final = 10
"""Portions of one unit that lie twofold and as much apart are asked back."""


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
    stated = [(*grammar.portion_words(str(p["portion"])), p) for p in portions]
    stated.sort(key=lambda s: s[2]["portion"] != food["portion"])
    if question := _which_portion(stated, typed, food):
        raise ValueError(question)
    fitting = (
        [s for s in stated if unit == s[1] and s[0] == amount],
        [s for s in stated if typed == grammar.unit_words(s[1]) and s[0] == amount],
        [s for s in stated if typed and typed == grammar.unit_words(s[1])],
        [s for s in stated if typed and typed == grammar.unit_words(s[1])[: len(typed)]],
        [s for s in stated if not typed and grammar.is_a_piece(s[1], str(food["name"]))],
    )
    for found in fitting:
        for stated_amount, name, portion in found:
            return float(portion["portion_g"] or 0) * amount / stated_amount, name
    if per_unit := _by_volume(stated, unit):
        return per_unit * amount, unit
    volume = ["ml"] if _by_volume(stated, "ml") else []
    known = dict.fromkeys(["g", "oz", *volume, *(name for _, name, _ in stated)])
    what = f"{unit!r} is no unit" if unit else "no weight of one piece is known"
    listed = ", ".join(f"'{name}'" if "," in name else name for name in known)
    raise ValueError(f"{food['name']}: {what}: use {listed}")


def _which_portion(
    stated: Iterable[tuple[float, str, Record]], typed: list[str], food: Record
) -> str:
    """What to ask when a unit begins portions that weigh far apart, and is none of them whole."""
    begin = [s for s in stated if typed and grammar.unit_words(s[1])[: len(typed)] == typed]
    whole = any(grammar.unit_words(name) == typed for _, name, _ in begin)
    if whole or any(portion["portion"] == food["portion"] for _, _, portion in begin):
        return ""
    weights = {name: float(p["portion_g"] or 0) / amount for amount, name, p in begin}
    if not weights or not far(min(weights.values()), max(weights.values()), LEAST_APART_G):
        return ""
    told_ = ", ".join(f"{name} ({grams:.4g} g)" for name, grams in weights.items())
    return f"{food['name']}: name one of {told_}"


def _by_volume(stated: Iterable[tuple[float, str, Record]], unit: str) -> float | None:
    """Grams of one unit of volume, by the food's own cup, spoon or fluid ounce."""
    volume = grammar.volume_ml(unit)
    for amount, name, portion in stated:
        if volume and (own := grammar.volume_ml(name)):
            return volume * float(portion["portion_g"] or 0) / (own * amount)
    return None


def far(one: float, other: float, floor: float) -> bool:
    """Whether two amounts lie twofold and more than `floor` apart."""
    return max(one, other) > APART_FACTOR * min(one, other) and abs(one - other) > floor
