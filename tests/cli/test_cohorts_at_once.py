"""Runs of `vitk2 cohort` into one OUT at a time, as processes: one of them is there whole."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

SCRIPT = """
import os, sys, time
from vitk2.cohort import run
from vitk2.cli.main import cli

name, pause_at, *command = sys.argv[1:]
summed, replace = run.run, os.replace

def wait(for_, longest=60):
    end = time.monotonic() + longest
    while not os.path.exists(for_) and time.monotonic() < end:
        time.sleep(0.01)

def sum_and_wait(*arguments, **options):
    done = summed(*arguments, **options)
    open(f"{name}.summed", "w").close()
    wait(f"{name}.go")
    return done

def replace_and_wait(draft, target):
    replace(draft, target)
    if pause_at and target.endswith(pause_at) and "before" not in draft:
        open(f"{name}.placing", "w").close()
        wait("other.done", 1)

run.run = sum_and_wait
os.replace = replace_and_wait
cli.main(command)
"""
"""A run that waits for another when it has summed, and when it has moved a file to its target."""


class Started(NamedTuple):
    """A run in a process of its own, and what it is called."""

    name: str
    process: "subprocess.Popen[str]"

    def go(self) -> None:
        Path(f"{self.name}.go").touch()

    def ended(self) -> tuple[int, str]:
        _, stderr = self.process.communicate(timeout=120)
        return self.process.returncode, stderr


def wait_for(path: str) -> None:
    end = time.monotonic() + 120
    while not Path(path).exists():
        assert time.monotonic() < end, path
        time.sleep(0.01)


Start = Callable[..., Started]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start a run of a person's diary into out/out.csv; it has summed and waits."""
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    running: list[Started] = []

    def begin(name: str, *options: str, pause_at: str = "") -> Started:
        header = "person,day,food,grams\n"
        lines = f"{name},mon,natto,40\n{name},mon,only-{name},1\n"
        Path(f"{name}.csv").write_text(header + lines)
        arguments = ("cohort", f"{name}.csv", "-o", "out/out.csv", "--quiet", *options)
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, name, pause_at, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(Started(name, process))
        wait_for(f"{name}.summed")
        return running[-1]

    yield begin
    for run in running:
        if run.process.poll() is None:
            run.process.kill()
        run.process.communicate()


def whose() -> list[str]:
    """Whose the sums, the unmatched codes and the facts are."""
    sums = next(csv.DictReader(Path("out/out.csv").read_text().splitlines()))
    codes = next(csv.DictReader(Path("out/out.csv.unmatched.csv").read_text().splitlines()))
    facts = json.loads(Path("out/out.csv.json").read_text())
    return [sums["person"], codes["code"].removeprefix("only-"), facts["diary"][:-4]]


def files_in_out() -> list[str]:
    return sorted(os.listdir("out"))


THREE = ["out.csv", "out.csv.json", "out.csv.unmatched.csv"]


def test_without_force_the_second_to_finish_is_refused(start: Start) -> None:
    ann, bob = start("ann"), start("bob")
    bob.go()
    assert bob.ended()[0] == 0
    ann.go()
    code, stderr = ann.ended()
    assert code == 1
    assert "exists already: add --force" in stderr
    assert whose() == ["bob"] * 3
    assert files_in_out() == THREE


def test_with_force_the_second_to_finish_replaces_the_first_whole(start: Start) -> None:
    ann, bob = start("ann", "--force"), start("bob", "--force")
    for run in (bob, ann):
        run.go()
        assert run.ended()[0] == 0
        assert whose() == [run.name] * 3
    assert files_in_out() == THREE


@pytest.mark.parametrize("pause_at", [".unmatched.csv", "out.csv"])
def test_while_one_puts_its_files_in_place_the_other_waits(start: Start, pause_at: str) -> None:
    for name in THREE:
        Path("out", name).write_text("old")
    ann, bob = start("ann", "--force", pause_at=pause_at), start("bob", "--force")
    ann.go()
    wait_for("ann.placing")
    bob.go()
    assert [ann.ended()[0], bob.ended()[0]] == [0, 0]
    assert len(set(whose())) == 1
    assert files_in_out() == THREE


def test_what_a_killed_run_left_goes_and_what_a_live_one_writes_stays(start: Start) -> None:
    killed, alive = start("ann"), start("bob", "--force")
    killed.process.send_signal(signal.SIGKILL)
    killed.ended()
    assert len(files_in_out()) == 2
    third = start("cem", "--force")
    assert len(files_in_out()) == 2
    for run in (third, alive):
        run.go()
        assert run.ended()[0] == 0
        assert whose() == [run.name] * 3
    assert files_in_out() == THREE


def test_a_run_that_is_killed_while_it_puts_its_files_in_place_blocks_none(start: Start) -> None:
    killed = start("ann", "--force", pause_at="unmatched.csv")
    Path("out/out.csv.unmatched.csv").write_text("old")
    killed.go()
    wait_for("ann.placing")
    killed.process.send_signal(signal.SIGKILL)
    killed.ended()
    bob = start("bob", "--force")
    bob.go()
    assert bob.ended()[0] == 0
    assert whose() == ["bob"] * 3
    assert files_in_out() == THREE
