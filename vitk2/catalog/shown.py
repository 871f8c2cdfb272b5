"""The value shown for a food and form, while it is worked out."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

ZERO: Final = Decimal(0)


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
