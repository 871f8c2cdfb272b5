"""Delimited text is read in steps, each of which names the line of a fault."""

import csv
import io
import os
import re
from pathlib import Path

import pytest

from vitk2.delimited import (
    ESCAPE,
    EncodingError,
    LineError,
    LongLineError,
    even_rows,
    in_utf_8,
    limited_lines,
    open_regular,
    open_text,
    rows_of,
)


def test_a_file_and_an_open_stream_are_read_alike(tmp_path: Path) -> None:
    path, text = tmp_path / "foods.csv", "Müsli\r\n1 g\nthe last"
    path.write_bytes(f"\ufeff{text}".encode())
    with open_text(str(path)) as stream:
        assert stream.read() == text
    assert stream.closed
    with path.open(encoding="latin-1") as stream:
        with open_text(stream) as opened:
            assert opened.read() == text
        assert not stream.closed
    with open_text(io.StringIO("natto")) as stream:
        assert stream.read() == "natto"


def test_only_a_regular_file_is_opened_where_a_pipe_would_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (str(tmp_path), str(tmp_path / "pipe"), "/dev/zero"):
        with (
            pytest.raises(OSError, match="a pipe, a device or a directory"),
            open_text(path, opener=open_regular),
        ):
            pass


def test_a_fault_of_encoding_has_its_byte_or_its_line(tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    path.write_bytes("natto\nkäse\ncafé\n".encode() + "café\n".encode("latin-1"))
    with pytest.raises(UnicodeDecodeError) as found, open_text(str(path)) as stream:
        stream.read()
    assert found.value.start == 21
    with open_text(str(path), ESCAPE) as stream:
        lines = in_utf_8(stream)
        assert [next(lines), next(lines), next(lines)] == ["natto\n", "käse\n", "café\n"]
        with pytest.raises(EncodingError, match="not UTF-8") as fault:
            next(lines)
    assert fault.value.line == 4


def test_a_line_that_is_too_long_is_refused_by_its_number() -> None:
    read: list[int] = []
    lines = limited_lines(io.StringIO("ab\nabcdefgh\n"), 5, read.append)
    assert next(lines) == "ab\n"
    with pytest.raises(LongLineError, match=r"^a line of 5 characters or more$") as fault:
        next(lines)
    assert (fault.value.line, read) == (2, [3])


@pytest.mark.parametrize(("delimiter", "skipped"), [(",", 0), (";", 3), ("\t", 1)])
def test_a_row_has_the_line_that_it_ends_on(delimiter: str, skipped: int) -> None:
    lines = ["a,b\n", '"two\n', 'lines",1\n', "\n", "c,d"]
    found = list(rows_of([line.replace(",", delimiter) for line in lines], delimiter, skipped))
    expected = [(1, ["a", "b"]), (3, ["two\nlines", "1"]), (4, []), (5, ["c", "d"])]
    assert found == [(line + skipped, cells) for line, cells in expected]


@pytest.mark.parametrize(
    ("text", "fault"), [('"natto"x', "',' expected after '\"'"), ('"natto', "unexpected end")]
)
def test_quotes_are_read_strictly(text: str, fault: str) -> None:
    rows = rows_of(["a\n", text], skipped=2)
    assert next(rows) == (3, ["a"])
    with pytest.raises(LineError, match=re.escape(fault)) as found:
        next(rows)
    assert found.value.line == 4
    assert isinstance(found.value, csv.Error)


def test_uneven_rows_are_reported_by_line() -> None:
    problems: list[str] = []
    rows = rows_of(["a,b\n", "a\n", "a,b,c\n", "c,d\n"])
    assert list(even_rows(rows, 2, "x.csv", problems, "!")) == [(1, ["a", "b"]), (4, ["c", "d"])]
    assert problems == ["x.csv:2: 1 cell, not 2!", "x.csv:3: 3 cells, not 2!"]
