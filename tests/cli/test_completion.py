"""Completions are plain words that a shell inserts unchanged and that the program accepts."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from conftest import Run

import vitk2
from vitk2.catalog import user_data
from vitk2.catalog.cache import seal
from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import GROUPS
from vitk2.cli.main import cli
from vitk2.forms import Form

PLAIN = re.compile(r"-{0,2}[A-Za-z0-9][A-Za-z0-9._-]*")


def offered(words: list[str], incomplete: str = "") -> list[str]:
    found = ShellComplete(cli, {}, "vitk2", "_VITK2_COMPLETE").get_completions(words, incomplete)
    return [item.value for item in found if item.type == "plain"]


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of own foods whose finished index has an id that no check let in."""
    directory = tmp_path / "mine"
    user_data.write_templates(str(directory))
    monkeypatch.setenv("VITK2_CACHE", str(tmp_path / "cache"))
    with Catalog(own=[directory]) as catalog:
        path = catalog._path()
    with closing(sqlite3.connect(path, isolation_level=None)) as index:
        index.execute("UPDATE foods SET food_id = 'zzz$(touch${IFS}ran)' WHERE food_id LIKE 'my-%'")
        index.execute("UPDATE foods SET food_id = 'zzz two words' WHERE food_id = 'natto'")
        index.execute("UPDATE foods SET food_id = 'zzz-plain' WHERE food_id = 'kale-raw'")
    seal(path)
    return directory


def in_bash(directory: Path, *words: str) -> list[str]:
    """Return what a real bash offers for the last word; each is then run, as by the Enter key."""
    program = directory / "vitk2"
    home = shlex.quote(str(Path(vitk2.__file__).parent.parent))  # of the same tables
    start = f'PYTHONPATH={home} exec {shlex.quote(sys.executable)} -m vitk2 "$@"'
    program.write_text(f"#!/bin/sh\n{start}\n")
    program.chmod(0o755)
    line = " ".join(map(shlex.quote, words))
    before = " ".join(map(shlex.quote, words[:-1]))
    script = f"""
        eval "$(vitk2 completion bash)"
        COMP_WORDS=({line}) COMP_CWORD={len(words) - 1}
        _vitk2_completion vitk2
        for offered in "${{COMPREPLY[@]}}"; do
            echo "$offered"
            eval "{before} $offered" > output 2>&1 || echo "refused: $(cat output)"
        done
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script],  # noqa: S607  # whichever bash there is
        capture_output=True,
        text=True,
        check=True,
        cwd=directory,
        env=os.environ | {"PATH": f"{directory}{os.pathsep}{os.environ['PATH']}"},
    )
    return done.stdout.splitlines()


def test_what_bash_completes_runs_nothing_but_the_program(hostile: Path) -> None:
    found = in_bash(hostile, "vitk2", "--data", str(hostile), "show", "zzz")
    assert found[0] == "zzz-plain"
    assert all(line.startswith(("zzz-plain", "refused: ")) for line in found)
    assert not (hostile / "ran").exists()


def test_bash_completes_groups_and_forms_to_commands_that_work(hostile: Path) -> None:
    groups = in_bash(hostile, "vitk2", "search", "--group", "f")
    assert groups == ["Fermented", "Fruit", "Fish"]
    assert in_bash(hostile, "vitk2", "top", "mk9") == ["MK-9", "MK-9-4H"]


def test_every_value_offered_is_a_plain_word(hostile: Path) -> None:
    data = ["--data", str(hostile)]
    for name, command in cli.every().items():
        assert all(map(PLAIN.fullmatch, offered([*data, name], "")))
        for param in command.params:
            found = offered([*data, name, param.opts[-1]])
            assert all(map(PLAIN.fullmatch, found)), (name, param.name, found)
    assert offered([*data, "show"], "zzz") == ["zzz-plain"]


def test_a_group_and_a_form_are_what_their_completion_is_taken_for(run: Run) -> None:
    assert len(offered(["search", "--group"])) == len(GROUPS)
    for group in GROUPS:
        (word,) = offered(["search", "--group"], group)
        screen = run("search", "--group", word, "-n", "1", "--format", "table").stdout
        assert screen.startswith(f"Group {group},")
    assert [Form.parse(word) for word in offered(["top"])] == list(Form)


@pytest.mark.parametrize("typed", ["a\nplain,$(touch ran)", "a\tb"])
def test_a_path_being_typed_begins_no_completion_of_its_own(typed: str) -> None:
    for words in (["--data"], ["check"], ["export", "-o"]):
        found = ShellComplete(cli, {}, "vitk2", "_VITK2_COMPLETE").get_completions(words, typed)
        assert [(item.type in ("file", "dir"), item.value) for item in found] == [(True, "")]


def test_a_directory_with_an_illegal_id_completes_nothing(run: Run, tmp_path: Path) -> None:
    directory = tmp_path / "mine"
    user_data.write_templates(str(directory))
    for path in directory.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("my-home-made-natto", "zzz$(touch ran)"), encoding="utf-8")
    assert offered(["--data", str(directory), "show"], "zzz") == []
    assert offered(["--data", str(directory), "show"], "natto") == []
