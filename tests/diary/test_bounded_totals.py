"""Sums with foods of which a table states a total only: an upper end, or forms not stated."""

import json

from conftest import Run
from plates import eaten, totals

from vitk2.catalog.catalog import Catalog
from vitk2.diary.intake import Intake, intake
from vitk2.diary.totals import Total


def plate(catalog: Catalog, *foods: tuple[str, float]) -> dict[str, Total]:
    return totals(intake(catalog, eaten(*((food, grams, "") for food, grams in foods))))


def test_an_upper_end_widens_the_range_and_is_never_summed(shipped: Catalog) -> None:
    natto, both = plate(shipped, ("natto", 40)), plate(shipped, ("natto", 40), ("douchi", 100))
    assert both["MK-7"].ug == natto["MK-7"].ug
    assert both["MK-7"].low == natto["MK-7"].low
    assert natto["MK-7"].high is not None
    assert both["MK-7"].high == natto["MK-7"].high + 610.41
    assert (both["MK-7"].qualifier, both["MK-7"].foods_with_data) == (">=", 1)
    assert both["MK-7"].foods_bounded == 1
    assert "mainly MK-7" in both["MK-7"].coverage


def test_an_upper_end_alone_is_no_number_and_not_nothing(shipped: Catalog) -> None:
    alone = plate(shipped, ("douchi", 20))["MK-7"]
    assert (alone.ug, alone.foods_with_data, alone.foods_bounded) == (None, 0, 1)


def test_a_sum_of_totals_says_how_much_of_it_rests_on_unstated_forms(shipped: Catalog) -> None:
    k2 = plate(shipped, ("natto", 40), ("douchi", 100))["K2"]
    assert (k2.qualifier, k2.forms_not_stated_ug) == ("", 437.55)
    assert plate(shipped, ("natto", 40))["K2"].forms_not_stated_ug == 0


def test_a_sum_whose_parts_were_not_measured_stays_a_lower_bound(shipped: Catalog) -> None:
    chicken = plate(shipped, ("chicken-leg-without-skin-raw", 100), ("douchi", 10))["K2"]
    assert chicken.qualifier == ">="


def test_the_screen_names_both_below_the_sums(run: Run) -> None:
    found = run("intake", "douchi:17 g", "natto:40 g", "--format", "table").stdout
    assert "≤74.4" in found
    assert "1 ≤" in found
    assert "74.4 µg from totals whose forms are not stated" in " ".join(found.split())


def test_the_rows_have_a_column_for_each(shipped: Catalog) -> None:
    answer: Intake = intake(shipped, eaten(("douchi", 100, "")))
    row = next(dict(zip(answer.columns, r, strict=True)) for r in answer.rows if "K2" in r)
    assert (row["forms_not_stated_ug"], row["foods_bounded"]) == (437.55, 0)


def test_a_withheld_number_is_named_with_the_food_to_write_instead(run: Run) -> None:
    notes = run("intake", "broccoli-steamed:100 g").stderr
    assert "raw is" in notes
    assert "write that food instead" in notes
    found = run("intake", "broccoli-steamed:100 g", "--json")
    (k1,) = [t for t in json.loads(found.stdout)["totals"] if t["form"] == "K1"]
    assert (k1["ug"], k1["left_out"][0]["ug"]) == (None, None)
