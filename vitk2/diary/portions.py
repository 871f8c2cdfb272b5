"""Weights of a food's units: by weight, stated portion, the food's volumes, or measure."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.diary import units
from vitk2.diary.units import USUAL, Measure, measures_named
from vitk2.text import digits

if TYPE_CHECKING:
    from vitk2.catalog.rows import FoodRow, PortionRow

APART_FACTOR: Final = 2
LEAST_APART_G: Final = 10
"""Difference of portions of one unit, besides a factor of two, that raises a question."""


class QuestionError(ValueError):
    """A deliberate question, because a guess could be wrong; no other reading is tried."""


class PortionWeight(NamedTuple):
    """Grams with their origin: the words of a stated portion, or a note on the measure used."""

    grams: float
    words: str = ""
    note: str = ""


class _Stated(NamedTuple):
    """A portion as its source states it: `2 leaves, outer` of 48 g."""

    amount: float
    name: str
    grams: float
    usual: bool

    @property
    def words(self) -> list[str]:
        return units.unit_words(self.name)

    @property
    def grams_of_one(self) -> float:
        return self.grams / self.amount

    def begins(self, typed: Sequence[str]) -> bool:
        """Whether it begins with these words, in any order: `large stalk` is `stalk, large`."""
        return bool(typed) and sorted(self.words[: len(typed)]) == sorted(typed)


def weigh(
    food: "FoodRow",
    portions: "Iterable[PortionRow]",
    amount: float,
    unit: str,
    measures: Iterable[Measure] = (),
) -> PortionWeight:
    """Return the grams of so many units, with the words of the portion or measure used.

    A portion with exactly that name comes before one that begins with it, the usual one first, and
    the food's own before a measure for many foods. Raise ValueError with the known units.
    """
    if weight := units.weight_g(unit):
        return PortionWeight(weight * amount)
    stated = _stated(food, portions)
    if own := _by_portion(food, stated, amount, unit):
        return own
    if volume := units.volume_ml(unit):
        if per_ml := _grams_per_ml(stated):
            return PortionWeight(volume * per_ml * amount, unit)
    elif agreed := _by_measure(food, stated, unit, measures):
        return agreed._replace(grams=agreed.grams * amount)
    raise ValueError(f"{food['name']}: {_unit_error(food, stated, unit)}")


def _stated(food: "FoodRow", portions: "Iterable[PortionRow]") -> list[_Stated]:
    """The food's portions, the usual one first."""
    stated = [
        _Stated(
            *units.portion_words(p["portion"]),
            p["portion_g"],
            p["portion"] == food["portion"],
        )
        for p in portions
    ]
    return sorted(stated, key=lambda s: not s.usual)


def _by_portion(
    food: "FoodRow", stated: Sequence[_Stated], amount: float, unit: str
) -> PortionWeight | None:
    """Grams by the food's own portion of that name. Raises QuestionError where it may be two."""
    typed = units.unit_words(unit)
    exact = [s for s in stated if typed and s.words == typed]
    beginning = _medium([s for s in stated if s.begins(typed)])
    if not exact and (question := _portion_question(beginning)):
        raise QuestionError(f"{food['name']}: {question}")
    candidates = (
        [s for s in stated if unit == s.name and s.amount == amount],
        [s for s in exact if s.amount == amount],
        exact,
        beginning,
        _pieces(food, stated) if not typed or units.says_one(unit) else [],
    )
    for found in candidates:
        for s in found:
            return PortionWeight(s.grams * amount / s.amount, s.name)
    return None


def _pieces(food: "FoodRow", stated: Sequence[_Stated]) -> list[_Stated]:
    """One piece of the food: the usual one, one that bears its name, a medium one, or any."""
    name = food["name"]
    pieces = [s for s in stated if units.is_a_piece(s.name, name)]
    return sorted(
        pieces, key=lambda s: (not s.usual, not units.bears(s.name, name), "medium" not in s.words)
    )


def _medium(candidates: list[_Stated]) -> list[_Stated]:
    """Of portions that differ in size the medium one, unless the usual one is among them."""
    medium = [s for s in candidates if "medium" in s.words]
    return medium if medium and not any(s.usual for s in candidates) else candidates


def _usual(stated: Sequence[_Stated]) -> PortionWeight | None:
    """Return the food's usual portion, for a measure that refers to it; None if it has none."""
    usual = next((s for s in stated if s.usual), None)
    return PortionWeight(usual.grams, f"{usual.amount:g} {usual.name}") if usual else None


def _portion_question(beginning: Sequence[_Stated]) -> str:
    """Return the question for portions that weigh far apart and of which none is the usual one."""
    weights = {s.name: s.grams_of_one for s in beginning}
    if not weights or any(s.usual for s in beginning):
        return ""
    if not far(min(weights.values()), max(weights.values()), LEAST_APART_G):
        return ""
    return f"name one of {', '.join(f'{name} ({grams:.4g} g)' for name, grams in weights.items())}"


def _grams_per_ml(stated: Sequence[_Stated]) -> float | None:
    """Grams of a millilitre, by the food's own cup, spoon or fluid ounce.

    A cup of pieces (`cup, chopped`) counts where there is no plain one, unless two lie far apart.
    """
    plain = [s.grams_of_one / ml for s in stated if (ml := units.volume_ml(s.name))]
    if plain:
        return plain[0]
    cut = [
        s.grams_of_one / ml
        for s in stated
        if (ml := units.volume_ml(s.name.replace(",", " ").split()[0]))
    ]
    return cut[0] if cut and not far(min(cut), max(cut), 0) else None


def _by_measure(
    food: "FoodRow", stated: Sequence[_Stated], unit: str, measures: Iterable[Measure]
) -> PortionWeight | None:
    """Grams of one household measure of the food. Raises QuestionError where it may be many."""
    for measure in measures_named(measures, unit):
        if measure.asks:
            raise QuestionError(f"{unit!r} {measure.asks}: {_usage_hint(food, stated)}")
        for name in measure.stated_as:
            if own := _usual(stated) if name == USUAL else _by_portion(food, stated, 1, name):
                note = f"a {measure.word} taken as {own.words} of {own.grams:g} g"
                return PortionWeight(own.grams, note=note)
        if measure.holds_for(food) and measure.grams:
            return PortionWeight(
                measure.grams, note=f"a {measure.word} taken as {measure.grams:g} g"
            )
        if measure.holds_for(food) and measure.ml and (per_ml := _grams_per_ml(stated)):
            grams = measure.ml * per_ml
            note = f"a {measure.word} taken as {digits(measure.ml)} ml of {digits(grams)} g"
            return PortionWeight(grams, note=note)
    return None


def _unit_error(food: "FoodRow", stated: Sequence[_Stated], unit: str) -> str:
    reason = f"unknown unit {unit!r}" if unit else "the weight of one piece is unknown"
    return f"{reason}: {_usage_hint(food, stated)}"


def _usage_hint(food: "FoodRow", stated: Sequence[_Stated]) -> str:
    """The units that this food can be weighed by."""
    volume = ["ml"] if _grams_per_ml(stated) else []
    unit_names = dict.fromkeys(["g", "oz", *volume, *(s.name for s in stated)])
    listed = ", ".join(f"'{name}'" if "," in name else name for name in unit_names)
    return f"use {listed}"


def far(one: float, other: float, least_difference: float) -> bool:
    """Return whether two amounts lie twofold and more than `least_difference` apart."""
    return max(one, other) > APART_FACTOR * min(one, other) and abs(one - other) > least_difference
