"""The progress bar: one line on a terminal's stderr, erased when the work ends.

Rich is imported only when the line is drawn: on a terminal, after a second of work.
"""

import sys
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

SILENT_S: Final = 1.0
"""Seconds of work before the line is drawn."""

REDRAW_S: Final = 0.1

BAR, PERCENTAGE, TIME = 24, len("100%"), len("0:00:00")
"""Cells of the parts of the line."""

WIDE: Final = 64
"""The least width with space for the longest label and all parts."""


class ProgressBar:
    """A label, the share of the work that is done, and the time since its begin.

    A context manager: whatever ends the work, no part of the line stays on the screen. A thread of
    its own draws the line, also while the work waits for a library. In a pipe it does nothing.
    """

    def __init__(self, label: str = "", share: Callable[[], float | None] | None = None) -> None:
        """Make a bar that asks `share` for the share done, 0 to 1 or None if it is unknown.

        Without `share` it shows the share that `update` was called with.
        """
        self.label = label
        self._updated: float | None = None
        self._share = share or (lambda: self._updated)
        self._ended = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.erase()

    def start(self) -> None:
        """Begin to show the progress, unless that has begun or stderr is not a terminal."""
        if self._thread is None and sys.stderr.isatty():
            self._ended = Event()
            self._thread = Thread(target=self._run, args=(self._ended,), daemon=True)
            self._thread.start()

    def erase(self) -> None:
        """Remove the line from the screen; return when it is gone."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def step(self, label: str) -> None:
        """Show another label, as the next step of the work begins."""
        self.label = label

    def update(self, share: float) -> None:
        """Show the share done; 1 erases the line, and the next share below 1 starts another."""
        self._updated = share
        if share < 1:
            self.start()
        else:
            self.erase()

    def _run(self, ended: Event) -> None:
        """Draw the line from the end of the silence until `ended` is set, then erase it."""
        started_s = time.monotonic()
        if ended.wait(SILENT_S):
            return
        from rich.console import Console
        from rich.progress import Progress

        console = Console(file=sys.stderr)
        if ended.is_set() or not console.is_interactive:
            return
        progress = Progress(
            console=console,
            transient=True,
            auto_refresh=False,
            get_time=time.monotonic,
            redirect_stdout=False,  # stdout may be a file or a pipe
        )
        progress.add_task("")
        (task,) = progress.tasks
        task.start_time = started_s
        self._fill(progress)
        with progress:
            while not ended.wait(REDRAW_S):
                self._fill(progress)
                progress.refresh()

    def _fill(self, progress: "Progress") -> None:
        """Give rich the label and the share as they are now, and the columns that fit."""
        (task,) = progress.tasks
        share = self._share()
        task.total, task.completed = (None, 0.0) if share is None else (1.0, share)
        progress.columns = columns_for(self.label, share is not None, progress.console.width)


def columns_for(label: str, has_share: bool, width: int) -> tuple["ProgressColumn", ...]:
    """Return the columns of a line that fit in a terminal of `width` cells.

    A narrow terminal gets the percentage, or the time if the share is unknown, and as much of the
    label as fits beside it.
    """
    from rich.progress import BarColumn, RenderableColumn, TaskProgressColumn, TimeElapsedColumn
    from rich.text import Text

    percentage, elapsed = TaskProgressColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn()
    shown: tuple[ProgressColumn, ...]
    if not has_share:
        shown, needed = (elapsed,), TIME
    elif width >= WIDE:
        shown, needed = (BarColumn(BAR), percentage, elapsed), BAR + 1 + PERCENTAGE + 1 + TIME
    else:
        shown, needed = (percentage,), PERCENTAGE
    space = width - needed - 1
    if space <= 0:
        return shown if width >= needed else ()
    text = Text(label, no_wrap=True)
    text.truncate(space, overflow="ellipsis")
    return RenderableColumn(text), *shown
