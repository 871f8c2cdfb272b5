"""Puts the files of a cohort's run in their places: all of them or none, one run at a time."""

import os
import shutil
import stat
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from vitk2.cohort.output_files import MOVED, Place, exists_already
from vitk2.files import READ_AND_WRITE, blaming, hand_on, place_new
from vitk2.locks import exclusive

_BEFORE: Final = "before-"
"""What a run calls a second link to the file that it replaces."""


def put(place: Place, directory: str, drafts: Sequence[tuple[str, str]]) -> None:
    """Put drafts in `directory` in their places, all or none: (draft, its place), the last last.

    Without `force` nothing is replaced, whenever it was made. Raises ExportError; what was there is
    there again.
    """
    for draft, path in drafts:
        with blaming(path):
            _sync(draft)
    with blaming(place.path):
        new = _mode_of_new(directory)
        with exclusive(place.beside("lock")):
            place.check()
            _put_all(place, directory, drafts, new)


def _put_all(
    place: Place, directory: str, drafts: Sequence[tuple[str, str]], new: os.stat_result
) -> None:
    done: list[tuple[os.stat_result, str, str]] = []
    try:
        for draft, path in drafts:
            with blaming(path):
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
        (os.replace if replaces else place_new)(draft, target)
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
        hand_on(old, descriptor)
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
