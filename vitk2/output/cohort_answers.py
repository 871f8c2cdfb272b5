"""The answer on the results of a cohort's run."""

from collections.abc import Mapping, Sequence
from typing import Any

from vitk2.cohort.output_files import FACTS, UNMATCHED
from vitk2.cohort.summary import MOST_UNKNOWN, MatchStats, Summary
from vitk2.output.view import Answer
from vitk2.output.wording import percent
from vitk2.text import count_of

COLUMNS = (
    *("form", "groups_with_data", "fully_covered", "qualifier", "p5_ug", "median_ug", "p95_ug"),
    *("mean_coverage", "gave_most"),
)


def of_cohort(summary: Summary, facts: Mapping[str, Any], path: str) -> Answer:
    """Return a row a form: quantiles over the groups, coverage, and the foods that gave most."""
    return Answer(
        drawer="terminal.cohort.cohort",
        content=summary,
        columns=COLUMNS,
        rows=[
            [
                *(f.form, f.groups, f.fully_covered, f.qualifier or None),
                *(f.p5_ug, f.median_ug, f.p95_ug, f.mean_coverage),
                "; ".join(g.food for g in f.gave_most) or None,
            ]
            for f in summary.forms
        ],
        whole=facts,
        notes=[*_unknown_parts(facts["dishes_with_unknown_ingredients"]), _written(summary, path)],
        beside_rows=[matched_share(summary.matched)],
        data_version=str(facts["data_version"]),
    )


def matched_share(matched: MatchStats) -> str:
    """Return the matched share of a diary, which shows how far its sums can be trusted."""
    lines, grams = percent(matched.matched_lines / matched.lines), percent(matched.share_of_grams)
    return f"matched: {lines} of the lines, {grams} of the grams"


def _written(summary: Summary, path: str) -> str:
    unmatched = summary.unmatched_codes
    codes = count_of(unmatched, "unmatched code")
    return f"{path}; {codes} in {path}{UNMATCHED}; facts of the run in {path}{FACTS}"


def _unknown_parts(dishes: Mapping[str, Sequence[str]]) -> list[str]:
    """Return notes on at most MOST_UNKNOWN dishes with unknown ingredients, and count the rest."""
    notes = [
        f"dish {dish!r}: unknown to the table, so its sums are at least: {', '.join(parts)}"
        for dish, parts in dishes.items()
    ]
    more = len(notes) - MOST_UNKNOWN
    return notes[:MOST_UNKNOWN] + [f"and {count_of(more, 'dish')} more"] * (more > 0)
