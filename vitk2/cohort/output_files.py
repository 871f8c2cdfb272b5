"""A cohort's output: three files made in a directory beside their place, then put in it together.

The three are the sums, the codes that were not matched, and the facts of the run. Each run has a
directory of its own, and holds the lock file in it as long as it lives: the next run removes the
directory of a run that was killed, and no other. Runs into one place take turns to put their files
there. docs/decisions/013 says why.
"""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple

from vitk2.errors import ExportError
from vitk2.files import READ_AND_WRITE, check_writable, copy_mode_and_owner, export_errors, link_new
from vitk2.locks import acquire, exclusive_lock, is_abandoned

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
                refusal = f"{self.path} holds {strangers[0]}, which no engine wrote: name another"
                raise ExportError(refusal)
            if not self.force:
                raise exists_already(self.path)
        else:
            check_writable(self.path, force=self.force)
            if self.is_directory and os.path.exists(self.path):
                raise ExportError(
                    f"{self.path} is a file, and Spark writes a directory: name another"
                )
        for ending in (UNMATCHED, FACTS):
            check_writable(self.path + ending, force=self.force)
        with export_errors(self.path):
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
    with export_errors(place.path), exclusive_lock(place.beside("lock")):
        _clear_abandoned(place)
        place.check()
        directory = place.beside(os.urandom(4).hex())
        # The lines of a diary are copied into it; Spark may write as another user.
        os.mkdir(directory, 0o777 if place.is_directory else 0o700)
        alive = acquire(os.path.join(directory, _ALIVE))
    try:
        yield directory
    finally:
        try:
            with export_errors(place.path):
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


_BEFORE: Final = "before-"
"""What a run calls a second link to the file that it replaces."""


def put(place: Place, directory: str, drafts: Sequence[tuple[str, str]]) -> None:
    """Put drafts in `directory` in their places, all or none: (draft, its place), the last last.

    Without `force` nothing is replaced, whenever it was made. Raises ExportError; what was there is
    there again.
    """
    for draft, path in drafts:
        with export_errors(path):
            _sync(draft)
    with export_errors(place.path):
        new = _mode_of_new(directory)
        with exclusive_lock(place.beside("lock")):
            place.check()
            _put_all(place, directory, drafts, new)


def _put_all(
    place: Place, directory: str, drafts: Sequence[tuple[str, str]], new: os.stat_result
) -> None:
    done: list[tuple[os.stat_result, str, str]] = []
    try:
        for draft, path in drafts:
            with export_errors(path):
                target = os.path.realpath(path)
                _make_alike(draft, target, new)
                made = os.stat(draft)
                kept = _keep(target, directory, made) if place.force else ""
                done.append((made, target, kept))
                _move(draft, target, path, replaces=place.force or os.path.isdir(draft))
    except BaseException:
        for made, target, kept in reversed(done):
            with suppress(OSError):
                _put_back(made, target, kept)
        raise


def _move(draft: str, target: str, path: str, *, replaces: bool) -> None:
    try:
        (os.replace if replaces else link_new)(draft, target)
    except FileExistsError as error:
        raise exists_already(path) from error


def _keep(target: str, directory: str, made: os.stat_result) -> str:
    """Keep what is at the target under another name; returns it, '' where nothing is there.

    A file stays in its place meanwhile; a directory, which only a directory replaces, cannot.
    """
    if os.path.isdir(target) and stat.S_ISDIR(made.st_mode):
        kept = os.path.join(directory, MOVED + os.path.basename(target))
        os.rename(target, kept)
    elif os.path.exists(target):
        kept = os.path.join(directory, _BEFORE + os.path.basename(target))
        os.link(target, kept)
    else:
        return ""
    return kept


def _put_back(made: os.stat_result, target: str, kept: str) -> None:
    """Undo what was done to a target, unless something else was put there meanwhile."""
    if os.path.lexists(target):
        if not os.path.samestat(os.stat(target), made):
            return
        if os.path.isdir(target):
            shutil.rmtree(target)
        elif not kept:
            os.unlink(target)
    if kept:
        os.replace(kept, target)


def _make_alike(draft: str, target: str, new: os.stat_result) -> None:
    """Give a draft the mode and owner of what it replaces, as any export; else those of `new`."""
    if os.path.isdir(draft):
        if os.path.isdir(target):
            parts = [entry for entry in os.scandir(target) if entry.name.startswith("part-")]
            for name in os.listdir(draft) if parts else []:
                _hand_on(parts[0].stat(), os.path.join(draft, name))
            _hand_on(os.stat(target), draft)
    else:
        _hand_on(os.stat(target) if os.path.exists(target) else new, draft)


def _hand_on(old: os.stat_result, draft: str) -> None:
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        copy_mode_and_owner(old, descriptor)
    finally:
        os.close(descriptor)


def _mode_of_new(directory: str) -> os.stat_result:
    """What a new file is like here; those of the engines have other modes."""
    descriptor = os.open(os.path.join(directory, "new"), os.O_WRONLY | os.O_CREAT, READ_AND_WRITE)
    try:
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _sync(draft: str) -> None:
    """Have a file on the disk before it takes its place; its parts, where it is a directory."""
    names = [os.path.join(draft, n) for n in os.listdir(draft)] if os.path.isdir(draft) else [draft]
    for name in names:
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
