"""The summary of a run as values, which are formatted without an engine."""

from typing import Final, NamedTuple

from vitk2.forms import Form

HALF: Final = 0.5
"""The mean coverage below which a warning says that a low number is not a low intake."""

MOST_UNKNOWN: Final = 20
"""The most dishes with unknown parts that are listed for a person."""


class TopSource(NamedTuple):
    """A food or dish, the µg from it, and its share of all known µg of the form."""

    food: str
    ug: float
    share: float


class FormSummary(NamedTuple):
    """A form over the groups: quantiles of those that have a number, coverage of all.

    `qualifier` is '>=' if a part is unknown in any of them, because a quantile of lower bounds is
    a lower bound; and nd if nothing was found in any. Among numbers nd counts as 0; a group without
    a number is in no quantile.
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
        """Return the form as a JSON object."""
        return {
            **self._asdict(),
            "qualifier": self.qualifier or None,
            "gave_most": [g._asdict() for g in self.gave_most],
        }


class MatchStats(NamedTuple):
    """The lines and grams of a diary, those that were matched, and the main sources by form."""

    lines: int
    grams: float
    matched_lines: int
    matched_grams: float
    gave_most: dict[Form, tuple[TopSource, ...]]

    @property
    def share_of_grams(self) -> float:
        """The share of the grams that was matched; 1 if nothing was eaten."""
        return self.matched_grams / self.grams if self.grams else 1.0


class Summary(NamedTuple):
    """The groups, matched lines, unmatched codes and forms of a run."""

    groups: int
    matched: MatchStats
    unmatched_codes: int
    forms: tuple[FormSummary, ...]
