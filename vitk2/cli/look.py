"""Looking things up: search, top, show."""

import click

from vitk2.answers import foods
from vitk2.answers.query import Query
from vitk2.answers.search import select
from vitk2.cli.options import catalog_of, output_options, query_options
from vitk2.cli.types import FoodType, FormType
from vitk2.render import makers
from vitk2.render.answer import Output
from vitk2.render.emit import emit

TOP_ROWS = 20


@click.command()
@click.argument("text", nargs=-1)
@query_options(limit=20)
@output_options()
@click.pass_context
def search(ctx: click.Context, query: Query, output: Output) -> None:
    """Find foods by the words of their name and by the forms they carry.

    Words may come in any order, in the plural or cut short; case and accents do not matter, and
    other names (courgette, zucchini) and food groups count too.

    \b
    Examples:
      vitk2 search natto
      vitk2 search cheese --form MK-9 --sort MK-9
      vitk2 search --form MK-7 --min 1 --group 'Fish and seafood'
      vitk2 search liver raw --per portion
    """
    catalog = catalog_of(ctx)
    emit(makers.of_result(catalog, select(catalog, query)), output)


@click.command()
@click.argument("form", type=FormType())
@click.option(
    "--holding",
    type=float,
    metavar="UG",
    help="Add the grams and portions that hold this many µg; leaves out what is unsure.",
)
@query_options(forms=False, sort=False, limit=TOP_ROWS, limit_flags=("-n", "--limit"))
@output_options()
@click.pass_context
def top(ctx: click.Context, query: Query, output: Output) -> None:
    """List the richest sources of FORM, with range, studies and marks.

    Foods that rest on doubtful readings alone come after the ranking. Numbers are medians over
    studies; where studies disagree, a mark says how far.

    \b
    Examples:
      vitk2 top MK-7
      vitk2 top K2 --group Cheese -n 10
      vitk2 top K1 --per portion
      vitk2 top mk4 --tier A --json
      vitk2 top K1 --holding 70
    """
    catalog = catalog_of(ctx)
    emit(makers.of_result(catalog, select(catalog, query)), output)


@click.command()
@click.argument("food", type=FoodType(), nargs=-1, required=True)
@output_options()
@click.pass_context
def show(ctx: click.Context, food: tuple[str, ...], output: Output) -> None:
    """Show one food: every form, its range, portions, and where each published number stands.

    FOOD is an id, a name, or a code elsewhere: fdc:, ndb: or ciqual:.

    \b
    Examples:
      vitk2 show natto
      vitk2 show 'gouda, aged'
      vitk2 show fdc:172443 --json
    """
    catalog = catalog_of(ctx)
    emit(makers.of_card(catalog, foods.show(catalog, " ".join(food))), output)


COMMANDS = {"search": search, "top": top, "show": show}
