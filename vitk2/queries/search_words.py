"""What searches go by, read whole from the index: words, texts, meanings and ranks of foods.

A look-up asks for a few of these in SQL; whoever has to answer without the index takes them all.
"""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from vitk2.catalog.catalog import Catalog


class Ranks(NamedTuple):
    """The foods of the index in their two orders, and how well each is known."""

    food_ids: list[str]
    """The better known first: the order among foods that a search finds equally well."""
    standings: list[int]
    by_name: list[int]
    """Which of `food_ids` come first by name, as numbers of that list."""


class SearchWords(NamedTuple):
    """What foods are found by; a food is its number in `Ranks.food_ids`."""

    terms: dict[str, list[tuple[int, int]]]
    """Each word with the foods that hold it and its place in each (see `places`)."""
    wholes: list[tuple[str, int, float]]
    """Texts that name a food whole, with their place."""
    meanings: list[tuple[str, str]]
    """Words of other languages with the English word that a search means by them."""


def ranks(catalog: Catalog) -> Ranks:
    """Every food of the index by rank."""
    rows = catalog.rows("SELECT food_id, standing FROM foods ORDER BY nth")
    named = catalog.rows("SELECT nth FROM foods ORDER BY folded, food_id")
    return Ranks(
        [str(food_id) for food_id, _ in rows],
        [int(str(standing)) for _, standing in rows],
        [int(str(nth)) for (nth,) in named],
    )


def search_words(catalog: Catalog) -> SearchWords:
    """Every word of the index."""
    found = catalog.rows("SELECT word, nth, place FROM terms ORDER BY word, nth")
    wholes = catalog.rows(
        "SELECT word, nth, place FROM wholes JOIN foods USING (food_id) ORDER BY word, nth, place"
    )
    meanings = catalog.rows("SELECT word, english FROM meanings ORDER BY word, english")
    return SearchWords(
        {
            str(word): [(int(str(nth)), int(str(place))) for _, nth, place in rows]
            for word, rows in groupby(found, itemgetter(0))
        },
        [(str(word), int(str(nth)), float(str(place))) for word, nth, place in wholes],
        [(str(word), str(english)) for word, english in meanings],
    )


def reaches(catalog: Catalog) -> dict[tuple[str, str], float]:
    """How high each amount may be, by food_id and form: µg/100 g, tables beside it included."""
    rows = catalog.rows("SELECT food_id, form, reach FROM amounts")
    return {(str(food_id), str(form)): float(str(reach)) for food_id, form, reach in rows}
