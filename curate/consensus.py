"""From the published numbers of one food and form to the one value shown: the counting of votes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from curate.duplicates import share_fate
from curate.measurement import Reading
from vitk2.catalog.k2 import ZERO, FoodValue

RELEASES: Final = ("usda-foundation", "usda-sr-legacy", "usda-sr28")
"""USDA's releases, in order of preference among equally measured readings."""


@dataclass(frozen=True)
class _Vote:
    study: str
    number: Decimal
    samples: int
    readings: tuple[Reading, ...]

    @property
    def below(self) -> bool:
        return all(r.value is None for r in self.readings)

    @property
    def derivation_stated(self) -> bool:
        return any(r.derivation_stated for r in self.readings)


def settle(
    readings: Sequence[Reading], near: Decimal | None = None
) -> tuple[FoodValue, list[Reading]]:
    """Return the value of one food and form, and the readings with their status filled in.

    `near` is the lower median measured in foods of the same name; it decides between two tables.
    """
    readings = _supersede(share_fate(readings))
    voters = _voters(readings)
    ids = {r.reading_id for r in voters}
    settled = [
        r if r.status else replace(r, status="counted" if r.reading_id in ids else "listed")
        for r in readings
    ]
    return _value(voters, readings, near) if voters else FoodValue(), settled


def _supersede(readings: Sequence[Reading]) -> list[Reading]:
    """Supersede all USDA releases but one: analysed before imputed, then the newest."""
    pool = usda = [r for r in readings if r.study == "usda" and r.status in ("", "assumed")]
    pool = [r for r in pool if r.measured] or pool
    newest = min((RELEASES.index(r.source_id) for r in pool), default=0)
    newest_ids = {r.reading_id for r in pool if RELEASES.index(r.source_id) == newest}
    superseded = {r.reading_id for r in usda} - newest_ids
    return [replace(r, status="superseded") if r.reading_id in superseded else r for r in readings]


