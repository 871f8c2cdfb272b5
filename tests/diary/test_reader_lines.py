"""A diary is read line by line, from a file or a pipe, in a memory that does not grow."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vitk2.diary.reader import LONGEST_LINE, lines_of
from vitk2.errors import DataError

DIARY = "food,amount,unit\nnatto,40,g\n"


def test_lines_come_as_they_are() -> None:
    text = "a\r\nb\n\nthe last without an end"
    assert list(lines_of(io.StringIO(text, newline=""), "x")) == text.splitlines(keepends=True)
    assert list(lines_of(io.StringIO(""), "x")) == []
    longest = "x" * (LONGEST_LINE - 1)
    assert list(lines_of(io.StringIO(longest), "x")) == [longest]


def test_a_line_that_may_never_end_is_refused_by_its_number() -> None:
    lines = lines_of(io.StringIO("a\n" + "x" * LONGEST_LINE), "my.csv")
    assert next(lines) == "a\n"
    with pytest.raises(DataError, match=r"^my\.csv:2: the line has more than 1,048,576 characters"):
        next(lines)


def intake(path: str) -> "subprocess.CompletedProcess[str]":
    """vitk2 intake in a process of its own, which may use 2 GB and a minute."""
    limited = ("/bin/sh", "-c", 'ulimit -v 2000000; exec "$@"', "sh")
    command = [*limited, sys.executable, "-m", "vitk2", "intake", "--file", path, "--json"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_device_that_never_ends_is_refused_in_one_line() -> None:
    done = intake("/dev/zero")
    assert done.returncode == 1
    assert "/dev/zero:1: the line has more than 1,048,576 characters" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_pipe_is_a_diary_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "diary"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(DIARY,))
    writer.start()
    done = intake(str(pipe))
    writer.join()
    assert done.returncode == 0
    assert '"natto"' in done.stdout
