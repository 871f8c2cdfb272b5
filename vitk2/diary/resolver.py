"""What was eaten becomes grams of a food, or is asked back: a wrong guess is worse than none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from vitk2.catalog.catalog import Catalog
from vitk2.diary import units
from vitk2.diary.food_matcher import Kind, Kinds
from vitk2.diary.measures import household_measures
from vitk2.diary.modifiers import is_prepared
from vitk2.diary.numbers import MOST_GRAMS
from vitk2.diary.parser import DiaryLine, Heading, Ignored, Item, Problem, parsed
from vitk2.diary.portions import QuestionError, Taken, grams_of
from vitk2.diary.readings import Reading, readings
from vitk2.errors import FoodError
from vitk2.queries.amounts import to_decimals
from vitk2.queries.resolve import told
from vitk2.queries.words import plain_word

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


Read = Weighed | Problem | Ignored
"""What becomes of a line of a diary."""


def understand(catalog: Catalog, lines: Iterable[DiaryLine]) -> Iterator[Read]:
    """Resolve each line to grams of a food, to its problem, or to why it is not counted.

    Only a heading that was understood comes as nothing.
    """
    scales = Scales(catalog)
    return (read for line in lines if (read := scales.read(line)))


class Scales:
    """Weighs items; each food and unit is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._measures = household_measures(catalog)
        self._kinds = Kinds(catalog, self._measures)
        self._of_headings: dict[str, str] = {}

    def read(self, line: DiaryLine) -> Read | None:
        """Resolve one line; None for a heading that was understood."""
        if isinstance(line, Ignored):
            return line
        if isinstance(line, Heading):
            return self._headed(line)
        if isinstance(line, Item) and _is_nothing(line):
            return Ignored(line.place, "an amount of 0", line.written, line.date)
        return self.weighed(line)

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

    def _headed(self, heading: Heading) -> Problem | Ignored | None:
        """Ask about a heading that is a food; report one that says nothing about a meal."""
        place, text, date = heading.place, heading.text, heading.date
        if text not in self._of_headings:
            self._of_headings[text] = self._asks_of_heading(text)
        if asks := self._of_headings[text]:
            return Problem(place, asks, text, date)
        why_empty = heading.why_empty if heading.is_empty else ""
        if why_empty and (word := plain_word(self._catalog, text)):
            return Problem(place, told(self._catalog, word), text, date)
        why = heading.why or why_empty
        return Ignored(place, why, text, date) if why else None

    def _asks_of_heading(self, text: str) -> str:
        """What to ask where a heading is the name of one food, alone or with an amount; else ''."""
        if self._names(text):
            use = f"write e.g. '{text}: 40 g'; if it is a heading, use other words"
            return f"{text!r} is a food without an amount: {use}"
        item = parsed(text, "")
        if isinstance(item, Item) and any(self._names(food) for food, _, _ in readings(item)):
            return f"{text!r} is written as a heading or comment: remove its #, // or : to count it"
        return ""

    def _names(self, text: str) -> bool:
        try:
            return bool(self._kinds.named(text))
        except FoodError:
            return False

    def _explained(self, problem: Problem) -> Problem:
        """A line that is no item, with the reason when its word is one that the table explains."""
        word = plain_word(self._catalog, problem.written)
        return problem._replace(asks=told(self._catalog, word)) if word else problem


def _is_nothing(item: Item) -> bool:
    """Whether the amount is 0 of a unit; without a unit 0 may be a part of the name, `coke 0`."""
    has_unit = bool(item.unit) or units.is_unit(item.food.split(" ", maxsplit=1)[0])
    return item.amount == 0 and has_unit


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
