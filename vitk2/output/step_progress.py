"""The progress of a long job on a terminal's stderr: its step, share done and elapsed time."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text


class _Share(ProgressColumn):
    """The share done, read anew each time the line is rendered."""

    def __init__(self, share: Callable[[], float | None]) -> None:
        super().__init__()
        self._share = share

    def render(self, _: Task) -> Text:
        share = self._share()
        return Text("" if share is None else f"{share:4.0%}")


@contextmanager
def steps(share: Callable[[], float | None]) -> Iterator[Callable[[str], None]]:
    """Yield a function to call with each step as it begins; `share` returns the share done, 0 to 1.

    In a pipe nothing is printed.
    """
    console = Console(file=sys.stderr)
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        _Share(share),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        line = progress.add_task("")
        yield lambda step: progress.update(line, description=step)
