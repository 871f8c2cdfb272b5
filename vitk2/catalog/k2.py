"""K2 as the sum of the menaquinones that are shown, exact or a lower bound."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from vitk2.catalog.vocabulary import FORMS_NOT_STATED, US_DAIRY
from vitk2.forms import K2_PANEL, K2_PARTS, Form

ZERO: Final = Decimal(0)


@dataclass(frozen=True)
class FoodValue:
    """The value of a food and form, with its range, sources and marks."""

    value: Decimal | None = None
    qualifier: str = ""
    limit: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    studies: int = 0
    sources: tuple[str, ...] = ()
    tier: str = "C"
    marks: tuple[str, ...] = ()
    studies_voting: frozenset[str] = field(default=frozenset())
    """The studies that voted; K2 counts those of its parts together."""

    @property
    def doubtful(self) -> bool:
        return any(m.startswith("doubtful") for m in self.marks)

    @property
    def known(self) -> bool:
        """Whether somebody looked: a number, limit, trace or not-found, but no assumed zero."""
        return self.qualifier != "assumed"


US_DAIRY_FORMS: Final = (Form.MK11, Form.MK12, Form.MK13)
"""Forms that the laboratory of the US dairy study found besides the usual panel."""

TOTAL_BESIDE: Final = "stated total"


def sum_k2(
    parts: Mapping[Form, FoodValue], total: FoodValue | None, also: Iterable[Form] = ()
) -> FoodValue | None:
    """Return K2 of one food from the values of its parts and a total that a source states.

    `also` are forms that this food's panel needs besides the usual four. The total is used only
    where no form has a number; beside a sum it moves the high end. None when nobody looked for K2.
    """
    counted = {f: s for f, s in parts.items() if f in K2_PARTS and _counts(s)}
    if not counted:
        return _stated(total) if total else None
    sound = total if total and total.value and not total.doubtful else None
    numbers = [s for s in counted.values() if s.value]
    if sound and not numbers:
        return _stated(replace(sound, low=ZERO))
    if sound and (any(s.doubtful for s in numbers) or _outranks(sound, numbers)):
        return _stated(sound)
    panel = {*K2_PANEL, *also}
    if any(US_DAIRY in s.marks for s in numbers):
        panel |= set(US_DAIRY_FORMS)
    complete = panel <= set(counted)
    k2 = _sum(counted, numbers, complete=complete)
    return _beside(k2, sound) if sound else k2


def _stated(total: FoodValue) -> FoodValue:
    """Return a total that a source states as a lower bound; a zero or a limit stays as it is."""
    if not total.value:
        return total
    return replace(total, qualifier=">=", marks=(*total.marks, FORMS_NOT_STATED))


def mainly(form: Form, total: FoodValue) -> FoodValue:
    """Return the amount of a form that a stated total mainly consists of: at most the total."""
    return FoodValue(
        qualifier="<=",
        limit=total.value,
        high=total.high,
        studies=total.studies,
        studies_voting=total.studies_voting,
        sources=total.sources,
        tier=total.tier,
        marks=(f"{MAINLY} {form}, not split",),
    )


MAINLY: Final = "mainly"
"""The beginning of the mark of a total of which one form is the main part."""


def _outranks(total: FoodValue, numbers: list[FoodValue]) -> bool:
    """Return whether a total is measured and not below its parts, all figures of tables."""
    of_tables = total.tier != "C" and all(s.tier == "C" for s in numbers)
    return of_tables and (total.value or ZERO) >= sum((s.value or ZERO for s in numbers), ZERO)


def _counts(part: FoodValue) -> bool:
    """Return whether a part was looked for and is not a limit or not-found in doubt."""
    upper_end_only = part.qualifier == "<="
    return part.known and not upper_end_only and (part.value is not None or not part.doubtful)


def _sum(
    counted: Mapping[Form, FoodValue], numbers: list[FoodValue], *, complete: bool
) -> FoodValue:
    voting = frozenset().union(*(s.studies_voting for s in counted.values()))
    low, high = _range(counted.values(), numbers)
    marks = tuple(dict.fromkeys(m for s in numbers for m in s.marks if "disagree" not in m))
    marks += _disagreements(numbers)
    if not complete:
        marks += (f"lower bound (panel: {', '.join(f for f in K2_PARTS if f in counted)})",)
    k2 = FoodValue(
        low=low,
        high=high,
        studies=len(voting),
        studies_voting=voting,
        sources=tuple(sorted({i for s in counted.values() for i in s.sources})),
        tier=max(s.tier for s in (numbers or list(counted.values()))),
        marks=marks,
    )
    sum_ = sum((s.value for s in numbers if s.value), ZERO)
    if complete and not numbers and any(s.qualifier == "tr" for s in counted.values()):
        return replace(k2, qualifier="tr")
    if numbers or not complete or all(s.value is not None for s in counted.values()):
        return replace(k2, value=sum_, qualifier="" if complete else ">=")
    limits = [s.limit for s in counted.values() if s.limit is not None]
    if limits:
        return replace(k2, qualifier="<", limit=sum(limits, ZERO))
    return replace(k2, qualifier="nd")


def _range(
    parts: Iterable[FoodValue], numbers: Iterable[FoodValue]
) -> tuple[Decimal | None, Decimal | None]:
    if any(s.low is None or s.high is None for s in numbers):
        return None, None
    parts = list(parts)
    lows = [s.low for s in parts if s.low is not None]
    highs = [s.high for s in parts if s.high is not None]
    return (sum(lows, ZERO) if lows else None), (sum(highs, ZERO) if highs else None)


def _disagreements(numbers: Iterable[FoodValue]) -> tuple[str, ...]:
    """Return the marks that studies or tables disagree on a part, without the figure."""
    marks = [m for s in numbers for m in s.marks]
    return tuple(
        f"{readings} disagree"
        for readings in ("studies", "tables")
        if any(m.startswith(f"{readings} disagree") for m in marks)
    )


def _beside(summed: FoodValue, total: FoodValue) -> FoodValue:
    """Return a sum raised at its high end by a laboratory's total; a table's total is none."""
    if total.value is None or summed.value is None or (total.tier == "C" and summed.tier != "C"):
        return summed
    value = max(total.value, total.high or ZERO)
    if value <= max(summed.value, summed.high or ZERO):
        return summed
    mark = f"{TOTAL_BESIDE} {value.normalize():f} beside the sum"
    low = summed.value if summed.low is None else summed.low
    return replace(summed, low=low, high=value, marks=(*summed.marks, mark))
