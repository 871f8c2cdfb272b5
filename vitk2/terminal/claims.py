"""The screen of popular claims, each with its verdict and the findings of studies."""

import re
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.schema import cells
from vitk2.output.view import View
from vitk2.terminal.console import cell_text, new_table, open_console, rows_left

if TYPE_CHECKING:
    from rich.text import Text

    from vitk2.queries.claims import StatedClaim

VERDICT_COLORS: Final = {
    "supported": "#008700",
    "partly": "#0087af",
    "overstated": "#af5f00",
    "contradicted": "#d70000",
    "unverified": "#af5faf",
}
"""Colours legible on white and on black; the word has the same meaning without them."""

LEAST_FINDING: Final = 45
MOST_FINDING: Final = 200
"""A claim is followed by the first sentence of its finding, or by so many characters of it."""

_SENTENCE: Final = re.compile(r".+?\.(?= [A-Z]|$)")

_NARROWEST_CLAIM: Final = 24
"""The least width between verdict and id; with less, the claim is printed below them."""

_GAP: Final = 1

_LINES_AROUND: Final = 7
"""Lines of a screen other than claims: the hint, the whole caution and the prompt."""

_LONGEST_HEADING: Final = 30


class ClaimsView(View):
    """Claims, each after its verdict: a row a claim, on a screen as many as fit.

    `limit` affects the screen only; None is for as many as fit.
    """

    is_about_health = True

    def __init__(self, claims: "Sequence[StatedClaim]", limit: int | None = None) -> None:
        self.claims, self.limit = claims, limit
        self.lines_above = 0
        """Lines of the screen that something else fills before the claims."""
        self.columns = list(claims[0])
        self.rows = [cells(claim) for claim in claims]
        self.lines = [_claim_line(claim) for claim in claims]

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the card of one claim, or a few lines for each of several."""
        from rich.text import Text

        found, limit = self.claims, self.limit
        console = open_console(stream, color)
        if len(found) == 1:
            console.print(_card(found[0]))
            return
        verdicts = max(len(claim["verdict"]) for claim in found)
        ids = max(len(claim["claim_id"]) for claim in found)
        claim_width = console.width - verdicts - ids - 4 * _GAP
        table = new_table()
        table.show_header = False
        table.add_column(width=verdicts + _GAP, no_wrap=True)
        table.add_column(width=claim_width, no_wrap=True)
        table.add_column(width=ids + _GAP, no_wrap=True, justify="right")
        is_narrow = claim_width < _NARROWEST_CLAIM
        used = _LINES_AROUND + self.lines_above
        remaining = rows_left(console, used) if limit is None else None
        printed = 0
        for claim in found[: limit or None]:
            summary = _in_short(claim, console.width if is_narrow else claim_width)
            remaining = (
                remaining if remaining is None else remaining - summary.count("\n") - 1 - is_narrow
            )
            if remaining is not None and remaining < 0 and printed:
                break
            if is_narrow:
                console.print(
                    _verdict(claim).append(f" {claim['claim_id']}\n", "dim").append(summary, "")
                )
            else:
                table.add_row(_verdict(claim), summary, Text(claim["claim_id"], "dim"))
            printed += 1
        if not is_narrow:
            console.print(table)
        more = f"{len(found) - printed} more: add -n 0. " if printed < len(found) else ""
        read_on = f"{more}To read a claim in full: vitk2 evidence {found[0]['claim_id']}"
        console.print(cell_text(read_on, "dim"))


def _claim_line(claim: "StatedClaim") -> str:
    citations = (claim["citations"] or "").replace(";", ", ")
    basis = "; ".join(filter(None, (claim["strength"], citations)))
    return f"{claim['line']} ({basis}) [{claim['claim_id']}]"


class CautionView(View):
    """The whole caution, a paragraph a line, without the short one beside it."""

    needs_caution = False

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.lines = paragraphs

    @property
    def json_object(self) -> Mapping[str, object]:
        """The paragraphs as a list."""
        return {"caution": list(self.lines)}

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the paragraphs, the heading of each in bold."""
        from rich.text import Text

        text = Text(overflow="fold")
        for paragraph in self.lines:
            about, dot, rest = paragraph.partition(". ")
            is_heading = dot and len(about) <= _LONGEST_HEADING
            text.append(f"{about}{dot}" if is_heading else "", "bold")
            text.append(f"{rest if is_heading else paragraph}\n")
        text.right_crop(1)
        open_console(stream, color).print(text)


class AdviceWithClaimsView(View):
    """Advice for a group of patients, then the claims that mention it: a row a claim."""

    is_about_health = True

    def __init__(
        self, advice: Sequence[str], claims: "Sequence[StatedClaim]", limit: int | None = None
    ) -> None:
        self._advice, self._claims = CautionView(advice), ClaimsView(claims, limit)
        self.columns, self.rows = self._claims.columns, self._claims.rows
        self.lines = [*advice, *self._claims.lines]
        self.row_notes = advice

    @property
    def json_object(self) -> Mapping[str, object]:
        """The advice as a list of paragraphs, and the claims."""
        return {**self._advice.json_object, "claims": list(self._claims.claims)}

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the advice and then the claims."""
        width = open_console(stream, color).width
        self._claims.lines_above = sum(len(_wrapped(p, width)) for p in self._advice.lines)
        self._advice.draw(stream, color)
        self._claims.draw(stream, color)


def _verdict(claim: "StatedClaim") -> "Text":
    from rich.text import Text

    return Text(claim["verdict"], VERDICT_COLORS.get(claim["verdict"], ""))


def _in_short(claim: "StatedClaim", width: int) -> str:
    """Return the whole claim in quotes, and the first sentence of the finding if it is not long.

    A claim is never cut, and never without a finding; a finding begins with the claim's limits.
    """
    quoted = f"\u201c{claim['claim']}\u201d"
    finding = claim["finding"]
    sentence = _SENTENCE.match(finding)
    if sentence and LEAST_FINDING <= len(sentence[0]) <= MOST_FINDING:
        return "\n".join(_wrapped(f"{quoted} {sentence[0]}", width))
    lines = len(_wrapped(f"{quoted} {finding[:LEAST_FINDING]}", width))
    return "\n".join(_wrapped(f"{quoted} {finding}", width, most=lines))


def _wrapped(text: str, width: int, most: int | None = None) -> list[str]:
    import textwrap  # a pipe needs none

    return textwrap.wrap(
        text,
        max(width, 1),
        max_lines=most,
        placeholder=" …",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _card(claim: "StatedClaim") -> "Text":
    """Return the card of one claim: verdict, claim, finding, evidence and citations."""
    from rich.text import Text

    card = Text(overflow="fold")
    card.append(claim["verdict"].capitalize(), VERDICT_COLORS.get(claim["verdict"], ""))
    card.append(f": \u201c{claim['claim']}\u201d\n\n{claim['finding']}\n")
    if claim["strength"]:
        card.append(f"\nBased on: {claim['strength']}")
    if claim["citations"]:
        card.append(f"\nStudies: {claim['citations'].replace(';', ', ')}")
    card.append(f"\n{claim['claim_id']}", "dim")
    return card
