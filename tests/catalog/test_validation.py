"""Checks of cells: numbers that can be true, and texts without hidden characters or formulas."""

import sys
import unicodedata

import pytest

from vitk2.catalog.schema import Cell, Column
from vitk2.catalog.validation import LARGEST_NUMBER, row_errors, value_of

NAME = Column("name", "text", "a name", required=True)
NUMBER = Column("ug_per_100g", "number", "a number")
COUNT = Column("studies", "integer", "a count")
LIST = Column("aliases", "list", "names")


def refused(column: Column, text: str) -> str:
    with pytest.raises(ValueError) as error:  # noqa: PT011  # its words are looked at
        value_of(column, text)
    return str(error.value)


@pytest.mark.parametrize(
    "text", ["0", "0.0", "0.000000001", "007", "812.5", "0" * 400 + "5", "100000000"]
)
def test_a_number_is_taken_as_it_stands(text: str) -> None:
    assert value_of(NUMBER, text) == float(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9" * 400, f"'{'9' * 40}'... (400 characters) is above 100,000,000"),
        ("100000001", "'100000001' is above 100,000,000"),
        ("0." + "0" * 400 + "1", "is above 0 and below 0.000000001"),
        ("1e5", "'1e5' is not a plain number from 0"),
        ("-" * 400, f"'{'-' * 40}'... (400 characters) is not a plain number from 0"),
        ("٣", "is not a plain number"),
    ],
)
def test_a_number_that_no_food_has_is_refused(text: str, message: str) -> None:
    assert message in refused(NUMBER, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9" * 20, "'99999999999999999999' is above 100,000,000"),
        ("9" * 5000, "(5,000 characters) is above 100,000,000"),
        ("100000001", "'100000001' is above 100,000,000"),
        ("1.0", "'1.0' is not a whole number from 0"),
        ("²", "'²' is not a whole number from 0"),
    ],
)
def test_a_count_that_no_index_holds_is_refused(text: str, message: str) -> None:
    assert message in refused(COUNT, text)


def test_true_and_false_are_the_words_of_a_doubt() -> None:
    doubtful = Column("doubtful", "boolean", "a doubt")
    assert [value_of(doubtful, text) for text in ("true", "false", "")] == [True, False, None]
    assert refused(doubtful, "yes") == "'yes' is not true or false"


def test_a_count_is_a_whole_number() -> None:
    largest = value_of(COUNT, str(LARGEST_NUMBER))
    assert (largest, type(largest)) == (LARGEST_NUMBER, int)
    assert value_of(COUNT, "0" * 5000 + "7") == 7


@pytest.mark.parametrize("sign", [*"=+-@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u3000 ", "natto;", "natto; "])
def test_what_a_spreadsheet_would_calculate_is_refused(before: str, sign: str) -> None:
    assert refused(NAME, f"{before}{sign}1").endswith("starts like a formula")
    assert refused(LIST, f"{before}{sign}1").endswith("starts like a formula")


