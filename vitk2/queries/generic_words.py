"""Words that are the name of no single food: plain words, misspelt words, codes, shared names."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.vocabulary import CODE_COLUMNS
from vitk2.forms import Form
from vitk2.text import LIKE_ENOUGH, close_matches, singular, tokenize


class GenericWord(NamedTuple):
    """A word people type, the food_ids to offer, and the reason where nobody measured it."""

    word: str
    foods: tuple[str, ...]
    says: str

    def tell(self, foods: str) -> str:
        """Return the reason and the nearest foods, or the choice; `foods` names `self.foods`."""
        if not self.says:
            return f"{self.word!r} is many foods: name one, such as {foods}."
        nearest = f" Nearest: {foods}." if foods else ""
        return f"{self.word} is not in the table: {self.says}.{nearest}"


def generic_word(catalog: Catalog, text: str) -> GenericWord | None:
    """Return the answer to `text` where it is such a word in any spelling, else None."""
    folded = " ".join(tokenize(text))
    for row in records(catalog, "plain_words"):
        spellings = [row["word"], *(row["other_words"] or "").split(";")]
        if folded and folded in (" ".join(tokenize(s)) for s in spellings):
            listed = tuple(row["foods"].split(";")) if row["foods"] else ()
            return GenericWord(text.strip(), listed, row["says"] or "")
    return None


def stemmed(catalog: Catalog, text: str) -> str:
    """Return a text with the stem of each word that begins no word of the table."""
    from snowballstemmer.english_stemmer import EnglishStemmer  # only what is not found needs it

    stem = EnglishStemmer().stemWord
    return " ".join(w if _begins(catalog, w) else stem(w) for w in tokenize(text))


def _begins(catalog: Catalog, word: str) -> bool:
    sql = "SELECT 1 FROM terms WHERE word >= ? AND word < ? OR word = ? LIMIT 1"
    return bool(catalog.rows(sql, [word, word + "\U0010ffff", singular(word)]))


def suggest(catalog: Catalog, text: str) -> tuple[str, ...]:
    """Return words in the names of popular foods near to the misspelt words of `text`."""
    mistyped = [word for word in tokenize(text) if not _begins(catalog, word)]
    if not mistyped:
        return ()
    known_words: list[Any] = catalog.rows(
        "SELECT word, popularity FROM known_words WHERE length(word) >= ?", [LEAST_LETTERS]
    )
    popularities: dict[str, int] = dict(known_words)
    near = [close_matches(word, popularities, n=6, cutoff=LIKE_ENOUGH) for word in mistyped]
    found = [sorted(close, key=lambda w: -popularities[w])[:3] for close in near]
    return tuple(dict.fromkeys(w for close in found for w in close))


def code_of(catalog: Catalog, text: str) -> str:
    """Return a number as the code of a food here, `fdc:172443`; '' when it is none."""
    for prefix, column in CODE_COLUMNS.items():
        code = text.strip().zfill(5) if prefix == "ndb" else text.strip()
        sql = f"SELECT 1 FROM foods WHERE instr(';' || {column} || ';', ';' || ? || ';') LIMIT 1"
        if code.isdigit() and catalog.rows(sql, [code]):
            return f"{prefix}:{code}"
    return ""


LEAST_LETTERS: Final = 3
"""The fewest letters of a suggestion: shorter words are near to everything."""


FAR_TIMES: Final = 3
FAR_UG_PER_100G: Final = 25
"""Foods differ by more than both: seed and leaf of a plant, a herb that is dried or fresh."""


def differ_in_k1(catalog: Catalog, food_ids: Iterable[str]) -> bool:
    """Return whether the least and the most K1 of these foods are far apart, as far as known."""
    k1_values = [ug for food_id in food_ids for ug in _k1(catalog, food_id)]
    least, most = min(k1_values, default=0.0), max(k1_values, default=0.0)
    return most - least > FAR_UG_PER_100G and most > FAR_TIMES * least


def _k1(catalog: Catalog, food_id: str) -> list[float]:
    """Return the K1 of a food in µg per 100 g, nothing where it is unknown or in doubt."""
    sql = (
        "SELECT ug_per_100g FROM amounts "
        "WHERE food_id = ? AND form = ? AND NOT doubtful AND ug_per_100g IS NOT NULL"
    )
    found: list[Any] = catalog.rows(sql, [food_id, Form.K1.value])
    return [ug for (ug,) in found]
