"""Foods whose like foods differ, and foods about which the tables or the studies disagree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from curate.finding import Finding
from curate.like_foods import DIFFER
from curate.source_readings import Row

TABLES_DISAGREE: Final = "tables disagree"
"""The mark of a value that tables contradict; the value rule sets it."""


def like_foods_apart(amounts: Iterable[Row], families: Iterable[Row]) -> Iterator[Finding]:
    """Yield the lowest and the highest food of each family whose values have the mark for it."""
    family_of = {row["food_id"]: row["family"] for row in families}
    marked: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for a in amounts:
        if a["food_id"] in family_of and _has_mark(a, DIFFER):
            number = float(a["ug_per_100g"])
            marked[family_of[a["food_id"]], a["form"]].append((number, a["food_id"]))
    for (_, form), values in marked.items():
        (low, lowest), *_, (high, highest) = sorted(values)
        numbers = f"{lowest} {low:g}, {highest} {high:g}"
        yield Finding("like foods", form, lowest, highest, numbers)


def tables_apart(amounts: Iterable[Row], measurements: Iterable[Row]) -> Iterator[Finding]:
    """Yield each value whose mark says that tables disagree, with the numbers of the tables."""
    readings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for m in measurements:
        readings[m["food_id"], m["form"]].append(m)
    for a in amounts:
        if _has_mark(a, TABLES_DISAGREE):
            food_id, form = a["food_id"], a["form"]
            kind = "tables apart" if a["tier"] == "C" else "measured against tables"
            shown = a["ug_per_100g"] or f"{a['qualifier']}{a['limit_ug_per_100g']}"
            tables = ", ".join(_of_tables(readings[food_id, form]))
            yield Finding(kind, form, food_id, "", f"{food_id} {shown}; tables: {tables}")


def _has_mark(amount: Row, mark: str) -> bool:
    return any(m.startswith(mark) for m in amount["marks"].split(";"))


def _of_tables(readings: Sequence[Row]) -> list[str]:
    """Return the sound numbers of tables, each with its source, equal ones once."""
    sound = [r for r in readings if r["tier"] == "C" and r["status"] in ("counted", "listed")]
    numbers = [
        f"{r['source_id']} {r['ug_per_100g'] or r['qualifier'] + r['limit_ug_per_100g']}"
        for r in sound
    ]
    return list(dict.fromkeys(numbers))
