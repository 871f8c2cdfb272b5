"""A bar on a terminal's stderr while an index is made; nothing in a pipe, nothing for a second."""

import shutil
import sys
import time
from typing import Final

SILENT_S: Final = 1.0
"""Seconds before which no bar is shown."""

WIDEST: Final = 30

_started_s = time.monotonic()


def show(share: float) -> None:
    """Draw the share done, from 0 to 1; a complete bar is erased."""
    if not sys.stderr.isatty() or time.monotonic() - _started_s < SILENT_S:
        return
    label, percentage = "Reading the tables, once", f"{share:4.0%}"
    width = min(WIDEST, shutil.get_terminal_size().columns - len(label) - len(percentage) - 6)
    done = round(share * width)
    bar = f": [{'#' * done}{' ' * (width - done)}]" if width > 0 else ""
    line = f"{label}{bar} {percentage}" if width > 0 else percentage
    sys.stderr.write("\r" + (" " * len(line) + "\r" if share >= 1 else line))
    sys.stderr.flush()
