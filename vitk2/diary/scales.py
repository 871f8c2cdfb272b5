"""What was eaten becomes grams of a food, or is asked back: a wrong guess is worse than none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from vitk2.answers.names import resolve_by_name, told
from vitk2.answers.plain_words import plain_word
from vitk2.diary import grammar
from vitk2.diary.items import Item, Problem
from vitk2.diary.portions import far, grams_of
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.tables.catalog import Catalog, records
from vitk2.tables.columns import Record
from vitk2.tables.vocabulary import RAW_OR_COOKED
from vitk2.text import words

RIVAL_G: Final = 20
RIVAL_UG: Final = 25
"""A plain name is asked back when its raw and cooked foods lie twofold and as much apart."""


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


class _Kind(NamedTuple):
    """A food as it was named, with its portions; `plain` when a plain word stands for it."""

    food: Record
    portions: list[Record]
    plain: bool


def understand(catalog: Catalog, items: Iterable[Item | Problem]) -> Iterator[Weighed | Problem]:
    """Each line as grams of a food, or as what is asked back."""
    scales = Scales(catalog)
    for item in items:
        if isinstance(item, Problem):
            yield scales.explained(item)
            continue
        try:
            yield scales.weigh(item)
        except ValueError as error:
            yield Problem(item.place, str(error), item.written, item.date)


class Scales:
    """Weighs items; each food and unit is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._foods: dict[str, _Kind | FoodError] = {}
        self._asked: dict[tuple[str, str], str] = {}

    def weigh(self, item: Item) -> Weighed:
        """The food and grams of an item. Raises ValueError saying what is asked back."""
        if not 0 < item.amount < float("inf"):
            raise ValueError(f"{item.amount:g} is not an amount above 0")
        errors: list[tuple[str, Exception]] = []
        for food, unit in _splits(item):
            try:
                kind = self._kind(food)
                grams, words_ = grams_of(kind.food, kind.portions, item.amount, unit)
                self._ask_back(kind, food, unit, grams / item.amount)
            except (FoodError, ValueError) as error:
                errors.append((unit, error))
                continue
            return _weighed(item, food, kind, grams, words_)
        raise ValueError(str(_most_telling(errors)))

    def explained(self, problem: Problem) -> Problem:
        """A line that is no item, with the reason when its word is one that the table explains."""
        word = plain_word(self._catalog, problem.written)
        return problem._replace(asks=told(self._catalog, word)) if word else problem

    def _kind(self, text: str) -> _Kind:
        """The food that `text` names: by name, alias or plain word, never by a scatter of words."""
        if text not in self._foods:
            self._foods[text] = self._looked_up(text)
        found = self._foods[text]
        if isinstance(found, FoodError):
            raise found
        return found

    def _looked_up(self, text: str) -> _Kind | FoodError:
        try:
            food_id = resolve_by_name(self._catalog, text)
        except FoodError as error:
            return error
        food = records(self._catalog, "foods", food_id)[0]
        plain = words(text) != words(str(food["name"])) and text != food_id
        return _Kind(food, records(self._catalog, "portions", food_id), plain)

    def _ask_back(self, kind: _Kind, typed: str, unit: str, grams: float) -> None:
        """A plain name whose raw and cooked foods lie far apart is asked back, not guessed."""
        key = (typed, unit)
        if kind.plain and key not in self._asked:
            self._asked[key] = self._question(kind, typed, unit, grams)
        if question := self._asked.get(key):
            raise ValueError(question)

    def _question(self, kind: _Kind, typed: str, unit: str, grams: float) -> str:
        food = kind.food
        if words(typed) not in [words(w) for w in str(food["default_for"] or "").split(";") if w]:
            return ""
        stem = str(food["name"]).split(",")[0]
        rivals = [
            other
            for other in self._named_alike(stem)
            if other["preparation"] in RAW_OR_COOKED and other["food_id"] != food["food_id"]
        ]
        for other in rivals:
            food_id = str(other["food_id"])
            there = records(self._catalog, "portions", food_id)
            try:
                other_grams, _ = grams_of(other, there, 1.0, unit)
            except ValueError:
                continue
            pairs = [(grams, other_grams, RIVAL_G)]
            for form in (Form.K1, Form.K2):
                ours, theirs = (self._ug(str(f["food_id"]), form) for f in (food, other))
                pairs.append((ours * grams / 100, theirs * other_grams / 100, RIVAL_UG))
            if any(far(a, b, floor) for a, b, floor in pairs):
                names = ", ".join(str(f["name"]) for f in (food, *rivals))
                return f"{typed!r} may be {names}: they differ; name one of them"
        return ""

    def _named_alike(self, stem: str) -> list[Record]:
        rows = self._catalog.rows("SELECT food_id FROM foods WHERE name LIKE ? || ', %'", [stem])
        return [records(self._catalog, "foods", str(food_id))[0] for (food_id,) in rows]

    def _ug(self, food_id: str, form: Form) -> float:
        sql = "SELECT ug_per_100g FROM amounts WHERE food_id = ? AND form = ?"
        rows = self._catalog.rows(sql, [food_id, form.value])
        return float(rows[0][0] or 0) if rows else 0.0


def _weighed(item: Item, typed: str, kind: _Kind, grams: float, words_: str) -> Weighed:
    name = str(kind.food["name"])
    if grams > grammar.MOST_GRAMS:
        raise ValueError(f"{grams:g} g of {name} is more than 5 kg: is the unit right?")
    parts = [f"taken as {name}"] if kind.plain else []
    parts += [f"{item.amount:g} × {words_} of {grams / item.amount:.4g} g"] if words_ else []
    note = ", ".join(parts)
    if kind.plain:
        note = f"{item.written}: {note}"
    food_id = str(kind.food["food_id"])
    return Weighed(food_id, name, round(grams, 6), note, item.date, item.meal)


def _most_telling(errors: Sequence[tuple[str, Exception]]) -> Exception:
    """Of the readings of a note that failed: the one by a unit, else what offers most."""
    for unit, error in errors:
        if grammar.is_unit(unit):
            return error
    known = [e for _, e in errors if not isinstance(e, FoodError)]
    offering = [e for _, e in errors if isinstance(e, FoodError) and e.candidates]
    return known[-1] if known else (offering[0] if offering else errors[0][1])


def _splits(item: Item) -> Iterator[tuple[str, str]]:
    """What may be food and what unit: with a unit given, that; else ever more leading words."""
    if item.unit:
        yield item.food, item.unit
        return
    parts = item.food.split()
    splits = [(parts[i:], parts[:i]) for i in range(1, len(parts)) if parts[i - 1] != "of"]
    if not splits or not grammar.weight_g(parts[0]):
        yield item.food, ""
    for food, unit in splits:
        yield " ".join(food[1:] if food[0] == "of" and len(food) > 1 else food), " ".join(unit)
        if grammar.weight_g(parts[0]):
            return
