"""A bar on a terminal's stderr while an index is made; nothing in a pipe, nothing for a second."""

import shutil
import sys
import time
from typing import Final

SILENT_S: Final = 1.0
"""What is done sooner needs no bar."""

WIDEST: Final = 30

_started_s = time.monotonic()


def show(share: float) -> None:
    """Draw how far it is, from 0 to 1; what is whole is wiped away."""
    if not sys.stderr.isatty() or time.monotonic() - _started_s < SILENT_S:
        return
    said, told = "Reading the tables, once", f"{share:4.0%}"
    width = min(WIDEST, shutil.get_terminal_size().columns - len(said) - len(told) - 6)
    done = round(share * width)
    bar = f": [{'#' * done}{' ' * (width - done)}]" if width > 0 else ""
    line = f"{said}{bar} {told}" if width > 0 else told
    sys.stderr.write("\r" + (" " * len(line) + "\r" if share >= 1 else line))
    sys.stderr.flush()
