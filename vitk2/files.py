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
from typing import BinaryIO, Final

from vitk2.errors import ExportError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # Windows

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
    """Raise ExportError if `path` may not be replaced or is not a regular file."""
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
    Errors name `path`, or `error_path` where a caller writes several files as one.
    """

    def __init__(self, path: str, error_path: str = "") -> None:
        self.path = path
        self.descriptor = -1
        self._error_path = error_path or path
        self._target = os.path.realpath(path)
        self._name = ""

    def __enter__(self) -> "AtomicFile":
        """Open the draft. Raises ExportError if it cannot be created."""
        try:
            with export_errors(self._error_path):
                self._replaced = _status(self._target)
                self._begin()
                self._made = os.fstat(self.descriptor)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._close()  # Windows removes no open file
        finally:
            if self._name:
                remove_if_possible(self._name)

    def _begin(self) -> None:
        """Open the draft in the directory of its target: a move within it is atomic."""
        old = self._replaced
        mode = READ_AND_WRITE if old is None else 0o600
        self.descriptor = _nameless(os.path.dirname(self._target), mode)
        if self.descriptor < 0:
            self._name = draft_path(self._target)
            self.descriptor = _create(self._name, mode)
        if old is not None:
            _copy_mode_and_owner(self.descriptor, old)

    def write(self, contents: bytes) -> None:
        """Write the contents of the file as a whole. Raises ExportError."""
        with export_errors(self._error_path), open(self.descriptor, "wb", closefd=False) as file:
            file.write(contents)

    def sync(self) -> None:
        """Flush the draft to the disk, as needed before `commit`. Raises ExportError."""
        with export_errors(self._error_path):
            _sync(self.descriptor)

    def commit(self) -> None:
        """Move the draft to its target. Raises ExportError."""
        with export_errors(self._error_path):
            is_new = self._replaced is None  # then nothing is replaced that was made meanwhile
            if not self._name and is_new and _give_name(self.descriptor, self._target):
                self._close()
                return
            if not self._name:
                self._take_name()
            self._close()  # Windows replaces no file by an open one
            (move_new if is_new else os.replace)(self._name, self._target)
            self._name = ""
            # Windows numbers a file on FAT by where its name is: a move changes the number.
            self._made = _status(self._target) or self._made

    def _take_name(self) -> None:
        """Give the nameless draft a name; a copy gets it where the file system has no links."""
        self._name = draft_path(self._target)
        if _give_name(self.descriptor, self._name):
            return
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        with open(self.descriptor, "rb", closefd=False) as nameless:
            _copy(nameless, self._name)
        sync_path(self._name)
        self._made = os.stat(self._name)

    def is_committed(self) -> bool:
        """Return whether the draft is at its target; an interrupt may come right after the move."""
        there = _status(self._target)
        return there is not None and os.path.samestat(there, self._made)

    def contents_replaced(self) -> bytes | None:
        """Return the contents of the file to be replaced, None without one. Raises ExportError."""
        if self._replaced is None:
            return None
        with export_errors(self._error_path), open(self._target, "rb") as file:
            return file.read()

    def rollback(self, before: bytes | None) -> None:
        """Undo `commit`: restore the contents of before, None for no file. Raises ExportError."""
        if before is None:
            with export_errors(self._error_path):
                os.unlink(self._target)
            return
        with AtomicFile(self.path, self._error_path) as draft:
            draft.write(before)
            draft.sync()
            draft.commit()

    def _close(self) -> None:
        descriptor, self.descriptor = self.descriptor, -1  # an interrupt may not close it twice
        if descriptor >= 0:
            os.close(descriptor)


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


# The steps below are shared with drafts that another program writes, or that are directories. They
# raise OSError, and do what they can where a system lacks a part of it.


def draft_path(target: str) -> str:
    """Return a path beside `target` for its draft, which no other program uses."""
    return os.path.join(os.path.dirname(target), f".vitk2-{os.urandom(8).hex()}")


def sync_path(path: str) -> None:
    """Flush a closed file to the disk, or the files in a directory and then their names."""
    if os.path.isdir(path):
        for name in os.listdir(path):
            sync_path(os.path.join(path, name))
        _sync_if_possible(path)
        return
    try:
        with _opened(path, os.O_RDWR) as descriptor:  # Windows flushes no file opened for reading
            _sync(descriptor)
    except PermissionError:  # of another user, as Spark may write it
        _sync_if_possible(path)


def _sync_if_possible(path: str) -> None:
    """Flush a directory or another user's file, which some systems do not open or not flush."""
    with suppress(OSError), _opened(path, os.O_RDONLY) as descriptor:
        _sync(descriptor)


