"""Foods as the data of a page: columns of numbers, and each text once.

Texts that follow from rules (remarks, signs, citations, a sentence on a food) are made here, so
that the script of the page needs no such rule. vitk2/page/assets/table.js reads the data.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from vitk2.catalog.schema import Cell
from vitk2.catalog.vocabulary import CODE_COLUMNS, GROUPS, STATUSES, is_set_apart
from vitk2.diary.reference import NAMES, SEXES, STATES
from vitk2.forms import MAIN_FORMS, TABLE_FORMS, Form
from vitk2.output.wording import LABS, LABS_MEAN, SIGNS, in_short, remarks
from vitk2.queries.catalog_snapshot import SearchWords, Snapshot
from vitk2.queries.citations import citation
from vitk2.queries.patient_groups import PATIENT_GROUPS
from vitk2.queries.question_words import EMPTY, HIGH, LOW
from vitk2.safety import NOT_READ, patient_group_warning
from vitk2.text import alnum_key, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import PlainWordRow
    from vitk2.queries.catalog_snapshot import BoundedAmountRow

Packed = dict[str, Any]
"""An object that JSON can represent."""

MOST_COMMON: Final = 2
"""Texts repeated more often than this, on average, are written once and then by their number."""

NOT_READ_ON_PAGE: Final = NOT_READ.replace(": vitk2 evidence warfarin", ", read the advice below")
"""The advice on a drug without a source here, above the advice on warfarin."""

_OF_FOOD: Final = (
    *("food_id", "name", "group", "preparation", "diet", "portion", "portion_g", "popularity"),
)
_OF_AMOUNT: Final = (
    *("form", "ug_per_100g", "qualifier", "limit_ug_per_100g", "low", "high", "studies", "tier"),
    *("doubtful", "marks", "upper_bound", "set_apart"),
)
_ON_CARD: Final = ("aliases", *CODE_COLUMNS.values())
_OF_MEASUREMENT: Final = (
    *("form", "ug_per_100g", "qualifier", "limit_ug_per_100g", "min_ug_per_100g"),
    *("max_ug_per_100g", "n", "source_id", "source_name", "country", "method", "locator"),
    *("tier", "status", "note"),
)
"""The columns of a published number on a card; `vitk2 export --measurements` has all."""


def list_data(snapshot: Snapshot) -> Packed:
    """Return the data of the list of foods: foods, amounts, and the words that find them."""
    amounts = [_amount(a) for a in chain.from_iterable(snapshot.amounts)]
    return {
        "data_version": snapshot.data_version,
        "opening": opening_form(snapshot),
        "forms": {f.value: f.key for f in TABLE_FORMS},
        "brief": list(MAIN_FORMS),
        "groups": [g for g in GROUPS if any(f["group"] == g for f in snapshot.foods)],
        "signs": {
            s: meaning.replace("vitk2 show FOOD", "on its card") for s, meaning in SIGNS.items()
        },
        "labs": {f"{LABS} {n}": meaning for n, meaning in LABS_MEAN.items()},
        "what_is": {f["form"]: f["what"] for f in snapshot.forms},
        "foods": _columns(snapshot.foods, _OF_FOOD),
        "by_name": snapshot.by_name,
        "amounts": _columns(amounts, _OF_AMOUNT),
        "amounts_of_food": [len(of_food) for of_food in snapshot.amounts],
        "remarks_of_marks": _remarks_of_marks(amounts),
        **_words(snapshot.words),
        "form_names": _form_names(snapshot),
        "question_words": {"high": sorted(HIGH), "low": sorted(LOW), "empty": sorted(EMPTY)},
        "drugs": _columns(snapshot.drug_names, ("name", "drug", "kind", "action")),
        "not_read": NOT_READ_ON_PAGE,
        "patient_groups": {group: patient_group_warning([group])[0] for group in PATIENT_GROUPS},
        "patient_group_words": PATIENT_GROUPS,
        "plain_words": [_plain_word(row) for row in snapshot.plain_words],
    }


def detail_data(snapshot: Snapshot) -> Packed:
    """Return the data of cards and days: published numbers, portions, sources, references."""
    return {
        "foods": _columns(snapshot.foods, _ON_CARD),
        "in_short": [in_short(of_food) for of_food in snapshot.amounts],
        "measurements": _columns(chain.from_iterable(snapshot.measurements), _OF_MEASUREMENT),
        "measurements_of_food": [len(of_food) for of_food in snapshot.measurements],
        "portions": _columns(chain.from_iterable(snapshot.portions), ("portion", "portion_g")),
        "portions_of_food": [len(of_food) for of_food in snapshot.portions],
        "sources": [
            {
                "source_id": s["source_id"],
                "doi": s["doi"],
                "licence": s["licence"],
                "cite": citation(s),
            }
            for s in snapshot.sources
        ],
        "statuses": STATUSES,
        "references": snapshot.reference_intakes,
        "reference_names": NAMES,
        "sexes": SEXES,
        "states": STATES,
    }


def opening_form(snapshot: Snapshot) -> str:
    """Return the form that a page opens with: the requested one, else K2, else the most common."""
    if snapshot.query.forms:
        return snapshot.query.forms[0].value
    tags_of_foods = [(f["tags"] or "").split(";") for f in snapshot.foods]
    counts = {form: sum(form in tags for tags in tags_of_foods) for form in TABLE_FORMS}
    if counts[Form.K2]:
        return Form.K2.value
    return max(TABLE_FORMS, key=lambda form: counts[form]).value


def _amount(amount: "BoundedAmountRow") -> Packed:
    """Return an amount with whether it is set apart in a ranking.

    It is without its upper_bound where that follows from its other columns.
    """
    own = max(amount["ug_per_100g"] or 0, amount["limit_ug_per_100g"] or 0, amount["high"] or 0)
    bound = None if amount["upper_bound"] == own else amount["upper_bound"]
    return {**amount, "upper_bound": bound, "set_apart": is_set_apart(amount)}


def _remarks_of_marks(amounts: Iterable[Packed]) -> dict[str, list[list[str]]]:
    """Return the remarks of each combination of marks: all, and without those of a lower bound."""
    return {
        marks: [remarks(marks), remarks(marks, with_bound=False)]
        for marks in dict.fromkeys(a["marks"] for a in amounts if a["marks"])
    }


def _words(found: SearchWords) -> Packed:
    """Return words in the order of JavaScript, the foods of each as differences (small numbers)."""
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


def _form_names(snapshot: Snapshot) -> dict[str, str]:
    """Return the forms of the page by their names in letters and digits alone."""
    names = {"mk": Form.K2.value, "mks": Form.K2.value}
    for card in snapshot.forms:
        if card["form"] in TABLE_FORMS:
            listed = [card["form"], card["name"], *(card["other_names"] or "").split(";")]
            keys = [alnum_key(name or "").removeprefix("vitamin") for name in listed]
            names |= {key.replace("menaquinone", "mk"): card["form"] for key in keys if key}
    return names


def _steps(numbers: Sequence[int]) -> list[int]:
    """Return rising numbers as differences from the one before."""
    return [n - before for n, before in zip(numbers, [0, *numbers], strict=False)]


def _plain_word(row: "PlainWordRow") -> Packed:
    spellings = [row["word"], *(row["other_words"] or "").split(";")]
    return {
        "spellings": [" ".join(tokenize(word)) for word in spellings if word],
        "foods": row["foods"].split(";") if row["foods"] else [],
        "says": row["says"],
    }


def _columns(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Packed:
    """Return rows as columns, by name."""
    listed = list(rows)
    return {name: _column([row[name] for row in listed]) for name in names}


def _column(cells: Sequence[Cell]) -> list[Cell] | Packed:
    """Return a column as it is, or, if texts repeat often, each text once and their numbers."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    different = dict.fromkeys(texts)
    if len(texts) < MOST_COMMON * len(different) or not texts:
        return [_plain(cell) for cell in cells]
    number_of = {text: at for at, text in enumerate(different)}
    at = [None if cell is None else number_of[str(cell)] for cell in cells]
    return {"texts": list(different), "at": at}


def _plain(cell: Cell) -> Cell:
    """Return a whole float as an integer: shorter, and the same number to the script."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
