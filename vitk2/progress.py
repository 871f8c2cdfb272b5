"""The progress of a long task, as a share of the whole."""

from collections.abc import Callable
from typing import Final

Tell = Callable[[float], None]
"""A function that gets the share of the work that is done, from 0 to 1."""

STEPS: Final = 100
"""The number of calls of that function, however long the work is."""


class Progress:
    """The share of a work that is done: parts one after another, each counted in its own units."""

    def __init__(self, tell: Tell = lambda _: None) -> None:
        self._tell = tell
        self._before = self._part = 0.0
        self._done, self._total, self._next = 0, 1, 0.0

    def begin(self, share: float, total: int) -> None:
        """Begin the next part, which is `share` of the whole work and has `total` units."""
        self._before += self._part
        self._part = share
        self._done, self._total, self._next = 0, max(total, 1), 0.0
        self.advance(0)

    def advance(self, units: int = 1) -> None:
        """Note units of the part as done."""
        self._done += units
        if self._done >= self._next:
            self._tell(min(1.0, self._before + self._part * min(1.0, self._done / self._total)))
            self._next = self._done + self._total / (STEPS * self._part)
