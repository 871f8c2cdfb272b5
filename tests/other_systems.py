"""Windows, and file systems without hard links, as far as Linux can imitate them for one test."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from vitk2 import files, locks

DESCRIPTORS = Path("/proc/self/fd")
"""The files that this process has open, on Linux."""


def fail_if_read_only(descriptor: int) -> None:
    if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "Bad file descriptor")


def is_open(path: str) -> bool:
    """Return whether this process has a file open, or one in a directory."""
    folder, name = os.path.split(path)
    real = os.path.join(os.path.realpath(folder), name)
    for descriptor in os.listdir(DESCRIPTORS):
        try:
            opened = os.readlink(DESCRIPTORS / descriptor)
        except FileNotFoundError:  # of the listing itself
            continue
        if opened == real or opened.startswith(f"{real}/"):
            return True
    return False


def refuse_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file be removed, moved or replaced while this process has it open."""

    def refusing(function: Callable[..., None]) -> Callable[..., None]:
        def call(*paths: str) -> None:
            if any(map(is_open, paths)):
                raise PermissionError(errno.EACCES, "Permission denied")
            function(*paths)

        return call

    for name in ("unlink", "replace", "rename"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))


def refuse_open_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    open_file = os.open

    def open_no_directory(path: str, *arguments: Any, **options: Any) -> int:
        if os.path.isdir(path):
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_file(path, *arguments, **options)

    monkeypatch.setattr(os, "open", open_no_directory)
    monkeypatch.setattr(shutil, "_use_fd_functions", False)  # rmtree by path, as on Windows


def be_windows(monkeypatch: pytest.MonkeyPatch, *, version: str) -> None:
    """Take away what Windows lacks; Python got os.fchmod there with 3.13."""
    for name in ("O_TMPFILE", "O_DIRECTORY", "chown", "fchown", "geteuid", "getegid"):
        monkeypatch.delattr(os, name)
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        fail_if_read_only(descriptor)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    if version == "3.12":
        monkeypatch.delattr(os, "fchmod")
    monkeypatch.setattr(files, "fcntl", None, raising=False)
    monkeypatch.setattr(locks, "fcntl", None)
    refuse_open_files(monkeypatch)
    refuse_open_directories(monkeypatch)


def be_without_links(monkeypatch: pytest.MonkeyPatch, *, nameless: bool) -> None:
    """Refuse hard links as FAT, exFAT and some network shares do."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")


SYSTEMS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "Linux": lambda _: None,
    "Windows, 3.12": partial(be_windows, version="3.12"),
    "Windows, 3.13": partial(be_windows, version="3.13"),
    "no links": partial(be_without_links, nameless=True),
    "no links, named drafts": partial(be_without_links, nameless=False),
    "no os.link": lambda monkeypatch: monkeypatch.delattr(os, "link"),
}
WINDOWS, NO_LINKS = list(SYSTEMS)[1:3], list(SYSTEMS)[3:]
