"""A user's own foods, checked: check."""

import click

from vitk2.catalog import user_data
from vitk2.catalog.paths import files_in
from vitk2.catalog.schema import Cell
from vitk2.cli.base_command import command
from vitk2.cli.output_options import keep_apart, output_options
from vitk2.cli.types import PathType
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.terminal.records import TextView
from vitk2.text import count_of, singular


@command()
@click.argument("directory", type=PathType("dir"))
@click.option(
    "--init", is_flag=True, help="Write template files with an example row into DIRECTORY."
)
@output_options()
def check(directory: str, init: bool, output: Output) -> None:
    """Check a directory of your own foods, listing every problem with file and line.

    Foods, amounts and sources are needed; measurements and portions may be there. The columns are
    those of the published table; --data DIRECTORY then adds the foods to every command, marked as
    your own. An id of a food is made of a to z, 0 to 9, '.', '_' and '-', an id of a source of
    capitals too; a legal one is proposed for each that is not.

    \b
    Examples:
      vitk2 check my-foods --init
      vitk2 check my-foods
      vitk2 --data my-foods search natto
    """
    keep_apart(output, *files_in(directory))
    if init:
        written = user_data.write_templates(directory)
        write_view(TextView("\n".join(written), ["file"], [[path] for path in written]), output)
    else:
        counts = user_data.check(directory)
        nouns = {name: singular(name).replace("_", " ") for name in counts}
        summary = ", ".join(count_of(count, nouns[name]) for name, count in counts.items())
        rows: list[list[Cell]] = [[name, count] for name, count in counts.items()]
        text = f"{directory}: no problems: {summary}"
        write_view(TextView(text, ["table", "rows"], rows), output)
