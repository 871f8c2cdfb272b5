"""Words that several foods share: they ask where the K1 of these foods is far apart.

words_that_ask.txt has them all, with the foods and their K1, to be read by eye. Write it anew by
`python tests/queries/test_words_that_ask.py`.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from conftest import ROOT

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Record
from vitk2.catalog.search_index import SpellingVariants
from vitk2.errors import FoodError
from vitk2.queries.generic_words import differ_in_k1
from vitk2.queries.resolve import named
from vitk2.text import singular, tokenize

GOLDEN = Path(__file__).with_name("words_that_ask.txt")

PRODUCTS: Final = (
    *("Sauces and dishes", "Sweets and snacks", "Drinks", "Oils and fats"),
    "Sausages and cured meat",
)
"""Groups of dishes, mixtures and products, which never make the word of a plant ambiguous."""

PARTS: Final = frozenset(
    [
        *("leaf", "leave", "green", "seed", "root", "stem", "sprout", "flower", "pod", "top"),
        *("shoot", "grain", "powder", "bud", "bulb", "herb", "petal", "scape", "peel"),
        *("patta", "saag", "bhaji"),
    ]
)

SETTLED: Final = {
    **dict.fromkeys(
        ["arbi", "colocasia", "dasheen", "camote", "kumara", "mooli", "knol khol"],
        "a root or stem; its leaves are always called leaves",
    ),
    **dict.fromkeys(
        ["balsam pear", "bitter melon", "goji", "wolfberry", "tangerine", "kkujippong"],
        "a fruit; its leaves or peel are always called so",
    ),
    **dict.fromkeys(
        ["cooked beet", "cooked pumpkin", "cooked turnip", "ipomoea batata"],
        "a root or fruit; its leaves are always called greens or leaves",
    ),
    "pea": "the seed, as peas are; shoots and sprouts are always called so",
    "sesame": "the seed; the leaf of perilla is always called a leaf",
    "purple cabbage": "the head; its sprouts are always called so",
    "shiso": "the leaf; the seed pods are called shiso seeds",
    "melon": "the fruit; the pickling melon is a vegetable of that longer name",
    "flake": "a fish; flakes of vegetables are not called a flake",
    "flour": "wheat flour; that of soya is always called so",
}
"""Words that name one food although another has them, and why."""


def key(text: str) -> str:
    return " ".join(map(singular, tokenize(text)))


class Word:
    """Foods by the words that name them or the plant they are of."""

    def __init__(self, catalog: Catalog) -> None:
        self.twins = SpellingVariants(
            [(str(t["british"]), str(t["american"])) for t in records(catalog, "twins")]
        )
        names: dict[str, list[str]] = {}
        for row in records(catalog, "names"):
            names.setdefault(str(row["food_id"]), []).append(str(row["name"]))
        self.foods = {str(food["food_id"]): food for food in records(catalog, "foods")}
        self.of_word: dict[str, set[str]] = {}
        for food_id, food in self.foods.items():
            if food["group"] not in PRODUCTS:
                for word in self._words(food, names.get(food_id, [])):
                    self.of_word.setdefault(word, set()).add(food_id)

    def heads(self, food_id: str) -> set[str]:
        """Return the names of a food without the part after the comma or in brackets."""
        spellings = self.twins.spellings(str(self.foods[food_id]["name"]))
        bare = [re.sub(r"\s*\([^)]*\)", "", name) for name in spellings]
        return {key(name.split(",")[0]) for name in (*spellings, *bare)}

    def _words(self, food: Record, foreign: list[str]) -> set[str]:
        """Return the names of a food, of the plant it is a part of, and the noun of its name."""
        listed = f"{food['aliases'] or ''};{food['default_for'] or ''}".split(";")
        in_brackets = re.findall(r"\(([^)]*)\)", str(food["name"]))
        whole = self.heads(str(food["food_id"])) | set(map(key, (*listed, *in_brackets, *foreign)))
        plants = set(filter(None, map(_plant, whole)))
        is_named_by_noun = food["group"] != "Cereals and bread"
        nouns = {
            name.split()[-1]
            for name in self.heads(str(food["food_id"]))
            if is_named_by_noun and name
        }
        return (whole | plants | nouns) - PARTS - {""}


def _plant(name: str) -> str:
    """Return `fenugreek` for `fenugreek leaf`; '' where a name does not end in a part."""
    parts = name.split()
    while parts and parts[-1] in PARTS:
        parts.pop()
    return " ".join(parts) if len(parts) < len(name.split()) else ""


def ambiguous_words(catalog: Catalog) -> Iterator[tuple[str, str, list[str]]]:
    """Yield words that name a food with another own name, with the foods far from it in K1."""
    table = Word(catalog)
    for word, food_ids in sorted(table.of_word.items()):
        try:
            food_id = named(catalog, word)
        except FoodError:
            continue
        if not food_id or table.foods[food_id]["group"] in PRODUCTS or word in table.heads(food_id):
            continue
        heads = table.heads(food_id)
        others = [i for i in sorted(food_ids - {food_id}) if not heads & table.heads(i)]
        if far := [i for i in others if differ_in_k1(catalog, [food_id, i])]:
            yield word, food_id, far


def listed(catalog: Catalog) -> str:
    """Return every plain word that asks, with its other spellings, its foods and their K1."""
    lines = []
    for word in records(catalog, "plain_words"):
        if not word["says"]:
            also = (
                f" ({str(word['other_words']).replace(';', ', ')})" if word["other_words"] else ""
            )
            lines.append(f"{word['word']}{also}")
            lines += [f"    {_with_k1(catalog, i)}" for i in str(word["foods"]).split(";")]
    return "\n".join(lines) + "\n"


def _with_k1(catalog: Catalog, food_id: str) -> str:
    sql = "SELECT f.name, a.ug_per_100g FROM foods f LEFT JOIN amounts a "
    sql += "ON a.food_id = f.food_id AND a.form = 'K1' WHERE f.food_id = ?"
    ((name, ug),) = catalog.rows(sql, [food_id])
    return f"{name}: {'not known' if ug is None else f'{ug:g}'}"


def test_no_word_is_taken_for_one_plant_or_part_where_another_is_far_from_it(
    shipped: Catalog,
) -> None:
    found = {word: (food, far) for word, food, far in ambiguous_words(shipped)}
    assert {word: foods for word, foods in found.items() if word not in SETTLED} == {}
    assert set(found) == set(SETTLED), "a word that is settled no longer needs to be"


@pytest.mark.parametrize(
    "word",
    [
        *("amaranth", "chicory", "fenugreek", "methi", "dhania", "coriander", "drumstick", "tuna"),
        *("can of tuna", "Thunfisch", "curd", "rajma", "gim", "squash"),
    ],
)
def test_a_word_of_several_plants_or_parts_asks(shipped: Catalog, word: str) -> None:
    with pytest.raises(FoodError) as error:
        named(shipped, word)
    assert len(error.value.candidates) > 1


@pytest.mark.parametrize("word", ["Allium cepa", "Vicia faba", "Tamarindus indica", "ケール"])
def test_a_name_in_two_languages_for_foods_far_apart_names_neither(
    shipped: Catalog, word: str
) -> None:
    assert named(shipped, word) == ""


@pytest.mark.parametrize("word", ["turnip", "kale", "peas", "parsley", "radish", "flour", "butter"])
def test_a_word_that_people_use_for_one_food_does_not_ask(shipped: Catalog, word: str) -> None:
    assert named(shipped, word)


def test_the_words_that_ask_are_those_that_were_read(shipped: Catalog) -> None:
    assert listed(shipped) == GOLDEN.read_text(encoding="utf-8")


def test_the_plain_words_with_foods_are_all_in_the_table() -> None:
    with (ROOT / "data" / "plain_words.csv").open(newline="", encoding="utf-8") as stream:
        assert all(len(r["foods"].split(";")) > 1 for r in csv.DictReader(stream) if not r["says"])


if __name__ == "__main__":
    with Catalog() as shipped_catalog:
        GOLDEN.write_text(listed(shipped_catalog), encoding="utf-8")
