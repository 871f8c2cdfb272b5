"""Words that are the name of no single food: plain words, misspelt words, codes, shared names."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.text import LIKE_ENOUGH, close_matches, singular, tokenize


class GenericWord(NamedTuple):
    """A word people type, the food_ids to offer, and what to say where nobody measured it."""

    word: str
    foods: tuple[str, ...]
    says: str

    def tell(self, foods: str) -> str:
        """`Jarlsberg: ... Nearest: ...`, or the choice; `foods` are the names of `self.foods`."""
        if not self.says:
            return f"{self.word!r} is many foods: name one, such as {foods}."
        nearest = f" Nearest: {foods}." if foods else ""
        return f"{self.word} is not in the table: {self.says}.{nearest}"


def generic_word(catalog: Catalog, text: str) -> GenericWord | None:
    """What to answer when `text`, in any spelling, is such a word."""
    asked = " ".join(tokenize(text))
    for word, others, foods, says in catalog.rows(
        "SELECT word, other_words, foods, says FROM plain_words"
    ):
        spellings = [str(word), *str(others or "").split(";")]
        if asked and asked in (" ".join(tokenize(s)) for s in spellings):
            listed = tuple(str(foods).split(";")) if foods else ()
            return GenericWord(text.strip(), listed, str(says or ""))
    return None


def stemmed(catalog: Catalog, text: str) -> str:
    """A text with the stem of each word that begins no word of the table: roasting as roast."""
    from snowballstemmer.english_stemmer import EnglishStemmer  # only what is not found needs it

    stem = EnglishStemmer().stemWord
    return " ".join(w if _begins(catalog, w) else stem(w) for w in tokenize(text))


def _begins(catalog: Catalog, word: str) -> bool:
    sql = "SELECT 1 FROM terms WHERE word >= ? AND word < ? OR word = ? LIMIT 1"
    return bool(catalog.rows(sql, [word, word + "\U0010ffff", singular(word)]))


def suggest(catalog: Catalog, text: str) -> tuple[str, ...]:
    """What foods people know are called, near to the words of `text` that nothing begins with."""
    mistyped = [word for word in tokenize(text) if not _begins(catalog, word)]
    if not mistyped:
        return ()
    known = {
        str(word): int(str(popularity))
        for word, popularity in catalog.rows(
            "SELECT word, popularity FROM known_words WHERE length(word) >= ?", [LEAST_LETTERS]
        )
    }
    near = [close_matches(word, known, n=6, cutoff=LIKE_ENOUGH) for word in mistyped]
    found = [sorted(words_, key=lambda w: -known[w])[:3] for words_ in near]
    return tuple(dict.fromkeys(w for words_ in found for w in words_))


def code_of(catalog: Catalog, text: str) -> str:
    """A number as the code that it is of a food here, `fdc:172443`; '' when it is none."""
    for prefix, column in CODES.items():
        code = text.strip().zfill(5) if prefix == "ndb" else text.strip()
        sql = f"SELECT 1 FROM foods WHERE instr(';' || {column} || ';', ';' || ? || ';') LIMIT 1"
        if code.isdigit() and catalog.rows(sql, [code]):
            return f"{prefix}:{code}"
    return ""


CODES: Final = {"fdc": "fdc_ids", "ndb": "ndb_nos", "ciqual": "ciqual_codes"}
"""Prefixes of codes elsewhere, and the column of foods.csv that holds them."""

LEAST_LETTERS: Final = 3
"""Shorter words are near to everything."""


FAR_TIMES: Final = 3
FAR_UG_PER_100G: Final = 25
"""Foods differ by more than both: seed and leaf of a plant, a herb that is dried or fresh."""


def differ_in_k1(catalog: Catalog, food_ids: Iterable[str]) -> bool:
    """Return whether the least and the most K1 of these foods are far apart, as far as known."""
    known = [ug for food_id in food_ids for ug in _k1(catalog, food_id)]
    least, most = min(known, default=0.0), max(known, default=0.0)
    return most - least > FAR_UG_PER_100G and most > FAR_TIMES * least


def _k1(catalog: Catalog, food_id: str) -> list[float]:
    """Return the K1 of a food in µg per 100 g, nothing where it is unknown or in doubt."""
    sql = (
        "SELECT ug_per_100g FROM amounts "
        "WHERE food_id = ? AND form = ? AND NOT doubtful AND ug_per_100g IS NOT NULL"
    )
    return [float(str(ug)) for (ug,) in catalog.rows(sql, [food_id, Form.K1.value])]
