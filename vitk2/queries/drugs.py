"""Drugs that act on clotting, by the names people type."""

from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.safety import DrugName
from vitk2.text import fold, likeness, tokenize

LONGEST_NAME_WORDS: Final = 6
"""No drug name of the table has more words; a test compares."""


def drugs_in(catalog: Catalog, text: str) -> list[DrugName]:
    """Return the drugs that a text names, in its order; nothing is guessed.

    The longest name counts: a direct oral anticoagulant is no anticoagulant of unknown kind.
    """
    drugs_by_name = {" ".join(tokenize(drug.name)): drug for drug in drug_names(catalog)}
    typed, found, position = tokenize(text), [], 0
    while position < len(typed):
        for length in range(min(LONGEST_NAME_WORDS, len(typed) - position), 0, -1):
            if drug := drugs_by_name.get(" ".join(typed[position : position + length])):
                found.append(drug)
                position += length
                break
        else:
            position += 1
    return found or _without_spaces(drugs_by_name, fold(text))


def near_drug(catalog: Catalog, text: str) -> tuple[float, str]:
    """Return how alike a text, or a word of it, is to the drug name it is most like, and that."""
    typed = tokenize(text)
    candidates = {" ".join(typed), *typed}
    return max(
        (
            (max(likeness(word, " ".join(tokenize(drug.name))) for word in candidates), drug.name)
            for drug in drug_names(catalog)
        ),
        default=(0.0, ""),
    )


def drug_names(catalog: Catalog) -> list[DrugName]:
    """Return every drug name of the table."""
    rows = catalog.rows("SELECT name, drug, kind, action FROM drug_names ORDER BY rowid")
    return [DrugName._make(row) for row in rows]


def _without_spaces(drugs_by_name: dict[str, DrugName], folded: str) -> list[DrugName]:
    """Return the drugs named anywhere in a text of a script that puts no spaces between words."""
    return (
        [] if folded.isascii() else [d for name, d in drugs_by_name.items() if _is_in(name, folded)]
    )


def _is_in(name: str, folded: str) -> bool:
    return name > "\u3000" and name in folded
