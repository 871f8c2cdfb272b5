"""The foods of a text that says their state in another language: épinards crus, Spinat gekocht."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.state_words import COOKED, StatePhrase, split_states
from vitk2.catalog.vocabulary import PREPARATIONS
from vitk2.errors import FoodError
from vitk2.queries.generic_words import generic_word
from vitk2.queries.query import Query
from vitk2.queries.search import select, translation
from vitk2.text import singular, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import FoodRow

Named = Callable[[str], str]
"""Returns the food_id of a text, '' if it names none; raises FoodError if it names several."""


def split_foreign(catalog: Catalog, text: str) -> StatePhrase | None:
    """Return the food and the states of a text in which the food or a state is not English."""
    phrase = split_states(text)
    if phrase and not phrase.is_foreign and not translation(catalog, phrase.food):
        return None
    return phrase


class FoodsInState(NamedTuple):
    """The foods that a text with a state may mean, and those of the same name in other states."""

    in_state: tuple[str, ...] = ()
    in_other_states: tuple[str, ...] = ()
    one_name: bool = True
    """Whether they are one food in several states, so that a single one in the state is meant."""

    @property
    def clear(self) -> str:
        """The food that is meant for certain, else ''."""
        return self.in_state[0] if len(self.in_state) == 1 and self.one_name else ""


def foods_in_state(catalog: Catalog, phrase: StatePhrase, named: Named) -> FoodsInState:
    """Return the foods that `phrase` may mean; none of another state is ever among those in state.

    First the English name and state are looked up as one name, then the foods that differ from the
    named one in their state alone.
    """
    heads = _heads(catalog, phrase.food, named)
    if not phrase.states:
        return FoodsInState(tuple(f["food_id"] for f in heads))
    english = translation(catalog, phrase.food, beside_names=True)
    phrase = _with_own_states(phrase, english)
    if by_name := _by_english_name(catalog, phrase, [english, phrase.food], heads, named):
        found = _sorted_by_state(by_name, phrase)
        kept_part = all(_parts(head) <= _parts(food) for head in heads for food in by_name)
        return found._replace(one_name=found.one_name and kept_part)
    alike = {f["food_id"]: f for head in heads for f in _alike(catalog, head)}
    return _sorted_by_state(alike.values(), phrase)


def _with_own_states(phrase: StatePhrase, english: str) -> StatePhrase:
    """Return the phrase with the states that its food has by name: Räucherlachs is smoked."""
    own = tuple((word,) for word in tokenize(english) if word in PREPARATIONS)
    return phrase._replace(states=(*phrase.states, *own))


def by_words_in_state(
    catalog: Catalog, text: str, by_name: FoodsInState, by_words: Sequence[str]
) -> FoodsInState:
    """Return the foods in a state for a text that is no name: of those that have all its words.

    Without any such food the words beside the state are searched. Returns `by_name` if that has
    foods in the state, or if no other food has.
    """
    phrase = split_foreign(catalog, text)
    if by_name.in_state or not (phrase and phrase.states):
        return by_name
    food_ids = by_words or select(catalog, Query(text=phrase.food)).food_ids
    foods = [records(catalog, "foods", food_id)[0] for food_id in food_ids]
    found = _sorted_by_state(foods, phrase, one_name=bool(by_words))
    return found if found.in_state or by_words else by_name


def _sorted_by_state(
    foods: "Iterable[FoodRow]", phrase: StatePhrase, *, one_name: bool = False
) -> FoodsInState:
    """Return foods in the state of a phrase, and the others.

    A food in another state besides, such as frozen and boiled, only counts where there is no other,
    and is never meant for certain.
    """
    every = list(foods)
    exact = [f for f in every if _has_exactly(f, phrase)]
    found = _without_vague(exact or [f for f in every if _has(f, phrase)])
    return FoodsInState(
        in_state=tuple(f["food_id"] for f in found),
        in_other_states=tuple(f["food_id"] for f in every if f not in found),
        one_name=bool(exact) and (one_name or len(set(map(_stem, every))) == 1),
    )


def _heads(catalog: Catalog, food: str, named: Named) -> "list[FoodRow]":
    """Return the food that a text without its state names, or those that a plain word means."""
    try:
        food_ids = [named(food)]
    except FoodError:
        word = generic_word(catalog, food)
        food_ids = list(word.foods) if word and not word.says else []
    return [records(catalog, "foods", food_id)[0] for food_id in food_ids if food_id]


def _by_english_name(
    catalog: Catalog,
    phrase: StatePhrase,
    names: Iterable[str],
    heads: "Sequence[FoodRow]",
    named: Named,
) -> "list[FoodRow]":
    """Return the foods in this state that are called by an English word of the food and the state.

    Every preparation that a word may mean is tried, but of `cooked` only that word.
    """
    english = [*names]
    if len(heads) == 1:
        english += [_stem(heads[0])] if not _qualifiers(heads[0]) else []
        english += (heads[0]["default_for"] or "").split(";")
    states = [""]
    for state in phrase.states:
        tried = state[:1] if state == COOKED else state
        states = [f"{before}, {word}" for before in states for word in tried]
    found: dict[str, FoodRow] = {}
    for name in dict.fromkeys(filter(None, english)):
        for state_words in states:
            try:
                food_id = named(name + state_words)
            except FoodError:
                continue
            if food_id:
                found[food_id] = records(catalog, "foods", food_id)[0]
    return [food for food in found.values() if _has_exactly(food, phrase)]


def _alike(catalog: Catalog, head: "FoodRow") -> "list[FoodRow]":
    """Return the foods that differ from `head` in their state, or that have more qualifiers."""
    sql = "SELECT food_id FROM foods WHERE name = ?1 OR name LIKE ?1 || ', %' ORDER BY food_rank"
    food_ids = catalog.texts(sql, [_stem(head)])
    foods = [records(catalog, "foods", food_id)[0] for food_id in food_ids]
    return [food for food in foods if _qualifiers(head) <= set(food["name"].split(", "))]


def _stem(food: "FoodRow") -> str:
    return food["name"].split(",")[0]


def _qualifiers(food: "FoodRow") -> set[str]:
    """Return the parts of a name that are neither the food nor its state: skimmed, with skin.

    There are none for the food that its stem alone means: an apple has its skin.
    """
    stem, *parts = food["name"].split(", ")
    if _singular(stem) in map(_singular, (food["default_for"] or "").split(";")):
        return set()
    return {part for part in parts if not _STATES_IN_NAMES.intersection(tokenize(part))}


_STATES_IN_NAMES: Final = frozenset((*PREPARATIONS, "fresh", "dry", "uncooked"))


def _singular(text: str) -> str:
    return " ".join(map(singular, tokenize(text)))


def _parts(food: "FoodRow") -> frozenset[str]:
    """Return the words of a name for a part of an animal, which another food may not drop."""
    return _PARTS.intersection(tokenize(food["name"]))


_PARTS: Final = frozenset(
    ("breast", "leg", "thigh", "wing", "drumstick", "fillet", "liver", "loin", "yolk", "white")
)


def _has(food: "FoodRow", phrase: StatePhrase) -> bool:
    """Return whether a food is in every state of `phrase`, perhaps in others too."""
    of_food = _states(food)
    return all(of_food & set(state) for state in phrase.states)


def _has_exactly(food: "FoodRow", phrase: StatePhrase) -> bool:
    """Return whether a food is in every state of `phrase` and in no other: not frozen, boiled."""
    return _has(food, phrase) and _states(food) <= phrase.preparations | _ALWAYS_ALLOWED


_ALWAYS_ALLOWED: Final = frozenset(("cooked",))
"""A boiled food may also be called cooked."""


def _states(food: "FoodRow") -> set[str]:
    """Return the states of a food: its preparation, and those in its name."""
    in_name = {word for word in tokenize(food["name"]) if word in PREPARATIONS}
    return in_name | {food["preparation"]} if food["preparation"] else in_name


def _without_vague(foods: "Iterable[FoodRow]") -> "list[FoodRow]":
    """Return foods without those that are only called cooked, where others say how."""
    every = list(foods)
    return [f for f in every if f["preparation"] != "cooked"] or every
