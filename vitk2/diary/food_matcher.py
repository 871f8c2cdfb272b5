"""Which food a note names, in which preparation; asked back where raw or cooked would matter."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Record
from vitk2.catalog.vocabulary import RAW_OR_COOKED
from vitk2.diary import units
from vitk2.diary.modifiers import FRESH, NOT_FRESH, Prepared, is_prepared, prepared
from vitk2.diary.portions import PortionWeight, QuestionError, far, weigh
from vitk2.diary.units import Measure
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.queries.generic_words import differ_in_k1, generic_word
from vitk2.queries.resolve import plain_names, resolve_by_name
from vitk2.text import digits, tokenize

RIVAL_G: Final = 20
RIVAL_UG: Final = 25
"""A plain name is asked back when its raw and cooked foods lie twofold and as much apart."""

HERBS: Final = "Herbs and spices"

MOST_DRIED_G: Final = 10
"""Nobody eats more than this of a dried herb at once: what weighs more is fresh."""

MOST_ALIKE: Final = 8
"""So many foods of one stem are named when its preparation is not in the table."""


class MatchedFood(NamedTuple):
    """A food as it was named, with its portions; `plain` when a plain word stands for it."""

    food: Record
    portions: list[Record]
    plain: bool

    @property
    def name(self) -> str:
        return str(self.food["name"])


class _Portion(NamedTuple):
    """Grams of a food, None where its unit has no weight, with K1 and K2 a gram as far as known."""

    name: str
    grams: float | None
    ug_per_g: list[float | None]

    @property
    def ug(self) -> list[float]:
        """µg of K1 and of K2, what is unknown as none."""
        return [(x or 0.0) * (self.grams or 0.0) for x in self.ug_per_g]

    @property
    def told(self) -> str:
        """Its weight and what that holds, ` (24 g, K1 75.2 µg)`, as far as they are known."""
        if self.grams is None:
            return ""
        k1 = self.ug_per_g[0]
        held = "" if k1 is None else f", K1 {digits(self.ug[0])} µg"
        return f" ({digits(self.grams)} g{held})"


class FoodMatcher:
    """Foods by what they are called in notes; each is looked up once."""

    def __init__(self, catalog: Catalog, measures: Sequence[Measure]) -> None:
        self._catalog = catalog
        self._measures = measures
        self._foods: dict[str, MatchedFood | FoodError] = {}
        self._rivals: dict[tuple[str, str], list[_Portion]] = {}
        self._ug_per_g: dict[str, list[float | None]] = {}
        self._dried_or_fresh: dict[str, str] = {}

    def named(self, text: str) -> MatchedFood:
        """The food that `text` names: by name, alias or plain word, or these and a preparation.

        Never by a scatter of words. Raises FoodError saying what to name instead.
        """
        if text not in self._foods:
            self._foods[text] = self._looked_up(text)
        found = self._foods[text]
        if isinstance(found, FoodError):
            raise found
        return found

    def check_ambiguity(
        self, kind: MatchedFood, typed: str, unit: str, taken: PortionWeight, amount: float
    ) -> None:
        """Raises QuestionError for a plain name whose raw and cooked foods would lie far apart.

        They are held against each other by one piece, or by the whole weight or volume.
        """
        if not kind.plain:
            return
        self._ask_if_dried(kind, typed, unit, taken.grams)
        key = (typed, unit)
        if key not in self._rivals:
            self._rivals[key] = self._rivals_of(kind, typed, unit)
        rough = bool(taken.told)
        by_piece = not (rough or units.weight_g(unit) or units.volume_ml(unit))
        grams, count = (taken.grams / amount, 1.0) if by_piece else (taken.grams, amount)
        ours, rivals = self._portion(kind.food, grams), self._rivals[key]
        if any(_differs(ours, rival, count, rough=rough) for rival in rivals):
            named = [ours, *(r._replace(grams=r.grams and r.grams * count) for r in rivals)]
            told = ", ".join(f"{p.name}{p.told}" for p in named)
            lines = " or ".join(f"'{digits(p.grams)} g {p.name}'" for p in named[:2] if p.grams)
            raise QuestionError(f"{typed!r} may be {told}: they differ; write e.g. {lines}")

    def _ask_if_dried(self, kind: MatchedFood, typed: str, unit: str, grams: float) -> None:
        """Raises QuestionError for a herb that may be dried or fresh by its amount.

        A bunch, a leaf or a cup is fresh; a spoon or a few grams may be either.
        """
        is_little = units.is_spoon(unit) or (units.weight_g(unit) and grams <= MOST_DRIED_G)
        if not is_little or kind.food["group"] != HERBS or not _leaves_open(kind.food, typed):
            return
        stem = kind.name.split(",")[0]
        if stem not in self._dried_or_fresh:
            self._dried_or_fresh[stem] = self._names_dried_or_fresh(stem)
        if names := self._dried_or_fresh[stem]:
            raise QuestionError(f"{typed!r} may be dried or fresh: write {names}")

    def _names_dried_or_fresh(self, stem: str) -> str:
        """Return the dried and the fresh food of a herb as a choice, '' where K1 is alike."""
        alike = self._named_alike(stem)
        either = [food for food in alike if food["preparation"] in ("raw", "dried")]
        if not differ_in_k1(self._catalog, [str(food["food_id"]) for food in either]):
            return ""
        return " or ".join(str(food["name"]) for food in either)

    def _looked_up(self, text: str) -> MatchedFood | FoodError:
        try:
            return self._kind(resolve_by_name(self._catalog, text), text)
        except FoodError as error:
            said = prepared(text)
            return self._prepared(said, error) if said else error

    def _kind(self, food_id: str, typed: str) -> MatchedFood:
        food = self._food(food_id)
        plain = tokenize(typed) != tokenize(str(food["name"])) and typed != food_id
        return MatchedFood(food, records(self._catalog, "portions", food_id), plain)

    def _prepared(self, said: Prepared, unnamed: FoodError) -> MatchedFood | FoodError:
        """The food of that preparation, never another; where it is missing, those there are."""
        try:
            head = self._kind(resolve_by_name(self._catalog, said.head), said.head)
        except FoodError:
            word = generic_word(self._catalog, said.head)
            return self._chosen(said, [self._food(i) for i in word.foods]) if word else unnamed
        if head.food["preparation"] in said.preparations:
            return head._replace(plain=True)
        stem = head.name.split(",")[0]
        alike = [head.food, *(f for f in self._named_alike(stem) if f != head.food)]
        exact = [f for f in alike if f["name"] in plain_names(stem, said.preparations)]
        if said.word == FRESH and not _fitting(said, alike) and _may_be_fresh(head.food):
            return head._replace(plain=True)
        return self._chosen(said, exact if len(exact) == 1 else alike)

    def _chosen(self, said: Prepared, foods: Sequence[Record]) -> MatchedFood | FoodError:
        """The one food of that preparation among these, or the question which one."""
        fitting = _fitting(said, foods)
        if len(fitting) == 1:
            return self._kind(str(fitting[0]["food_id"]), f"{said.word} {said.head}")
        offered = fitting or foods
        names = ", ".join(str(f["name"]) for f in offered[:MOST_ALIKE])
        is_what = "may be one of several" if fitting else "is not in the table"
        asks = f"'{said.word} {said.head}' {is_what}: name one of {names}"
        return FoodError(asks, {str(f["food_id"]): str(f["name"]) for f in offered})

    def _food(self, food_id: str) -> Record:
        return records(self._catalog, "foods", food_id)[0]

    def _rivals_of(self, kind: MatchedFood, typed: str, unit: str) -> list[_Portion]:
        """One unit of each raw or cooked food that a plain name may mean instead.

        Boiled ones come before those that are frozen, boiled, or fried in oil.
        """
        if not _leaves_open(kind.food, typed):
            return []
        stem = kind.name.split(",")[0]
        rivals = [
            food
            for food in self._named_alike(stem)
            if food["preparation"] in RAW_OR_COOKED and food["food_id"] != kind.food["food_id"]
        ]
        plain = [f for f in rivals if f["name"] in plain_names(stem, RAW_OR_COOKED)]
        return [self._portion(f, self._grams_of_one(f, unit)) for f in plain or rivals]

    def _grams_of_one(self, food: Record, unit: str) -> float | None:
        portions = records(self._catalog, "portions", str(food["food_id"]))
        try:
            return weigh(food, portions, 1.0, unit, self._measures).grams
        except ValueError:
            return None

    def _named_alike(self, stem: str) -> list[Record]:
        rows = self._catalog.rows("SELECT food_id FROM foods WHERE name LIKE ? || ', %'", [stem])
        return [self._food(str(food_id)) for (food_id,) in rows]

    def _portion(self, food: Record, grams: float | None) -> _Portion:
        food_id = str(food["food_id"])
        if food_id not in self._ug_per_g:
            sql = "SELECT form, ug_per_100g FROM amounts WHERE food_id = ? AND NOT doubtful"
            ug = {str(form): ug for form, ug in self._catalog.rows(sql, [food_id])}
            known = [ug.get(form.value) for form in (Form.K1, Form.K2)]
            self._ug_per_g[food_id] = [None if x is None else float(x) / 100 for x in known]
        return _Portion(str(food["name"]), grams, self._ug_per_g[food_id])


def _differs(ours: _Portion, rival: _Portion, amount: float, *, rough: bool) -> bool:
    """Whether so many units of a rival weigh or hold much else than what was taken.

    A handful of a rival that has none is no less a handful: then it is enough that ours holds much.
    """
    if ours.grams is None or rival.grams is None:
        return rough and max(ours.ug) > RIVAL_UG
    theirs = rival._replace(grams=rival.grams * amount)
    if far(ours.grams, rival.grams * amount, RIVAL_G):
        return True
    both = zip(ours.ug_per_g, rival.ug_per_g, ours.ug, theirs.ug, strict=True)
    return any(
        far(a, b, RIVAL_UG) for one, other, a, b in both if one is not None and other is not None
    )


def _leaves_open(food: Record, typed: str) -> bool:
    """Whether a name says nothing of a preparation: a plain word, or another name of a raw food."""
    defaults = [tokenize(w) for w in str(food["default_for"] or "").split(";") if w]
    return tokenize(typed) in defaults or (food["preparation"] == "raw" and not is_prepared(typed))


def _fitting(said: Prepared, foods: Iterable[Record]) -> list[Record]:
    return [f for f in foods if f["preparation"] in said.preparations]


def _may_be_fresh(food: Record) -> bool:
    said: Iterable[str] = tokenize(f"{food['name']} {food['preparation'] or ''}")
    return not NOT_FRESH & set(said)
