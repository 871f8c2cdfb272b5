"""The summary of a run: quantiles of the known numbers, with their coverage."""

from pathlib import Path

import pytest
from cohorts import done, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import CohortOptions
from vitk2.cohort.summary import FormSummary, Summary

LINES = [
    *((f"p{i}", "mon", "spinach-raw", 10 * i) for i in range(1, 6)),
    ("p5", "mon", "no-such-food", 50),
    ("p6", "mon", "no-such-food", 10),
    ("p7", "mon", "natto", 100),
]


@pytest.fixture(params=[False, True], ids=["long", "wide"])
def summary(tiny: Catalog, tmp_path: Path, request: pytest.FixtureRequest) -> Summary:
    diary = write_diary(tmp_path / "diary.csv", LINES)
    return done(tiny, diary, tmp_path / "out", CohortOptions(wide=request.param)).summary


def form(summary: Summary, name: str) -> FormSummary:
    (found,) = (f for f in summary.forms if f.form == name)
    return found


def test_quantiles_are_over_groups_with_a_number_and_at_least_where_one_is(
    summary: Summary,
) -> None:
    k1 = form(summary, "K1")
    assert summary.groups == 7
    assert (k1.groups, k1.fully_covered, k1.qualifier) == (6, 5, ">=")
    assert k1.median_ug == pytest.approx((3 * 48 + 2 * 48) / 2)  # 11.3, 48, 96, 144, 192, 240
    assert k1.p95_ug == pytest.approx(192 + 0.75 * 48)


def test_a_group_without_a_number_is_in_the_coverage_and_in_no_quantile(summary: Summary) -> None:
    assert form(summary, "K1").mean_coverage == pytest.approx((5 + 0.5 + 0) / 7)
    mk9 = form(summary, "MK-9(4H)")
    assert (mk9.groups, mk9.median_ug, mk9.mean_coverage) == (0, None, 0)


def test_nothing_found_is_nd_and_not_a_number(tiny: Catalog, tmp_path: Path) -> None:
    lines = [("ann", "mon", "potato-raw", 100), ("bob", "mon", "potato-raw", 50)]
    found = done(tiny, write_diary(tmp_path / "d.csv", lines), tmp_path / "out").summary
    mk7 = form(found, "MK-7")
    assert (mk7.qualifier, mk7.groups, mk7.median_ug) == ("nd", 2, None)


def test_the_foods_that_gave_most_come_with_their_shares(summary: Summary) -> None:
    spinach, natto = form(summary, "K1").gave_most
    k1 = 150 * 4.80, 100 * 0.113
    assert (spinach.food, spinach.ug) == ("Spinach, raw", pytest.approx(k1[0]))
    assert natto.share == pytest.approx(k1[1] / sum(k1))


def test_the_matched_share_is_of_lines_and_of_grams(summary: Summary) -> None:
    assert summary.matched[:4] == (8, 310, 6, 250)
    assert summary.unmatched_codes == 1


def test_ten_foods_at_most_are_named_as_those_that_gave_most(
    shipped: Catalog, tmp_path: Path
) -> None:
    foods = shipped.rows(
        "SELECT food_id FROM amounts WHERE form = 'K1' AND ug_per_100g > 1 AND doubtful = 0"
        " LIMIT 11"
    )
    for count in (10, 11):
        lines = [("ann", "mon", food, 100.0) for (food,) in foods[:count]]
        diary = write_diary(tmp_path / f"{count}.csv", lines)
        gave_most = done(shipped, diary, tmp_path / str(count)).summary.forms[0].gave_most
        assert len(gave_most) == 10
        assert sum(source.share for source in gave_most) == pytest.approx(1) or count == 11
