"""A line on a terminal while a long task runs, gone when it ends; nothing anywhere else."""

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from vitk2.output import progress_bar
from vitk2.output.progress_bar import ProgressBar
from vitk2.progress import Progress

CONTROL = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])|(\r)|(\n)")


class Terminal(io.StringIO):
    """A stderr that is a terminal; `screens` are the states of its screen, one after another."""

    def __init__(self, width: int = 80) -> None:
        super().__init__()
        self.width = width

    def isatty(self) -> bool:
        return True

    @property
    def screens(self) -> list[str]:
        """The lines that are not blank, as they are each time the cursor is moved."""
        lines, row, column = [""], 0, 0
        screens = []
        for code, letter, is_return, is_newline, text in self._parts():
            if text:
                column += len(text)
                lines[row] += text
                assert column <= self.width, "the terminal would break the line"
            screens.append("\n".join(filter(str.strip, lines)))
            if is_return:
                column = 0
            elif is_newline:
                row, column = row + 1, 0
                lines += [""] * (row == len(lines))
            elif letter == "A":
                row -= int(code)
            elif letter == "K":
                lines[row], column = "", 0
        return [*screens, "\n".join(filter(str.strip, lines))]

    def _parts(self) -> list[tuple[str, str, str, str, str]]:
        """Split the output into controls, each after the text that comes before it."""
        output, parts, end = self.getvalue(), [], 0
        for found in CONTROL.finditer(output):
            parts.append((*(group or "" for group in found.groups()), output[end : found.start()]))
            end = found.end()
        return [*parts, ("", "", "", "", output[end:])]

    def wait_for(self, text: str) -> None:
        """Wait until the screen has a text; fail after ten seconds."""
        end_s = time.monotonic() + 10
        while not any(text in screen for screen in self.screens):
            assert time.monotonic() < end_s, f"{text!r} is not among {self.screens}"
            time.sleep(0.01)


Open = Callable[..., Terminal]


@pytest.fixture
def open_terminal(monkeypatch: pytest.MonkeyPatch) -> Open:
    """A terminal of a width as stderr, with bars that begin after `silent_s`."""

    def opened(width: int = 80, silent_s: float = 0) -> Terminal:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr("sys.stderr", terminal := Terminal(width))
        monkeypatch.setattr(progress_bar, "SILENT_S", silent_s)
        monkeypatch.setattr(progress_bar, "REDRAW_S", 0.01)
        return terminal

    return opened


def test_a_share_has_a_label_a_bar_and_a_percentage_and_is_erased(open_terminal: Open) -> None:
    terminal = open_terminal()
    with ProgressBar("Reading the tables, once") as bar:
        bar.update(0.5)
        terminal.wait_for("50%")
        assert re.search("Reading the tables, once ━{12}╺━{11}  50% 0:00:0", terminal.screens[-1])
        bar.update(1)
        assert terminal.screens[-1] == ""
        bar.update(0.25)
        terminal.wait_for("25%")
    assert terminal.screens[-1] == ""
    assert "\x1b[?25h" in terminal.getvalue().rpartition("\x1b[?25l")[2], "the cursor is back"


def test_steps_have_the_share_of_the_work_where_it_is_known(open_terminal: Open) -> None:
    terminal, shares = open_terminal(), [0.75, None]
    with ProgressBar(share=lambda: shares[-1]) as bar:
        bar.step("Reading the diary")
        terminal.wait_for("Reading the diary 0:00:0")
        bar.step("Matching foods")
        shares.pop()
        terminal.wait_for("  75% ")
        assert terminal.screens[-1].startswith("Matching foods ━━━")
    assert terminal.screens[-1] == ""


@pytest.mark.parametrize("share", [0.3, None])
@pytest.mark.parametrize("width", range(1, 21))
def test_a_narrow_terminal_gets_one_line_that_fits(
    width: int, share: float | None, open_terminal: Open
) -> None:
    terminal = open_terminal(width)
    with ProgressBar("Summing by group and form", lambda: share):
        terminal.wait_for("" if width < 7 else ":0" if share is None else "30%")
        time.sleep(0.03)
    assert all("\n" not in screen for screen in terminal.screens)
    assert terminal.screens[-1] == ""


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_no_part_of_the_line(
    error: type[BaseException], open_terminal: Open
) -> None:
    terminal = open_terminal()

    def stop_half_way() -> None:
        with ProgressBar("reading", lambda: 0.5):
            terminal.wait_for("50%")
            raise error

    with pytest.raises(error):
        stop_half_way()
    assert terminal.screens[-1] == ""


def test_short_work_draws_nothing(open_terminal: Open) -> None:
    terminal = open_terminal(silent_s=3600)
    with ProgressBar("reading") as bar:
        bar.update(0.5)
    assert terminal.getvalue() == ""


def test_a_terminal_that_cannot_erase_gets_nothing(
    open_terminal: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = open_terminal()
    monkeypatch.setenv("TERM", "dumb")
    with ProgressBar("reading", lambda: 0.5):
        time.sleep(0.05)
    assert terminal.getvalue() == ""


def test_a_pipe_gets_nothing_and_loads_no_rich() -> None:
    script = """if True:
        import sys, time
        from vitk2.output import progress_bar
        progress_bar.SILENT_S = 0
        with progress_bar.ProgressBar("reading") as bar:
            bar.update(0.5)
            time.sleep(0.1)
        print("rich" in sys.modules)
        """
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert (done.stdout.split(), done.stderr) == ([b"False"], b"")


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
