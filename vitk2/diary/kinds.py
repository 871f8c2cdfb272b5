"""Which food a note names, in which preparation; asked back where raw or cooked would matter."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vitk2.answers.names import resolve_by_name
from vitk2.diary.adjectives import FRESH, NOT_FRESH, Prepared, prepared
from vitk2.diary.measures import Measure
from vitk2.diary.portions import QuestionError, Taken, far, grams_of
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.tables.catalog import Catalog, records
from vitk2.tables.columns import Record
from vitk2.tables.vocabulary import RAW_OR_COOKED
from vitk2.text import words

RIVAL_G: Final = 20
RIVAL_UG: Final = 25
"""A plain name is asked back when its raw and cooked foods lie twofold and as much apart."""

MOST_ALIKE: Final = 8
"""So many foods of one stem are named when its preparation is not in the table."""


class Kind(NamedTuple):
    """A food as it was named, with its portions; `plain` when a plain word stands for it."""

    food: Record
    portions: list[Record]
    plain: bool

    @property
    def name(self) -> str:
        return str(self.food["name"])


class Kinds:
    """Foods by what they are called in notes; each is looked up once."""

    def __init__(self, catalog: Catalog, measures: Sequence[Measure]) -> None:
        self._catalog = catalog
        self._measures = measures
        self._foods: dict[str, Kind | FoodError] = {}
        self._asked: dict[tuple[str, str], str] = {}

    def named(self, text: str) -> Kind:
        """The food that `text` names: by name, alias or plain word, or these and a preparation.

        Never by a scatter of words. Raises FoodError saying what to name instead.
        """
        if text not in self._foods:
            self._foods[text] = self._looked_up(text)
        found = self._foods[text]
        if isinstance(found, FoodError):
            raise found
        return found

    def ask_back(self, kind: Kind, typed: str, unit: str, taken: Taken, amount: float) -> None:
        """Raises QuestionError for a plain name whose raw and cooked foods would lie far apart."""
        key = (typed, unit)
        if kind.plain and key not in self._asked:
            of_one = taken._replace(grams=taken.grams / amount)
            self._asked[key] = self._question(kind, typed, unit, of_one)
        if question := self._asked.get(key):
            raise QuestionError(question)

    def _looked_up(self, text: str) -> Kind | FoodError:
        try:
            return self._kind(resolve_by_name(self._catalog, text), text)
        except FoodError as error:
            said = prepared(text)
            return self._prepared(said, error) if said else error

    def _kind(self, food_id: str, typed: str) -> Kind:
        food = records(self._catalog, "foods", food_id)[0]
        plain = words(typed) != words(str(food["name"])) and typed != food_id
        return Kind(food, records(self._catalog, "portions", food_id), plain)

    def _prepared(self, said: Prepared, unnamed: FoodError) -> Kind | FoodError:
        """The food of that preparation, never another; where it is missing, those there are."""
        try:
            head = self._kind(resolve_by_name(self._catalog, said.head), said.head)
        except FoodError:
            return unnamed
        stem = head.name.split(",")[0]
        alike = [head.food, *(f for f in self._named_alike(stem) if f != head.food)]
        fitting = [f for f in alike if f["preparation"] in said.preparations]
        exact = [f for f in fitting if f["name"] == f"{stem}, {f['preparation']}"]
        if len(found := exact if len(exact) == 1 else fitting) == 1:
            return self._kind(str(found[0]["food_id"]), f"{said.word} {said.head}")
        if said.word == FRESH and not fitting and _may_be_fresh(head.food):
            return head._replace(plain=True)
        names = ", ".join(str(f["name"]) for f in (fitting or alike)[:MOST_ALIKE])
        asks = f"{said.word} {said.head!r} is not in the table: name one of {names}"
        if fitting:
            asks = f"'{said.word} {said.head}' may be {names}: name one of them"
        return FoodError(asks, [str(f["food_id"]) for f in (fitting or alike)])

    def _question(self, kind: Kind, typed: str, unit: str, one: Taken) -> str:
        """What to ask back of a plain name: its raw and cooked foods weigh or hold much else.

        What is taken by a household measure is rough already, so there it is enough that it
        holds much.
        """
        food = kind.food
        if words(typed) not in [words(w) for w in str(food["default_for"] or "").split(";") if w]:
            return ""
        rivals = [
            other
            for other in self._named_alike(kind.name.split(",")[0])
            if other["preparation"] in RAW_OR_COOKED and other["food_id"] != food["food_id"]
        ]
        names = ", ".join(str(f["name"]) for f in (food, *rivals))
        if any(self._differs(food, one, other, unit) for other in rivals):
            return f"{typed!r} may be {names}: they differ; name one of them"
        return ""

    def _differs(self, food: Record, one: Taken, other: Record, unit: str) -> bool:
        ours = self._ug(food, one.grams)
        if one.told and max(ours) > RIVAL_UG:
            return True
        there = records(self._catalog, "portions", str(other["food_id"]))
        try:
            other_grams = grams_of(other, there, 1.0, unit, self._measures).grams
        except ValueError:
            return False
        pairs = [(one.grams, other_grams, RIVAL_G)]
        pairs += [(a, b, RIVAL_UG) for a, b in zip(ours, self._ug(other, other_grams), strict=True)]
        return any(far(a, b, floor) for a, b, floor in pairs)

    def _named_alike(self, stem: str) -> list[Record]:
        rows = self._catalog.rows("SELECT food_id FROM foods WHERE name LIKE ? || ', %'", [stem])
        return [records(self._catalog, "foods", str(food_id))[0] for (food_id,) in rows]

    def _ug(self, food: Record, grams: float) -> tuple[float, ...]:
        """µg of K1 and of K2 in so many grams."""
        sql = "SELECT form, ug_per_100g FROM amounts WHERE food_id = ?"
        found = {str(form): ug for form, ug in self._catalog.rows(sql, [food["food_id"]])}
        return tuple(float(found.get(f.value) or 0) * grams / 100 for f in (Form.K1, Form.K2))


def _may_be_fresh(food: Record) -> bool:
    said: Iterable[str] = words(f"{food['name']} {food['preparation'] or ''}")
    return not NOT_FRESH & set(said)
