"""What a run came to, as values: what is drawn needs no engine."""

from typing import Final, NamedTuple

from vitk2.forms import Form

HALF: Final = 0.5
"""Below this mean coverage a low number is told to be no low intake."""

MOST_UNKNOWN: Final = 20
"""More dishes with unknown parts are no list for a person."""


class TopSource(NamedTuple):
    """A food or dish, the µg it gave, and its share of all that is known of the form."""

    food: str
    ug: float
    share: float


class FormSummary(NamedTuple):
    """A form over the groups: quantiles of those that have a number, coverage of all.

    `qualifier` is '>=' where a part is unknown in any of them: a quantile of lower bounds is one;
    and nd where nothing was found in any. Beside numbers nd counts as 0; a group without a number
    is in no quantile.
    """

    form: str
    groups: int
    """Groups with a number or nd."""
    fully_covered: int
    qualifier: str
    p5_ug: float | None
    median_ug: float | None
    p95_ug: float | None
    mean_coverage: float | None
    gave_most: tuple[TopSource, ...] = ()

    def as_record(self) -> dict[str, object]:
        """The form as a JSON object."""
        return {
            **self._asdict(),
            "qualifier": self.qualifier or None,
            "gave_most": [g._asdict() for g in self.gave_most],
        }


class MatchStats(NamedTuple):
    """Lines and grams of a diary, how much of both was matched, and what gave most of each form."""

    lines: int
    grams: float
    matched_lines: int
    matched_grams: float
    gave_most: dict[Form, tuple[TopSource, ...]]

    @property
    def share_of_grams(self) -> float:
        """The share of the grams that was matched; of nothing eaten all of it."""
        return self.matched_grams / self.grams if self.grams else 1.0


class Summary(NamedTuple):
    """What a run came to."""

    groups: int
    matched: MatchStats
    unmatched_codes: int
    forms: tuple[FormSummary, ...]
