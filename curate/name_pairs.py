"""Foods of one name whose values differ more than water, fat and frying oil explain."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from curate.crosswalk_checks import heads
from curate.finding import Finding
from curate.like_foods import SOAKED_TIMES
from curate.source_readings import Row
from vitk2.catalog.vocabulary import RAW_OR_COOKED
from vitk2.text import tokenize

COMPARED: Final = ("K1", "MK-4", "MK-7", "MK-8", "MK-9", "K2")

Values = Mapping[str, float]
"""The value of a form in each food that has one, µg per 100 g: 0 where it was not found."""

Bounds = tuple[float, float]
"""The lowest and the highest ratio of a second food to a first."""

_LEAST_UG: Final = {"K1": 5.0}
"""The least difference that matters, µg per 100 g; 3 for other forms."""

_LEAST_UG_OF_FAT: Final = 1.0
"""The same for a food with less fat that has more: milk and yoghurt hold little of any form."""

_WITH_OIL: Final = ("fried", "roasted", "baked")
_OIL_UG: Final = 25.0
"""The most µg that frying oil adds to 100 g of a food."""

_BOUNDS: Final[dict[tuple[str, str], tuple[str, Bounds]]] = {
    ("fresh", "fresh"): ("one name", (0.2, 5.0)),
    ("fresh", "cooked"): ("cooked against raw", (0.4, 2.5)),
    ("cooked", "cooked"): ("one name", (0.25, 4.0)),
    ("dried", "dried"): ("one name", (0.2, 5.0)),
    ("dried", "cooked"): ("cooked against dried", (0.1, 1.3)),
}
"""The kind of a pair by its states, and its bounds: boiling takes little K and some water, soaking
gives back what drying took. Drying itself depends on the water of the group."""

_PULSES: Final = "Legumes and soya"
_SOAKED: Final = ("boiled", "cooked", "steamed", "canned")
_TOLERANCE: Final = 2.0
"""Two samples of one plant differ as much as this without a fault."""

_WATER: Final = {
    "Vegetables": (75.0, 95.0),
    "Mushrooms and seaweed": (78.0, 95.0),
    "Herbs and spices": (65.0, 92.0),
    "Fruit": (72.0, 92.0),
    "Legumes and soya": (60.0, 90.0),
}
"""The least and the most water in 100 g of a fresh food of a group, g."""

_WATER_OF_OTHERS: Final = (40.0, 92.0)

_WATER_DRIED: Final = (5.0, 30.0)
"""The least and the most water in 100 g of a dried food, g: herbs and soft fruit."""

_LESS_FAT: Final = re.compile(
    r"\b(?:skim|skimmed|nonfat|fat[- ]free|defatted|low[- ]fat|reduced[- ]fat|\d% fat)\b|, light$"
)
_NO_FAT: Final = re.compile(r"\b(?:skimmed|nonfat|fat[- ]free|defatted)\b")

_RATIOS_BY_FAT: Final[dict[str, Bounds]] = {"less": (0.2, 1.0), "none": (0.2, 0.5)}
"""The bounds of a food with less fat, or with none, to the whole one."""


def unlike_pairs(foods: Iterable[Row], values_by_form: Mapping[str, Values]) -> Iterator[Finding]:
    """Yield the pairs of foods of one name that differ too much.

    Each food is compared with the nearest of its name in every state (fresh, cooked, dried), and
    each food with less fat with the nearest of its name that is whole.
    """
    by_name: dict[tuple[str, frozenset[str]], list[Row]] = defaultdict(list)
    for food in foods:
        by_name[food["group"], frozenset(heads(food["name"].partition(",")[0]))].append(food)
    for form in COMPARED:
        for namesakes in by_name.values():
            known = [f for f in namesakes if f["food_id"] in values_by_form.get(form, {})]
            yield from _by_state(form, known, values_by_form[form])
            yield from _by_fat(form, known, values_by_form[form])


def _by_state(form: str, namesakes: Sequence[Row], values: Values) -> Iterator[Finding]:
    candidates = [f for f in namesakes if _state(f)]
    for food in candidates:
        for state in ("fresh", "cooked", "dried"):
            others = [o for o in candidates if o is not food and _state(o) == state]
            if not others:
                continue
            first, second = sorted((food, _nearest(food, others)), key=_order)
            if _fat(first) == _fat(second):
                kind, bounds = _rule(first, second)
                oil = _OIL_UG if form == "K1" and second["preparation"] in _WITH_OIL else 0.0
                one, two = values[first["food_id"]], values[second["food_id"]]
                if not _is_within(one, two, bounds, oil) and _matters(one, two, bounds, form):
                    yield _finding(kind, form, first, second, values)


def _is_within(one: float, two: float, bounds: Bounds, oil: float) -> bool:
    low, high = bounds
    return low * one <= two <= high * one + oil


def _matters(one: float, two: float, bounds: Bounds, form: str) -> bool:
    """Return whether the second value is far from what the first one, halfway, lets expect."""
    low, high = bounds
    return abs(two - one * math.sqrt(low * high)) >= _least_ug(form)


def _by_fat(form: str, namesakes: Sequence[Row], values: Values) -> Iterator[Finding]:
    """Yield foods with less fat that have more than the whole food, or far less of it."""
    for food in namesakes:
        alike = [o for o in namesakes if o["preparation"] == food["preparation"]]
        whole = [o for o in alike if _fat(o) == "whole"]
        if _fat(food) == "whole" or not whole:
            continue
        nearest = _nearest(food, whole)
        one, two = values[nearest["food_id"]], values[food["food_id"]]
        low, high = _RATIOS_BY_FAT[_fat(food)]
        has_more = two > high * one and two - high * one >= _LEAST_UG_OF_FAT
        has_far_less = two < low * one and one - two >= _least_ug(form)
        if has_more or has_far_less:
            yield _finding("less fat", form, nearest, food, values)


def _rule(first: Row, second: Row) -> tuple[str, Bounds]:
    """Return the kind of a pair, and its bounds."""
    states = _state(first), _state(second)
    if states == ("fresh", "dried"):
        return "dried against fresh", _bounds_by_water(first["group"])
    kind, bounds = _BOUNDS[states]
    is_soaked = second["preparation"] in _SOAKED
    if states == ("dried", "cooked") and first["group"] == _PULSES and is_soaked:
        soaked = 1 / float(SOAKED_TIMES)
        return kind, (soaked / _TOLERANCE, soaked * _TOLERANCE)
    return kind, bounds


def _bounds_by_water(group: str) -> Bounds:
    """Return the bounds of a dried food to the fresh one: the same dry matter in less water."""
    least, most = _WATER.get(group, _WATER_OF_OTHERS)
    least_dried, most_dried = _WATER_DRIED
    lowest = (100 - most_dried) / (100 - least)
    return lowest / _TOLERANCE, (100 - least_dried) / (100 - most)


def _least_ug(form: str) -> float:
    return _LEAST_UG.get(form, 3.0)


def _finding(kind: str, form: str, first: Row, second: Row, values: Values) -> Finding:
    ids = first["food_id"], second["food_id"]
    return Finding(kind, form, *ids, ", ".join(f"{i} {values[i]:g}" for i in ids))


def _fat(food: Row) -> str:
    """Return how much fat the name of a food says it has: none, less, or whole."""
    if _NO_FAT.search(food["name"]):
        return "none"
    return "less" if _LESS_FAT.search(food["name"]) else "whole"


def _state(food: Row) -> str:
    if food["preparation"] == "dried":
        return "dried"
    if food["preparation"] in ("", "raw", "frozen"):
        return "fresh"
    return "cooked" if food["preparation"] in RAW_OR_COOKED else ""


def _order(food: Row) -> tuple[int, str]:
    states = ("fresh", "dried", "cooked")
    return states.index(_state(food)), food["food_id"]


def _nearest(food: Row, others: Iterable[Row]) -> Row:
    """Return the food with the most words in common, then with the most figures: 85% lean."""
    return min(
        others, key=lambda o: (-_shared(food, o, heads), -_shared(food, o, _figures), o["food_id"])
    )


def _shared(food: Row, other: Row, words_of: Callable[[str], set[str]]) -> float:
    """Return the share of words that two names have in common, from 0 to 1."""
    ours, theirs = words_of(food["name"]), words_of(other["name"])
    return len(ours & theirs) / max(1, len(ours | theirs))


def _figures(name: str) -> set[str]:
    return {word for word in tokenize(name) if word.isdigit()}