def _voters(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings that vote: no doubtful one beside a sound one, whatever its grade.

    Numbers measured, else compiled, else the top of a survey; else not-founds; else doubtful
    numbers; else assumed zeros. A table's limit does not vote beside a laboratory's not-found,
    and a doubtful limit or not-found never votes.
    """
    sound = [r for r in readings if not r.status]
    measured = [r for r in sound if r.measured and r.typical]
    compiled = [r for r in sound if not r.measured and r.typical]
    for pool in (measured, compiled, [r for r in sound if not r.typical]):
        limits_count = pool is measured or not measured
        if any(r.value is not None or (limits_count and r.limit is not None) for r in pool):
            return pool
    doubtful = [r for r in readings if r.status == "doubtful" and r.value is not None]
    return (
        measured
        or compiled
        or [r for r in doubtful if r.measured]
        or doubtful
        or [r for r in readings if r.status == "assumed"]
    )


def _value(
    voters: Sequence[Reading], readings: Sequence[Reading], near: Decimal | None
) -> FoodValue:
    votes = _votes(voters)
    studies = frozenset(v.study for v in votes) or frozenset(r.study for r in voters)
    measured = any(r.measured for r in voters)
    result = FoodValue(
        studies=len(studies) if measured else 0,
        studies_voting=studies if measured else frozenset(),
        sources=tuple(sorted({r.source_id for r in voters})),
        tier=min(r.tier for r in voters),
    )
    if all(not r.status for r in voters):
        low, high = _range(voters, readings)
        result = replace(result, low=low, high=high)
    if not votes:
        qualifier = "tr" if any(r.qualifier == "tr" for r in voters) else "nd"
        return replace(result, qualifier=qualifier, marks=_marks(voters))
    chosen = middle(votes) if measured else middle_of_tables(votes, near)
    marks = _marks(chosen.readings)
    if all(not r.status for r in voters):
        marks += _disagreement(votes, chosen, readings, measured=measured)
    result = replace(result, tier=max(r.tier for r in chosen.readings), marks=marks)
    if chosen.below:
        return replace(result, qualifier="<", limit=chosen.number)
    assumed = all(r.status == "assumed" for r in chosen.readings)
    return replace(result, value=chosen.number, qualifier="assumed" if assumed else "")


def _votes(voters: Sequence[Reading]) -> list[_Vote]:
    """Return one vote per study. A limit above all numbers found does not vote."""
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
    """Return the mean to six decimals; equal numbers are returned as they are stated."""
    numbers = list(numbers)
    if len(set(numbers)) == 1:
        return numbers[0]
    return round(sum(numbers, ZERO) / len(numbers), 6).normalize()


def _two_middle(votes: Sequence[_Vote]) -> tuple[_Vote, _Vote]:
    ranked = sorted(votes, key=lambda v: (v.number, v.study))
    return ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]


def middle(votes: Sequence[_Vote]) -> _Vote:
    """Return the middle vote of laboratories; of two, the one with more samples, then the lower."""
    lower, upper = _two_middle(votes)
    return upper if upper.samples > lower.samples else lower


def middle_of_tables(votes: Sequence[_Vote], near: Decimal | None) -> _Vote:
    """Return the middle vote of tables; of two, the one whose source states the derivation.

    Then the one with more samples, then the one nearer to the numbers measured in foods of the
    same name, and only then the lower.
    """
    return min(
        _two_middle(votes),
        key=lambda v: (not v.derivation_stated, -v.samples, _times_apart(v.number, near), v.number),
    )


def _times_apart(number: Decimal, near: Decimal | None) -> Decimal:
    if not near or not number:
        return Decimal("Infinity") if near else ZERO
    return max(number / near, near / number)


def _disagreement(
    votes: Sequence[_Vote], chosen: _Vote, readings: Sequence[Reading], *, measured: bool
) -> tuple[str, ...]:
    """Return marks for votes that are far apart, and for tables far from measured numbers."""
    if not measured:
        stated = [r.number for v in votes for r in v.readings if r.number is not None]
        not_found = any(r.qualifier == "nd" and not r.measured for r in readings if not r.status)
        return apart("tables", [*stated, *([ZERO] if not_found else [])], times=2, least=5)
    tables = [
        r.number
        for r in readings
        if not r.status and not r.measured and r.typical and r.number is not None
        if r.value is not None or r.number < chosen.number
    ]
    extremes = [chosen.number, *tables]
    far = [apart("tables", [chosen.number, t], times=5, least=5) for t in tables]
    disagreed = apart("tables", extremes, times=5, least=5) if any(far) else ()
    return apart("studies", [v.number for v in votes], times=5, least=1) + disagreed


def apart(who: str, numbers: Sequence[Decimal], *, times: int, least: int) -> tuple[str, ...]:
    """Return a mark if numbers are `times` and `least` µg apart, or 0 beside `least` µg or more."""
    low, high = min(numbers), max(numbers)
    if high - low < least:
        return ()
    if low == 0:
        return (f"{who} disagree (0 beside {high.normalize():f})",)
    return (f"{who} disagree x{high / low:.1f}",) if high >= times * low else ()


def _range(
    voters: Sequence[Reading], readings: Sequence[Reading]
) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest number stated; a not-found, trace or limit extends it to 0.

    A double of a study that voted may state a wider range than the row that voted for it.
    """
    studies = {r.study for r in voters}
    doubles = [r for r in readings if r.status == "duplicate" and r.study in studies]
    included = [*voters, *doubles]
    stated = [x for r in included for x in (r.value, r.minimum, r.maximum) if x is not None]
    limits = [r.limit for r in included if r.limit is not None]
    analysed = [r for r in readings if r.measured and not r.status]
    reaches_zero = any(r.qualifier in ("nd", "tr", "<") for r in [*included, *analysed])
    low = ZERO if reaches_zero else min(stated, default=None)
    return low, max(stated, default=max(limits, default=None))


def _marks(readings: Iterable[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for r in readings for m in r.marks))
