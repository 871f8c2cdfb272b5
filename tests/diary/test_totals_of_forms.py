"""Amounts eaten, summed and compared with a reference: worked out by hand."""

import pytest
from conftest import Run
from plates import DAYS, WOMAN, eaten, skipped, totals

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import REFERENCES
from vitk2.diary.intake import intake
from vitk2.diary.reference import Person, percent
from vitk2.diary.reference import reference_share as share_of
from vitk2.diary.resolver import EatenFood
from vitk2.diary.totals import Total, total
from vitk2.forms import Form
from vitk2.queries.amounts import Amount


def test_sums_carry_ranges_bounds_and_coverage(tiny: Catalog) -> None:
    foods = eaten(("natto", 50, ""), ("gouda-aged", 30, ""), ("spinach-raw", 100, ""))
    found = totals(intake(tiny, foods))
    k1, mk7, mk9, k2 = (found[f] for f in ("K1", "MK-7", "MK-9", "K2"))
    assert (k1.ug, k1.low, k1.high) == (485.65, 390, 542.5)  # half of natto, whole spinach
    assert (k1.qualifier, k1.coverage) == (">=", "2 of 3 foods have K1 data")
    assert (mk7.ug, mk7.low, mk7.high) == (465.48, 40.98, 517.98)  # the limit 0.5 ends the range
    assert (mk7.qualifier, mk7.foods_with_data) == ("", 3)
    assert (mk9.ug, mk9.qualifier, mk9.coverage) == (12.09, ">=", "1 of 3 foods have MK-9 data")
    assert k2.qualifier == ">="


def test_an_assumed_zero_is_no_data_and_nothing_known_is_no_number(tiny: Catalog) -> None:
    mk4 = totals(intake(tiny, eaten(("potato-raw", 100, ""))))["MK-4"]
    assert (mk4.ug, mk4.low, mk4.foods_with_data, mk4.foods) == (None, None, 0, 1)


def test_what_was_looked_for_and_not_found_is_no_zero(tiny: Catalog) -> None:
    mk7 = totals(intake(tiny, eaten(("potato-raw", 100, ""), ("spinach-raw", 100, ""))))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.high, mk7.foods_with_data) == (None, "nd", 0.5, 2)


def test_a_not_found_beside_an_unknown_is_unknown(tiny: Catalog) -> None:
    foods = [*eaten(("potato-raw", 100, "")), skipped("blorb")]
    mk7 = totals(intake(tiny, foods))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.high) == (None, "", None)
    assert mk7.coverage == "1 of 2 foods have MK-7 data"


def test_a_not_found_beside_a_doubtful_value_is_unknown(tiny: Catalog) -> None:
    """Dried natto's doubtful MK-7 beside a carrot's nd was once a day without MK-7."""
    mk7 = totals(intake(tiny, eaten(("potato-raw", 100, ""), ("tempeh", 50, ""))))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.foods_with_data) == (None, "", 1)
    assert [x.food for x in mk7.left_out] == ["tempeh"]


def test_a_zero_beside_a_not_found_is_not_found() -> None:
    zero = Amount(Form.MK4, 0.0, 0.0, 0.0)
    not_found = Amount(Form.MK4, None, 0.0, 0.3, "<", 0.3)
    amounts = {"zero": [zero], "not-found": [not_found], "unknown": []}
    foods = eaten(("zero", 100, ""), ("not-found", 100, ""), ("unknown", 100, ""))
    found = [total("MK-4", [Form.MK4], foods[:n], [], amounts) for n in (1, 2, 3)]
    assert [(t.ug, t.qualifier, t.high, t.foods_with_data) for t in found] == [
        (0.0, "", 0.0, 1),
        (None, "nd", 0.3, 2),
        (None, "", None, 2),
    ]
    at_least = total("MK-4", [Form.MK4], [foods[0], foods[2]], [], amounts)
    assert (at_least.ug, at_least.qualifier, at_least.foods_with_data) == (0.0, ">=", 1)


def test_a_doubtful_value_is_unknown_and_named_with_what_was_left_out(tiny: Catalog) -> None:
    foods = eaten(("tempeh", 50, ""), ("gouda-aged", 100, ""))
    mk7 = totals(intake(tiny, foods))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.coverage) == (1.6, ">=", "1 of 2 foods have MK-7 data")
    (excluded,) = mk7.left_out
    assert (excluded.food, excluded.form, excluded.ug) == ("tempeh", "MK-7", 55.35)
    assert excluded.why


def test_a_doubtful_food_is_named_once(tiny_run: Run) -> None:
    messages = tiny_run("intake", "tempeh:50 g", "tempeh:50 g").stderr.splitlines()
    assert sum("Not in the totals: Tempeh, " in line for line in messages) == 1


