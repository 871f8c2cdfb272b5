"""The ways a note can be read: what of it is the unit, and what the food."""

from collections.abc import Iterator
from typing import NamedTuple

from vitk2.diary import units
from vitk2.diary.modifiers import PREPARED, settled
from vitk2.diary.parser import Item


class Reading(NamedTuple):
    """A note read one way; `left_out` are adjectives that were not needed to find the food."""

    food: str
    unit: str
    left_out: tuple[str, ...] = ()


def readings(item: Item) -> Iterator[Reading]:
    """Every way to read a note, the most literal first: as written, then by its adjectives."""
    if item.unit:
        yield Reading(item.food, item.unit)
        yield from _with_unit(item)
        return
    splits = list(_splits(item.food))
    yield from (Reading(*split) for split in splits)
    yield from (Reading(f"canned {food}", unit) for food, unit in splits if _is_a_can(unit))
    text, left_out = settled(item.food)
    if text != item.food:
        yield from (Reading(*split, tuple(left_out)) for split in _splits(text))


def _with_unit(item: Item) -> Iterator[Reading]:
    """A food and a unit that came apart: `spinach` and `cup cooked`, `organic kale` and `g`."""
    of_food = [w for w in item.unit.split() if w.lower() in PREPARED]
    unit = " ".join(w for w in item.unit.split() if w not in of_food)
    food, left_out = settled(" ".join([*of_food, item.food]))
    unit, cut = settled(unit)
    if (food, unit) != (item.food, item.unit):
        yield Reading(food, unit, (*left_out, *cut))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """What may be food and what unit: all food, then ever more leading words as the unit.

    After a unit that people know, all food comes last: `cup spinach` is rarely a food.
    """
    parts = text.split()
    if len(parts) < 2:
        yield text, ""
        return
    of_unit = [i for i in range(1, len(parts)) if parts[i - 1].lower() != "of"]
    splits = [(_without_of(parts[i:]), " ".join(parts[:i])) for i in of_unit]
    if units.weight_g(parts[0]):
        yield splits[0]
    elif units.is_unit(parts[0]):
        yield from [*splits, (text, "")]
    else:
        yield from [(text, ""), *splits]


def _without_of(parts: list[str]) -> str:
    return " ".join(parts[1:] if parts[0].lower() == "of" and len(parts) > 1 else parts)


def _is_a_can(unit: str) -> bool:
    """Whether what is in it is canned: a can of chickpeas."""
    return units.unit_words(unit)[-1:] in (["can"], ["tin"])
