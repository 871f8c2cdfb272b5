"""The Apache Spark engine: the same sums on a cluster, or on the cores of this machine."""

import logging
import os
import re
import shutil
import sys
import warnings
from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, Self

import ibis
import pyarrow as pa
from ibis.common.exceptions import IbisError
from ibis.expr import types as ir

from vitk2.cohort.csv_headings import headings_of
from vitk2.cohort.extras import NO_JAVA, NO_SPARK
from vitk2.errors import Vitk2Error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType


class Spark:
    """Spark in a running context, or in a new one."""

    name = "spark"

    def __init__(
        self,
        master: str | None = None,
        memory: str | None = None,
        temp: str | None = None,
        backend: "ibis.BaseBackend | None" = None,
    ) -> None:
        """Use the context of an Ibis connection, else find a running one or start one.

        Raises Vitk2Error without Spark or Java.
        """
        with warnings.catch_warnings():
            # pyspark warns about pandas 3, which is not used here.
            warnings.simplefilter("ignore", FutureWarning)
            existing = getattr(backend, "_session", None)
            self._session, self._is_ours = _session(master, memory, temp, existing)
            self._backend: Any = backend or ibis.pyspark.connect(self._session)
        from pyspark.core.context import Py4JError  # raised by Java without a class of pyspark
        from pyspark.errors import PySparkException

        self.version = str(self._session.version)
        self.errors: tuple[type[Exception], ...] = (PySparkException, Py4JError, IbisError)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_ours:
            self._session.stop()

    def refuses(self, path: str) -> str:
        """Return why it cannot read a file of this name; '' if it can."""
        name = os.path.basename(path)
        return "Spark reads no name that begins with _ or .: rename it" if name[0] in "_." else ""

    def read(self, paths: Sequence[str], kind: str) -> ir.Table:
        """Return the lines of exactly these files; every column of a csv is text.

        Only the column names are read at once.
        """
        reader = self._session.read
        patterns = [re.sub(r"[*?\[\]{}\\]", r"\\\g<0>", path) for path in paths]
        if kind == "csv":  # one by one: Spark goes by the order of columns, not by their names
            options = {"header": True, "quote": '"', "escape": '"', "multiLine": True}
            # Otherwise it drops the extra cells of a line with more cells than column names.
            options["mode"] = "FAILFAST"
            reader = reader.option("columnPruning", False)
            frames = [
                reader.csv(pattern, schema=_schema_of(path), **options)
                for pattern, path in zip(patterns, paths, strict=True)
            ]
            frame = reduce(lambda one, other: one.unionByName(other), frames)
        else:
            frame = reader.parquet(*patterns)
        return self._view(frame)

    def take(self, table: pa.Table) -> ir.Table:
        """Return an Arrow table as a table that every machine gets."""
        return self._view(self._session.createDataFrame(table))

    def keep(self, expression: ir.Table) -> ir.Table:
        """Return a cached table of an expression, which runs once."""
        return self._view(self._frame(expression).cache())

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Return the result of an expression as an Arrow table."""
        return self._frame(expression).toArrow()

    def write(self, expression: ir.Table, path: str, kind: str) -> None:
        """Write a directory of parquet or csv, a file per task."""
        writer = self._frame(expression).write
        if kind == "csv":
            writer.csv(path, header=True, quote='"', escape='"', emptyValue="")
        else:
            writer.parquet(path)

    def share(self) -> float | None:
        """Return None: Spark shows its own progress."""
        return None

    def _frame(self, expression: ir.Table) -> "DataFrame":
        return self._session.sql(self._backend.compile(expression))

    def _view(self, frame: "DataFrame") -> ir.Table:
        name = ibis.util.gen_name("vitk2")
        frame.createOrReplaceTempView(name)
        table: ir.Table = self._backend.table(name)
        return table


def _schema_of(path: str) -> "StructType":
    """Return a csv's columns as text; Spark could read their names from files of similar names."""
    from pyspark.sql.types import StringType, StructField, StructType

    names = headings_of(path, "csv")
    folded = [name.casefold() for name in names]
    # Spark accepts each name once; a repeated column that is needed is refused before.
    columns = [
        n if n and folded.count(f) == 1 else f"{n}_{i}"
        for i, (n, f) in enumerate(zip(names, folded, strict=True))
    ]
    return StructType([StructField(column, StringType()) for column in columns])


def _session(
    master: str | None, memory: str | None, temp: str | None, existing: "SparkSession | None"
) -> tuple["SparkSession", bool]:
    """Return a session, and whether it was started here."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Vitk2Error(NO_SPARK) from None
    if running := existing or SparkSession.getActiveSession():
        return running, False
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise Vitk2Error(NO_JAVA)
    from pyspark.errors import PySparkException, PySparkRuntimeError

    settings = {
        "spark.log.level": "ERROR",
        "spark.sql.caseSensitive": "true",  # columns of a diary may differ in case alone
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
        **({"spark.master": master} if master else {}),
        **({"spark.driver.memory": memory.lower().removesuffix("b")} if memory else {}),
        **({"spark.local.dir": os.path.abspath(temp)} if temp else {}),
    }
    builder = SparkSession.builder.appName("vitk2 cohort")
    for setting, value in settings.items():
        builder = builder.config(setting, value)
    logging.getLogger("py4j").setLevel(logging.ERROR)
    try:
        return builder.getOrCreate(), True
    except (PySparkException, PySparkRuntimeError, OSError) as error:
        first = str(error).strip().splitlines()[0]
        raise Vitk2Error(f"Spark does not start: {first}") from error
