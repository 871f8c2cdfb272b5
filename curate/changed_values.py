"""Values shown that changed much from one version of the table to the next, each with the reason.

The reason is worked out from the readings that voted before and those that vote now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import pandas as pd

from curate.build import FORM_ORDER
from curate.like_foods import measured_in_like_foods
from curate.source_readings import Row, read, write
from vitk2.catalog import csv_reader
from vitk2.catalog.k2 import FoodValue
from vitk2.catalog.schema import COLUMNS
from vitk2.catalog.vocabulary import NO_SOUND_FIGURE
from vitk2.errors import DataError
from vitk2.forms import K2_PARTS, Form

TABLE: Final = "changed_values"

_TIMES: Final = Decimal("1.5")
"""A value that changes by more than this is reported."""

_OFFSET_UG: Final = Decimal("0.1")
"""Added to both numbers of a ratio, so that 0 and 0.05 are near each other."""

_NUMBER: Final = ("ug_per_100g", "qualifier", "limit_ug_per_100g")
"""The columns of a number, or of what stands instead of it."""

Key = tuple[str, str]
"""A food_id and a form."""


class Version(NamedTuple):
    """The tables of one version that values and their reasons are read from."""

    name: str
    foods: set[str]
    amounts: dict[Key, Row]
    readings: dict[Key, list[Row]]
    reading_of: dict[str, Row]
    study_of: dict[str, str]
    """The study of each source, by source_id."""


def write_changed_values(old: Path, new: Path) -> int:
    """Write the changed values to the tables in `new`; return their count.

    Raises DataError if `old` does not say which version it is.
    """
    rows = changed_values(old, new)
    write(new / f"{TABLE}.csv", [c.name for c in COLUMNS[TABLE]], rows)
    return len(rows)


def changed_values(old: Path, new: Path) -> list[Row]:
    """Return a row for each food and form whose value changed by more than 1.5 times.

    A food or form that is new has no old value. Raises DataError if `old` names no version.
    """
    before, now = _version(old), _version(new)
    like_foods = _measured_in_like_foods(now, new)
    rows = []
    for key in sorted(before.amounts, key=lambda k: (k[0], FORM_ORDER[k[1]])):
        if key[0] not in now.foods or not _says_something(before.amounts[key]):
            continue
        was, is_now = before.amounts[key], now.amounts.get(key, {})
        if _times_changed(was, is_now) > _TIMES:
            rows.append(
                {
                    "food_id": key[0],
                    "form": key[1],
                    "old_ug_per_100g": was["ug_per_100g"],
                    "old_qualifier": _qualifier(was),
                    "new_ug_per_100g": is_now.get("ug_per_100g", ""),
                    "new_qualifier": _qualifier(is_now),
                    "until": before.name,
                    "why": _why(key, before, now, like_foods.get(key)),
                }
            )
    return rows


def _version(data: Path) -> Version:
    problems: list[str] = []
    name = csv_reader.version(str(data), problems)
    if problems:
        raise DataError(problems)
    readings: dict[Key, list[Row]] = defaultdict(list)
    for reading in read(data / "measurements.csv"):
        readings[reading["food_id"], reading["form"]].append(reading)
    return Version(
        name,
        {f["food_id"] for f in read(data / "foods.csv")},
        {(a["food_id"], a["form"]): a for a in read(data / "amounts.csv")},
        readings,
        {r["reading_id"]: r for own in readings.values() for r in own},
        {s["source_id"]: s["study"] for s in read(data / "sources.csv")},
    )


def _says_something(amount: Row) -> bool:
    """Return whether an amount is a value: a sum of at least nothing is none, nor is an empty one.

    An amount without number or qualifier is one that is withheld.
    """
    if amount["qualifier"] == ">=":
        return float(amount["ug_per_100g"]) > 0
    return bool(amount["ug_per_100g"] or amount["qualifier"])


def _qualifier(amount: Row) -> str:
    """Return the qualifier of an amount, with its limit where it has one: `<0.1`."""
    return amount.get("qualifier", "") + amount.get("limit_ug_per_100g", "")


def _times_changed(was: Row, is_now: Row) -> Decimal:
    """Return the ratio of two amounts, at least 1; a limit is near every number below it."""
    (low, high), (low_now, high_now) = _ends(was), _ends(is_now)
    return max(Decimal(1), _times(low_now, high), _times(low, high_now))


def _times(number: Decimal, other: Decimal) -> Decimal:
    return (number + _OFFSET_UG) / (other + _OFFSET_UG)


def _ends(amount: Row) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest number that an amount may be; 0 where there is none."""
    if limit := amount.get("limit_ug_per_100g"):
        return Decimal(0), Decimal(limit)
    number = Decimal(amount.get("ug_per_100g") or 0)
    return number, number


