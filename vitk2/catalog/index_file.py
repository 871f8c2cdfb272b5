"""The file of a finished index: its seal, its opening read-only, and the errors of damage."""

import os
import sqlite3
import stat
from typing import Final

SEALED_FROM_S: Final = 1 << 30
"""January 2004; with eight years of sizes after it, times that every file system can store."""


def seal(path: str) -> None:
    """Set the time of a file to one computed from its size, so that any write breaks the seal."""
    sealed = _sealed_ns(os.path.getsize(path))
    os.utime(path, ns=(sealed, sealed))


def is_sealed(path: str) -> bool:
    """Return whether a file is unchanged since it was sealed. Raises OSError for none."""
    file_stat = os.stat(path)
    return stat.S_ISREG(file_stat.st_mode) and file_stat.st_mtime_ns == _sealed_ns(
        file_stat.st_size
    )


def _sealed_ns(size: int) -> int:
    return (SEALED_FROM_S + size % (1 << 28)) * 1_000_000_000


def is_damage(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Return whether an error means a damaged cache file, so that a rebuild helps.

    Bad SQL, a closed catalogue or a wrong parameter is not damage.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # an error of Python's own, as for text that is not UTF-8
        return isinstance(error, (UnicodeDecodeError, sqlite3.OperationalError))
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def connect(path: str) -> sqlite3.Connection:
    """Open a finished index read-only; it is only ever replaced, never changed."""
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(
        f"file:{quoted}?mode=ro&immutable=1", uri=True, detect_types=sqlite3.PARSE_DECLTYPES
    )


sqlite3.register_converter("BOOLEAN", lambda stored: stored == b"1")
