"""The command group, which imports its commands on use and reports errors in text or JSON."""

import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import takewhile
from typing import Any, Final, cast

import click

from vitk2._version import __version__
from vitk2.catalog.vocabulary import DIETS
from vitk2.cli.base_command import PlainCommand, option
from vitk2.cli.types import PathType
from vitk2.errors import DataError, FoodError, UsageError, Vitk2Error
from vitk2.forms import split_leading_form
from vitk2.output.formats.text import json_line
from vitk2.output.write import print_notes, redirect_to_devnull
from vitk2.safety import CAUTION, CAUTION_IN_SHORT

COMMAND_GROUPS: Final = {
    "Look up": {
        "search": "find foods by name and by form",
        "top": "list the foods with the most of a form",
        "show": "show one food with the source of every number",
        "compare": "compare two to eight foods",
        "forms": "list the forms of vitamin K",
        "groups": "list the food groups",
    },
    "Add up": {
        "intake": "add up what you ate, form by form",
        "cohort": "add up the diaries of many people",
    },
    "Evidence": {
        "evidence": "claims checked against studies; advice on blood thinners",
        "sources": "list the sources of the numbers",
        "cite": "print citations of vitk2 and of sources",
    },
    "Files": {
        "chart": "draw a form, a food or several foods",
        "page": "one offline web page to search and add up foods",
        "export": "export the foods found, as csv, xlsx, sqlite and others",
    },
    "Own data and set-up": {
        "check": "check your own foods",
        "completion": "print a shell completion script",
    },
}
"""The commands in the groups of the help, each with a description."""


COMMANDS: Final = {name: text for group in COMMAND_GROUPS.values() for name, text in group.items()}
"""A description of each command by its name; the module of that name is imported on use."""


TOPICS_IN_SHORT: Final = "limits, grades, marks, columns, formats"
"""The topics of `vitk2 help TOPIC`; cli.help_topics contains their texts."""


FRONT_DOOR: Final = f"""\
Look up how much vitamin K1 and K2 is in a food. Every number has its source.
K1 is the plant form. K2 is a family of forms, such as MK-4 and MK-7.

Try:
  vitk2 brie                          one food
  vitk2 compare brie camembert        foods side by side
  vitk2 search cheese --form MK-9     foods by name and form
  vitk2 intake '2 eggs' 'gouda 30 g'  add up what you ate

Where to start:
  About a food                        vitk2 FOOD
  Foods rich in K2                    vitk2 top K2
  On warfarin or a similar drug       vitk2 evidence warfarin

Help:
  vitk2 --help                        all commands
  vitk2 help TOPIC                    {TOPICS_IN_SHORT}
"""
"""The answer to `vitk2` alone: at most 20 lines."""


class Commands(PlainCommand, click.Group):
    """The group of all commands, which finds them in their modules and reports their errors."""

    def every(self) -> dict[str, click.Command]:
        """All commands by name, imported."""
        context = click.Context(self)
        found = {name: self.get_command(context, name) for name in self.list_commands(context)}
        return {name: command for name, command in found.items() if command}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"vitk2.cli.{cmd_name}")
        return cast("click.Command", getattr(module, cmd_name))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, the topics of help, then the options; import no command."""
        width = max(map(len, COMMANDS))
        for heading, commands in COMMAND_GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), text) for name, text in commands.items()])
        with formatter.section("Help"):
            formatter.write_dl(
                [
                    ("vitk2 help COMMAND", "a command and its options"),
                    ("vitk2 help TOPIC", f"{TOPICS_IN_SHORT}, output"),
                ]
            )
        super().format_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named; else help, the ranking of a form, or show for other words."""
        first, *rest = args
        is_command = first.startswith("-") or first in COMMANDS
        if (
            first == "top"
            and len(rest) > 1
            and rest[0].isdigit()
            and split_leading_form(rest[1:])[0]
        ):
            args = first, *rest = ["top", split_leading_form(rest[1:])[0], "-n", rest[0]]
        if ctx.resilient_parsing or (is_command and not _is_cut_of_meat(ctx, args)):
            return super().resolve_command(ctx, args)
        if first == "help":
            topic = [word for word in rest if not word.startswith("-")]
            if topic and topic[0] in COMMANDS:
                return super().resolve_command(ctx, [topic[0], "--help"])
            click.echo(_help_on(ctx, topic))
            raise click.exceptions.Exit(0)
        diets = [f"--{word}" for word in args if word in DIETS]  # vitk2 vegan k2
        args = [word for word in args if word not in DIETS] if diets else args
        form, after = split_leading_form(args)
        words_after = bool(after) and not after[0].startswith("-")
        if form and not words_after and not (after and _is_name(ctx, [form, *after])):
            return "top", self.get_command(ctx, "top"), [form, *after, *diets]
        return "show", self.get_command(ctx, "show"), [first, *rest]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error), ctx) from error
        except Vitk2Error as error:
            raise click.ClickException(str(error)) from error

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]  # click's has overloads
        """Run a command; a refusal is one line on stderr and an exit code."""
        given = sys.argv[1:] if args is None else args
        arguments = [a.encode("utf-8", "replace").decode() for a in given]  # no stray bytes
        if not extra.pop("standalone_mode", True):
            return super().main(args=arguments, standalone_mode=False, **extra)
        try:
            code = self._written(arguments, extra)
        except click.ClickException as error:
            print_notes(_error_notes(error, as_json=_wants_json(arguments)))
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)

    def _written(self, arguments: list[str], extra: dict[str, Any]) -> Any:
        """Run a command and write all it has to say.

        Raises ClickException where that cannot be written, Exit where nobody reads on, as in
        `vitk2 export | head`.
        """
        try:
            try:
                return super().main(args=arguments, standalone_mode=False, **extra)
            finally:
                sys.stdout.flush()
        except OSError as error:
            redirect_to_devnull(sys.stdout)
            if error.errno == errno.EPIPE:
                sys.exit(1)
            raise click.ClickException(_unwritten(error)) from error


