"""A user's own foods: checked like the published ones, added to every command, marked as own."""

import csv
import json
from pathlib import Path

import pytest
from conftest import ROOT, Run

from vitk2.catalog import user_data
from vitk2.catalog.catalog import Catalog
from vitk2.errors import DataError, ExportError


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A directory made from the templates."""
    directory = tmp_path / "mine"
    user_data.write_templates(str(directory))
    return directory


def change(path: Path, row: int, **cells: str) -> None:
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    rows[row] |= cells
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_templates_pass_their_own_check(tiny_run: Run, tmp_path: Path) -> None:
    directory = str(tmp_path / "new")
    written = tiny_run("check", directory, "--init").stdout.splitlines()
    assert len(written) == 5
    assert tiny_run("check", directory).stdout == (
        f"{directory}: no problems: 1 food, 1 amount, 1 measurement, 1 portion, 1 source\n"
    )


def test_templates_never_overwrite(mine: Path) -> None:
    (mine / "foods.csv").write_text("mine")
    with pytest.raises(ExportError, match="exists already"):
        user_data.write_templates(str(mine))
    assert (mine / "foods.csv").read_text() == "mine"


def test_templates_say_where_they_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        user_data.write_templates(str(tmp_path / "file" / "below"))


def test_templates_on_a_full_disk_leave_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv.DictWriter, "writerow", fail)
    with pytest.raises(ExportError, match="cannot be written: No space left"):
        user_data.write_templates(str(tmp_path / "mine"))
    assert list((tmp_path / "mine").iterdir()) == []


def test_own_foods_are_found_ranked_and_shown_marked_as_own(tiny_run: Run, mine: Path) -> None:
    found = json.loads(tiny_run("--data", str(mine), "search", "kitchen", "--json").stdout)
    assert found[0]["food_id"] == "my-home-made-natto"
    ranked = json.loads(tiny_run("--data", str(mine), "top", "MK-7", "--json").stdout)
    assert [(r["food_id"], r["marks"]) for r in ranked[:2]] == [
        ("natto", "studies disagree x11.5"),
        ("my-home-made-natto", "own"),
    ]
    food = json.loads(tiny_run("--data", str(mine), "show", "kitchen natto", "--json").stdout)
    assert food["tags"] == "MK-7;K2"
    assert tiny_run("search", "kitchen", "--json").stdout == "[]\n"


def test_the_environment_names_own_directories_too(
    tiny_run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VITK2_DATA", str(mine))
    assert "my-home-made-natto" in tiny_run("top", "MK-7").stdout


def test_problems_in_own_files_name_directory_file_and_line(tiny_run: Run, mine: Path) -> None:
    change(mine / "amounts.csv", 0, ug_per_100g="lots", form="MK-77")
    change(mine / "foods.csv", 0, food_id="natto")
    result = tiny_run("check", str(mine), code=1)
    for problem in (
        f"{mine}/amounts.csv:2: ug_per_100g: 'lots' is not a plain number",
        f"{mine}/amounts.csv:2: form: 'MK-77' is not one of",
        f"{mine}/foods.csv:2: natto: also at foods.csv:2",
    ):
        assert problem in result.stderr
    assert tiny_run("--data", str(mine), "top", "K1", code=1).stderr == result.stderr


def test_a_directory_that_is_not_there_is_said(tiny_run: Run, tmp_path: Path) -> None:
    assert "there is no such directory" in tiny_run("check", str(tmp_path / "no"), code=1).stderr


def test_a_needed_file_that_is_missing_is_named_and_an_optional_one_is_not(mine: Path) -> None:
    (mine / "portions.csv").unlink()
    (mine / "measurements.csv").unlink()
    assert user_data.check(str(mine)) == {"foods": 1, "amounts": 1, "sources": 1}
    (mine / "sources.csv").unlink()
    with pytest.raises(DataError, match=r"sources\.csv: there is no such file"):
        user_data.check(str(mine))


def test_a_whole_table_is_checked_as_one() -> None:
    assert user_data.check(str(ROOT / "data"))["foods"] > 1500


def test_own_marks_and_tags_stay_as_the_user_has_them(mine: Path) -> None:
    change(mine / "amounts.csv", 0, marks="doubtful: my scales")
    with Catalog(own=[str(mine)]) as catalog:
        mine_of = "FROM amounts WHERE food_id = 'my-home-made-natto' AND form = 'MK-7'"
        assert catalog.rows(f"SELECT marks {mine_of}") == [("doubtful: my scales;own",)]
        tags = catalog.rows("SELECT tags FROM foods WHERE food_id = 'my-home-made-natto'")
        assert tags == [(None,)]


def test_own_files_may_lack_columns_that_may_be_empty(tiny_run: Run, mine: Path) -> None:
    path = mine / "foods.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(
            stream, ["food_id", "name", "group"], lineterminator="\n", extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(rows)
    assert "no problems" in tiny_run("check", str(mine)).stdout
    food = json.loads(tiny_run("--data", str(mine), "show", "my-home-made-natto", "--json").stdout)
    assert (food["diet"], food["preparation"]) == (None, None)
    path.write_text("food_id,group\nx,Cheese\n", encoding="utf-8")
    assert "header: expected food_id,name,group" in tiny_run("check", str(mine), code=1).stderr
