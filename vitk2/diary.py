"""Reads what people write: '2 eggs', 'spinach, raw:1 cup', '½ avocado', or a CSV file."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, TextIO

from vitk2.catalog import Catalog
from vitk2.errors import DataError, FoodError
from vitk2.lookup import records, resolve
from vitk2.model import Cell, Form, words
from vitk2.tables import RAW_OR_COOKED

MOST_GRAMS: Final = 5000
"""More than this of one food is a slip of the unit."""

RIVAL_FACTOR: Final = 2
RIVAL_UG: Final = 25
"""A plain name is asked back when its raw and cooked foods differ by more than both of these."""

MOST_PROBLEMS: Final = 1000

_WEIGHTS: Final = {
    **dict.fromkeys(("g", "gram", "grams", "gr"), 1.0),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), 1000.0),
    **dict.fromkeys(("oz", "ounce", "ounces"), 28.349523125),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), 453.59237),
}
_SPELT: Final = {"tablespoon": "tbsp", "tablespoons": "tbsp", "teaspoon": "tsp", "teaspoons": "tsp"}
_WHOLE: Final = ("whole", "fruit", "medium", "large", "each", "piece", "unit", "item", "serving")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_AMOUNT = re.compile(r"([-+]?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?)?\s*([½¼¾⅓⅔⅛])?")
_COLUMNS: Final = ("food", "amount", "unit", "date", "meal")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Item(NamedTuple):
    """One line of a diary as written; the unit is a weight, portion words, or '' for a piece."""

    place: str
    food: str
    amount: float
    unit: str
    date: str = ""
    meal: str = ""


class Weighed(NamedTuple):
    """A food with grams, and the words that say what was taken."""

    food_id: str
    name: str
    grams: float
    note: str


def parse_item(text: str, place: str) -> Item:
    """An item as typed: `food:amount unit`, `amount unit food` or `food amount unit`.

    Raises ValueError saying what is not understood. Whether a leading word is a unit is settled
    when the food is known: `1 cup spinach` keeps 'cup spinach' as food until then.
    """
    food, colon, rest = text.rpartition(":")
    if colon and (found := _leading(rest.strip())):
        return Item(place, food.strip(), *found)
    if colon and food.strip().lower() not in ("fdc", "ndb", "ciqual"):
        raise ValueError(f"{rest.strip()!r} is not an amount: write e.g. 40 g or 1 cup")
    if found := _leading(text.strip()):
        return Item(place, found[1], found[0], "")
    trailing = re.search(r"\s([\d.,/½¼¾⅓⅔⅛]+)\s*([^\W\d]*)$", text)
    if trailing and (found := _leading(trailing[1])):
        return Item(place, text[: trailing.start()].strip(), found[0], trailing[2])
    raise ValueError(f"{text!r} has no amount: write e.g. 'natto:40 g' or '2 eggs'")


def parse_items(texts: Iterable[str]) -> Iterator[Item | str]:
    """Items typed one after the other; one that is not understood comes as its problem."""
    for number, text in enumerate(texts, start=1):
        try:
            yield parse_item(text, f"item {number}")
        except ValueError as error:
            yield f"item {number}: {error}"


def _leading(text: str) -> tuple[float, str] | None:
    match = _AMOUNT.match(text)
    if not match or not (match[1] or match[2]):
        return None
    return _number(match[1] or "0") + _FRACTIONS.get(match[2] or "", 0), text[match.end() :].strip()


def _number(text: str) -> float:
    top, _, bottom = text.replace(",", ".").partition("/")
    return float(top) / float(bottom) if bottom and float(bottom) else float(top)


def read_csv(stream: TextIO, file: str) -> Iterator[Item | str]:
    """Items of a CSV file with the columns food, amount, unit and, if given, date and meal.

    A line that is not understood comes as its problem, 'file:line: what'. Raises DataError when the
    file is no such CSV.
    """
    reader = csv.DictReader(stream, strict=True)
    try:
        if not {"food", "amount", "unit"} <= set(reader.fieldnames or ()):
            raise DataError([f"{file}:1: needs the columns food, amount, unit"])
        for row in reader:
            place = f"{file}:{reader.line_num}"
            cells = {k: (row.get(k) or "").strip() for k in _COLUMNS}
            found = _leading(cells["amount"])
            if not cells["food"]:
                yield f"{place}: food: must not be empty"
            elif not found or found[1]:
                yield f"{place}: amount: {cells['amount']!r} is not a number"
            elif cells["date"] and not _is_date(cells["date"]):
                yield f"{place}: date: {cells['date']!r} is not a date like 2026-11-22"
            else:
                yield Item(
                    place, cells["food"], found[0], cells["unit"], cells["date"], cells["meal"]
                )
    except UnicodeDecodeError as error:
        raise DataError([f"{file}: not UTF-8 at byte {error.start}"]) from error
    except csv.Error as error:
        raise DataError([f"{file}:{reader.line_num}: malformed CSV: {error}"]) from error


def _is_date(text: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


class Scales:
    """Weighs items; each different food and unit is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[tuple[str, str], tuple[Weighed, str] | str] = {}

    def weigh(self, item: Item) -> Weighed:
        """The food and grams of an item. Raises ValueError saying what is asked back."""
        if not 0 < item.amount < float("inf"):
            raise ValueError(f"{item.amount:g} is not an amount above 0")
        key = (item.food, item.unit)
        if key not in self._known:
            try:
                self._known[key] = self._one(item)
            except (ValueError, FoodError) as error:
                self._known[key] = str(error)
        known = self._known[key]
        if isinstance(known, str):
            raise ValueError(known)
        one, unit = known
        grams = one.grams * item.amount
        if grams > MOST_GRAMS:
            raise ValueError(f"{grams:g} g of {one.name} is more than 5 kg: is the unit right?")
        note = one.note
        if unit:
            note = f"{note}, " if note else ""
            note += f"{item.amount:g} × {unit} of {one.grams:g} g"
        if one.note:
            typed = " ".join(filter(None, (f"{item.amount:g}", item.unit, item.food)))
            note = f"{typed}: {note}"
        return one._replace(grams=round(grams, 6), note=note)

    def _one(self, item: Item) -> tuple[Weighed, str]:
        """One unit of an item: its food, its grams, and the unit's words where it is a portion."""
        problems: list[ValueError | FoodError] = []
        for food, unit in _splits(item):
            try:
                food_id = resolve(self._catalog, food)
                row = records(self._catalog, "foods", food_id)[0]
                grams, words_ = self._grams(row, unit)
                self._ask_back(row, food, unit, grams)
            except (ValueError, FoodError) as error:
                problems.append(error)
                continue
            name = str(row["name"])
            plain = words(food) != words(name) and food != food_id
            return Weighed(food_id, name, grams, f"taken as {name}" if plain else ""), words_
        raise next((p for p in reversed(problems) if isinstance(p, ValueError)), problems[0])

    def _grams(self, food: dict[str, Cell], unit: str) -> tuple[float, str]:
        """Grams of one unit, and its words where it is one of the food's portions."""
        weight = _WEIGHTS.get(unit.lower().rstrip("."))
        if weight:
            return weight, ""
        portions = records(self._catalog, "portions", str(food["food_id"]))
        usual = [p for p in portions if p["portion"] == food["portion"]]
        for portion in usual + portions:
            amount, name = _portion(str(portion["portion"]))
            if _same_unit(unit, name, str(food["name"])):
                return round(float(portion["portion_g"] or 0) / amount, 6), name
        known = ", ".join(dict.fromkeys(_portion(str(p["portion"]))[1] for p in portions))
        what = f"{unit!r} is no unit" if unit else "no weight of one piece is known"
        raise ValueError(f"{food['name']}: {what}: use g, oz{', ' + known if known else ''}")

    def _ask_back(self, food: dict[str, Cell], typed: str, unit: str, grams: float) -> None:
        """A plain name whose raw and cooked foods lie far apart is asked back, not guessed."""
        exact = typed == food["food_id"] or words(typed) == words(str(food["name"]))
        if exact or words(typed) not in [
            words(w) for w in str(food["default_for"] or "").split(";") if w
        ]:
            return
        stem = str(food["name"]).split(",")[0]
        rows = self._catalog.rows(
            "SELECT food_id, name, preparation FROM foods WHERE name LIKE ? || ', %'", [stem]
        )
        rivals = [(str(i), str(n)) for i, n, p in rows if p in RAW_OR_COOKED and n != food["name"]]
        for food_id, _ in rivals:
            other = records(self._catalog, "foods", food_id)[0]
            try:
                other_grams, _ = self._grams(other, unit)
            except ValueError:
                continue
            pairs = [(grams, other_grams, RIVAL_FACTOR * 10.0)]
            for form in (Form.K1, Form.K2):
                ours, theirs = (self._ug(i, form) for i in (str(food["food_id"]), food_id))
                pairs.append((ours * grams / 100, theirs * other_grams / 100, RIVAL_UG))
            for a, b, floor in pairs:
                if max(a, b) > RIVAL_FACTOR * min(a, b) and abs(a - b) > floor:
                    names = ", ".join([str(food["name"]), *(n for _, n in rivals)])
                    raise ValueError(f"{typed!r} may be {names}: they differ; name one of them")

    def _ug(self, food_id: str, form: Form) -> float:
        sql = "SELECT ug_per_100g FROM amounts WHERE food_id = ? AND form = ?"
        rows = self._catalog.rows(sql, [food_id, form.value])
        return float(rows[0][0] or 0) if rows else 0.0


