"""The interpretation of free words: a food, several, a form or group, a drug, or a slip."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.forms import Form, split_leading_form
from vitk2.queries.drugs import drugs_in, near_drug
from vitk2.queries.food import FoodDetails, FoodMatch, details_of, match_of
from vitk2.queries.generic_words import suggest
from vitk2.queries.patient_groups import patient_group_named
from vitk2.queries.query import Query, Result
from vitk2.queries.resolve import first_with, is_name_of_food, named, no_food, with_words
from vitk2.queries.search import group_named, select
from vitk2.safety import (
    IF_A_MEDICINE,
    DrugName,
    drug_for_food,
    drug_warning,
    near_drug_for_food,
    near_drug_warning,
    patient_group_warning,
)
from vitk2.text import LIKE_ENOUGH, likeness, tokenize

if TYPE_CHECKING:
    from vitk2.queries.question_words import CommandLine


class DrugWarning(NamedTuple):
    """The advice about the drugs or groups of patients that a text names, a paragraph each."""

    paragraphs: tuple[str, ...]


class _Near(NamedTuple):
    """A name that may be meant, how alike it is to the text, and how to ask for it."""

    likeness: float
    kind: str
    name: str
    foods: dict[str, str]

    @property
    def offers(self) -> list[str]:
        """The texts to type instead: the ids of foods, else a command line."""
        if self.kind == "food":
            return list(self.foods)
        return [f"vitk2 {self.name}" if self.kind == "command" else f"vitk2 evidence {self.name}"]


def interpret(
    catalog: Catalog, text: str, commands: Sequence[str] = ()
) -> "FoodMatch | DrugWarning | CommandLine":
    """Return the food that `text` names, advice on a drug or a group of patients, or a command.

    The catalogue is searched first: names of foods in any language, then names of drugs, a word
    such as pregnancy alone, questions, then words inside the names of foods. Only a text that none
    of them has counts as a slip: one food that is clearly nearest is returned, else foods, drugs
    and `commands` with similar spellings are offered, the nearest first.

    Raises FoodError where several foods or none may be meant.
    """
    from vitk2.queries.question_foods import unknown_words  # most texts are a food
    from vitk2.queries.questions import command_line, guessed_command_line

    def food(food_id: str) -> FoodMatch | None:
        return match_of(catalog, food_id, text) if food_id else None

    found = (
        food(named(catalog, text))
        or _advice(catalog, text)
        or command_line(catalog, text)
        or food(with_words(catalog, text))
        or guessed_command_line(catalog, text, commands)
    )
    if found:
        return found
    near = _near(catalog, text, commands)
    if not _is_one_word(text):  # one word of several is seldom a slip of another food
        near = [n for n in near if n.kind == "command" or n.likeness >= SLIP]
        if len(unknown_words(catalog, text)) > 1:  # a brand, not a slip
            near = [n for n in near if n.kind != "food"]
    if near and near[0].kind == "drug":
        return DrugWarning(near_drug_warning(text, near[0].name))
    if nearest := food(_clearly_nearest(catalog, text, near)):
        return nearest
    raise _no_food(text, near)


SLIP: Final = 0.82
"""The likeness from which a word among others is a slip of a name: pasture is none of a drug."""


def _is_one_word(text: str) -> bool:
    return len(tokenize(text)) == 1


def _advice(catalog: Catalog, text: str) -> DrugWarning | None:
    """Return the advice on the drugs that a text names, or for the group of patients that it is."""
    if drugs := drugs_in(catalog, text):
        return DrugWarning(drug_warning(drugs))
    group = patient_group_named(text)
    return DrugWarning(patient_group_warning([group])) if group else None


def _clearly_nearest(catalog: Catalog, text: str, near: Sequence[_Near]) -> str:
    """Return the food of one misspelt word, '' where several names or foods are near."""
    from vitk2.queries.question_foods import CLEARLY_LIKE, LEAD  # most texts are a food

    if len(tokenize(text)) != 1 or not near or near[0].kind != "food":
        return ""
    next_likeness = near[1].likeness if len(near) > 1 else 0.0
    if near[0].likeness < max(CLEARLY_LIKE, next_likeness + LEAD):
        return ""
    try:
        return named(catalog, near[0].name)
    except FoodError:  # a word of several foods
        return ""


def interpret_food(catalog: Catalog, text: str) -> str:
    """Return the food_id that `text` names, by the rules of `interpret`, where only a food will do.

    Raises FoodError where several foods or none may be meant, and for the name of a drug.
    """
    food_id, drugs = _food_or_drugs(catalog, text)
    if food_id:
        return food_id
    near = _near(catalog, text, ())
    raise _drug_error(text, drugs, near) or _no_food(text, near)


def show(catalog: Catalog, text: str) -> FoodDetails:
    """Return one food with its rows, named by id, name, plain word, alias or code (`fdc:172443`).

    Raises FoodError as `interpret_food`.
    """
    return details_of(catalog, interpret_food(catalog, text))


def _food_or_drugs(catalog: Catalog, text: str) -> tuple[str, list[DrugName]]:
    """Return the food that `text` names, '' if none does, or else the drugs that it names.

    Raises FoodError where several foods may be meant.
    """
    if food_id := named(catalog, text):
        return food_id, []
    if drugs := drugs_in(catalog, text):
        return "", drugs
    return with_words(catalog, text), []


def _drug_error(text: str, drugs: Sequence[DrugName], near: Sequence[_Near]) -> FoodError | None:
    """Return the error for a text that names a drug, or that is most like the name of one."""
    if drugs:
        return FoodError(drug_for_food(text, drugs[0].name))
    if near and near[0].kind == "drug":
        return FoodError(f"There is no food {text!r}. {near_drug_for_food(near[0].name)}")
    return None


def _no_food(text: str, near: Sequence[_Near]) -> FoodError:
    """Return the error that nothing has a name, with the nearest names and the foods of them."""
    if not near:
        return FoodError(NOT_UNDERSTOOD.format(text))
    offers = dict.fromkeys(offer for name in near for offer in name.offers)
    candidates = {food_id: name for n in near for food_id, name in n.foods.items()}
    return FoodError(f"{no_food(text, list(offers))} {IF_A_MEDICINE}", candidates)


NOT_UNDERSTOOD: Final = (
    "There is no food {!r}. Type a food (vitk2 spinach), a form (vitk2 k2) or a blood "
    "thinner (vitk2 warfarin). For a brand or a supplement, read its label. "
) + IF_A_MEDICINE


def is_name(catalog: Catalog, text: str) -> bool:
    """Return whether a text is the name of one food or several, or names a drug."""
    return is_name_of_food(catalog, text) or bool(drugs_in(catalog, text))


def _near(catalog: Catalog, text: str, commands: Sequence[str]) -> list[_Near]:
    """Return the foods, drugs and commands whose names are near to a text, the nearest first."""
    typed = tokenize(text)
    if not typed:
        return []
    like_drug, drug = near_drug(catalog, text)
    rest = text.partition(" ")[2]
    found = [
        *(
            _Near(max(likeness(w, word) for w in typed), "food", word, first_with(catalog, word))
            for word in suggest(catalog, text)
        ),
        _Near(like_drug, "drug", drug, {}),
        *(_Near(likeness(typed[0], c), "command", f"{c} {rest}".strip(), {}) for c in commands),
    ]
    return sorted((n for n in found if n.likeness >= LIKE_ENOUGH), key=lambda n: -n.likeness)


def interpret_query(catalog: Catalog, query: Query) -> Result | FoodMatch:
    """Return a ranking if `query` is about one form, a food if its text names one, else a search.

    The text may begin with a form and may be a food group, which is ranked by K2 unless forms are
    named. Only a text alone can be one food; several that it may mean are side by side. Raises what
    select() raises, and FoodError for a text that finds nothing and names a drug.
    """
    query = _with_form_and_group(catalog, query)
    if query == Query(text=query.text, per=query.per, limit=query.limit) and query.text:
        try:
            if food_id := _food_or_drugs(catalog, query.text)[0]:
                return match_of(catalog, food_id, query.text)
        except FoodError:
            pass
    if len(query.forms) == 1:
        query = query._replace(shape="top")
    else:
        order = query.forms[0] if query.forms else None if query.text else "known"
        query = query._replace(sort=order)
    found = select(catalog, query)
    if query.text and not found.total:
        drugs, near = drugs_in(catalog, query.text), _near(catalog, query.text, ())
        if error := _drug_error(query.text, drugs, near):
            raise error
    return found


def _with_form_and_group(catalog: Catalog, query: Query) -> Query:
    """Return the query with the form or group that its text names in their own fields."""
    form, words = split_leading_form(query.text.split())
    if form:
        forms = dict.fromkeys((Form.parse(form), *query.forms))
        query = query._replace(forms=tuple(forms), text=" ".join(words))
    if group := group_named(catalog, query.text):
        groups = (*query.groups, group)
        query = query._replace(text="", groups=groups, forms=query.forms or (Form.K2,))
    return query
