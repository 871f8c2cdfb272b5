"""Questions in free words, each turned into the command line that answers it.

A text comes here only after names of foods, drugs and patient groups are excluded. Words that carry
no meaning are dropped; what is left must be foods, forms, groups, amounts, topics or codes.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import CODE_COLUMNS
from vitk2.forms import Form, is_form
from vitk2.queries.generic_words import generic_word
from vitk2.queries.question_foods import (
    food_named,
    known_words,
    may_be_food,
    misspelt_food,
    name_of,
    named_alone,
    one_food,
)
from vitk2.queries.question_rankings import read_bare_food, read_bound, read_ranking
from vitk2.queries.question_topics import read_help, read_source, read_topic
from vitk2.queries.question_words import CommandLine, sort_words, strip_question
from vitk2.queries.resolve import named
from vitk2.text import LIKE_ENOUGH, fold, likeness


def command_line(catalog: Catalog, text: str) -> CommandLine | None:
    """Return the command line for a question that says what it is about; None for other texts.

    Such a text has a code, an amount, two foods and a word between them, a form or an adjective.
    """
    typed = " ".join(text.strip(" ?!.").split())
    for read in _READERS:
        if found := read(catalog, typed):
            return found
    return None


def foods_compared(catalog: Catalog, text: str) -> list[str]:
    """Return the food_ids of a text such as `brie vs camembert`; [] for other texts."""
    found = _comparison(catalog, text) or _foods_side_by_side(catalog, text)
    return list(found.arguments[1:]) if found and found.arguments[0] == "compare" else []


def guessed_command_line(
    catalog: Catalog, text: str, commands: Sequence[str]
) -> CommandLine | None:
    """Return the command line for a text that no food fits: foods side by side, topic or author.

    A word that is like one of `commands` is a slip of it, and not a brand.
    """
    typed = " ".join(text.strip(" ?!.").split())
    for read in (_foods_side_by_side, read_help, read_topic, read_source):
        if found := read(catalog, typed):
            return found
    return _without_unknown_words(catalog, typed, commands)


_CODE: Final = re.compile(r"(usda|fdc|ndb|bls|ciqual)[\s:#]+([A-Za-z]?\d+)", re.IGNORECASE)


_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,}/\S+)", re.IGNORECASE)


def _code(catalog: Catalog, text: str) -> CommandLine | None:
    """Read `usda 168462` and `bls G311100`, or the DOI of a source."""
    if code := _CODE.fullmatch(text):
        system, number = code[1].lower(), code[2]
        systems = ("fdc", "ndb") if system == "usda" else (system,)
        for name in systems:
            column = CODE_COLUMNS[name]
            sql = f"SELECT name FROM foods WHERE ';' || {column} || ';' LIKE ?"
            if found := catalog.texts(sql, [f"%;{number};%"]):
                return CommandLine(("show", f"{name}:{number}"), f"Showing {found[0]}")
    if doi := _DOI.fullmatch(text):
        sql = "SELECT source_id FROM sources WHERE lower(doi) = ?"
        if found := catalog.texts(sql, [doi[1].lower()]):
            return CommandLine(("sources", found[0]), f"The source with DOI {doi[1]}")
    return None


_WHAT_IS: Final = re.compile(
    r"(?:what(?:'s| is| are)|was ist|qu'est-ce que|que es) (?:the )?(?P<form>.+)", re.IGNORECASE
)


def _form_card(_: Catalog, text: str) -> CommandLine | None:
    """Read `what is MK-4`."""
    asked = _WHAT_IS.fullmatch(text)
    if not asked or not is_form(asked["form"]):
        return None
    form = Form.parse(asked["form"]).value
    return CommandLine(("forms", form), f"What {form} is")


_HOLDING: Final = re.compile(
    r"how much (?P<food>.+?) (?:for|has|contains|gives|is|makes|to get)"
    r" (?P<ug>\d+(?:\.\d+)?) ?(?:mcg|µg|μg|ug)(?: (?:of )?(?P<form>.+))?",
    re.IGNORECASE,
)


def _holding(catalog: Catalog, text: str) -> CommandLine | None:
    """Read `how much natto for 100 mcg`: the form is the most abundant one of the food."""
    asked = _HOLDING.fullmatch(text)
    if not asked or not (food := food_named(catalog, asked["food"])):
        return None
    form = asked["form"] or ""
    if not is_form(form):
        row = catalog.texts(
            "SELECT form FROM amounts WHERE food_id = ? AND form NOT IN ('K2', 'dK1') "
            "AND NOT doubtful AND ug_per_100g > 0 ORDER BY ug_per_100g DESC LIMIT 1",
            [food],
        )
        if not row:
            return None
        form = row[0]
    form = Form.parse(form).value
    sql = "SELECT ug_per_100g FROM amounts WHERE food_id = ? AND form = ? AND ug_per_100g > 0"
    numbers = [ug for (ug,) in catalog.rows(sql, [food, form])]
    if not numbers:
        return None
    grams = float(asked["ug"]) * 100 / float(str(numbers[0]))
    item = f"{food}:{grams:.3g} g"
    return CommandLine(
        ("intake", item), f"{grams:.3g} g of {name_of(catalog, food)} has {asked['ug']} µg {form}"
    )


_BETWEEN_FOODS: Final = re.compile(
    r"\s+(?:vs\.?|versus|or|and|against|compared (?:to|with)|than|und|oder|et|ou|y|o)\s+"
    r"|\s*[,;/+&]\s*",
    re.IGNORECASE,
)
MOST_FOODS: Final = 8
"""The most foods that are compared."""


def _comparison(catalog: Catalog, text: str) -> CommandLine | None:
    """Read foods with a word between them; one may borrow the words of another.

    Raises FoodError for a word of many foods, such as cheese: which one is to be compared?
    """
    parts = [p for p in _BETWEEN_FOODS.split(strip_question(text)) if p]
    if not 2 <= len(parts) <= MOST_FOODS or any(_AMOUNT.search(p) for p in parts):
        return None
    forms = [Form.parse(p).value for p in parts if is_form(p)]
    if len(forms) == len(parts):
        topic = "difference" if set(forms) == {"K1", "K2"} else forms[0]
        return CommandLine(("evidence", topic), f"Claims on {' and '.join(forms)}")
    parts = [_without_question(part) for part in parts]
    noun = parts[-1].split()[-1]
    foods = [food_named(catalog, parts[0]) or food_named(catalog, f"{parts[0]} {noun}")]
    foods += [food_named(catalog, part) or _borrowed(catalog, parts[0], part) for part in parts[1:]]
    foods = [f or misspelt_food(catalog, part) for f, part in zip(foods, parts, strict=True)]
    wide = [part for food, part in zip(foods, parts, strict=True) if not food]
    if wide and all(generic_word(catalog, part) for part in wide):
        named(catalog, wide[0])  # raises the question which cheese
    return _compared(catalog, foods)


def _without_question(part: str) -> str:
    """Return a part without its form and verbs: butter of `butter have more K2`.

    Words such as with belong to a name: chicken with skin is not chicken skin.
    """
    words = sort_words(part)
    is_question = bool(words.forms or words.adjectives) and words.rest
    return " ".join(words.rest) if is_question else part


def _borrowed(catalog: Catalog, first: str, part: str) -> str:
    """Return the food of `chicken breast` for `breast` after `chicken thigh`, '' if none."""
    words = first.split()
    texts = (" ".join((*words[:end], part)) for end in range(len(words) - 1, 0, -1))
    return next((food for text in texts if (food := food_named(catalog, text))), "")


def _compared(catalog: Catalog, foods: Sequence[str]) -> CommandLine | None:
    if not all(foods) or len(set(foods)) < 2:
        return None
    chosen = tuple(dict.fromkeys(foods))
    names = [name_of(catalog, food) for food in chosen]
    understood = f"Comparing {', '.join(names[:-1])} and {names[-1]}"
    return CommandLine(("compare", *chosen), understood)


def _foods_side_by_side(catalog: Catalog, text: str) -> CommandLine | None:
    """Read foods without a word between them: olive oil canola oil."""
    words = strip_question(text).split()
    if not 2 <= len(words) <= MOST_FOODS + 2:
        return None
    return next(
        (
            found
            for foods in _split(catalog, words)
            if (len(foods) > 2 or _are_of_one_group(catalog, foods))
            and (found := _compared(catalog, foods))
        ),
        None,
    )


def _are_of_one_group(catalog: Catalog, foods: Sequence[str]) -> bool:
    """Return whether foods are of one group: a kale smoothie is a dish, and not two foods."""
    placeholders = ", ".join("?" * len(foods))
    sql = f'SELECT DISTINCT "group" FROM foods WHERE food_id IN ({placeholders})'
    return len(catalog.texts(sql, list(foods))) == 1


def _split(catalog: Catalog, words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the ways to read words as names of foods in a row, long names first."""
    if not words:
        yield []
        return
    for end in range(len(words), 0, -1):
        if food := named_alone(catalog, " ".join(words[:end])):
            yield from ([food, *rest] for rest in _split(catalog, words[end:]))