def _splits(item: Item) -> Iterator[tuple[str, str]]:
    """What may be unit and what food: with a unit given, that; else ever more leading words."""
    if item.unit:
        yield item.food, item.unit
        return
    parts = item.food.split()
    if len(parts) > 1 and parts[0].lower().rstrip(".") in _WEIGHTS:
        yield " ".join(parts[1:]), parts[0]
        return
    yield item.food, ""
    for i in range(1, len(parts)):
        rest = parts[i:]
        yield " ".join(rest[1:] if rest[0] == "of" and len(rest) > 1 else rest), " ".join(parts[:i])


def _portion(text: str) -> tuple[float, str]:
    """Amount and words of a stated portion: '3 oz' is 3 and 'oz'."""
    amount, _, name = text.partition(" ")
    return float(amount), name


def _unit_words(text: str) -> list[str]:
    return [_SPELT.get(w, w).removesuffix("s") or w for w in words(text)]


def _same_unit(typed: str, stated: str, food: str) -> bool:
    """Whether a stated unit begins with the typed words; a bare count is a piece of the food."""
    ours, theirs = _unit_words(typed), _unit_words(stated)
    if not ours:
        return bool(theirs) and (theirs[0] in _WHOLE or theirs[0] in _unit_words(food))
    return theirs[: len(ours)] == ours


def understand(
    catalog: Catalog, items: Iterable[Item | str]
) -> tuple[Iterator[tuple[Item, Weighed]], list[str]]:
    """Items weighed one by one, and the list that collects what was not understood meanwhile."""
    problems: list[str] = []
    scales = Scales(catalog)

    def weighed() -> Iterator[tuple[Item, Weighed]]:
        for item in items:
            problem = item if isinstance(item, str) else ""
            if not isinstance(item, str):
                try:
                    yield item, scales.weigh(item)
                except ValueError as error:
                    problem = f"{item.place}: {error}"
            if problem and len(problems) < MOST_PROBLEMS:
                problems.append(problem)

    return weighed(), problems
