"""One run over a diary: read, match, sum, summarise, and the facts of it."""

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
from vitk2.cohort.codes import Crosswalk, crosswalk, found_by_numbers
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
from vitk2.cohort.unmatched_codes import refuse_unknown
from vitk2.errors import DataError
from vitk2.safety import CAUTION


def of_run(asked: CohortOptions, engine: Engine, summary: Summary) -> dict[str, Any]:
    """Versions, options, counts, and what the columns mean."""
    matched = summary.matched
    return {
        "program": f"vitk2 {__version__}",
        "engine": f"{engine.name} {engine.version}",
        "ibis": ibis.__version__,
        "python": platform.python_version(),
        "options": {**asked._asdict(), "by": list(asked.by), "columns": dict(asked.columns)},
        "lines": matched.lines,
        "matched_lines": matched.matched_lines,
        "grams": matched.grams,
        "matched_grams": matched.matched_grams,
        "unmatched_codes": summary.unmatched_codes,
        "groups": summary.groups,
        "forms": [form.as_record() for form in summary.forms],
        "columns": {c.name: c.meaning for c in (WIDE if asked.wide else LONG)},
        "caution": CAUTION,
    }


def of_dishes(dishes: Dishes) -> dict[str, Any]:
    """How many dishes were taken apart, and ingredients that the table does not know."""
    return {
        "dishes": len(dishes.contents),
        "dishes_with_unknown_ingredients": dishes.unmatched,
    }


SUMS: Final = {kind: f"intake.{kind}" for kind in ("parquet", "csv")}
UNMATCHED: Final = "unmatched.csv"
"""What a run writes: the sums, and the codes that were not matched, largest first."""


class Lookup(NamedTuple):
    """What a diary is joined with: contents by code, foods' names by code, and what is left out."""

    contents: dict[str, Contents]
    names: dict[str, str]
    several: dict[str, list[str]]
    dishes: Dishes


class RunResult(NamedTuple):
    """What a run came to: what people are shown, and the facts of the run as one JSON object."""

    summary: Summary
    facts: dict[str, Any]


class Summed(NamedTuple):
    """The sums of a diary as asked, not yet run, with what was matched of its lines, which was."""

    rows: ir.Table
    matched: MatchStats
    unmatched: ir.Table


def known_to(catalog: Catalog, asked: CohortOptions) -> Lookup:
    """What each code holds. Raises DataError for a recipe file with problems."""
    walk: Crosswalk = crosswalk(catalog, asked.codes)
    of_food = contents_of(catalog)
    # Own foods have ids alone; an id of digits may have lost its zeros too.
    foods = found_by_numbers({food_id: food_id for food_id in of_food}) | walk.foods
    contents = {code: of_food[food_id] for code, food_id in foods.items()}
    dishes = read_dishes(asked.recipes, contents) if asked.recipes else Dishes({}, {})
    named = names_of(catalog)
    names = {code: named[food_id] for code, food_id in foods.items()}
    names |= found_by_numbers({dish: dish for dish in dishes.contents})
    return Lookup(contents | found_by_numbers(dishes.contents), names, walk.several, dishes)


def sum_up(
    lines: ir.Table,
    known: Lookup,
    engine: Engine,
    asked: CohortOptions,
    faults: Callable[[], list[str]],
) -> Summed:
    """Check lines and put their sums together.

    Raises DataError with what `faults` finds where any line has one, and for a code of several
    foods.
    """
    contents = tables_of(known.contents, of_lines.key_of(lines))
    tables = aggregate.Tables(*map(engine.take, contents))
    foods = engine.keep(of_lines.by_food(lines, asked.by))
    (counts,) = engine.arrow(of_lines.totals(foods)).to_pylist()
    if counts["faults"]:
        raise DataError(faults())
    if not counts["lines"]:
        raise DataError(["the diary has no lines"])
    found, unmatched = _parted(foods, tables.places)
    _refuse_several(unmatched, known, engine)
    rows = engine.arrow(found).to_pylist()
    groups = aggregate.groups(lines, tables, asked.by)
    return Summed(
        (aggregate.wide if asked.wide else aggregate.long)(groups, asked.by),
        matched_of(rows, counts, known.contents, known.names),
        unmatched,
    )


