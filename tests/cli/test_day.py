"""Days, comparisons and claims as commands."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from vitk2 import safety
from vitk2.catalog.catalog import Catalog


def test_the_days_sums_are_those_worked_out_by_hand(run: Run, shipped: Catalog) -> None:
    items = ("intake", "natto:50 g", "spinach, raw:1 cup", "gouda:30 g")
    person = ("--reference", "us", "--sex", "female", "--age", "60", "--json")
    answer = json.loads(run(*items, *person).stdout)
    totals = {t["form"]: t for t in answer["totals"]}
    rows = shipped.rows("SELECT food_id, ug_per_100g FROM amounts WHERE form = 'K1'")
    k1: dict[Any, Any] = dict(rows)
    by_hand = k1["natto"] * 0.5 + k1["spinach-raw"] * 0.3 + k1["gouda-middle-aged"] * 0.3
    assert totals["K1"]["ug"] == pytest.approx(by_hand) == 125.05
    assert totals["K1"]["low"] < totals["K1"]["ug"] < totals["K1"]["high"]
    assert totals["MK-7"]["ug"] == pytest.approx(0.5 * 930 + 0.3 * 1.6)
    assert totals["MK-10"]["coverage"] == "2 of 3 foods have MK-10 data"
    assert (totals["MK-10"]["ug"], totals["MK-10"]["qualifier"]) == (None, None)  # of 1 unknown
    assert answer["share"]["text"].startswith(
        "K1 alone, taken as one day: 139 % of the US AI for total vitamin K"
    )
    assert answer["k2_reference"] == safety.NO_K2_REFERENCE
    assert answer["caution"] == safety.CAUTION


def test_nothing_is_counted_until_all_is_understood(tiny_run: Run) -> None:
    refused = tiny_run("intake", "natoo:1 g", "natto:1 g", "gouda:2 blobs", code=1)
    assert refused.stdout == ""
    *problems, caution = refused.stderr.removeprefix("Error: ").splitlines()
    assert [line.split(":")[0] for line in problems] == ["item 1", "item 3"]
    assert caution == safety.CAUTION_IN_SHORT, "what is offered has amounts"
    counted = tiny_run("intake", "natoo:1 g", "natto:1 g", "--skip-unknown", "--json")
    assert len(json.loads(counted.stdout)["skipped"]) == 1
    assert "Not counted: item 1" in counted.stderr


def test_a_file_tells_all_its_problems_by_line(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(
        "meal,food,amount,unit,date\n,natto,40,g,2026-01-01\n,,1,g,\n,natto,x,g,\n"
        ",natto,1,g,2026-02-30\n,natto,1,blob,\n,natto,-1,g,\n,natto,6,kg,\n"
    )
    stderr = tiny_run("intake", "--file", str(path), code=1).stderr
    for line, what in (
        (3, "food: must not be empty"),
        (4, "amount: 'x' is not a number"),
        (5, "date: '2026-02-30' is not a date"),
        (6, "Natto: unknown unit 'blob'"),
        (7, "-1 is not an amount above 0"),
        (8, "more than 5 kg"),
    ):
        assert f"{path}:{line}: {what}" in stderr or (
            what in stderr and f"{path}:{line}: " in stderr
        )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"dish,amount\n",
            ":1: the table needs a column for the food (food, food name, food item, item ...)",
        ),
        (b"food,amount,unit\n\xff,1,g\n", "not UTF-8"),
        (b'food,amount,unit\n"natto"x,1,g\n', "malformed CSV"),
        (b"", ":1: the file is empty"),
    ],
)
def test_a_file_that_is_no_diary_is_refused(
    tiny_run: Run, tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "day.csv"
    path.write_bytes(content)
    assert problem in tiny_run("intake", "--file", str(path), code=1).stderr
    assert "cannot be read" in tiny_run("intake", "--file", str(tmp_path / "no.csv"), code=1).stderr


def test_a_diary_is_read_from_stdin(tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from vitk2.cli.main import cli

    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(tiny_dir))
    lines = "food,amount,unit\nnatto,100,g\n"
    result = CliRunner().invoke(cli, ["intake", "-", "--csv"], input=lines)
    rows = {r["form"]: r for r in csv.DictReader(io.StringIO(result.stdout))}
    assert rows["MK-7"]["ug"] == "930"
    assert rows["MK-9"]["ug"] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("intake",), "nothing to add up"),
        (("intake", "natto:1 g", "--reference", "us"), "needs an age, and a sex"),
        (("intake", "natto:1 g", "--reference", "who"), "is not one of"),
        (("intake", "natto:1 g", "--sex", "x"), "is not one of"),
        (("intake", "natto:1 g", "--age", "-1"), "not in the range"),
        (("compare", "natto"), "1 food cannot be compared: name 2 to 8"),
        (("top", "K1", "--holding", "0"), "is not an amount"),
        (("intake", "natto:1 g", "--sex", "male", "--pregnant"), "the sex male"),
        (("intake", "natto:1 g", "--pregnant"), "need a reference intake"),
        (("intake", "natto:1 g", "--age", "nan"), "nan is not an age"),
        (("search", "--sort=-K1"), "'-K1' is not a form: use --ascending"),
        (("search", "--no-mark", "natto"), "'natto' is not a mark: use studies disagree"),
    ],
)
def test_wrong_options_are_usage_errors(
    tiny_run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = tiny_run(*arguments, code=2)
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_pregnancy_needs_no_sex(tiny_run: Run) -> None:
    arguments = ("intake", "natto:1 g", "--reference", "efsa", "--age", "30", "--pregnant")
    assert json.loads(tiny_run(*arguments, "--json").stdout)["share"]["ug_per_day"] == 80
    assert "K1 alone" in tiny_run(*arguments).stderr
    screen = tiny_run(*arguments, "--format", "table").stdout
    assert safety.NO_K2_REFERENCE in " ".join(screen.split())


def test_foods_are_compared_form_by_form(tiny_run: Run) -> None:
    found = json.loads(tiny_run("compare", "natto", "gouda", "--json").stdout)
    assert [f["food_id"] for f in found["foods"]] == ["natto", "gouda-aged"]
    assert found["amounts"]["MK-7"]["natto"]["ug_per_100g"] == 930
    assert found["differences"] == ["MK-7: Natto has 581 times as much as Gouda, aged per 100 g"]
    rows = {
        r["form"]: r
        for r in csv.DictReader(io.StringIO(tiny_run("compare", "natto", "gouda", "--csv").stdout))
    }
    assert rows["MK-9"]["natto_ug_per_100g"] == ""
    assert rows["MK-9"]["gouda-aged_ug_per_portion"] == "11.284"
    assert rows["K2"]["natto_qualifier"] == ">="
    table = tiny_run("compare", "natto", "spinach-raw", "tempeh", "--format", "table").stdout
    assert "—" in table
    assert "111?" in table
    assert safety.CAUTION in tiny_run("compare", "natto", "gouda", "--format", "md").stdout


def test_what_holds_an_amount_leaves_out_what_is_unsure(tiny_run: Run) -> None:
    rows = json.loads(tiny_run("top", "K1", "--holding", "70", "--json").stdout)
    assert [r["food_id"] for r in rows] == ["spinach-boiled", "spinach-raw", "natto"]
    assert rows[1]["grams_holding"] == round(7000 / 480, 6)
    assert rows[1]["grams_holding_least"] == round(7000 / 520, 6)
    assert rows[1]["grams_holding_most"] == round(7000 / 387, 6)
    assert rows[1]["portions_holding"] == round(7000 / 480 / 30, 6)
    assert (
        "1 food of which you would need more than 1 kg, and 0 with a doubtful value"
        in tiny_run("top", "K1", "--holding", "70").stderr
    )
    mk7 = tiny_run("top", "MK-7", "--holding", "10")
    assert "1 with a doubtful value" in mk7.stderr
    assert safety.NO_K2_REFERENCE in mk7.stderr
    assert "70 µg in" in tiny_run("top", "K1", "--holding", "70", "--format", "table").stdout


def test_in_a_pipe_what_was_taken_as_what_stands_beside_the_rows(run: Run) -> None:
    arguments = ("intake", "2 eggs", "natto:40 g")
    note = "2 eggs: counted as Egg, raw, 2 × large of 50 g"
    assert note in run(*arguments).stderr.splitlines()
    assert note in run(*arguments, "--csv").stderr.splitlines()
    assert note.replace("counted", "taken") in run(*arguments, "--json").stdout
    assert "taken as" not in run(*arguments, "--format", "table").stderr
