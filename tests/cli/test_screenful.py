"""A listing has 20 rows in a pipe, and on a terminal as many as fit, from 8 to 20."""

import os
import sys

import pytest
from conftest import Run

from vitk2.cli.options import screenful


@pytest.mark.parametrize(
    ("height", "rows"), [(10, 8), (20, 8), (21, 9), (31, 19), (32, 20), (33, 20), (90, 20)]
)
def test_a_terminal_has_room_for_its_rows_less_twelve_lines(
    monkeypatch: pytest.MonkeyPatch, height: int, rows: int
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((80, height)))
    assert screenful() == rows


def test_a_pipe_has_twenty_rows(run: Run) -> None:
    assert len(run("search", "cheese", "--csv").stdout.splitlines()) == 1 + 20
