"""Ctrl-C at any line of the code that writes a file: both old or both new, and nothing is left."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from file_writers import NoFoods
from views import FixedSources, RowsView

from vitk2 import files
from vitk2.output import save
from vitk2.output.formats import datapackage

MODULE_FILES = (files.__file__, save.__file__, datapackage.__file__)


class Interrupt:
    """A KeyboardInterrupt at the n-th line run in the modules that write files."""

    def __init__(self, at: int) -> None:
        self.at, self.lines = at, 0

    def __call__(self, frame: FrameType, event: str, argument: Any) -> "Interrupt | None":
        if frame.f_code.co_filename not in MODULE_FILES:
            return None
        self.lines += 1
        if self.lines == self.at:
            raise KeyboardInterrupt
        return self


@pytest.fixture(autouse=True)
def _tracing_as_before() -> Iterator[None]:
    """Restore the trace function, so that coverage goes on counting."""
    before = sys.gettrace()
    yield
    sys.settrace(before)


VIEW = RowsView(["name"], [["Natto"]], provenance=FixedSources("lab-a"))


def interrupted(directory: Path, at: int, *, old: bool = True) -> tuple[dict[str, str], int]:
    """Return the files of a directory after the interrupt, and the number of lines run."""
    path = directory / "k.csv"
    for name in (path, Path(f"{path}{save.CREDITS}")) if old else ():
        name.write_text("old")
    before, interrupt = sys.gettrace(), Interrupt(at)
    sys.settrace(interrupt)
    try:
        save.save_view(VIEW, str(path), "csv", force=True)
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    found = {p.name: p.read_text() for p in directory.iterdir()}
    for name in found:
        os.unlink(directory / name)
    return found, interrupt.lines


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of a file opened at the very line
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("replaced", [True, False])
@pytest.mark.parametrize("drafts", ["nameless", "named", "without links"])
def test_an_interrupt_at_any_line_leaves_both_old_or_both_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drafts: str, replaced: bool
) -> None:
    if drafts == "named":
        monkeypatch.setattr(files, "_nameless", lambda *_: -1)
    elif drafts == "without links":
        monkeypatch.setattr(files, "_link", lambda *_: False)
    out = tmp_path / "out"
    out.mkdir()
    new, lines = interrupted(out, at=0, old=replaced)
    old = dict.fromkeys(new, "old") if replaced else {}
    assert len(new) == 2
    assert lines > 100
    ends = []
    for at in range(1, lines + 1):
        found, _ = interrupted(out, at, old=replaced)
        leftovers = found.keys() - new.keys()
        assert {n: text for n, text in found.items() if n in new} in (old, new), at
        assert all(name.startswith(".vitk2-") for name in leftovers)
        ends.append((found.get("k.csv") == old.get("k.csv"), len(leftovers)))
    assert {was_old for was_old, _ in ends} == {True, False}
    # Only the lines that clean up can leave a draft behind, and on Linux there is none to leave.
    leaves_none = drafts == "nameless" and hasattr(os, "O_TMPFILE")
    assert sum(count for _, count in ends) <= (0 if leaves_none else 6)


def foods(title: str) -> RowsView:
    return RowsView(
        ["name"], [["Natto"]], title=title, provenance=NoFoods("lab-a", has_tables=True)
    )


def packaged(directory: Path, at: int, *, old: bool) -> tuple[dict[str, bytes], set[str], int]:
    """Return the package files after the interrupt, the leftovers and the number of lines run."""
    path = directory / "k"
    if old:
        datapackage.save_package(foods("old"), str(path))
    before, interrupt = sys.gettrace(), Interrupt(at)
    sys.settrace(interrupt)
    try:
        datapackage.save_package(foods(""), str(path), force=True)
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    found = {p.name: p.read_bytes() for p in path.iterdir()} if path.exists() else {}
    leftovers = {p.name for p in directory.iterdir()} - {"k"}
    for name in (*leftovers, "k"):
        shutil.rmtree(directory / name, ignore_errors=True)
    return found, leftovers, interrupt.lines


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of a file opened at the very line
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("replacing", [False, True])
def test_an_interrupt_at_any_line_leaves_a_package_whole_or_as_it_was(
    tmp_path: Path, replacing: bool
) -> None:
    new, _, lines = packaged(tmp_path, 0, old=replacing)
    was: dict[str, bytes] = packaged(tmp_path, 1, old=True)[0] if replacing else {}
    assert lines > 50
    assert new != was
    for at in range(1, lines + 1, 5 if replacing else 1):
        found, leftovers, _ = packaged(tmp_path, at, old=replacing)
        assert found in (was, new), at
        assert not leftovers, at
