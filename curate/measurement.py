"""A published number on its way to the value shown."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SURVEY: Final = "highest of a survey"
"""The mark of a number that is the top of many products, and typical of none."""

COMPILED: Final = "compiled"
"""The mark of a number whose table states no derivation."""


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
        """The number it votes with: the value, or the limit it is below."""
        return self.limit if self.value is None else self.value

    @property
    def measured(self) -> bool:
        return self.tier != "C"

    @property
    def typical(self) -> bool:
        """Whether it is typical of the food, not the top of many products."""
        return SURVEY not in self.marks

    @property
    def derivation_stated(self) -> bool:
        """Whether its source states the derivation of the number."""
        return COMPILED not in self.marks
