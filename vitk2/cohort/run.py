"""One run over a diary: reading, matching, summing, summarising, and the facts of the run."""

import os
import platform
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import ibis
import pyarrow.csv
from ibis.expr import types as ir

from vitk2._version import __version__
from vitk2.catalog.catalog import Catalog
from vitk2.cohort import aggregate
from vitk2.cohort import lines as of_lines
from vitk2.cohort.codes import Crosswalk, crosswalk, found_by_numbers, refuse_unknown
from vitk2.cohort.csv_headings import heading_problems, headings_of
from vitk2.cohort.engines import Engine
from vitk2.cohort.extras import first_line
from vitk2.cohort.options import LONG, WIDE, CohortOptions
from vitk2.cohort.per_gram import KEY, Contents, contents_of, names_of, tables_of
from vitk2.cohort.reader import DiaryFiles, diary_files
from vitk2.cohort.recipes import Dishes, read_dishes
from vitk2.cohort.spreadsheet_escape import escape_formulas
from vitk2.cohort.summarize import matched_of, summary_of
from vitk2.cohort.summary import MatchStats, Summary
from vitk2.errors import DataError
from vitk2.safety import CAUTION


def of_run(options: CohortOptions, engine: Engine, summary: Summary) -> dict[str, Any]:
    """Return the facts of a run: versions, options, counts, and the meaning of the columns."""
    matched = summary.matched
    return {
        "program": f"vitk2 {__version__}",
        "engine": f"{engine.name} {engine.version}",
        "ibis": ibis.__version__,
        "python": platform.python_version(),
        "options": {**options._asdict(), "by": list(options.by), "columns": dict(options.columns)},
        "lines": matched.lines,
        "matched_lines": matched.matched_lines,
        "grams": matched.grams,
        "matched_grams": matched.matched_grams,
        "unmatched_codes": summary.unmatched_codes,
        "groups": summary.groups,
        "forms": [form.as_record() for form in summary.forms],
        "columns": {c.name: c.meaning for c in (WIDE if options.wide else LONG)},
        "caution": CAUTION,
    }


def of_dishes(dishes: Dishes) -> dict[str, Any]:
    """Return the number of dishes, and their ingredients that are not in the table."""
    return {
        "dishes": len(dishes.contents),
        "dishes_with_unknown_ingredients": dishes.unmatched,
    }


SUMS: Final = {kind: f"intake.{kind}" for kind in ("parquet", "csv")}
UNMATCHED: Final = "unmatched.csv"
"""The files that a run writes: the sums, and the unmatched codes, largest first."""


class Lookup(NamedTuple):
    """The contents and names of foods by code, the codes of several foods, and the dishes."""

    contents: dict[str, Contents]
    names: dict[str, str]
    several: dict[str, list[str]]
    dishes: Dishes


class RunResult(NamedTuple):
    """The summary of a run for people, and the facts of the run as one JSON object."""

    summary: Summary
    facts: dict[str, Any]


class Summed(NamedTuple):
    """The sums of a diary, not yet run, and the result of matching its lines, which was run."""

    rows: ir.Table
    matched: MatchStats
    unmatched: ir.Table


def look_up_codes(catalog: Catalog, options: CohortOptions) -> Lookup:
    """Return the contents of each code. Raises DataError for a recipe file with problems."""
    code_foods: Crosswalk = crosswalk(catalog, options.codes)
    contents_by_food = contents_of(catalog)
    # Own foods have ids alone; an id of digits may have lost its zeros too.
    foods = found_by_numbers({food_id: food_id for food_id in contents_by_food}) | code_foods.foods
    contents = {code: contents_by_food[food_id] for code, food_id in foods.items()}
    dishes = read_dishes(options.recipes, contents) if options.recipes else Dishes({}, {})
    names_by_food = names_of(catalog)
    names = {code: names_by_food[food_id] for code, food_id in foods.items()}
    names |= found_by_numbers({dish: dish for dish in dishes.contents})
    return Lookup(contents | found_by_numbers(dishes.contents), names, code_foods.several, dishes)


def sum_up(
    lines: ir.Table,
    lookup: Lookup,
    engine: Engine,
    options: CohortOptions,
    faults: Callable[[], list[str]],
) -> Summed:
    """Check lines and return their sums.

    Raises DataError with the messages of `faults` if any line has a fault, and for a code of
    several foods.
    """
    contents = tables_of(lookup.contents, of_lines.key_of(lines))
    tables = aggregate.Tables(*map(engine.take, contents))
    foods = engine.keep(of_lines.by_food(lines, options.by))
    (counts,) = engine.arrow(of_lines.totals(foods)).to_pylist()
    if counts["faults"]:
        raise DataError(faults())
    if not counts["lines"]:
        raise DataError(["the diary has no lines"])
    found, unmatched = _split_by_match(foods, tables.codes)
    _refuse_several(unmatched, lookup, engine)
    rows = engine.arrow(found).to_pylist()
    groups = aggregate.groups(lines, tables, options.by)
    return Summed(
        (aggregate.wide if options.wide else aggregate.long)(groups, options.by),
        matched_of(rows, counts, lookup.contents, lookup.names),
        unmatched,
    )


