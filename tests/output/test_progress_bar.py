"""A bar on a terminal while an index is made, gone when it is; nothing anywhere else."""

import io

import pytest

from vitk2.output import progress_bar
from vitk2.progress import Progress


class Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *shares: float, silent_s: float = 0) -> str:
    """Return the output to a terminal when that share is done after the silent time."""
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    monkeypatch.setattr(progress_bar, "SILENT_S", silent_s)
    for share in shares:
        progress_bar.show(share)
    return stream.getvalue()


def test_a_bar_says_how_far_it_is_and_is_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    half = f"Reading the tables, once: [{'#' * 15}{' ' * 15}]  50%"
    assert on_terminal(monkeypatch, 0.5) == f"\r{half}"
    assert on_terminal(monkeypatch, 0.5, 1.0) == f"\r{half}\r{' ' * len(half)}\r"


@pytest.mark.parametrize(("columns", "sent"), [("20", "\r 30%"), ("40", "[##    ]  30%")])
def test_a_narrow_terminal_gets_a_short_one(
    columns: str, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    output = on_terminal(monkeypatch, 0.3)
    assert output.endswith(sent)
    assert len(output) <= int(columns)


def test_what_takes_no_second_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_terminal(monkeypatch, 0.5, silent_s=3600) == ""


def test_a_pipe_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stream := io.StringIO())
    monkeypatch.setattr(progress_bar, "SILENT_S", 0)
    progress_bar.show(0.5)
    assert stream.getvalue() == ""


def test_parts_add_up_and_are_told_seldom() -> None:
    shares: list[float] = []
    work = Progress(shares.append)
    for share, total in ((0.75, 100_000), (0.25, 10)):
        work.begin(share, total)
        for _ in range(total):
            work.advance()
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert len(shares) < 120