def _help_on(ctx: click.Context, topic: Sequence[str]) -> str:
    """Return the help on a topic, on the program if none is named."""
    if not topic:
        return ctx.get_help()
    from vitk2.cli.help_topics import write_topic  # most help is on a command

    return write_topic(ctx, topic)


def _is_cut_of_meat(ctx: click.Context, args: Sequence[str]) -> bool:
    """Return whether what looks like a ranking is a food: `vitk2 top loin`."""
    first, *rest = args
    return first == "top" and bool(rest) and not split_leading_form(rest)[0] and _is_name(ctx, args)


def _is_name(ctx: click.Context, args: Sequence[str]) -> bool:
    """Return whether the words before any option name a food, several, or a drug together."""
    words = list(takewhile(lambda word: not word.startswith("-"), args))
    if len(words) < 2:
        return False
    from vitk2.cli.options import catalog_of
    from vitk2.queries.interpret import is_name  # hardly anybody types such words

    return is_name(catalog_of(ctx), " ".join(words))


def _unwritten(error: OSError) -> str:
    reason = "it is closed" if error.errno == errno.EBADF else error.strerror
    return f"{error.filename or 'standard output'} cannot be written: {reason}"


def _error_notes(error: click.ClickException, *, as_json: bool) -> list[str]:
    """Return an error as text or as JSON, with the caution if it names an amount."""
    message = error.format_message()
    has_amount = "µg" in message and not isinstance(error, click.UsageError)
    if not as_json:
        return [_error_line(error, message), *([CAUTION_IN_SHORT] if has_amount else [])]
    whole: dict[str, Any] = {"error": message, "exit_code": error.exit_code}
    if isinstance(error.__cause__, FoodError):
        named = error.__cause__.candidates.items()
        whole["candidates"] = [{"food_id": food_id, "name": name} for food_id, name in named]
    return [json_line(whole | ({"caution": CAUTION} if has_amount else {}))]


def _error_line(error: click.ClickException, message: str) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return f"Error: {message}"
    path = " ".join(filter(None, (context.command_path, context.invoked_subcommand)))
    stop = "" if message.endswith("?") else "."
    return f"Error: {message.rstrip('.')}{stop} See {path} --help."


def _wants_json(arguments: list[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(
        a in ("--json", "--format=json", "--format=jsonl")
        or (a == "--format" and following in ("json", "jsonl"))
        for a, following in pairs
    )


def _print_versions(ctx: click.Context, _: click.Parameter, requested: bool) -> None:
    if not requested or ctx.resilient_parsing:
        return
    from vitk2.catalog.paths import published_version  # commands bring it along

    try:
        click.echo(f"vitk2 {__version__}, data {published_version()}")
    except DataError as error:
        raise click.ClickException(str(error)) from error
    ctx.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND | FOOD | FORM] ...",
    context_settings={"max_content_width": 100},
)
@option(
    "--data",
    "own",
    type=PathType("dir"),
    multiple=True,
    envvar="VITK2_DATA",
    metavar="DIR",
    help="Add your own foods from DIR. The variable VITK2_DATA does the same. See vitk2 check.",
)
@option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help="Show the versions of the program and the data, and exit.",
)
@click.pass_context
def cli(ctx: click.Context, /, **_: object) -> None:
    """Look up how much vitamin K1 and K2 is in a food. Every number has its source.

    \b
    Examples:
      vitk2 natto            one food with the source of every number
      vitk2 top MK-7         the foods with the most MK-7
      vitk2 search spinach   foods by name
      vitk2 warfarin         advice on blood thinners
    """
    if ctx.invoked_subcommand is None:
        click.echo(FRONT_DOOR, nl=False)
