"""Matching of notes to foods and preparations, with a question where raw or cooked matters."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.vocabulary import RAW_OR_COOKED
from vitk2.diary import units
from vitk2.diary.modifiers import FRESH, NOT_FRESH, SIZES, Prepared, is_prepared, prepared
from vitk2.diary.portions import PortionWeight, QuestionError, far, weigh
from vitk2.diary.units import Measure
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.queries.generic_words import differ_in_k1, generic_word
from vitk2.queries.resolve import plain_names, resolve_by_name
from vitk2.text import digits, singular, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import FoodRow, PortionRow

RIVAL_G: Final = 20
RIVAL_UG: Final = 25
"""Difference of raw and cooked foods, besides a factor of two, that raises a question."""

HERBS: Final = "Herbs and spices"

MOST_DRIED_G: Final = 10
"""Nobody eats more than this of a dried herb at once: what weighs more is fresh."""

MOST_ALIKE: Final = 8
"""So many foods of one stem are named when its preparation is not in the table."""


class MatchedFood(NamedTuple):
    """A food as it was named, with its portions; `plain` if it was named by a plain word."""

    food: "FoodRow"
    portions: "list[PortionRow]"
    plain: bool

    @property
    def name(self) -> str:
        return self.food["name"]


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
    def details(self) -> str:
        """Return the known weight and K1 content in brackets: ` (24 g, K1 75.2 µg)`."""
        if self.grams is None:
            return ""
        k1 = self.ug_per_g[0]
        k1_text = "" if k1 is None else f", K1 {digits(self.ug[0])} µg"
        return f" ({digits(self.grams)} g{k1_text})"


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
        found = self._find(text)
        if isinstance(found, FoodError):
            raise found
        return found

    def _find(self, text: str) -> MatchedFood | FoodError:
        if text not in self._foods:
            self._foods[text] = self._look_up(text)
        return self._foods[text]

    def check_ambiguity(
        self, matched: MatchedFood, typed: str, unit: str, weight: PortionWeight, amount: float
    ) -> None:
        """Raise QuestionError for a plain name whose raw and cooked foods would lie far apart.

        They are compared by one piece, or by the whole weight or volume.
        """
        if not matched.plain:
            return
        self._ask_if_dried(matched, typed, unit, weight.grams)
        key = (typed, unit)
        if key not in self._rivals:
            self._rivals[key] = self._rivals_of(matched, typed, unit)
        rough = bool(weight.note)
        by_piece = not (rough or units.weight_g(unit) or units.volume_ml(unit))
        grams, count = (weight.grams / amount, 1.0) if by_piece else (weight.grams, amount)
        ours, rivals = self._portion(matched.food, grams), self._rivals[key]
        if any(_differs(ours, rival, count, rough=rough) for rival in rivals):
            alternatives = [ours, *(r._replace(grams=r.grams and r.grams * count) for r in rivals)]
            choices = ", ".join(f"{p.name}{p.details}" for p in alternatives)
            lines = " or ".join(
                f"'{digits(p.grams)} g {p.name}'" for p in alternatives[:2] if p.grams
            )
            raise QuestionError(f"{typed!r} may be {choices}. They differ: write e.g. {lines}")

    def _ask_if_dried(self, matched: MatchedFood, typed: str, unit: str, grams: float) -> None:
        """Raise QuestionError for a herb that may be dried or fresh by its amount.

        A bunch, a leaf or a cup is fresh; a spoon or a few grams may be either.
        """
        is_little = units.is_spoon(unit) or (units.weight_g(unit) and grams <= MOST_DRIED_G)
        if not is_little or matched.food["group"] != HERBS or not _leaves_open(matched.food, typed):
            return
        stem = matched.name.split(",")[0]
        if stem not in self._dried_or_fresh:
            self._dried_or_fresh[stem] = self._names_dried_or_fresh(stem)
        if names := self._dried_or_fresh[stem]:
            raise QuestionError(f"{typed!r} may be dried or fresh: write {names}")

    def _names_dried_or_fresh(self, stem: str) -> str:
        """Return the dried and the fresh food of a herb as a choice, '' where K1 is alike."""
        alike = self._named_alike(stem)
        either = [food for food in alike if food["preparation"] in ("raw", "dried")]
        if not differ_in_k1(self._catalog, [food["food_id"] for food in either]):
            return ""
        return " or ".join(food["name"] for food in either)

    def _look_up(self, text: str) -> MatchedFood | FoodError:
        try:
            by_sources = not self._is_portion(text)
            food_id = resolve_by_name(self._catalog, text, by_sources=by_sources)
            return self._match(food_id, text)
        except FoodError as error:
            requested = prepared(text)
            return self._match_prepared(requested, error) if requested else error

    def _is_portion(self, text: str) -> bool:
        """Return whether a text is a size and a food: a small apple, not a source's small apple."""
        first, _, rest = text.partition(" ")
        return first.lower() in SIZES and bool(rest) and not isinstance(self._find(rest), FoodError)

    def _match(self, food_id: str, typed: str) -> MatchedFood:
        food = self._food(food_id)
        plain = tokenize(typed) != tokenize(food["name"]) and typed != food_id
        return MatchedFood(food, records(self._catalog, "portions", food_id), plain)

    def _match_prepared(self, requested: Prepared, unnamed: FoodError) -> MatchedFood | FoodError:
        """Return the food of that preparation, never another, or an error naming the others."""
        try:
            head = self._match(resolve_by_name(self._catalog, requested.head), requested.head)
        except FoodError:
            word = generic_word(self._catalog, requested.head)
            return self._choose(requested, [self._food(i) for i in word.foods]) if word else unnamed
        if head.food["preparation"] in requested.preparations:
            return head._replace(plain=True)
        stem = head.name.split(",")[0]
        alike = [head.food, *(f for f in self._named_alike(stem) if f != head.food)]
        exact = [f for f in alike if f["name"] in plain_names(stem, requested.preparations)]
        if (
            requested.word == FRESH
            and not _with_preparation(requested, alike)
            and _may_be_fresh(head.food)
        ):
            return head._replace(plain=True)
        return self._choose(requested, exact if len(exact) == 1 else alike)

    def _choose(self, requested: Prepared, foods: "Sequence[FoodRow]") -> MatchedFood | FoodError:
        """Return the one food of that preparation among these, or the question which one."""
        candidates = _with_preparation(requested, foods)
        if len(candidates) == 1:
            return self._match(candidates[0]["food_id"], f"{requested.word} {requested.head}")
        offered = candidates or foods
        names = ", ".join(f["name"] for f in offered[:MOST_ALIKE])
        status = "may be several foods" if candidates else "is not in the table"
        message = f"'{requested.word} {requested.head}' {status}: name one of {names}"
        return FoodError(message, {f["food_id"]: f["name"] for f in offered})

    def _food(self, food_id: str) -> "FoodRow":
        return records(self._catalog, "foods", food_id)[0]

    def _rivals_of(self, matched: MatchedFood, typed: str, unit: str) -> list[_Portion]:
        """One unit of each raw or cooked food that a plain name may mean instead.

        Boiled ones come before those that are frozen, boiled, or fried in oil.
        """
        if not _leaves_open(matched.food, typed):
            return []
        stem = matched.name.split(",")[0]
        rivals = [
            food
            for food in self._named_alike(stem)
            if food["preparation"] in RAW_OR_COOKED and food["food_id"] != matched.food["food_id"]
        ]
        if _is_named_by_source(matched.food, typed):
            rivals = [f for f in rivals if f["preparation"] != matched.food["preparation"]]
        plain = [f for f in rivals if f["name"] in plain_names(stem, RAW_OR_COOKED)]
        return [self._portion(f, self._grams_of_one(f, unit)) for f in plain or rivals]

    def _grams_of_one(self, food: "FoodRow", unit: str) -> float | None:
        portions = records(self._catalog, "portions", food["food_id"])
        try:
            return weigh(food, portions, 1.0, unit, self._measures).grams
        except ValueError:
            return None

    def _named_alike(self, stem: str) -> "list[FoodRow]":
        sql = "SELECT food_id FROM foods WHERE name LIKE ? || ', %'"
        return [self._food(food_id) for food_id in self._catalog.texts(sql, [stem])]

    def _portion(self, food: "FoodRow", grams: float | None) -> _Portion:
        food_id = food["food_id"]
        if food_id not in self._ug_per_g:
            amounts = records(self._catalog, "amounts", food_id)
            ug = {a["form"]: a["ug_per_100g"] for a in amounts if not a["doubtful"]}
            ug_per_100g = [ug.get(form.value) for form in (Form.K1, Form.K2)]
            self._ug_per_g[food_id] = [None if x is None else x / 100 for x in ug_per_100g]
        return _Portion(food["name"], grams, self._ug_per_g[food_id])