def _sync(descriptor: int) -> None:
    """Flush an open file to the disk; on macOS fsync leaves it in the cache of the disk."""
    if hasattr(fcntl, "F_FULLFSYNC"):
        with suppress(OSError):  # network shares and some disks do not know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def copy_mode_and_owner_to(path: str, old: os.stat_result) -> None:
    """Give a closed file or a directory the mode and owner of the one it replaces."""
    if os.path.isdir(path) and not hasattr(os, "O_DIRECTORY"):
        return  # Windows opens no directory
    with _opened(path, os.O_RDONLY) as descriptor:
        _copy_mode_and_owner(descriptor, old)


def _copy_mode_and_owner(descriptor: int, old: os.stat_result) -> None:
    """Give an open file the mode of the one it replaces, and its owner if the system allows it."""
    if hasattr(os, "fchown") and (old.st_uid, old.st_gid) != _user_and_group():
        with suppress(OSError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & 0o777)


def _user_and_group() -> tuple[int, int] | None:
    """Return the owner of the files of this process; None on Windows."""
    if hasattr(os, "geteuid") and hasattr(os, "getegid"):
        return os.geteuid(), os.getegid()
    return None


@contextmanager
def _opened(path: str, flags: int) -> Iterator[int]:
    descriptor = os.open(path, flags)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def move_new(draft: str, target: str) -> None:
    """Move a closed file to a path that does not exist. Raises FileExistsError if it does."""
    if _link(draft, target):
        remove_if_possible(draft)
        return
    try:  # without hard links: reserve the name, then replace the empty file
        os.close(_create(target, 0o600))
        os.replace(draft, target)
    except FileExistsError:
        raise
    except BaseException:
        with suppress(OSError):
            if os.path.getsize(target) == 0:  # an interrupt may come right after the move
                os.unlink(target)
        raise


def back_up(path: str, backup: str) -> None:
    """Give a file a second name; a copy with its mode and owner gets it where there are no links.

    Raises FileExistsError if the second name exists.
    """
    if not _link(path, backup):
        with open(path, "rb") as file:
            _copy(file, backup)


def remove_if_possible(path: str) -> None:
    """Remove a closed file. One that cannot be removed stays without an error."""
    with suppress(OSError):
        os.unlink(path)


def _create(path: str, mode: int) -> int:
    """Create and open a file. Raises FileExistsError if there is one."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)


def _copy(source: BinaryIO, path: str) -> None:
    """Copy an open file to a path that does not exist, with its mode and owner."""
    with open(_create(path, 0o600), "wb") as copy:
        while block := source.read(1 << 20):
            copy.write(block)
        _copy_mode_and_owner(copy.fileno(), os.fstat(source.fileno()))


def _link(path: str, name: str, directory: int | None = None) -> bool:
    """Give a file a second name; returns False where the system or file system has no hard links.

    Raises FileExistsError if there is a file of this name, FileNotFoundError without one at `path`.
    """
    if not hasattr(os, "link"):
        return False
    try:
        os.link(path, name, src_dir_fd=directory)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        return False
    return True


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


def _give_name(descriptor: int, name: str) -> bool:
    """Give a nameless file a name; returns False where that cannot be."""
    # Only with a directory given does Python follow the link to the file, as is needed here.
    return _link(f"{_BY_DESCRIPTOR}/{descriptor}", name, descriptor)


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
