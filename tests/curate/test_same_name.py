"""Two tables that differ are settled by the middle of what was measured in foods of the name."""

from decimal import Decimal as D

import pandas as pd
import pytest

from curate.grading import Verdicts
from curate.source_readings import HEADER, Row
from curate.value_rule import settle_all
from vitk2.forms import Form

PREPARATIONS = ("raw", "boiled", "steamed", "fried", "baked")
LOW, HIGH = "4", "16"
"""The values that two tables state of a food that nobody measured."""


def row(food_id: str, study: str, value: str, **more: str) -> Row:
    stated = {
        "reading_id": f"{study}:{food_id}:{value}",
        "source_id": study,
        "study": study,
        "food_id": food_id,
        "form": "K1",
        "ug_per_100g": value,
        "route": "primary",
    }
    return dict.fromkeys((*HEADER, "food_id", "study", "ndb_no"), "") | stated | more


def settled(
    measured: dict[str, str],
    names: dict[str, str] | None = None,
    doubts: dict[str, str] | None = None,
) -> object:
    """Return the value of kale that two tables state, beside kale measured in other ways."""
    rows = [row(food_id, "lab", value) for food_id, value in measured.items()]
    rows += [
        row("kale-baked", "ciqual-2025", LOW),
        row("kale-baked", "usda-sr-legacy", HIGH),
    ]
    foods = [
        {
            "food_id": food_id,
            "name": (names or {}).get(food_id, f"Kale, {how}"),
            "group": "Vegetables",
            "preparation": how,
        }
        for food_id, how in ((i, i.partition("-")[2]) for i in (*measured, "kale-baked"))
    ]
    verdicts = Verdicts(doubts or {}, {}, {}, {}, {})
    _, values = settle_all(pd.DataFrame(rows), pd.DataFrame(foods), verdicts, {})
    return values["kale-baked", Form.K1].value


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ((), LOW),
        (("20",), HIGH),
        (("2", "20"), LOW),  # of two the lower
        (("2", "17", "20"), HIGH),  # the middle, not the one at a third
        (("2", "3", "20"), LOW),
        (("2", "3", "17", "20"), LOW),  # the lower of the two in the middle
    ],
)
def test_the_table_nearer_to_the_lower_median_is_shown(
    measured: tuple[str, ...], expected: str
) -> None:
    of_kale = {f"kale-{how}": ug for how, ug in zip(PREPARATIONS, measured, strict=False)}
    assert settled(of_kale) == D(expected)


def test_what_is_doubtful_or_of_another_name_or_dried_decides_nothing() -> None:
    assert settled({"kale-raw": "20"}, doubts={"lab:kale-raw:20": "one odd reading"}) == D(LOW)
    assert settled({"kale-raw": "20"}, names={"kale-raw": "Sea kale, raw"}) == D(LOW)
    assert settled({"kale-dried": "20"}) == D(LOW)
