"""The summary of a run: matched shares, intakes by form, and the main sources."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import ibis
from ibis.expr import types as ir

from vitk2.cohort.engines import Engine
from vitk2.cohort.per_gram import Contents
from vitk2.cohort.summary import FormSummary, MatchStats, Summary, TopSource
from vitk2.forms import TABLE_FORMS, Form

MOST_FOODS: Final = 10

EXACT_GROUPS: Final = 1_000_000
"""The most groups with exact quantiles, which need all groups in memory."""

QUANTILES: Final = {"p5_ug": 0.05, "median_ug": 0.5, "p95_ug": 0.95}


def matched_of(
    rows: Sequence[Mapping[str, Any]],
    counts: Mapping[str, Any],
    contents: Mapping[str, Contents],
    names: Mapping[str, str],
) -> MatchStats:
    """Return the matched lines and grams of a diary, and its main sources.

    `rows` have code, lines and grams of matched codes; `counts` has lines and grams of the diary.
    """
    ug_by_form: dict[Form, dict[str, float]] = {form: {} for form in TABLE_FORMS}
    for row in rows:
        for form, per_gram in contents[row["code"]].items():
            if per_gram.ug and row["grams"]:
                name, ug = names[row["code"]], per_gram.ug * row["grams"]
                ug_by_form[form][name] = ug_by_form[form].get(name, 0.0) + ug
    return MatchStats(
        lines=int(counts["lines"]),
        grams=counts["grams"],
        matched_lines=sum(row["lines"] for row in rows),
        matched_grams=sum(row["grams"] for row in rows),
        gave_most={form: _top_sources(of_food) for form, of_food in ug_by_form.items()},
    )


def _top_sources(of_food: Mapping[str, float]) -> tuple[TopSource, ...]:
    total = sum(of_food.values())
    top = sorted(of_food, key=lambda name: (-of_food[name], name))[:MOST_FOODS]
    return tuple(TopSource(name, of_food[name], of_food[name] / total) for name in top)


def summary_of(
    rows: ir.Table, engine: Engine, matched: MatchStats, unmatched_codes: int
) -> Summary:
    """Return the summary of the sums; `rows`, per group and form, are read once for all forms."""
    (count,) = engine.arrow(rows.aggregate(rows=rows.count())).to_pylist()
    groups = count["rows"] // len(TABLE_FORMS)
    intake_ug = ibis.ifelse(rows.qualifier == "nd", 0.0, rows.ug)
    by_form = rows.group_by("form").aggregate(
        groups=intake_ug.count(),
        numbers=rows.ug.count(),
        fully_covered=rows.count(where=rows.coverage == 1),
        at_least=rows.count(where=rows.qualifier == ">="),
        mean_coverage=rows.coverage.mean(),
        **{
            name: intake_ug.quantile(q) if groups <= EXACT_GROUPS else intake_ug.approx_quantile(q)
            for name, q in QUANTILES.items()
        },
    )
    rows_by_form = {row["form"]: row for row in engine.arrow(by_form).to_pylist()}
    forms = (_form_summary(form, rows_by_form[form.value], matched) for form in TABLE_FORMS)
    return Summary(groups, matched, unmatched_codes, tuple(forms))


def _form_summary(form: Form, row: Mapping[str, Any], matched: MatchStats) -> FormSummary:
    is_nd = row["groups"] and not row["numbers"]
    return FormSummary(
        form=form.value,
        groups=row["groups"],
        fully_covered=row["fully_covered"],
        qualifier="nd" if is_nd else ">=" if row["at_least"] else "",
        **{name: None if is_nd else row[name] for name in QUANTILES},
        mean_coverage=row["mean_coverage"],
        gave_most=matched.gave_most[form],
    )
