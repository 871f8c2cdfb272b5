"""Commands whose help option is ours."""

import functools
from typing import Final

import click


def _show_help(ctx: click.Context, _: click.Parameter, requested: bool) -> None:
    if requested and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


HELP: Final = click.Option(
    ["-h", "--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    help="Show this message and exit.",
)


class PlainCommand(click.Command):
    """A command in English: click's own help option looks for a translation in every look-up."""

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return HELP


command: Final = functools.partial(click.command, cls=PlainCommand)
"""Makes a function a command."""
