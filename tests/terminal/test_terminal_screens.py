"""The real program on a terminal of 80 x 24: the answer is on it, whole, with its caution."""

import os
import pty
import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT

fcntl = pytest.importorskip("fcntl", reason="terminals are asked for their size as on Unix")
termios = pytest.importorskip("termios", reason="terminals are asked for their size as on Unix")

WIDTH, HEIGHT = 80, 24
SIGNS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\x1b\x07]*(?:\x1b\\|\x07)")


def on_terminal(
    arguments: Sequence[str], cache: Path, width: int = WIDTH, height: int = HEIGHT, **env: str
) -> list[str]:
    """Return the screen of a call, line by line, without colours and links."""
    return SIGNS.sub("", written(arguments, cache, width, height, **env)).splitlines()


def written(
    arguments: Sequence[str], cache: Path, width: int = WIDTH, height: int = HEIGHT, **env: str
) -> str:
    """All that a call writes to a terminal of this size."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("PAGER", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "vitk2", *arguments],
        cwd=ROOT,
        env=environment | {"TERM": "xterm", "VITK2_CACHE": str(cache)} | env,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    content = b""
    try:
        while chunk := os.read(master, 1 << 16):
            content += chunk
    except OSError:  # a terminal's end of file, once its program has exited
        pass
    os.close(master)
    assert process.wait() == 0
    return content.decode().replace("\r", "")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the index in it, so that no screen shows it being built."""
    directory = tmp_path_factory.mktemp("cache")
    written(["groups"], directory)
    return directory


CALLS = {
    "top K2": "1 Natto",
    "top MK-7": "1 Natto",
    "top K2 --vegan": "1 Natto",
    "top K2 --per portion": "1 Natto",
    "top": "richest source",
    "search cheese": "Gouda, middle-aged",
    "search --form K1 --max 10 --per portion": "at most 10 µg/portion",
    "natto": "Natto  natto",
    "spinach": "Spinach, raw  spinach-raw",
    "calf-liver-raw": "Calf liver, raw",
    "evidence bones": "overstated",
}


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_a_screen_holds_the_answer_with_its_caution(cache: Path, call: str) -> None:
    lines = on_terminal(call.split(), cache)
    assert len(lines) < HEIGHT, "the prompt needs a line too"
    assert max(map(len, lines)) <= WIDTH
    assert any(CALLS[call] in line for line in lines[:4])
    last_lines = " ".join(lines[-5:])
    assert (
        "vitk2 evidence warfarin. Not medical advice." in last_lines
        or "not medical advice" in last_lines
    )


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_word_of_a_card_is_broken(cache: Path, width: int) -> None:
    lines = on_terminal(["show", "natto", "--all"], cache, width, 40)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    for source_id in ("jensen-2022-infogest", "schurgers-2000", "usda-sr-legacy"):
        assert source_id in text


@pytest.mark.slow
@pytest.mark.parametrize("call", ["top MK-7", "show natto", "evidence", "search nattō"])
def test_a_terminal_of_another_alphabet_gets_question_marks(cache: Path, call: str) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    text = written(call.split(), cache, **ascii_only)
    assert text.isascii()
    assert "Traceback" not in text
    assert "?g/100 g" in text or "vitk2 evidence" in text


@pytest.mark.slow
@pytest.mark.parametrize("width", [20, 24])
def test_the_narrowest_terminals_get_a_line_a_food(cache: Path, width: int) -> None:
    lines = on_terminal(["search", "natto"], cache, width)
    assert max(map(len, lines)) <= width
    assert "Natto: K1 11.3~ µg" in " ".join(line.strip() for line in lines)


@pytest.mark.slow
def test_a_long_answer_goes_through_the_pager_that_is_set_the_caution_first(cache: Path) -> None:
    paged = on_terminal(["show", "natto", "--all"], cache, PAGER="sed s/^/paged:/")
    assert paged[0].startswith("paged:On warfarin?")
    short = on_terminal(["search", "natto"], cache, PAGER="sed s/^/paged:/")
    assert not [line for line in short if line.startswith("paged:")]
    without = on_terminal(["show", "natto", "--all", "--no-pager"], cache, PAGER="sed s/^/paged:/")
    assert not [line for line in without if line.startswith("paged:")]


@pytest.mark.slow
def test_sources_are_linked_to_their_doi_where_a_terminal_has_links(cache: Path) -> None:
    assert "https://doi.org/10.3177/jnsv.53.464" in written(["show", "natto", "-n", "3"], cache)
