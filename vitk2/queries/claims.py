"""Popular claims, each behind its verdict, and the cards of the forms."""

from collections.abc import Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Record
from vitk2.errors import ClaimError
from vitk2.forms import Form
from vitk2.text import LIKE_ENOUGH, close_matches, singular, tokenize


def words_of_claims(catalog: Catalog) -> set[str]:
    """Every word that a claim or its finding uses."""
    every = records(catalog, "claims")
    return {w for c in every for w in tokenize(f"{c['claim']} {c['finding']}")}


def claims(catalog: Catalog, text: str = "") -> list[Record]:
    """The claims that match an id or all words of `text`, verdict first; all of them without one.

    Claims that people ask by these words come first, then those that say them, then those whose
    findings do. Each has `line`, the claim in quotes behind its verdict and before what was found.
    Raises ClaimError, with words to try, when none matches.
    """
    asked = tokenize(text)
    every = records(catalog, "claims")
    found = [c for c in every if str(c["claim_id"]).lower() == text.strip().lower()]
    found = found or [c for c in every if all(_holds(c, word) for word in asked)]
    found.sort(key=lambda c: _lateness(c, asked))
    if not found:
        known = words_of_claims(catalog)
        near = [w for word in asked for w in close_matches(word, known, 3, LIKE_ENOUGH)]
        hint = f" Did you mean {', '.join(near)}?" if near else " Try: vitk2 evidence"
        raise ClaimError(f"No claim mentions {text!r}.{hint}")
    return [told(c) for c in found]


def _lateness(claim: Record, asked: Sequence[str]) -> float:
    """Below 1 where the words are its topic, the first before others; 1 in the claim; else 2."""
    topics = str(claim["topics"] or "").split(";")
    for place, topic in enumerate(topics):
        if all(_begins(topic, word) for word in asked):
            return place / len(topics)
    return 1 if all(_begins(str(claim["claim"]), word) for word in asked) else 2


def _holds(claim: Record, word: str) -> bool:
    """Whether a claim has a word that begins so, in the singular or the plural."""
    return _begins(" ".join(str(claim[c] or "") for c in _SAYING), word)


_SAYING: Final = ("topics", "claim", "finding", "verdict")


def _begins(text: str, word: str) -> bool:
    begins = (word, singular(word))
    return any(w.startswith(begins) or singular(w) == begins[1] for w in tokenize(text))


def told(claim: Record) -> Record:
    """A claim as it is told: behind its verdict, in quotes, before what the studies found."""
    verdict = str(claim["verdict"]).capitalize()
    line = f"{verdict}: \u201c{claim['claim']}\u201d {claim['finding']}"
    order = ("verdict", "claim", "finding", "strength", "citations", "claim_id")
    return {"line": line} | {c: claim[c] for c in order}


def form_card(catalog: Catalog, form: Form) -> Record:
    """What a form is, where it occurs, how long it lasts in blood, what is not known."""
    return next(r for r in records(catalog, "forms") if r["form"] == form.value)
