"""The commands: rows on stdout, words on stderr, three exit codes, no traceback."""

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run

from vitk2.catalog.catalog import Catalog
from vitk2.cli.main import cli
from vitk2.forms import Form
from vitk2.queries import interpret
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.safety import CAUTION, CAUTION_IN_SHORT

COMMANDS = sorted(cli.every())


def test_in_a_pipe_rows_are_tab_separated_and_the_caution_stands_on_stderr(tiny_run: Run) -> None:
    result = tiny_run("top", "mk7", "-n", "1")
    header, natto = result.stdout.splitlines()
    assert header.split("\t")[:5] == ["food_id", "name", "group", "form", "ug_per_100g"]
    assert natto.split("\t")[4] == "930"
    assert result.stderr.splitlines()[-1] == CAUTION
    assert "1 of 2 foods with MK-7 shown; -n 0 shows all" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "spinach"),
        ("top", "K1"),
        ("show", "natto"),
        ("export", "natto"),
        ("export", "--measurements", "--json"),
        ("search", "natto", "--format", "table"),
    ],
)
def test_every_answer_with_amounts_comes_with_the_caution_even_when_quiet(
    tiny_run: Run, arguments: tuple[str, ...]
) -> None:
    assert tiny_run(*arguments, "--quiet").stderr == CAUTION + "\n"


def test_nothing_found_is_a_sentence_and_no_failure(tiny_run: Run) -> None:
    result = tiny_run("search", "natoo", "--json")
    assert json.loads(result.stdout) == []
    assert result.stderr == "No food matches 'natoo'.\nDid you mean natto?\n"


def test_json_is_what_the_library_gives(tiny_run: Run, tiny: Catalog) -> None:
    query = Query(forms=(Form.K1,), shape="top", limit=20)
    assert json.loads(tiny_run("top", "K1", "--json").stdout) == list(select(tiny, query).records())
    searched = json.loads(tiny_run("search", "raw", "--json").stdout)
    assert searched == list(select(tiny, Query(text="raw", limit=20)).records())


def test_json_keys_are_the_csv_header(tiny_run: Run) -> None:
    for command in (("top", "K1"), ("search", "natto"), ("forms",), ("groups",), ("sources",)):
        keys = list(json.loads(tiny_run(*command, "--json").stdout)[0])
        assert keys == tiny_run(*command, "--csv").stdout.splitlines()[0].split(",")


def test_show_is_one_object_in_json_and_one_row_a_number_elsewhere(
    tiny_run: Run, tiny: Catalog
) -> None:
    answer = json.loads(tiny_run("show", "spinach", "--json").stdout)
    card = interpret.show(tiny, "spinach-raw")
    assert answer["amounts"] == card.amounts
    assert answer["measurements"] == card.measurements
    assert answer["portions"] == card.portions
    assert (answer["food_id"], answer["data_version"], answer["caution"]) == (
        "spinach-raw",
        "9.9",
        CAUTION,
    )
    assert json.loads(tiny_run("show", "spinach", "--format", "jsonl").stdout) == answer
    rows = list(csv.DictReader(io.StringIO(tiny_run("show", "spinach", "--csv").stdout)))
    assert rows[0]["reading_id"] == "a:spinach:k1"
    assert CAUTION in tiny_run("show", "spinach", "--format", "md").stdout
    assert "Two laboratories" in tiny_run("show", "spinach", "--format", "table").stdout


