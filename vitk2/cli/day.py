"""What people eat, side by side and day by day, and what the evidence says."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TextIO

import click

from vitk2 import caution
from vitk2.answers import evidence
from vitk2.answers.comparison import compare as compare_foods
from vitk2.cli.options import catalog_of
from vitk2.cli.output import output_options
from vitk2.cli.types import FoodType
from vitk2.diary.intake import intake as sum_up
from vitk2.diary.items import Item, Problem, parse_items, read_csv
from vitk2.diary.lines import lines_of
from vitk2.diary.reference import OLDEST_YEARS, SEXES, person_for
from vitk2.diary.scales import understand
from vitk2.errors import DataError, UsageError
from vitk2.render import makers
from vitk2.render.answer import Output
from vitk2.render.emit import emit
from vitk2.tables.vocabulary import REFERENCES

LONG_FILE_BYTES = 1 << 20
"""From here on reading takes long enough to be watched."""

MOST_PROBLEMS = 1000
"""More lines that are not understood are no list for a person."""


@click.command()
@click.argument("foods", type=FoodType(), nargs=-1, required=True, metavar="FOOD FOOD...")
@output_options()
@click.pass_context
def compare(ctx: click.Context, foods: tuple[str, ...], output: Output) -> None:
    """Put two to eight foods side by side, form by form, per 100 g and per usual portion.

    \b
    Examples:
      vitk2 compare natto gouda-aged
      vitk2 compare 'spinach, raw' 'spinach, boiled' kale-raw
      vitk2 compare egg-raw egg-boiled --json
    """
    catalog = catalog_of(ctx)
    emit(makers.of_comparison(catalog, compare_foods(catalog, list(foods))), output)


@click.command()
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option(
    "--file",
    "diary",
    metavar="FILE",
    help="A CSV with food, amount, unit and, if given, date and meal; - for stdin.",
)
@click.option("--skip-unknown", is_flag=True, help="Count what is understood and say what is not.")
@click.option(
    "--reference", type=click.Choice(REFERENCES), help="Hold K1 against this reference intake."
)
@click.option("--sex", type=click.Choice(SEXES), help="Whom the reference is for.")
@click.option(
    "--age",
    type=click.FloatRange(0, OLDEST_YEARS),
    metavar="YEARS",
    help="Age in years; 0.5 is six months.",
)
@click.option("--pregnant", "state", flag_value="pregnant", help="Use the value for pregnancy.")
@click.option("--lactating", "state", flag_value="lactating", help="Use the value for lactation.")
@output_options()
@click.pass_context
def intake(  # noqa: PLR0917  # click passes its options by name
    ctx: click.Context,
    items: tuple[str, ...],
    diary: str | None,
    skip_unknown: bool,
    reference: str | None,
    sex: str | None,
    age: float | None,
    state: str | None,
    output: Output,
) -> None:
    """Sum what was eaten: µg by form, with ranges and how many foods have data.

    An ITEM is a food with an amount: 'natto:40 g', 'spinach, raw:1 cup', '2 eggs', 'gouda 30g'.
    Nothing is counted until every item is understood; --skip-unknown counts the rest and keeps
    what it left out in the coverage. With dates in the file the days stand side by side, form by
    form. A share of a reference intake is K1's alone, and a day's.

    \b
    Examples:
      vitk2 intake 'natto:40 g' 'spinach, raw:1 cup'
      vitk2 intake '2 eggs' 'gouda 30g' --reference us --sex female --age 60
      vitk2 intake '100g natto' '½ avocado' --json
    """
    who = person_for(reference, sex, age, state)
    catalog = catalog_of(ctx)
    with ExitStack() as stack:
        lines = understand(catalog, _lines(items, diary, stack))
        answer = sum_up(catalog, lines, reference, who)
    if answer.skipped and not skip_unknown:
        raise DataError([str(problem) for problem in answer.skipped[:MOST_PROBLEMS]])
    emit(makers.of_intake(catalog, answer), output)


def _with_progress(lines: Iterator[Item | Problem], stream: TextIO) -> Iterator[Item | Problem]:
    """The lines of a long file, with a bar on a terminal; they pass through one by one."""
    size = os.fstat(stream.fileno()).st_size if stream is not sys.stdin else 0
    if size < LONG_FILE_BYTES or not sys.stderr.isatty():
        yield from lines
        return
    with click.progressbar(length=size, label="reading", file=sys.stderr) as bar:
        for number, line in enumerate(lines):
            if number % 1000 == 0:
                bar.update(stream.buffer.tell() - bar.pos)
            yield line
        bar.update(size - bar.pos)


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    try:
        with open(path, newline="", encoding="utf-8-sig") as stream:
            yield stream
    except OSError as error:
        raise DataError([f"{path}: cannot be read: {error.strerror}"]) from error


def _lines(items: tuple[str, ...], path: str | None, stack: ExitStack) -> Iterable[Item | Problem]:
    """Items typed and items of a file, in this order; `-` among the items is stdin too."""
    typed = [i for i in items if i != "-"]
    path = "-" if "-" in items else path
    if not typed and path is None:
        raise UsageError("nothing was eaten: name items such as '2 eggs', or a --file")
    stream: TextIO | None = None
    if path == "-":
        stream = sys.stdin
    elif path is not None:
        stream = stack.enter_context(_opened(path))

    def lines() -> Iterator[Item | Problem]:
        yield from parse_items(typed)
        if stream is not None:
            name = "stdin" if path == "-" else str(path)
            yield from _with_progress(read_csv(lines_of(stream, name), name), stream)

    return lines()


@click.command("evidence")
@click.argument("text", nargs=-1, metavar="[TEXT|ID]")
@click.option(
    *("-n", "--limit", "limit"),
    type=click.IntRange(0),
    metavar="N",
    help="How many claims on a screen; 0 for all. [default: what the terminal holds]",
)
@output_options()
@click.pass_context
def evidence_(ctx: click.Context, text: tuple[str, ...], limit: int | None, output: Output) -> None:
    """Show popular claims about vitamin K, each behind its verdict and beside what studies found.

    TEXT is a word or more, or the id of a claim. The name of a blood thinner shows the whole
    caution; a drug that is not known counts as warfarin.

    \b
    Examples:
      vitk2 evidence
      vitk2 evidence fracture
      vitk2 evidence C20 --json
      vitk2 evidence warfarin
    """
    asked, catalog = " ".join(text), catalog_of(ctx)
    if paragraphs := caution.caution_for(asked, evidence.words_of_claims(catalog)):
        emit(makers.of_caution(paragraphs), output)
    else:
        emit(makers.of_claims(evidence.claims(catalog, asked), limit), output)


COMMANDS = {"compare": compare, "intake": intake, "evidence": evidence_}
