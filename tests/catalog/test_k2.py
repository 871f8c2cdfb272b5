"""K2 of a food: sums, lower bounds and stated totals, worked out by hand."""

from collections.abc import Sequence
from decimal import Decimal as D
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vitk2.catalog.k2 import FoodValue, mainly, sum_k2
from vitk2.catalog.vocabulary import US_DAIRY
from vitk2.forms import Form

PANEL = {Form.MK4: "8.3", Form.MK7: "2.1", Form.MK8: "11.6", Form.MK9: "40.2"}


def food_value(value: str | None, **more: Any) -> FoodValue:
    more.setdefault("studies_voting", frozenset({"lab"}))
    more.setdefault("tier", "A")
    return FoodValue(value=None if value is None else D(value), **more)


def summed(
    parts: dict[Form, FoodValue], stated: FoodValue | None, also: Sequence[Form] = ()
) -> FoodValue:
    total = sum_k2(parts, stated, also)
    assert total is not None
    return total


def test_k2_is_exact_when_the_panel_is_known() -> None:
    total = sum_k2(
        {f: food_value(v) for f, v in PANEL.items()} | {Form.MK9_4H: food_value("20")}, None
    )
    assert total is not None
    assert (total.value, total.qualifier, total.marks) == (D("82.2"), "", ())


def test_k2_is_a_lower_bound_when_a_part_is_unknown() -> None:
    total = sum_k2(
        {Form.MK4: food_value("9.3"), Form.MK7: food_value("0", qualifier="assumed")}, None
    )
    assert total is not None
    assert (total.value, total.qualifier) == (D("9.3"), ">=")
    assert total.marks == ("lower bound (panel: MK-4)",)


def test_the_panel_must_fit_the_food() -> None:
    panel = {f: food_value(v) for f, v in PANEL.items()}
    propionic = [Form.MK9_4H]
    assert summed(panel, None, propionic).qualifier == ">="
    assert summed(panel | {Form.MK9_4H: food_value("20")}, None, propionic).qualifier == ""
    us_dairy = panel | {Form.MK9: food_value("271", marks=(US_DAIRY,))}
    assert summed(us_dairy, None).qualifier == ">="


def test_a_stated_total_stands_in_only_where_no_form_has_a_number() -> None:
    stated = food_value("28", low=D(20), high=D(30))
    alone = sum_k2({}, stated)
    assert alone
    assert (alone.value, alone.low, alone.high) == (28, 20, 30)
    not_found = summed({Form.MK4: food_value(None, qualifier="nd")}, stated)
    assert (not_found.value, not_found.low, not_found.high) == (28, 0, 30)


def test_a_stated_total_is_a_lower_bound_because_its_forms_are_not_stated() -> None:
    for parts in ({}, {Form.MK4: food_value(None, qualifier="nd")}):
        total = summed(parts, food_value("28"))
        assert (total.value, total.qualifier, total.marks) == (28, ">=", ("forms not stated",))
    zero = summed({}, food_value("0"))
    assert (zero.value, zero.qualifier, zero.marks) == (0, "", ())


def test_an_upper_end_is_no_part_of_a_sum() -> None:
    total = food_value("437.55", high=D("610.41"), studies=1, tier="A")
    mk7 = mainly(Form.MK7, total)
    assert (mk7.value, mk7.qualifier, mk7.limit, mk7.low) == (None, "<=", D("437.55"), None)
    assert (mk7.high, mk7.marks) == (D("610.41"), ("mainly MK-7, not split",))
    assert sum_k2({Form.MK7: mk7}, None) is None
    beside = summed({Form.MK7: mk7, Form.MK4: food_value("2")}, None)
    assert (beside.value, beside.qualifier) == (2, ">=")


def test_beside_a_sum_a_stated_total_moves_the_high_end_and_says_so() -> None:
    total = summed({Form.MK4: food_value("3", low=D(2), high=D(4))}, food_value("28"))
    assert (total.value, total.qualifier, total.low, total.high) == (3, ">=", 2, 28)
    assert total.marks[-1] == "stated total 28 beside the sum"
    of_two = food_value("14", low=D(14), high=D("32.2"))
    assert summed({Form.MK4: food_value("3", low=D(2), high=D(4))}, of_two).high == D("32.2")
    below = summed({Form.MK4: food_value("30", low=D(30), high=D(30))}, food_value("28"))
    assert (below.value, below.high, below.marks[-1]) == (30, 30, "lower bound (panel: MK-4)")


def test_a_compiled_or_doubtful_total_moves_nothing_that_was_measured() -> None:
    for stated in (food_value("28", tier="C"), food_value("28", marks=("doubtful: odd",))):
        total = summed({Form.MK4: food_value("3", low=D(3), high=D(3))}, stated)
        assert (total.value, total.high) == (3, 3)


def test_a_measured_total_stands_before_parts_that_nobody_measured() -> None:
    of_tables = {Form.MK4: food_value("12", tier="C")}
    assert summed(of_tables, food_value("18.5")).value == D("18.5")
    assert summed(of_tables, food_value("8")).value == 12


def test_a_sound_total_stands_before_a_sum_in_doubt() -> None:
    doubt = {Form.MK9: food_value("19.4", marks=("doubtful: odd",))}
    assert summed(doubt, food_value("80.1")).value == D("80.1")


def test_a_doubt_about_a_part_is_a_doubt_about_k2() -> None:
    total = sum_k2({Form.MK7: food_value("110", marks=("doubtful: odd",))}, None)
    assert total is not None
    assert total.doubtful


def test_k2_without_any_number_says_limit_or_not_found() -> None:
    limits = {f: food_value(None, qualifier="<", limit=D("0.1")) for f in PANEL}
    assert summed(limits, None).limit == D("0.4")
    assert summed({f: food_value(None, qualifier="nd") for f in PANEL}, None).qualifier == "nd"
    assert summed(limits | {Form.MK9: food_value(None, qualifier="tr")}, None).qualifier == "tr"
    assert sum_k2({Form.MK4: food_value("0", qualifier="assumed")}, None) is None


@given(st.dictionaries(st.sampled_from(list(PANEL)), st.decimals(0, 500, places=1), min_size=1))
def test_k2_is_never_below_a_part(values: dict[Form, D]) -> None:
    total = sum_k2({f: food_value(str(v)) for f, v in values.items()}, None)
    assert total is not None
    assert total.value is not None
    assert all(total.value >= v for v in values.values())


@given(st.sampled_from(list(PANEL)), st.sampled_from(["nd", "<"]))
def test_k2_is_never_not_found_beside_a_main_form_nobody_looked_for(
    missing: Form, qualifier: str
) -> None:
    limit = D("0.1") if qualifier == "<" else None
    analysed = {
        f: food_value(None, qualifier=qualifier, limit=limit) for f in PANEL if f != missing
    }
    total = summed(analysed, None)
    assert (total.value, total.qualifier) == (0, ">=")


def test_a_limit_in_doubt_is_no_part_of_k2() -> None:
    doubt = food_value(None, qualifier="<", limit=D(4), marks=("doubtful: odd",))
    others = {f: food_value(None, qualifier="nd") for f in PANEL}
    assert summed(others | {Form.MK10: doubt}, None).qualifier == "nd"
