"""Foods as the data of a page: columns of numbers, and each text once.

What a rule of ours says in words (remarks, signs, citations, a sentence on a food) is said here, so
that the script of the page knows no rule about them. vitk2/page/assets/table.js reads it.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from vitk2.catalog.schema import Cell, Record
from vitk2.catalog.vocabulary import GROUPS, STATUSES
from vitk2.diary.reference import NAMES, SEXES, STATES
from vitk2.forms import MAIN_FORMS, TABLE_FORMS, Form
from vitk2.output.wording import SIGNS, in_short, remarks
from vitk2.queries.catalog_snapshot import SearchWords, Snapshot
from vitk2.queries.citations import citation
from vitk2.text import tokenize

Packed = dict[str, Any]
"""What JSON can hold."""

MOST_COMMON: Final = 2
"""A text that stands more often than so, on average, is written once and then by its number."""

_OF_FOOD: Final = (
    *("food_id", "name", "group", "preparation", "diet", "portion", "portion_g", "popularity"),
)
_OF_AMOUNT: Final = (
    *("form", "ug_per_100g", "qualifier", "limit_ug_per_100g", "low", "high", "studies", "tier"),
    *("doubtful", "marks", "upper_bound"),
)
_ON_CARD: Final = ("aliases", "fdc_ids", "ndb_nos", "ciqual_codes")
_OF_MEASUREMENT: Final = (
    *("form", "ug_per_100g", "qualifier", "limit_ug_per_100g", "min_ug_per_100g"),
    *("max_ug_per_100g", "n", "source_id", "source_name", "country", "method", "locator"),
    *("tier", "status", "note"),
)
"""What a card has of a published number; `vitk2 export --measurements` has all."""

_OF_SOURCE: Final = ("source_id", "doi", "licence")


def first_part(held: Snapshot) -> Packed:
    """What the first view needs: foods, amounts, and the words that find them."""
    amounts = [_amount(a) for a in chain.from_iterable(held.amounts)]
    return {
        "data_version": held.data_version,
        "opening": opening_form(held),
        "forms": {f.value: f.key for f in TABLE_FORMS},
        "brief": list(MAIN_FORMS),
        "groups": [g for g in GROUPS if any(f["group"] == g for f in held.foods)],
        "signs": {s: told.replace("vitk2 show FOOD", "its card") for s, told in SIGNS.items()},
        "what_is": {str(f["form"]): f["what"] for f in held.forms},
        "foods": _columns(held.foods, _OF_FOOD),
        "by_name": held.by_name,
        "amounts": _columns(amounts, _OF_AMOUNT),
        "amounts_of_food": [len(of_food) for of_food in held.amounts],
        "told": _told(amounts),
        **_words(held.words),
        "plain_words": [_plain_word(row) for row in held.plain_words],
    }


def second_part(held: Snapshot) -> Packed:
    """What a card and a day need besides: published numbers, portions, sources, references."""
    return {
        "foods": _columns(held.foods, _ON_CARD),
        "in_short": [in_short(of_food) for of_food in held.amounts],
        "measurements": _columns(chain.from_iterable(held.measurements), _OF_MEASUREMENT),
        "measurements_of_food": [len(of_food) for of_food in held.measurements],
        "portions": _columns(chain.from_iterable(held.portions), ("portion", "portion_g")),
        "portions_of_food": [len(of_food) for of_food in held.portions],
        "sources": [{c: s[c] for c in _OF_SOURCE} | {"cite": citation(s)} for s in held.sources],
        "statuses": STATUSES,
        "references": held.reference_intakes,
        "reference_names": NAMES,
        "sexes": SEXES,
        "states": STATES,
    }


def opening_form(held: Snapshot) -> str:
    """The form that a page opens with: the one asked for, else K2, else the one most foods have."""
    if held.query.forms:
        return held.query.forms[0].value
    carried = [str(f["tags"] or "").split(";") for f in held.foods]
    counts = {form: sum(form in tags for tags in carried) for form in TABLE_FORMS}
    if counts[Form.K2]:
        return Form.K2.value
    return max(TABLE_FORMS, key=lambda form: counts[form]).value


def _amount(amount: Record) -> Record:
    """An amount whose upper_bound is left out where the amount itself says it."""
    own = max(float(amount[c] or 0) for c in ("ug_per_100g", "limit_ug_per_100g", "high"))
    return amount | {"upper_bound": None if amount["upper_bound"] == own else amount["upper_bound"]}


def _told(amounts: Iterable[Record]) -> dict[str, list[list[str]]]:
    """The marks of amounts in plain words: all, and without those of a lower bound."""
    return {
        marks: [remarks(marks), remarks(marks, with_bound=False)]
        for marks in dict.fromkeys(str(a["marks"]) for a in amounts if a["marks"])
    }


def _words(found: SearchWords) -> Packed:
    """Words in the order of JavaScript, the foods of each as differences: small numbers pack."""
    typed = sorted(found.terms, key=lambda word: word.encode("utf-16-be"))
    terms = [found.terms[word] for word in typed]
    return {
        "terms": typed,
        "foods_of_term": [len(of_word) for of_word in terms],
        "term_foods": [step for of_word in terms for step in _steps([rank for rank, _ in of_word])],
        "term_match_ranks": [match_rank for of_word in terms for _, match_rank in of_word],
        "wholes": {
            "word": [word for word, _, _ in found.wholes],
            "food": [rank for _, rank, _ in found.wholes],
            "match_rank": [_plain(match_rank) for _, _, match_rank in found.wholes],
        },
        "meanings": found.meanings,
    }


def _steps(numbers: Sequence[int]) -> list[int]:
    """Rising numbers as what each adds to the one before."""
    return [n - before for n, before in zip(numbers, [0, *numbers], strict=False)]


def _plain_word(row: Mapping[str, Cell]) -> Packed:
    spelt = [str(row["word"]), *str(row["other_words"] or "").split(";")]
    return {
        "spelt": [" ".join(tokenize(word)) for word in spelt if word],
        "foods": str(row["foods"] or "").split(";") if row["foods"] else [],
        "says": row["says"],
    }


def _columns(rows: Iterable[Mapping[str, Cell]], names: Sequence[str]) -> Packed:
    """Rows as columns, by name."""
    listed = list(rows)
    return {name: _column([row[name] for row in listed]) for name in names}


def _column(cells: Sequence[Cell]) -> list[Cell] | Packed:
    """A column as it is; where texts come often, those once and their numbers."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    different = dict.fromkeys(texts)
    if len(texts) < MOST_COMMON * len(different) or not texts:
        return [_plain(cell) for cell in cells]
    number_of = {text: at for at, text in enumerate(different)}
    at = [None if cell is None else number_of[str(cell)] for cell in cells]
    return {"texts": list(different), "at": at}


def _plain(cell: Cell) -> Cell:
    """A whole float as an integer: shorter, and one number to the script."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
