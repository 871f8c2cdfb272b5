"""The interface of the engines that run the sums, DuckDB, and the choice of the engine."""

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, cast

import duckdb
import ibis
import pyarrow as pa
from ibis.common.exceptions import IbisError
from ibis.expr import types as ir

from vitk2.cohort.extras import first_line
from vitk2.cohort.options import ENGINES
from vitk2.cohort.spark import Spark
from vitk2.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    import ibis

MEMORY: Final = "2GB"
"""The default memory of DuckDB before it writes to disk."""


DICTIONARY: Final = 1000
"""The most distinct values of a parquet column with a dictionary: forms have one, sums do not."""


def _literal(path: str) -> str:
    """Return a pattern that matches only this path."""
    return re.sub(r"[*?[]", r"[\g<0>]", path)


class Engine(Protocol):
    """A database engine that runs expressions; a context manager that closes what it opened."""

    name: str
    version: str
    errors: tuple[type[Exception], ...]
    """The exceptions that it raises."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def refuses(self, path: str) -> str:
        """Return why it cannot read a file of this name; '' if it can."""

    def read(self, paths: Sequence[str], kind: str) -> ir.Table:
        """Return the lines of exactly these files, lazily; every column of a csv is text."""

    def take(self, table: pa.Table) -> ir.Table:
        """Return an Arrow table as a table of the engine."""

    def keep(self, expression: ir.Table) -> ir.Table:
        """Run an expression once and return its result as a table, for several queries."""

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Return the result of an expression as an Arrow table."""

    def write(self, expression: ir.Table, path: str, kind: str) -> None:
        """Write the result of an expression as parquet or csv, without passing through Python."""

    def share(self) -> float | None:
        """Return the progress of the running query, from 0 to 1; None if it is not known."""


class DuckDB:
    """DuckDB in this process; data that does not fit in memory goes to `temp`."""

    name = "duckdb"
    errors: tuple[type[Exception], ...] = (duckdb.Error, IbisError)

    def __init__(
        self,
        memory: str | None = None,
        temp: str | None = None,
        backend: "ibis.BaseBackend | None" = None,
    ) -> None:
        """Open a new database, or run on an existing Ibis connection.

        Raises ibis.IbisError or duckdb.Error for an invalid memory size.
        """
        self._is_ours = backend is None
        self._backend: Any = backend or ibis.duckdb.connect()
        self.version = str(self._backend.version)
        if self._is_ours:
            settings = {"memory_limit": memory or MEMORY, "preserve_insertion_order": "false"}
            settings |= {"temp_directory": os.path.abspath(temp)} if temp else {}
            for setting, value in settings.items():
                quoted = value.replace("'", "''")
                self._connection.execute(f"SET {setting} = '{quoted}'")

    @property
    def _connection(self) -> "duckdb.DuckDBPyConnection":
        connection: duckdb.DuckDBPyConnection = self._backend.con
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_ours:
            self._backend.disconnect()

    def refuses(self, path: str) -> str:
        """Return why it cannot read this name: a backslash separates folders in its patterns."""
        if os.sep != "\\" and "\\" in path and _literal(path) != path:
            return "DuckDB reads no name that has a backslash and any of * ? [: rename it"
        return ""

    def read(self, paths: Sequence[str], kind: str) -> ir.Table:
        """Return the lines of exactly these files, lazily; every column of a csv is text."""
        patterns = [_literal(os.path.abspath(path)) for path in paths]
        # A folder called person=7 is no column of the diary.
        options = {"union_by_name": True, "hive_partitioning": False}
        if kind == "csv":
            csv_options = {
                "header": True,
                "all_varchar": True,
                "delim": ",",
                "quote": '"',
                "escape": '"',
            }
            # By default DuckDB reads lines that begin with # as comments.
            table: ir.Table = self._backend.read_csv(patterns, comment="", **csv_options, **options)
        else:
            table = self._backend.read_parquet(patterns, **options)
        return table

    def take(self, table: pa.Table) -> ir.Table:
        """Return an Arrow table as a table of the engine."""
        return ibis.memtable(table)

    def keep(self, expression: ir.Table) -> ir.Table:
        """Run an expression once and return its result, a temporary table of the connection."""
        table: ir.Table = self._backend.create_table(
            ibis.util.gen_name("vitk2"), expression, temp=True
        )
        return table

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Return the result of an expression as an Arrow table."""
        return self._backend.to_pyarrow(expression)

    def write(self, expression: ir.Table, path: str, kind: str) -> None:
        """Write one file of parquet or csv."""
        if kind == "csv":
            self._backend.to_csv(expression, path)
        else:
            self._backend.to_parquet(expression, path, dictionary_size_limit=DICTIONARY)

    def share(self) -> float | None:
        """Return the progress of the running query; None before DuckDB knows it."""
        percent = float(self._connection.query_progress())
        return percent / 100 if percent > 0 else None


def open_engine(
    name: str, master: str | None = None, memory: str | None = None, temp: str | None = None
) -> Engine:
    """Return an engine, which the caller closes.

    Raises UsageError for invalid options, Vitk2Error without Spark or Java.
    """
    if name not in ENGINES:
        raise UnknownNameError("engine", name, list(ENGINES))
    if name == "spark":
        return cast("Engine", Spark(master, memory, temp))
    if master:
        raise UsageError("a master is Spark's: choose the engine spark")
    try:
        return DuckDB(memory, temp)
    except DuckDB.errors as error:
        raise UsageError(f"DuckDB: {first_line(error)}") from error


def engine_of(table: Any) -> Engine:
    """Return the engine of an Ibis table. Raises UsageError if it is not in ENGINES."""
    backend: ibis.BaseBackend = table.get_backend()
    if backend.name == "duckdb":
        return DuckDB(backend=backend)
    if backend.name == "pyspark":
        return cast("Engine", Spark(backend=backend))
    raise UsageError(f"a table on {backend.name}: bring it to {' or '.join(ENGINES)}")