def _parted(foods: ir.Table, known: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Codes with lines and grams: those that are known, and those that are not."""
    there = foods.left_join(known.select(KEY), foods[aggregate.EATEN_FOOD] == known[KEY])
    told = there.select(
        code=there[aggregate.EATEN_FOOD].cast("string"),
        lines=there.lines,
        grams=there.grams,
        is_known=there[KEY].notnull(),
    )
    found, unmatched = (told.filter(told.is_known == is_known) for is_known in (True, False))
    return found.drop("is_known"), unmatched.drop("is_known")


def _refuse_several(unmatched: ir.Table, known: Lookup, engine: Engine) -> None:
    """Raise DataError for codes of several foods that the diary has."""
    if not known.several:
        return
    there = engine.arrow(unmatched.filter(unmatched.code.isin(list(known.several))))
    if problems := [
        f"code {row['code']} is of several foods: {', '.join(known.several[row['code']])}"
        for row in there.to_pylist()
    ]:
        raise DataError([f"{p}: write the food_id in its place" for p in problems])


def run(
    catalog: Catalog,
    diary: str,
    asked: CohortOptions,
    engine: Engine,
    *,
    directory: str,
    kind: str,
    tell: Callable[[str], None],
    for_spreadsheet: bool = False,
) -> RunResult:
    """Sum a diary into `directory`, SUMS of a `kind` and UNMATCHED; `tell` each step as it begins.

    `directory` is empty, on the disk that the output goes to; csv is read once, into a file in it.
    `for_spreadsheet` keeps a spreadsheet from calculating the texts in csv. Raises DataError with
    every problem of the diary's files, and then writes nothing.
    """
    asked.check()
    known = known_to(catalog, asked)
    tell("Reading the diary")
    files = diary_files(diary)
    lines = lines_in(files, engine, asked, directory)
    tell("Matching foods")
    summed = sum_up(lines, known, engine, asked, lambda: faults_in(files, engine, asked))
    refuse_unknown(summed.matched, summed.unmatched, engine, asked)
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
    of_forms = aggregate.long_of(rows, asked.by) if asked.wide else rows
    summary = summary_of(of_forms, engine, summed.matched, len(unmatched))
    if kind != "parquet":
        tell("Writing")
        written = escape_formulas(rows, asked.by, engine) if for_spreadsheet else rows
        engine.write(written, os.path.join(directory, SUMS[kind]), kind)
    facts = {"data_version": catalog.data_version, "diary": diary, "files": len(files.paths)}
    facts |= {"own_foods": list(catalog.own)}
    return RunResult(summary, facts | of_run(asked, engine, summary) | of_dishes(known.dishes))


def lines_in(files: DiaryFiles, engine: Engine, asked: CohortOptions, directory: str) -> ir.Table:
    """The lines of files; those of csv from a copy in `directory`, so that it is read once.

    Raises DataError with every problem of any file, where a column is missing or mixed.
    """
    _check_schemas(files, engine, asked)
    lines = of_lines.lines_of(engine.read(files.paths, files.kind), asked)
    if files.kind == "csv":
        copy = os.path.join(directory, "lines.parquet")
        try:
            engine.write(lines, copy, "parquet")
        except engine.errors as error:
            raise DataError([f"the diary cannot be read as csv: {first_line(error)}"]) from error
        lines = engine.read([copy], "parquet")
    return lines


def _check_schemas(files: DiaryFiles, engine: Engine, asked: CohortOptions) -> None:
    """Raise DataError with all that is wrong in any file, where a column is missing or mixed."""
    schemas, problems = {}, []
    for path in files.paths:
        try:
            schemas[path] = _schema_of(path, files.kind, engine)
        except DataError as error:
            problems += error.problems
    wrong = {
        path: heading_problems(headings, schema, path, asked)
        + of_lines.type_problems(schema, path, asked)
        for path, (headings, schema) in schemas.items()
    }
    types = {path: schema for path, (_, schema) in schemas.items()}
    problems += [p for told in wrong.values() for p in told] + of_lines.mixed_types(types, asked)
    if not problems:
        return
    sound = [path for path, told in wrong.items() if not told]
    raise DataError(problems + faults_in(files._replace(paths=sound), engine, asked))


def _schema_of(path: str, kind: str, engine: Engine) -> tuple[list[str], ibis.Schema]:
    """The names of a file's columns as written, and the columns that the engine found.

    Raises DataError for a file that cannot be read, or has no lines.
    """
    if why := engine.refuses(path):
        raise DataError([f"{path}: {why}"])
    headings = headings_of(path, kind)
    try:
        table = engine.read([path], kind)
        has_lines = engine.arrow(table.limit(1)).num_rows > 0
    except engine.errors as error:
        raise DataError([f"{path}: cannot be read as {kind}: {first_line(error)}"]) from error
    # With other names found, lines were taken for the header, and that is what is wrong.
    if not has_lines and table.columns[:1] == (headings[0],):
        raise DataError([f"{path}: has no lines"])
    return headings, table.schema()


def faults_in(files: DiaryFiles, engine: Engine, asked: CohortOptions) -> list[str]:
    """What is wrong with the lines of each file."""
    problems = []
    for path in files.paths:
        lines = of_lines.lines_of(engine.read([path], files.kind), asked)
        problems += faults_of(lines, engine, asked, path)
    return problems


def faults_of(lines: ir.Table, engine: Engine, asked: CohortOptions, file: str) -> list[str]:
    """What is wrong with lines, told as those of a file."""
    (counts,) = engine.arrow(of_lines.fault_counts(lines, asked.by)).to_pylist()
    return of_lines.told_faults(counts, file, asked)
