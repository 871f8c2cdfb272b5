"""Failures while a file is written: it is old or new, and the error names the right file."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Run

from vitk2 import files

EXPORT = ("export", "natto", "-o")
FORMATS = ("csv", "tsv", "json", "jsonl", "md", "txt", "html", "xlsx", "parquet", "sqlite")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A directory with an old file and its old credits."""
    directory = tmp_path / "out"
    directory.mkdir()
    (directory / "k.csv").write_text("old file")
    (directory / "k.csv.sources.csv").write_text("old credits")
    return directory


def contents(directory: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in directory.iterdir()}


OLD = {"k.csv": "old file", "k.csv.sources.csv": "old credits"}


def failing(ending: str, error: OSError) -> Callable[..., None]:
    """Return an os.replace that fails for targets that end in `ending`."""
    replace = os.replace

    def onto(source: str, target: str) -> None:
        if target.endswith(ending):
            raise error
        replace(source, target)

    return onto


@pytest.mark.parametrize("name", ["k.csv", "k.csv.sources.csv"])
def test_when_one_cannot_be_placed_both_stay_old_and_it_is_blamed(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fail = failing(f"/{name}", PermissionError(1, "Operation not permitted"))
    monkeypatch.setattr(os, "replace", fail)
    message = tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1).stderr
    assert message == f"Error: {out / name} cannot be written: Operation not permitted\n"
    assert contents(out) == OLD


def test_new_credits_go_when_their_file_cannot_follow(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "k.csv.sources.csv").unlink()
    monkeypatch.setattr(os, "replace", failing("/k.csv", OSError(30, "Read-only file system")))
    message = tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1).stderr
    assert message == f"Error: {out}/k.csv cannot be written: Read-only file system\n"
    assert contents(out) == {"k.csv": "old file"}


def test_new_credits_that_cannot_be_placed_are_blamed(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(122, "Disk quota exceeded")

    (out / "k.csv.sources.csv").unlink()
    monkeypatch.setattr(files, "_give_name", fail)
    message = tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1).stderr
    assert message == f"Error: {out}/k.csv.sources.csv cannot be written: Disk quota exceeded\n"
    assert contents(out) == {"k.csv": "old file"}


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("name", ["k.csv", "k.csv.sources.csv"])
def test_an_interrupt_leaves_both_old_or_both_new(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch, name: str, done: bool
) -> None:
    """It may come before the system has replaced one of them, or right after."""
    replace = os.replace

    def interrupted(source: str, target: str) -> None:
        last = target.endswith(f"/{name}")
        if done or not last:
            replace(source, target)
        if last:
            monkeypatch.setattr(os, "replace", replace)
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1)
    if done and name == "k.csv":
        assert all("lab-a" in text or "natto" in text for text in contents(out).values())
    else:
        assert contents(out) == OLD


def test_the_credits_are_placed_before_their_file(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    commit = files.AtomicFile.commit
    monkeypatch.setattr(
        files.AtomicFile, "commit", lambda draft: (order.append(draft.path), commit(draft))
    )
    tiny_run(*EXPORT, str(out / "k.csv"), "--force")
    assert order == [f"{out}/k.csv.sources.csv", f"{out}/k.csv"]


@contextmanager
def full_after_100_bytes() -> Iterator[None]:
    """No file of this process may grow; not for longer, for the tests may report to a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_full_disk_leaves_what_was_there_in_every_format(
    tiny_run: Run, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / "out" / f"k.{ending}"
    path.parent.mkdir()
    path.write_text("old file")
    with full_after_100_bytes():
        message = tiny_run("export", "-o", str(path), "--force", code=1).stderr
    assert message == f"Error: {path} cannot be written: File too large\n"
    assert contents(path.parent) == {path.name: "old file"}


def test_full_while_the_credits_are_written_the_credits_are_blamed(
    tiny_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "k.csv"
    with full_after_100_bytes():
        message = tiny_run("export", "natto", "--columns", "name", "-o", str(path), code=1).stderr
    assert message == f"Error: {path}.sources.csv cannot be written: File too large\n"
    assert os.listdir(tmp_path) == ["data"]


def started(*arguments: str) -> "subprocess.Popen[str]":
    """vitk2 in a process of its own."""
    command = [sys.executable, "-m", "vitk2", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_at_moments(out: Path, endings: tuple[str, ...], kills: int) -> int:
    """Kill so many exports, from early to late; returns how many had finished before.

    Each leaves old or new, whole, and nothing else: what is old and new is compared by bytes.
    """
    finished = 0
    for ending in endings:
        path, credits = out / f"k.{ending}", out / f"k.{ending}.sources.csv"
        call = ("export", "--long", "-o", str(path), "--force")
        begun = time.monotonic()
        started(*call).communicate(timeout=300)
        seconds = time.monotonic() - begun
        whole = {p.name: p.read_bytes() for p in (path, credits)}
        for at in range(kills):
            path.write_text("old file")
            credits.write_text("old credits")
            process = started(*call)
            time.sleep((0.3 + 0.7 * at / kills) * seconds)
            process.send_signal((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[at % 3])
            process.communicate(timeout=300)
            finished += process.returncode == 0
            remaining = {p.name: p.read_bytes() for p in out.iterdir()}
            is_new = remaining[path.name] == whole[path.name]
            assert is_new or remaining[path.name] == b"old file"
            assert remaining[credits.name] in (b"old credits", whole[credits.name])
            assert not is_new or remaining[credits.name] == whole[credits.name]
            assert remaining.keys() == whole.keys()
        path.unlink()
        credits.unlink()
    return finished


@pytest.mark.slow
def test_killed_at_any_moment_a_file_is_old_or_new_and_nothing_is_left(tmp_path: Path) -> None:
    kill_at_moments(tmp_path, ("csv", "xlsx"), kills=4)
