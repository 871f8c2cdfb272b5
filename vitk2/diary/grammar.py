"""The words of an amount: numbers as people write them, weights, and the units of portions."""

import re
from typing import Final

from vitk2.text import words

WEIGHTS: Final = {
    **dict.fromkeys(("g", "gram", "grams", "gr"), 1.0),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), 1000.0),
    **dict.fromkeys(("oz", "ounce", "ounces"), 28.349523125),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), 453.59237),
}
"""Grams of a unit of weight."""

VOLUMES: Final = {
    **dict.fromkeys(("ml", "millilitre", "millilitres", "milliliter", "milliliters"), 1.0),
    **dict.fromkeys(("cl", "centilitre", "centilitres"), 10.0),
    **dict.fromkeys(("dl", "decilitre", "decilitres"), 100.0),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), 1000.0),
    **dict.fromkeys(("tsp", "teaspoon", "teaspoons"), 4.92892159375),
    **dict.fromkeys(("tbsp", "tablespoon", "tablespoons"), 14.78676478125),
    "fl oz": 29.5735295625,
    **dict.fromkeys(("cup", "cups"), 236.5882365),
}
"""Millilitres of a unit of volume; spoons and cups are those of the USDA portions, US customary."""

_VESSELS: Final = {
    *("bottle", "bowl", "box", "can", "clove", "floret", "glass", "handful", "head", "jar", "leaf"),
    *("leaves", "mug", "pack", "packet", "piece", "pinch", "pint", "plate", "portion", "pot"),
    *("scoop", "serving", "sheet", "slice", "spear", "spoon", "spoonful", "stalk", "stick", "tin"),
}

MOST_GRAMS: Final = 5000
"""More than this of one food is a slip of the unit, or of a separator."""

_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_AMOUNT = re.compile(r"([-+]?\d+(?:[.,]\d+)*)?(?:\s*/\s*(\d+)|\s+(\d+)\s*/\s*(\d+))?\s*([½¼¾⅓⅔⅛])?")
_SPELT_NUMBERS: Final = {
    **dict.fromkeys(("a", "an", "one"), 1.0),
    **dict.fromkeys(("half", "a half", "half a", "half an", "half of a", "half of an"), 0.5),
    **dict.fromkeys(("a quarter", "quarter", "a quarter of a", "a quarter of an"), 0.25),
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    **dict.fromkeys(("a dozen", "dozen", "twelve"), 12.0),
    "half a dozen": 6.0,
}
_IN_WORDS = re.compile(
    rf"({'|'.join(sorted(_SPELT_NUMBERS, key=len, reverse=True))})(?:\s+|$)", re.IGNORECASE
)
_SPELT: Final = {
    **dict.fromkeys(("tablespoon", "tablespoons"), "tbsp"),
    **dict.fromkeys(("teaspoon", "teaspoons"), "tsp"),
    "leaves": "leaf",
    "loaves": "loaf",
}
_WHOLE: Final = ("whole", "fruit", "medium", "large", "each", "piece", "unit", "item", "serving")


def leading(text: str) -> tuple[float, str] | None:
    """The number a text begins with, and what follows it; None when it begins with none.

    Reads 2, 2.5, 2,5, 1/2, 1 1/2, ½ and 1½. Raises ValueError for a number that may be two.
    """
    match = _AMOUNT.match(text)
    if not match or not (match[1] or match[5]):
        return None
    whole, bottom, top, under, sign = match.groups()
    amount = number(whole) if whole else 0.0
    if bottom:
        amount = _divided(amount, bottom, match[0].strip())
    if under:
        amount += _divided(float(top), under, match[0].strip())
    return amount + _FRACTIONS.get(sign or "", 0.0), text[match.end() :].strip()


def leading_in_words(text: str) -> tuple[float, str] | None:
    """The number a text begins with in words: `half an avocado`, `a slice of bread`, `two eggs`."""
    match = _IN_WORDS.match(text)
    return (_SPELT_NUMBERS[match[1].lower()], text[match.end() :].strip()) if match else None


def number(text: str) -> float:
    """A number with a point or a comma. Raises ValueError when a separator may be either."""
    signs = [c for c in text if c in ".,"]
    groups = re.split("[.,]", text.lstrip("+-"))
    if not signs:
        return float(text)
    of_three = all(len(g) == 3 for g in groups[1:]) and 0 < len(groups[0]) <= 3
    if len(signs) == 1:
        if of_three and groups[0] != "0" and float("".join(groups)) <= MOST_GRAMS:
            joined, cut = "".join(groups), f"{groups[0]}.{groups[1]}"
            raise ValueError(f"{text!r} may be {joined} or {float(cut):g}: write one of them so")
        return float(text.replace(",", "."))
    if len(set(signs)) == 1 and of_three:
        return float("".join(groups))
    thousands = set(signs[:-1]) == {signs[0]} and signs[-1] != signs[0]
    if thousands and all(len(g) == 3 for g in groups[1:-1]):
        return float(f"{''.join(groups[:-1])}.{groups[-1]}")
    raise ValueError(f"{text!r} is not a number")


def _divided(top: float, bottom: str, typed: str) -> float:
    if not float(bottom):
        raise ValueError(f"{typed!r} divides by nothing")
    return top / float(bottom)


def weight_g(unit: str) -> float | None:
    """Grams of one unit of weight; None when it is none."""
    return WEIGHTS.get(unit.lower().rstrip("."))


def volume_ml(unit: str) -> float | None:
    """Millilitres of one unit of volume; None when it is none."""
    return VOLUMES.get(unit.lower().rstrip("."))


def is_unit(word: str) -> bool:
    """Whether people weigh, measure or serve by this word: `glass`, `ml`, `slices`."""
    one = word.lower().rstrip(".")
    return one in WEIGHTS or one in VOLUMES or bool({one, one.removesuffix("s")} & _VESSELS)


def portion_words(text: str) -> tuple[float, str]:
    """Amount and words of a stated portion: '3 oz' is 3 and 'oz'."""
    amount, _, name = text.partition(" ")
    return float(amount), name


def unit_words(text: str) -> list[str]:
    """The words of a unit: folded, without plurals, teaspoon and tablespoon cut short.

    Units are short, so every last s goes (`ozs`), which the plurals of foods may not lose (`gas`).
    """
    return [_SPELT.get(w, w).removesuffix("s") or w for w in words(text)]


def is_a_piece(stated: str, food: str) -> bool:
    """Whether a stated portion is one piece of the food: '1 large', '1 avocado'."""
    first = unit_words(stated)[:1]
    return bool(first) and (first[0] in _WHOLE or first[0] in unit_words(food))
