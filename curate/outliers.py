"""Foods of one name whose values differ more than water, fat and frying oil explain."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from curate.crosswalk_checks import heads
from curate.source_readings import Row, read
from vitk2.catalog.vocabulary import RAW_OR_COOKED

REVIEWED: Final = "likeness.csv"
"""Pairs that were read by eye, each with its verdict and reason."""

VERDICTS: Final = ("kept", "doubt", "mended", "one table")
"""kept: both are valid, for the reason given; doubt: one of them is in doubts.csv; mended: the
mapping was corrected; one table: they rest on one compiled table, and nothing at hand decides."""

_COMPARED: Final = ("K1", "MK-4", "MK-7", "MK-8", "MK-9")

_LEAST_UG: Final = {"K1": 10.0}
"""The least difference that matters, µg per 100 g; 3 for other forms."""

_WITH_OIL: Final = ("fried", "roasted", "baked")
_OIL_UG: Final = 25.0
"""The most µg that frying oil adds to 100 g of a food."""

_RATIOS: Final = {
    ("fresh", "fresh"): (0.2, 5.0),
    ("fresh", "cooked"): (0.4, 2.5),
    ("cooked", "cooked"): (0.25, 4.0),
    ("fresh", "dried"): (0.8, 20.0),
    ("dried", "cooked"): (0.1, 1.3),
    ("dried", "dried"): (0.2, 5.0),
}
"""The lowest and highest ratio of the second state to the first: boiling takes little K and some
water, drying nine tenths of the weight, soaking gives it back."""


class Pair(NamedTuple):
    """Two foods of one name and their values of a form, µg per 100 g; a limit counts as a value."""

    form: str
    food_id: str
    other_id: str
    ug_per_100g: float
    other_ug_per_100g: float

    @property
    def key(self) -> tuple[str, str, str]:
        return self.form, self.food_id, self.other_id

    def __str__(self) -> str:
        first, second = f"{self.ug_per_100g:g}", f"{self.other_ug_per_100g:g}"
        return f"{self.form}: {self.food_id} {first}, {self.other_id} {second}"


def unlike(data: Path) -> list[Pair]:
    """Return the pairs of foods of one name that differ too much in a built table, sorted.

    Each food is compared with the nearest of its name in every state: fresh, cooked, dried.
    Doubtful values are not compared: they have had their verdict.
    """
    foods = {f["food_id"]: f for f in read(data / "foods.csv")}
    ug_by_form: dict[str, dict[str, float]] = defaultdict(dict)
    for a in read(data / "amounts.csv"):
        number = a["ug_per_100g"] or a["limit_ug_per_100g"]
        is_sound = a["qualifier"] != "assumed" and a["doubtful"] == "false"
        if number and is_sound and a["form"] in _COMPARED:
            ug_by_form[a["form"]][a["food_id"]] = float(number)
    by_name: dict[tuple[str, frozenset[str]], list[Row]] = defaultdict(list)
    for food in foods.values():
        by_name[food["group"], frozenset(heads(food["name"].partition(",")[0]))].append(food)
    found = {
        pair.key: pair
        for form in _COMPARED
        for namesakes in by_name.values()
        for pair in _pairs(form, namesakes, ug_by_form[form])
    }
    return [found[key] for key in sorted(found)]


def unreviewed(data: Path, curation: Path) -> Iterator[str]:
    """Yield pairs without a review, reviews without a valid verdict, and outdated reviews."""
    pairs = {pair.key: pair for pair in unlike(data)}
    reviews = {(r["form"], r["food_id"], r["other_id"]): r for r in read(curation / REVIEWED)}
    for key, pair in pairs.items():
        if key not in reviews:
            yield f"{REVIEWED}: {pair}: not read yet"
    for key, review in reviews.items():
        if review["verdict"] not in VERDICTS or not review["reason"]:
            yield f"{REVIEWED}: {' '.join(key)}: needs one of {', '.join(VERDICTS)} and a reason"
        if key not in pairs and review["verdict"] in ("kept", "one table"):
            yield f"{REVIEWED}: {' '.join(key)}: they no longer differ"


def _pairs(form: str, namesakes: Sequence[Row], ug_by_food: Mapping[str, float]) -> Iterator[Pair]:
    candidates = [f for f in namesakes if f["food_id"] in ug_by_food and _state(f)]
    for food in candidates:
        for state in ("fresh", "cooked", "dried"):
            others = [o for o in candidates if o is not food and _state(o) == state]
            if others:
                nearest = min(others, key=lambda o: (-_shared(food, o), o["food_id"]))
                first, second = sorted((food, nearest), key=_order)
                if not _alike(form, first, second, ug_by_food):
                    ids = first["food_id"], second["food_id"]
                    yield Pair(form, *ids, *(ug_by_food[i] for i in ids))


def _state(food: Row) -> str:
    if food["preparation"] == "dried":
        return "dried"
    if food["preparation"] in ("", "raw", "frozen"):
        return "fresh"
    return "cooked" if food["preparation"] in RAW_OR_COOKED else ""


def _order(food: Row) -> tuple[int, str]:
    states = ("fresh", "dried", "cooked")
    return states.index(_state(food)), food["food_id"]


def _shared(food: Row, other: Row) -> float:
    """Return the share of words that two names have in common, from 0 to 1."""
    ours, theirs = heads(food["name"]), heads(other["name"])
    return len(ours & theirs) / max(1, len(ours | theirs))


def _alike(form: str, first: Row, second: Row, ug_by_food: Mapping[str, float]) -> bool:
    one, two = ug_by_food[first["food_id"]], ug_by_food[second["food_id"]]
    if abs(one - two) < _LEAST_UG.get(form, 3.0):
        return True
    low, high = _RATIOS[_state(first), _state(second)]
    oil = _OIL_UG if form == "K1" and second["preparation"] in _WITH_OIL else 0.0
    return low * one <= two <= high * one + oil
