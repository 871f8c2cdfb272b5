"""The sums of a diary that is a path or a table in Python, returned as the same type of table."""

import os
from collections.abc import Callable
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from ibis.expr import types as ir

from vitk2.cohort.codes import refuse_unknown
from vitk2.cohort.csv_headings import heading_problems, needed
from vitk2.cohort.engines import Engine, engine_of
from vitk2.cohort.extras import first_line
from vitk2.cohort.lines import lines_of, type_problems
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.reader import diary_files
from vitk2.cohort.run import Lookup, faults_in, faults_of, lines_in, sum_up
from vitk2.errors import DataError, UsageError


def sum_diary(
    diary: Any,
    lookup: Lookup,
    options: CohortOptions,
    open_engine: Callable[[], Engine],
    temp: str | None,
) -> Any:
    """Return the sums of a diary: a DataFrame for a path, else a table of the diary's type.

    An Ibis table stays on its engine: queries check it, and its sums are an expression not yet run.
    Raises DataError with all problems of the diary, UsageError for an object that is not a diary.
    """
    if isinstance(diary, ir.Table):
        return _of_table(diary, lookup, options, engine_of(diary))
    with open_engine() as engine:
        if isinstance(diary, (str, os.PathLike)):
            with TemporaryDirectory(dir=temp) as directory:
                return _of_files(os.fspath(diary), lookup, options, engine, directory).to_pandas()
        if isinstance(diary, pa.Table):
            return _of_arrow(diary, lookup, options, engine)
        if hasattr(diary, "__dataframe__"):
            return _of_arrow(_arrow_of(diary, options), lookup, options, engine).to_pandas()
    type_name = type(diary).__name__
    raise UsageError(
        f"a {type_name} is no diary: use a path, a DataFrame, an Arrow or an Ibis table"
    )


def _of_files(
    diary: str, lookup: Lookup, options: CohortOptions, engine: Engine, directory: str
) -> pa.Table:
    files = diary_files(diary)
    lines = lines_in(files, engine, options, directory)
    faults = partial(faults_in, files, engine, options)
    return _ordered(_sums(lines, lookup, engine, options, faults), options, engine)


def _of_table(diary: ir.Table, lookup: Lookup, options: CohortOptions, engine: Engine) -> ir.Table:
    schema = diary.schema()
    problems = heading_problems(list(schema), schema, "diary", options)
    if problems := problems + type_problems(schema, "diary", options):
        raise DataError(problems)
    lines = lines_of(diary, options)
    faults = partial(faults_of, lines, engine, options, "diary")
    return _sums(lines, lookup, engine, options, faults)


def _sums(
    lines: ir.Table,
    lookup: Lookup,
    engine: Engine,
    options: CohortOptions,
    faults: Callable[[], list[str]],
) -> ir.Table:
    summed = sum_up(lines, lookup, engine, options, faults)
    refuse_unknown(summed.matched, summed.unmatched, engine, options)
    return summed.rows


def _of_arrow(diary: pa.Table, lookup: Lookup, options: CohortOptions, engine: Engine) -> pa.Table:
    indices = _column_indices(diary.column_names, options)
    lines = engine.take(diary.select(indices))
    return _ordered(_of_table(lines, lookup, options, engine), options, engine)


def _arrow_of(diary: Any, options: CohortOptions) -> pa.Table:
    """Return the columns of a DataFrame that are read. Raises DataError for mixed types."""
    indices = _column_indices([str(name) for name in diary.columns], options)
    try:
        return pa.Table.from_pandas(diary.iloc[:, indices], preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise DataError([f"diary: {first_line(error)}: make each column one type"]) from error


def _column_indices(headings: list[str], options: CohortOptions) -> list[int]:
    """Return the indices of the columns that are read.

    Raises DataError for missing or repeated columns.
    """
    if problems := heading_problems(headings, headings, "diary", options):
        raise DataError(problems)
    return [headings.index(name) for name in needed(options)]


def _ordered(rows: ir.Table, options: CohortOptions, engine: Engine) -> pa.Table:
    return engine.arrow(rows.order_by([*options.by, *([] if options.wide else ["form"])]))
