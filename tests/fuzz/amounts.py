"""Foods of every kind of amount and no amount, as tables and as what a reader must find again."""

import copy
import re
from typing import NamedTuple

from conftest import TINY, Rows
from fuzzing import SIGNS
from hypothesis import strategies as st

from vitk2.forms import TABLE_FORMS, Form


class Said(NamedTuple):
    """What is said of one form of one food: a number, or what stands instead of it."""

    qualifier: str = ""
    ug: float | None = None
    limit: float | None = None


def _plain(number: float) -> float:
    return float(f"{number:.9f}")


numbers = st.floats(0.000001, 2999).map(_plain) | st.integers(1, 2999).map(float)
said = st.one_of(
    st.builds(lambda ug: Said(ug=ug), numbers | st.just(0.0)),
    st.just(Said("assumed", 0.0)),
    st.builds(lambda limit: Said("<", limit=limit), numbers),
    st.sampled_from([Said("tr"), Said("nd")]),
    st.builds(lambda ug: Said(">=", ug), numbers),
)
"""A number, a measured zero, an assumed zero, a limit, a trace, not found, a lower bound."""


def _name(text: str) -> str:
    """A name that tables take: no part of it begins as a spreadsheet's formula does."""
    return re.sub(r";(?=\s*[=+\-@])", ",", f"Food {text}".strip())


names = st.text(SIGNS, max_size=15).map(_name)
foods = st.lists(
    st.tuples(names, st.dictionaries(st.sampled_from(TABLE_FORMS), said, max_size=5)),
    min_size=1,
    max_size=4,
)
"""Foods with what is said of some forms; of the others nothing is known, which is no zero."""

Listed = list[tuple[str, dict[Form, Said]]]

Told = dict[tuple[str, Form], Said]


def expected(listed: Listed) -> Told:
    """What each food, by its id, says of each form that anything is said of."""
    return {(f"f{i}", f): s for i, (_, by_form) in enumerate(listed) for f, s in by_form.items()}


def tables(listed: Listed) -> Rows:
    """The foods as published tables."""
    made = copy.deepcopy(TINY) | {"foods": [], "amounts": [], "measurements": [], "portions": []}
    for i, (name, by_form) in enumerate(listed):
        made["foods"].append({"food_id": f"f{i}", "name": name, "group": "Fruit"})
        for form, what in by_form.items():
            cells = {"qualifier": what.qualifier, "form": form.value, "tier": "A", "studies": "1"}
            if what.ug is not None:
                cells["ug_per_100g"] = written(what.ug)
            if what.limit is not None:
                cells["limit_ug_per_100g"] = written(what.limit)
            made["amounts"].append({"food_id": f"f{i}", "doubtful": "false"} | cells)
    return made


def written(number: float) -> str:
    """A number as tables have it: no exponent, nothing lost."""
    return f"{number:.9f}".rstrip("0").rstrip(".")
