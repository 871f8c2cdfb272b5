"""The engines that run the sums: DuckDB in this process, and which engine is asked for."""

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
"""What DuckDB takes before it writes to disk, where nobody says otherwise."""


DICTIONARY: Final = 1000
"""Values of a column of parquet that are worth a dictionary: those of forms, and not of sums."""


def _literal(path: str) -> str:
    """A path as a pattern that only this path matches."""
    return re.sub(r"[*?[]", r"[\g<0>]", path)


class Engine(Protocol):
    """Runs expressions; a context manager that lets go of what it opened."""

    name: str
    version: str
    errors: tuple[type[Exception], ...]
    """What it raises where it cannot do something."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def refuses(self, path: str) -> str:
        """Why it cannot read a file of this name; '' if it can."""

    def read(self, paths: Sequence[str], kind: str) -> ir.Table:
        """The lines of exactly these files; every column of a csv is text. Nothing is read yet."""

    def take(self, table: pa.Table) -> ir.Table:
        """What is in memory as a table of the engine."""

    def keep(self, expression: ir.Table) -> ir.Table:
        """An expression run once, to be asked more than once."""

    def arrow(self, expression: ir.Table) -> pa.Table:
        """What an expression gives, in memory."""

    def write(self, expression: ir.Table, path: str, kind: str) -> None:
        """Write what an expression gives as parquet or csv; it never passes through Python."""

    def share(self) -> float | None:
        """How far the running query is, from 0 to 1; None where nobody knows."""


class DuckDB:
    """DuckDB in this process, larger than memory: what does not fit goes to `temp`."""

    name = "duckdb"
    errors: tuple[type[Exception], ...] = (duckdb.Error, IbisError)

    def __init__(
        self,
        memory: str | None = None,
        temp: str | None = None,
        backend: "ibis.BaseBackend | None" = None,
    ) -> None:
        """Open a database of its own, or run on a connection that Ibis has.

        Raises ibis.IbisError, duckdb.Error for a memory that is none.
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
        """Why it cannot read a file of this name: in a pattern a backslash ends a folder's name."""
        if os.sep != "\\" and "\\" in path and _literal(path) != path:
            return "DuckDB reads no name that has a backslash and any of * ? [: rename it"
        return ""

    def read(self, paths: Sequence[str], kind: str) -> ir.Table:
        """The lines of exactly these files; every column of a csv is text. Nothing is read yet."""
        literal = [_literal(os.path.abspath(path)) for path in paths]
        # A folder called person=7 is no column of the diary.
        options = {"union_by_name": True, "hive_partitioning": False}
        if kind == "csv":
            whole = {"header": True, "all_varchar": True, "delim": ",", "quote": '"', "escape": '"'}
            # Left to itself, DuckDB takes lines that begin with # for comments.
            table: ir.Table = self._backend.read_csv(literal, comment="", **whole, **options)
        else:
            table = self._backend.read_parquet(literal, **options)
        return table

    def take(self, table: pa.Table) -> ir.Table:
        """What is in memory as a table of the engine."""
        return ibis.memtable(table)

    def keep(self, expression: ir.Table) -> ir.Table:
        """An expression run once, into a table that goes with the connection."""
        kept: ir.Table = self._backend.create_table(
            ibis.util.gen_name("vitk2"), expression, temp=True
        )
        return kept

    def arrow(self, expression: ir.Table) -> pa.Table:
        """What an expression gives, in memory."""
        return self._backend.to_pyarrow(expression)

    def write(self, expression: ir.Table, path: str, kind: str) -> None:
        """Write one file of parquet or csv."""
        if kind == "csv":
            self._backend.to_csv(expression, path)
        else:
            self._backend.to_parquet(expression, path, dictionary_size_limit=DICTIONARY)

    def share(self) -> float | None:
        """How far the running query is; None before DuckDB can tell."""
        percent = float(self._connection.query_progress())
        return percent / 100 if percent > 0 else None


def open_engine(
    name: str, master: str | None = None, memory: str | None = None, temp: str | None = None
) -> Engine:
    """An engine that is closed by who opened it.

    Raises UsageError for what it cannot be told, Vitk2Error without Spark or Java.
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


def engine_behind(table: Any) -> Engine:
    """The engine that an Ibis table is on. Raises UsageError for one that is neither of ours."""
    backend: ibis.BaseBackend = table.get_backend()
    if backend.name == "duckdb":
        return DuckDB(backend=backend)
    if backend.name == "pyspark":
        return cast("Engine", Spark(backend=backend))
    raise UsageError(f"a table on {backend.name}: bring it to {' or '.join(ENGINES)}")