@pytest.mark.parametrize("text", [" ", "\u3000", "\u00a0 "])
def test_a_text_of_blanks_is_refused(text: str) -> None:
    assert refused(NAME, text).endswith("is blank: leave the cell empty")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Natto, dried (50 % less = good)",
            "MK-7",
            "1 + 1",
            "a;b",
            "50 %",
            "Crème brûlée",
            "納豆",
        ),
        *("Bread,\u00a0white", "5\u202f%", "生\u3000納豆", "🍋", "❤\ufe0f", "葛\U000e0100城"),
        "سبزی\u200cپلو",  # Persian: sabzi-polo, a joiner between two letters
        "क\u094d\u200dष",  # Hindi: a joiner after a virama
        "র\u200d\u09cdয",  # Bengali: before one
        "അവന\u0d4d\u200d",  # Malayalam as it was written until 2008: at the end
        "ශ\u0dca\u200dරී",  # Sinhala
    ],
)
def test_names_of_foods_in_any_script_are_taken(text: str) -> None:
    assert value_of(NAME, text) == text


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ("\x1b", "U+001B, a control character"),
        ("\n", "U+000A, a control character"),
        ("\u200b", "U+200B ZERO WIDTH SPACE, which shows nothing"),
        ("\u200f", "U+200F RIGHT-TO-LEFT MARK, which shows nothing"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE, which shows nothing"),
        ("\u2028", "U+2028 LINE SEPARATOR, which shows nothing"),
        ("\u2029", "U+2029 PARAGRAPH SEPARATOR, which shows nothing"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE, which shows nothing"),
        ("\u00ad", "U+00AD SOFT HYPHEN, which shows nothing"),
        ("\u200c", "U+200C ZERO WIDTH NON-JOINER, which shows nothing"),
        ("\u200d", "U+200D ZERO WIDTH JOINER, which shows nothing"),
        ("\u3164", "U+3164 HANGUL FILLER, which shows nothing"),
        ("\u2800", "U+2800 BRAILLE PATTERN BLANK, which shows nothing"),
        ("\ufe0f\ufe0f", "U+FE0F VARIATION SELECTOR-16, which shows nothing"),
        ("\ufffe", "U+FFFE, which shows nothing"),
        ("\ue000", "U+E000, which shows nothing"),
        ("\U000e0000", "U+E0000, which shows nothing"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A, which shows nothing"),
    ],
)
@pytest.mark.parametrize("around", ["Nat{}to", "{}Natto", "Natto{}", "納{}豆"])
def test_what_cannot_be_seen_is_refused_by_name(around: str, hidden: str, expected: str) -> None:
    problem = refused(NAME, around.format(hidden))
    assert problem.endswith(f"has {expected}")
    assert problem.isprintable()


def test_a_joiner_joins_nothing_at_the_start_or_beside_another() -> None:
    assert "U+200D ZERO WIDTH JOINER" in refused(NAME, "\u200d\u094dक")
    assert "U+200C ZERO WIDTH NON-JOINER" in refused(NAME, "क\u094d\u200d\u200cष")
    assert "U+200C ZERO WIDTH NON-JOINER" in refused(NAME, "سبزی\u200c")


def test_of_all_characters_those_that_show_nothing_are_refused() -> None:
    """By Unicode category; of the private, the unassigned and halves of pairs every 99th."""
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(character := chr(code))
        sampled = category in ("Cs", "Co", "Cn")
        if category in ("Cc", "Cf", "Zl", "Zp") or (sampled and code % 99 == 0):
            assert f"U+{code:04X}" in refused(NAME, f"a{character}b")
        elif category in ("Zs", "Sm", "Po", "Nd"):
            assert value_of(NAME, f"a{character}b")


AMOUNT: dict[str, Cell] = dict.fromkeys(
    ("ug_per_100g", "qualifier", "limit_ug_per_100g", "low", "high", "portion", "portion_g")
)
FITS: list[tuple[str, dict[str, Cell]]] = [
    ("amounts", {"ug_per_100g": 0.0, "qualifier": "assumed"}),
    ("amounts", {"ug_per_100g": 45.0, "low": 45.0, "high": 45.0}),
    ("amounts", {"ug_per_100g": 45.0, "low": 0.0}),
    ("amounts", {"qualifier": "nd", "low": 0.0, "high": 3.0}),
    ("amounts", {"qualifier": "<", "limit_ug_per_100g": 0.8, "low": 0.0, "high": 1.13}),
    ("foods", {}),
    ("foods", {"portion": "0.5 bowl", "portion_g": 40.0}),
    ("portions", {"portion": "1 bowl, heaped", "portion_g": 0.1}),
]


@pytest.mark.parametrize(("table", "cells"), FITS)
def test_a_row_that_can_be_true_is_taken(table: str, cells: dict[str, Cell]) -> None:
    assert list(row_errors(table, AMOUNT | cells)) == []


@pytest.mark.parametrize(
    ("table", "cells", "message"),
    [
        (
            "amounts",
            {"ug_per_100g": 812.5, "qualifier": "assumed"},
            "ug_per_100g: an assumed zero is 0, not 812.5",
        ),
        ("amounts", {"qualifier": "assumed"}, "ug_per_100g: an assumed zero is 0, not empty"),
        ("amounts", {"qualifier": ">="}, "ug_per_100g: the qualifier >= goes with a number"),
        ("amounts", {"ug_per_100g": 4.0, "low": 5.0}, "ug_per_100g: 4 is below low 5"),
        ("amounts", {"ug_per_100g": 9.5, "high": 9.0}, "ug_per_100g: 9.5 is above high 9"),
        (
            "amounts",
            {"qualifier": "<", "limit_ug_per_100g": 2.0, "high": 1.0},
            "limit_ug_per_100g: 2 is above high 1",
        ),
        ("foods", {"portion_g": 40.0}, "portion_g: goes with a portion, and a portion with it"),
        (
            "foods",
            {"portion": "1 bowl"},
            "portion_g: goes with a portion, and a portion with it",
        ),
        (
            "portions",
            {"portion": "1 bowl", "portion_g": 0.0},
            "portion_g: a portion weighs more than 0 g",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    table: str, cells: dict[str, Cell], message: str
) -> None:
    assert list(row_errors(table, AMOUNT | cells)) == [message]


@pytest.mark.parametrize("table", ["foods", "portions"])
@pytest.mark.parametrize(
    "words",
    [
        "bowl",
        "0 bowl",
        "0.0 bowl",
        "1",
        "1 ",
        "1bowl",
        "1  ",
        "½ bowl",
        "nan cup",
        "inf cup",
        "1e3 cup",
        "9" * 400 + " bowl",
        "0." + "0" * 400 + "1 bowl",
    ],
)
def test_a_portion_begins_with_a_number_above_0(table: str, words: str) -> None:
    (message,) = row_errors(table, AMOUNT | {"portion": words, "portion_g": 40.0})
    assert "does not begin with a number above 0: write e.g. 1 bowl" in message
    assert len(message) < 150


def test_a_source_may_print_a_mean_outside_its_range() -> None:
    row = AMOUNT | {"ug_per_100g": 1.6, "min_ug_per_100g": 1.5, "max_ug_per_100g": 1.5}
    assert list(row_errors("measurements", row)) == []
    row["min_ug_per_100g"] = 1.7
    assert list(row_errors("measurements", row)) == [
        "min_ug_per_100g: 1.7 is above max_ug_per_100g 1.5"
    ]
