"""Resolution of lines to grams of a food, or to a question: a wrong guess is worse than none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from vitk2.catalog.catalog import Catalog
from vitk2.diary import units
from vitk2.diary.food_matcher import FoodMatcher, MatchedFood
from vitk2.diary.modifiers import PREPARED, is_prepared, strip_modifiers
from vitk2.diary.numbers import MOST_GRAMS
from vitk2.diary.parser import DiaryLine, Heading, Ignored, Item, UnresolvedLine, parsed
from vitk2.diary.portions import PortionWeight, QuestionError, weigh
from vitk2.diary.units import household_measures
from vitk2.errors import FoodError
from vitk2.queries.amounts import to_decimals
from vitk2.queries.generic_words import generic_word
from vitk2.queries.resolve import explain_word


class Interpretation(NamedTuple):
    """A note read one way; `left_out` are adjectives that were not needed to find the food."""

    food: str
    unit: str
    left_out: tuple[str, ...] = ()


def interpretations(item: Item) -> Iterator[Interpretation]:
    """Every way to read a note, the most literal first: as written, then by its adjectives."""
    if item.unit:
        yield Interpretation(item.food, item.unit)
        yield from _with_unit(item)
        return
    splits = list(_splits(item.food))
    yield from (Interpretation(*split) for split in splits)
    yield from (Interpretation(f"canned {food}", unit) for food, unit in splits if _is_a_can(unit))
    text, dropped = strip_modifiers(item.food)
    if text != item.food:
        yield from (Interpretation(*split, tuple(dropped)) for split in _splits(text))


def _with_unit(item: Item) -> Iterator[Interpretation]:
    """A food and a unit that came apart: `spinach` and `cup cooked`, `organic kale` and `g`."""
    of_food = [w for w in item.unit.split() if w.lower() in PREPARED]
    unit = " ".join(w for w in item.unit.split() if w not in of_food)
    food, dropped = strip_modifiers(" ".join([*of_food, item.food]))
    unit, dropped_from_unit = strip_modifiers(unit)
    if (food, unit) != (item.food, item.unit):
        yield Interpretation(food, unit, (*dropped, *dropped_from_unit))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield splits of a text into food and unit: all food, then ever more leading words as unit.

    After a unit that people know, all food comes last: `cup spinach` is rarely a food.
    """
    parts = text.split()
    if len(parts) < 2:
        yield text, ""
        return
    of_unit = [i for i in range(1, len(parts)) if parts[i - 1].lower() != "of"]
    splits = [(_without_of(parts[i:]), " ".join(parts[:i])) for i in of_unit]
    if units.weight_g(parts[0]):
        yield splits[0]
    elif units.is_unit(parts[0]):
        yield from [*splits, (text, "")]
    else:
        yield from [(text, ""), *splits]


def _without_of(parts: list[str]) -> str:
    return " ".join(parts[1:] if parts[0].lower() == "of" and len(parts) > 1 else parts)


def _is_a_can(unit: str) -> bool:
    """Whether what is in it is canned: a can of chickpeas."""
    return units.unit_words(unit)[-1:] in (["can"], ["tin"])


MANY_PIECES: Final = 20
MANY_PIECES_G: Final = 1000
"""Pieces and their weight from which an amount is rather grams without their unit."""


class EatenFood(NamedTuple):
    """Grams of one food, a note on their origin, and the line's day and meal."""

    food_id: str
    name: str
    grams: float
    note: str = ""
    date: str = ""
    meal: str = ""
    lines: int = 1
    """Number of identical lines in the diary."""
    is_substitution: bool = False
    """Whether other words named the food, or its weight is that of a usual measure; see `note`."""

    def as_record(self) -> dict[str, object]:
        """The food as a JSON object, in which the note says what was substituted."""
        return {k: v for k, v in self._asdict().items() if k != "is_substitution"}


Read = EatenFood | UnresolvedLine | Ignored
"""The result of a line of a diary."""


def resolve_lines(catalog: Catalog, lines: Iterable[DiaryLine]) -> Iterator[Read]:
    """Resolve each line to grams of a food, to its problem, or to why it is not counted.

    Only a heading that was understood comes as nothing.
    """
    resolver = LineResolver(catalog)
    return (read for line in lines if (read := resolver.read(line)))


