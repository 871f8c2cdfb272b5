"""What was eaten becomes grams of a food, or is asked back: a wrong guess is worse than none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from vitk2.answers.amounts import to_decimals
from vitk2.answers.names import told
from vitk2.answers.plain_words import plain_word
from vitk2.diary import units
from vitk2.diary.adjectives import is_prepared
from vitk2.diary.items import Item, Problem
from vitk2.diary.kinds import Kind, Kinds
from vitk2.diary.measures import household_measures
from vitk2.diary.numbers import MOST_GRAMS
from vitk2.diary.portions import QuestionError, Taken, grams_of
from vitk2.diary.readings import Reading, readings
from vitk2.errors import FoodError
from vitk2.tables.catalog import Catalog

MANY_PIECES: Final = 20
MANY_PIECES_G: Final = 1000
"""So many pieces that weigh so much are rather grams whose unit was left out."""


class Weighed(NamedTuple):
    """Grams of one food, the words that say what was taken, and the line's day and meal."""

    food_id: str
    name: str
    grams: float
    note: str = ""
    date: str = ""
    meal: str = ""
    lines: int = 1
    """How many lines of the diary are just like this one."""


def understand(catalog: Catalog, items: Iterable[Item | Problem]) -> Iterator[Weighed | Problem]:
    """Each line as grams of a food, or as what is asked back."""
    scales = Scales(catalog)
    return (scales.weighed(item) for item in items)


class Scales:
    """Weighs items; each food and unit is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._measures = household_measures(catalog)
        self._kinds = Kinds(catalog, self._measures)

    def weighed(self, item: Item | Problem) -> Weighed | Problem:
        """The food and grams of an item, or what is asked back of it."""
        if isinstance(item, Problem):
            return self._explained(item)
        try:
            return self.weigh(item)
        except ValueError as error:
            return Problem(item.place, str(error), item.written, item.date)

    def weigh(self, item: Item) -> Weighed:
        """The food and grams of an item. Raises ValueError saying what is asked back."""
        if not 0 < item.amount < float("inf"):
            raise ValueError(f"{item.amount:g} is not an amount above 0")
        errors: list[tuple[str, Exception]] = []
        for reading in readings(item):
            food, unit, _ = reading
            try:
                kind = self._kinds.named(food)
                taken = grams_of(kind.food, kind.portions, item.amount, unit, self._measures)
                self._kinds.ask_back(kind, food, unit, taken, item.amount)
            except QuestionError:
                raise
            except FoodError as error:
                errors.append((unit, error))
                continue
            except ValueError as error:
                if not unit:  # all the words are a food: fewer of them would be another one
                    raise
                errors.append((unit, error))
                continue
            return _weighed(item, kind, taken, reading)
        raise ValueError(str(_most_telling(errors)))

    def _explained(self, problem: Problem) -> Problem:
        """A line that is no item, with the reason when its word is one that the table explains."""
        word = plain_word(self._catalog, problem.written)
        return problem._replace(asks=told(self._catalog, word)) if word else problem


def _weighed(item: Item, kind: Kind, taken: Taken, reading: Reading) -> Weighed:
    if taken.grams > MOST_GRAMS:
        raise ValueError(f"{taken.grams:g} g of {kind.name} is more than 5 kg: is the unit right?")
    if not reading.unit and item.amount >= MANY_PIECES and taken.grams >= MANY_PIECES_G:
        many = f"{item.amount:g} pieces of {kind.name} weigh {taken.grams:g} g"
        raise ValueError(f"{many}: write the unit, e.g. '{item.amount:g} g'")
    parts = [f"taken as {kind.name}"] if kind.plain else []
    parts += [f"without {', '.join(map(repr, reading.left_out))}"] if reading.left_out else []
    if taken.told:
        parts.append(taken.told)
    elif taken.words:
        parts.append(f"{item.amount:g} × {taken.words} of {taken.grams / item.amount:.4g} g")
    note = ", ".join(parts)
    if kind.plain or taken.told:
        note = f"{item.written}: {note}"
    food_id = str(kind.food["food_id"])
    return Weighed(food_id, kind.name, to_decimals(taken.grams), note, item.date, item.meal)


def _most_telling(errors: Sequence[tuple[str, Exception]]) -> Exception:
    """Of the readings of a note that failed: the one by a unit, else by the longest food found."""
    by_unit = [e for unit, e in errors if units.is_unit(unit)]
    whole = [e for unit, e in errors if not unit and not isinstance(e, FoodError)]
    found = [e for unit, e in errors if not isinstance(e, FoodError) and not is_prepared(unit)]
    offering = [e for _, e in errors if isinstance(e, FoodError) and e.candidates]
    weighed = [e for e in by_unit if not isinstance(e, FoodError)]
    return next(iter([*weighed, *by_unit, *whole, *found, *offering, *(e for _, e in errors)]))
