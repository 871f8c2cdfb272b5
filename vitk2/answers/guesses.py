"""What words that nothing holds may mean: by their stems, and by foods that are spelt alike."""

from typing import Final

from vitk2.tables.catalog import Catalog
from vitk2.tables.terms import NOUN
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
        for word, standing in catalog.rows(_KNOWN_WORDS, [LEAST_LETTERS])
    }
    near = [closest(word, known, n=6, cutoff=0.75) for word in mistyped]
    found = [sorted(words_, key=lambda w: -known[w])[:3] for words_ in near]
    return tuple(dict.fromkeys(w for words_ in found for w in words_))


LEAST_LETTERS: Final = 3
"""Shorter words are near to everything."""

_KNOWN_WORDS: Final = f"""
    SELECT t.word, max(f.standing) FROM terms t JOIN foods f ON f.food_id = t.food_id
    WHERE t.place <= {NOUN} AND length(t.word) >= ? GROUP BY t.word"""
