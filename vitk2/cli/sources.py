"""The command sources: the sources of the numbers."""

import click

from vitk2.catalog.catalog import records
from vitk2.cli.base_command import OUTPUT, command, option
from vitk2.cli.options import catalog_of, limit_option
from vitk2.cli.output_options import BIB, is_bib, output_options
from vitk2.cli.types import TextType
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries import citations, listings
from vitk2.terminal.records import SourcesView, SourceView, TextView


@command()
@click.argument("source_id", type=TextType(), required=False)
@option("--bibtex", heading=OUTPUT, is_flag=True, help="Print BibTeX of one source, or of all.")
@limit_option()
@output_options(also_ending=BIB)
@click.pass_context
def sources(
    ctx: click.Context, source_id: str | None, bibtex: bool, limit: int, output: Output
) -> None:
    """List the sources of the numbers, or print the citation of one.

    \b
    Examples:
      vitk2 sources
      vitk2 sources kamao-2007
      vitk2 sources kamao-2007 --bibtex
    """
    catalog = catalog_of(ctx)
    if bibtex or is_bib(output):
        chosen = [listings.source(catalog, source_id)] if source_id else records(catalog, "sources")
        write_view(TextView("\n".join(map(citations.bibtex, chosen))), output)
    elif source_id:
        found = listings.source(catalog, source_id)
        write_view(SourceView(citations.described(found), found), output)
    else:
        write_view(SourcesView(listings.sources(catalog)[: limit or None]), output)
