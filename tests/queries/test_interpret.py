"""The meaning of words that are not a command: the catalogue comes first, guesses come last."""

import csv
import json
from collections.abc import Iterator

import click
import pytest
from conftest import ROOT, Run

from vitk2.catalog.catalog import Catalog
from vitk2.cli.main import cli
from vitk2.errors import FoodError
from vitk2.queries.drugs import LONGEST_NAME_WORDS, drug_names, drugs_in
from vitk2.queries.interpret import DrugWarning, interpret
from vitk2.text import tokenize

COMMANDS = list(cli.every())


def rows(name: str) -> Iterator[dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def names_of_the_table() -> set[str]:
    """Return every id, name, alias, plain word and foreign name of a food of the table."""
    found = {row["name"] for row in rows("names")}
    for row in rows("foods"):
        found |= {row["food_id"], row["name"]}
        found |= {*row["aliases"].split(";"), *row["default_for"].split(";")}
    for row in rows("plain_words"):
        found |= {row["word"], *row["other_words"].split(";")}
    return {name for name in found if tokenize(name)}


def lost(catalog: Catalog, typed: str) -> str:
    """Return the reason why a name reaches no food or choice of foods, '' where it does."""
    context = click.Context(cli)
    context.params["own"] = ()
    command, _, arguments = cli.resolve_command(context, typed.split())
    if command != "show":
        return f"taken for vitk2 {command}"
    try:
        found = interpret(catalog, " ".join(arguments), COMMANDS)
    except FoodError as error:
        is_explained = "is not in the table" in str(error)
        return "" if error.candidates or is_explained else str(error)
    return "taken for a drug" if isinstance(found, DrugWarning) else ""


@pytest.mark.slow
def test_every_name_of_the_table_reaches_a_food_or_a_choice_of_foods(shipped: Catalog) -> None:
    reasons = {name: lost(shipped, name) for name in sorted(names_of_the_table())}
    assert {name: why for name, why in reasons.items() if why} == {}


def test_no_word_of_a_food_is_the_name_of_a_drug(shipped: Catalog) -> None:
    drugs = {" ".join(tokenize(drug.name)) for drug in drug_names(shipped)}
    of_foods = {word for name in names_of_the_table() for word in [*tokenize(name), name.lower()]}
    assert drugs & of_foods == set()


def test_no_drug_name_is_longer_than_a_text_is_read_for(shipped: Catalog) -> None:
    for drug in drug_names(shipped):
        assert len(tokenize(drug.name)) <= LONGEST_NAME_WORDS
        (found,) = drugs_in(shipped, f"is {drug.name} all right")
        assert (found.drug, found.action) == (drug.drug, drug.action)


@pytest.mark.parametrize(
    "typed",
    [
        *("warfarine", "warfarina", "ワーファリン", "华法林", "Acitrom", "Uniwarfin", "Warf"),
        *("roteas", "aspirin", "clopidogrel", "heparin", "bloodthinner", "Blutverdünner"),
    ],
)
def test_a_drug_is_known_by_its_generic_names_brands_and_everyday_words(
    shipped: Catalog, typed: str
) -> None:
    assert isinstance(interpret(shipped, typed), DrugWarning)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("serch natto", "vitk2 search natto"),
        ("chrt", "vitk2 chart"),
        ("kael", "kale-raw"),
        ("compair natto gouda", "vitk2 compare natto gouda"),
    ],
)
def test_the_nearest_of_commands_and_foods_is_offered_first(
    shipped: Catalog, typed: str, first: str
) -> None:
    with pytest.raises(FoodError, match=f"Did you mean {first}"):
        interpret(shipped, typed, COMMANDS)


def test_a_choice_of_foods_is_an_object_with_candidates_in_json(run: Run) -> None:
    refused = json.loads(run("lentils", "--json", code=1).stderr)
    names = {food["food_id"]: food["name"] for food in refused["candidates"]}
    assert names["lentils-dried"] == "Lentils, brown or green, dried"
    assert json.loads(run("zorbarol", "--json", code=1).stderr)["candidates"] == []
