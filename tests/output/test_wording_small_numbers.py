"""A number above zero never reads as zero, however small it is; a measured zero stays 0."""

import json

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from vitk2.output.wording import amount, number, span
from vitk2.queries.amounts import to_decimals
from vitk2.text import digits


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (0.00004, "0.00004"),
        (0.0000123456, "0.0000123"),
        (0.000001, "0.000001"),
        (4e-7, "4e-7"),
        (0.0001, "0.0001"),
        (0.05, "0.05"),
        (99.96, "100"),
    ],
)
def test_a_small_number_keeps_its_digits(value: float, written: str) -> None:
    assert number(value) == digits(value) == written


@given(value=st.floats(min_value=0, exclude_min=True, max_value=5000))
def test_no_number_above_zero_reads_as_zero(value: float) -> None:
    for written in (number(value), digits(value), amount(value, None), number(to_decimals(value))):
        assert float(written) > 0
    assert amount(value, ">=") == f"≥{number(value)}"
    assert amount(None, "<", value) == f"<{number(value)}"
    assert span(0.0, value) == f"0–{number(value)}"


@given(value=st.floats(min_value=0, max_value=5000))
def test_rounding_changes_no_digit_that_is_read(value: float) -> None:
    assert to_decimals(value) == pytest.approx(value, abs=5e-7, rel=0.005)
    assert (to_decimals(value) == 0) is (value == 0)


def test_a_tiny_amount_is_told_in_every_part_of_a_day(tiny_run: Run) -> None:
    arguments = ("intake", "natto:0.00000004 g", "spinach-raw:0.00004 g")
    answer = json.loads(tiny_run(*arguments, "--json").stdout)
    k1, mk7 = (next(t for t in answer["totals"] if t["form"] == f) for f in ("K1", "MK-7"))
    assert 0 < mk7["ug"] < 4e-7
    assert k1["low"] > 0
    natto, spinach = answer["contributions"]
    assert natto["grams"] == 4e-8
    assert (natto["mk7_ug"] > 0, spinach["k1_ug"] > 0) == (True, True)
    screen = tiny_run(*arguments, "--format", "table").stdout
    assert "0.00004" in screen
    rows = [line.split() for line in screen.splitlines() if line.startswith(("Natto", "Spinach"))]
    assert [row for row in rows if "0" in row] == []
