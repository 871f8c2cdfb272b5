"""The output of a cohort: three files written in a directory beside OUT, then moved together.

The three are the sums, the unmatched codes, and the facts of the run. Each run has its own
directory and locks a file in it as long as it runs: the next run removes the directory of a run
that was killed, and no other. Runs into the same OUT move their files one after another.
docs/decisions/013 gives the reasons.
"""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple

from vitk2.errors import ExportError
from vitk2.files import (
    READ_AND_WRITE,
    back_up,
    check_writable,
    copy_mode_and_owner_to,
    export_errors,
    move_new,
    sync_path,
)
from vitk2.locks import acquire, exclusive_lock, is_abandoned

UNMATCHED, FACTS = ".unmatched.csv", ".json"
"""The endings of the other two files, after the whole name of the sums."""

_LOCK: Final = "lock"
"""The file in a run's directory that the run locks."""

MOVED: Final = "moved-"
"""The prefix of a directory that a run moved away to replace it."""


class Destination(NamedTuple):
    """The path of the sums of a run; `is_directory` is true if the engine writes a directory."""

    path: str
    force: bool = False
    is_directory: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """The files that a run writes there; of a directory the present ones."""
        parts = os.listdir(self.path) if self.is_directory and os.path.isdir(self.path) else []
        return (
            self.path,
            *(os.path.join(self.path, name) for name in parts),
            *(self.path + ending for ending in (UNMATCHED, FACTS)),
        )

    def check(self) -> None:
        """Raise ExportError if one of the three may not be written, as for any file.

        A directory that contains anything but an engine's parts is refused.
        """
        if self.is_directory and os.path.isdir(self.path):
            foreign = [name for name in os.listdir(self.path) if not _is_part(name)]
            if foreign:
                refusal = f"{self.path} holds {foreign[0]}, which no engine wrote: name another"
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
        """Return the path of a hidden file of the program beside the sums."""
        folder, name = os.path.split(os.path.realpath(self.path))
        return os.path.join(folder, f".{name}.vitk2-{ending}")


def exists_already(path: str) -> ExportError:
    """Return the error for a path that exists."""
    return ExportError(f"{path} exists already: add --force to replace it")


def _is_part(name: str) -> bool:
    return name.startswith(("part-", ".part-", "_SUCCESS", "._SUCCESS"))


@contextmanager
def unfinished(destination: Destination) -> Iterator[str]:
    """Yield an empty directory beside the destination, and remove it with its contents at the end.

    The directories of killed runs are removed first. Raises ExportError if nothing can be written,
    also if a killed run had moved away a directory that is now restored.
    """
    with export_errors(destination.path), exclusive_lock(destination.beside("lock")):
        _clear_abandoned(destination)
        destination.check()
        directory = destination.beside(os.urandom(4).hex())
        # The lines of a diary are copied into it; Spark may write as another user.
        os.mkdir(directory, 0o777 if destination.is_directory else 0o700)
        lock = acquire(os.path.join(directory, _LOCK))
    try:
        yield directory
    finally:
        try:
            with export_errors(destination.path):
                _clear(directory, destination)
        finally:
            os.close(lock)  # Windows and NFS remove no open file
            shutil.rmtree(directory, ignore_errors=True)


def _clear_abandoned(destination: Destination) -> None:
    """Remove the directories of killed runs into this destination."""
    folder, prefix = os.path.split(destination.beside(""))
    for name in os.listdir(folder):
        directory = os.path.join(folder, name)
        if (
            re.fullmatch(re.escape(prefix) + "[0-9a-f]{8}", name)
            and not os.path.islink(directory)
            and is_abandoned(os.path.join(directory, _LOCK))
        ):
            with suppress(OSError):  # it may be another user's
                _clear(directory, destination)
                shutil.rmtree(directory, ignore_errors=True)


