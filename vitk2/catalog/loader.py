"""The loading of CSV files into SQLite: rows are streamed and checked, none is stored."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from vitk2.catalog import csv_reader, ids, validation
from vitk2.catalog.index import create_tables, index_keys, insert, write_index
from vitk2.catalog.schema import COLUMNS, Record
from vitk2.catalog.user_rows import Rowids, derive_rows
from vitk2.catalog.validation import RowLocations, row_errors
from vitk2.errors import DataError
from vitk2.progress import Progress, Tell

OWN_REQUIRED: Final = ("foods", "amounts", "sources")
OWN_OPTIONAL: Final = ("measurements", "portions")
"""The tables that a user's own directory may have besides the required; forms are published."""


class Loaded(NamedTuple):
    """The loaded data: their version, rows per table, and the rowids of each own directory."""

    version: str
    rows: dict[str, int]
    own: list[dict[str, Rowids]]


def build(connection: sqlite3.Connection, directory: str, own: Sequence[str], tell: Tell) -> None:
    """Read, check and index a directory and a user's own.

    `tell` gets the share that is done, and 1 at the end, also after an error. Raises DataError as
    load() does.
    """
    progress = Progress(tell)
    try:
        loaded = load(connection, directory, own, progress)
        for rowids in loaded.own:
            derive_rows(connection, rowids, progress)
        write_index(connection, loaded.version, loaded.rows["measurements"], progress)
    finally:
        tell(1.0)


def load(
    connection: sqlite3.Connection, directory: str, own: Sequence[str], progress: Progress
) -> Loaded:
    """Read the tables of a directory and a user's own into an empty file, and check them all.

    Raises DataError listing every problem found; those in own directories name their directory.
    """
    create_tables(connection)
    reading = _Reading(connection, progress)
    progress.begin(0.3, sum(map(_bytes_in, (directory, *own))))
    for name in COLUMNS:
        reading.take(directory, name, "")
    added = [reading.take_own(own_directory) for own_directory in own]
    version = csv_reader.version(directory, reading.problems)
    progress.begin(0.1, 1)
    index_keys(connection)
    problems = [
        *reading.problems,
        *ids.problems(connection, reading.locations),
        *validation.check_keys(connection, reading.locations),
        *validation.names(connection, reading.locations["amounts"]),
        *(problem for name in COLUMNS for problem in reading.of_one_row[name]),
        *validation.unreviewed(connection, reading.locations),
    ]
    if problems:
        raise DataError(problems)
    return Loaded(version, reading.rows, added)


def _bytes_in(directory: str) -> int:
    paths = (os.path.join(directory, f"{name}.csv") for name in COLUMNS)
    return sum(os.path.getsize(path) for path in paths if os.path.exists(path))


class _Reading:
    """The rows read so far, with their counts and locations, and the problems of single rows."""

    def __init__(self, connection: sqlite3.Connection, progress: Progress) -> None:
        self.problems: list[str] = []
        self.of_one_row: dict[str, list[str]] = {name: [] for name in COLUMNS}
        self.locations = {name: RowLocations() for name in COLUMNS}
        self.rows = dict.fromkeys(COLUMNS, 0)
        self._connection = connection
        self._progress = progress

    def take(self, directory: str, name: str, prefix: str) -> Rowids:
        """Read one table into its table of the index; returns the rowids of its rows."""
        first = self.rows[name] + 1
        insert(self._connection, name, self._checked(directory, name, prefix))
        return first, self.rows[name]

    def take_own(self, directory: str) -> dict[str, Rowids]:
        """Read the tables that a user's own directory has."""
        if not os.path.isdir(directory):
            self.problems.append(f"{directory}: there is no such directory")
            return {}
        prefix = os.path.join(directory, "")
        return {
            name: self.take(directory, name, prefix)
            for name in (*OWN_REQUIRED, *OWN_OPTIONAL)
            if name in OWN_REQUIRED or os.path.exists(f"{prefix}{name}.csv")
        }

    def _checked(self, directory: str, name: str, prefix: str) -> Iterator[Record]:
        file = f"{prefix}{name}.csv"
        for line, record in csv_reader.read(
            directory, name, prefix, self.problems, self._progress.advance
        ):
            self.rows[name] += 1
            self.locations[name].add(self.rows[name], file, line)
            for problem in row_errors(name, record):
                self.of_one_row[name].append(f"{file}:{line}: {problem}")
            if name == "amounts":
                marks = record["marks"]
                record["doubtful"] = bool(record["doubtful"]) or "doubtful" in str(marks or "")
                if prefix:  # so that it is not mistaken for a published one
                    record["marks"] = f"{marks};own" if marks else "own"
            yield record
