"""Lock files between processes. The system drops a lock when its process ends, however it ends.

Windows and some file systems have no such locks. There nothing is locked, and no lock file counts
as abandoned.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from vitk2.files import remove_if_possible

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # Windows

_OF_ANY_USER: Final = 0o666
"""The mode of a lock file. It is empty, and another user who may write beside it has to wait."""


@contextmanager
def exclusive_lock(path: str) -> Iterator[None]:
    """Lock the file at `path`, after waiting for its holder, and remove it at the end.

    Raises OSError if the file cannot be made.
    """
    descriptor = acquire(path)
    try:
        yield
    finally:
        if fcntl is None:  # Windows removes no open file
            os.close(descriptor)
            remove_if_possible(path)
        else:  # removed while it is locked, so that a process that waits for it makes another
            remove_if_possible(path)
            os.close(descriptor)


def acquire(path: str) -> int:
    """Lock the file at `path`, after waiting for its holder; returns a descriptor to be closed.

    Raises OSError if the file cannot be made.
    """
    while True:
        try:
            descriptor = _opened(path)
        except FileExistsError:  # made by another process since it was looked for
            continue
        try:
            if not _lock(descriptor, wait=True) or _is_at(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its holder removed it meanwhile


def is_abandoned(path: str) -> bool:
    """Return whether a lock file is there and no process holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return _lock(descriptor, wait=False)
    finally:
        os.close(descriptor)


def _opened(path: str) -> int:
    """Open a lock file, or make it. Raises FileExistsError if another process makes it first."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    with suppress(FileNotFoundError):
        return os.open(path, flags)
    descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, _OF_ANY_USER)
    if hasattr(os, "fchmod"):
        with suppress(OSError):  # a network share may have modes of its own
            os.fchmod(descriptor, _OF_ANY_USER)
    return descriptor


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock an open file; returns False if another process holds it or there are no locks here."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _is_at(path: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
