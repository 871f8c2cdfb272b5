"""The facts of a run, so that a paper can cite it and another can do it again."""

import platform
from typing import Any

import ibis

from vitk2 import __version__
from vitk2.cohort.engines import Engine
from vitk2.cohort.options import LONG, WIDE, Asked
from vitk2.cohort.recipes import Dishes
from vitk2.cohort.told import Summary
from vitk2.safety import CAUTION


def of_run(asked: Asked, engine: Engine, summary: Summary) -> dict[str, Any]:
    """Versions, options, counts, and what the columns mean."""
    matched = summary.matched
    return {
        "program": f"vitk2 {__version__}",
        "engine": f"{engine.name} {engine.version}",
        "ibis": ibis.__version__,
        "python": platform.python_version(),
        "options": {**asked._asdict(), "by": list(asked.by), "columns": dict(asked.columns)},
        "lines": matched.lines,
        "matched_lines": matched.matched_lines,
        "grams": matched.grams,
        "matched_grams": matched.matched_grams,
        "unmatched_codes": summary.unmatched_codes,
        "groups": summary.groups,
        "forms": [form.as_record() for form in summary.forms],
        "columns": {c.name: c.meaning for c in (WIDE if asked.wide else LONG)},
        "caution": CAUTION,
    }


def of_dishes(dishes: Dishes) -> dict[str, Any]:
    """How many dishes were taken apart, and ingredients that the table does not know."""
    return {
        "dishes": len(dishes.contents),
        "dishes_with_unknown_ingredients": dishes.unmatched,
    }
