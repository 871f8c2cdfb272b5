"""Paths of one file, also where a file system or a missing file makes that hard to see."""

import os
import sys
from pathlib import Path

import pytest

from vitk2.errors import ExportError
from vitk2.files import keep_apart


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.csv").write_text("mine")
    Path("sub").mkdir()
    Path("link").symlink_to("sub")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("new.csv", "./new.csv"),
        ("sub/new.csv", "link/new.csv"),
        ("sub/../new.csv", "new.csv"),
        ("nowhere/new.csv", "nowhere/./new.csv"),
        ("there.csv", "sub/../there.csv"),
    ],
)
def test_one_file_is_known_by_all_its_names(written: str, read: str) -> None:
    with pytest.raises(ExportError) as refused:
        keep_apart([written], [read])
    assert written in str(refused.value)
    assert read in str(refused.value)
    with pytest.raises(ExportError):
        keep_apart([written, read], [])


def test_other_files_are_apart() -> None:
    keep_apart(["new.csv", "sub/new.csv", "there.csv"], ["other.csv", "link", "sub/there.csv"])


def test_case_counts_where_the_system_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    keep_apart(["New.csv"], ["new.csv"])
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(ExportError):
        keep_apart(["New.csv"], ["new.csv"])


def test_a_descriptor_is_the_file_behind_it() -> None:
    with open("there.csv", "rb") as file:
        with pytest.raises(ExportError, match="standard input"):
            keep_apart(["there.csv"], [file.fileno()])
        keep_apart(["new.csv"], [file.fileno()])
    read, write = os.pipe()
    keep_apart(["there.csv"], [read])
    os.close(read)
    os.close(write)
    keep_apart(["there.csv"], [read])
