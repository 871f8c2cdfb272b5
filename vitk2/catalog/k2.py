"""K2 as the sum of the menaquinones that are shown, exact or a lower bound."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from vitk2.forms import K2_PANEL, K2_PARTS, Form

ZERO: Final = Decimal(0)


@dataclass(frozen=True)
class FoodValue:
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


US_DAIRY: Final = "US dairy method"
US_DAIRY_FORMS: Final = (Form.MK11, Form.MK12, Form.MK13)
"""What US dairy holds besides the usual panel, as its laboratory found."""

TOTAL_BESIDE: Final = "stated total"


def sum_k2(
    parts: Mapping[Form, FoodValue], total: FoodValue | None, also: Iterable[Form] = ()
) -> FoodValue | None:
    """K2 of one food from the values shown for its parts and a total that a source states.

    `also` are forms that this food's panel needs besides the usual four. The total stands in only
    where no form has a number; beside a sum it moves the high end. None when nobody looked for K2.
    """
    known = {f: s for f, s in parts.items() if f in K2_PARTS and _counts(s)}
    if not known:
        return total
    sound = total if total and total.value and not total.doubtful else None
    numbers = [s for s in known.values() if s.value]
    if sound and not numbers:
        return replace(sound, low=ZERO)
    if sound and (any(s.doubtful for s in numbers) or _outranks(sound, numbers)):
        return sound
    panel = {*K2_PANEL, *also}
    if any(US_DAIRY in s.marks for s in numbers):
        panel |= set(US_DAIRY_FORMS)
    complete = panel <= set(known)
    shown = _sum(known, numbers, complete=complete)
    return _beside(shown, sound) if sound else shown


def _outranks(total: FoodValue, numbers: list[FoodValue]) -> bool:
    """A measured total, where the parts are figures of tables alone and do not exceed it."""
    of_tables = total.tier != "C" and all(s.tier == "C" for s in numbers)
    return of_tables and (total.value or ZERO) >= sum((s.value or ZERO for s in numbers), ZERO)


def _counts(part: FoodValue) -> bool:
    """Somebody looked for it; a limit or a not-found in doubt says nothing."""
    return part.known and (part.value is not None or not part.doubtful)


def _sum(known: Mapping[Form, FoodValue], numbers: list[FoodValue], *, complete: bool) -> FoodValue:
    behind = frozenset().union(*(s.behind for s in known.values()))
    low, high = _range(known.values(), numbers)
    marks = tuple(dict.fromkeys(m for s in numbers for m in s.marks if "disagree" not in m))
    marks += _disagreements(numbers)
    if not complete:
        marks += (f"lower bound (panel: {', '.join(f for f in K2_PARTS if f in known)})",)
    shown = FoodValue(
        low=low,
        high=high,
        studies=len(behind),
        behind=behind,
        sources=tuple(sorted({i for s in known.values() for i in s.sources})),
        tier=max(s.tier for s in (numbers or list(known.values()))),
        marks=marks,
    )
    sum_ = sum((s.value for s in numbers if s.value), ZERO)
    if complete and not numbers and any(s.qualifier == "tr" for s in known.values()):
        return replace(shown, qualifier="tr")
    if numbers or not complete or all(s.value is not None for s in known.values()):
        return replace(shown, value=sum_, qualifier="" if complete else ">=")
    limits = [s.limit for s in known.values() if s.limit is not None]
    if limits:
        return replace(shown, qualifier="<", limit=sum(limits, ZERO))
    return replace(shown, qualifier="nd")


def _range(
    known: Iterable[FoodValue], numbers: Iterable[FoodValue]
) -> tuple[Decimal | None, Decimal | None]:
    if any(s.low is None or s.high is None for s in numbers):
        return None, None
    known = list(known)
    lows = [s.low for s in known if s.low is not None]
    highs = [s.high for s in known if s.high is not None]
    return (sum(lows, ZERO) if lows else None), (sum(highs, ZERO) if highs else None)


def _disagreements(numbers: Iterable[FoodValue]) -> tuple[str, ...]:
    """That studies or tables disagree on a part, without its figure."""
    marks = [m for s in numbers for m in s.marks]
    return tuple(
        f"{who} disagree"
        for who in ("studies", "tables")
        if any(m.startswith(f"{who} disagree") for m in marks)
    )


def _beside(shown: FoodValue, total: FoodValue) -> FoodValue:
    """A sum with another laboratory's total beside it; a table's total is no laboratory's."""
    value = total.value
    if value is None or shown.value is None or (total.tier == "C" and shown.tier != "C"):
        return shown
    if value <= max(shown.value, shown.high or ZERO):
        return shown
    mark = f"{TOTAL_BESIDE} {value.normalize():f} beside the sum"
    low = shown.value if shown.low is None else shown.low
    return replace(shown, low=low, high=value, marks=(*shown.marks, mark))
