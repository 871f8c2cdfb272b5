"""How an answer leaves: the options that every command shares."""

import functools
import os
from collections.abc import Callable
from typing import Any, Final

import click

from vitk2.cli.options import Command, together
from vitk2.cli.paths import PathType
from vitk2.render.answer import Output
from vitk2.render.writers import FORMATS

STDOUT: Final = "Write to FILE; its ending picks the format. Left out: stdout."


def output_options(
    *, default: str = "", also_ending: str = "", file_help: str = STDOUT
) -> Callable[[Command], Command]:
    """How the answer leaves; the command gets it as one `Output`, named `output`.

    Without a `default` format the terminal decides. A file that has `also_ending` is text.
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
            pager: bool | None,
            **options: Any,
        ) -> Any:
            if color is None and os.environ.get("NO_COLOR"):
                color = False
            chosen = format_ or (_by_ending(path, also_ending) if path else default) or None
            return command(output=Output(chosen, color, quiet, path, force, pager=pager), **options)

        return run  # type: ignore[return-value]  # the same command with its options gathered

    otherwise = f"{default} if left out" if default else "a table on a terminal, else tsv"
    return together(
        click.option(
            "-o",
            "--output",
            "path",
            type=PathType(),
            metavar="FILE",
            help=file_help,
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
        click.option(
            "--pager/--no-pager",
            default=None,
            help="Long answers through PAGER, or not; left alone, by whether PAGER is set.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="No counts and hints; the caution stays."),
        click.option(
            "--data",
            type=PathType("dir"),
            multiple=True,
            metavar="DIR",
            expose_value=False,
            callback=_add_own,
            help="Add your own foods from DIR; also before the command, or VITK2_DATA.",
        ),
        gather,
    )


def _add_own(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    """Directories named after a command join those named before it."""
    root = ctx.find_root().params
    root["own"] = (*root.get("own", ()), *value)


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