def test_what_was_skipped_counts_as_unknown(tiny: Catalog) -> None:
    answer = intake(tiny, [*eaten(("natto", 100, "")), skipped("blorb"), skipped("blarb")])
    mk7 = totals(answer)["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.coverage) == (930, ">=", "1 of 3 foods have MK-7 data")
    assert [p.written for p in answer.skipped] == ["blorb", "blarb"]


def test_the_same_food_twice_is_one_food_and_two_lines(tiny: Catalog) -> None:
    lines = [
        EatenFood("natto", "Natto", 20, "2 × spoon of 10 g", "", "breakfast"),
        EatenFood("natto", "Natto", 30, "", "", "dinner"),
        EatenFood("natto", "Natto", 30, "", "", "dinner"),
    ]
    answer = intake(tiny, lines)
    assert [(e.grams, e.note, e.meal, e.lines) for e in answer.eaten] == [
        (20, "2 × spoon of 10 g", "breakfast", 1),
        (30, "", "dinner", 2),
    ]
    assert [c["grams"] for c in answer.contributions] == [20, 60]
    assert (totals(answer)["MK-7"].foods, totals(answer)["MK-7"].ug) == (1, 744)


def test_the_share_of_a_reference_is_k1s_alone(tiny: Catalog) -> None:
    answer = intake(tiny, eaten(("spinach-raw", 100, "")), "us", WOMAN)
    assert answer.share is not None
    assert answer.share.percent == 533.3
    assert answer.share.text == (
        "K1 alone, taken as one day: 533 % of the US AI for total vitamin K, 90 µg a day "
        "(A 2001; secondary reading)"
    )
    efsa = intake(tiny, eaten(("spinach-raw", 100, "")), "efsa", WOMAN).share
    assert efsa is not None
    assert (
        efsa.text == "K1 alone, taken as one day: 686 % of the EFSA AI for K1, 70 µg a day (B 2017)"
    )


def test_state_age_and_sex_pick_the_row(tiny: Catalog) -> None:
    pregnant = Person("female", 360, "pregnant")
    share = intake(tiny, eaten(("natto", 100, "")), "efsa", pregnant).share
    assert share is not None
    assert share.ug_per_day == 80
    child = intake(tiny, eaten(("natto", 100, "")), "us", Person("female", 60)).share
    assert child is not None
    assert child.percent is None


def test_under_twelve_months_there_is_no_share(tiny: Catalog) -> None:
    share = intake(tiny, eaten(("natto", 10, "")), "us", Person("female", 11)).share
    assert share is not None
    assert (share.percent, share.text) == (
        None,
        "Under 12 months no share is given: ask a clinician.",
    )


def test_from_twelve_months_on_there_is_a_share(shipped: Catalog) -> None:
    share = intake(shipped, eaten(("natto", 10, "")), "us", Person("female", 12)).share
    assert share is not None
    assert share.percent


def test_japan_gets_one_row_of_mk4_equivalents(tiny: Catalog) -> None:
    man = Person("male", 480)
    share = intake(tiny, eaten(("natto", 100, "")), "japan", man).share
    assert share is not None
    assert share.mk4_equivalents_ug == round(11.3 + 0.685 * 930, 6)
    days = eaten(("natto", 100, DAYS[0]), ("natto", 50, DAYS[1]))
    over_days = intake(tiny, days, "japan", man).share
    assert over_days is not None
    assert over_days.mk4_equivalents_ug == pytest.approx(0.75 * share.mk4_equivalents_ug)


def test_no_share_without_k1_data(tiny: Catalog) -> None:
    share = intake(tiny, eaten(("tempeh", 100, "")), "us", WOMAN).share
    assert share is not None
    assert share.percent is None


def test_a_share_says_not_found_where_k1_was_looked_for(tiny: Catalog) -> None:
    for qualifier, with_data, status in (("nd", 1, "not found"), ("", 0, "not known")):
        k1 = Total("K1", None, qualifier, None, None, with_data, 1)
        share = share_of(tiny, {"": [k1]}, "us", WOMAN)
        assert share.percent is None
        assert share.text == (
            f"K1 alone, taken as one day: no share, K1 was {status} "
            f"({with_data} of 1 food has K1 data)"
        )


def test_a_share_is_per_day_and_three_days_are_no_one_day(tiny: Catalog) -> None:
    days = eaten(*(("spinach-raw", grams, d) for grams, d in zip((100, 50, 75), DAYS, strict=True)))
    share = intake(tiny, days, "us", WOMAN).share
    assert share is not None
    assert [d.percent for d in share.days] == [533.3, 266.7, 400.0]
    assert (share.percent, share.low_percent, share.high_percent) == (400.0, 266.7, 533.3)
    assert share.text.startswith(
        "K1 alone, a day over 3 days: 400 % (267 % to 533 %) of the US AI for total vitamin K"
    )


def test_a_share_never_grows_with_the_number_of_like_days(tiny: Catalog) -> None:
    shares = [
        intake(tiny, eaten(*(("spinach-raw", 100, d) for d in DAYS[:n])), "us", WOMAN).share
        for n in (1, 2, 3)
    ]
    assert {(s.percent, s.at_least) for s in shares if s} == {(533.3, False)}


def test_a_day_with_something_unknown_makes_the_share_at_least(tiny: Catalog) -> None:
    days = [*eaten(("spinach-raw", 100, DAYS[0])), skipped("blorb", DAYS[1])]
    share = intake(tiny, days, "us", WOMAN).share
    assert share is not None
    assert share.at_least
    assert "at least 533 %" in share.text


def test_a_day_without_k1_counts_as_nothing_in_the_mean(tiny: Catalog) -> None:
    days = {
        "2026-01-01": [Total("K1", 90.0, "", 90.0, 90.0, 1, 1)],
        "2026-01-02": [Total("K1", None, "nd", 0.0, 0.3, 1, 1)],
    }
    share = share_of(tiny, days, "us", WOMAN)
    assert (share.percent, share.low_percent, share.high_percent) == (50.0, 0.0, 100.0)


def test_a_little_is_not_nothing() -> None:
    assert [percent(x) for x in (0, 0.3, 1, 589.6)] == ["0 %", "under 1 %", "1 %", "590 %"]


def test_every_reference_has_a_value_for_every_adult(shipped: Catalog) -> None:
    for reference in REFERENCES:
        for sex in ("female", "male"):
            for years in (19, 40, 51, 90):
                person = Person(sex, years * 12)
                answer = intake(shipped, eaten(("kale-raw", 10, "")), reference, person)
                assert answer.share is not None
                assert answer.share.percent
