"""From the published numbers of one food and form to the one value shown: the counting of votes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
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


@dataclass(frozen=True)
class TieBreak:
    """What decides between two middle votes that nothing else tells apart."""

    higher: bool = False
    """Whether the higher is shown. It is for K1, because low lists of K1 are what a patient shops
    by; the lower is for menaquinones and dK1, because rankings are what people eat by."""
    like_foods: Decimal | None = None
    """The lower median measured in foods like this one."""


def settle(
    readings: Sequence[Reading], tie_break: TieBreak = TieBreak()
) -> tuple[FoodValue, list[Reading]]:
    """Return the value of one food and form, and the readings with their status filled in."""
    readings = _supersede(share_fate(readings))
    voters = _voters(readings)
    voters = _not_found_by_two(voters, readings) or voters
    ids = {r.reading_id for r in voters}
    settled = [
        r if r.status else replace(r, status="counted" if r.reading_id in ids else "listed")
        for r in readings
    ]
    return _value(voters, readings, tie_break) if voters else FoodValue(), settled


def _supersede(readings: Sequence[Reading]) -> list[Reading]:
    """Supersede all USDA releases but one: analysed before imputed, then the newest."""
    pool = usda = [r for r in readings if r.study == "usda" and r.status in ("", "assumed")]
    pool = [r for r in pool if r.measured] or pool
    newest = min(map(_release_rank, pool), default=0)
    newest_ids = {r.reading_id for r in pool if _release_rank(r) == newest}
    superseded = {r.reading_id for r in usda} - newest_ids
    return [replace(r, status="superseded") if r.reading_id in superseded else r for r in readings]


def _release_rank(reading: Reading) -> int:
    """Return the rank of a release; papers of the same laboratory come after all of them."""
    known = reading.source_id in RELEASES
    return RELEASES.index(reading.source_id) if known else len(RELEASES)


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


def _not_found_by_two(voters: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Return the not-founds of two or more studies that outvote a single number; else none.

    A number that states its samples is never outvoted.
    """
    numbers = [r for r in voters if r.number is not None]
    studies = {r.study for r in numbers}
    if len(studies) != 1 or any(r.samples or not r.value or r.status for r in numbers):
        return []
    not_found = [r for r in readings if r.qualifier == "nd" and not r.status]
    return not_found if len({r.study for r in not_found} - studies) >= _OUTVOTE else []


_OUTVOTE: Final = 2
"""The number of studies whose not-founds count more than one number without samples."""


def _outvoted(voters: Sequence[Reading], readings: Sequence[Reading]) -> tuple[str, ...]:
    """Return the mark of a number that not-founds outvote."""
    numbers = [r for r in readings if r.value and not r.status and r.typical and r not in voters]
    if not numbers:
        return ()
    who = "studies" if any(r.measured for r in numbers) else "tables"
    return apart(who, [ZERO, *(r.value for r in numbers if r.value)], times=2, least=1)


