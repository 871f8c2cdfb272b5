"""Popular claims, each after its verdict, and the cards of the forms."""

from collections.abc import Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Record
from vitk2.errors import ClaimError
from vitk2.forms import Form
from vitk2.text import LIKE_ENOUGH, close_matches, singular, tokenize


def words_of_claims(catalog: Catalog) -> set[str]:
    """Return every word that a claim or its finding uses."""
    all_claims = records(catalog, "claims")
    return {w for c in all_claims for w in tokenize(f"{c['claim']} {c['finding']}")}


def claims(catalog: Catalog, text: str = "") -> list[Record]:
    """Return the claims that match an id or all words of `text`, or all claims without one.

    Claims with these words as topics come first, then claims that contain them, then those whose
    findings do. Each has `line`: the verdict, the claim in quotes, and the finding.
    Raises ClaimError, with words to try, when none matches.
    """
    words = tokenize(text)
    all_claims = records(catalog, "claims")
    found = [c for c in all_claims if str(c["claim_id"]).lower() == text.strip().lower()]
    found = found or [c for c in all_claims if all(_has_word(c, word) for word in words)]
    found.sort(key=lambda c: _sort_rank(c, words))
    if not found:
        vocabulary = words_of_claims(catalog)
        near = [w for word in words for w in close_matches(word, vocabulary, 3, LIKE_ENOUGH)]
        hint = f" Did you mean {', '.join(near)}?" if near else " Try: vitk2 evidence"
        raise ClaimError(f"No claim mentions {text!r}.{hint}")
    return [with_line(c) for c in found]


def _sort_rank(claim: Record, words: Sequence[str]) -> float:
    """Return the sort rank: below 1 for a topic, earlier topics first; 1 in the claim; else 2."""
    topics = str(claim["topics"] or "").split(";")
    for position, topic in enumerate(topics):
        if all(_begins(topic, word) for word in words):
            return position / len(topics)
    return 1 if all(_begins(str(claim["claim"]), word) for word in words) else 2


def _has_word(claim: Record, word: str) -> bool:
    """Return whether a claim has a word that begins so, in the singular or the plural."""
    return _begins(" ".join(str(claim[c] or "") for c in _SEARCHED_COLUMNS), word)


_SEARCHED_COLUMNS: Final = ("topics", "claim", "finding", "verdict")


def _begins(text: str, word: str) -> bool:
    begins = (word, singular(word))
    return any(w.startswith(begins) or singular(w) == begins[1] for w in tokenize(text))


def with_line(claim: Record) -> Record:
    """Return a claim with its `line`: the verdict, the claim in quotes, and the finding."""
    verdict = str(claim["verdict"]).capitalize()
    line = f"{verdict}: \u201c{claim['claim']}\u201d {claim['finding']}"
    order = ("verdict", "claim", "finding", "strength", "citations", "claim_id")
    return {"line": line} | {c: claim[c] for c in order}


def form_card(catalog: Catalog, form: Form) -> Record:
    """Return the card of a form: chemistry, origin, time in blood, and what is not known."""
    return next(r for r in records(catalog, "forms") if r["form"] == form.value)
