"""Finds the data and opens the index over it; rebuilds the index when the CSV files changed.

The index is a disposable SQLite file in the user's cache, one file a key: its name carries a
digest of where the CSVs lie, their sizes and times, and the version. It is built under a temporary
name and renamed, so two first runs at once both win; where nothing can be written it lives in
memory.
"""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Mapping, Sequence

from vitk2 import __version__
from vitk2.errors import DataError
from vitk2.tables.columns import COLUMNS, DESCRIPTOR, Cell, Record, Row


def data_dir() -> str:
    """Where the published CSV files are: in the installed package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "data")


def published_version() -> str:
    """The version of the published table, read where it is written: no index is opened.

    Raises DataError when it cannot be read.
    """
    import json  # look-ups find it in the index

    path = os.path.join(data_dir(), DESCRIPTOR)
    try:
        with open(path, encoding="utf-8") as stream:
            return str(json.load(stream)["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError([f"{path}: no version could be read: {error}"]) from error


def cache_dir() -> str:
    """Where this user's caches belong on this system; VITK2_CACHE overrides it."""
    if chosen := os.environ.get("VITK2_CACHE"):
        return chosen
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "vitk2")


Directory = str | os.PathLike[str]
"""A directory, as a string or a Path."""


class Catalog:
    """An open index over a data directory; `rows` is the only way to ask it anything."""

    def __init__(
        self, directory: Directory | None = None, own: Directory | Sequence[Directory] = ()
    ) -> None:
        """Open the index, building it if need be. Raises DataError listing all problems.

        `own` are directories of a user's own foods, one or several, added to the published ones.
        """
        self.directory = os.path.abspath(directory or data_dir())
        directories = (own,) if isinstance(own, (str, os.PathLike)) else own
        self.own = tuple(os.path.abspath(d) for d in directories)
        self._connection = self._open()

    def rows(self, sql: str, parameters: Sequence[Cell] | Mapping[str, Cell] = ()) -> list[Row]:
        """All rows of a query. A cache file found damaged is rebuilt, once."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError:
            self._connection.close()
            self._connection = self._build()
            return self._connection.execute(sql, parameters).fetchall()

    @property
    def data_version(self) -> str:
        """The version of the table, which is not the version of the program."""
        return str(self.rows("SELECT data_version FROM meta")[0][0])

    def close(self) -> None:
        """Let the index go; a catalog is also a context manager."""
        self._connection.close()

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path(self) -> tuple[str, str]:
        """The index file of this state of the data, and the stem it shares with older states."""
        directories = (self.directory, *self.own)
        stem = _digest(repr(directories))
        state: list[object] = [__version__, sqlite3.sqlite_version]
        for directory in directories:
            for name in (*(f"{t}.csv" for t in COLUMNS), DESCRIPTOR):
                with contextlib.suppress(OSError):
                    stat = os.stat(os.path.join(directory, name))
                    state += [name, stat.st_size, stat.st_mtime_ns]
        return os.path.join(cache_dir(), f"{stem}-{_digest(repr(state))}.sqlite3"), stem

    def _open(self) -> sqlite3.Connection:
        path, _ = self._path()
        if os.path.exists(path):
            try:
                connection = _connect(path)
                connection.execute("SELECT data_version FROM meta").fetchone()[0]
            except (sqlite3.DatabaseError, TypeError):
                pass
            else:
                return connection
        return self._build()

    def _build(self) -> sqlite3.Connection:
        """Build the index in memory, then try to keep it; the data are checked on the way."""
        from vitk2.tables.checks import ingest  # does without both
        from vitk2.tables.index import write_index  # a look-up in a finished index

        tables, version = ingest(self.directory, self.own)
        memory = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
        write_index(memory, tables, version)
        path, stem = self._path()
        temporary = f"{path}.{os.getpid()}.tmp"
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with contextlib.closing(sqlite3.connect(temporary)) as file:
                memory.backup(file)
            os.replace(temporary, path)
            _remove_older(path, stem)
        except (OSError, sqlite3.Error):
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        return memory


def _digest(text: str) -> str:
    """A short name for a text: its bytes as one number, modulo a prime. No secret, no import."""
    return f"{int.from_bytes(text.encode(), 'big') % (2**61 - 1):016x}"


def _connect(path: str) -> sqlite3.Connection:
    """Open a finished index read-only; it is only ever replaced, never changed."""
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(
        f"file:{quoted}?mode=ro&immutable=1", uri=True, detect_types=sqlite3.PARSE_DECLTYPES
    )


sqlite3.register_converter("BOOLEAN", lambda stored: stored == b"1")


def _remove_older(path: str, stem: str) -> None:
    directory, name = os.path.split(path)
    for other in os.listdir(directory):
        if other.startswith(f"{stem}-") and other.endswith(".sqlite3") and other != name:
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(directory, other))


def records(catalog: Catalog, table: str, food_id: str | None = None) -> list[Record]:
    """The rows of a published table, of one food or of all."""
    columns = [c.name for c in COLUMNS[table]]
    selected = ", ".join(f'"{c}"' for c in columns)
    where = "" if food_id is None else "WHERE food_id = ?"
    rows = catalog.rows(
        f"SELECT {selected} FROM {table} {where} ORDER BY rowid", [food_id] if where else []
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]
