"""The commands: rows on stdout, words on stderr, three exit codes, no traceback."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Run

from vitk2 import __version__
from vitk2.answers import foods
from vitk2.answers.query import Query
from vitk2.answers.search import select
from vitk2.caution import CAUTION
from vitk2.cli.main import cli
from vitk2.forms import Form
from vitk2.tables.catalog import Catalog

COMMANDS = sorted(cli.every())


def test_in_a_pipe_rows_are_tab_separated_and_the_caution_stands_on_stderr(tiny_run: Run) -> None:
    result = tiny_run("top", "mk7", "-n", "1")
    header, natto = result.stdout.splitlines()
    assert header.split("\t")[:5] == ["food_id", "name", "group", "form", "ug_per_100g"]
    assert natto.split("\t")[4] == "930"
    assert result.stderr.splitlines()[-1] == CAUTION
    assert "1 of 4 shown; -n 0 shows all" in result.stderr


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
    assert result.stderr == "Nothing found: matching 'natoo'.\nDid you mean natto?\n"


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
    shown = json.loads(tiny_run("show", "spinach", "--json").stdout)
    card = foods.show(tiny, "spinach-raw")
    assert shown["amounts"] == card.amounts
    assert shown["measurements"] == card.measurements
    assert shown["portions"] == card.portions
    assert (shown["food_id"], shown["data_version"], shown["caution"]) == (
        "spinach-raw",
        "9.9",
        CAUTION,
    )
    assert json.loads(tiny_run("show", "spinach", "--format", "jsonl").stdout) == shown
    rows = list(csv.DictReader(io.StringIO(tiny_run("show", "spinach", "--csv").stdout)))
    assert rows[0]["reading_id"] == "a:spinach:k1"
    assert CAUTION in tiny_run("show", "spinach", "--format", "md").stdout
    assert "What it holds" in tiny_run("show", "spinach", "--format", "table").stdout


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
        (("search", "--group", "Chees e"), 2, "is not a food group: use Vegetables"),
        (("search", "--group", "M"), 2, "use Mushrooms and seaweed, Milk and dairy, Meat"),
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
        (("export", "-o", "foods.doc"), 2, "'foods.doc' does not end in one of tsv, csv"),
        (("show",), 2, "Missing argument"),
        (("shew", "natto"), 2, "No such command 'shew'"),
        (("show", "natoo"), 1, "There is no food 'natoo'. Did you mean natto?"),
        (("show", "raw"), 1, "'raw' may be "),
        (("show", "fdc:9"), 1, "No food here has the code 'fdc:9'"),
        (("sources", "lab"), 2, "'lab' is not a source: use lab-"),
    ],
)
def test_a_refusal_is_one_line_with_what_to_do_instead(
    tiny_run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    result = tiny_run(*arguments, code=code)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert message in result.stderr
    if not {"--format", "-o", "shew"} & set(arguments):
        error = json.loads(tiny_run(*arguments, "--json", code=code).stderr)
        assert message in error["error"]
        assert error["exit_code"] == code


def test_bad_data_are_refused_with_every_place(tiny_run: Run, tiny_dir: Path) -> None:
    foods = tiny_dir / "foods.csv"
    foods.write_text(foods.read_text().replace("Cheese", "Chese").replace(",28,", ",x,"))
    result = tiny_run("top", "MK-7", code=1)
    assert result.stdout == ""
    assert "foods.csv:3: group: 'Chese' is not one of" in result.stderr
    assert "foods.csv:3: portion_g: 'x' is not a plain number from 0" in result.stderr


def test_the_group_option_takes_any_case_and_a_beginning(tiny_run: Run) -> None:
    for spelt in ("Cheese", "cheese", "CHEE"):
        assert "gouda-aged" in tiny_run("search", "--group", spelt, "--csv").stdout


def test_hints_count_what_was_left_out(tiny_run: Run) -> None:
    assert "3 of 7 shown; --limit 0 shows all" in tiny_run("search", "--limit", "3").stderr
    assert "shown" not in tiny_run("search", "--limit", "0").stderr
    stderr = tiny_run("top", "MK-7", "--per", "portion").stderr
    assert "3 without a usual portion, last" in stderr
    assert "1 doubtful, after the ranking; --doubtful ranks them" in stderr
    assert "≥: a lower bound" in tiny_run("top", "K2").stderr


def test_export_writes_the_file_and_its_credits(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "k.tsv"
    result = tiny_run("export", "--long", "-o", str(path))
    assert result.stdout == ""
    assert result.stderr.startswith(f"13 rows in {path}, their credits in {path}.sources.csv")
    assert len(path.read_text().splitlines()) == 14
    refused = tiny_run("export", "-o", str(path), code=1)
    assert "exists already: add --force" in refused.stderr
    tiny_run("export", "-o", str(path), "--force", "--format", "json")
    assert len(json.loads(path.read_text())) == 7


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


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text_with_examples(run: Run, command: str) -> None:
    text = run(command, "--help").stdout
    assert "Examples:" in text
    assert f"vitk2 {command}" in text
    for parameter in cli.every()[command].params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name


def test_no_command_at_all_shows_the_help(run: Run) -> None:
    assert "Commands:" in run(code=2).stderr
    assert run("--version").stdout == f"vitk2, version {__version__}\n"


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        (["vitk2", "top"], "mk", {"MK-4", "MK-7", "MK-9(4H)"}),
        (["vitk2", "search", "--group"], "che", {"Cheese"}),
        (["vitk2", "search", "--sort"], "k", {"K1", "K2"}),
        (["vitk2", "show"], "spin", {"spinach-raw", "spinach-boiled"}),
        (["vitk2"], "sh", {"show"}),
    ],
)
def test_the_shell_completes_commands_forms_groups_and_foods(
    tiny_run: Run, words: list[str], incomplete: str, expected: set[str]
) -> None:
    from click.shell_completion import ShellComplete

    completer = ShellComplete(cli, {}, "vitk2", "_VITK2_COMPLETE")
    completions = {c.value for c in completer.get_completions(words[1:], incomplete)}
    assert expected <= completions


def test_completion_says_nothing_where_the_data_are_bad(tiny_run: Run, tiny_dir: Path) -> None:
    from click.shell_completion import ShellComplete

    (tiny_dir / "foods.csv").write_text("")
    assert ShellComplete(cli, {}, "vitk2", "_VITK2_COMPLETE").get_completions(["show"], "n") == []


def test_colour_follows_the_flag_then_no_color(
    tiny_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = ("top", "K1", "--format", "table")
    assert "\x1b[" in tiny_run(*table, "--color").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in tiny_run(*table).stdout
    assert "\x1b[" not in tiny_run(*table, "--no-color").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in tiny_run(*table).stdout


def test_the_group_can_be_used_without_leaving_python() -> None:
    assert CliRunner().invoke(cli, ["--version"], standalone_mode=False).exit_code == 0


@pytest.mark.slow
def test_head_ends_the_program_quietly(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m vitk2 export --measurements | head -1'
    result = subprocess.run(
        ["bash", "-c", command],  # noqa: S607  # whichever bash there is
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=dict(os.environ),
    )
    assert result.stdout.startswith("reading_id,")
    assert result.stdout.count("\n") == 1
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr


@pytest.mark.slow
def test_the_module_runs_from_any_directory(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vitk2", "top", "MK-7", "-n", "1", "--json"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert json.loads(result.stdout)[0]["food_id"] == "natto"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["search", "show", "evidence", "intake", "compare", "top"])
def test_bytes_that_are_no_text_are_no_crash(command: str, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable.encode(), b"-m", b"vitk2", command.encode(), b"\xff\xfe"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode in (0, 1, 2)
    assert b"Traceback" not in result.stderr


def test_a_search_of_a_thousand_words_finds_nothing_and_breaks_nothing(run: Run) -> None:
    assert json.loads(run("search", *(f"word{i}" for i in range(1000)), "--json").stdout) == []
    assert json.loads(run("search", *["natto"] * 1000, "--json").stdout)[0]["food_id"] == "natto"


@pytest.mark.slow
def test_a_pipe_gets_utf_8_whatever_the_system_writes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vitk2", "show", "natto", "--format", "table"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, env=environment)
    assert "µg/100 g" in result.stdout.decode()
    assert "nattō" in result.stdout.decode()
