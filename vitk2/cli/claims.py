"""What the evidence says, and the caution: evidence."""

import click

from vitk2 import caution
from vitk2.answers import evidence
from vitk2.cli.options import catalog_of, fitting_option
from vitk2.cli.output import output_options
from vitk2.cli.plain import command
from vitk2.render import makers
from vitk2.render.answer import Output
from vitk2.render.emit import emit


@command("evidence")
@click.argument("text", nargs=-1, metavar="[TEXT|ID]")
@fitting_option("claims on a screen")
@output_options()
@click.pass_context
def evidence_(ctx: click.Context, text: tuple[str, ...], limit: int | None, output: Output) -> None:
    """Show popular claims about vitamin K, each behind its verdict and beside what studies found.

    TEXT is a word or more, or the id of a claim. The name of a blood thinner shows the whole
    caution; a drug that is not known counts as warfarin.

    \b
    Examples:
      vitk2 evidence
      vitk2 evidence fracture
      vitk2 evidence C20 --json
      vitk2 evidence warfarin
    """
    asked, catalog = " ".join(text), catalog_of(ctx)
    if paragraphs := caution.caution_for(asked, evidence.words_of_claims(catalog)):
        emit(makers.of_caution(paragraphs), output)
    else:
        emit(makers.of_claims(evidence.claims(catalog, asked), limit), output)


COMMANDS = {"evidence": evidence_}
