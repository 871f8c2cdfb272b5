"""One food whole: show."""

import sys

import click

from vitk2.catalog.catalog import Catalog
from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, fitting_option, screenful, show_option
from vitk2.cli.output_options import output_options
from vitk2.cli.types import FoodType
from vitk2.errors import FoodError
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries.food import FoodMatch
from vitk2.queries.interpret import DrugWarning, interpret
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.terminal.food import FoodView


@command()
@click.argument("food", type=FoodType(), nargs=-1, required=True)
@show_option(
    "--all", "every", is_flag=True, help="Include numbers that are not used, with the reason."
)
@fitting_option("published numbers")
@output_options()
@click.pass_context
def show(
    ctx: click.Context, food: tuple[str, ...], every: bool, limit: int | None, output: Output
) -> None:
    """Show one food: the amount of each form, how certain it is, and the source of every number.

    FOOD is a name in any language of the table, an id, or a code of another table: fdc:, ndb:,
    ciqual: or bls:.

    \b
    Examples:
      vitk2 show natto
      vitk2 show 'gouda, aged' --all
      vitk2 show fdc:172443 --json
    """
    catalog = catalog_of(ctx)
    typed = " ".join(food)
    try:
        found = interpret(catalog, typed, _commands(ctx))
    except FoodError as error:
        if _shows_candidates(catalog, typed, output):
            raise FoodError(f"{typed!r} may be any of these: name one", error.candidates) from error
        raise
    if isinstance(found, FoodMatch):
        write_view(FoodView(catalog, found, limit, every=every), output)
    elif isinstance(found, DrugWarning):
        from vitk2.terminal.claims import CautionView  # most words are a food

        write_view(CautionView(found.paragraphs), output)
    else:
        from vitk2.cli.question import run_command_line  # as above

        run_command_line(ctx, found, output)


def _commands(ctx: click.Context) -> list[str]:
    """Return the names of the commands, for which a word may be a slip."""
    group = ctx.find_root().command
    return group.list_commands(ctx) if isinstance(group, click.Group) else []


def _shows_candidates(catalog: Catalog, typed: str, output: Output) -> bool:
    """Show the foods that a text may be, with their amounts, where a screen is to be written."""
    if not sys.stdout.isatty() or output.format_ not in (None, "table") or output.path:
        return False
    from vitk2.terminal.search import FoodsView  # most words are one food

    found = select(catalog, Query(text=typed, limit=screenful()))
    if found.rows:
        write_view(FoodsView(catalog, found), output)
    return bool(found.rows)
