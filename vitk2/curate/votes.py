"""From the published numbers of one food and form to the one value shown: the counting of votes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from vitk2.model import K2_PANEL, K2_PARTS, Form

ZERO: Final = Decimal(0)
RELEASES: Final = ("usda-foundation", "usda-sr-legacy", "usda-sr28")
"""USDA's releases, the one that stands first when all are measured, or none is."""


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

    @property
    def number(self) -> Decimal | None:
        """What it votes with: the value, or the limit it is below."""
        return self.limit if self.value is None else self.value


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


@dataclass(frozen=True)
class _Vote:
    study: str
    number: Decimal
    samples: int
    readings: tuple[Reading, ...]

    @property
    def below(self) -> bool:
        return all(r.value is None for r in self.readings)


def settle(readings: Sequence[Reading]) -> tuple[Shown, list[Reading]]:
    """The value shown for one food and form, and the readings with their status filled in."""
    readings = _supersede(readings)
    open_ = [r for r in readings if not r.status]
    doubtful = [r for r in readings if r.status == "doubtful"]
    voters = (
        [r for r in open_ if r.tier != "C"]
        or [r for r in doubtful if r.tier != "C"]
        or open_
        or doubtful
        or [r for r in readings if r.status == "assumed"]
    )
    ids = {r.reading_id for r in voters}
    settled = [
        r if r.status else replace(r, status="counted" if r.reading_id in ids else "listed")
        for r in readings
    ]
    if not voters:
        return Shown(), settled
    doubles = [
        r for r in readings if r.status == "duplicate" and r.study in {v.study for v in voters}
    ]
    return _show(voters, doubles), settled


def _supersede(readings: Sequence[Reading]) -> list[Reading]:
    """Leave one USDA release standing: analysed before imputed, then the newest.

    A Legacy row that repeats SR28's number is SR28's row, which knows its n and derivation.
    """
    usda = [r for r in readings if r.study == "usda" and r.status in ("", "assumed")]
    sr28 = {(r.source_food, r.number): r for r in usda if r.source_id == "usda-sr28"}
    twins = {
        r.reading_id: sr28[r.source_food, r.number]
        for r in usda
        if r.source_id == "usda-sr-legacy" and (r.source_food, r.number) in sr28
    }
    pool = [r for r in usda if r.reading_id not in twins]
    pool = [r for r in pool if r.tier == "A"] or pool
    newest = min((RELEASES.index(r.source_id) for r in pool), default=0)
    stands = {r.reading_id for r in pool if RELEASES.index(r.source_id) == newest}
    replaced = {r.reading_id for r in usda} - stands
    known = [_as_known(r, twins[r.reading_id]) if r.reading_id in twins else r for r in readings]
    return [replace(r, status="superseded") if r.reading_id in replaced else r for r in known]


def _as_known(copy: Reading, original: Reading) -> Reading:
    """A Legacy row graded as the SR28 row it repeats."""
    return replace(copy, tier=original.tier, qualifier=original.qualifier, marks=original.marks)


def _show(voters: Sequence[Reading], doubles: Sequence[Reading]) -> Shown:
    votes = _votes(voters)
    studies = frozenset(v.study for v in votes) or frozenset(r.study for r in voters)
    measured = any(r.tier != "C" for r in voters)
    sound = not any(r.status == "doubtful" for r in voters)
    shown = Shown(
        studies=len(studies) if measured else 0,
        behind=studies if measured else frozenset(),
        sources=tuple(sorted({r.source_id for r in voters})),
        tier=min(r.tier for r in voters),
    )
    if measured and sound:
        low, high = _range([*voters, *doubles])
        shown = replace(shown, low=low, high=high)
    if not votes:
        qualifier = "tr" if any(r.qualifier == "tr" for r in voters) else "nd"
        return replace(shown, qualifier=qualifier, marks=_marks(voters))
    chosen = middle(votes)
    marks = _marks(chosen.readings)
    if measured and sound:
        marks += disagreement([v.number for v in votes])
    if chosen.below:
        return replace(shown, qualifier="<", limit=chosen.number, marks=marks)
    assumed = all(r.status == "assumed" for r in chosen.readings)
    return replace(shown, value=chosen.number, qualifier="assumed" if assumed else "", marks=marks)


