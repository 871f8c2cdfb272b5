"""The options that commands share, gathered into one Query and one way to leave."""

import functools
import os
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from vitk2.answers.query import Query
from vitk2.cli.types import FormType, GroupType, SortType
from vitk2.render.answer import Output
from vitk2.render.writers import FORMATS
from vitk2.tables.catalog import Catalog
from vitk2.tables.vocabulary import PREPARATIONS, TIERS

Command = TypeVar("Command", bound=Callable[..., Any])


def _options(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_FILTERS: Final = (
    click.option(
        "--group",
        "groups",
        type=GroupType(),
        multiple=True,
        help="Only this food group; repeat for more.",
    ),
    click.option(
        "--preparation",
        "preparations",
        type=click.Choice(PREPARATIONS),
        metavar="HOW",
        multiple=True,
        help="Only foods prepared so: raw, boiled, canned ...",
    ),
    click.option(
        "--source",
        "sources",
        metavar="ID",
        multiple=True,
        help="Only foods this source gives a number for, its own number beside the shown one.",
    ),
    click.option(
        "--tier",
        "tiers",
        type=click.Choice(tuple(TIERS), case_sensitive=False),
        multiple=True,
        help="A measured and read in the source, B through a compilation, C not measured.",
    ),
    click.option(
        "--no-mark",
        "without_marks",
        metavar="TEXT",
        multiple=True,
        help="Leave out values with this mark, e.g. 'studies disagree'.",
    ),
    click.option(
        "--min",
        "minimum",
        type=float,
        metavar="UG",
        help="At least this many µg/100 g of the one form.",
    ),
    click.option(
        "--max",
        "maximum",
        type=float,
        metavar="UG",
        help="At most this many µg/100 g of the one form.",
    ),
    click.option("--doubtful", is_flag=True, help="Treat doubtful values like any other."),
)


_FORMS: Final = click.option(
    "--form",
    "forms",
    type=FormType(),
    multiple=True,
    help="Only foods that carry this form: K1, MK-7, K2 ...; repeat: all must hold.",
)


_PER: Final = click.option(
    "--per",
    type=click.Choice(("100g", "portion")),
    default="100g",
    show_default=True,
    help="What amounts refer to; bounds stay µg/100 g.",
)


_SORT: Final = click.option(
    "--sort", type=SortType(), help="Sort by name, or by a form, richest first."
)


def query_options(
    *,
    forms: bool = True,
    sort: bool = True,
    per: bool = True,
    limit: int | None = None,
    limit_flags: tuple[str, ...] = ("--limit",),
) -> Callable[[Command], Command]:
    """The filters every listing shares; the command gets them as one `Query`, named `query`.

    An argument `text` becomes the words to look for, an argument `form` the form to rank.
    """
    given = [*_FILTERS]
    if forms:
        given.insert(0, _FORMS)
    if sort:
        given.append(_SORT)
    if per:
        given.append(_PER)
    if limit is not None:
        given.append(
            click.option(
                *limit_flags,
                "limit",
                type=int,
                default=limit,
                metavar="N",
                show_default=True,
                help="How many rows; 0 for all.",
            )
        )
    fields = set(Query._fields)

    def gather(command: Command) -> Command:
        @functools.wraps(command)
        def run(**options: Any) -> Any:
            asked = {name: options.pop(name) for name in fields & set(options)}
            if "text" in asked:
                asked["text"] = " ".join(asked["text"])
            if "form" in options:
                asked |= {"forms": (options.pop("form"),), "shape": "top"}
            return command(
                query=Query(**{k: v for k, v in asked.items() if v is not None}), **options
            )

        return run  # type: ignore[return-value]  # the same command with its options gathered

    return _options(*given, gather)


def output_options(*, default: str = "", also_ending: str = "") -> Callable[[Command], Command]:
    """How the answer leaves; the command gets it as one `Output`, named `output`.

    Without a `default` format the terminal decides. A file that has
    `also_ending` is text.
    """

    def gather(command: Command) -> Command:
        @functools.wraps(command)
        def run(
            *,
            format_: str | None,
            color: bool | None,
            quiet: bool,
            path: str | None,
            force: bool,
            **options: Any,
        ) -> Any:
            if color is None and os.environ.get("NO_COLOR"):
                color = False
            chosen = format_ or (_by_ending(path, also_ending) if path else default) or None
            return command(output=Output(chosen, color, quiet, path, force), **options)

        return run  # type: ignore[return-value]  # the same command with its options gathered

    otherwise = f"{default} if left out" if default else "a table on a terminal, else tsv"
    return _options(
        click.option(
            "-o",
            "--output",
            "path",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Write to FILE; its ending picks the format. Left out: stdout.",
        ),
        click.option(
            "--format",
            "format_",
            type=click.Choice(("table", *FORMATS)),
            metavar="NAME",
            help=f"One of table, {', '.join(FORMATS)}; {otherwise}.",
        ),
        click.option("--json", "format_", flag_value="json", help="Short for --format json."),
        click.option("--csv", "format_", flag_value="csv", help="Short for --format csv."),
        click.option("--force", is_flag=True, help="Replace files that exist."),
        click.option(
            "--color/--no-color",
            default=None,
            help="Colour always or never; left alone, the terminal decides.",
        ),
        click.option("--quiet", is_flag=True, help="No counts and hints; the caution stays."),
        gather,
    )


def _by_ending(path: str, also_text: str) -> str:
    """The format that a file's ending names; a text file gets what a screen gets."""
    ending = os.path.splitext(path)[1].lstrip(".").lower()
    texts = [text for text in ("txt", also_text) if text]
    if ending not in (*FORMATS, *texts):
        raise click.BadParameter(
            f"{path!r} does not end in one of {', '.join((*FORMATS, *texts))}: name the format "
            "with --format"
        )
    return "table" if ending in texts else ending


def catalog_of(ctx: click.Context) -> Catalog:
    """The catalogue a command answers from: the published one, with the user's own foods."""
    return ctx.with_resource(Catalog(own=ctx.find_root().params["own"]))
