"""Atomic writing of files, and checks that no file replaces one that is read.

A file appears under its name only when it is complete. On Linux a file that is being written has
no name, so that a killed process leaves nothing. Where the system or the file system does not
support this, its name is `.vitk2-` and 16 random hex digits; only an outright kill leaves such a
file, which may be deleted.
"""

import os
import stat
import sys
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from vitk2.errors import ExportError

READ_AND_WRITE: Final = 0o666
"""The mode of a new file before the umask, as in every program."""

_BY_DESCRIPTOR: Final = "/proc/self/fd"

_SPECIAL_FILES: Final = (
    (stat.S_ISDIR, "a directory: name a file in it"),
    (stat.S_ISFIFO, "a named pipe, no file: leave out -o and write into it with >"),
    (stat.S_ISSOCK, "a socket, no file: leave out -o and use a pipe"),
    (lambda mode: True, "a device, no file: leave out -o and write to it with >"),
)


def check_writable(path: str, *, force: bool) -> None:
    """Raise ExportError if `path` may not be replaced or is no regular file."""
    with export_errors(path):
        try:
            there = os.stat(path)
        except FileNotFoundError:
            return
    if not stat.S_ISREG(there.st_mode):
        description = next(text for is_type, text in _SPECIAL_FILES if is_type(there.st_mode))
        raise ExportError(f"{path} is {description}")
    if not force:
        raise ExportError(f"{path} exists already: add --force to replace it")
    # To the superuser every file is writable; a file that nobody may write was made so on purpose.
    if not there.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise ExportError(f"{path} is read-only: make it writable, or name another file")


@contextmanager
def export_errors(path: str) -> Iterator[None]:
    """Turn an OSError into an ExportError about `path`."""
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error


