"""Questions about herbs whose amount does not show whether they are dried or fresh."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import UnresolvedLine, parsed
from vitk2.diary.resolver import EatenFood, LineResolver


def read(catalog: Catalog, note: str) -> EatenFood | UnresolvedLine:
    return LineResolver(catalog).weighed(parsed(note, "line 1"))


@pytest.mark.parametrize("note", ["1 tsp basil", "2 tbsp sage", "5 g basil", "10 g basil"])
def test_a_spoon_or_a_few_grams_of_a_herb_asks_which(shipped: Catalog, note: str) -> None:
    question = read(shipped, note)
    assert isinstance(question, UnresolvedLine)
    assert "dried" in question.asks
    assert "fresh" in question.asks


@pytest.mark.parametrize(
    ("note", "food_id"),
    [
        ("1 cup basil", "basil-fresh"),
        ("11 g basil", "basil-fresh"),
        ("20 g basil", "basil-fresh"),
        ("1 tsp dried basil", "basil-dried"),
        ("1 tbsp fresh basil", "basil-fresh"),
        ("1 tbsp parsley", "parsley-fresh"),  # dried parsley has no more K1 than fresh
    ],
)
def test_an_amount_or_a_word_that_says_which_does_not_ask(
    shipped: Catalog, note: str, food_id: str
) -> None:
    found = read(shipped, note)
    assert isinstance(found, EatenFood)
    assert found.food_id == food_id
