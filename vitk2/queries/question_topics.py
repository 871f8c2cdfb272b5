"""Questions about a topic of the claims, a source, or help."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from vitk2.catalog.catalog import Catalog, records
from vitk2.queries.patient_groups import patient_group_named, patient_groups_in
from vitk2.queries.question_words import CommandLine, sort_words
from vitk2.text import fold, singular, tokenize


def read_topic(catalog: Catalog, text: str, *, alone: bool = True) -> CommandLine | None:
    """Read a topic of the claims, or a group of patients, among other words.

    A topic that is a food or a wide word counts only `alone`.
    """
    groups, others = patient_groups_in(text), sort_words(text).rest
    others = [singular(fold(word)) for word in others if not patient_group_named(word)]
    if groups and set(others) <= _BESIDE_GROUPS:  # a kidney pie is a dish
        return CommandLine(("evidence", groups[0]), f"Advice on {groups[0]}")
    words = [singular(fold(word)) for word in " ".join(sort_words(text).rest).split()]
    topics = {
        " ".join(map(singular, tokenize(topic))): topic
        for claim in records(catalog, "claims")
        for topic in (claim["topics"] or "").split(";")
    }
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    meant = [_MEANT[word] for word in words if word in _MEANT]
    whole = [" ".join(words)]
    for words_of_topic in (*meant, *whole, *pairs, *words):
        topic = topics.get(words_of_topic, "")
        is_alone = alone and [words_of_topic] == whole
        if topic and (words_of_topic not in _FOODS_AS_TOPICS or is_alone):
            return CommandLine(("evidence", topic), f"Claims on {topic}")
    return _steady(words)


_BESIDE_GROUPS: Final = frozenset(
    (
        *("diet", "disease", "failure", "patient", "woman", "mother", "formula", "adequate"),
        *("intake", "recommendation", "requirement", "safe", "dose", "day", "supplement", "daily"),
    )
)
"""Words beside a group of patients that make no dish of it."""

_MEANT: Final = {
    **dict.fromkeys(["day", "daily", "rda", "need"], "requirement"),
    **dict.fromkeys(["multivitamin", "pill", "capsule", "tablet", "supplementation"], "supplement"),
    **dict.fromkeys(["cook", "boil", "fry", "bake", "microwave"], "cooking"),
    **dict.fromkeys(["joint", "knee"], "cartilage"),
    **dict.fromkeys(["cardiovascular", "artery"], "heart"),
}
"""Topics of the claims for words that mean them."""


_FOODS_AS_TOPICS: Final = frozenset(
    (
        *("oil", "cheese", "egg", "kale", "spinach", "natto", "butter", "liver", "green", "meat"),
        *("sauerkraut", "dairy", "food", "diet", "form", "intake", "fermented", "study", "eye"),
    )
)
"""Topics that are foods or too wide: they answer only a text that has no other word."""


def _steady(words: Sequence[str]) -> CommandLine | None:
    """Read `steady diet`, which is advice for people on warfarin."""
    about = {"steady", "consistent", "inr"} & set(words)
    return CommandLine(("evidence", "warfarin"), "Advice on warfarin") if about else None


def read_source(catalog: Catalog, text: str) -> CommandLine | None:
    """Read the first author of a source, its year beside it, or the beginning of its id."""
    words = [w for w in tokenize(text) if w not in ("et", "al", "and", "study", "paper", "table")]
    if not 1 <= len(words) <= 2:
        return None
    found = [
        s["source_id"]
        for s in records(catalog, "sources")
        if words[0] in (*tokenize(s["authors"] or "")[:1], *tokenize(s["source_id"])[:1])
        and (len(words) == 1 or words[1] in (str(s["year"]), *tokenize(s["source_id"])))
    ]
    return CommandLine(("sources", found[0]), f"The source {found[0]}") if found else None


_COMMANDS_MEANT: Final = {
    **dict.fromkeys(["cite", "citation", "bibtex"], ("cite",)),
    **dict.fromkeys(["download", "dataset", "data"], ("export", "--help")),
    **dict.fromkeys(["grade", "tier"], ("help", "grades")),
    **dict.fromkeys(["mark", "doubtful", "qualifier"], ("help", "marks")),
    **dict.fromkeys(["column"], ("help", "columns")),
    **dict.fromkeys(["format", "csv", "xlsx", "parquet"], ("help", "formats")),
    **dict.fromkeys(["lod", "loq", "detection"], ("help", "limits")),
}
"""Commands and topics of help for words that mean them."""


def read_help(_: Catalog, text: str) -> CommandLine | None:
    """Read a word that means a command or a topic of help, such as how to cite."""
    for word in map(singular, tokenize(text)):
        if arguments := _COMMANDS_MEANT.get(word):
            return CommandLine(arguments, f"Help on {word}")
    return None
