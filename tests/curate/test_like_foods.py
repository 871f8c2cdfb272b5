"""Foods like a food: the water of pulses, families that differ, numbers that are withheld."""

from decimal import Decimal as D

import pandas as pd

from curate.like_foods import mark_families, measured_in_like_foods, withhold
from vitk2.catalog.k2 import FoodValue
from vitk2.forms import Form

K1, MK4 = Form.K1, Form.MK4


def measured(ug: str, *studies: str, tier: str = "A") -> FoodValue:
    voting = frozenset(studies or ("lab",))
    return FoodValue(value=D(ug), tier=tier, studies=len(voting), studies_voting=voting)


def catalog(*foods: tuple[str, str, str, str]) -> pd.DataFrame:
    columns = ("food_id", "name", "group", "preparation")
    return pd.DataFrame([dict(zip(columns, food, strict=True)) for food in foods])


def test_a_boiled_pulse_is_like_the_dried_one_without_the_water_it_took_up() -> None:
    pulses = catalog(
        ("soy-dried", "Soybeans, dried", "Legumes and soya", "dried"),
        ("soy-boiled", "Soybeans, boiled", "Legumes and soya", "boiled"),
    )
    values = {("soy-dried", K1): measured("24"), ("soy-boiled", K1): measured("9", tier="C")}
    like = measured_in_like_foods(values, pulses)
    assert round(like["soy-boiled", K1], 6) == 10
    assert round(like["soy-dried", K1], 6) == 24


def test_baby_spinach_is_like_spinach_and_spring_onion_is_not_like_onion() -> None:
    greens = catalog(
        ("spinach", "Spinach, raw", "Vegetables", "raw"),
        ("baby", "Baby spinach, raw", "Vegetables", "raw"),
        ("onion", "Onion, raw", "Vegetables", "raw"),
        ("spring", "Spring onion, raw", "Vegetables", "raw"),
        ("dried", "Spinach, dried", "Vegetables", "dried"),
    )
    values = {
        ("spinach", K1): measured("400"),
        ("baby", K1): measured("75", tier="C"),
        ("onion", K1): measured("0.2"),
        ("spring", K1): measured("45", tier="C"),
        ("dried", K1): measured("3000"),
    }
    like = measured_in_like_foods(values, greens)
    assert like["baby", K1] == 400
    assert ("spring", K1) not in like


def test_a_family_that_differs_says_how_far_and_whether_its_laboratories_differ() -> None:
    values = {
        ("leg", MK4): measured("58", "dunlop"),
        ("thigh", MK4): measured("8.5", "usda"),
        ("wing", MK4): measured("20", "usda", tier="C"),
        ("egg", MK4): measured("3"),
        ("egg-boiled", MK4): measured("1"),
    }
    mark_families(values, [["leg", "thigh", "missing"], ["egg", "egg-boiled"]])
    expected = ("like foods differ, from different laboratories, x6.8",)
    assert values["leg", MK4].marks == values["thigh", MK4].marks == expected
    assert values["wing", MK4].marks == ()
    assert values["egg", MK4].marks == ()  # 2 µg are no difference


def test_a_withheld_number_names_the_raw_and_boiled_food_instead() -> None:
    foods = catalog(
        ("broccoli-raw", "Broccoli, raw", "Vegetables", "raw"),
        ("broccoli-boiled", "Broccoli, boiled", "Vegetables", "boiled"),
        ("broccoli-frozen-boiled", "Broccoli, frozen, boiled", "Vegetables", "boiled"),
        ("broccoli-steamed", "Broccoli, steamed", "Vegetables", "steamed"),
    )
    doubtful = FoodValue(value=D("23.2"), marks=("doubtful: one odd batch",))
    values = {
        ("broccoli-raw", K1): measured("143.05"),
        ("broccoli-boiled", K1): measured("175.1"),
        ("broccoli-frozen-boiled", K1): measured("90.95"),
        ("broccoli-steamed", K1): doubtful,
    }
    withhold(values, [("broccoli-steamed", K1)], foods)
    withheld = values["broccoli-steamed", K1]
    assert withheld.value is None
    assert withheld.doubtful
    assert withheld.marks[-1] == "no sound figure, raw is 143.05, boiled is 175.1"
