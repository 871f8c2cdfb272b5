"""The options for the output of an answer, which every command shares."""

import functools
import os
from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from vitk2.catalog import paths
from vitk2.cli.base_command import COMMON, OUTPUT, option
from vitk2.cli.options import Command, together
from vitk2.cli.types import PathType, PictureType
from vitk2.output.formats.registry import ENDINGS, FORMATS, HEADED, PICTURES, picture_of
from vitk2.output.view import Output

BIB: Final = "bib"

_common_option: Final = functools.partial(option, heading=COMMON)

_FORCE: Final = _common_option("--force", is_flag=True, help="Replace files that exist.")

_QUIET: Final = _common_option(
    "-q", "--quiet", is_flag=True, help="Hide counts and hints. The caution is always shown."
)


def _path_option(
    help_text: str, kind: PathType | None = None, required: bool = False
) -> Callable[[Command], Command]:
    """Return the option `-o FILE`."""
    names = ("-o", "--output", "path")
    kind = kind or PathType()
    heading = COMMON if help_text == STDOUT else OUTPUT
    return option(
        *names, type=kind, required=required, metavar="FILE", help=help_text, heading=heading
    )


def _add_own(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    """Directories named after a command join those named before it."""
    root = ctx.find_root().params
    root["own"] = (*root.get("own", ()), *value)


_DATA: Final = _common_option(
    "--data",
    type=PathType("dir"),
    multiple=True,
    metavar="DIR",
    expose_value=False,
    callback=_add_own,
    help="Add your own foods from DIR. The variable VITK2_DATA does the same.",
)

STDOUT: Final = "Write to FILE; its ending sets the format.  [default: standard output]"


def keep_apart(output: Output, *read: str | int, written: Sequence[str] = ()) -> None:
    """Refuse an output that is one of the files a command reads, before it reads any.

    These are the tables, the user's own among them, and those that the command adds. `written` are
    the files of an output that is none of an answer. Raises ExportError.
    """
    if not (written or output.path or output.chart or output.package):
        return
    from vitk2 import files  # most answers go to a screen or a pipe
    from vitk2.output.save import files_of

    directories = (paths.data_dir(), *click.get_current_context().find_root().params["own"])
    tables = [path for directory in directories for path in paths.files_in(directory)]
    files.keep_apart(written or files_of(output), [*read, *tables])


def output_options(
    *,
    default: str = "",
    also_ending: str = "",
    file_help: str = STDOUT,
    file_is_answer: bool = True,
) -> Callable[[Command], Command]:
    """Return the options for the output; the command gets them as one `Output`, named `output`.

    Without a `default` format the terminal decides. A file that has `also_ending` is text. Where
    the file is not the answer itself, its ending is free to differ from the format.
    """

    def gather(command: Command) -> Command:
        @functools.wraps(command)
        def run(
            *,
            formats: tuple[str, ...],
            as_json: bool,
            as_csv: bool,
            color: bool | None,
            quiet: bool,
            path: str | None,
            force: bool,
            for_spreadsheet: bool,
            pager: bool | None,
            **options: Any,
        ) -> Any:
            if color is None and os.environ.get("NO_COLOR"):
                color = False
            requested = [*formats, *["json"] * as_json, *["csv"] * as_csv]
            _refuse_two(requested, bibtex=options.get("bibtex", False))
            if path and file_is_answer:
                _refuse_other_ending(path, [*requested, *[BIB] * options.get("bibtex", False)])
            format_ = requested[0] if requested else ""
            chosen = format_ or (_by_ending(path, also_ending) if path else default) or None
            output = Output(
                chosen, color, quiet, path, force, pager=pager, for_spreadsheet=for_spreadsheet
            )
            keep_apart(output)
            return command(output=output, **options)

        return run  # type: ignore[return-value]  # the same command with its options gathered

    otherwise = default or "table on a terminal, tsv in a pipe"
    return together(
        _path_option(file_help),
        option(
            "--format",
            "formats",
            type=click.Choice(("table", *FORMATS)),
            multiple=True,
            metavar="NAME",
            heading=OUTPUT if default else COMMON,
            help=f"One of table, {', '.join(FORMATS)}.  [default: {otherwise}]",
        ),
        _common_option("--json", "as_json", is_flag=True, help="Short for --format json."),
        _common_option("--csv", "as_csv", is_flag=True, help="Short for --format csv."),
        _FORCE,
        _common_option(
            "--for-spreadsheet",
            is_flag=True,
            help=f"In {' and '.join(HEADED)}: put an apostrophe before text that a spreadsheet "
            "would calculate.",
        ),
        _common_option(
            "--color/--no-color",
            default=None,
            help="Always or never use colour.  [default: automatic]",
        ),
        _common_option(
            "--pager/--no-pager",
            default=None,
            help="Always or never show long answers in a pager.  [default: if the variable PAGER "
            "is set]",
        ),
        _QUIET,
        _DATA,
        gather,
    )


def file_options(help_text: str, *, picture: bool = False) -> Callable[[Command], Command]:
    """Return the options for output as one kind of file; the command gets them as one `Output`.

    The ending of FILE, which must be named, gives the format of a picture.
    """

    def gather(command: Command) -> Command:
        @functools.wraps(command)
        def run(*, path: str | None, force: bool, quiet: bool, **options: Any) -> Any:
            format_ = picture_of(path or "") if picture else "table"
            output = Output(format_, False, quiet, path, force, pager=False)
            keep_apart(output)
            return command(output=output, **options)

        return run  # type: ignore[return-value]  # the same command with its options gathered

    kind = PictureType() if picture else PathType()
    return together(_path_option(help_text, kind, picture), _FORCE, _QUIET, _DATA, gather)


def _refuse_two(formats: Sequence[str], *, bibtex: bool) -> None:
    """Raise UsageError for options that name different formats."""
    several = dict.fromkeys([*formats, *["BibTeX"] * bibtex])
    if len(several) > 1:
        raise click.UsageError(f"{' and '.join(several)} are different formats: name only one")


def _refuse_other_ending(path: str, formats: Sequence[str]) -> None:
    """Raise UsageError if a format is named and the ending of the file names another."""
    ending = os.path.splitext(path)[1].lstrip(".").lower()
    if not formats or ending not in (*FORMATS, *ENDINGS, *PICTURES, BIB):
        return
    by_ending = ENDINGS.get(ending, ending)
    if by_ending != formats[0]:
        named = "BibTeX" if formats[0] == BIB else formats[0]
        raise click.UsageError(
            f"{path!r} does not have the ending of {named}: change the name or the format"
        )


def _by_ending(path: str, also_text: str) -> str:
    """The format that a file's ending names; a text file gets what a screen gets."""
    ending = os.path.splitext(path)[1].lstrip(".").lower()
    texts = [text for text in ("txt", also_text) if text]
    valid = (*FORMATS, *ENDINGS, *texts)
    if ending not in valid:
        raise click.BadParameter(
            f"the ending of {path!r} is not one of {', '.join(valid)}: add --format"
        )
    return "table" if ending in texts else ENDINGS.get(ending, ending)


def is_bib(output: Output) -> bool:
    """Whether a file is to be BibTeX, by its ending."""
    return (output.path or "").lower().endswith(f".{BIB}")