def _votes(voters: Sequence[Reading]) -> list[_Vote]:
    """One vote a study. A limit above all that others found says nothing and does not vote."""
    found = [r.value for r in voters if r.value is not None]
    by_study: dict[str, list[Reading]] = defaultdict(list)
    for r in voters:
        if r.number is not None and (r.value is not None or not found or r.number <= max(found)):
            by_study[r.study].append(r)
    return [
        _Vote(
            study,
            mean(r.number for r in own if r.number is not None),
            sum(r.samples for r in own),
            tuple(own),
        )
        for study, own in by_study.items()
    ]


def mean(numbers: Iterable[Decimal]) -> Decimal:
    """The mean to six decimals, finer than any source states."""
    numbers = list(numbers)
    return round(sum(numbers, ZERO) / len(numbers), 6).normalize()


def middle(votes: Sequence[_Vote]) -> _Vote:
    """The middle vote; of two, the one with more samples, at a tie the lower."""
    ranked = sorted(votes, key=lambda v: (v.number, v.study))
    lower, upper = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return upper if upper.samples > lower.samples else lower


def disagreement(numbers: Sequence[Decimal]) -> tuple[str, ...]:
    """A mark when studies lie five times and 1 µg apart, or one found none and another 1 µg."""
    low, high = min(numbers), max(numbers)
    if high - low < 1:
        return ()
    if low == 0:
        return (f"studies disagree (0 beside {high.normalize():f})",)
    return (f"studies disagree x{high / low:.1f}",) if high >= 5 * low else ()


def _range(readings: Sequence[Reading]) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest of all stated; not found, a trace or a limit reach down to 0."""
    stated = [x for r in readings for x in (r.value, r.minimum, r.maximum) if x is not None]
    limits = [r.limit for r in readings if r.limit is not None]
    reaches_zero = any(r.qualifier in ("nd", "tr", "<") for r in readings)
    low = ZERO if reaches_zero else min(stated, default=None)
    return low, max(stated, default=max(limits, default=None))


def _marks(readings: Iterable[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for r in readings for m in r.marks))


def add_up(parts: dict[Form, Shown], total: Shown | None) -> Shown | None:
    """K2 of one food: the sum of the values shown for its menaquinones, or a stated total.

    The total stands in where no form is known, or where it exceeds an incomplete sum; a total
    that nobody measured never outweighs measured forms. None when nobody looked for K2.
    """
    known = {f: s for f, s in parts.items() if f in K2_PARTS and s.known}
    complete = all(f in known for f in K2_PANEL)
    if not known:
        return total
    numbers = [s for s in known.values() if s.value]
    sum_ = sum((s.value for s in numbers if s.value), ZERO)
    sound = total and total.tier != "C" and not total.doubtful
    if sound and not complete and total and total.value and total.value > sum_:
        return total
    behind = frozenset().union(*(s.behind for s in known.values()))
    ranged = all(s.low is not None for s in numbers)
    lows = [s.low for s in known.values() if ranged and s.low is not None]
    highs = [s.high for s in known.values() if ranged and s.high is not None]
    marks = tuple(dict.fromkeys(m for s in numbers for m in s.marks if not m.startswith("studies")))
    if any(m.startswith("studies") for s in numbers for m in s.marks):
        marks += ("studies disagree",)
    panel = ", ".join(f for f in K2_PARTS if f in known)
    shown = Shown(
        low=sum(lows, ZERO) if lows else None,
        high=sum(highs, ZERO) if highs else None,
        studies=len(behind),
        behind=behind,
        sources=tuple(sorted({i for s in known.values() for i in s.sources})),
        tier=max(s.tier for s in (numbers or list(known.values()))),
        marks=marks if complete else (*marks, f"lower bound (panel: {panel})"),
    )
    if numbers or any(s.value is not None for s in known.values()):
        return replace(shown, value=sum_, qualifier="" if complete else ">=")
    limits = [s.limit for s in known.values() if s.limit is not None]
    if limits:
        return replace(shown, qualifier="<", limit=sum(limits, ZERO))
    return replace(shown, qualifier="nd")
