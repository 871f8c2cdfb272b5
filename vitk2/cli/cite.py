"""The command cite: citations of vitk2 and of the sources of an answer."""

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, query_options
from vitk2.cli.output_options import BIB, is_bib, output_options
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries import citations
from vitk2.queries.query import Query
from vitk2.terminal.records import CitedView, TextView, cited_notes


@command()
@click.argument("text", nargs=-1, metavar="[FOOD|TEXT]...")
@query_options(per=False, limit=0)
@click.option("--bibtex", is_flag=True, help="Print BibTeX; so does -o with a name in .bib.")
@output_options(also_ending=BIB)
@click.pass_context
def cite(ctx: click.Context, query: Query, bibtex: bool, output: Output) -> None:
    """Print what to cite: vitk2 and its data version, and the sources behind an answer.

    With a FOOD, or the words and filters of a search, the sources follow whose numbers give the
    values shown; with --form, the values of that form.

    \b
    Examples:
      vitk2 cite
      vitk2 cite natto
      vitk2 cite cheese --form MK-9 --bibtex
      vitk2 cite --group Eggs --json
    """
    cited = citations.cite(catalog_of(ctx), query)
    if bibtex or is_bib(output):
        entries = "\n".join(map(citations.bibtex, cited.sources))
        notes = cited_notes(cited) if cited.answer else []
        write_view(TextView(entries, notes=notes), output)
    else:
        write_view(CitedView(cited), output)
