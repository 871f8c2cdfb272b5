"""What words that nothing holds may mean: by their stems, and by foods that are spelt alike."""

from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.text import closest, singular, words


def in_stems(catalog: Catalog, text: str) -> str:
    """A text with the stem of each word that begins no word of the table: roasting as roast."""
    from snowballstemmer.english_stemmer import EnglishStemmer  # only what is not found needs it

    stem = EnglishStemmer().stemWord
    return " ".join(w if _begins(catalog, w) else stem(w) for w in words(text))


def _begins(catalog: Catalog, word: str) -> bool:
    sql = "SELECT 1 FROM terms WHERE word >= ? AND word < ? OR word = ? LIMIT 1"
    return bool(catalog.rows(sql, [word, word + "\U0010ffff", singular(word)]))


def suggest(catalog: Catalog, text: str) -> tuple[str, ...]:
    """What foods people know are called, near to the words of `text` that nothing begins with."""
    mistyped = [word for word in words(text) if not _begins(catalog, word)]
    if not mistyped:
        return ()
    known = {
        str(word): int(str(standing))
        for word, standing in catalog.rows(
            "SELECT word, standing FROM known_words WHERE length(word) >= ?", [LEAST_LETTERS]
        )
    }
    near = [closest(word, known, n=6, cutoff=0.75) for word in mistyped]
    found = [sorted(words_, key=lambda w: -known[w])[:3] for words_ in near]
    return tuple(dict.fromkeys(w for words_ in found for w in words_))


def coded(catalog: Catalog, text: str) -> str:
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
