"""Queries and their results, both as values."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from vitk2.catalog.schema import AMOUNTS, MEASUREMENTS, WIDE, Cell, Row
from vitk2.catalog.vocabulary import DIETS
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import Form
from vitk2.text import tokenize

if TYPE_CHECKING:
    from vitk2.queries.generic_words import GenericWord

SHAPES: Final = {
    "wide": ("wide", WIDE),
    "long": ("amounts", tuple(c.name for c in AMOUNTS)),
    "top": ("amounts", tuple(c.name for c in AMOUNTS)),
    "measurements": ("measurements", tuple(c.name for c in MEASUREMENTS)),
}
"""The shapes of a result: the table its rows come from, and its columns."""

PER: Final = ("100g", "portion")
"""The bases of amounts."""

MOST_ROWS: Final = 2**63 - 1
"""The largest number that SQLite counts to."""

NO_FORM_TO_ASCEND: Final = "lowest first needs a form, e.g. --sort K1 --ascending"

_TUPLE_FIELDS: Final = (
    "forms",
    "groups",
    "preparations",
    "sources",
    "tiers",
    "without_marks",
    "exclude",
    "columns",
)
"""Fields with several words, not one word."""


class Query(NamedTuple):
    """A query; a field that is not set matches everything.

    Bounds are µg per 100 g or portion, as in `per`. `shape` is one row a food (`wide`), a food
    and form (`long`; `top` ranks one form) or a published number (`measurements`). `sort` is `name`
    or a form, the richest first unless `ascending`. `limit` 0 means all rows.
    `check()` says whether it contradicts itself; `_replace(...)` gives a refined one.
    """

    text: str = ""
    forms: tuple[Form, ...] = ()
    groups: tuple[str, ...] = ()
    preparations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    without_marks: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    """Words that no food may have, not even as the start of another word."""
    diet: str | None = None
    """vegan or vegetarian: only foods that are so for sure."""
    minimum: float | None = None
    maximum: float | None = None
    per: str = "100g"
    sort: str | Form | None = None
    ascending: bool = False
    """Lowest first by the form in `sort`, else by the only one; a food by its highest reading."""
    limit: int = 0
    doubtful: bool = False
    holding: float | None = None
    """With shape top: the µg for which grams and portions are computed."""
    shape: str = "wide"
    columns: tuple[str, ...] = ()
    """Only these columns, in this order: of the shape, of foods.csv, or `n` of an amount."""
    codes: bool = False
    """Add fdc_ids, ndb_nos, ciqual_codes and bls_codes to the columns."""

    def check(self) -> None:
        """Raise UsageError for a query that contradicts itself or is impossible, as in select()."""
        self._check_types()
        for bound in (self.minimum, self.maximum):
            if bound is not None and (not math.isfinite(bound) or bound < 0):
                raise UsageError(f"{bound:g} is not an amount: use a number of µg from 0")
            if bound is not None and len(self.forms) != 1:
                raise UsageError("a minimum or maximum needs exactly one form, e.g. --form MK-7")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise UsageError(f"the minimum {self.minimum:g} is above the maximum {self.maximum:g}")
        if not 0 <= self.limit <= MOST_ROWS:
            raise UsageError(f"{self.limit} is not a number of rows: use 1 or more, or 0 for all")
        if self.holding is not None and not 0 < self.holding < math.inf:
            raise UsageError(f"{self.holding:g} is not an amount: use a number of µg above 0")
        if self.holding is not None and self.shape != "top":
            raise UsageError("an amount to hold needs a ranking: use shape top")
        if repeated := [c for c in self.columns if self.columns.count(c) > 1]:
            raise UsageError(f"the column {repeated[0]!r} is named twice: name it once")
        self._check_order()

    def _check_order(self) -> None:
        """Raise UsageError for an order without the form it is by, or with two."""
        if self.shape == "top" and len(self.forms) != 1:
            raise UsageError("a ranking needs exactly one form")
        if self.shape == "top" and self.sort is not None:
            raise UsageError("a ranking has its own order: remove sort")
        if self.ascending and self.settled().sort in (None, "known") and self.shape != "top":
            raise UsageError(NO_FORM_TO_ASCEND)

    def settled(self) -> "Query":
        """Return the query with the order that it implies.

        Lowest first means the amounts of the form in `sort`, else of the only form. Names run from
        A to Z either way.
        """
        if not self.ascending or self.shape == "top":
            return self
        if self.sort is None and len(self.forms) == 1:
            return self._replace(sort=self.forms[0])
        return self._replace(ascending=False) if self.sort == "name" else self

    def _check_types(self) -> None:
        """Raise UsageError for a value of a wrong type, which SQL would misread."""
        self._check_texts()
        for form in self.forms:
            if not isinstance(form, Form):
                raise UsageError(f"{form!r} is not a Form: use Form.parse({form!r})")
        for amount in (self.minimum, self.maximum, self.holding):
            if amount is not None and not isinstance(amount, (int, float)):
                raise UsageError(f"{amount!r} is not an amount: use an int or float of µg")
        if not isinstance(self.limit, int):
            raise UsageError(f"{self.limit!r} is not a number of rows: use an int, 0 for all")
        if self.per not in PER:
            raise UnknownNameError("basis of amounts", self.per, list(PER))
        if not (self.diet is None or self.diet in DIETS):
            raise UnknownNameError("diet", self.diet, list(DIETS))
        if self.shape not in SHAPES:
            raise UnknownNameError("shape", self.shape, list(SHAPES))
        if not (self.sort in (None, "name", "known") or isinstance(self.sort, Form)):
            raise UsageError(f"{self.sort!r} is not a way to sort: use name, known or a Form")

    def _check_texts(self) -> None:
        """Raise UsageError for one text in place of several, and for a text without content."""
        for field in _TUPLE_FIELDS:
            if isinstance(texts := getattr(self, field), str):
                raise UsageError(f"{field} must be a tuple: write ({texts!r},)")
            for text in texts:
                if not isinstance(text, str) or not text.strip():
                    raise UsageError(f"{text!r} in {field} is not a text: remove it")
        for text in self.exclude:
            if not tokenize(text):
                raise UsageError(f"{text!r} has no word to exclude: write one, such as soup")

    @property
    def unit(self) -> str:
        """The unit of bounds and rankings: µg/100 g or µg/portion."""
        return "µg/portion" if self.per == "portion" else "µg/100 g"

    def describe(self) -> str:
        """Return the query in English: `matching 'brie', form MK-7, at least 10 µg/100 g`."""
        parts = [f"matching {self.text!r}"] if self.text else []
        for word, values in (
            ("form", self.forms),
            ("group", self.groups),
            ("preparation", self.preparations),
            ("source", self.sources),
            ("tier", self.tiers),
            ("without the mark", self.without_marks),
            ("without", self.exclude),
        ):
            parts += [f"{word} {' and '.join(map(str, values))}"] if values else []
        parts += [f"certainly {self.diet}"] if self.diet else []
        parts += [] if self.minimum is None else [f"at least {self.minimum:g} {self.unit}"]
        parts += [] if self.maximum is None else [f"at most {self.maximum:g} {self.unit}"]
        return ", ".join(parts) or "all foods"


class Result(NamedTuple):
    """Rows for a query, in order; `total` also counts those beyond the limit.

    The columns say the unit of each amount; a missing one is None, never zero. `data_version` is
    that of the table.
    """

    query: Query
    columns: tuple[str, ...]
    rows: list[Row]
    total: int
    data_version: str
    doubtful_count: int = 0
    """Rows at the end that follow the ranking because they are doubtful."""
    set_apart_count: int = 0
    """Rows after the ranked numbers that have no rank; see is_set_apart."""
    sources_count: int = 0
    """With shape top: all foods that carry the form, a number above zero, beyond the limit too.

    Zeros, values below a limit and foods of which only the upper end is known do not count."""
    sources_listed: int = 0
    """Those of them that are among the rows."""
    without_portion: int = 0
    """Foods ranked last because no portion is known."""
    leaders_left_out: tuple[str, ...] = ()
    """Names of foods among the first by 100 g that a ranking by portion puts last."""
    too_much: int = 0
    """With `holding`: foods excluded because more than 1 kg of them would be needed."""
    unsure: int = 0
    """With `holding`: foods excluded because they are doubtful or lower bounds."""
    excluded_by_range: int = 0
    """Foods excluded by a maximum above their value because a reading lies above it."""
    suggestions: tuple[str, ...] = ()
    """Words of the catalogue near those that match nothing."""
    food_ids: tuple[str, ...] = ()
    """The food of each row, whatever its columns."""
    translated: str = ""
    """The English word searched for instead of the text of another language."""
    plain_word: "GenericWord | None" = None
    """Where nothing is found: the reason, for a food that nobody has measured usably."""

    @property
    def table(self) -> str:
        """The table that the rows are of: wide, amounts or measurements."""
        return SHAPES[self.query.shape][0]

    @property
    def ranked_count(self) -> int:
        """The number of rows that are ranked."""
        return len(self.rows) - self.doubtful_count - self.set_apart_count

    def records(self) -> Iterator[dict[str, Cell]]:
        """Return the rows as dictionaries."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)
