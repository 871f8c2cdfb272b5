"""The command cite: citations of vitk2 and of the sources of an answer."""

import click

from vitk2.cli.base_command import OUTPUT, command, option
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
@option("--bibtex", heading=OUTPUT, is_flag=True, help="Print BibTeX; -o FILE.bib writes it.")
@output_options(also_ending=BIB)
@click.pass_context
def cite(ctx: click.Context, query: Query, bibtex: bool, output: Output) -> None:
    """Print the citations of vitk2, of its data version and of the sources of an answer.

    Name a FOOD, or the words and filters of a search, to cite the sources of the values shown for
    them. --form limits this to one form.

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
