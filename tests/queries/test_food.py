"""One food, named in any way a person or another database names it."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError, UnknownNameError
from vitk2.queries import interpret, listings


@pytest.mark.parametrize(
    ("text", "food_id"),
    [
        ("natto", "natto"),
        ("Nattō", "natto"),
        ("fermented soybeans", "natto"),
        ("fdc:172443", "natto"),
        ("NDB: 16113", "natto"),
        ("ciqual:20059", "spinach-raw"),
        ("spinach", "spinach-raw"),
        ("Spinach, boiled", "spinach-boiled"),
        ("boiled", "spinach-boiled"),
        ("gouda", "gouda-aged"),
        ("creme brulee", "creme-brulee"),
    ],
)
def test_a_food_answers_to_its_id_name_alias_plain_word_and_codes(
    tiny: Catalog, text: str, food_id: str
) -> None:
    assert interpret.interpret_food(tiny, text) == food_id


@pytest.mark.parametrize(
    ("text", "message", "candidates"),
    [
        ("raw", "Which 'raw'?", {"spinach-raw", "potato-raw"}),
        ("natoo", "There is no food 'natoo'. Did you mean natto?", {"natto"}),
        ("xyzzy", "There is no food 'xyzzy'.", set()),
        ("fdc:1", "No food has the code 'fdc:1'", set()),
        ("", "There is no food ''", set()),
        ("\x1b[31m", "There is no food '\\x1b[31m'", set()),
    ],
)
def test_what_names_no_single_food_is_answered_with_candidates(
    tiny: Catalog, text: str, message: str, candidates: set[str]
) -> None:
    with pytest.raises(FoodError) as error:
        interpret.interpret_food(tiny, text)
    assert str(error.value).startswith(message)
    assert set(error.value.candidates) == candidates


def test_a_card_holds_the_food_its_amounts_its_numbers_and_its_portions(tiny: Catalog) -> None:
    card = interpret.show(tiny, "spinach")
    assert card.food["name"] == "Spinach, raw"
    assert [a["form"] for a in card.amounts] == ["K1", "MK-7"]
    assert [m["reading_id"] for m in card.measurements] == ["a:spinach:k1"]
    assert [p["portion_g"] for p in card.portions] == [30]
    assert card.data_version == "9.9"


def test_counts_keep_zeros_limits_assumed_and_doubtful_values_apart(tiny: Catalog) -> None:
    by_form = {f["form"]: f for f in listings.forms(tiny)}
    assert by_form["MK-7"]["foods"] == 2
    assert by_form["MK-7"]["not_found"] == 2
    assert by_form["MK-7"]["doubtful"] == 1
    assert by_form["K1"]["foods"] == 4
    assert by_form["K1"]["measured_foods"] == 3


def test_groups_count_their_foods_and_what_they_carry(tiny: Catalog) -> None:
    groups = {g["group"]: g for g in listings.groups(tiny)}
    assert groups["Fermented plant foods"] == {
        "group": "Fermented plant foods",
        "foods": 2,
        "k1": 1,
        "mk4": 0,
        "mk7": 1,
        "k2": 1,
    }
    assert next(iter(groups)) == "Vegetables"


def test_sources_count_their_numbers_and_votes(tiny: Catalog) -> None:
    assert [(s["source_id"], s["numbers"], s["counted"]) for s in listings.sources(tiny)] == [
        ("lab-a", 3, 3),
        ("lab-b", 3, 2),
    ]


def test_an_unknown_source_is_answered_with_near_ones(tiny: Catalog) -> None:
    with pytest.raises(UnknownNameError) as error:
        listings.source(tiny, "lab")
    assert set(error.value.valid) == {"lab-a", "lab-b", "lab-c"}