_UNIT: Final = (
    r"(?:g|grams?|gramm|kg|mg|ml|l|oz|ounces?|lb|cups?|tbsp|tablespoons?|tsp|teaspoons?|"
    r"slices?|pieces?|servings?|portions?|handfuls?|bowls?|glass(?:es)?|el|tl)"
)


_AMOUNT: Final = re.compile(
    rf"(?<![\w-])(?:\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?|½|¼|¾|half(?: an?)?|an?|one|two|three)"
    rf"\s*{_UNIT}\b"
    r"|(?<![\w-])\d+\s*/\s*\d+|[½¼¾]|^half an? |(?<![\w-])\d+(?=\s+[a-z])"
    r"|^(?:an?|one|two|three|four|five|six) (?=[^\W\d])",
    re.IGNORECASE,
)


_ASKED_IN: Final = re.compile(r"^how (?:much|many) .*?\b(?:in|of) ", re.IGNORECASE)


_MEAL: Final = re.compile(
    r"^(?:my )?(?:breakfast|lunch|dinner|supper|snacks?|meal|today|day)\s*:\s*", re.IGNORECASE
)


def _foods_eaten(catalog: Catalog, text: str) -> CommandLine | None:
    """Read a food with an amount, or a list of such: the sum of what was eaten."""
    listed = strip_question(_MEAL.sub("", _ASKED_IN.sub("", text)))
    items = [p for p in re.split(r"\s*[,;+]\s*|\s+and\s+", listed) if p]
    foods = []
    for item in items:
        rest = " ".join(_AMOUNT.sub(" ", item).split())
        rest = re.sub(r"^of ", "", rest)
        if rest == item or not rest or not may_be_food(catalog, rest):
            return None
        foods.append(rest)
    if not foods:
        return None
    return CommandLine(("intake", *items), f"Adding up {', '.join(items)}")


def _without_unknown_words(
    catalog: Catalog, text: str, commands: Sequence[str]
) -> CommandLine | None:
    """Read a food beside a word that no food has, such as a brand, and say so."""
    words = strip_question(text).split()
    known = known_words(catalog, words)
    unknown = [w for w in words if w not in known]
    is_slip = any(likeness(fold(w), c) >= LIKE_ENOUGH for w in unknown for c in commands)
    food = one_food(catalog, " ".join(known)) if known and len(unknown) == 1 else ""
    if is_slip or not food:
        return None
    understood = f"vitk2 does not know {unknown[0]!r} and has no brands. Showing"
    return CommandLine(("show", food), f"{understood} {name_of(catalog, food)}")


_READERS: Final = (
    *(
        _code,
        _form_card,
        _holding,
        _comparison,
        _foods_eaten,
        read_bound,
        read_ranking,
        read_bare_food,
    ),
)
"""The readers of questions in the order in which they are tried."""
