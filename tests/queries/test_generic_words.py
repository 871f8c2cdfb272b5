"""Words that name no single food are answered with a choice, or with why there is none."""

import pytest
from conftest import Run

from vitk2.catalog.catalog import Catalog
from vitk2.queries.generic_words import generic_word
from vitk2.text import tokenize


@pytest.mark.parametrize("typed", ["jarlsberg", "Jarlsberg cheese", "ひきわり納豆", "gouda, young"])
def test_what_nobody_measured_usably_says_so_in_one_line(run: Run, typed: str) -> None:
    found = run("search", typed)
    assert "is not in the table: " in found.stderr.splitlines()[0]
    assert len(found.stdout.splitlines()) == 1  # the header alone
    refused = run("show", typed, code=1)
    assert refused.stderr.startswith("Error: ")
    assert "Nearest: " in refused.stderr


def test_cheese_is_a_short_choice_of_cheeses(run: Run, shipped: Catalog) -> None:
    error = run("show", "cheese", code=1).stderr
    assert error.startswith("Error: Which 'cheese'? For example: Gouda, middle-aged (K1 4,")
    word = generic_word(shipped, "CHEESES")
    assert word is not None
    assert 4 <= len(word.foods) <= 10


def test_other_words_are_no_plain_words(shipped: Catalog) -> None:
    for typed in ("natto", "", "cheese sandwich", "-"):
        assert generic_word(shipped, typed) is None


def test_a_word_that_names_no_single_food_is_no_foods_id_or_name(shipped: Catalog) -> None:
    names_of_foods = {
        " ".join(tokenize(str(name)))
        for food_id, name, default_for in shipped.rows(
            "SELECT food_id, name, default_for FROM foods"
        )
        for name in (food_id, name, *str(default_for or "").split(";"))
    }
    for word, others in shipped.rows("SELECT word, other_words FROM plain_words"):
        spellings = {" ".join(tokenize(s)) for s in (str(word), *str(others or "").split(";"))}
        assert not spellings & names_of_foods - {""}
