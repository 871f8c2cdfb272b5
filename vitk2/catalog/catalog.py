"""The catalogue: an index over the data, rebuilt when the CSV files changed.

The index is a disposable SQLite file in the user's cache, one file a key: its name carries a
digest of where the CSVs lie, their sizes and times, the version and the shape of the index. It is
sealed by its own time, so that a file which something wrote to since is made anew; docs/decisions
007 says why no more of it is read to find damage. vitk2.catalog.cache makes it.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, overload

from vitk2._version import __version__
from vitk2.catalog import index_file, paths
from vitk2.catalog.paths import Directory
from vitk2.catalog.schema import COLUMNS, Cell, Row

if TYPE_CHECKING:
    from vitk2.catalog import rows

INDEX_SHAPE: Final = "37c6ab900c44"
"""A digest of the index over the table of the tests, and of the checks that data must pass.

A test compares, so that a change of either gives the file another name: data that an older program
accepted are checked again.
"""


class Catalog:
    """An open index over a data directory; every query of it goes through `rows`."""

    def __init__(
        self,
        directory: Directory | None = None,
        own: Directory | Sequence[Directory] = (),
        on_build: Callable[[float], None] = lambda _: None,
    ) -> None:
        """Open the index, building it if need be. Raises DataError listing all problems.

        `own` are directories of a user's own foods, one or several, added to the published ones.
        `on_build` gets the share that is done, from 0 to 1, while an index is built.
        """
        self.directory = os.path.abspath(directory or paths.data_dir())
        directories = (own,) if isinstance(own, (str, os.PathLike)) else own
        self.own = tuple(os.path.abspath(d) for d in directories)
        self._on_build = on_build
        self._connection = self._open()

    def rows(self, sql: str, parameters: Sequence[Cell] | Mapping[str, Cell] = ()) -> list[Row]:
        """Return all rows of a query. A cache file found damaged is rebuilt, once."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not index_file.is_damage(error):
                raise
            self._connection.close()
            self._connection = self._build()
            return self._connection.execute(sql, parameters).fetchall()

    def texts(self, sql: str, parameters: Sequence[Cell] | Mapping[str, Cell] = ()) -> list[str]:
        """Return the texts of a query for one column of texts, none of them missing."""
        found: list[Any] = self.rows(sql, parameters)
        return [text for (text,) in found]

    def integers(self, sql: str, parameters: Sequence[Cell] | Mapping[str, Cell] = ()) -> list[int]:
        """Return the integers of a query for one column of integers, none of them missing."""
        found: list[Any] = self.rows(sql, parameters)
        return [integer for (integer,) in found]

    @property
    def data_version(self) -> str:
        """The version of the table, which is not the version of the program."""
        return str(self.rows("SELECT data_version FROM meta")[0][0])

    def close(self) -> None:
        """Close the index; a catalog is also a context manager."""
        self._connection.close()

    def __enter__(self) -> "Catalog":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path(self) -> str:
        """Return the index file of the data as they are now, named by location, then state."""
        directories = (self.directory, *self.own)
        state: list[object] = [__version__, sqlite3.sqlite_version, INDEX_SHAPE]
        for directory in directories:
            for path in paths.files_in(directory):
                with contextlib.suppress(OSError):
                    file_stat = os.stat(path)
                    state += [path, file_stat.st_size, file_stat.st_mtime_ns, file_stat.st_ctime_ns]
        stem, key = _digest(repr(directories)), _digest(repr(state))
        return os.path.join(paths.cache_dir(), f"{stem}-{key}.sqlite3")

    def _open(self) -> sqlite3.Connection:
        path, connection = self._path(), None
        try:
            if index_file.is_sealed(path):
                connection = index_file.connect(path)
                connection.execute("SELECT data_version FROM meta").fetchone()[0]
                return connection
        except (OSError, sqlite3.Error, UnicodeDecodeError, TypeError):
            if connection:
                connection.close()
        return self._build()

    def _build(self) -> sqlite3.Connection:
        from vitk2.catalog.cache import open_or_build  # a look-up in a finished index does without

        return open_or_build(self._path, self.directory, self.own, self._on_build)


def _digest(text: str) -> str:
    """Return a short name for a text: its bytes modulo a prime; no secret, no import."""
    return f"{int.from_bytes(text.encode(), 'big') % (2**61 - 1):016x}"


@overload
def records(
    catalog: Catalog, table: Literal["foods"], food_id: str | None = None
) -> "list[rows.FoodRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["amounts"], food_id: str | None = None
) -> "list[rows.AmountRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["measurements"], food_id: str | None = None
) -> "list[rows.MeasurementRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["portions"], food_id: str | None = None
) -> "list[rows.PortionRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["names"], food_id: str | None = None
) -> "list[rows.NameRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["changed_values"], food_id: str | None = None
) -> "list[rows.ChangedValueRow]": ...
@overload
def records(catalog: Catalog, table: Literal["sources"]) -> "list[rows.SourceRow]": ...
@overload
def records(catalog: Catalog, table: Literal["forms"]) -> "list[rows.FormRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["reference_intakes"]
) -> "list[rows.ReferenceIntakeRow]": ...
@overload
def records(catalog: Catalog, table: Literal["claims"]) -> "list[rows.ClaimRow]": ...
@overload
def records(catalog: Catalog, table: Literal["plain_words"]) -> "list[rows.PlainWordRow]": ...
@overload
def records(catalog: Catalog, table: Literal["twins"]) -> "list[rows.TwinRow]": ...
@overload
def records(
    catalog: Catalog, table: Literal["household_measures"]
) -> "list[rows.HouseholdMeasureRow]": ...
@overload
def records(catalog: Catalog, table: Literal["drug_names"]) -> "list[rows.DrugNameRow]": ...
@overload
def records(catalog: Catalog, table: str, food_id: str | None = None) -> list[Any]: ...
def records(catalog: Catalog, table: str, food_id: str | None = None) -> list[Any]:
    """Return the rows of a published table, of one food or of all."""
    columns = [c.name for c in COLUMNS[table]]
    selected = ", ".join(f'"{c}"' for c in columns)
    where = "" if food_id is None else "WHERE food_id = ?"
    rows = catalog.rows(
        f"SELECT {selected} FROM {table} {where} ORDER BY rowid", [food_id] if where else []
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]
