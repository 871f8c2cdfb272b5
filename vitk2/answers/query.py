"""What can be asked and what comes back: both are values."""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from vitk2.answers.plain_words import PlainWord
from vitk2.errors import UsageError
from vitk2.forms import Form
from vitk2.tables.columns import LONG, MEASUREMENTS, WIDE, Cell, Row

SHAPES: Final = {
    "wide": ("wide", WIDE),
    "long": ("amounts", tuple(c.name for c in LONG)),
    "top": ("amounts", tuple(c.name for c in LONG)),
    "measurements": ("measurements", tuple(c.name for c in MEASUREMENTS)),
}
"""The shapes an answer can have: the table its rows come from, and its columns."""


class Query(NamedTuple):
    """What is asked; what is left out matches everything.

    Bounds are µg per 100 g whatever `per` is. `shape` is one row a food (`wide`), a food and form
    (`long`; `top` ranks one form) or a published number (`measurements`). `limit` 0 means all rows.
    `check()` says whether it contradicts itself; `_replace(...)` gives a refined one.
    """

    text: str = ""
    forms: tuple[Form, ...] = ()
    groups: tuple[str, ...] = ()
    preparations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    without_marks: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    per: str = "100g"
    sort: str | Form | None = None
    limit: int = 0
    doubtful: bool = False
    holding: float | None = None
    """With shape top: the µg whose grams and portions are asked for."""
    shape: str = "wide"
    columns: tuple[str, ...] = ()
    """Only these columns, in this order: of the shape, of foods.csv, or `n` of an amount."""
    codes: bool = False
    """Add fdc_ids, ndb_nos and ciqual_codes to the columns."""

    def check(self) -> None:
        """Raise UsageError when the query contradicts itself; select() asks."""
        for bound in (self.minimum, self.maximum):
            if bound is not None and (not math.isfinite(bound) or bound < 0):
                raise UsageError(f"{bound:g} is not an amount: use a number of µg from 0")
            if bound is not None and len(self.forms) != 1:
                raise UsageError("a minimum or maximum needs exactly one form, e.g. --form MK-7")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise UsageError(f"the minimum {self.minimum:g} is above the maximum {self.maximum:g}")
        if self.limit < 0:
            raise UsageError(f"{self.limit} is not a number of rows: use 0 for all")
        if self.holding is not None and not 0 < self.holding < math.inf:
            raise UsageError(f"{self.holding:g} is not an amount to hold: use µg above 0")
        if self.shape == "top" and len(self.forms) != 1:
            raise UsageError("a ranking needs exactly one form")
        if twice := [c for c in self.columns if self.columns.count(c) > 1]:
            raise UsageError(f"the column {twice[0]!r} is named twice: name it once")

    def describe(self) -> str:
        """The query in English: `matching 'brie', form MK-7, at least 10 µg/100 g`."""
        parts = [f"matching {self.text!r}"] if self.text else []
        for word, values in (
            ("form", self.forms),
            ("group", self.groups),
            ("preparation", self.preparations),
            ("source", self.sources),
            ("tier", self.tiers),
            ("without the mark", self.without_marks),
        ):
            parts += [f"{word} {' and '.join(map(str, values))}"] if values else []
        parts += [] if self.minimum is None else [f"at least {self.minimum:g} µg/100 g"]
        parts += [] if self.maximum is None else [f"at most {self.maximum:g} µg/100 g"]
        return ", ".join(parts) or "all foods"


class Result(NamedTuple):
    """Rows for a query, in order; `total` counts those that a limit left out too."""

    query: Query
    columns: tuple[str, ...]
    rows: list[Row]
    total: int
    data_version: str
    after: int = 0
    """Rows at the end that stand after the ranking because they are doubtful."""
    without_portion: int = 0
    """Foods ranked last because no portion is known."""
    leaders_left_out: tuple[str, ...] = ()
    """Names of foods among the first by 100 g that a ranking by portion puts last."""
    too_much: int = 0
    """With `holding`: foods left out because it would take more than 1 kg of them."""
    unsure: int = 0
    """With `holding`: foods left out because they are doubtful or lower bounds."""
    reaching: int = 0
    """Foods that a maximum left out although their value lies below: a reading lies above."""
    suggestions: tuple[str, ...] = ()
    """Words of the catalogue near those that match nothing."""
    food_ids: tuple[str, ...] = ()
    """The food of each row, whatever its columns."""
    plain_word: PlainWord | None = None
    """Where nothing is found: why, for what people ask for and nobody has measured usably."""

    def records(self) -> Iterator[dict[str, Cell]]:
        """The rows as dictionaries."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)
