"""What people are told of a run: matched shares, intakes by form, the foods that gave most."""

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
"""Quantiles of more groups are approximate: exact ones would need them all in memory."""

QUANTILES: Final = {"p5_ug": 0.05, "median_ug": 0.5, "p95_ug": 0.95}


def matched_of(
    rows: Sequence[Mapping[str, Any]],
    counts: Mapping[str, Any],
    contents: Mapping[str, Contents],
    names: Mapping[str, str],
) -> MatchStats:
    """`rows`: code, lines and grams of matched codes; `counts`: lines and grams of the diary."""
    gave: dict[Form, dict[str, float]] = {form: {} for form in TABLE_FORMS}
    for row in rows:
        for form, held in contents[row["code"]].items():
            if held.ug and row["grams"]:
                name, ug = names[row["code"]], held.ug * row["grams"]
                gave[form][name] = gave[form].get(name, 0.0) + ug
    return MatchStats(
        lines=int(counts["lines"]),
        grams=counts["grams"],
        matched_lines=sum(row["lines"] for row in rows),
        matched_grams=sum(row["grams"] for row in rows),
        gave_most={form: _most(of_food) for form, of_food in gave.items()},
    )


def _most(of_food: Mapping[str, float]) -> tuple[TopSource, ...]:
    whole = sum(of_food.values())
    richest = sorted(of_food, key=lambda name: (-of_food[name], name))[:MOST_FOODS]
    return tuple(TopSource(name, of_food[name], of_food[name] / whole) for name in richest)


def summary_of(
    rows: ir.Table, engine: Engine, matched: MatchStats, unmatched_codes: int
) -> Summary:
    """What the sums come to; `rows` of a group and form are read once for all forms."""
    (count,) = engine.arrow(rows.aggregate(rows=rows.count())).to_pylist()
    groups = count["rows"] // len(TABLE_FORMS)
    intake_ug = ibis.ifelse(rows.qualifier == "nd", 0.0, rows.ug)
    found = rows.group_by("form").aggregate(
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
    of_form = {row["form"]: row for row in engine.arrow(found).to_pylist()}
    forms = (_of_form(form, of_form[form.value], matched) for form in TABLE_FORMS)
    return Summary(groups, matched, unmatched_codes, tuple(forms))


def _of_form(form: Form, row: Mapping[str, Any], matched: MatchStats) -> FormSummary:
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
