"""Dishes: the contents of a gram, dishes in dishes, and invalid recipe files."""

from pathlib import Path

import pytest
from cohorts import done, rows_of, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.per_gram import contents_of
from vitk2.cohort.recipes import read_dishes
from vitk2.errors import DataError

HEADER = "dish,food,grams,yield\n"


def recipes(directory: Path, rows: str) -> str:
    path = directory / "recipes.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return str(path)


def test_a_dish_in_a_dish_holds_what_its_foods_hold(tiny: Catalog, tmp_path: Path) -> None:
    """80 g spinach cook down to a purée of 50 g; 25 g of it with 75 g natto are a bowl of 100 g."""
    path = recipes(tmp_path, "bowl,puree,25,100\nbowl,natto,75,\npuree,spinach-raw,80,50\n")
    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "bowl", 200)])
    done(tiny, diary, tmp_path / "out", CohortOptions(recipes=path))
    k1 = rows_of(tmp_path / "out")["K1",]
    assert k1["ug"] == pytest.approx(200 / 100 * (75 * 0.113 + 25 * 80 / 50 * 4.80))
    assert k1["high"] == pytest.approx(200 / 100 * (75 * 0.45 + 25 * 80 / 50 * 5.20))
    assert (k1["qualifier"], k1["grams"], k1["coverage"], k1["lines"]) == (None, 200, 1, 1)


def test_an_unknown_or_doubtful_ingredient_is_an_unknown_part(
    tiny: Catalog, tmp_path: Path
) -> None:
    path = recipes(tmp_path, "mix,natto,30,100\nmix,water,50,\nmix,tempeh,20,\n")
    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "mix", 100)])
    found = done(tiny, diary, tmp_path / "out", CohortOptions(recipes=path))
    mk7 = rows_of(tmp_path / "out")["MK-7",]
    assert mk7["ug"] == pytest.approx(30 * 9.30)
    assert mk7["qualifier"] == ">="
    assert mk7["grams_known"] == pytest.approx(30)
    assert mk7["doubtful_grams"] == pytest.approx(20)
    assert found.facts["dishes_with_unknown_ingredients"] == {"mix": ["water"]}


def test_a_dish_of_known_foods_alone_is_wholly_covered_whatever_its_yield(
    tiny: Catalog, tmp_path: Path
) -> None:
    path = recipes(tmp_path, "thirds,natto,1,0.7\nthirds,spinach-raw,1.1,0.7\n")
    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "thirds", 33.3)])
    done(tiny, diary, tmp_path / "out", CohortOptions(recipes=path))
    assert rows_of(tmp_path / "out")["K1",]["coverage"] == 1


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("a,b,10,10\nb,a,10,10\n", "a dish is in itself: '[ab]' in '[ab]' in '[ab]'"),
        ("a,a,10,10\n", "recipes.csv:2: a dish is in itself: 'a' in 'a'"),
        ("a,natto,10,\n", "recipes.csv:2: dish 'a' has no yield: give its weight in grams"),
        ("a,natto,400,0.85\n", "dish 'a' yields 0.85 g of 400 g: is it in grams?"),
        ("a,natto,10,10\na,tempeh,1,11\n", "recipes.csv:3: yield: 11, but 10 before"),
        ("a,natto,many,10\n", "recipes.csv:2: grams: 'many' is not a weight above 0"),
        ("a,,1,10\n", "recipes.csv:2: food: is empty"),
        ("natto,tempeh,10,10\n", "dish 'natto' is a code of a food too"),
        ("", "recipes.csv: is empty"),
    ],
)
def test_what_is_no_recipe_is_refused_by_line(
    tiny: Catalog, tmp_path: Path, rows: str, problem: str
) -> None:
    with pytest.raises(DataError, match=problem.replace("?", r"\?")):
        read_dishes(recipes(tmp_path, rows), contents_of(tiny))


def test_all_problems_come_at_once(tiny: Catalog, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read_dishes(recipes(tmp_path, "a,natto,x,10\nb,natto,1,\nc,c,1,1\n"), contents_of(tiny))
    assert len(refused.value.problems) == 3


def test_a_file_without_the_columns_is_refused(tiny: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "recipes.csv"
    path.write_text("dish,food\n")
    with pytest.raises(DataError, match=r"recipes\.csv:1: no column grams, yield"):
        read_dishes(str(path), contents_of(tiny))
