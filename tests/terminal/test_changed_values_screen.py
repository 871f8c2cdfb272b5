"""A food whose value moved says what it was, until which version, and why."""

import json
from pathlib import Path

import pytest
from conftest import TINY, Run, write_tables

CHANGE = {
    "form": "K1",
    "old_ug_per_100g": "13",
    "new_ug_per_100g": "480",
    "until": "9.8",
    "why": "a new source votes: lab-a",
}


@pytest.fixture
def changed_run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over the tiny catalogue, in which two values of spinach have changed."""
    directory = tmp_path / "changed"
    directory.mkdir()
    changes = [
        {"food_id": "spinach-raw", **CHANGE},
        {"food_id": "spinach-raw", **CHANGE, "form": "MK-9", "old_qualifier": "<0.5"}
        | {"old_ug_per_100g": ""},
    ]
    write_tables(directory, TINY | {"changed_values": changes})
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(directory))
    return run


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_screen_says_what_a_value_was_and_why_it_is_another(changed_run: Run) -> None:
    screen = one_line(changed_run("show", "spinach-raw", "--format", "table").stdout)
    assert "K1 was 13 until data version 9.8: a new source votes: lab-a" in screen
    assert "MK-9 was <0.5 until data version 9.8" in screen
    other = changed_run("show", "natto", "--format", "table").stdout
    assert "until data version" not in one_line(other)


def test_json_has_the_changed_values_of_the_food(changed_run: Run) -> None:
    food = json.loads(changed_run("show", "spinach-raw", "--json").stdout)
    assert [c["form"] for c in food["changed"]] == ["K1", "MK-9"]
    assert food["changed"][0]["old_ug_per_100g"] == 13
    assert json.loads(changed_run("show", "natto", "--json").stdout)["changed"] == []


def test_a_value_of_the_users_own_was_never_another(changed_run: Run, tmp_path: Path) -> None:
    """The old figure was not the user's: nobody may think that their own has changed."""
    own = tmp_path / "own"
    own.mkdir()
    amount = {"food_id": "spinach-raw", "name": "Spinach, raw", "group": "Vegetables"}
    mk9 = amount | {"form": "MK-9", "ug_per_100g": "2", "sources": "mine", "tier": "A"}
    mine = [{"source_id": "mine", "study": "mine", "kind": "paper"}]
    write_tables(own, {"foods": [], "amounts": [mk9], "sources": mine})
    (own / "datapackage.json").unlink()
    for table in own.glob("*.csv"):
        if table.stem not in ("foods", "amounts", "sources"):
            table.unlink()
    food = json.loads(changed_run("--data", str(own), "show", "spinach-raw", "--json").stdout)
    assert any(a["form"] == "MK-9" and a["ug_per_100g"] == 2 for a in food["amounts"])
    assert [c["form"] for c in food["changed"]] == ["K1"]


def test_changed_values_name_foods_that_exist(run: Run, tmp_path: Path) -> None:
    gone = {"food_id": "gone", **CHANGE}
    directory = tmp_path / "broken"
    directory.mkdir()
    write_tables(directory, TINY | {"changed_values": [gone]})
    result = run("check", str(directory), code=1)
    assert "changed_values.csv:2: food_id: 'gone' is not in foods.csv" in one_line(
        result.stdout + result.stderr
    )
