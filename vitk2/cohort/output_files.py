"""A cohort's output: three files made in a directory beside their place, then put in it together.

The three are the sums, the codes that were not matched, and the facts of the run. Each run has a
directory of its own, and holds the lock file in it as long as it lives: the next run removes the
directory of a run that was killed, and no other. Runs into one place take turns to put their files
there. docs/decisions/013 says why.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple

from vitk2.errors import ExportError
from vitk2.files import blaming, may_be_written
from vitk2.locks import exclusive, hold, is_abandoned

UNMATCHED, FACTS = ".unmatched.csv", ".json"
"""What the names of the other two end in, after the whole name of the sums."""

_ALIVE: Final = "lock"
"""The file in a run's directory that the run holds."""

MOVED: Final = "moved-"
"""What a run calls the directory that it moved away to replace it."""


class Place(NamedTuple):
    """Where the sums of a run go; `is_directory` says that the engine writes a directory."""

    path: str
    force: bool = False
    is_directory: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that a run writes there, those of a directory as they are now."""
        parts = os.listdir(self.path) if self.is_directory and os.path.isdir(self.path) else []
        return (
            self.path,
            *(os.path.join(self.path, name) for name in parts),
            *(self.path + ending for ending in (UNMATCHED, FACTS)),
        )

    def check(self) -> None:
        """Raise ExportError where one of the three may not be written, as for any file.

        A directory that holds anything but an engine's parts is refused.
        """
        if self.is_directory and os.path.isdir(self.path):
            strangers = [name for name in os.listdir(self.path) if not _is_part(name)]
            if strangers:
                told = f"{self.path} holds {strangers[0]}, which no engine wrote: name another"
                raise ExportError(told)
            if not self.force:
                raise exists_already(self.path)
        else:
            may_be_written(self.path, force=self.force)
            if self.is_directory and os.path.exists(self.path):
                raise ExportError(
                    f"{self.path} is a file, and Spark writes a directory: name another"
                )
        for ending in (UNMATCHED, FACTS):
            may_be_written(self.path + ending, force=self.force)
        with blaming(self.path):
            if not os.path.isdir(folder := os.path.dirname(os.path.realpath(self.path))):
                raise ExportError(f"{self.path} cannot be written: there is no directory {folder}")

    def beside(self, ending: str) -> str:
        """A hidden name of ours beside the sums."""
        folder, name = os.path.split(os.path.realpath(self.path))
        return os.path.join(folder, f".{name}.vitk2-{ending}")


def exists_already(path: str) -> ExportError:
    """The refusal of a place that something has taken."""
    return ExportError(f"{path} exists already: add --force to replace it")


def _is_part(name: str) -> bool:
    return name.startswith(("part-", ".part-", "_SUCCESS", "._SUCCESS"))


@contextmanager
def unfinished(place: Place) -> Iterator[str]:
    """An empty directory beside a place to write into; gone afterwards, with what is left in it.

    What a killed run left is removed first. Raises ExportError where nothing can be written, also
    because the killed run had moved away what was there, which is now back.
    """
    with blaming(place.path), exclusive(place.beside("lock")):
        _clear_abandoned(place)
        place.check()
        directory = place.beside(os.urandom(4).hex())
        # The lines of a diary are copied into it; Spark may write as another user.
        os.mkdir(directory, 0o777 if place.is_directory else 0o700)
        alive = hold(os.path.join(directory, _ALIVE))
    try:
        yield directory
    finally:
        try:
            with blaming(place.path):
                _clear(directory, place)
        finally:
            os.close(alive)  # Windows and NFS remove no open file
            shutil.rmtree(directory, ignore_errors=True)


def _clear_abandoned(place: Place) -> None:
    """Remove the directories of runs into this place that live no more."""
    folder, ours = os.path.split(place.beside(""))
    for name in os.listdir(folder):
        directory = os.path.join(folder, name)
        if (
            re.fullmatch(re.escape(ours) + "[0-9a-f]{8}", name)
            and not os.path.islink(directory)
            and is_abandoned(os.path.join(directory, _ALIVE))
        ):
            with suppress(OSError):  # it may be another user's
                _clear(directory, place)
                shutil.rmtree(directory, ignore_errors=True)


def _clear(directory: str, place: Place) -> None:
    """Remove all that a run left but its lock, after putting back what it had moved away.

    The lock goes last: a directory without one is never taken for a killed run's.
    """
    target = os.path.realpath(place.path)
    moved = os.path.join(directory, MOVED + os.path.basename(target))
    if os.path.isdir(moved) and not os.path.lexists(target):
        os.rename(moved, target)
    with suppress(OSError):
        for name in set(os.listdir(directory)) - {_ALIVE}:
            path = os.path.join(directory, name)
            (shutil.rmtree if os.path.isdir(path) else os.unlink)(path)
