"""The command evidence: claims with their verdicts, and the caution."""

import click

from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, fitting_option
from vitk2.cli.output_options import output_options
from vitk2.errors import ClaimError
from vitk2.output.view import Output
from vitk2.output.write import write_view
from vitk2.queries import claims
from vitk2.queries.drugs import drugs_in, near_drug
from vitk2.safety import IF_A_MEDICINE, drug_warning, near_drug_warning
from vitk2.terminal.claims import CautionView, ClaimsView
from vitk2.text import LIKE_ENOUGH


@command()
@click.argument("text", nargs=-1, metavar="[TEXT|ID]")
@fitting_option("claims on a screen")
@output_options()
@click.pass_context
def evidence(ctx: click.Context, text: tuple[str, ...], limit: int | None, output: Output) -> None:
    """Show popular claims about vitamin K, each behind its verdict and beside what studies found.

    TEXT is a word or more, or the id of a claim. The name of a blood thinner shows the advice on
    it. If you do not know which one you have, follow the advice on warfarin until you know.

    \b
    Examples:
      vitk2 evidence
      vitk2 evidence fracture
      vitk2 evidence C20 --json
      vitk2 evidence warfarin
    """
    typed, catalog = " ".join(text), catalog_of(ctx)
    if drugs := drugs_in(catalog, typed):
        write_view(CautionView(drug_warning(drugs)), output)
        return
    try:
        write_view(ClaimsView(claims.claims(catalog, typed), limit), output)
    except ClaimError as error:
        likeness, drug = near_drug(catalog, typed)
        if likeness < LIKE_ENOUGH:
            raise ClaimError(f"{error} {IF_A_MEDICINE}") from error
        write_view(CautionView(near_drug_warning(typed, drug)), output)
