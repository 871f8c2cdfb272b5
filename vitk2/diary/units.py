"""The units of an amount: weight, volume, a food's own portions, household measures."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.diary.unit_words import SERVING_WORDS, SPOON_WORDS, VOLUME_WORDS, WEIGHT_WORDS
from vitk2.text import fold, singular, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import FoodRow, HouseholdMeasureRow

WEIGHTS: Final = {
    **dict.fromkeys(("g", "gram", "grams", "gr", "gm", "gms"), 1.0),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), 1000.0),
    **dict.fromkeys(("oz", "ounce", "ounces"), 28.349523125),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), 453.59237),
}
"""Grams of a unit of weight."""

VOLUMES: Final = {
    **dict.fromkeys(("ml", "millilitre", "millilitres", "milliliter", "milliliters"), 1.0),
    **dict.fromkeys(("cl", "centilitre", "centilitres", "centiliter", "centiliters"), 10.0),
    **dict.fromkeys(("dl", "decilitre", "decilitres", "deciliter", "deciliters"), 100.0),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), 1000.0),
    **dict.fromkeys(("tsp", "tsps", "teaspoon", "teaspoons"), 4.92892159375),
    **dict.fromkeys(("tbsp", "tbsps", "tablespoon", "tablespoons"), 14.78676478125),
    **dict.fromkeys(("fl oz", "fluid ounce", "fluid ounces"), 29.5735295625),
    **dict.fromkeys(("cup", "cups"), 236.5882365),
}
"""Millilitres of a unit of volume; spoons and cups are those of the USDA portions, US customary."""

_SERVING_UNITS: Final = {
    *("bag", "bar", "block", "bottle", "bowl", "box", "bunch", "can", "clove", "container"),
    *("dash", "drizzle", "fillet", "floret", "glass", "handful", "head", "jar", "knob", "leaf"),
    *("leaves", "mug", "pack", "package", "packet", "pat", "piece", "pinch", "pint", "plate"),
    *("portion", "pot", "scoop", "serving", "sheet", "slice", "spear", "splash", "spoon"),
    *("spoonful", "sprig", "square", "stalk", "stick", "tin"),
}

_CANONICAL_WORDS: Final = {
    **dict.fromkeys(("tablespoon", "tablespoons"), "tbsp"),
    **dict.fromkeys(("teaspoon", "teaspoons"), "tsp"),
    "pinches": "pinch",
    "dashes": "dash",
    "splashes": "splash",
    "glasses": "glass",
    "bunches": "bunch",
    "boxes": "box",
    "glass": "glass",
    "leaves": "leaf",
    "loaves": "loaf",
}
_PIECE_WORDS: Final = {"piece", "each", "whole"}
"""Words for one of a food that is counted; those of other languages mean `piece`."""

_WHOLE_PIECE_WORDS: Final = (
    *("whole", "fruit", "medium", "large", "each", "piece", "unit", "item", "serving", "head"),
)


SPOONS: Final = frozenset({"tsp", "tbsp", "spoon", "spoonful", "pinch", "dash"})
"""Units of herbs and spices; each as `unit_words` spells it."""


def is_spoon(unit: str) -> bool:
    """Return whether a unit is a spoon or a pinch, of whatever size."""
    return bool(SPOONS & set(unit_words(unit)))


def weight_g(unit: str) -> float | None:
    """Grams of one unit of weight; None when it is none."""
    word = fold(unit).rstrip(".")
    return WEIGHTS.get(WEIGHT_WORDS.get(word, word))


def volume_ml(unit: str) -> float | None:
    """Millilitres of one unit of volume; None when it is none."""
    word = fold(unit).rstrip(".")
    return VOLUMES.get(word, VOLUME_WORDS.get(word))


def is_unit(text: str) -> bool:
    """Whether people weigh, measure or serve by these words: `glass`, `ml`, `fl oz`, `slices`."""
    if weight_g(text) or volume_ml(text):
        return True
    return " ".join(unit_words(text.lower().rstrip("."))) in _SERVING_UNITS


def says_one(unit: str) -> bool:
    """Return whether a unit only means that pieces are counted: `2 pieces`, `2 Stück`."""
    return unit_words(unit) == ["piece"] or singular(unit.lower()) in _PIECE_WORDS


def portion_words(text: str) -> tuple[float, str]:
    """Amount and words of a stated portion: '3 oz' is 3 and 'oz'."""
    amount, _, name = text.partition(" ")
    return float(amount), name


def unit_words(text: str) -> list[str]:
    """The words of a unit: folded, in English, without plurals, spoons by their short names.

    Units are short, so every last s goes (`ozs`), which the plurals of foods may not lose (`gas`).
    """
    folded = fold(text).rstrip(".")
    if spoon := SPOON_WORDS.get(folded):
        return [spoon]
    words = (SERVING_WORDS.get(word, word) for word in tokenize(text))
    return [
        _CANONICAL_WORDS[w] if w in _CANONICAL_WORDS else w.removesuffix("s") or w for w in words
    ]


def is_a_piece(stated: str, food: str) -> bool:
    """Whether a stated portion is one piece of the food: '1 large', '1 avocado'."""
    return bool(set(tokenize(stated)[:1]) & set(_WHOLE_PIECE_WORDS)) or bears(stated, food)


def bears(stated: str, food: str) -> bool:
    """Whether a stated portion begins with a word of the food: '1 avocado'."""
    first = [singular(w) for w in tokenize(stated)[:1]]
    return bool(first) and first[0] in map(singular, tokenize(food))


USUAL = "usual portion"
"""In `stated_as`: the food's usual portion, whatever it is called."""


class Measure(NamedTuple):
    """A row of household_measures.csv: grams or ml of one, or the question it raises."""

    word: str
    spellings: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]
    preparations: tuple[str, ...]
    stated_as: tuple[str, ...]
    grams: float | None
    ml: float | None
    asks: str

    def holds_for(self, food: "FoodRow") -> bool:
        """Whether the amount of this row is one of such a food."""
        return (not self.groups or food["group"] in self.groups) and (
            not self.preparations or food["preparation"] in self.preparations
        )


def household_measures(catalog: Catalog) -> list[Measure]:
    """The measures of the table, in its order."""
    return [_measure(row) for row in records(catalog, "household_measures")]


def measures_named(measures: Iterable[Measure], unit: str) -> Sequence[Measure]:
    """The rows of the measure that a unit names, in any of its spellings."""
    typed = tuple(unit_words(unit))
    return [m for m in measures if typed in m.spellings]


def _measure(row: "HouseholdMeasureRow") -> Measure:
    word = row["measure"]
    return Measure(
        word=word,
        spellings=tuple(tuple(unit_words(w)) for w in (word, *_parts(row["other_words"]))),
        groups=_parts(row["groups"]),
        preparations=_parts(row["preparations"]),
        stated_as=_parts(row["stated_as"]),
        grams=row["measure_g"],
        ml=row["measure_ml"],
        asks=row["asks"] or "",
    )


def _parts(listed: str | None) -> tuple[str, ...]:
    """Return the texts of a list, none if it is missing."""
    return tuple(listed.split(";")) if listed else ()
