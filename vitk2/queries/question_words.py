"""The words of a question by what they mean, and the command that answers one."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from vitk2.catalog.vocabulary import DIETS
from vitk2.forms import Form, is_form
from vitk2.text import fold, singular


class CommandLine(NamedTuple):
    """The command that answers a question, and the question as it was understood."""

    arguments: tuple[str, ...]
    understood: str


HIGH: Final = frozenset(
    (
        *("best", "most", "highest", "top", "richest", "rich", "high", "higher", "lots", "more"),
        *("plenty", "good", "strongest"),
    )
)


LOW: Final = frozenset(("low", "lowest", "lower", "least", "poor", "less"))


EMPTY: Final = frozenset(
    (
        *("what", "which", "is", "are", "was", "the", "a", "an", "in", "of", "on", "to", "for"),
        *("i", "we", "you", "can", "could", "may", "eat", "have", "has", "do", "does", "how"),
        *("much", "many", "there", "with", "it", "my", "me", "source", "food", "list", "contain"),
        *(
            "content",
            "amount",
            "level",
            "by",
            "that",
            "and",
            "or",
            "mcg",
            "µg",
            "from",
            "show",
            "tell",
            "about",
            "give",
        ),
        *("per", "get", "any", "some", "should", "find", "country", "value", "destroy"),
        *("ist", "sind", "der", "die", "das", "wie", "viel", "welche", "quel", "quelle", "est"),
        *(
            "average",
            "mean",
            "need",
            "take",
            "there",
            "more",
            "than",
            "combien",
            "de",
            "que",
            "cual",
            "tiene",
            "darf",
            "kann",
            "ich",
            "man",
            "essen",
            "puedo",
        ),
        *("mit", "viel", "viele", "am", "meisten", "lebensmittel", "aliment", "alimento", "en"),
        *("con", "mas", "plus", "avec", "rico", "ricos", "riche", "alimenti", "ricchi", "di"),
        *("comer", "peux", "je", "manger", "posso", "mangiare", "mag", "eten"),
    )
)
"""Words of a question that say nothing about the food; plurals are folded."""


FORM_WORDS: Final = ("vitamin", "vit", "vitamine", "vitamina")


DAILY: Final = ("day", "daily", "week", "weekly", "everyday")


def strip_question(text: str) -> str:
    """Return a text without the question words at its beginning and end."""
    words = text.split()
    questions = EMPTY | HIGH | LOW | {"healthier", "better", "content"}
    while len(words) > 1 and singular(fold(words[0])) in questions - {"a", "an", "half"}:
        words.pop(0)
    while len(words) > 1 and singular(fold(words[-1])) in questions:
        words.pop()
    return " ".join(words)


class QuestionWords(NamedTuple):
    """The words of a question by what they mean."""

    forms: list[str]
    diets: list[str]
    adjectives: list[str]
    rest: list[str]


def sort_words(text: str) -> QuestionWords:
    """Sort the words of a question; `vitamin K` alone is K1, as food tables print it."""
    found = QuestionWords([], [], [], [])
    words = text.replace(",", " ").split()
    position = 0
    while position < len(words):
        word = fold(words[position])
        pair = " ".join(words[position : position + 2])
        if word in FORM_WORDS and position + 1 < len(words):
            position += 1
            following = words[position]
            if fold(following) == "k":
                found.forms.append(Form.K1.value)
            elif is_form(following):
                found.forms.append(Form.parse(following).value)
            else:
                found.rest.append(pair)
        elif is_form(words[position]):
            found.forms.append(Form.parse(words[position]).value)
        elif word in ("without", "no", "ohne", "sin", "sans") and _begins_form(
            words[position + 1 :]
        ):
            found.adjectives.append("low")
        elif word in DIETS:
            found.diets.append(word)
        elif singular(word) in HIGH | LOW or word in HIGH | LOW:
            found.adjectives.append(word)
        elif singular(word) not in EMPTY and word not in EMPTY:
            found.rest.append(words[position])
        position += 1
    return found


def _begins_form(words: Sequence[str]) -> bool:
    return bool(words) and (fold(words[0]) in FORM_WORDS or is_form(words[0]))
