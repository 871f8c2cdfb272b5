"""A cohort's run: files are checked, lines are joined and summed, what came of it is told."""

import os
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import ibis
import pyarrow.csv
from ibis.expr import types as ir

from vitk2.cohort import lines as of_lines
from vitk2.cohort import sums
from vitk2.cohort.asked import Asked
from vitk2.cohort.codes import Crosswalk, crosswalk
from vitk2.cohort.contents import KEY, Contents, contents_of, joined, names_of
from vitk2.cohort.engines import Engine
from vitk2.cohort.extra import first_line
from vitk2.cohort.facts import of_dishes, of_run
from vitk2.cohort.files import DiaryFiles, diary_files
from vitk2.cohort.recipes import Dishes, read_dishes
from vitk2.cohort.summary import matched_of, summary_of
from vitk2.cohort.told import Matched, Summary
from vitk2.errors import DataError
from vitk2.tables.catalog import Catalog

SUMS: Final = {kind: f"intake.{kind}" for kind in ("parquet", "csv")}
UNMATCHED: Final = "unmatched.csv"
"""What a run writes: the sums, and the codes that were not matched, largest first."""


class Known(NamedTuple):
    """What a diary is joined with: contents by code, foods' names by code, and what is left out."""

    contents: dict[str, Contents]
    names: dict[str, str]
    several: dict[str, list[str]]
    dishes: Dishes


class Done(NamedTuple):
    """What a run came to: what people are shown, and the facts of the run as one JSON object."""

    summary: Summary
    facts: dict[str, Any]


class Summed(NamedTuple):
    """The sums of a diary, not yet run, with what was matched of its lines, which was."""

    groups: ir.Table
    matched: Matched
    unmatched: ir.Table


def known_to(catalog: Catalog, asked: Asked) -> Known:
    """What each code holds. Raises DataError for a recipe file with problems."""
    walk: Crosswalk = crosswalk(catalog, asked.codes)
    of_food = contents_of(catalog)
    contents = {code: of_food[food_id] for code, food_id in walk.foods.items()}
    dishes = read_dishes(asked.recipes, contents) if asked.recipes else Dishes({}, {})
    named = names_of(catalog, set(walk.foods.values()))
    names = {code: named[food_id] for code, food_id in walk.foods.items()}
    names |= {dish: dish for dish in dishes.contents}
    return Known(contents | dishes.contents, names, walk.several, dishes)


def sum_up(
    lines: ir.Table,
    known: Known,
    engine: Engine,
    asked: Asked,
    faults: Callable[[Mapping[str, int]], list[str]],
) -> Summed:
    """Check lines and put their sums together.

    Raises DataError with what `faults` makes of the counts of wrong lines, and for a code of
    several foods.
    """
    contents = engine.table(joined(known.contents, of_lines.key_of(lines)))
    foods = engine.keep(of_lines.by_food(lines, asked.by))
    (counts,) = engine.arrow(of_lines.totals(foods)).to_pylist()
    problems = faults(counts)
    if not problems and not counts["lines"]:
        problems = ["the diary has no lines"]
    if problems:
        raise DataError(problems)
    food = sums.EATEN_FOOD
    there = foods.left_join(contents.select(KEY), foods[food] == contents[KEY])
    unmatched = there.filter(there[KEY].isnull()).select(
        code=there[food].cast("string"), lines=there.lines, grams=there.grams
    )
    _refuse_several(unmatched, known, engine)
    there = there.filter(there[KEY].notnull())
    rows = engine.arrow(
        there.select(code=there[food].cast("string"), grams=there.grams, lines=there.lines)
    )
    matched = matched_of(rows.to_pylist(), counts, known.contents, known.names)
    groups = sums.summed(lines, contents, asked.by)
    return Summed(groups, matched, unmatched.order_by([ibis.desc("grams"), "code"]))


def _refuse_several(unmatched: ir.Table, known: Known, engine: Engine) -> None:
    """Raise DataError for codes of several foods that the diary has."""
    if not known.several:
        return
    there = engine.arrow(unmatched.filter(unmatched.code.isin(list(known.several))))
    if problems := [
        f"code {row['code']} is of several foods: {', '.join(known.several[row['code']])}"
        for row in there.to_pylist()
    ]:
        raise DataError([f"{p}: use food_ids for it" for p in problems])


def run(
    catalog: Catalog,
    diary: str,
    asked: Asked,
    engine: Engine,
    *,
    directory: str,
    kind: str,
    tell: Callable[[str], None],
) -> Done:
    """Sum a diary into `directory`, SUMS of a `kind` and UNMATCHED; `tell` each step as it begins.

    `directory` is empty, on the disk that the output goes to; csv is read once, into a file in it.
    Raises DataError with every problem of the diary's files, and then writes nothing.
    """
    asked.check()
    known = known_to(catalog, asked)
    tell("Reading the diary")
    files = diary_files(diary)
    lines = lines_in(files, engine, asked, directory)
    tell("Matching foods")
    summed = sum_up(lines, known, engine, asked, lambda c: faults_in(c, files, engine, asked))
    tell("Summing by group and form")
    shape = sums.wide if asked.wide else sums.long
    path = os.path.join(directory, SUMS["parquet"])
    engine.write(shape(summed.groups, asked.by), path, "parquet")
    tell("Counting groups")
    unmatched = engine.arrow(summed.unmatched)
    pyarrow.csv.write_csv(unmatched, os.path.join(directory, UNMATCHED))
    written = engine.read([path], "parquet")
    summary = summary_of(written, engine, asked, summed.matched, len(unmatched))
    if kind == "csv":
        tell("Writing csv")
        engine.write(written, os.path.join(directory, SUMS["csv"]), "csv")
    facts = {"data_version": catalog.data_version, "diary": diary, "files": len(files.paths)}
    facts |= {"own_foods": list(catalog.own)}
    return Done(summary, facts | of_run(asked, engine, summary) | of_dishes(known.dishes))


def lines_in(files: DiaryFiles, engine: Engine, asked: Asked, directory: str) -> ir.Table:
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


def _check_schemas(files: DiaryFiles, engine: Engine, asked: Asked) -> None:
    """Raise DataError with all that is wrong in any file, where a column is missing or mixed."""
    schemas, problems = {}, []
    for path in files.paths:
        try:
            table = engine.read([path], files.kind)
            if engine.arrow(table.limit(1)).num_rows:
                schemas[path] = table.schema()
            else:
                problems.append(f"{path}: has no lines")
        except engine.errors as error:
            problems.append(f"{path}: cannot be read as {files.kind}: {first_line(error)}")
    wrong = {path: of_lines.schema_problems(s, path, asked) for path, s in schemas.items()}
    problems += [p for told in wrong.values() for p in told] + of_lines.mixed_types(schemas, asked)
    if not problems:
        return
    sound = [path for path, told in wrong.items() if not told]
    raise DataError(problems + faults_in({}, files._replace(paths=sound), engine, asked))


def faults_in(
    counts: Mapping[str, int], files: DiaryFiles, engine: Engine, asked: Asked
) -> list[str]:
    """What is wrong with the lines of each file; nothing is read where `counts` say nothing is."""
    if counts and not of_lines.told_faults(counts, "", asked):
        return []
    problems = []
    for path in files.paths:
        lines = of_lines.lines_of(engine.read([path], files.kind), asked)
        (own,) = engine.arrow(of_lines.totals(of_lines.by_food(lines, asked.by))).to_pylist()
        problems += of_lines.told_faults(own, path, asked)
    return problems
