"""Popular claims as people read them: never without their verdict and what studies found."""

import re
import textwrap
from collections.abc import Sequence
from typing import IO, Final

from rich.text import Text

from vitk2.catalog.schema import Record
from vitk2.terminal.console import cell_text, new_table, open_console, rows_left

VERDICT_COLORS: Final = {
    "supported": "#008700",
    "partly": "#0087af",
    "overstated": "#af5f00",
    "contradicted": "#d70000",
    "unverified": "#af5faf",
}
"""Neither light nor dark, so that they are read on white and on black; the word says it alone."""

LEAST_FINDING: Final = 45
MOST_FINDING: Final = 200
"""Of what studies found its first sentence stands behind a claim, or so many characters of it."""

_SENTENCE: Final = re.compile(r".+?\.(?= [A-Z]|$)")

_NARROWEST_CLAIM: Final = 24
"""With less room between verdict and id than this, a claim stands under them."""

_GAP: Final = 1

_LINES_AROUND: Final = 7
"""Lines of a screen that are no claim: how to read on, the whole caution and the prompt."""

_LONGEST_HEADING: Final = 30


def claims(
    listed: tuple[Sequence[Record], int | None], stream: IO[str], *, color: bool | None = None
) -> None:
    """Print the card of one claim, or a few lines for each of several.

    `listed`: the claims and how many, None for what the screen holds.
    """
    found, limit = listed
    console = open_console(stream, color)
    if len(found) == 1:
        console.print(_card(found[0]))
        return
    verdicts = max(len(str(claim["verdict"])) for claim in found)
    ids = max(len(str(claim["claim_id"])) for claim in found)
    room = console.width - verdicts - ids - 4 * _GAP
    table = new_table()
    table.show_header = False
    table.add_column(width=verdicts + _GAP, no_wrap=True)
    table.add_column(width=room, no_wrap=True)
    table.add_column(width=ids + _GAP, no_wrap=True, justify="right")
    is_narrow = room < _NARROWEST_CLAIM
    left = rows_left(console, _LINES_AROUND) if limit is None else None
    shown = 0
    for claim in found[: limit or None]:
        told = _in_short(claim, console.width if is_narrow else room)
        left = left if left is None else left - told.count("\n") - 1 - is_narrow
        if left is not None and left < 0 and shown:
            break
        if is_narrow:
            console.print(_verdict(claim).append(f" {claim['claim_id']}\n", "dim").append(told, ""))
        else:
            table.add_row(_verdict(claim), told, Text(str(claim["claim_id"]), "dim"))
        shown += 1
    if not is_narrow:
        console.print(table)
    more = f"{len(found) - shown} more: -n 0. " if shown < len(found) else ""
    read_on = f"{more}What studies found in full: vitk2 evidence {found[0]['claim_id']}"
    console.print(cell_text(read_on, "dim"))


def caution(paragraphs: Sequence[str], stream: IO[str], *, color: bool | None = None) -> None:
    """Print the whole caution, what each paragraph is about in bold."""
    text = Text(overflow="fold")
    for paragraph in paragraphs:
        about, dot, rest = paragraph.partition(". ")
        is_heading = dot and len(about) <= _LONGEST_HEADING
        text.append(f"{about}{dot}" if is_heading else "", "bold")
        text.append(f"{rest if is_heading else paragraph}\n")
    text.right_crop(1)
    open_console(stream, color).print(text)


def _verdict(claim: Record) -> Text:
    verdict = str(claim["verdict"])
    return Text(verdict, VERDICT_COLORS.get(verdict, ""))


def _in_short(claim: Record, width: int) -> str:
    """The whole claim in quotes, and the first sentence of the finding where it is not long.

    A claim is never cut, and never stands alone; a finding begins with what limits the claim.
    """
    quoted = f"\u201c{claim['claim']}\u201d"
    finding = str(claim["finding"])
    sentence = _SENTENCE.match(finding)
    if sentence and LEAST_FINDING <= len(sentence[0]) <= MOST_FINDING:
        return "\n".join(_wrapped(f"{quoted} {sentence[0]}", width))
    lines = len(_wrapped(f"{quoted} {finding[:LEAST_FINDING]}", width))
    return "\n".join(_wrapped(f"{quoted} {finding}", width, most=lines))


def _wrapped(text: str, width: int, most: int | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        max(width, 1),
        max_lines=most,
        placeholder=" …",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _card(claim: Record) -> Text:
    """All of one claim: verdict, claim, finding, on what it rests, where to read on."""
    card = Text(overflow="fold")
    card.append(str(claim["verdict"]).capitalize(), VERDICT_COLORS.get(str(claim["verdict"]), ""))
    card.append(f": \u201c{claim['claim']}\u201d\n\n{claim['finding']}\n")
    if claim["strength"]:
        card.append(f"\nRests on: {claim['strength']}")
    if claim["citations"]:
        card.append(f"\nStudies: {str(claim['citations']).replace(';', ', ')}")
    card.append(f"\n{claim['claim_id']}", "dim")
    return card
