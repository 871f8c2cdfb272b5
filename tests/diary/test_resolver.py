"""Notes become grams of the food they name, or a question; never another food."""

import re

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vitk2.catalog.catalog import Catalog
from vitk2.diary import numbers, units
from vitk2.diary.parser import Item, UnresolvedLine, parse_item
from vitk2.diary.resolver import EatenFood, LineResolver, interpretations, resolve_lines


@pytest.mark.parametrize(
    ("text", "food", "amount", "unit"),
    [
        ("natto:40 g", "natto", 40, "g"),
        ("natto: 40g", "natto", 40, "g"),
        ("spinach, raw:1 cup", "spinach, raw", 1, "cup"),
        ("fdc:172443:40 g", "fdc:172443", 40, "g"),
        ("2 eggs", "eggs", 2, ""),
        ("1 1/2 cups spinach", "cups spinach", 1.5, ""),
        ("½ avocado", "avocado", 0.5, ""),
        ("1½ avocado", "avocado", 1.5, ""),
        ("1/2 avocado", "avocado", 0.5, ""),
        ("2,5 eggs", "eggs", 2.5, ""),
        ("natto:0,125 kg", "natto", 0.125, "kg"),
        ("natto:16.129 g", "natto", 16.129, "g"),  # nobody eats sixteen kilograms
        ("natto:1,250.5 g", "natto", 1250.5, "g"),
        ("natto:1.250,5 g", "natto", 1250.5, "g"),
        ("gouda 30g", "gouda", 30, "g"),
        ("gouda 30 g", "gouda", 30, "g"),
        ("100g natto", "g natto", 100, ""),
        ("natto:-3 g", "natto", -3, "g"),
        ("half an avocado", "avocado", 0.5, ""),
        ("avocado: half", "avocado", 0.5, ""),
        ("a slice of white bread", "slice of white bread", 1, ""),
        ("half a dozen eggs", "eggs", 6, ""),
        ("Two eggs", "eggs", 2, ""),
        ("half and half 30 g", "half and half", 30, "g"),  # a cream, not a half
    ],
)
def test_items_are_read_in_the_ways_people_write_them(
    text: str, food: str, amount: float, unit: str
) -> None:
    assert parse_item(text, "item 1") == Item("item 1", food, amount, unit)


@pytest.mark.parametrize("text", ["natto", "natto:some", "", "natto:", "some natto"])
def test_an_item_without_an_amount_is_asked_back(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|has no"):
        parse_item(text, "item 1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("natto:1,000 g", "'1,000' may be 1000 or 1: write one of these numbers"),
        ("1.250 kg natto", "'1.250' may be 1250 or 1.25: write one of these numbers"),
        ("natto:1/0 g", "'1/0' divides by zero"),
        ("natto:1 1/0 g", "'1 1/0' divides by zero"),
        ("natto:1,2,3 g", "'1,2,3' is not a number"),
    ],
)
def test_a_number_that_may_be_two_or_none_is_asked_back(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_item(text, "item 1")


def test_every_fraction_sign_is_its_fraction() -> None:
    signs = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
    for sign, (top, bottom) in signs.items():
        assert numbers.leading_number(f"1{sign} cup") == (pytest.approx(1 + top / bottom), "cup")


def test_many_thousands_are_no_question() -> None:
    assert numbers.number("1,000,000") == 1_000_000
    assert numbers.number("0.125") == 0.125
    assert numbers.number(".500") == 0.5


def test_after_a_unit_that_people_know_all_of_it_as_a_food_comes_last() -> None:
    found = [(r.food, r.unit) for r in interpretations(parse_item("1 cup spinach", "item 1"))]
    assert found == [("spinach", "cup"), ("cup spinach", "")]


def weigh(catalog: Catalog, text: str) -> EatenFood:
    return LineResolver(catalog).weigh(parse_item(text, "item 1"))


@pytest.mark.parametrize(
    ("text", "food_id", "grams"),
    [
        ("2 eggs", "egg-raw", 100),
        ("1 large egg", "egg-raw", 50),
        ("2 boiled eggs", "egg-boiled", 100),
        ("1 tbsp parsley", "parsley-fresh", 3.8),
        ("2 tablespoons of olive oil", "olive-oil", 27),
        ("½ avocado", "avocado-raw", 68),
        ("100g natto", "natto", 100),
        ("2 packs natto", "natto", 100),
        ("natto:1 small pack", "natto", 40),
        ("0.5 kg natto", "natto", 500),
        ("gouda:30 g", "gouda-middle-aged", 30),
        ("100 g raw spinach", "spinach-raw", 100),
        ("1 slice white bread", "white-bread", 29),
        ("natto:1 oz", "natto", 28.349523),
        ("natto:2 ounces", "natto", 56.699046),
        ("1 lb natto", "natto", 453.59237),
        ("natto:5 grams", "natto", 5),
        ("natto:1 kilogram", "natto", 1000),
        ("a slice of white bread", "white-bread", 29),
        ("1 cup of green tea", "green-tea-brewed", 245),
        ("200 ml orange juice", "orange-juice", 210.49),  # by its cup of 249 g
        ("2 dl skimmed milk", "milk-skimmed", 207.11),
        ("1 tsp parsley", "parsley-fresh", 1.27),  # a third of its tablespoon
    ],
)
def test_usual_words_are_weighed(shipped: Catalog, text: str, food_id: str, grams: float) -> None:
    weighed = weigh(shipped, text)
    assert (weighed.food_id, weighed.grams) == (food_id, pytest.approx(grams, abs=0.01))


def test_a_plain_name_says_what_it_was_taken_as(shipped: Catalog) -> None:
    assert weigh(shipped, "2 eggs").note == "2 eggs: taken as Egg, raw, 2 × large of 50 g"
    assert weigh(shipped, "natto:40 g").note == ""
    assert weigh(shipped, "hilsa, raw:40 g").food_id == "hilsa-raw"  # without what explains it


@pytest.mark.parametrize("text", ["1 cup spinach", "spinach:1 cup"])
def test_raw_or_cooked_is_asked_where_it_matters(shipped: Catalog, text: str) -> None:
    with pytest.raises(ValueError, match=r"'spinach' may be Spinach, raw \("):
        weigh(shipped, text)
    assert weigh(shipped, "100 g spinach").food_id == "spinach-raw"


@pytest.mark.parametrize("food", ["lentils", "rice", "pasta", "oats", "chickpeas", "quinoa"])
def test_dry_or_cooked_is_asked(shipped: Catalog, food: str) -> None:
    with pytest.raises(ValueError, match=rf"Which '{food}'\?") as error:
        weigh(shipped, f"{food}:100 g")
    assert "K1" in str(error.value)


@pytest.mark.parametrize(
    "food",
    [
        *("tomato salad", "tuna salad", "egg salad", "Greek salad", "green salad", "quiche"),
        *("spring greens", "latte", "broccoli soup", "cheese", "chicken", "natto soup"),
    ],
)
def test_a_scatter_of_words_is_no_food(shipped: Catalog, food: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(food).strip("'").split()[-1])) as error:
        weigh(shipped, f"{food}:100 g")
    assert re.search(r"Which|There is no food", str(error.value))


