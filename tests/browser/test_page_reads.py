"""The box of the page reads what people type first: a form, a drug, two foods, a question."""

import json

import pytest
from browser.opened import Open, Opened
from conftest import Run


def typed(page: Opened, text: str) -> Opened:
    page.tab.fill("#q", text)
    return page


def top(run: Run, *arguments: str) -> list[str]:
    """Return the foods that have a form, of a ranking of the command line."""
    ranked = json.loads(run("top", *arguments, "-n", "0", "--json").stdout)
    return [r["food_id"] for r in ranked if r["ug_per_100g"] and not r["doubtful"]]


@pytest.mark.parametrize(
    ("text", "form", "options"),
    [
        ("MK-7", "MK-7", []),
        ("k2", "K2", []),
        ("menaquinone 7", "MK-7", []),
        ("Vitamin K2", "K2", []),
        ("most MK-7", "MK-7", []),
        ("best k2 foods", "K2", []),
        ("low MK-7", "MK-7", ["--ascending"]),
        ("mk-9 cheese", "MK-9", ["--group", "Cheese"]),
        ("low vitamin k vegetables", "K1", ["--group", "Vegetables", "--ascending"]),
        ("vegan k2", "K2", ["--vegan"]),
        ("vegetables without vitamin K", "K1", ["--group", "Vegetables", "--ascending"]),
    ],
)
def test_a_form_with_an_order_or_a_group_is_the_ranking_of_the_command_line(
    text: str, form: str, options: list[str], open_page: Open, run: Run
) -> None:
    page = typed(open_page(), text)
    assert page.tab.input_value("#form") == form
    found = page.foods()
    wanted = top(run, form, *options)
    assert found[:10] == wanted[:10]
    if "--ascending" in options:
        assert "Low is not the goal" in page.text("#hints")


def test_a_control_prevails_over_the_words_until_a_form_is_typed(open_page: Open) -> None:
    page = typed(open_page(), "low MK-7")
    page.tab.select_option("#form", "MK-4")
    assert "with MK-4" in page.text("#count")
    page.tab.click("#head button[data-sort='MK-4']")
    assert "richest first" in page.text("#count")
    typed(page, "k2 cheese")
    assert page.tab.input_value("#form") == "K2"
    page.tab.select_option("#group", "all")
    assert "in Cheese" not in page.text("#count")


@pytest.mark.parametrize("text", ["warfarin", "Marcumar", "spinach on warfarin", "ワルファリン"])
def test_a_drug_opens_the_advice_on_warfarin_and_keeps_the_box(text: str, open_page: Open) -> None:
    page = typed(open_page(), text)
    assert "Keep your diet steady from week to week" in page.text("#warfarin")
    assert page.tab.locator("#q").is_visible()
    assert page.foods() == []
    typed(page, "spinach")
    assert page.tab.locator("#warfarin").is_hidden()


def test_a_drug_is_explained_as_far_as_a_source_was_read(open_page: Open) -> None:
    page = typed(open_page(), "Eliquis")
    assert "Eliquis is apixaban." in page.text("#drug-lines")
    assert page.tab.locator("#direct").is_visible()
    typed(page, "aspirin")
    lines = page.text("#drug-lines")
    assert "Ask your pharmacist whether vitamin K matters for aspirin" in lines
    assert "vitk2 evidence" not in lines


@pytest.mark.parametrize(
    "text", ["warfrin", "marcumr", "eliqis", "rivaroxabn", "spinach with warfrin"]
)
def test_a_misspelt_drug_has_the_advice_on_warfarin_alone(text: str, open_page: Open) -> None:
    page = typed(open_page(), text)
    assert "Did you mean" in page.text("#drug-lines")
    assert "Keep your diet steady from week to week" in page.text("#warfarin")
    assert page.tab.locator("#direct").is_hidden()  # the guess may be wrong
    page.tab.click("nav a[data-view=warfarin]")
    assert page.text("#drug-lines") == ""
    assert page.tab.locator("#direct").is_visible()


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("gouda brie", ["gouda-middle-aged", "brie"]),
        ("brie vs camembert", ["brie", "camembert"]),
        ("olive oil canola oil", ["olive-oil", "rapeseed-oil"]),
        (
            "chicken thigh vs breast",
            ["chicken-thigh-with-skin-raw", "chicken-breast-without-skin-raw"],
        ),
    ],
)
def test_two_foods_are_both_in_the_list(text: str, foods: list[str], open_page: Open) -> None:
    page = typed(open_page(), text)
    assert [food.partition("-")[0] for food in page.foods()] == [
        food.partition("-")[0] for food in foods
    ]
    assert page.tab.locator("#hints button").count() == len(foods)


@pytest.mark.parametrize(
    "text",
    [
        "spinach",
        "can I eat spinach",
        "can I eat spinnach",
        "is spinach high",
        "spinach 50g",
        "darf ich Spinat essen",
    ],
)
def test_a_question_is_about_its_food(text: str, open_page: Open) -> None:
    assert typed(open_page(), text).foods()[0] == "spinach-raw"


def test_a_word_that_no_food_has_is_named_and_the_rest_is_shown(open_page: Open) -> None:
    page = typed(open_page(), "gouda frobnicate")
    assert page.foods()[0] == "gouda-middle-aged"
    assert "“frobnicate”" in page.text("#hints")
    typed(page, "raw goose pickled")  # each is a word of some food
    assert page.foods()
    assert "2 of the 3 words" in page.text("#hints")


def test_the_name_of_a_food_is_nothing_else(open_page: Open) -> None:
    page = typed(open_page(), "cheonggukjang")  # explained, never a food with a similar name
    assert page.foods() == []
    assert typed(page, "low fat milk").foods()[0].startswith("milk")
    assert typed(page, "mac and cheese").foods() == ["macaroni-and-cheese"]


@pytest.mark.parametrize(
    "text", ["pregnancy", "vitamin k in pregnancy", "Dialyse", "is it safe when pregnant"]
)
def test_a_group_of_patients_is_sent_to_a_clinician(text: str, open_page: Open) -> None:
    page = typed(open_page(), text)
    assert "Ask a clinician" in page.text("#count")
    assert page.foods() == []
