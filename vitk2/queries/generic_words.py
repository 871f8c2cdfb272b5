"""Words that are the name of no single food: plain words, misspelt words, codes, shared names."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.vocabulary import ALIAS, CODE_COLUMNS, hidden_from_beginnings
from vitk2.forms import Form
from vitk2.text import LIKE_ENOUGH, close_matches, is_one_slip, likeness, singular, tokenize


class GenericWord(NamedTuple):
    """A word people type, the food_ids to offer, and the reason where nobody measured it."""

    word: str
    foods: tuple[str, ...]
    says: str

    def tell(self, foods: str) -> str:
        """Return the reason and the nearest foods, or the choice; `foods` names `self.foods`."""
        if not self.says:
            return which_food(self.word, f"{foods}.")
        nearest = f" Nearest: {foods}." if foods else ""
        return f"{self.word} is not in the table: {self.says}.{nearest}"


def which_food(text: str, foods: str) -> str:
    """Return the question which food a text means, with examples."""
    return f"Which {text!r}? For example: {foods}"


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
    """Return a text with the stem of each word that begins no word of the table.

    A stem of fewer than `LEAST_LETTERS` is none: idli is not id.
    """
    from snowballstemmer.english_stemmer import EnglishStemmer  # only what is not found needs it

    stem_of = EnglishStemmer().stemWord
    words = [(w, w if _begins(catalog, w) else stem_of(w)) for w in tokenize(text)]
    return " ".join(stem if len(stem) >= LEAST_LETTERS else word for word, stem in words)


def _begins(catalog: Catalog, word: str) -> bool:
    """Return whether a word, or its singular, is one of the table or begins one.

    Of other names, and those in other languages, few letters begin none: bire is near to brie.
    """
    hidden = hidden_from_beginnings(word)
    hidden = (*hidden, ALIAS) if hidden else ()
    sql = (
        f"SELECT 1 FROM terms WHERE word >= ? AND word < ? AND match_rank NOT IN {hidden or '()'} "
        "OR word IN (?, ?) LIMIT 1"
    )
    return bool(catalog.rows(sql, [word, word + "\U0010ffff", word, singular(word)]))


def suggest(catalog: Catalog, text: str) -> tuple[str, ...]:
    """Return words in the names of popular foods near to the misspelt words of `text`.

    Two letters of four are half a word: what is near to a short word is one letter from it.
    """
    from vitk2.catalog.state_words import STATE_WORDS, STOP_WORDS  # only a slip needs them

    mistyped = [
        word
        for word in tokenize(text)
        if word not in STOP_WORDS and word not in STATE_WORDS and not _begins(catalog, word)
    ]
    if not mistyped:
        return ()
    known_words: list[Any] = catalog.rows(
        "SELECT word, popularity FROM known_words WHERE length(word) >= ?", [LEAST_LETTERS]
    )
    popularities: dict[str, int] = dict(known_words)
    near = [
        [
            other
            for other in close_matches(word, popularities, n=6, cutoff=LIKE_ENOUGH)
            if len(word) > SHORT or is_one_slip(word, other)
        ]
        for word in mistyped
    ]
    found = [sorted(close, key=lambda w: -popularities[w])[:3] for close in near]
    return tuple(dict.fromkeys(w for close in found for w in close))


def like_enough(catalog: Catalog, text: str, food_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the foods in which each short word of a text is most of a word, not its beginning.

    A short word begins too many: pho is no phoenix-tail seaweed, and id no Rubus idaeus. Where
    several foods are offered, a word of `SHORT` letters may begin any word; where only one is, it
    may lack a letter, so that bire is no bireum.
    """
    short = [word for word in tokenize(text) if word.isascii() and len(word) <= SHORT]
    several = len(food_ids) > 1

    def is_near(word: str, other: str) -> bool:
        if not several:
            return word == other or is_one_slip(word, other)
        return len(word) == SHORT or likeness(word, other) >= LIKE_ENOUGH

    return tuple(
        food_id
        for food_id in food_ids
        if all(any(is_near(w, o) for o in _begun_by(catalog, food_id, w)) for w in short)
    )


def _begun_by(catalog: Catalog, food_id: str, word: str) -> list[str]:
    """Return the words of a food that a word begins, and its singular."""
    sql = (
        "SELECT word FROM terms JOIN foods USING (food_rank) "
        "WHERE food_id = ? AND (word >= ? AND word < ? OR word = ?)"
    )
    return catalog.texts(sql, [food_id, word, word + "\U0010ffff", singular(word)])


SHORT: Final = 4
"""The letters of a short word."""


def code_of(catalog: Catalog, text: str) -> str:
    """Return a number as the code of a food here, `fdc:172443`; '' when it is none."""
    for prefix, column in CODE_COLUMNS.items():
        code = text.strip().zfill(5) if prefix == "ndb" else text.strip()
        sql = f"SELECT 1 FROM foods WHERE instr(';' || {column} || ';', ';' || ? || ';') LIMIT 1"
        if code.isdigit() and catalog.rows(sql, [code]):
            return f"{prefix}:{code}"
    return ""


LEAST_LETTERS: Final = 3
"""The fewest letters of a suggestion and of a stem: shorter words are near to everything."""


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
