"""A diary as Python holds it -> its sums, held in the same way."""

import os
from collections.abc import Callable
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from ibis.expr import types as ir

from vitk2.cohort.csv_headings import heading_problems, needed
from vitk2.cohort.engines import Engine, engine_behind
from vitk2.cohort.extras import first_line
from vitk2.cohort.lines import lines_of, type_problems
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.reader import diary_files
from vitk2.cohort.run import Lookup, faults_in, faults_of, lines_in, sum_up
from vitk2.cohort.unmatched_codes import refuse_unknown
from vitk2.errors import DataError, UsageError


def taken(
    diary: Any,
    known: Lookup,
    asked: CohortOptions,
    open_engine: Callable[[], Engine],
    temp: str | None,
) -> Any:
    """The sums of a diary: a DataFrame of a path or a DataFrame, else what the diary is.

    An Ibis table stays on its engine: queries check it, and its sums are an expression not yet run.
    Raises DataError with all that is wrong with the diary, UsageError for what holds none.
    """
    if isinstance(diary, ir.Table):
        return _of_table(diary, known, asked, engine_behind(diary))
    with open_engine() as engine:
        if isinstance(diary, (str, os.PathLike)):
            with TemporaryDirectory(dir=temp) as directory:
                return _of_files(os.fspath(diary), known, asked, engine, directory).to_pandas()
        if isinstance(diary, pa.Table):
            return _of_arrow(diary, known, asked, engine)
        if hasattr(diary, "__dataframe__"):
            return _of_arrow(_arrow_of(diary, asked), known, asked, engine).to_pandas()
    held = type(diary).__name__
    raise UsageError(f"a {held} is no diary: use a path, a DataFrame, an Arrow or an Ibis table")


def _of_files(
    diary: str, known: Lookup, asked: CohortOptions, engine: Engine, directory: str
) -> pa.Table:
    files = diary_files(diary)
    lines = lines_in(files, engine, asked, directory)
    faults = partial(faults_in, files, engine, asked)
    return _ordered(_sums(lines, known, engine, asked, faults), asked, engine)


def _of_table(diary: ir.Table, known: Lookup, asked: CohortOptions, engine: Engine) -> ir.Table:
    schema = diary.schema()
    problems = heading_problems(list(schema), schema, "diary", asked)
    if problems := problems + type_problems(schema, "diary", asked):
        raise DataError(problems)
    lines = lines_of(diary, asked)
    faults = partial(faults_of, lines, engine, asked, "diary")
    return _sums(lines, known, engine, asked, faults)


def _sums(
    lines: ir.Table,
    known: Lookup,
    engine: Engine,
    asked: CohortOptions,
    faults: Callable[[], list[str]],
) -> ir.Table:
    summed = sum_up(lines, known, engine, asked, faults)
    refuse_unknown(summed.matched, summed.unmatched, engine, asked)
    return summed.rows


def _of_arrow(diary: pa.Table, known: Lookup, asked: CohortOptions, engine: Engine) -> pa.Table:
    places = _places(diary.column_names, asked)
    lines = engine.take(diary.select(places))
    return _ordered(_of_table(lines, known, asked, engine), asked, engine)


def _arrow_of(diary: Any, asked: CohortOptions) -> pa.Table:
    """The columns of a DataFrame that are read. Raises DataError for one of mixed types."""
    places = _places([str(name) for name in diary.columns], asked)
    try:
        return pa.Table.from_pandas(diary.iloc[:, places], preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise DataError([f"diary: {first_line(error)}: make each column one type"]) from error


def _places(headings: list[str], asked: CohortOptions) -> list[int]:
    """Where the columns that are read are. Raises DataError for those missing or repeated."""
    if problems := heading_problems(headings, headings, "diary", asked):
        raise DataError(problems)
    return [headings.index(name) for name in needed(asked)]


def _ordered(rows: ir.Table, asked: CohortOptions, engine: Engine) -> pa.Table:
    return engine.arrow(rows.order_by([*asked.by, *([] if asked.wide else ["form"])]))