def _value(
    voters: Sequence[Reading], readings: Sequence[Reading], tie_break: TieBreak
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
        return replace(
            result, qualifier=qualifier, marks=_marks(voters) + _outvoted(voters, readings)
        )
    tables = [r.value for r in readings if _is_sound_table(r) and r.value is not None]
    chosen = middle(votes, tables, tie_break) if measured else middle_of_tables(votes, tie_break)
    marks = _marks(chosen.readings)
    if measured and len(votes) == 1 and chosen.samples == 1:
        marks += (ONE_SAMPLE,)
    if all(not r.status for r in voters):
        marks += _disagreement(votes, chosen, readings, measured=measured)
    result = replace(result, tier=max(r.tier for r in chosen.readings), marks=marks)
    if chosen.below:
        high = max(chosen.number, result.high or ZERO)
        return replace(result, qualifier="<", limit=chosen.number, high=high)
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


def middle(votes: Sequence[_Vote], tables: Sequence[Decimal], tie_break: TieBreak) -> _Vote:
    """Return the middle vote of laboratories.

    Of two, it is the one with more samples, then the one nearer to the median of the tables, then
    the higher or lower as `tie_break` says.
    """
    table = median(tables) if tables else None
    return min(
        _two_middle(votes),
        key=lambda v: (
            -v.samples,
            _times_apart(v.number, table),
            _last(v, higher=tie_break.higher),
        ),
    )


def middle_of_tables(votes: Sequence[_Vote], tie_break: TieBreak) -> _Vote:
    """Return the middle vote of tables.

    Of two that are close, it is the one whose source states the derivation, then the one with more
    samples, then the one nearer to like foods, then the lower. Of two that are far apart, like
    foods decide before the derivation; if both state one, the last resort is `tie_break`.
    """
    pair = lower, upper = _two_middle(votes)
    both_stated = lower.derivation_stated and upper.derivation_stated

    def if_close(vote: _Vote) -> tuple[bool, int, Decimal, Decimal]:
        return not vote.derivation_stated, -vote.samples, likeness(vote), vote.number

    def if_far_apart(vote: _Vote) -> tuple[Decimal, bool, Decimal]:
        last = _last(vote, higher=tie_break.higher and both_stated)
        return likeness(vote), not vote.derivation_stated, last

    def likeness(vote: _Vote) -> Decimal:
        return _times_apart(vote.number, tie_break.like_foods)

    far_apart = upper.number >= _FAR_APART * lower.number
    return min(pair, key=if_far_apart) if far_apart else min(pair, key=if_close)


_FAR_APART: Final = 2
"""The ratio of two tables from which their derivation alone does not decide."""

_OFFSET_UG: Final = Decimal("0.1")
"""Added to both numbers of a ratio, so that 0 and 0.05 are near each other."""


def _times_apart(number: Decimal, reference: Decimal | None) -> Decimal:
    """Return the ratio of two numbers, at least 1; 1 if there is nothing to compare with."""
    if reference is None:
        return Decimal(1)
    low, high = sorted((number + _OFFSET_UG, reference + _OFFSET_UG))
    return high / low


def _last(vote: _Vote, *, higher: bool) -> Decimal:
    """Return the last sort key of two middle votes, of which the first is shown."""
    return -vote.number if higher else vote.number


def _is_sound_table(reading: Reading) -> bool:
    return not reading.status and not reading.measured and reading.typical


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
        if _is_sound_table(r) or _is_table_copy(r)
        if r.number is not None and (r.value is not None or r.number < chosen.number)
    ]
    middle_table = [median(tables)] if tables else []
    disagreed = apart("tables", [chosen.number, *middle_table], times=3, least=5)
    return apart("studies", [v.number for v in votes], times=5, least=1) + disagreed


def _is_table_copy(reading: Reading) -> bool:
    return reading.status == "duplicate" and not reading.measured and reading.typical


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

    A double of a study that voted may state a wider range than the row that voted for it. Beside
    not-founds that outvote a number, the number is the high end.
    """
    studies = {r.study for r in voters}
    doubles = [r for r in readings if r.status == "duplicate" and r.study in studies]
    included = [*voters, *doubles]
    if all(r.qualifier == "nd" for r in voters):
        included += [r for r in readings if r.value is not None and not r.status and r.typical]
    stated = [x for r in included for x in (r.value, r.minimum, r.maximum) if x is not None]
    limits = [r.limit for r in included if r.limit is not None]
    analysed = [r for r in readings if r.measured and not r.status]
    reaches_zero = any(r.qualifier in ("nd", "tr", "<") for r in [*included, *analysed])
    low = ZERO if reaches_zero else min(stated, default=None)
    return low, max(stated, default=max(limits, default=None))


_OF_ALL: Final = ("abstract only", "positives only", "older than 2018")
"""Marks that a value has only if all its readings have them."""

ONE_SAMPLE: Final = "1 sample"


def _marks(readings: Sequence[Reading]) -> tuple[str, ...]:
    found = dict.fromkeys(m for r in readings for m in r.marks)
    return tuple(m for m in found if m not in _OF_ALL or all(m in r.marks for r in readings))