def _clear(directory: str, destination: Destination) -> None:
    """Restore the directory that a run had moved away, then remove its other files but the lock.

    The lock is removed last: a directory without one never counts as that of a killed run.
    """
    target = os.path.realpath(destination.path)
    moved = os.path.join(directory, MOVED + os.path.basename(target))
    if os.path.isdir(moved) and not os.path.lexists(target):
        os.rename(moved, target)
    with suppress(OSError):
        for name in set(os.listdir(directory)) - {_LOCK}:
            path = os.path.join(directory, name)
            (shutil.rmtree if os.path.isdir(path) else os.unlink)(path)


_BACKUP: Final = "before-"
"""The prefix of a second link to a file that a run replaces."""


def commit_output(
    destination: Destination, directory: str, drafts: Sequence[tuple[str, str]]
) -> None:
    """Move the drafts in `directory` to their paths in order, all or none: (draft, path).

    Without `force` nothing is replaced, whenever it was made. Raises ExportError after restoring
    the files that were there.
    """
    for draft, path in drafts:
        with export_errors(path):
            sync_path(draft)
    with export_errors(destination.path):
        new_file = _new_file_stat(directory)
        with exclusive_lock(destination.beside("lock")):
            destination.check()
            _commit_all(destination, directory, drafts, new_file)


class _Committed(NamedTuple):
    """A draft, the target it is moved to, and the backup of what was there; '' if nothing was."""

    moved: os.stat_result
    target: str
    backup: str


def _commit_all(
    destination: Destination,
    directory: str,
    drafts: Sequence[tuple[str, str]],
    new_file: os.stat_result,
) -> None:
    committed: list[_Committed] = []
    try:
        for draft, path in drafts:
            with export_errors(path):
                target = os.path.realpath(path)
                _match_mode_and_owner(draft, target, new_file)
                draft_stat = os.stat(draft)
                backup = _back_up(target, directory, draft_stat) if destination.force else ""
                committed.append(_Committed(draft_stat, target, backup))
                _move(draft, target, path, replaces=destination.force or os.path.isdir(draft))
                # Windows numbers a file on FAT by where its name is: a move changes the number.
                committed[-1] = _Committed(os.stat(target), target, backup)
    except BaseException:
        for each in reversed(committed):
            with suppress(OSError):
                _restore(each)
        raise


def _move(draft: str, target: str, path: str, *, replaces: bool) -> None:
    try:
        (os.replace if replaces else move_new)(draft, target)
    except FileExistsError as error:
        raise exists_already(path) from error


def _back_up(target: str, directory: str, draft_stat: os.stat_result) -> str:
    """Back up the file or directory at the target; return the backup's path, '' if there is none.

    A file also stays at the target; a directory, which only a directory replaces, is moved.
    """
    if os.path.isdir(target) and stat.S_ISDIR(draft_stat.st_mode):
        backup = os.path.join(directory, MOVED + os.path.basename(target))
        os.rename(target, backup)
    elif os.path.exists(target):
        backup = os.path.join(directory, _BACKUP + os.path.basename(target))
        back_up(target, backup)
    else:
        return ""
    return backup


def _restore(committed: _Committed) -> None:
    """Restore a target from its backup, unless another program has replaced the target."""
    moved, target, backup = committed
    if os.path.lexists(target):
        if not os.path.samestat(os.stat(target), moved):
            return
        if os.path.isdir(target):
            shutil.rmtree(target)
        elif not backup:
            os.unlink(target)
    if backup:
        os.replace(backup, target)


def _match_mode_and_owner(draft: str, target: str, new_file: os.stat_result) -> None:
    """Give a draft the mode and owner of the file it replaces, else those of `new_file`."""
    if os.path.isdir(draft):
        if os.path.isdir(target):
            parts = [entry for entry in os.scandir(target) if entry.name.startswith("part-")]
            for name in os.listdir(draft) if parts else []:
                copy_mode_and_owner_to(os.path.join(draft, name), parts[0].stat())
            copy_mode_and_owner_to(draft, os.stat(target))
    else:
        copy_mode_and_owner_to(draft, os.stat(target) if os.path.exists(target) else new_file)


def _new_file_stat(directory: str) -> os.stat_result:
    """Return the mode and owner of a new file here; files of the engines have other modes."""
    descriptor = os.open(os.path.join(directory, "new"), os.O_WRONLY | os.O_CREAT, READ_AND_WRITE)
    try:
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)
