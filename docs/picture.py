"""The pictures of the README: what the program prints on a terminal, drawn as an SVG; a chart.

`make picture` draws them anew; tests/test_docs.py compares them with what the program does today.
"""

import io
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

PICTURE: Final = Path(__file__).with_name("natto.svg")
ARGUMENTS: Final = ("natto",)
COLUMNS, LINES = 84, 24

CHART: Final = Path(__file__).with_name("mk7.svg")
CHART_ARGUMENTS: Final = ("chart", "MK-7", "-n", "12")

_FONTS: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


def on_terminal() -> str:
    """What a terminal of 84 columns gets from the program, colours and caution included."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (LINES, COLUMNS))
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "VITK2_CACHE") if name in os.environ
    }
    command = [sys.executable, "-m", "vitk2", *ARGUMENTS]
    environment = kept | {"TERM": "xterm-256color", "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=environment):
        os.close(its)
        return b"".join(iter(lambda: _read(ours), b"")).decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that nobody writes to this terminal any more
        return b""


def draw(printed: str) -> str:
    """The same as an SVG that fetches nothing: rich's own, in a font of the reader's machine."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi(printed))
    picture = console.export_svg(title=f"vitk2 {' '.join(ARGUMENTS)}")
    without_web_font = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    # Without this word some viewers drop the spaces that a text begins with.
    spaced = without_web_font.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return spaced.replace("Fira Code, monospace", _FONTS)


def chart(path: Path) -> None:
    """Have the program draw the chart, without the credits that stand beside it."""
    command = [sys.executable, "-m", "vitk2", *CHART_ARGUMENTS, "--force", "-q", "-o", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    path.with_name(f"{path.name}.sources.csv").unlink()


if __name__ == "__main__":
    PICTURE.write_text(draw(on_terminal()), encoding="utf-8")
    chart(CHART)