def _why(key: Key, before: Version, now: Version, like_foods: Decimal | None) -> str:
    """Return in short why the value of a food and form changed."""
    if NO_SOUND_FIGURE in now.amounts.get(key, {}).get("marks", ""):
        return "its only number is in doubt and is no longer shown"
    old_votes, votes = _votes(key, before), _votes(key, now)
    if _outvoted(old_votes, votes, now):
        studies = len({now.study_of[r["source_id"]] for r in votes.values()})
        return f"{_COUNTS.get(studies, studies)} not-founds outvote one number"
    reasons = [
        *_of_gained_votes(old_votes, votes, before),
        *_of_lost_votes(key, old_votes, votes, now),
        *_of_changed_numbers(old_votes, votes),
        *(_of_parts(key[0], before, now) if key[1] == Form.K2 else ()),
    ]
    fewer_votes = old_votes.keys() > votes.keys()
    is_tie = len({now.study_of[r["source_id"]] for r in votes.values()}) == 2
    if not reasons or (fewer_votes and is_tie):
        reasons.append(_of_a_tie(key, before, now, like_foods))
    return "; ".join(reasons)


_COUNTS: Final = {2: "two", 3: "three", 4: "four"}


def _votes(key: Key, version: Version) -> dict[str, Row]:
    """Return the readings behind a value by reading_id, those that count before all others."""
    readings = version.readings.get(key, [])
    for status in ("counted", "doubtful", "assumed"):
        if votes := {r["reading_id"]: r for r in readings if r["status"] == status}:
            return votes
    return {}


def _outvoted(old_votes: Mapping[str, Row], votes: Mapping[str, Row], now: Version) -> bool:
    """Return whether not-founds alone vote, and a sound number that voted before does not."""
    numbers = [reading_id for reading_id, r in old_votes.items() if r["ug_per_100g"]]
    listed = [r for r in numbers if now.reading_of.get(r, {}).get("status") == "listed"]
    return bool(listed) and bool(votes) and all(r["qualifier"] == "nd" for r in votes.values())


def _of_gained_votes(
    old_votes: Mapping[str, Row], votes: Mapping[str, Row], before: Version
) -> Iterator[str]:
    """Yield the reasons that lie in readings which vote only now."""
    gained = [r for reading_id, r in votes.items() if reading_id not in old_votes]
    unknown = [r for r in gained if r["reading_id"] not in before.reading_of]
    yield from _of_new_readings(unknown, old_votes, before)
    known = [(r, before.reading_of[r["reading_id"]]) for r in gained if r not in unknown]
    moved = [r for r, old in known if old["food_id"] != r["food_id"]]
    if moved:
        yield f"a number is of this food, not of another: {_sources(moved)}"
    sound = [r for r, old in known if old["status"] == "doubtful" and r["status"] == "counted"]
    if sound:
        yield f"no longer in doubt: {_sources(sound)}"


def _of_new_readings(
    unknown: Iterable[Row], old_votes: Mapping[str, Row], before: Version
) -> Iterator[str]:
    """Yield the reasons that lie in readings which no table had before."""
    doubtful = [r for r in unknown if r["status"] == "doubtful"]
    if doubtful:
        yield f"a new source, itself in doubt: {_sources(doubtful)}"
    sound = [r for r in unknown if r["status"] != "doubtful"]
    if not sound:
        return
    if all(r["source_id"] in before.study_of for r in sound):
        yield f"a new number votes: {_sources(sound)}"
    elif old_votes and _is_measured(sound) and not _is_measured(old_votes.values()):
        yield f"a new source measured it: {_sources(sound)}"
    else:
        yield f"a new source votes: {_sources(sound)}"


def _is_measured(readings: Iterable[Row]) -> bool:
    return any(r["tier"] != "C" for r in readings)


