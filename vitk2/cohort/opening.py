"""Which engine runs: opened by its name, or found behind an Ibis table."""

from typing import TYPE_CHECKING, Any, cast

from vitk2.cohort.engines import DuckDB, Engine
from vitk2.cohort.extras import first_line
from vitk2.cohort.options import ENGINES
from vitk2.cohort.spark import Spark
from vitk2.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    import ibis


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
