"""Foods with every kind of amount and no amount, as tables and as the amounts expected back."""

import copy
import re
from typing import NamedTuple

from conftest import TINY, Rows
from fuzzing import SIGNS
from hypothesis import strategies as st

from vitk2.forms import TABLE_FORMS, Form


class Amount(NamedTuple):
    """The amount of one form in one food: a number, or the qualifier instead of one."""

    qualifier: str = ""
    ug: float | None = None
    limit: float | None = None


def _plain(number: float) -> float:
    return float(f"{number:.9f}")


numbers = st.floats(0.000001, 2999).map(_plain) | st.integers(1, 2999).map(float)
amounts = st.one_of(
    st.builds(lambda ug: Amount(ug=ug), numbers | st.just(0.0)),
    st.just(Amount("assumed", 0.0)),
    st.builds(lambda limit: Amount("<", limit=limit), numbers),
    st.builds(lambda limit: Amount("<=", limit=limit), numbers),
    st.sampled_from([Amount("tr"), Amount("nd")]),
    st.builds(lambda ug: Amount(">=", ug), numbers),
)
"""A number, a measured or assumed zero, a limit, an upper end, a trace, nothing, a lower bound."""


def _name(text: str) -> str:
    """A name that tables take: no part of it begins as a spreadsheet's formula does."""
    return re.sub(r";(?=\s*[=+\-@])", ",", f"Food {text}".strip())


names = st.text(SIGNS, max_size=15).map(_name)
foods = st.lists(
    st.tuples(names, st.dictionaries(st.sampled_from(TABLE_FORMS), amounts, max_size=5)),
    min_size=1,
    max_size=4,
)
"""Foods with amounts of some forms; those of the others are unknown, not zero."""

Listed = list[tuple[str, dict[Form, Amount]]]

AmountsByFood = dict[tuple[str, Form], Amount]


def expected(listed: Listed) -> AmountsByFood:
    """Return the amounts by the id of the food and by form."""
    return {(f"f{i}", f): s for i, (_, by_form) in enumerate(listed) for f, s in by_form.items()}


def tables(listed: Listed) -> Rows:
    """The foods as published tables."""
    made = copy.deepcopy(TINY) | {"foods": [], "amounts": [], "measurements": [], "portions": []}
    for i, (name, by_form) in enumerate(listed):
        made["foods"].append({"food_id": f"f{i}", "name": name, "group": "Fruit"})
        for form, amount in by_form.items():
            cells = {"qualifier": amount.qualifier, "form": form.value, "tier": "A", "studies": "1"}
            if amount.ug is not None:
                cells["ug_per_100g"] = written(amount.ug)
            if amount.limit is not None:
                cells["limit_ug_per_100g"] = written(amount.limit)
            made["amounts"].append({"food_id": f"f{i}", "doubtful": "false"} | cells)
    return made


def written(number: float) -> str:
    """A number as tables have it: no exponent, nothing lost."""
    return f"{number:.9f}".rstrip("0").rstrip(".")
