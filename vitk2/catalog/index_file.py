"""The file of a finished index: sealed by its own time, opened read-only, known when damaged."""

import os
import sqlite3
import stat
from typing import Final

SEALED_FROM_S: Final = 1 << 30
"""January 2004; with eight years of sizes after it, times that every file system can hold."""


def seal(path: str) -> None:
    """Give a file a time that says its size, so that whatever writes to it breaks the seal."""
    sealed = _sealed_ns(os.path.getsize(path))
    os.utime(path, ns=(sealed, sealed))


def is_sealed(path: str) -> bool:
    """Whether it is a file that nothing wrote to since it was sealed. Raises OSError for none."""
    about = os.stat(path)
    return stat.S_ISREG(about.st_mode) and about.st_mtime_ns == _sealed_ns(about.st_size)


def _sealed_ns(size: int) -> int:
    return (SEALED_FROM_S + size % (1 << 28)) * 1_000_000_000


def is_damage(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Whether a cache file is not what was written, so that making it anew helps.

    Bad SQL, a closed catalogue or a wrong parameter is none.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own word, as of text that is no UTF-8
        return isinstance(error, (UnicodeDecodeError, sqlite3.OperationalError))
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def connect(path: str) -> sqlite3.Connection:
    """Open a finished index read-only; it is only ever replaced, never changed."""
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(
        f"file:{quoted}?mode=ro&immutable=1", uri=True, detect_types=sqlite3.PARSE_DECLTYPES
    )


sqlite3.register_converter("BOOLEAN", lambda stored: stored == b"1")
