"""Commands with our help: their options in groups, those of every command named in one line."""

import functools
from collections.abc import Iterable
from typing import Any, Final

import click

READ: Final = "Read"
REFERENCE: Final = "Reference intake"
FILTER: Final = "Filter"
SHOW: Final = "Show"
RUN: Final = "Run"
OUTPUT: Final = "Output"
OTHER: Final = "Options"
COMMON: Final = "Options of every command"
HEADINGS: Final = (READ, REFERENCE, FILTER, SHOW, RUN, OUTPUT, OTHER, COMMON)
"""The headings of options in the help, in order. Only `vitk2 help output` explains the common."""


class GroupedOption(click.Option):
    """An option with the heading under which the help lists it."""

    def __init__(self, *args: Any, heading: str = OTHER, **attributes: Any) -> None:
        """Create the option; all but `heading` is click's."""
        super().__init__(*args, **attributes)
        self.heading = heading


option: Final = functools.partial(click.option, cls=GroupedOption)
"""Adds an option to a command; `heading` names its group in the help."""


def _show_help(ctx: click.Context, _: click.Parameter, requested: bool) -> None:
    if requested and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


HELP: Final = GroupedOption(
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

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of this command in groups, then the names of the common ones."""
        options = [p for p in self.get_params(ctx) if isinstance(p, GroupedOption)]
        common = [o for o in options if o.heading == COMMON]
        if not common:
            write_options(ctx, formatter, options)
            return
        common.append(HELP)
        write_options(ctx, formatter, [o for o in options if o not in common])
        with formatter.section(f"{COMMON} (see vitk2 help output)"):
            _write_names(ctx, formatter, common)


def write_options(
    ctx: click.Context, formatter: click.HelpFormatter, options: Iterable[GroupedOption]
) -> None:
    """Write options with their help texts, under a heading for each group."""
    groups: dict[str, list[tuple[str, str]]] = {heading: [] for heading in HEADINGS}
    for each in options:
        if record := each.get_help_record(ctx):
            groups[each.heading].append(record)
    widths = [len(names) for group in groups.values() for names, _ in group]
    width = max((width for width in widths if width <= _WIDEST_NAMES), default=0)
    for heading, group in groups.items():
        if group:
            with formatter.section(heading):
                # Names of the same width line up the texts of all groups.
                formatter.write_dl([(names.ljust(width), text) for names, text in group])


_WIDEST_NAMES: Final = 24
"""Longer names of an option have their text on the next line."""


def _write_names(
    ctx: click.Context, formatter: click.HelpFormatter, options: Iterable[GroupedOption]
) -> None:
    """Write the names of options, as many on a line as fit."""
    line = " " * formatter.current_indent
    for each in options:
        names = "/".join([*each.opts, *each.secondary_opts])
        value = "" if each.is_flag else f" {each.make_metavar(ctx)}"
        if len(line) + len(names + value) > formatter.width:
            formatter.write(f"{line.rstrip()}\n")
            line = " " * formatter.current_indent
        line += f"{names}{value}  "
    formatter.write(f"{line.rstrip()}\n")


command: Final = functools.partial(click.command, cls=PlainCommand)
"""Makes a function a command."""