class AtomicFile:
    """A draft of the file at `path`: write to `descriptor`, `sync` it, then `commit` it.

    A link is followed to the file it names. The draft gets the mode of the file that it replaces,
    and where the system allows it the owner. A draft that is not committed is removed on exit.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.descriptor = -1
        self._target = os.path.realpath(path)
        self._name = ""

    def __enter__(self) -> "AtomicFile":
        """Open the draft. Raises ExportError if it cannot be created."""
        try:
            with export_errors(self.path):
                self._replaced = _status(self._target)
                self._begin()
                self._made = os.fstat(self.descriptor)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._name:
            with suppress(OSError):
                os.unlink(self._name)
        self._close()

    def _begin(self) -> None:
        """Open the draft in the directory of its target: a move within it is atomic."""
        old = self._replaced
        mode = READ_AND_WRITE if old is None else 0o600
        self.descriptor = _nameless(os.path.dirname(self._target), mode)
        if self.descriptor < 0:
            self._name = self._random_name()
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self.descriptor = os.open(self._name, flags, mode)
        if old is not None:
            copy_mode_and_owner(old, self.descriptor)

    def _random_name(self) -> str:
        return os.path.join(os.path.dirname(self._target), f".vitk2-{os.urandom(8).hex()}")

    def sync(self) -> None:
        """Flush the draft to the disk, as needed before `commit`. Raises ExportError."""
        with export_errors(self.path):
            os.fsync(self.descriptor)

    def commit(self) -> None:
        """Move the draft to its target. Raises ExportError."""
        with export_errors(self.path):
            if not self._name and self._replaced is None:
                _give_name(self.descriptor, self._target)  # and replace nothing made meanwhile
            elif self._replaced is None:
                self._close()
                link_new(self._name, self._target)
                self._name = ""
            else:
                if not self._name:
                    self._name = self._random_name()
                    _give_name(self.descriptor, self._name)
                self._close()  # Windows replaces no file by an open one
                os.replace(self._name, self._target)
                self._name = ""

    def is_committed(self) -> bool:
        """Return whether the draft is at its target; an interrupt may come right after the move."""
        there = _status(self._target)
        return there is not None and os.path.samestat(there, self._made)

    def contents_replaced(self) -> bytes | None:
        """Return the contents of the file to be replaced, None without one. Raises ExportError."""
        if self._replaced is None:
            return None
        with export_errors(self.path), open(self._target, "rb") as file:
            return file.read()

    def rollback(self, before: bytes | None) -> None:
        """Undo `commit`: restore the contents of before, None for no file. Raises ExportError."""
        if before is None:
            with export_errors(self.path):
                os.unlink(self._target)
            return
        with AtomicFile(self.path) as draft:
            with export_errors(self.path), open(draft.descriptor, "wb", closefd=False) as file:
                file.write(before)
            draft.sync()
            draft.commit()

    def _close(self) -> None:
        descriptor, self.descriptor = self.descriptor, -1  # an interrupt may not close it twice
        if descriptor >= 0:
            os.close(descriptor)


def copy_mode_and_owner(old: os.stat_result, descriptor: int) -> None:
    """Give an open file the mode of the one it replaces, and its owner if the system allows it."""
    if not hasattr(os, "fchmod"):
        return
    if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & 0o777)


def link_new(draft: str, target: str) -> None:
    """Move a file to a path that does not exist. Raises FileExistsError if it does."""
    try:
        os.link(draft, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a file system without hard links: reserve the name, then replace it
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(draft, target)
        except BaseException:
            os.unlink(target)
            raise
    else:
        os.unlink(draft)


def commit_all(drafts: Sequence[AtomicFile]) -> None:
    """Commit drafts in order; if one fails, roll back those before it.

    Raises ExportError; then every file is what it was.
    """
    before = [(draft, draft.contents_replaced()) for draft in drafts[:-1]]
    try:
        for draft in drafts:
            draft.commit()
    except BaseException:
        if not drafts[-1].is_committed():
            for draft, contents in reversed(before):
                if draft.is_committed():
                    draft.rollback(contents)
        raise


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _nameless(directory: str, mode: int) -> int:
    """A file of no name in a directory; -1 where there are none, or no way to name it later."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir(_BY_DESCRIPTOR):
        return -1
    try:
        return os.open(directory, os.O_RDWR | os.O_TMPFILE, mode)
    except OSError:
        return -1


def _give_name(descriptor: int, name: str) -> None:
    # Only with a directory given does Python follow the link to the file, as is needed here.
    os.link(f"{_BY_DESCRIPTOR}/{descriptor}", name, src_dir_fd=descriptor)


STDIN: Final = 0
"""The descriptor of standard input, which may be a file too."""


def keep_apart(written: Sequence[str], read: Sequence[str | int]) -> None:
    """Raise ExportError where a file to write is a file that is read, or one to write twice.

    Files are compared by identity, so that links and other spellings of a name count too. `read`
    may have descriptors, such as STDIN.
    """
    inputs = {_identity(path): path for path in reversed(read)}
    outputs: dict[Hashable, str] = {}
    for path in written:
        identity = _identity(path)
        if identity in inputs:
            source = inputs[identity]
            named = source if isinstance(source, str) else "standard input"
            raise ExportError(f"{path} would replace {named}, which is read: name another file")
        if identity in outputs:
            raise ExportError(f"{outputs[identity]} and {path} would be one file: name two")
        outputs[identity] = path


def _identity(path: str | int) -> Hashable:
    """A file's own identity; of one that does not exist the identity of its directory and its name.

    Some systems ignore case in names, and a file that does not exist has no other identity.
    """
    if isinstance(path, int):
        return _inode(path) or path
    real = os.path.realpath(path)
    folder, name = os.path.split(real)
    ignores_case = sys.platform in ("darwin", "win32")
    return _inode(real) or (_inode(folder) or folder, name.casefold() if ignores_case else name)


def _inode(path: str | int) -> tuple[int, int] | None:
    try:
        there = os.stat(path)
    except OSError:
        return None
    return there.st_dev, there.st_ino
