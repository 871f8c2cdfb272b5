"""A cohort's diary: intakes of many people and days, on DuckDB or Spark."""

import os
from contextlib import ExitStack
from functools import partial
from typing import Final

import click

from vitk2.catalog.vocabulary import CODE_SYSTEMS
from vitk2.cli.base_command import READ, RUN, command, option
from vitk2.cli.options import catalog_of, show_option
from vitk2.cli.output_options import keep_apart, output_options
from vitk2.cli.types import PathType
from vitk2.cohort.extras import first_line, needing_packages
from vitk2.cohort.options import ENGINES, CohortOptions
from vitk2.cohort.output_files import FACTS, UNMATCHED, Destination, commit_output, unfinished
from vitk2.cohort.reader import diary_files
from vitk2.errors import ExportError, UsageError
from vitk2.output.formats.registry import HEADED, check_spreadsheet
from vitk2.output.formats.text import json_line
from vitk2.output.progress_bar import ProgressBar
from vitk2.output.view import Output
from vitk2.output.write import format_of, write_view
from vitk2.terminal.cohort import CohortView

KINDS = ("parquet", "csv")

read_option: Final = partial(option, heading=READ)
run_option: Final = partial(option, heading=RUN)
"""Add the options of what is read, and of how the sums run."""


def _names(_: click.Context, __: click.Parameter, listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _renames(_: click.Context, param: click.Parameter, listed: str | None) -> dict[str, str]:
    """Parse `person=SEQN,grams=DR1IGRMS`; return the diary's names of columns by our names."""
    pairs = [pair.partition("=") for pair in (listed or "").split(",") if pair.strip()]
    for ours, _equals, theirs in pairs:
        if not ours.strip() or not theirs.strip():
            message = f"{ours.strip()!r} is not a pair: write ours=theirs, e.g. person=SEQN"
            raise click.BadParameter(message, param=param)
    return {ours.strip(): theirs.strip() for ours, _equals, theirs in pairs}


@command()
@click.argument("diary", type=PathType(), metavar="DIARY")
@show_option(
    "--by",
    default="person,day",
    show_default=True,
    metavar="NAMES",
    callback=_names,
    help="Columns to group by, separated by commas.",
)
@read_option(
    "--columns",
    metavar="OURS=THEIRS",
    callback=_renames,
    help="The diary's own names of the columns, e.g. person=SEQN,grams=DR1IGRMS.",
)
@read_option(
    "--codes",
    type=click.Choice(CODE_SYSTEMS),
    metavar="SYSTEM",
    help=f"The code system of the food column: {', '.join(CODE_SYSTEMS)}.  [default: food_id]",
)
@read_option(
    "--recipes",
    type=PathType(),
    metavar="FILE",
    help="A CSV file of dishes with the columns dish, food, grams, and yield (grams of the "
    "finished dish).",
)
@show_option("--wide", is_flag=True, help="One row for each group, with a column for each form.")
@run_option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="The engine that computes the sums.",
)
@run_option("--master", metavar="URL", help="Spark: the cluster.  [default: the running context]")
@run_option(
    "--memory",
    metavar="SIZE",
    help="Memory of DuckDB, before it writes to disk, or of Spark.  [default: 2GB for DuckDB]",
)
@run_option("--temp", type=PathType("dir"), metavar="DIR", help="Directory for temporary files.")
@output_options(
    file_help="Write the sums to FILE, which ends in .parquet or .csv.", file_is_answer=False
)
@click.pass_context
def cohort(  # noqa: PLR0917  # click passes its options by name
    ctx: click.Context,
    diary: str,
    by: tuple[str, ...],
    columns: dict[str, str],
    codes: str | None,
    recipes: str | None,
    wide: bool,
    engine: str,
    master: str | None,
    memory: str | None,
    temp: str | None,
    output: Output,
) -> None:
    """Add up the diaries of many people and days, in µg by form, with the share that is known.

    DIARY is a parquet or csv file, a directory or a pattern such as 'diaries/*.csv'. Its columns
    are person, day, food and grams. -o OUT writes one row for each group and form;
    OUT.unmatched.csv lists the foods that were not matched, largest first; OUT.json describes the
    run. Spark writes a directory.

    Where a part is unknown, ug is a lower bound (>=). The column coverage is the share of the
    grams that have a value. A low ug with low coverage does not mean a low intake.

    \b
    Examples:
      vitk2 cohort diary.csv -o intake.parquet
      vitk2 cohort diary.csv --by person -o intake.csv --wide
      vitk2 cohort diary.csv --columns person=person,grams=grams -o intake.parquet --json
    """
    options = CohortOptions(by, columns, codes, recipes, wide)
    options.check()
    path = output.path or ""
    kind = os.path.splitext(path)[1].lstrip(".").lower()
    if kind not in KINDS:
        raise UsageError(f"name the output file with -o, ending in .{' or .'.join(KINDS)}")
    if output.for_spreadsheet:
        check_spreadsheet(kind)
    destination = Destination(path, output.force, is_directory=engine == "spark")
    read = [diary, *diary_files(diary).paths, *([recipes] if recipes else [])]
    keep_apart(output, *read, written=destination.files)
    destination.check()
    catalog = catalog_of(ctx)
    with ExitStack() as stack:
        with needing_packages():
            from vitk2.cohort import run
            from vitk2.cohort.engines import open_engine

        runs = stack.enter_context(open_engine(engine, master, memory, temp))
        directory = stack.enter_context(unfinished(destination))
        bar = stack.enter_context(ProgressBar(share=runs.share))
        try:
            done = run.run(
                catalog,
                diary,
                options,
                runs,
                directory=directory,
                kind=kind,
                tell=bar.step,
                for_spreadsheet=output.for_spreadsheet,
            )
        except runs.errors as error:
            raise ExportError(f"{path}: {runs.name}: {first_line(error)}") from error
        _commit_files(destination, directory, run.SUMS[kind], json_line(done.facts, 2))
    unknown_parts = done.facts["dishes_with_unknown_ingredients"]
    view = CohortView(done.summary, done.facts, unknown_parts, path)
    write_view(view, _for_summary(output, kind))


def _for_summary(output: Output, kind: str) -> Output:
    """Return the output for the summary, which has a format of its own and is not in the file."""
    format_ = None if output.format_ == kind else output.format_
    summary_output = output._replace(path=None, format_=format_)
    has_formulas = format_of(summary_output) in HEADED
    return summary_output._replace(for_spreadsheet=output.for_spreadsheet and has_formulas)


def _commit_files(destination: Destination, directory: str, sums: str, facts: str) -> None:
    """Move the files to their destination, the facts last, a sign that the others are complete."""
    draft = os.path.join(directory, "facts.json")
    with open(draft, "w", encoding="utf-8") as stream:
        stream.write(f"{facts}\n")
    unmatched = os.path.join(directory, "unmatched.csv")
    commit_output(
        destination,
        directory,
        [
            (unmatched, destination.path + UNMATCHED),
            (os.path.join(directory, sums), destination.path),
            (draft, destination.path + FACTS),
        ],
    )
