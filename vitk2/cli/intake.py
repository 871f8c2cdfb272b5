"""The command intake: the sum of a diary, by form and by day."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain
from typing import Final, TextIO

import click

from vitk2.catalog.vocabulary import REFERENCES
from vitk2.cli.base_command import OUTPUT, READ, REFERENCE, command, option
from vitk2.cli.options import catalog_of
from vitk2.cli.output_options import keep_apart, output_options
from vitk2.cli.types import PictureType
from vitk2.delimited import ESCAPE, open_text
from vitk2.diary.dates import ORDERS, is_date_format
from vitk2.diary.intake import intake as sum_up
from vitk2.diary.parser import DiaryLine, parse_items
from vitk2.diary.reader import lines_of, read_diary
from vitk2.diary.reference import OLDEST_YEARS, SEXES, person_for
from vitk2.diary.resolver import preview, resolve_lines
from vitk2.errors import DataError, UsageError
from vitk2.files import STDIN
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.terminal.intake import IntakeView, PreviewView

read_option: Final = partial(option, heading=READ)
reference_option: Final = partial(option, heading=REFERENCE)
"""Add the options of what is read, and of the person whose intake is compared."""

LONG_FILE_BYTES = 1 << 20
"""From here on reading takes long enough to be watched."""

MOST_PROBLEMS = 1000
"""A longer list of unclear lines helps nobody."""


def _date_format(value: str | None, param: click.Parameter) -> str | None:
    if value is None or is_date_format(value):
        return value
    orders = ", ".join(ORDERS)
    message = f"{value!r} is not a date format: use {orders}, or e.g. '%d %b %Y'"
    raise click.BadParameter(message, param=param)


@command()
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@read_option(
    "--file",
    "diary",
    metavar="FILE",
    help="Read a diary: a table with food, amount and perhaps unit, date and meal, or one note "
    "per line. - reads standard input.",
)
@read_option(
    "--date-format",
    callback=lambda _, param, value: _date_format(value, param),
    metavar="FORMAT",
    help="Order of the dates in the file: dmy, mdy or ymd; or a format such as '%d %b %Y'.",
)
@read_option("--explain", is_flag=True, help="Show how vitk2 read each line; add up nothing.")
@read_option("--skip-unknown", is_flag=True, help="Skip and list the lines that are not clear.")
@reference_option(
    "--reference",
    type=click.Choice(REFERENCES),
    metavar="NAME",
    help=f"Compare K1 with this reference intake: {', '.join(REFERENCES)}.",
)
@reference_option("--sex", type=click.Choice(SEXES), help="Sex of the person.")
@reference_option(
    "--age",
    type=click.FloatRange(0, OLDEST_YEARS),
    metavar="YEARS",
    help="Age in years; 0.5 is six months. Rounded down to whole months.",
)
@reference_option("--pregnant", "state", flag_value="pregnant", help="Use the pregnancy value.")
@reference_option("--lactating", "state", flag_value="lactating", help="Use the lactation value.")
@option(
    "--chart",
    heading=OUTPUT,
    type=PictureType(),
    metavar="FILE",
    help="Also draw the days by form into FILE: svg, png or pdf.",
)
@output_options()
@click.pass_context
def intake(  # noqa: PLR0917  # click passes its options by name
    ctx: click.Context,
    items: tuple[str, ...],
    diary: str | None,
    date_format: str | None,
    explain: bool,
    skip_unknown: bool,
    reference: str | None,
    sex: str | None,
    age: float | None,
    state: str | None,
    chart: str | None,
    output: Output,
) -> None:
    """Add up what you ate: µg of each form, with ranges and the number of foods with data.

    An ITEM is a food with an amount: 'natto:40 g', '1 cup raw spinach', '2 eggs', 'gouda 30g',
    'a handful of almonds'. vitk2 adds up nothing until every item is clear. --explain shows how it
    read each item. --skip-unknown adds up the rest; the coverage counts the skipped items.

    A file is a table with the columns food, amount, unit, date and meal (or Lebensmittel, Menge
    ...), separated by commas, semicolons or tabs. Or it is a text with one note per line, also
    Markdown, under headings such as '## 2026-11-22' and 'Lunch:'. Comments, deleted rows and lines
    of 0 g are reported, not counted.

    Dates are written 2026-11-22 or 22.11.2026; a date such as 03/02/2026 needs a date format. With
    dates, the answer has one column for each day. A share of a reference intake is for K1 only,
    per day.

    \b
    Examples:
      vitk2 intake 'natto:40 g' 'spinach, raw:1 cup'
      vitk2 intake 'a handful of almonds' '2 large boiled eggs' --explain
      vitk2 intake '2 eggs' 'gouda 30g' --reference us --sex female --age 60
      vitk2 intake '100g natto' '½ avocado' --json
    """
    if explain and reference:
        raise UsageError("--explain adds up nothing: leave out --reference or --explain")
    if explain and chart:
        raise UsageError("--explain adds up nothing: leave out --chart or --explain")
    output = output._replace(chart=chart)
    keep_apart(output, *_read(items, diary))
    who = person_for(reference, sex, age, state)
    catalog = catalog_of(ctx)
    with ExitStack() as stack:
        lines = _lines(items, diary, date_format, stack)
        if explain:
            previewed = list(preview(catalog, lines))
        else:
            answer = sum_up(catalog, resolve_lines(catalog, lines), reference, who)
    if explain:
        write_view(PreviewView(catalog, previewed), output)
        return
    if answer.skipped and not skip_unknown:
        raise DataError([str(problem) for problem in answer.skipped[:MOST_PROBLEMS]])
    picture = None
    if chart:
        from vitk2.charts.build import DaysPicture  # most sums are not drawn

        picture = DaysPicture(catalog, answer)
    write_view(IntakeView(catalog, answer), output, picture)


def _read(items: tuple[str, ...], diary: str | None) -> list[str | int]:
    """The file that an intake reads: standard input where it is `-`, also among the items."""
    if "-" in (*items, diary):
        return [STDIN]
    return [diary] if diary is not None else []


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """Open a diary as UTF-8 text, with or without a byte order mark, in any locale; - is stdin.

    Bytes that are not UTF-8 come as lone surrogates. Raises DataError if it cannot be read.
    """
    try:
        with open_text(sys.stdin if path == "-" else path, ESCAPE) as stream:
            yield stream
    except OSError as error:
        reason = "it is closed" if error.errno == errno.EBADF else error.strerror
        raise DataError([f"{_named(path)}: cannot be read: {reason}"]) from error


def _named(path: str) -> str:
    return "stdin" if path == "-" else path


def _lines(
    items: tuple[str, ...], path: str | None, date_format: str | None, stack: ExitStack
) -> Iterable[DiaryLine]:
    """Return the items typed and the lines of a file, in this order; `-` among items is stdin too.

    The stack closes the file, and erases the progress bar.
    """
    typed = [i for i in items if i != "-"]
    path = "-" if "-" in items else path
    if path is None:
        if not typed:
            raise UsageError("nothing to add up: name items such as '2 eggs', or a --file")
        return parse_items(typed)
    stream = stack.enter_context(_opened(path))
    _show_progress(stream, stack)
    name = _named(path)
    return chain(parse_items(typed), read_diary(lines_of(stream, name), name, date_format))


def _show_progress(stream: TextIO, stack: ExitStack) -> None:
    """Show on a terminal the share of a long file that is read, until the stack is closed."""
    size = os.fstat(stream.fileno()).st_size if stream is not sys.stdin else 0
    if size < LONG_FILE_BYTES or not sys.stderr.isatty():
        return
    from vitk2.output.progress_bar import ProgressBar  # only a long file needs it

    stack.enter_context(ProgressBar("reading", lambda: stream.buffer.tell() / size))
