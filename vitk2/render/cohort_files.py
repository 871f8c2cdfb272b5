"""A cohort's output: made beside its place, then put in it, or what was there stays.

The three that belong together are the sums, the codes that were not matched, and the run's facts.
The engines write them into a directory with a fixed name, which the next run clears away where one
was killed.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from vitk2.errors import ExportError
from vitk2.render.drafts import blaming, may_be_written

UNMATCHED, FACTS = ".unmatched.csv", ".json"
"""What the names of the other two end in, after the whole name of the sums."""

_BEFORE: Final = "before"


def check_places(path: str, *, force: bool, is_directory: bool) -> None:
    """Raise ExportError where one of the three may not be written, as for any file.

    `is_directory`: the engine writes a directory of parts; one that holds anything else is refused.
    """
    if is_directory and os.path.isdir(path):
        strangers = [name for name in os.listdir(path) if not _is_part(name)]
        if strangers:
            raise ExportError(f"{path} holds {strangers[0]}, which no engine wrote: name another")
        if not force:
            raise ExportError(f"{path} exists already: add --force to replace it")
    else:
        may_be_written(path, force=force)
    for ending in (UNMATCHED, FACTS):
        may_be_written(path + ending, force=force)
    with blaming(path):
        if not os.path.isdir(folder := os.path.dirname(os.path.realpath(path))):
            raise ExportError(f"{path} cannot be written: there is no directory {folder}")


def _is_part(name: str) -> bool:
    return name.startswith(("part-", ".part-", "_SUCCESS", "._SUCCESS"))


@contextmanager
def unfinished(path: str) -> Iterator[str]:
    """An empty directory beside `path` to write into; gone afterwards, with what is left in it."""
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    directory = os.path.join(folder, f".{name}.vitk2-unfinished")
    with blaming(path):
        _clear(directory, target)
        os.mkdir(directory)
    try:
        yield directory
    finally:
        _clear(directory, target)


def _clear(directory: str, target: str) -> None:
    """Remove what a run left, after putting back what it had just moved out of the way."""
    before = os.path.join(directory, f"{_BEFORE}-{os.path.basename(target)}")
    if os.path.isdir(before) and not os.path.exists(target):
        os.rename(before, target)
    shutil.rmtree(directory, ignore_errors=True)


def place(directory: str, drafts: Sequence[tuple[str, str]]) -> None:
    """Let drafts in `directory` take their places, all or none: (draft, its place), the last last.

    Raises ExportError; what was there is there again.
    """
    placed: list[tuple[str, str]] = []
    try:
        for draft, path in drafts:
            with blaming(path):
                target = os.path.realpath(path)
                before = os.path.join(directory, f"{_BEFORE}-{os.path.basename(target)}")
                _sync(draft)
                _keep(target, before)
                placed.append((target, before))
                os.replace(draft, target)
    except BaseException:
        for target, before in reversed(placed):
            with suppress(OSError):
                _put_back(target, before)
        raise


def _keep(target: str, before: str) -> None:
    """Keep what is at the target under another name; a file stays in its place meanwhile."""
    if os.path.isdir(target):
        os.rename(target, before)
    elif os.path.exists(target):
        os.link(target, before)


def _put_back(target: str, before: str) -> None:
    if os.path.isdir(target):
        shutil.rmtree(target)
    if os.path.exists(before):
        os.replace(before, target)
    elif os.path.exists(target):
        os.unlink(target)


def _sync(draft: str) -> None:
    """Have a file on the disk before it takes its place; its parts, where it is a directory."""
    names = [os.path.join(draft, n) for n in os.listdir(draft)] if os.path.isdir(draft) else [draft]
    for name in names:
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