def _split_by_match(foods: ir.Table, codes: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Return the matched and the unmatched codes, with their lines and grams."""
    joined = foods.left_join(codes.select(KEY), foods[aggregate.EATEN_FOOD] == codes[KEY])
    labelled = joined.select(
        code=joined[aggregate.EATEN_FOOD].cast("string"),
        lines=joined.lines,
        grams=joined.grams,
        is_known=joined[KEY].notnull(),
    )
    found, unmatched = (
        labelled.filter(labelled.is_known == is_known) for is_known in (True, False)
    )
    return found.drop("is_known"), unmatched.drop("is_known")


def _refuse_several(unmatched: ir.Table, lookup: Lookup, engine: Engine) -> None:
    """Raise DataError if the diary has codes of several foods."""
    if not lookup.several:
        return
    ambiguous = engine.arrow(unmatched.filter(unmatched.code.isin(list(lookup.several))))
    if problems := [
        f"code {row['code']} is of several foods: {', '.join(lookup.several[row['code']])}"
        for row in ambiguous.to_pylist()
    ]:
        raise DataError([f"{p}: write the food_id in its place" for p in problems])


def run(
    catalog: Catalog,
    diary: str,
    options: CohortOptions,
    engine: Engine,
    *,
    directory: str,
    kind: str,
    tell: Callable[[str], None],
    for_spreadsheet: bool = False,
) -> RunResult:
    """Write the sums of a diary to `directory`, SUMS of a `kind` and UNMATCHED.

    `tell` is called with the name of each step as it begins. `directory` is empty, on the disk that
    the output goes to; csv is read once, into a file in it. `for_spreadsheet` keeps a spreadsheet
    from calculating the texts in csv. Raises DataError with every problem of the diary's files, and
    then writes nothing.
    """
    options.check()
    lookup = look_up_codes(catalog, options)
    tell("Reading the diary")
    files = diary_files(diary)
    lines = lines_in(files, engine, options, directory)
    tell("Matching foods")
    summed = sum_up(lines, lookup, engine, options, lambda: faults_in(files, engine, options))
    refuse_unknown(summed.matched, summed.unmatched, engine, options)
    tell("Summing by group and form")
    path = os.path.join(directory, SUMS["parquet"])
    engine.write(summed.rows, path, "parquet")
    rows = engine.read([path], "parquet")
    tell("Counting groups")
    codes = (
        escape_formulas(summed.unmatched, ["code"], engine) if for_spreadsheet else summed.unmatched
    )
    unmatched = engine.arrow(codes.order_by([ibis.desc("grams"), "code"]))
    pyarrow.csv.write_csv(unmatched, os.path.join(directory, UNMATCHED))
    of_forms = aggregate.long_of(rows, options.by) if options.wide else rows
    summary = summary_of(of_forms, engine, summed.matched, len(unmatched))
    if kind != "parquet":
        tell("Writing")
        written = escape_formulas(rows, options.by, engine) if for_spreadsheet else rows
        engine.write(written, os.path.join(directory, SUMS[kind]), kind)
    facts = {"data_version": catalog.data_version, "diary": diary, "files": len(files.paths)}
    facts |= {"own_foods": list(catalog.own)}
    return RunResult(summary, facts | of_run(options, engine, summary) | of_dishes(lookup.dishes))


def lines_in(files: DiaryFiles, engine: Engine, options: CohortOptions, directory: str) -> ir.Table:
    """Return the lines of files; those of csv from a copy in `directory`, so it is read once.

    Raises DataError with every problem of any file if a column is missing or mixed.
    """
    _check_schemas(files, engine, options)
    lines = of_lines.lines_of(engine.read(files.paths, files.kind), options)
    if files.kind == "csv":
        copy = os.path.join(directory, "lines.parquet")
        try:
            engine.write(lines, copy, "parquet")
        except engine.errors as error:
            raise DataError([f"the diary cannot be read as csv: {first_line(error)}"]) from error
        lines = engine.read([copy], "parquet")
    return lines


def _check_schemas(files: DiaryFiles, engine: Engine, options: CohortOptions) -> None:
    """Raise DataError with every problem of any file if a column is missing or mixed."""
    schemas, problems = {}, []
    for path in files.paths:
        try:
            schemas[path] = _schema_of(path, files.kind, engine)
        except DataError as error:
            problems += error.problems
    file_problems = {
        path: heading_problems(headings, schema, path, options)
        + of_lines.type_problems(schema, path, options)
        for path, (headings, schema) in schemas.items()
    }
    types = {path: schema for path, (_, schema) in schemas.items()}
    problems += [p for found in file_problems.values() for p in found] + of_lines.mixed_types(
        types, options
    )
    if not problems:
        return
    sound_paths = [path for path, found in file_problems.items() if not found]
    raise DataError(problems + faults_in(files._replace(paths=sound_paths), engine, options))


def _schema_of(path: str, kind: str, engine: Engine) -> tuple[list[str], ibis.Schema]:
    """Return the names of a file's columns as written, and the columns that the engine found.

    Raises DataError for a file that cannot be read, or has no lines.
    """
    if reason := engine.refuses(path):
        raise DataError([f"{path}: {reason}"])
    headings = headings_of(path, kind)
    try:
        table = engine.read([path], kind)
        has_lines = engine.arrow(table.limit(1)).num_rows > 0
    except engine.errors as error:
        raise DataError([f"{path}: cannot be read as {kind}: {first_line(error)}"]) from error
    # If the engine found other names, it read lines as the header, and that is the problem.
    if not has_lines and table.columns[:1] == (headings[0],):
        raise DataError([f"{path}: has no lines"])
    return headings, table.schema()


def faults_in(files: DiaryFiles, engine: Engine, options: CohortOptions) -> list[str]:
    """Return the faults of the lines of each file."""
    problems = []
    for path in files.paths:
        lines = of_lines.lines_of(engine.read([path], files.kind), options)
        problems += faults_of(lines, engine, options, path)
    return problems


def faults_of(lines: ir.Table, engine: Engine, options: CohortOptions, file: str) -> list[str]:
    """Return the faults of lines, with the name of their file."""
    (counts,) = engine.arrow(of_lines.fault_counts(lines, options.by)).to_pylist()
    return of_lines.fault_messages(counts, file, options)
