"""Rows derived from a user's own: K2 as the published table has it, credits, tags."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

from vitk2.catalog.schema import COLUMNS, Record

Write = Callable[..., str]


@pytest.fixture
def own_foods(tmp_path: Path) -> Write:
    """Write one food of one's own, with its amounts and no measurements."""
    sources = [{"source_id": "my-lab"}, {"source_id": "my-scan"}]

    def write(*amounts: dict[str, str], group: str = "Fermented plant foods") -> str:
        food = {"food_id": "mine", "name": "Mine", "group": group}
        amount = {"tier": "A", "studies": "1", "sources": "my-lab"}
        tables = {
            "foods": [food],
            "amounts": [food | amount | a for a in amounts],
            "sources": [{"study": "mine", "kind": "database"} | s for s in sources],
        }
        for name, rows in tables.items():
            with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
                columns = [c.name for c in COLUMNS[name]]
                writer = csv.DictWriter(stream, columns, extrasaction="ignore")
                writer.writeheader()
                writer.writerows(rows)
        return str(tmp_path)

    return write


def amounts(run: Run, directory: str) -> dict[str, Record]:
    food = json.loads(run("--data", directory, "show", "mine", "--json").stdout)
    return {a["form"]: a for a in food["amounts"]}


PANEL = [{"form": f"MK-{n}", "ug_per_100g": str(n), "low": "1", "high": "9"} for n in (4, 7, 8, 9)]


def test_a_food_of_ones_own_gets_the_sum_of_its_menaquinones(
    tiny_run: Run, own_foods: Write
) -> None:
    k2 = amounts(tiny_run, own_foods(*PANEL, {"form": "K1", "ug_per_100g": "50"}))["K2"]
    assert (k2["ug_per_100g"], k2["qualifier"], k2["low"], k2["high"]) == (28, None, 4, 36)
    assert (k2["studies"], k2["sources"], k2["tier"]) == (1, "my-lab", "A")
    assert (k2["name"], k2["marks"]) == ("Mine", "own")


def test_it_is_a_lower_bound_where_a_main_form_is_unknown(tiny_run: Run, own_foods: Write) -> None:
    k2 = amounts(tiny_run, own_foods(*PANEL[:2]))["K2"]
    assert (k2["ug_per_100g"], k2["qualifier"]) == (11, ">=")
    assert k2["marks"] == "lower bound (panel: MK-4, MK-7);own"


def test_a_cheese_may_hold_mk9_4h_so_without_it_k2_is_a_lower_bound(
    tiny_run: Run, own_foods: Write
) -> None:
    assert amounts(tiny_run, own_foods(*PANEL, group="Cheese"))["K2"]["qualifier"] == ">="
    analysed = [*PANEL, {"form": "MK-9(4H)", "ug_per_100g": "20"}]
    assert amounts(tiny_run, own_foods(*analysed, group="Cheese"))["K2"]["qualifier"] is None


def test_a_k2_that_is_given_stays_and_without_menaquinones_there_is_none(
    tiny_run: Run, own_foods: Write
) -> None:
    directory = own_foods(PANEL[0], {"form": "K2", "ug_per_100g": "70"})
    assert amounts(tiny_run, directory)["K2"]["ug_per_100g"] == 70
    assert "K2" not in amounts(tiny_run, own_foods({"form": "K1", "ug_per_100g": "5"}))
    assumed = {"form": "MK-4", "ug_per_100g": "0", "qualifier": "assumed"}
    assert "K2" not in amounts(tiny_run, own_foods(assumed))


def test_a_doubt_about_a_part_is_a_doubt_about_the_sum(tiny_run: Run, own_foods: Write) -> None:
    directory = own_foods({"form": "MK-7", "ug_per_100g": "9", "doubtful": "true"})
    assert amounts(tiny_run, directory)["K2"]["doubtful"] is True
    food = json.loads(tiny_run("--data", directory, "show", "mine", "--json").stdout)
    assert food["tags"] is None
    assert [m["status"] for m in food["measurements"]] == ["doubtful"]


def test_its_sources_are_credited_listed_and_searched_by(
    tiny_run: Run, own_foods: Write, tmp_path: Path
) -> None:
    data = ("--data", own_foods(*PANEL))
    tiny_run(*data, "export", "mine", "-o", str(tmp_path / "out.csv"))
    assert "my-lab" in (tmp_path / "out.csv.sources.csv").read_text()
    listed = {s["source_id"]: s for s in json.loads(tiny_run(*data, "sources", "--json").stdout)}
    assert (listed["my-lab"]["numbers"], listed["my-lab"]["foods"]) == (4, 1)
    found = json.loads(tiny_run(*data, "search", "--source", "my-lab", "--json").stdout)
    assert [(r["food_id"], r["mk7_source_ug_per_100g"]) for r in found] == [("mine", 7)]


def test_of_several_sources_none_gets_a_number_it_may_not_have_stated(
    tiny_run: Run, own_foods: Write
) -> None:
    directory = own_foods(PANEL[0] | {"sources": "my-lab;my-scan"})
    food = json.loads(tiny_run("--data", directory, "show", "mine", "--json").stdout)
    assert [(m["source_id"], m["ug_per_100g"]) for m in food["measurements"]] == [
        ("my-lab", None),
        ("my-scan", None),
    ]
    assert tiny_run("check", directory).stdout.endswith("1 food, 1 amount, 2 sources\n")
