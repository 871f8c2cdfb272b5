"""Questions about a form: a ranking, a bound, or one food among those of its group."""

import re
from typing import Any, Final

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form, is_form
from vitk2.queries.query import Query
from vitk2.queries.question_foods import known_words, name_of, one_food
from vitk2.queries.question_topics import read_topic
from vitk2.queries.question_words import (
    DAILY,
    LOW,
    CommandLine,
    QuestionWords,
    sort_words,
    strip_question,
)
from vitk2.queries.search import group_named, select
from vitk2.text import fold, singular

_BOUND: Final = re.compile(
    r"(?P<form>.+?) ?(?P<sign>>=?|<=?|over|above|more than|at least|under|below|less than|at most)"
    r" ?(?P<ug>\d+(?:\.\d+)?)(?: ?(?:mcg|µg|μg|ug))?(?: (?:in )?(?P<group>.+))?",
    re.IGNORECASE,
)


_AT_LEAST: Final = (">", ">=", "over", "above", "more than", "at least")


def read_bound(catalog: Catalog, text: str) -> CommandLine | None:
    """Read `phylloquinone > 500`."""
    bound = _BOUND.fullmatch(text)
    if not bound or not is_form(bound["form"].strip()):
        return None
    form = Form.parse(bound["form"].strip()).value
    at_least = bound["sign"].lower() in _AT_LEAST
    option, words = ("--min", "at least") if at_least else ("--max", "at most")
    group = group_named(catalog, bound["group"] or "")
    if bound["group"] and not group:
        return None
    in_group = ("--group", group) if group else ()
    return CommandLine(
        ("top", form, option, bound["ug"], *in_group),
        f"Foods with {words} {bound['ug']} µg {form} in 100 g",
    )


def read_ranking(catalog: Catalog, text: str) -> CommandLine | None:
    """Read a form or an adjective with a food, a group, a diet or nothing else."""
    parts = sort_words(text)
    words = " ".join(parts.rest)
    if not parts.forms and not parts.adjectives:
        return None
    group = _group(catalog, words)
    food = one_food(catalog, words) if words and not group else ""
    if food:
        return food_card(catalog, food, next(iter(parts.forms), Form.K1.value))
    if group or (not words and (parts.forms or parts.diets)):
        return _top(parts, group)
    if not parts.forms and not parts.diets:
        return None
    return read_topic(catalog, text, alone=False) or _foods_with_words(catalog, parts)


def _group(catalog: Catalog, words: str) -> str:
    """Return the food group that words name; salad greens are among the vegetables."""
    if singular(fold(words)) in _GREENS:
        return "Vegetables"
    return group_named(catalog, words) if words else ""


_GREENS: Final = frozenset(
    ("green", "salad green", "leafy green", "leafy vegetable", "salad", "green vegetable", "veg")
)


def _order(parts: QuestionWords) -> tuple[str, list[str], str]:
    """Return the form to rank by, the options of the ranking, and its order in words."""
    form = next(iter(parts.forms), Form.K1.value)
    options = [f"--{diet}" for diet in dict.fromkeys(parts.diets)]
    if any(adjective in LOW for adjective in parts.adjectives):
        return form, [*options, "--ascending"], "poorest first"
    return form, options, "richest first"


def _top(parts: QuestionWords, group: str) -> CommandLine:
    """Return the ranking of a form, in a food group where one is named."""
    form, options, order = _order(parts)
    in_group = ["--group", group] if group else []
    foods = " ".join([*parts.diets, "foods", *(["in", group] if group else [])])
    return CommandLine(("top", form, *in_group, *options), f"{form} in {foods}, {order}")


def _foods_with_words(catalog: Catalog, parts: QuestionWords) -> CommandLine | None:
    """Return the search for foods with some words, without the words that no food has."""
    form, options, order = _order(parts)
    query = Query(text=" ".join(parts.rest), forms=(Form(form),), limit=1)
    if select(catalog, query).rows:
        arguments = ("search", *parts.rest, "--form", form, "--sort", form, *options)
        return CommandLine(arguments, f"Foods named {query.text} with {form}, {order}")
    known = known_words(catalog, parts.rest)
    if not known or len(known) == len(parts.rest):
        return None
    return read_ranking(catalog, " ".join([*parts.adjectives, form, *parts.diets, *known]))


def read_bare_food(catalog: Catalog, text: str) -> CommandLine | None:
    """Read `can I eat spinach`: what is left without the words of a question is a food."""
    words = " ".join(w for w in strip_question(text).split() if fold(w) not in DAILY)
    food = one_food(catalog, strip_question(words)) if words and words != text else ""
    return food_card(catalog, food, "") if food else None


def food_card(catalog: Catalog, food: str, form: str) -> CommandLine:
    """Return the card of a food, with the rank of a form among the foods of its group.

    K1 has the share of a label's daily value in a portion too. Both are numbers, never a judgement.
    A food with more K2 than K1, such as natto, has neither: a small share would mislead.
    """
    understood = f"Showing {name_of(catalog, food)}"
    if not form or (form == Form.K1 and catalog.rows(_MORE_K2, [food])):
        return CommandLine(("show", food), understood)
    for group, above, foods in catalog.rows(_RANK_IN_GROUP, [food, form]):
        rank = int(str(above)) + 1
        understood += f", rank {rank} of {foods} foods with {form} in {group}"
    if form == Form.K1:
        understood += _share_of_label(catalog, food)
    return CommandLine(("show", food), understood)


def _share_of_label(catalog: Catalog, food: str) -> str:
    """Return the share of the US label's value in a portion, '' where one of them is missing."""
    rows: list[Any] = catalog.rows(_SHARE_OF_LABEL, [food])
    return "".join(
        f"; {portion} ({grams:g} g) has {100 * ug / daily:.0f} % of the {daily:g} µg a day "
        "on US food labels"
        for portion, grams, ug, daily in rows
    )


_MORE_K2: Final = """
    SELECT 1 FROM amounts k2 LEFT JOIN amounts k1 ON k1.food_id = k2.food_id AND k1.form = 'K1'
    WHERE k2.food_id = ? AND (k2.form = 'K2' OR k2.form LIKE 'MK-%')
    AND max(ifnull(k2.ug_per_100g, 0), ifnull(k2.high, 0), ifnull(k2.limit_ug_per_100g, 0))
    > ifnull(k1.ug_per_100g, 0)"""
"""Whether any number of a menaquinone or of K2 lies above the K1 of a food."""


_SHARE_OF_LABEL: Final = """
    SELECT f.portion, f.portion_g, a.ug_per_100g * f.portion_g / 100, r.ug_per_day
    FROM foods f JOIN amounts a USING (food_id)
    JOIN reference_intakes r ON r.reference = 'us-label'
    WHERE f.food_id = ? AND a.form = 'K1' AND f.portion_g > 0 AND a.ug_per_100g > 0
    AND NOT a.doubtful LIMIT 1"""


_RANK_IN_GROUP: Final = """
    WITH group_amounts AS (
      SELECT a.food_id, a.form, f."group", a.ug_per_100g FROM amounts a
      JOIN foods f USING (food_id) WHERE NOT a.doubtful AND a.ug_per_100g > 0)
    SELECT a."group", count(b.food_id) FILTER (WHERE b.ug_per_100g > a.ug_per_100g), count(*)
    FROM group_amounts a JOIN group_amounts b ON b.form = a.form AND b."group" = a."group"
    WHERE a.food_id = ? AND a.form = ? GROUP BY 1"""
