"""Keeps what a command writes apart from what it reads: no output replaces an input."""

import os
import sys
from collections.abc import Hashable, Sequence
from typing import Final

from vitk2.errors import ExportError

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
