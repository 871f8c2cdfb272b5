"""A user's own foods, checked: check."""

import click

from vitk2.catalog import user_data
from vitk2.catalog.paths import files_in
from vitk2.catalog.schema import Cell
from vitk2.cli.base_command import command, option
from vitk2.cli.output_options import keep_apart, output_options
from vitk2.cli.types import PathType
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.terminal.records import TextView
from vitk2.text import count_of, singular


@command()
@click.argument("directory", type=PathType("dir"))
@option(
    "--init", is_flag=True, help="Write template files into DIRECTORY, each with an example row."
)
@output_options()
def check(directory: str, init: bool, output: Output) -> None:
    """Check your own foods in DIRECTORY and list every problem with its file and line.

    The files foods.csv, amounts.csv and sources.csv are required; measurements.csv and
    portions.csv are optional. Their columns are those of the published table (vitk2 help columns).
    --data DIRECTORY then adds your foods to every command and marks them as your own. The id of a
    food may contain a to z, 0 to 9, '.', '_' and '-'; the id of a source also A to Z.

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