def test_a_food_without_numbers_is_still_shown(tiny_run: Run) -> None:
    assert json.loads(tiny_run("show", "creme brulee", "--json").stdout)["measurements"] == []
    header = tiny_run("show", "creme brulee", "--csv").stdout
    assert header.startswith("reading_id,")
    assert header.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("top", "MK-77"), 2, "'MK-77' is not a form of vitamin K: use MK-7"),
        (("search", "--form", "k9"), 2, "is not a form of vitamin K"),
        (("search", "--group", "Chees e"), 2, "is not a food group: use Cheese"),
        (("search", "--group", "M"), 2, "use Mushrooms and seaweed, Milk and dairy or Meat"),
        (("search", "--source", "lab-z"), 2, "'lab-z' is not a source: use lab-"),
        (("search", "--min", "1"), 2, "a minimum or maximum needs exactly one form"),
        (("search", "--form", "K1", "--min", "x"), 2, "'x' is not a valid float"),
        (("search", "--form", "K1", "--min", "-1"), 2, "-1 is not an amount"),
        (("search", "--form", "K1", "--min", "nan"), 2, "nan is not an amount"),
        (("top", "K1", "--min", "5", "--max", "1"), 2, "the minimum 5 is above the maximum 1"),
        (("search", "--limit", "-5"), 2, "-5 is not a number of rows"),
        (("top", "K1", "-n", "many"), 2, "'many' is not a valid integer"),
        (("search", "--format", "yaml"), 2, "'yaml' is not one of"),
        (("search", "--sort", "K9"), 2, "is not a form of vitamin K"),
        (("export", "--format", "xlsx"), 2, "xlsx is a file: add -o FILE.xlsx"),
        (("export", "-o", "foods.doc"), 2, "'foods.doc' is not one of tsv, csv"),
        (("show",), 2, "Missing argument"),
        (("shew", "natto"), 1, "Did you mean vitk2 show natto?"),
        (("show", "natoo"), 1, "There is no food 'natoo'. Did you mean natto?"),
        (("show", "raw"), 1, "Which 'raw'?"),
        (("show", "fdc:9"), 1, "has the code 'fdc:9'"),
        (("sources", "lab"), 2, "'lab' is not a source: use lab-"),
    ],
)
def test_a_refusal_is_one_line_with_what_to_do_instead(
    tiny_run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    result = tiny_run(*arguments, code=code)
    assert result.stdout == ""
    refused, *caution = result.stderr.splitlines()
    assert message in refused
    assert caution == ([CAUTION_IN_SHORT] if "K1 " in refused else []), "amounts never stand alone"
    if not {"--format", "-o", "shew"} & set(arguments):
        error = json.loads(tiny_run(*arguments, "--json", code=code).stderr)
        assert message in error["error"]
        assert error["exit_code"] == code


def test_bad_data_are_refused_with_every_place(tiny_run: Run, tiny_dir: Path) -> None:
    food = tiny_dir / "foods.csv"
    food.write_text(food.read_text().replace("Cheese", "Chese").replace(",28,", ",x,"))
    result = tiny_run("top", "MK-7", code=1)
    assert result.stdout == ""
    assert "foods.csv:3: group: 'Chese' is not one of" in result.stderr
    assert "foods.csv:3: portion_g: 'x' is not a plain number from 0" in result.stderr


def test_the_group_option_takes_any_case_and_a_beginning(tiny_run: Run) -> None:
    for group in ("Cheese", "cheese", "CHEE"):
        assert "gouda-aged" in tiny_run("search", "--group", group, "--csv").stdout


def test_hints_count_what_was_left_out(tiny_run: Run) -> None:
    assert "3 of 7 shown; -n 0 shows all" in tiny_run("search", "--limit", "3").stderr
    assert "shown" not in tiny_run("search", "--limit", "0").stderr
    stderr = tiny_run("top", "MK-7", "--per", "portion").stderr
    assert "2 foods without a standard portion come last" in stderr
    assert "1 doubtful food" in stderr
    assert "≥: at least" in tiny_run("top", "K2").stderr


def test_export_writes_the_file_and_its_credits(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "k.tsv"
    result = tiny_run("export", "--long", "-o", str(path))
    assert result.stdout == ""
    assert result.stderr.startswith(f"13 rows in {path}, their credits in {path}.sources.csv")
    assert len(path.read_text().splitlines()) == 14
    refused = tiny_run("export", "-o", str(path), code=1)
    assert "exists already: add --force" in refused.stderr
    tiny_run("export", "-o", str(path), "--force")
    assert len(path.read_text().splitlines()) == 8


def test_export_to_stdout_is_csv_unless_said_otherwise(tiny_run: Run) -> None:
    assert tiny_run("export", "natto").stdout.startswith("food_id,name")
    assert json.loads(tiny_run("export", "natto", "--long", "--json").stdout)[0]["form"] == "K1"


def test_forms_groups_and_sources_list_what_there_is(tiny_run: Run) -> None:
    assert [f["form"] for f in json.loads(tiny_run("forms", "--json").stdout)] == ["K1", "MK-7"]
    assert "Cheese\t1\t0\t0\t1\t1" in tiny_run("groups").stdout
    assert tiny_run("sources", "lab-a").stdout.startswith(
        "Able A (2001). Vitamin K of Foods & Drinks."
    )
    assert tiny_run("sources", "lab-a", "--bibtex").stdout.startswith("@article{lab-a,")
    assert tiny_run("sources", "--bibtex").stdout.count("@") == 3
    assert json.loads(tiny_run("sources", "lab-a", "--json").stdout)[0]["doi"] == "10.1/a"
    assert "menaquinone-7" in tiny_run("forms", "--format", "table").stdout


def test_a_cut_of_meat_is_shown_and_not_ranked(run: Run) -> None:
    assert run("top", "rump").stdout == run("show", "top rump").stdout
    assert run("top", "rump", "--json").stdout == run("show", "top rump", "--json").stdout
    assert "Which 'top loin'?" in run("top", "loin", code=1).stderr


def test_what_is_no_cut_of_meat_is_a_form_or_refused(run: Run) -> None:
    assert "'sirloin' is not a form of vitamin K" in run("top", "sirloin", code=2).stderr
    assert run("top", "MK-7", "--csv").stdout == run("MK-7", "--csv").stdout
