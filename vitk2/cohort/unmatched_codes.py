"""The refusal of a diary with almost no known food, and advice by the shape of its codes."""

import re
from collections import Counter
from typing import Any, Final

import ibis
from ibis.expr import types as ir

from vitk2.cohort.engines import Engine
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.summary import MatchStats
from vitk2.errors import DataError

LEAST_SHARE: Final = 0.01
"""The least share of matched lines; below it the codes are of another system."""

MOST_CODES: Final = 1000
"""The most codes whose shape is examined, those with most lines first."""

SYSTEM_OF: Final = {
    r"[0-9]{8}": ("FNDDS food codes, as NHANES and ASA24 have them", ""),
    r"[A-Za-z][0-9]{6}": ("codes of the Bundeslebensmittelschlüssel (BLS)", ""),
    r"[0-9]{6,7}": ("ids of FoodData Central", "fdc"),
    r"[0-9]{4,5}": ("USDA NDB numbers", "ndb"),
}
"""The most likely system of codes of a shape, and its --codes; '' if it is not supported yet."""

FOOD_ID: Final = r"[a-z0-9]+(-[a-z0-9]+)+"


def refuse_unknown(
    matched: MatchStats, unmatched: ir.Table, engine: Engine, options: CohortOptions
) -> None:
    """Raise DataError with advice if under LEAST_SHARE of the lines are matched."""
    if matched.matched_lines >= LEAST_SHARE * matched.lines:
        return
    commonest = unmatched.order_by([ibis.desc("lines"), "code"]).limit(MOST_CODES)
    rows = engine.arrow(commonest).to_pylist()
    match_counts = f"{matched.matched_lines:,} of {matched.lines:,} lines have a food that is known"
    examples = " and ".join(repr(row["code"]) for row in rows[:2])
    raise DataError(
        [f"the diary: {match_counts}: {examples} {advice(_commonest_shape(rows), options.codes)}"]
    )


def _commonest_shape(rows: list[dict[str, Any]]) -> str:
    """Return the pattern that the codes of most lines match; '' if they match none."""
    lines: Counter[str] = Counter()
    for row in rows:
        shapes = (shape for shape in (*SYSTEM_OF, FOOD_ID) if re.fullmatch(shape, row["code"]))
        lines[next(shapes, "")] += row["lines"]
    return lines.most_common(1)[0][0]


def advice(shape: str, codes: str | None) -> str:
    """Return the end of the refusal: the likely system of a shape, and how to read its codes.

    `codes` is the system that the diary was read with.
    """
    system, option = SYSTEM_OF.get(shape, ("", ""))
    if system and not option:
        return f"look like {system}, which are not supported yet: write food_ids in their place"
    if system and option != codes:
        return f"look like {system}: add --codes {option} (in Python codes={option!r})"
    others = "choose the --codes they are of, or write food_ids, which vitk2 search finds"
    if system:
        return f"look like {system}, but the table has none of them: {others}"
    if shape == FOOD_ID:
        return f"look like food_ids, but the table has none of them: {others}"
    return f"are of no system that is known here: {others}"
