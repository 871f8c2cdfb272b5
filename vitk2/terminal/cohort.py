"""The screen of the results of a cohort's run."""

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.cohort.output_files import FACTS, UNMATCHED
from vitk2.cohort.summary import HALF, MOST_UNKNOWN, FormSummary, MatchStats, Summary
from vitk2.forms import MAIN_FORMS
from vitk2.output.view import View
from vitk2.output.wording import MISSING, amount, percent
from vitk2.terminal.console import (
    airy,
    cell_text,
    new_table,
    number_columns,
    open_console,
    table_or_lines,
)
from vitk2.text import count_of

if TYPE_CHECKING:
    from rich.table import Table


COLUMNS: Final = (
    *("form", "groups_with_data", "fully_covered", "qualifier", "p5_ug", "median_ug", "p95_ug"),
    *("mean_coverage", "gave_most"),
)


class CohortView(View):
    """The sums of a cohort by form: quantiles over the groups, coverage, and the top sources."""

    columns = COLUMNS

    def __init__(
        self,
        summary: Summary,
        facts: Mapping[str, object],
        unknown_parts: Mapping[str, Sequence[str]],
        path: str,
    ) -> None:
        self.summary, self.facts = summary, facts
        self.rows = [
            [
                *(f.form, f.groups, f.fully_covered, f.qualifier or None),
                *(f.p5_ug, f.median_ug, f.p95_ug, f.mean_coverage),
                "; ".join(g.food for g in f.gave_most) or None,
            ]
            for f in summary.forms
        ]
        self.notes = [*_unknown_parts(unknown_parts), _written(summary, path)]
        self.row_notes = [matched_share(summary.matched)]
        self.data_version = str(facts["data_version"])

    @property
    def json_object(self) -> Mapping[str, object]:
        """The facts of the run."""
        return self.facts

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the matched share, each form over the groups, and the top sources of main forms."""
        summary = self.summary
        console, m = open_console(stream, color), summary.matched
        counted = f"{count_of(summary.groups, 'group')} of {count_of(m.lines, 'line')}"
        console.print(cell_text(counted, "bold"))
        console.print(cell_text(f"{matched_share(m)}\n"))
        with_data = [f for f in summary.forms if f.groups]
        plain = [
            (f.form, f"{', '.join(_quantiles(f))} µg; coverage {_coverage(f)}") for f in with_data
        ]
        heading = "µg a group: 5th percentile, median, 95th percentile"
        tables = (_of_forms(with_data, summary.groups, whole) for whole in (True, False))
        console.print(table_or_lines(tables, plain, console.width, heading))
        if others := [f.form for f in summary.forms if not f.groups]:
            console.print(cell_text(f"No group has data on: {', '.join(others)}", "dim"))
        for line in _cautious(with_data):
            console.print(cell_text(line))
        for f in with_data:
            if f.form in MAIN_FORMS and f.gave_most:
                foods = "; ".join(f"{g.food} {percent(g.share)}" for g in f.gave_most)
                console.print(cell_text(f"\nMost {f.form} came from", "bold"))
                console.print(cell_text(foods))


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
        f"dish {dish!r}: not in the table: {', '.join(parts)}. Its sums are lower bounds"
        for dish, parts in dishes.items()
    ]
    more = len(notes) - MOST_UNKNOWN
    return notes[:MOST_UNKNOWN] + [f"and {count_of(more, 'dish')} more"] * (more > 0)


def _of_forms(forms: list[FormSummary], groups: int, whole: bool) -> "Table":
    """Return a row a form; a narrow screen omits the shares of groups."""
    table = new_table()
    table.add_column("µg a group", no_wrap=True)
    counts = ["groups\nwith data", "fully\ncovered"] if whole else []
    number_columns(table, ["5 %", "median", "95 %", "mean\ncoverage", *counts])
    for f in forms:
        shares = [percent(f.groups / groups), percent(f.fully_covered / groups)] if whole else []
        table.add_row(f.form, *_quantiles(f), _coverage(f), *shares)
    return airy(table)


def _quantiles(f: FormSummary) -> list[str]:
    """Return the written quantiles; a bound of 0 is `≥0`, because the coverage explains it."""
    quantiles = (f.p5_ug, f.median_ug, f.p95_ug)
    return ["≥0" if q == 0 and f.qualifier else amount(q, f.qualifier) for q in quantiles]


def _cautious(forms: list[FormSummary]) -> list[str]:
    """Return warnings on reading the table, where the amounts of some foods are unknown."""
    lines = []
    if any(f.qualifier == ">=" for f in forms):
        lines.append("≥ at least: some groups ate foods without data")
    if thin := [f.form for f in forms if (f.mean_coverage or 0) < HALF]:
        warning = "Less than half of the food eaten has data on"
        lines.append(f"{warning} {', '.join(thin)}: a low number here does not mean a low intake")
    return lines


def _coverage(f: FormSummary) -> str:
    return MISSING if f.mean_coverage is None else percent(f.mean_coverage)
