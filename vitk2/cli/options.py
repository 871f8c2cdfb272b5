"""The options that commands share, most of them gathered into one Query."""

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import PREPARATIONS, TIERS
from vitk2.cli.base_command import FILTER, SHOW, option
from vitk2.cli.types import FormType, GroupType, Ranked, SortType, TextType
from vitk2.queries.query import PER, Query

if TYPE_CHECKING:
    from vitk2.output.progress_bar import ProgressBar

Command = TypeVar("Command", bound=Callable[..., Any])


def together(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, in the order given."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


filter_option: Final = functools.partial(option, heading=FILTER)
"""Adds an option that chooses foods or values."""


show_option: Final = functools.partial(option, heading=SHOW)
"""Adds an option that changes what an answer shows."""


_FILTERS: Final = (
    filter_option(
        "--group",
        "groups",
        type=GroupType(),
        multiple=True,
        help="Only this food group; repeat for more.",
    ),
    filter_option(
        "--preparation",
        "preparations",
        type=click.Choice(PREPARATIONS),
        metavar="HOW",
        multiple=True,
        help="Only foods prepared this way: raw, boiled, canned ...",
    ),
    filter_option(
        "--source",
        "sources",
        type=TextType(),
        metavar="ID",
        multiple=True,
        help="Only foods with a number from this source; its number is shown too.",
    ),
    filter_option(
        "--tier",
        "tiers",
        type=click.Choice(tuple(TIERS), case_sensitive=False),
        multiple=True,
        help="Only values of this grade. A: from the original paper; B: via a compilation; "
        "C: calculated or borrowed.",
    ),
    filter_option(
        "--no-mark",
        "without_marks",
        type=TextType(),
        metavar="TEXT",
        multiple=True,
        help="Hide values with this mark, e.g. 'studies disagree'.",
    ),
    filter_option(
        "--min",
        "minimum",
        type=float,
        metavar="UG",
        help="Only foods with at least this many µg of the form.",
    ),
    filter_option(
        "--max",
        "maximum",
        type=float,
        metavar="UG",
        help="Only foods with at most this many µg of the form, in every source.",
    ),
    filter_option(
        "--exclude",
        type=TextType(),
        metavar="WORD",
        multiple=True,
        help="Hide foods with this word in their name or group; repeat for more.",
    ),
    filter_option(
        "--vegan", "diet", flag_value="vegan", help="Keep only foods that certainly are vegan."
    ),
    filter_option(
        "--vegetarian",
        "diet",
        flag_value="vegetarian",
        help="Keep only foods that certainly are vegetarian; for cheese, check the label for "
        "rennet.",
    ),
    filter_option("--doubtful", is_flag=True, help="Treat doubtful values like any other."),
)


_FORMS: Final = filter_option(
    "--form",
    "forms",
    type=FormType(),
    multiple=True,
    help="Only foods with this form: K1, MK-7, K2 ...; repeat: foods must have all.",
)


_PER: Final = show_option(
    "--per",
    type=click.Choice(PER),
    default=PER[0],
    show_default=True,
    help="Show and filter amounts per 100 g or per usual portion.",
)


_ASCENDING: Final = show_option(
    "--ascending",
    is_flag=True,
    help="Lowest first, by the highest number published for each food. Needs one form.",
)


_SORT: Final = show_option(
    "--sort",
    type=SortType(),
    metavar="name|known|FORM",
    help="Sort by name, by how well known a food is, or by a form, richest first.",
)


def screenful(around: int = 12) -> int:
    """Rows that leave `around` lines of a terminal to headings and notes; elsewhere MOST_ROWS."""
    if not sys.stdout.isatty():
        return MOST_ROWS
    import shutil  # only a terminal has a height

    return max(LEAST_ROWS, min(MOST_ROWS, shutil.get_terminal_size().lines - around))


LEAST_ROWS, MOST_ROWS = 8, 20
"""The fewest and the most rows of a listing without the option `-n`."""


def limit_option(default: int | Callable[[], int] = 0) -> Callable[[Command], Command]:
    """Return the option `-n N`, the number of rows."""
    default_text = f"what fits the screen; {MOST_ROWS} in a pipe" if callable(default) else True
    return show_option(
        *("-n", "--limit", "limit"),
        type=int,
        default=default,
        metavar="N",
        show_default=default_text,
        callback=_counted,
        help="Show N rows; 0 for all.",
    )


def fitting_option(what: str) -> Callable[[Command], Command]:
    """Return the option `-n N` for a list too long for a screen; None is as many as fit on it."""
    return show_option(
        *("-n", "--limit", "limit"),
        type=click.IntRange(0),
        metavar="N",
        help=f"Show N {what}; 0 for all.  [default: what fits the screen]",
    )


def _counted(_: click.Context, __: click.Parameter, limit: int) -> int:
    """Return a number of rows; raises UsageError if no listing can have as many."""
    Query(limit=limit).check()
    return limit


def query_options(
    *,
    forms: bool = True,
    sort: bool = True,
    per: bool = True,
    limit: int | Callable[[], int] | None = None,
) -> Callable[[Command], Command]:
    """The filters every listing shares; the command gets them as one `Query`, named `query`.

    An argument `text` becomes the words to look for, an argument `form` the form to rank.
    """
    decorators = [*_FILTERS]
    if forms:
        decorators.insert(0, _FORMS)
    if sort:
        decorators.append(_SORT)
    if per:
        decorators += [_PER, _ASCENDING]
    if limit is not None:
        decorators.append(limit_option(limit))
    fields = set(Query._fields)

    def gather(command: Command) -> Command:
        @functools.wraps(command)
        def run(**options: Any) -> Any:
            values = {name: options.pop(name) for name in fields & set(options)}
            if "text" in values:
                values["text"] = " ".join(values["text"])
            if "form" in options:
                form = options.pop("form")
                if isinstance(form, Ranked):
                    command_line = f"vitk2 top K2 --group '{form.group}'"
                    if not options.get("quiet"):
                        click.echo(f"{form.typed} is a food group: {command_line}", err=True)
                    values["groups"] = (*values["groups"], form.group)
                    form = form.form
                values |= {"forms": (form,) if form else (), "shape": "top"}
            return command(
                query=Query(**{k: v for k, v in values.items() if v is not None}), **options
            )

        return run  # type: ignore[return-value]  # the same command with its options gathered

    return together(*decorators, gather)


def catalog_of(ctx: click.Context) -> Catalog:
    """The catalogue a command answers from: the published one, with the user's own foods."""
    own = ctx.find_root().params["own"]
    return ctx.with_resource(Catalog(own=own, on_build=_show_progress(ctx)))


def _show_progress(ctx: click.Context) -> Callable[[float], None]:
    """Return a function that shows the share of an index that is built; ends with the command."""

    @functools.cache
    def bar() -> "ProgressBar":
        from vitk2.output.progress_bar import ProgressBar  # only an index in the making needs it

        return ctx.with_resource(ProgressBar("Building the index (only once)"))

    return lambda share: bar().update(share)
