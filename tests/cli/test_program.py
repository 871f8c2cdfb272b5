"""The program as a whole: help, completion, colour, pipes, odd bytes."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Run

from vitk2 import __version__
from vitk2.catalog.schema import COLUMNS
from vitk2.catalog.vocabulary import MARKS, QUALIFIERS, TIERS
from vitk2.cli.main import COMMANDS, cli
from vitk2.output.formats.registry import FORMATS, PICTURES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text_with_examples(run: Run, command: str) -> None:
    text = run(command, "--help").stdout
    assert "Examples:" in text
    assert f"vitk2 {command}" in text
    for parameter in cli.every()[command].params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name


def test_the_program_alone_shows_on_one_screen_what_to_type(run: Run) -> None:
    shown = run().stdout.splitlines()
    assert len(shown) <= 20
    assert all(len(line) < 80 for line in shown)
    typed = [line.strip() for line in shown if line.startswith("  vitk2 ")]
    for line in typed[:4]:
        run(*shlex.split(line.split("  ")[0])[1:])
    assert "vitk2 evidence warfarin" in run().stdout
    assert run("--data", "no-such-directory").stdout == run().stdout


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("limits of detection", QUALIFIERS),
        ("grades", TIERS),
        ("tiers", TIERS),
        ("marks", MARKS),
        ("columns", ("food_id", "ug_per_100g")),
        ("columns amounts", [column.name for column in COLUMNS["amounts"]]),
        ("formats", (*FORMATS, *PICTURES)),
        ("output", ("--output", "--no-color", "--quiet")),
    ],
)
def test_a_topic_of_help_explains_each_word_of_its_vocabulary(
    run: Run, topic: str, expected: Iterable[str]
) -> None:
    text = run("help", *topic.split()).stdout
    for word in expected:
        assert f" {word} " in text.replace(",", " ").replace("\n", " "), word


def test_the_help_of_a_command_explains_its_own_options_and_names_the_common_ones(run: Run) -> None:
    own, _, common = run("top", "--help").stdout.partition("Options of every command")
    assert all(f"\n{heading}:\n" in own for heading in ("Filter", "Show"))
    assert "--holding" in own
    assert "--quiet" not in own
    assert "--quiet" in common
    assert run("export", "--help").stdout.count("--format") == 1


def test_the_version_names_program_and_data(tiny_run: Run, tiny_dir: Path) -> None:
    versions = f"vitk2 {__version__}, data 9.9\n"
    assert tiny_run("--version").stdout == versions
    assert tiny_run("--data", "no-such-directory", "-V").stdout == versions
    (tiny_dir / "datapackage.json").write_text("{")
    assert "datapackage.json: no version" in tiny_run("--version", code=1).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_that_of_the_shell(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_VITK2_COMPLETE={shell}_complete" in script
    assert script.endswith("\n")


def test_another_shell_is_refused_with_those_there_are(run: Run) -> None:
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in run("completion", "tcsh", code=2).stderr
    missing = run("completion", code=2).stderr
    assert "bash, zsh, fish. See vitk2 completion --help." in missing
    assert len(missing.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "incomplete", "expected"),
    [
        (["vitk2", "top"], "mk", {"MK-4", "MK-7", "MK-9-4H"}),
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


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (("natto", "--json"), ("show", "natto", "--json")),
        (("spinach", "raw"), ("show", "spinach", "raw")),
        (("mk7", "-n", "1"), ("top", "MK-7", "-n", "1")),
        (("vitamin", "k2", "--json"), ("top", "K2", "--json")),
        (("help", "top"), ("top", "--help")),
        (("help",), ("--help",)),
    ],
)
def test_what_is_no_command_is_taken_for_what_is_meant(
    tiny_run: Run, typed: tuple[str, ...], command: tuple[str, ...]
) -> None:
    assert tiny_run(*typed).stdout == tiny_run(*command).stdout


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        (("searh", "natto"), 1, "Did you mean vitk2 search natto?"),
        (("blorb",), 1, "There is no food 'blorb'"),
        (("help", "blorb"), 2, "no help on 'blorb'"),
        (("top", "kale"), 2, "vitk2 search kale --sort K2"),
        (("top", "mk77"), 2, "use MK-7"),
    ],
)
def test_a_dead_end_names_the_way_out(
    tiny_run: Run, typed: tuple[str, ...], code: int, message: str
) -> None:
    assert message in tiny_run(*typed, code=code).stderr


def test_a_form_looked_for_among_foods_names_its_ranking(tiny_run: Run) -> None:
    assert "vitk2 top MK-7 ranks its sources" in tiny_run("search", "mk 7").stderr


def test_a_mistyped_command_is_no_crash_to_the_completing_shell(tiny_run: Run) -> None:
    from click.shell_completion import ShellComplete

    completer = ShellComplete(cli, {}, "vitk2", "_VITK2_COMPLETE")
    assert completer.get_completions(["searh"], "na") == []
    assert completer.get_completions(["help"], "na") == []


def test_every_command_is_listed_with_what_it_gives(run: Run) -> None:
    help_text = run("--help").stdout
    assert set(cli.every()) == set(COMMANDS)
    for name, description in COMMANDS.items():
        assert f"{name} " in help_text
        assert description in help_text


@pytest.mark.parametrize("typed", ["cheese", "Cheese", "queso", "Käse"])
def test_a_group_in_the_place_of_a_form_is_ranked_by_its_k2_and_said_so(
    run: Run, typed: str
) -> None:
    ranked = run("top", typed, "-n", "3")
    assert ranked.stdout == run("top", "K2", "--group", "Cheese", "-n", "3").stdout
    assert "vitk2 top K2 --group 'Cheese'" in ranked.stderr
