"""The building of the index over the data and its publication in the user's cache, all or nothing.

The index is built under a name of its own and renamed, so that first runs at once all win. Where
the cache has no space, it is built in a file without a name, and without space for that in memory.
"""

import contextlib
import os
import re
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from vitk2.catalog.index_file import connect, seal
from vitk2.catalog.loader import Loaded, build, load
from vitk2.errors import DataError
from vitk2.files import remove_if_possible
from vitk2.progress import Progress, Tell

MOST_READINGS: Final = 3
"""Data that change while they are read are read again, so often."""

CACHE_MIB: Final = 32
"""The page cache of SQLite while an index is written; the published index fits in."""

UNNAMED, MEMORY = "", ":memory:"
"""SQLite's names for a file that is deleted when it is closed, and for a database in memory."""


INDEX: Final = r"[0-9a-f]{16}-[0-9a-f]{16}\.sqlite3"
"""The name of an index: digests of the location and of the state of its data."""

_DRAFT: Final = re.compile(rf"({INDEX}\.[0-9a-f]{{8}}\.tmp)(-journal)?")
"""The name of an index in the making, and of the journal that SQLite may have beside it."""


def open_or_build(
    path_now: Callable[[], str], directory: str, own: Sequence[str], tell: Tell
) -> sqlite3.Connection:
    """Return an open index over the data, saved where possible at the path that their state gives.

    Raises DataError listing every problem, also when the data keep changing.
    """
    for remaining in reversed(range(MOST_READINGS)):
        path = path_now()
        try:
            draft, connection = _draft(path if remaining else UNNAMED, directory, own, tell)
        except DataError:
            if path_now() == path:
                raise
            continue
        if not draft and path_now() == path:
            return connection
        connection.close()
        if draft:
            with _gone_afterwards(draft), contextlib.suppress(FileNotFoundError):
                if path_now() == path:
                    return _publish(draft, path)
    raise DataError([f"{directory}: the files changed while they were read: try again"])


def read_through(directory: str, *own: str) -> Loaded:
    """Read and check the data, and keep nothing. Raises DataError listing every problem."""
    found: list[Loaded] = []
    _, connection = _filled(
        [UNNAMED, MEMORY], lambda file: found.append(load(file, directory, own, Progress()))
    )
    connection.close()
    return found[-1]


def _draft(
    path: str, directory: str, own: Sequence[str], tell: Tell
) -> tuple[str, sqlite3.Connection]:
    """Return a finished index after the name of its file, which is UNNAMED where it has none."""
    draft = f"{path}.{secrets.token_hex(4)}.tmp" if path else UNNAMED
    try:
        if draft:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _remove_abandoned(os.path.dirname(path))
    except OSError:
        draft = UNNAMED
    targets = list(dict.fromkeys([draft, UNNAMED, MEMORY]))
    target, connection = _filled(targets, lambda file: build(file, directory, own, tell))
    return target if target == draft else UNNAMED, connection


def _filled(
    targets: Sequence[str], fill: Callable[[sqlite3.Connection], None]
) -> tuple[str, sqlite3.Connection]:
    """Return the first of the targets with enough space, filled."""
    *others, last = targets
    for target in others:
        with contextlib.suppress(sqlite3.DatabaseError), _building(target) as connection:
            fill(connection)
            return target, connection
    with _building(last) as connection:
        fill(connection)
    return last, connection


@contextlib.contextmanager
def _building(target: str) -> Iterator[sqlite3.Connection]:
    """Yield a connection to fill and commit it at the end; on an error delete it and its file."""
    connection = sqlite3.connect(
        target, detect_types=sqlite3.PARSE_DECLTYPES, isolation_level=None, cached_statements=256
    )
    try:
        # Nothing is ever rolled back: a draft that fails is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute(f"PRAGMA cache_size = {-CACHE_MIB << 10}")
        connection.execute(f"PRAGMA temp.cache_size = {-CACHE_MIB << 10}")
        connection.execute(f"PRAGMA temp_store = {'MEMORY' if target == MEMORY else 'FILE'}")
        # Long statements let Python look for Ctrl-C so often.
        connection.set_progress_handler(lambda: 0, 1_000_000)
        connection.execute("BEGIN EXCLUSIVE")
        yield connection
        connection.execute("COMMIT")
        connection.set_progress_handler(None, 0)
    except BaseException as error:
        connection.close()
        if target not in (UNNAMED, MEMORY):
            remove_if_possible(target)
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from None
        raise


@contextlib.contextmanager
def _gone_afterwards(draft: str) -> Iterator[None]:
    try:
        yield
    finally:
        remove_if_possible(draft)


def _publish(draft: str, path: str) -> sqlite3.Connection:
    """Return the index under its own name, sealed, or where that cannot be an unnamed copy.

    Raises FileNotFoundError when another run has removed it.
    """
    try:
        seal(draft)
        os.replace(draft, path)
    except FileNotFoundError:
        raise
    except OSError:
        copy = sqlite3.connect(UNNAMED, detect_types=sqlite3.PARSE_DECLTYPES)
        with contextlib.closing(connect(draft)) as finished:
            finished.backup(copy)
        return copy
    _remove_older(path)
    try:
        return connect(path)
    except sqlite3.OperationalError as error:
        raise FileNotFoundError(path) from error


def _remove_older(path: str) -> None:
    """Remove the indexes of older states of the same data."""
    directory, name = os.path.split(path)
    stem = name.partition("-")[0]
    for other in os.listdir(directory):
        if re.fullmatch(INDEX, other) and other.startswith(f"{stem}-") and other != name:
            _remove(os.path.join(directory, other))


def _remove_abandoned(directory: str) -> None:
    """Remove unfinished indexes whose process was killed."""
    for name in os.listdir(directory):
        if draft := _DRAFT.fullmatch(name):
            path = os.path.join(directory, draft[1])
            if not os.path.lexists(path) or (_is_file(path) and _is_abandoned(path)):
                _remove(os.path.join(directory, name))


def _remove(path: str) -> None:
    """Remove a file; anything else of its name is not ours, and stays."""
    if _is_file(path):
        remove_if_possible(path)


def _is_file(path: str) -> bool:
    """Return whether there is a regular file, and no link to one."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _is_abandoned(draft: str) -> bool:
    """Return whether no process has its lock; one that was about to lock it starts over."""
    try:
        with contextlib.closing(sqlite3.connect(draft, timeout=0)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:  # half written, by nobody alive
        pass
    return True
