"""Amounts as people write them: in words, in brackets, first, last, or given twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitk2.diary.numbers import leading_number, leading_number_word
from vitk2.diary.parser import Item, UnresolvedLine, parse_item, parse_items


@pytest.mark.parametrize(
    ("text", "amount", "rest"),
    [
        ("eleven almonds", 11, "almonds"),
        ("Twelve almonds", 12, "almonds"),
        ("two and a half cups kale", 2.5, "cups kale"),
        ("one and a half avocados", 1.5, "avocados"),
        ("one and three quarters", None, ""),  # not read: an `and` without its part
        ("a couple of eggs", 2, "eggs"),
        ("couple of slices", 2, "slices"),
        ("half a dozen eggs", 6, "eggs"),
        ("two dozen oysters", 24, "oysters"),
        ("three quarters of a cup", 0.75, "cup"),
        ("three-quarters cup", 0.75, "cup"),
        ("a quarter of an avocado", 0.25, "avocado"),
        ("quarter pound", 0.25, "pound"),
        ("two thirds of a cup", 2 / 3, "cup"),
        ("half of the avocado", 0.5, "avocado"),
        ("a hundred grams", 100, "grams"),
        ("fifty grams", 50, "grams"),
    ],
)
def test_numbers_in_words_are_read(text: str, amount: float | None, rest: str) -> None:
    found = leading_number_word(text)
    assert found
    if amount is not None:
        assert found == (pytest.approx(amount), rest)


@pytest.mark.parametrize(
    ("text", "amount", "rest"),
    [
        ("2 and a half cups", 2.5, "cups"),
        ("2 dozen eggs", 24, "eggs"),
        ("2 x eggs", 2, "eggs"),
        (".5 cup", 0.5, "cup"),
        ("1/2 of an avocado", 0.5, "avocado"),
        ("1⁄2 cup", 0.5, "cup"),
        ("1⅜ cups", 1.375, "cups"),
        ("2/3 cup", 2 / 3, "cup"),
    ],
)
def test_numbers_in_figures_go_on_in_words(text: str, amount: float, rest: str) -> None:
    assert leading_number(text) == (pytest.approx(amount), rest)
    assert leading_number("2% milk") is None  # a kind of milk
    assert leading_number("/1½") is None


@pytest.mark.parametrize(
    ("text", "food", "amount", "unit"),
    [
        ("walnuts, a handful", "walnuts", 1, "handful"),
        ("natto one pack", "natto", 1, "pack"),
        ("eggs x2", "eggs", 2, ""),
        ("natto x 2 packs", "natto", 2, "packs"),
        ("natto x 2 packs (40 g each)", "natto", 80, "g"),
        ("natto x 1 (40 g)", "natto", 40, "g"),
        ("kale 1 1/2 cups", "kale", 1.5, "cups"),
        ("red wine 5 fl oz", "red wine", 5, "fl oz"),
        ("spinach, raw, 100g", "spinach, raw", 100, "g"),
        ("natto (40 g)", "natto", 40, "g"),
        ("2% milk 200 ml", "2% milk", 200, "ml"),
        ("about 100 g natto", "g natto", 100, ""),
        ("grilled salmon, about 100 g", "grilled salmon", 100, "g"),
        ("natto: about 40 g", "natto", 40, "g"),
        ("boiled 200 g of broccoli", "g of broccoli boiled", 200, ""),
        ("a cup and a half of kale", "cup kale", 1.5, ""),
        ("I had 80 grams of tofu for lunch", "grams of tofu", 80, ""),
        ("large banana", "large banana", 1, ""),
        ("handful of walnuts", "handful of walnuts", 1, ""),
        ("two 50 g packs of natto", "natto", 100, "g"),
        ("2 packs of natto (40 g each)", "natto", 80, "g"),
        ("1 avocado (150 g)", "avocado", 150, "g"),
        ("a glass (200 ml) of whole milk", "whole milk", 200, "ml"),
        ("6 oz (170 g) tofu", "tofu", 170, "g"),
        ("3x40g natto", "natto", 120, "g"),
        ("1 plate of moccaca 30 g", "moccaca", 30, "g"),  # neither `ate` nor `ca.` is in it
        ("moccaca 30g;", "moccaca", 30, "g"),
        ("natto:40g;", "natto", 40, "g"),
        ("1 kg 250 g potatoes", "potatoes", 1250, "g"),
    ],
)
def test_an_amount_is_found_wherever_it_stands(
    text: str, food: str, amount: float, unit: str
) -> None:
    item = parse_item(text, "item 1")
    assert (item.food, item.amount, item.unit) == (food, pytest.approx(amount), unit)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1-2 eggs", "'1-2 eggs' has two numbers: write one"),
        ("one or two eggs", "has two numbers"),
        ("100-200 g spinach", "has two numbers"),
        ("natto 2 40 g", "'2 40' has two numbers"),
        ("12.5 1/2 eggs", "has two numbers"),
        ("1/2½ avocado", "'1/2½' has two numbers"),
        ("2 packs natto (40 g)", "2 and '40 g' are two amounts: write one"),
        ("6 oz (250 g) tofu", "are two amounts"),
        ("a few almonds", "'a few' is not an amount: write a number or a weight"),
        ("some natto", "'some' is not an amount"),
        ("a little butter", "'a little' is not an amount"),
        ("02/03 cups kale", "'02/03' may be a date or a fraction: write e.g. 2/3"),
        ("1,000 g kale", "'1,000' may be 1000 or 1"),
        ("a " * 200 + "natto", "405 characters is too long"),
    ],
)
def test_what_may_be_two_amounts_or_none_is_asked_back(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_item(text, "item 1")


@given(whole=st.integers(1, 400), part=st.sampled_from(["half", "third", "quarter"]))
def test_a_part_is_added_to_any_number(whole: int, part: str) -> None:
    alone = leading_number_word(f"a {part} cup")
    both = leading_number(f"{whole} and a {part} cups")
    assert alone
    assert both
    assert both[0] == pytest.approx(whole + alone[0])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (("2", "eggs"), "2 eggs"),
        (("1", "1/2", "cups", "milk"), "1.5 cups milk"),
        (("natto", "40", "g"), "40 g natto"),
        (("half", "an", "avocado"), "0.5 avocado"),
    ],
)
def test_words_that_nobody_put_in_quotes_are_one_note(typed: tuple[str, ...], written: str) -> None:
    (item,) = parse_items(typed)
    assert isinstance(item, Item)
    assert item.written == written


def test_notes_that_stand_for_themselves_are_not_put_together() -> None:
    first, second = parse_items(["2 eggs", "natto"])
    assert isinstance(first, Item)
    assert isinstance(second, UnresolvedLine)
    (lonely,) = parse_items(["2"])
    assert isinstance(lonely, UnresolvedLine)
    assert "'2' has no food" in lonely.asks


@pytest.mark.parametrize("code", ["fdc:natto", "FDC:natto"])
def test_the_prefix_of_a_code_in_any_case_is_no_food_with_a_wrong_amount(code: str) -> None:
    with pytest.raises(ValueError, match="has no amount"):
        parse_item(code, "item 1")
