"""The command evidence: claims with their verdicts, and advice on drugs and for patients."""

from typing import Final

import click

from vitk2.catalog.catalog import Catalog
from vitk2.cli.base_command import command
from vitk2.cli.options import catalog_of, fitting_option
from vitk2.cli.output_options import output_options
from vitk2.errors import ClaimError
from vitk2.output.view import Output, View
from vitk2.output.write import write_view
from vitk2.queries import claims
from vitk2.queries.drugs import drugs_in, near_drug
from vitk2.queries.patient_groups import patient_groups_in
from vitk2.safety import (
    IF_A_MEDICINE,
    WARFARIN,
    drug_warning,
    near_drug_warning,
    patient_group_warning,
)
from vitk2.terminal.claims import AdviceWithClaimsView, CautionView, ClaimsView
from vitk2.text import LIKE_ENOUGH

LEAST_LETTERS_OF_SLIP: Final = 4
"""The fewest letters of a word that may be a misspelt drug in a phrase about a group."""


@command()
@click.argument("text", nargs=-1, metavar="[TEXT|ID]")
@fitting_option("claims")
@output_options()
@click.pass_context
def evidence(ctx: click.Context, text: tuple[str, ...], limit: int | None, output: Output) -> None:
    """Show popular claims about vitamin K, each with a verdict and the studies behind it.

    TEXT is one or more words, or the id of a claim. The name of a blood thinner shows the advice
    on it. If you do not know which blood thinner you have, follow the advice on warfarin until you
    know. A word such as pregnancy, newborn or dialysis shows who should ask a clinician first.

    \b
    Examples:
      vitk2 evidence
      vitk2 evidence fracture
      vitk2 evidence C20 --json
      vitk2 evidence warfarin
      vitk2 evidence pregnancy
    """
    write_view(_answer(catalog_of(ctx), " ".join(text), limit), output)


def _answer(catalog: Catalog, typed: str, limit: int | None) -> View:
    """Return the advice on drugs, that for groups of patients with claims on them, or claims.

    Raises ClaimError when the text has none of them and is not spelled like the name of a drug.
    """
    drugs, groups = drugs_in(catalog, typed), patient_groups_in(typed)
    if drugs:
        advice = drug_warning(drugs)
        has_group_advice = not groups or WARFARIN[-1] in advice
        return CautionView(advice if has_group_advice else advice + patient_group_warning(groups))
    found = claims.matching_claims(catalog, typed)
    if found and not groups:
        return ClaimsView(found, limit)
    # A misspelt drug beside a group is not passed over; there a short word, as "in", is no slip.
    long_words = [word for word in typed.split() if len(word) >= LEAST_LETTERS_OF_SLIP]
    likeness, drug = near_drug(catalog, " ".join(long_words) if groups else typed)
    if likeness >= LIKE_ENOUGH:
        return CautionView(near_drug_warning(typed, drug))
    if groups:
        advice = patient_group_warning(groups)
        return AdviceWithClaimsView(advice, found, limit) if found else CautionView(advice)
    raise ClaimError(f"{claims.no_claim(catalog, typed)} {IF_A_MEDICINE}")
