"""An answer longer than its screen, through the user's pager."""

import io
import os
import pydoc
import shutil
import sys
from collections.abc import Iterable

from vitk2.output.view import View


class _Screen(io.StringIO):
    """A text buffer that reports being a terminal, so that answers are laid out as on one."""

    def isatty(self) -> bool:
        return True


def page(view: View, caution: Iterable[str], color: bool | None) -> None:
    """Show an answer through PAGER where it is longer than the screen, the caution above it."""
    screen = _Screen()
    view.draw(screen, color)
    text = screen.getvalue()
    if text.count("\n") < shutil.get_terminal_size().lines:
        sys.stdout.write(text)
        return
    os.environ.setdefault("LESS", "FRX")  # colours, and no pager where one screen is enough
    above = "".join(f"{line}\n\n" for line in caution)
    pydoc.pipepager(above + text, os.environ.get("PAGER") or "less")
