"""Options of an export: columns, codes, no header; published numbers by their own value."""

import json
from pathlib import Path

import pytest
from conftest import Run


def test_columns_and_no_header_in_every_format(tiny_run: Run) -> None:
    picked = ("export", "natto", "--columns", "k1_ug_per_100g, name")
    assert tiny_run(*picked).stdout == "k1_ug_per_100g,name\n11.3,Natto\n"
    assert tiny_run(*picked, "--no-header").stdout == "11.3,Natto\n"
    assert tiny_run(*picked, "--no-header", "--format", "tsv").stdout == "11.3\tNatto\n"
    assert json.loads(tiny_run(*picked, "--json").stdout) == [
        {"k1_ug_per_100g": 11.3, "name": "Natto"}
    ]
    table = tiny_run(*picked, "--format", "table").stdout.splitlines()
    assert table[1].split() == ["k1_ug_per_100g", "name"]
    assert table[3].split() == ["11.3", "Natto"]


def test_without_their_qualifiers_amounts_come_with_a_word(tiny_run: Run) -> None:
    stderr = tiny_run("export", "--columns", "name,k2_ug_per_100g").stderr
    assert "columns: k2_qualifier and doubtful." in stderr
    whole = "name,k2_ug_per_100g,k2_qualifier,doubtful"
    assert "lower bound" not in tiny_run("export", "--columns", whole).stderr
    assert "lower bound" not in tiny_run("export", "--columns", "name,tags").stderr


def test_the_qualifier_of_another_form_is_not_enough(tiny_run: Run) -> None:
    picked = "name,mk7,k2,k2_qualifier,mk9_4h_ug_per_100g,doubtful"
    stderr = tiny_run("export", "--columns", picked).stderr
    assert "columns: mk7_qualifier and mk9_4h_qualifier." in stderr


def test_who_asks_for_the_packed_qualifiers_is_told_the_columns_of_today(tiny_run: Run) -> None:
    stderr = tiny_run("export", "--columns", "name,k2,qualifiers", code=2).stderr
    assert "k2_qualifier" in stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--no-header", "--format", "json"), "json always names its columns"),
        (("--no-header", "--format", "table"), "--no-header is for csv and tsv"),
        (("--columns", ","), "empty name"),
        (("--columns", "food"), "'food' is not a column: use food_id"),
    ],
)
def test_what_cannot_be_is_said(tiny_run: Run, arguments: tuple[str, ...], message: str) -> None:
    assert message in tiny_run("export", *arguments, code=2).stderr


def test_a_file_without_food_ids_keeps_its_credits(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    tiny_run("export", "gouda", "--columns", "name", "--no-header", "-o", str(path))
    assert path.read_text() == '"Gouda, aged"\n'
    assert "\n9.9,lab-b," in (tmp_path / "k.csv.sources.csv").read_text()


def test_a_picked_table_is_a_parquet_file_too(tiny_run: Run, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "k.parquet"
    tiny_run("export", "natto", "--columns", "fdc_ids,mk7_ug_per_100g", "-o", str(path))
    assert pd.read_parquet(path).to_dict("list") == {
        "fdc_ids": ["172443"],
        "mk7_ug_per_100g": [930.0],
    }


@pytest.mark.parametrize(
    ("arguments", "readings"),
    [
        (("--form", "K1", "--min", "45"), ["b:natto:k1", "a:spinach:k1"]),
        (("--form", "K1", "--max", "45"), ["a:natto:k1", "b:natto:k1"]),
        (("--form", "MK-7", "--min", "100"), ["a:natto:mk7"]),
        (("--form", "MK-7", "--doubtful", "--max", "200"), ["b:tempeh:mk7"]),
        (("--tier", "B"), ["b:gouda:mk9"]),
        (("--tier", "A", "--source", "lab-b"), ["b:natto:k1", "b:tempeh:mk7"]),
        (("--no-mark", "doubtful", "--source", "lab-b"), ["b:gouda:mk9", "b:natto:k1"]),
        (
            ("--no-mark", "attribution inferred", "--source", "lab-b"),
            ["b:natto:k1", "b:tempeh:mk7"],
        ),
        (("--no-mark", "counted"), ["b:tempeh:mk7"]),
    ],
)
def test_published_numbers_are_filtered_by_what_they_are_themselves(
    tiny_run: Run, arguments: tuple[str, ...], readings: list[str]
) -> None:
    picked = ("--measurements", "--columns", "reading_id", "--no-header")
    found = tiny_run("export", *picked, *arguments).stdout.split()
    assert found == readings


def test_a_mark_that_no_published_number_has_is_refused(tiny_run: Run) -> None:
    arguments = ("export", "--measurements", "--no-mark", "studies disagree")
    stderr = tiny_run(*arguments, code=2).stderr
    assert "'studies disagree' is not a mark of a published number: use " in stderr


def test_bibtex_has_vitk2_and_the_sources_behind_the_rows(tiny_run: Run, tmp_path: Path) -> None:
    entries = tiny_run("export", "--form", "MK-9", "--bibtex").stdout
    assert [line for line in entries.splitlines() if line.startswith("@")] == [
        "@misc{vitk2,",
        "@misc{lab-b,",
    ]
    tiny_run("export", "--form", "MK-9", "-o", str(tmp_path / "refs.bib"))
    assert (tmp_path / "refs.bib").read_text(encoding="utf-8").strip() == entries.strip()
    nothing = tiny_run("export", "xyzzy", "--bibtex")
    assert nothing.stdout.strip() == ""
    assert "No food matches" in nothing.stderr


def test_an_ending_that_is_not_the_name_of_its_format_is_known(
    tiny_run: Run, tmp_path: Path
) -> None:
    tiny_run("export", "-o", str(tmp_path / "k.DB"))
    assert (tmp_path / "k.DB").read_bytes().startswith(b"SQLite format 3")
    tiny_run("export", "-o", str(tmp_path / "k.htm"))
    assert (tmp_path / "k.htm").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "sqlite is a file: add -o FILE.sqlite" in (
        tiny_run("export", "--format", "sqlite", code=2).stderr
    )
