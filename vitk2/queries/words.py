"""Words that name no single food here: the few foods to choose from, or why there is none."""

from typing import NamedTuple

from vitk2.catalog.catalog import Catalog
from vitk2.text import words


class PlainWord(NamedTuple):
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


def plain_word(catalog: Catalog, text: str) -> PlainWord | None:
    """What to answer when `text`, in any spelling, is such a word."""
    asked = " ".join(words(text))
    for word, others, foods, says in catalog.rows(
        "SELECT word, other_words, foods, says FROM plain_words"
    ):
        spellings = [str(word), *str(others or "").split(";")]
        if asked and asked in (" ".join(words(s)) for s in spellings):
            listed = tuple(str(foods).split(";")) if foods else ()
            return PlainWord(text.strip(), listed, str(says or ""))
    return None
