"""A recipe file is read as strictly as any table: each fault by file and line, all at once."""

import os
from pathlib import Path

import pytest
from cohorts import done, rows_of, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.per_gram import contents_of
from vitk2.cohort.recipes import read_dishes
from vitk2.errors import DataError
from vitk2.forms import Form

HEADER = b"dish,food,grams,yield\n"


def problems(catalog: Catalog, path: Path) -> list[str]:
    with pytest.raises(DataError) as refused:
        read_dishes(str(path), contents_of(catalog))
    return [p.replace(f"{path.parent}/", "") for p in refused.value.problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (HEADER + b"soup,natto,12,5,100\n", ["recipes.csv:2: 5 cells, not 4"]),
        (HEADER + b"soup,natto,12,100\n\nsoup,tofu\n", ["recipes.csv:4: 2 cells, not 4"]),
        (HEADER + b'soup,natto,"12,5",100\n', ["recipes.csv:2: grams: '12,5' is not"]),
        (HEADER + b"soup,natto,1_2,100\n", ["recipes.csv:2: grams: '1_2' is not"]),
        (b"dish,food,grams,yield,grams\na,natto,1,1,2\n", ["recipes.csv:1: the columns 'grams'"]),
        (b"dish,food,grams,yield,Food\na,natto,1,1,x\n", ["recipes.csv:1: the columns 'food'"]),
        (HEADER + "müsli,natto,1,1\n".encode("latin-1"), ["recipes.csv: not UTF-8 at byte 23"]),
        (HEADER + b'a,"natto"x,1,1\n', ["recipes.csv:2: malformed CSV"]),
        (b"", ["recipes.csv: is empty"]),
        (HEADER + b"012,natto,1,1\n12,kale,1,1\n", ["recipes.csv:3: dish '12' is '012' but"]),
        (HEADER + b"12.0,natto,1,1\n012,kale,1,1\n", ["recipes.csv:3: dish '012' is '12' but"]),
        (
            HEADER + b"a,natto,1,5,1\nb,natto,x,1\nc,natto,1,\n",
            ["recipes.csv:2: 5 cells", "recipes.csv:3: grams", "recipes.csv:4: dish 'c' has no"],
        ),
    ],
)
def test_each_fault_is_told_by_line(
    tiny: Catalog, tmp_path: Path, content: bytes, expected: list[str]
) -> None:
    (tmp_path / "recipes.csv").write_bytes(content)
    found = problems(tiny, tmp_path / "recipes.csv")
    assert len(found) == len(expected)
    assert all(f.startswith(t) for f, t in zip(found, expected, strict=True)), found


def test_what_is_no_file_is_refused_and_not_waited_for(tiny: Catalog, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "recipes.csv")
    assert "a pipe, a device or a directory" in problems(tiny, tmp_path / "recipes.csv")[0]
    assert "a pipe, a device or a directory" in problems(tiny, Path("/dev/zero"))[0]
    assert "none.csv: there is no such file" in problems(tiny, tmp_path / "none.csv")[0]


def test_a_file_or_line_beyond_all_measure_is_refused(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "recipes.csv"
    path.write_bytes(HEADER + b"a" * 300 + b",natto,1,1\n")
    monkeypatch.setattr("vitk2.catalog.csv_reader.LONGEST_LINE", 200)
    assert "a line of 200 characters or more" in problems(tiny, path)[0]
    monkeypatch.setattr("vitk2.catalog.csv_reader.LARGEST_FILE_MIB", 0)
    assert problems(tiny, path) == ["recipes.csv: larger than 0 MiB"]


def test_other_columns_and_empty_lines_harm_nothing(tiny: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "recipes.csv"
    path.write_text("note,dish,food,grams,yield\n\nx,a,natto,10,10\n\n", encoding="utf-8-sig")
    assert list(read_dishes(str(path), contents_of(tiny)).contents) == ["a"]


@pytest.mark.parametrize(
    ("stated_yield", "is_plausible"),
    [("10", True), ("9.9", False), ("1000", True), ("1001", False)],
)
def test_a_dish_weighs_a_tenth_to_ten_times_its_ingredients(
    tiny: Catalog, tmp_path: Path, stated_yield: str, is_plausible: bool
) -> None:
    path = tmp_path / "recipes.csv"
    path.write_text(f"dish,food,grams,yield\na,natto,100,{stated_yield}\n", encoding="utf-8")
    if is_plausible:
        assert list(read_dishes(str(path), contents_of(tiny)).contents) == ["a"]
    else:
        assert "is it in grams?" in problems(tiny, path)[0]


def test_blanks_around_headings_and_cells_are_no_part_of_them(
    tiny: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "recipes.csv"
    path.write_text(" dish, food ,grams , yield\n a , natto ,10 , 20 \n", encoding="utf-8")
    dishes = read_dishes(str(path), contents_of(tiny))
    (contents,) = dishes.contents.values()
    assert list(dishes.contents) == ["a"]
    assert contents[Form.MK7].ug == pytest.approx(contents_of(tiny)["natto"][Form.MK7].ug / 2)


@pytest.mark.parametrize("name", ["diary.csv", "diary.parquet"])
def test_a_dish_of_digits_is_found_with_and_without_its_zeros(
    tiny: Catalog, tmp_path: Path, name: str
) -> None:
    (tmp_path / "recipes.csv").write_bytes(HEADER + b"012,natto,10,10\n")
    diary = write_diary(tmp_path / name, [("ann", "mon", 12, 100)])
    found = done(
        tiny, diary, tmp_path / "out", CohortOptions(recipes=str(tmp_path / "recipes.csv"))
    )
    assert found.summary.matched.matched_lines == 1
    assert found.facts["dishes"] == 1
    assert rows_of(tmp_path / "out")["MK-7",]["ug"] == pytest.approx(930)


def test_ingredients_may_be_whole_numbers_with_decimals(shipped: Catalog, tmp_path: Path) -> None:
    (tmp_path / "recipes.csv").write_bytes(HEADER + b"bowl,11457.0,100,100\n")
    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "bowl", 100)])
    options = CohortOptions(codes="ndb", recipes=str(tmp_path / "recipes.csv"))
    assert not done(shipped, diary, tmp_path / "out", options).facts[
        "dishes_with_unknown_ingredients"
    ]


def test_a_dish_whose_number_is_a_code_of_a_food_is_refused(
    shipped: Catalog, tmp_path: Path
) -> None:
    (tmp_path / "recipes.csv").write_bytes(HEADER + b"4040,natto,1,1\n011457,natto,1,1\n")
    diary = write_diary(tmp_path / "diary.csv", [("ann", "mon", "natto", 100)])
    for codes, line in (("mext", 2), ("ndb", 3)):
        options = CohortOptions(codes=codes, recipes=str(tmp_path / "recipes.csv"))
        with pytest.raises(DataError, match=f"recipes.csv:{line}: dish .* is a code of a food"):
            done(shipped, diary, tmp_path / codes, options)
