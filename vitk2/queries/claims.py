"""Popular claims, each after its verdict, and the cards of the forms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from vitk2.catalog.catalog import Catalog, records
from vitk2.errors import ClaimError
from vitk2.forms import Form
from vitk2.queries.patient_groups import words_of_patient_groups
from vitk2.text import LIKE_ENOUGH, close_matches, singular, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import ClaimRow, FormRow


class StatedClaim(TypedDict):
    """A claim with its `line`, and without its topics."""

    line: str
    verdict: str
    claim: str
    finding: str
    strength: str | None
    citations: str | None
    claim_id: str


def words_of_claims(catalog: Catalog) -> set[str]:
    """Return every word that a claim or its finding uses."""
    all_claims = records(catalog, "claims")
    return {w for c in all_claims for w in tokenize(f"{c['claim']} {c['finding']}")}


def claims(catalog: Catalog, text: str = "") -> list[StatedClaim]:
    """Return the claims that match an id or all words of `text`, or all claims without one.

    Claims with these words as topics come first, then claims that contain them, then those whose
    findings do. Each has `line`: the verdict, the claim in quotes, and the finding.
    Raises ClaimError, with words to try, when none matches.
    """
    found = matching_claims(catalog, text)
    if not found:
        raise ClaimError(no_claim(catalog, text))
    return found


def no_claim(catalog: Catalog, text: str) -> str:
    """Return the message that no claim matches a text, with words to try."""
    words, vocabulary = tokenize(text), words_of_claims(catalog) | words_of_patient_groups()
    near = [w for word in words for w in close_matches(word, vocabulary, 3, LIKE_ENOUGH)]
    hint = f" Did you mean {', '.join(near)}?" if near else " Try: vitk2 evidence."
    return f"No claim mentions {text!r}.{hint}"


def matching_claims(catalog: Catalog, text: str) -> list[StatedClaim]:
    """Return the claims as `claims` does, and an empty list when none matches."""
    words = tokenize(text)
    all_claims = records(catalog, "claims")
    found = [c for c in all_claims if c["claim_id"].lower() == text.strip().lower()]
    found = found or [c for c in all_claims if all(_has_word(c, word) for word in words)]
    found.sort(key=lambda c: _sort_rank(c, words))
    return [with_line(c) for c in found]


def _sort_rank(claim: "ClaimRow", words: Sequence[str]) -> float:
    """Return the sort rank: below 1 for a topic, earlier topics first; 1 in the claim; else 2."""
    topics = (claim["topics"] or "").split(";")
    for position, topic in enumerate(topics):
        if all(_begins(topic, word) for word in words):
            return position / len(topics)
    return 1 if all(_begins(claim["claim"], word) for word in words) else 2


def _has_word(claim: "ClaimRow", word: str) -> bool:
    """Return whether a claim has a word that begins so, in the singular or the plural."""
    searched = (claim["topics"] or "", claim["claim"], claim["finding"], claim["verdict"])
    return _begins(" ".join(searched), word)


def _begins(text: str, word: str) -> bool:
    """Return whether a word of the text begins so; a letter, as in vitamin D, is a whole word."""
    if len(word) == 1:
        return word in tokenize(text)
    begins = (word, singular(word))
    return any(w.startswith(begins) or singular(w) == begins[1] for w in tokenize(text))


def with_line(claim: "ClaimRow") -> StatedClaim:
    """Return a claim with its `line`: the verdict, the claim in quotes, and the finding."""
    verdict = claim["verdict"].capitalize()
    return {
        "line": f"{verdict}: \u201c{claim['claim']}\u201d {claim['finding']}",
        "verdict": claim["verdict"],
        "claim": claim["claim"],
        "finding": claim["finding"],
        "strength": claim["strength"],
        "citations": claim["citations"],
        "claim_id": claim["claim_id"],
    }


def form_card(catalog: Catalog, form: Form) -> "FormRow":
    """Return the card of a form: chemistry, origin, time in blood, and what is not known."""
    return next(r for r in records(catalog, "forms") if r["form"] == form.value)
