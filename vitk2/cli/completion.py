"""The command completion: a script by which a shell completes commands, forms and foods."""

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from vitk2.cli.base_command import command

SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


class ShellType(click.Choice[str]):
    """A shell with completion; a missing argument is an error of one line."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        return f"Name a shell: {', '.join(SHELLS)}"


@command()
@click.argument("shell", type=ShellType(tuple(SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell, for commands, forms, groups and foods.

    \b
    To use it in every new shell, add one line to its start-up file:
      ~/.bashrc                   eval "$(vitk2 completion bash)"
      ~/.zshrc, after compinit    eval "$(vitk2 completion zsh)"
      ~/.config/fish/config.fish  command vitk2 completion fish | source

    \b
    Examples:
      vitk2 completion bash
      vitk2 completion zsh
      vitk2 completion fish
    """
    script = SHELLS[shell](ctx.find_root().command, {}, "vitk2", "_VITK2_COMPLETE")
    click.echo(script.source())