_LOST: Final = {
    "doubtful": "doubted",
    "duplicate": "a copy no longer votes",
    "superseded": "replaced by a later release",
    "blank": "a printed 0 stands for no value",
}
"""The reason why a reading with a status no longer votes."""


def _of_lost_votes(
    key: Key, old_votes: Mapping[str, Row], votes: Mapping[str, Row], now: Version
) -> Iterator[str]:
    """Yield the reasons that lie in readings which no longer vote.

    One that is only listed gives way to something better, which is the reason.
    """
    by_reason: dict[str, list[Row]] = defaultdict(list)
    for reading_id, r in old_votes.items():
        is_now = now.reading_of.get(reading_id)
        if reading_id in votes or r["status"] != "counted":
            continue
        if is_now is None:
            by_reason["left out"].append(r)
        elif is_now["food_id"] != key[0]:
            by_reason["a number is of another food"].append(r)
        elif is_now["status"] in _LOST:
            by_reason[_LOST[is_now["status"]]].append(r)
    for reason, readings in by_reason.items():
        yield f"{reason}: {_sources(readings)}"


def _of_changed_numbers(old_votes: Mapping[str, Row], votes: Mapping[str, Row]) -> Iterator[str]:
    """Yield the reason that lies in readings whose number is another one."""
    changed = [
        r
        for reading_id, r in votes.items()
        if reading_id in old_votes and any(r[c] != old_votes[reading_id][c] for c in _NUMBER)
    ]
    if changed:
        yield f"read anew: {_sources(changed)}"


def _of_parts(food_id: str, before: Version, now: Version) -> Iterator[str]:
    """Yield the reason that lies in the parts of the K2 of a food."""
    changed = []
    for form in (f.value for f in K2_PARTS):
        was, is_now = (v.amounts.get((food_id, form), {}) for v in (before, now))
        if any(was.get(c) != is_now.get(c) for c in _NUMBER):
            changed.append(form)
    if changed:
        yield f"its {' and '.join(changed)} changed"


def _of_a_tie(key: Key, before: Version, now: Version, like_foods: Decimal | None) -> str:
    """Return which rule settles a tie of the same two votes otherwise than before."""
    was, is_now = (_ends(v.amounts.get(key, {}))[1] for v in (before, now))
    is_higher = key[1] == Form.K1 and is_now > was
    readings = now.readings.get(key, [])
    if _is_measured(r for r in readings if r["status"] == "counted"):
        tables = [Decimal(r["ug_per_100g"]) for r in readings if _is_table(r)]
        if tables and _is_nearer(is_now, was, median(tables)):
            return "of two studies the one nearer to the tables is shown"
        if is_higher:
            return "of two studies the higher is shown for K1"
        return "a tie of two studies is settled otherwise"
    if like_foods is not None and _is_nearer(is_now, was, like_foods):
        return "a tie of tables is settled by the like foods"
    if is_higher:
        return "of two tables the higher is shown for K1"
    return "a tie of tables is settled otherwise"


def _is_table(reading: Row) -> bool:
    is_sound = reading["status"] == "listed" and reading["tier"] == "C"
    return is_sound and bool(reading["ug_per_100g"])


def _is_nearer(number: Decimal, other: Decimal, reference: Decimal) -> bool:
    """Return whether a number is nearer to a reference than another, as a ratio."""
    one, two = (max(_times(x, reference), _times(reference, x)) for x in (number, other))
    return one < two


def _sources(readings: Iterable[Row]) -> str:
    return ", ".join(sorted({r["source_id"] for r in readings}))


def _measured_in_like_foods(version: Version, data: Path) -> dict[Key, Decimal]:
    """Return the number measured in the foods like each food, as the value rule has it."""
    values = {
        (food_id, Form(form)): FoodValue(
            value=Decimal(a["ug_per_100g"]) if a["ug_per_100g"] else None,
            tier=a["tier"],
            marks=tuple(a["marks"].split(";")),
        )
        for (food_id, form), a in version.amounts.items()
    }
    foods = pd.read_csv(data / "foods.csv", dtype=str, keep_default_na=False)
    found = measured_in_like_foods(values, foods)
    return {(food_id, form.value): number for (food_id, form), number in found.items()}