def _differs(ours: _Portion, rival: _Portion, amount: float, *, rough: bool) -> bool:
    """Return whether so many units of a rival differ much in weight or vitamin K from our food.

    If the rival has no weight for a rough measure (a handful), much vitamin K in ours is enough.
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


def _leaves_open(food: "FoodRow", typed: str) -> bool:
    """Return whether a name has no preparation: a plain word, or another name of a raw food.

    So does a name that only a source gives the food: its table may be of dried beans, or of boiled
    kale, and not say so.
    """
    if _is_plain_word(food, typed):
        return True
    is_raw = food["preparation"] == "raw" and not is_prepared(typed)
    return is_raw or _is_named_by_source(food, typed)


def _is_plain_word(food: "FoodRow", typed: str) -> bool:
    return tokenize(typed) in map(tokenize, _each(food["default_for"]))


def _is_named_by_source(food: "FoodRow", typed: str) -> bool:
    """Return whether a food that is not raw is named by no preparation and no name of its own."""
    if food["preparation"] in (None, "raw") or is_prepared(typed) or _is_plain_word(food, typed):
        return False
    return _words(typed) not in map(_words, _each(food["aliases"]))


def _each(names: str | None) -> list[str]:
    return [name for name in (names or "").split(";") if name]


def _words(name: str) -> set[str]:
    return set(map(singular, tokenize(name)))


def _with_preparation(requested: Prepared, foods: "Iterable[FoodRow]") -> "list[FoodRow]":
    return [f for f in foods if f["preparation"] in requested.preparations]


def _may_be_fresh(food: "FoodRow") -> bool:
    words: Iterable[str] = tokenize(f"{food['name']} {food['preparation'] or ''}")
    return not NOT_FRESH & set(words)
