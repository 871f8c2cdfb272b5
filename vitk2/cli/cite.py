"""What to cite: vitk2, the sources of an answer, or any source."""

import click

from vitk2.catalog.catalog import records
from vitk2.cli.options import catalog_of, limit_option, query_options
from vitk2.cli.output import BIB, is_bib, output_options
from vitk2.cli.plain import command
from vitk2.cli.types import TextType
from vitk2.output import answers
from vitk2.output.view import Output
from vitk2.output.write import emit
from vitk2.queries import citations, listings
from vitk2.queries.query import Query


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
        emit(
            answers.of_text(entries)._replace(
                notes=answers.cited_notes(cited) if cited.answer else []
            ),
            output,
        )
    else:
        emit(answers.of_cited(cited), output)


@command()
@click.argument("source_id", type=TextType(), required=False)
@click.option("--bibtex", is_flag=True, help="Print BibTeX: of one source, or of all.")
@limit_option()
@output_options(also_ending=BIB)
@click.pass_context
def sources(
    ctx: click.Context, source_id: str | None, bibtex: bool, limit: int, output: Output
) -> None:
    """List the sources behind the numbers, or print the citation of one.

    \b
    Examples:
      vitk2 sources
      vitk2 sources kamao-2007
      vitk2 sources kamao-2007 --bibtex
    """
    catalog = catalog_of(ctx)
    if bibtex or is_bib(output):
        chosen = [listings.source(catalog, source_id)] if source_id else records(catalog, "sources")
        emit(answers.of_text("\n".join(map(citations.bibtex, chosen))), output)
    elif source_id:
        found = listings.source(catalog, source_id)
        emit(answers.of_source(citations.described(found), found), output)
    else:
        emit(answers.of_counts(listings.sources(catalog)[: limit or None]), output)


COMMANDS = {"cite": cite, "sources": sources}
