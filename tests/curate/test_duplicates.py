"""A copy shares its original's fate: it never votes beside it, nor in its place."""

from decimal import Decimal as D
from typing import Any

import pytest

from curate.consensus import settle
from curate.duplicates import share_fate
from curate.grading import Verdicts, grade
from curate.measurement import COMPILED, Reading
from curate.source_readings import HEADER

DOUBT = "doubtful: not analysed"


def reading(source: str, value: str, **more: Any) -> Reading:
    more.setdefault("reading_id", f"{source}:{value}")
    more.setdefault("study", "usda" if source.startswith("usda") else source)
    return Reading(source_id=source, tier=more.pop("tier", "C"), value=D(value), **more)


def compiled(value: str, source: str = "ciqual-2025", **more: Any) -> Reading:
    return reading(source, value, marks=(COMPILED,), **more)


def test_a_legacy_copy_of_a_doubtful_sr28_figure_is_doubtful_and_not_counted() -> None:
    spirulina = [
        reading("usda-sr28", "25.5", source_food="11667", status="doubtful", marks=(DOUBT,)),
        compiled("25.5", "usda-sr-legacy", source_food="11667"),
        compiled("1270"),
    ]
    result, settled = settle(spirulina)
    assert (result.value, result.doubtful) == (1270, False)
    assert [r.status for r in settled] == ["doubtful", "doubtful", "counted"]
    alone, _ = settle(spirulina[:2])
    assert alone.marks == (DOUBT,)


def test_a_legacy_row_is_sr28s_row_down_to_its_tier_and_marks() -> None:
    original = reading("usda-sr28", "23.1", source_food="1", tier="A", samples=3)
    legacy = compiled("23.1", "usda-sr-legacy", source_food="1")
    copy = share_fate([legacy, original])[0]
    assert (copy.tier, copy.marks, copy.status) == ("A", (), "superseded")
    other_food = compiled("23.1", "usda-sr-legacy", source_food="2")
    assert share_fate([other_food, original])[0].status == ""


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("25.5", "25.5"), ("705", "704.8"), ("1710", "1714.5"), ("36", "36"), ("0.1", "0.1")],
)
def test_a_tables_repeat_of_a_number_never_votes_beside_it(theirs: str, ours: str) -> None:
    original, copy = reading("usda-sr28", ours), compiled(theirs)
    _, fate = share_fate([original, copy])
    assert (fate.status, fate.repeats) == ("duplicate", original.reading_id)


@pytest.mark.parametrize(("theirs", "ours"), [("36", "35.6"), ("0", "0"), ("90", "80")])
def test_numbers_alike_by_chance_are_no_copies(theirs: str, ours: str) -> None:
    assert share_fate([reading("usda-sr28", ours), compiled(theirs)])[1].status == ""


def test_a_source_that_says_how_it_got_its_number_copies_nobody() -> None:
    total = reading("mext-2023", "177", marks=("total",))
    assert share_fate([reading("usda-sr28", "177"), total])[1].status == ""


def test_of_two_tables_with_one_number_the_french_one_is_the_copy() -> None:
    french, danish = share_fate([compiled("170"), compiled("170", "frida-5.4")])
    assert (french.status, danish.status) == ("duplicate", "")
    assert french.repeats == danish.reading_id


def test_a_duplicate_by_another_route_is_doubtful_for_its_originals_reason() -> None:
    verdicts = Verdicts(
        doubts={"first": "odd"},
        duplicates={"second": "first", "third": "second"},
        regraded={},
        reviewed={},
        conversions={},
    )
    row = dict.fromkeys([*HEADER, "ndb_no"], "") | {
        "reading_id": "third",
        "source_id": "lab",
        "ug_per_100g": "5",
        "form": "K1",
        "route": "primary",
    }
    fate = grade(row, "lab", verdicts)
    assert (fate.status, fate.marks) == ("doubtful", ("doubtful: odd",))