def test_a_food_asked_back_comes_with_names_and_micrograms(shipped: Catalog) -> None:
    with pytest.raises(ValueError, match=r"Which 'tuna salad'\?") as error:
        weigh(shipped, "tuna salad:100 g")
    assert "Tuna salad with mayonnaise (K1 25.4)" in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a lot of natto", "'a lot' is not an amount: write a number or a weight"),
        ("1 large glass of milk", "Milk, whole: unknown unit 'large glass': use g, oz, ml, cup"),
        ("1 jar of red wine", "Red wine: unknown unit 'jar'"),
        ("a bowl of rice", "Which 'rice'?"),
        ("200 ml kale smoothie", "There is no food 'kale smoothie'"),  # and not a fruit one
        ("1 cup of spinach", "'spinach' may be Spinach, raw ("),
        ("2 leaves of green leaf lettuce", "name one of leaf inner (4.8 g), leaf outer (24 g)"),
        ("1 tbsp vegetable oil", "Which 'vegetable oil'?"),
        ("100 g wakame", "Wakame, dried, soaked (K1 110)"),
        ("100 g tabbouleh", "the parsley salad is in none of the sources"),
        ("100 g tomato salad", "Name its ingredients"),
    ],
)
def test_what_is_asked_back_says_what_to_type(shipped: Catalog, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        weigh(shipped, text)


def test_a_supplement_is_no_food(run: Run) -> None:
    message = run("intake", "multivitamin:1 tablet", code=1).stderr
    assert "a supplement is no food: its form and dose stand on its label" in message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("natto:3 blobs", "Natto: unknown unit 'blobs': use g, oz"),
        ("3 natto", "Natto: the weight of one piece is unknown: use g, oz"),
        ("natto:0 g", "0 is not an amount above 0"),
        ("natto:-1 g", "-1 is not an amount above 0"),
        ("natto:6 kg", "6000 g of Natto is more than 5 kg"),
        ("natoo:1 g", "There is no food 'natoo'"),
    ],
)
def test_what_is_not_understood_is_asked_back(tiny: Catalog, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        weigh(tiny, text)


def test_every_published_portion_weighs_what_is_published(shipped: Catalog) -> None:
    resolver = LineResolver(shipped)
    portions = shipped.rows("SELECT food_id, portion, portion_g FROM portions")
    assert len(portions) > 4000
    for food_id, portion, stated in portions:
        grams = float(str(stated))
        amount, unit = units.portion_words(str(portion))
        if grams > numbers.MOST_GRAMS:
            continue  # a whole turkey
        weighed = resolver.weigh(Item("", str(food_id), amount, unit)).grams
        if units.weight_g(unit):  # USDA rounds 3 oz to 85 g
            assert weighed == pytest.approx(grams, rel=0.02)
        else:
            assert weighed == pytest.approx(grams, abs=1e-6), (food_id, portion)


def test_a_portion_has_one_weight_in_every_answer(shipped: Catalog) -> None:
    differing = shipped.rows(
        "SELECT f.food_id FROM foods f JOIN portions p USING (food_id, portion) "
        "WHERE f.portion_g <> p.portion_g"
    )
    assert differing == []
    assert len(shipped.rows("SELECT 1 FROM foods WHERE portion_g IS NOT NULL")) > 1800


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=25))
def test_whatever_is_typed_is_weighed_or_asked_back(tiny: Catalog, text: str) -> None:
    item: Item | UnresolvedLine
    try:
        item = parse_item(text, "item 1")
    except ValueError as error:
        item = UnresolvedLine("item 1", str(error), text)
    assert len(list(resolve_lines(tiny, [item]))) == 1


def test_five_kilograms_of_a_food_may_be_eaten_and_no_more(shipped: Catalog) -> None:
    assert weigh(shipped, "natto:5 kg").grams == 5000
    with pytest.raises(ValueError, match="is more than 5 kg: is the unit right"):
        weigh(shipped, "natto:5000.5 g")
