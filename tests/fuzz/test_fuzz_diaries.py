"""A diary shuffled, doubled or split over files sums to what its lines sum to."""

import csv
import json
import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from fuzzing import LOOK
from hypothesis import given
from hypothesis import strategies as st
from pandas_oracle import FOODS

from vitk2.cli.main import cli

pytestmark = pytest.mark.fuzz

HEADER = ("food", "amount", "unit", "date", "meal")
Line = tuple[str, str, str, str, str]

dates = st.sampled_from(("", "2026-01-01", "2026-01-02", "2026-02-28"))
lines = st.tuples(
    st.sampled_from(sorted(FOODS["food_id"])),
    st.integers(1, 150).map(str) | st.floats(0.01, 150).map(lambda x: f"{x:.2f}"),
    st.sampled_from(("g", "oz")),
    dates,
    st.sampled_from(("", "lunch", "dinner")),
)
diaries = st.lists(lines, min_size=1, max_size=12)


def summed(diary: list[Line]) -> dict[str, Any]:
    """The intake that the program gives for a diary file."""
    with TemporaryDirectory() as made:
        path = Path(made, "diary.csv")
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([HEADER, *diary])
        result = CliRunner().invoke(cli, ["intake", "--file", str(path), "--json"])
    assert result.exit_code == 0, (result.stderr, result.exception)
    return dict(json.loads(result.stdout))


def ug(totals: list[dict[str, Any]], what: str = "ug") -> dict[str, float]:
    return {t["form"]: t[what] or 0.0 for t in totals}


def close(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether sums agree to the sixth digit after the point, to which they are rounded."""
    return one.keys() == other.keys() and all(
        math.isclose(one[k], other[k], rel_tol=1e-9, abs_tol=5e-5) for k in one
    )


def without_order(totals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return totals with `left_out` as a sorted list of foods."""
    return [t | {"left_out": sorted(x["food"] for x in t["left_out"])} for t in totals]


def same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """Return whether two lists of totals agree in sums, signs, ranges, coverage and left_out."""
    words = ("form", "qualifier", "coverage", "left_out")
    alike = [[{w: t[w] for w in words} for t in without_order(ts)] for ts in (one, other)]
    return alike[0] == alike[1] and all(
        close(ug(one, what), ug(other, what)) for what in ("ug", "low", "high")
    )


@LOOK
@given(diary=diaries, data=st.data())
def test_the_order_of_lines_does_not_matter(diary: list[Line], data: st.DataObject) -> None:
    one, other = summed(diary), summed(data.draw(st.permutations(diary)))
    assert same(one["totals"], other["totals"])
    assert one["days"].keys() == other["days"].keys()
    for day, totals in one["days"].items():
        assert same(totals, other["days"][day]), day


@LOOK
@given(diary=diaries)
def test_every_line_twice_is_twice_as_much_of_as_many_foods(diary: list[Line]) -> None:
    one, twice = summed(diary)["totals"], summed([*diary, *diary])["totals"]
    for what in ("ug", "low", "high"):
        assert close({f: 2 * x for f, x in ug(one, what).items()}, ug(twice, what))
    for field in ("qualifier", "coverage"):
        assert [t[field] for t in one] == [t[field] for t in twice]


@LOOK
@given(diary=diaries, cut=st.integers(0, 12))
def test_two_files_hold_together_what_one_holds(diary: list[Line], cut: int) -> None:
    parts = [part for part in (diary[:cut], diary[cut:]) if part]
    totals = [ug(summed(part)["totals"]) for part in parts]
    together = {form: sum(t[form] for t in totals) for form in totals[0]}
    assert close(together, ug(summed(diary)["totals"]))


@LOOK
@given(diary=diaries)
def test_a_day_of_a_diary_is_the_diary_of_that_day(diary: list[Line]) -> None:
    whole = summed(diary)
    for day, totals in whole["days"].items():
        lines_of_day = [line for line in diary if (line[3] or "undated") == day]
        if day != "undated":
            assert same(totals, summed(lines_of_day)["days"][day]), day
    in_days = [ug(totals) for totals in whole["days"].values()]
    if in_days:
        for form in ("K1", "MK-4", "MK-7"):
            together = sum(day[form] for day in in_days)
            assert close({form: together}, {form: ug(whole["totals"])[form]})
