"""Questions in free words, answered by the command that they mean."""

import shlex
from typing import TYPE_CHECKING

import click

from vitk2.output.view import Output
from vitk2.output.write import print_notes

if TYPE_CHECKING:
    from vitk2.queries.question_words import CommandLine


def run_command_line(ctx: click.Context, question: "CommandLine", output: Output) -> None:
    """Run the command that answers a question, after a line that says how it was understood.

    The command gets the output options of the question: its format, its file and its quiet.
    """
    if not output.quiet:
        print_notes([f"{question.understood}: vitk2 {shlex.join(question.arguments)}"])
    root = ctx.find_root()
    name, *arguments = question.arguments
    if name == "help":
        from vitk2.cli.help_topics import write_topic  # hardly anybody asks

        click.echo(write_topic(root, arguments))
        return
    group = root.command
    command = group.get_command(root, name) if isinstance(group, click.Group) else None
    if command:
        with command.make_context(name, [*arguments, *_options(output)], parent=root) as within:
            command.invoke(within)


def _options(output: Output) -> list[str]:
    """Return the options of an output as they are typed."""
    options = ["--format", output.format_] if output.format_ else []
    options += ["-o", output.path] if output.path else []
    options += ["--force"] if output.force else []
    return [*options, *(["--quiet"] if output.quiet else [])]
