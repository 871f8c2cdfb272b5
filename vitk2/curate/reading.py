"""A published number on its way to the value shown, and the value shown."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

SURVEY: Final = "highest of a survey"
"""The mark of a number that is the top of many products, and typical of none."""

COMPILED: Final = "compiled"
"""The mark of a number whose table does not say how it got it."""


@dataclass(frozen=True)
class Reading:
    """A published number, µg/100 g; `status` is empty until it is settled."""

    reading_id: str
    source_id: str
    study: str
    tier: str
    value: Decimal | None = None
    qualifier: str = ""
    limit: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    samples: int = 0
    source_food: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()
    repeats: str = ""
    """The reading_id of the reading this one is a copy of."""

    @property
    def number(self) -> Decimal | None:
        """What it votes with: the value, or the limit it is below."""
        return self.limit if self.value is None else self.value

    @property
    def measured(self) -> bool:
        return self.tier != "C"

    @property
    def typical(self) -> bool:
        """Whether it speaks of the food, and not of the top of many products."""
        return SURVEY not in self.marks

    @property
    def says_how(self) -> bool:
        """Whether its source says how it got the number."""
        return COMPILED not in self.marks


@dataclass(frozen=True)
class Shown:
    """The value shown for a food and form, with all that a reader should know of it."""

    value: Decimal | None = None
    qualifier: str = ""
    limit: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    studies: int = 0
    sources: tuple[str, ...] = ()
    tier: str = "C"
    marks: tuple[str, ...] = ()
    behind: frozenset[str] = field(default=frozenset())
    """The studies that voted; K2 counts those of its parts together."""

    @property
    def doubtful(self) -> bool:
        return any(m.startswith("doubtful") for m in self.marks)

    @property
    def known(self) -> bool:
        """Somebody looked: a number, a limit, a trace or a not-found, but no assumed zero."""
        return self.qualifier != "assumed"