class LineResolver:
    """Weighs items; each food and unit is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._measures = household_measures(catalog)
        self._matcher = FoodMatcher(catalog, self._measures)
        self._heading_questions: dict[str, str] = {}

    def read(self, line: DiaryLine) -> Read | None:
        """Resolve one line; None for a heading that was understood."""
        if isinstance(line, Ignored):
            return line
        if isinstance(line, Heading):
            return self._resolve_heading(line)
        if isinstance(line, Item) and _is_nothing(line):
            return Ignored(line.place, "an amount of 0", line.written, line.date)
        return self.weighed(line)

    def weighed(self, item: Item | UnresolvedLine) -> EatenFood | UnresolvedLine:
        """Return the food and grams of an item, or the question it raises."""
        if isinstance(item, UnresolvedLine):
            return self._with_explanation(item)
        try:
            return self.weigh(item)
        except ValueError as error:
            return UnresolvedLine(item.place, str(error), item.written, item.date)

    def weigh(self, item: Item) -> EatenFood:
        """Return the food and grams of an item. Raise ValueError with the question it raises."""
        if not 0 < item.amount < float("inf"):
            raise ValueError(f"{item.amount:g} is not an amount above 0")
        errors: list[tuple[str, Exception]] = []
        for reading in interpretations(item):
            food, unit, _ = reading
            try:
                matched = self._matcher.named(food)
                weight = weigh(matched.food, matched.portions, item.amount, unit, self._measures)
                self._matcher.check_ambiguity(matched, food, unit, weight, item.amount)
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
            return _weighed(item, matched, weight, reading)
        raise ValueError(str(_most_specific(errors)))

    def _resolve_heading(self, heading: Heading) -> UnresolvedLine | Ignored | None:
        """Return a question for a heading that is a food, or the reason why it is ignored."""
        location, text, date = heading.place, heading.text, heading.date
        if text not in self._heading_questions:
            self._heading_questions[text] = self._heading_question(text)
        if question := self._heading_questions[text]:
            return UnresolvedLine(location, question, text, date)
        empty_reason = heading.why_empty if heading.is_empty else ""
        if empty_reason and (word := generic_word(self._catalog, text)):
            return UnresolvedLine(location, explain_word(self._catalog, word), text, date)
        reason = heading.why or empty_reason
        return Ignored(location, reason, text, date) if reason else None

    def _heading_question(self, text: str) -> str:
        """Return the question for a heading that names a food, alone or with an amount; else ''."""
        if self._names(text):
            hint = f"write e.g. '{text}: 40 g'; if it is a heading, use other words"
            return f"{text!r} is a food without an amount: {hint}"
        item = parsed(text, "")
        if isinstance(item, Item) and any(
            self._names(food) for food, _, _ in interpretations(item)
        ):
            return f"{text!r} is a heading or a comment: remove its #, // or : to count it"
        return ""

    def _names(self, text: str) -> bool:
        try:
            return bool(self._matcher.named(text))
        except FoodError:
            return False

    def _with_explanation(self, problem: UnresolvedLine) -> UnresolvedLine:
        """A line that is no item, with the reason when its word is one that the table explains."""
        word = generic_word(self._catalog, problem.written)
        return problem._replace(asks=explain_word(self._catalog, word)) if word else problem


def _is_nothing(item: Item) -> bool:
    """Whether the amount is 0 of a unit; without a unit 0 may be a part of the name, `coke 0`."""
    has_unit = bool(item.unit) or units.is_unit(item.food.split(" ", maxsplit=1)[0])
    return item.amount == 0 and has_unit


def _weighed(
    item: Item, matched: MatchedFood, weight: PortionWeight, reading: Interpretation
) -> EatenFood:
    if weight.grams > MOST_GRAMS:
        raise ValueError(
            f"{weight.grams:g} g of {matched.name} is more than 5 kg: is the unit right?"
        )
    if not reading.unit and item.amount >= MANY_PIECES and weight.grams >= MANY_PIECES_G:
        many = f"{item.amount:g} pieces of {matched.name} weigh {weight.grams:g} g"
        raise ValueError(f"{many}: write the unit, e.g. '{item.amount:g} g'")
    parts = [f"taken as {matched.name}"] if matched.plain else []
    parts += [f"without {', '.join(map(repr, reading.left_out))}"] if reading.left_out else []
    if weight.note:
        parts.append(weight.note)
    elif weight.words:
        parts.append(f"{item.amount:g} × {weight.words} of {weight.grams / item.amount:.4g} g")
    note = ", ".join(parts)
    is_substitution = matched.plain or bool(weight.note)
    return EatenFood(
        food_id=matched.food["food_id"],
        name=matched.name,
        grams=to_decimals(weight.grams),
        note=f"{item.written}: {note}" if is_substitution else note,
        date=item.date,
        meal=item.meal,
        is_substitution=is_substitution,
    )


def _most_specific(errors: Sequence[tuple[str, Exception]]) -> Exception:
    """Of the readings of a note that failed: the one by a unit, else by the longest food found."""
    by_unit = [e for unit, e in errors if units.is_unit(unit)]
    whole = [e for unit, e in errors if not unit and not isinstance(e, FoodError)]
    found = [e for unit, e in errors if not isinstance(e, FoodError) and not is_prepared(unit)]
    offering = [e for _, e in errors if isinstance(e, FoodError) and e.candidates]
    weighed = [e for e in by_unit if not isinstance(e, FoodError)]
    return next(iter([*weighed, *by_unit, *whole, *found, *offering, *(e for _, e in errors)]))


class Line(NamedTuple):
    """One line of a diary: its food and grams, the question it raises, or why it is ignored."""

    place: str
    date: str | None
    meal: str | None
    written: str
    food_id: str | None = None
    name: str | None = None
    grams: float | None = None
    note: str | None = None
    asks: str | None = None

    @property
    def is_ignored(self) -> bool:
        """Whether the line is neither counted nor in question; `note` has the reason."""
        return self.food_id is None and self.asks is None


def preview(catalog: Catalog, lines: Iterable[DiaryLine]) -> Iterator[Line]:
    """Resolve each line, in the order written, without headings that were understood."""
    resolver = LineResolver(catalog)
    for written in lines:
        resolved = resolver.read(written)
        if resolved is None:
            continue
        line = _as_written(written, resolved)
        if isinstance(resolved, UnresolvedLine):
            yield line._replace(asks=resolved.asks)
        elif isinstance(resolved, Ignored):
            yield line._replace(note=f"ignored: {resolved.why}")
        else:
            yield line._replace(
                food_id=resolved.food_id,
                name=resolved.name,
                grams=resolved.grams,
                note=resolved.note or None,
            )


def _as_written(line: DiaryLine, resolved: Read) -> Line:
    """Return a line with its text, date and meal, before its result is added."""
    if isinstance(line, Item):
        written, meal = line.typed or line.written, line.meal
    else:
        written, meal = "" if isinstance(resolved, EatenFood) else resolved.written, ""
    return Line(line.place, line.date or None, meal or None, written)
