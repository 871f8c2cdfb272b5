"""The rows that a pipe gets of a ranking, and the foods that are counted as sources of a form."""

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run

from vitk2.catalog.catalog import Catalog
from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries import listings
from vitk2.queries.query import Query
from vitk2.queries.search import select


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("form", ["MK-7", "MK-9", "K1", "K2"])
@pytest.mark.parametrize("count", [1, 3, 90])
def test_a_limit_is_the_number_of_rows_in_a_pipe(run: Run, form: str, count: int) -> None:
    rows = rows_of(run("top", form, "-n", str(count), "--csv").stdout)
    assert len(rows) == count
    assert {row["doubtful"] for row in rows} == {"false"}
    assert len(json.loads(run("top", form, "-n", str(count), "--json").stdout)) == count


@pytest.mark.parametrize("limit", [(), ("-n", "0")])
def test_without_a_limit_foods_of_an_upper_end_follow_the_numbers(
    run: Run, limit: tuple[str, ...]
) -> None:
    rows = rows_of(run("top", "MK-7", *limit, "--csv").stdout)
    ends = [row["food_id"] for row in rows if row["qualifier"] == "<="]
    assert ends[0] == "douchi"
    assert rows[0]["food_id"] == "natto"
    assert {row["doubtful"] for row in rows} == {"false"}


def test_doubtful_foods_come_only_with_their_option(tiny_run: Run) -> None:
    without = tiny_run("top", "MK-7", "-n", "0", "--csv")
    assert "tempeh" not in without.stdout
    assert "--doubtful" in without.stderr
    with_doubts = rows_of(tiny_run("top", "MK-7", "-n", "2", "--doubtful", "--csv").stdout)
    assert [row["food_id"] for row in with_doubts] == ["natto", "tempeh"]
    on_screen = tiny_run("top", "MK-7", "--format", "table").stdout
    assert "Tempeh" in on_screen


def test_the_credits_of_a_file_are_those_of_its_rows(run: Run, tmp_path: Path) -> None:
    run("top", "MK-7", "-n", "1", "-o", str(tmp_path / "out.csv"))
    credits_text = (tmp_path / "out.csv.sources.csv").read_text(encoding="utf-8")
    credited = {row["source_id"] for row in rows_of(credits_text)}
    assert "kamao-2007" in credited
    assert "taiwan-tfda-2024" not in credited


def test_forms_and_rankings_count_the_same_foods(shipped: Catalog) -> None:
    counted = {row["form"]: row["foods"] for row in listings.forms(shipped)}
    for form in TABLE_FORMS:
        for limit in (0, 3):
            found = select(shipped, Query(forms=(form,), shape="top", limit=limit))
            assert found.sources_count == counted[form.value], form
    whole = select(shipped, Query(forms=(Form.MK7,), shape="top"))
    with_amount = [r for r in whole.records() if r["ug_per_100g"] and not r["doubtful"]]
    assert len(with_amount) == whole.sources_count == whole.sources_listed
    assert whole.sources_count < whole.total  # zeros and not-founds are ranked, but no sources


def test_the_groups_together_have_as_many_foods_with_a_form(shipped: Catalog) -> None:
    counted = {row["form"]: row["foods"] for row in listings.forms(shipped)}
    groups = listings.groups(shipped)
    for form in (Form.K1, Form.MK4, Form.MK7, Form.K2):
        assert sum(int(str(row[form.key])) for row in groups) == counted[form.value]
    (foods,) = shipped.integers("SELECT count(*) FROM foods")
    assert sum(int(str(row["foods"])) for row in groups) == foods


def test_a_ranking_and_a_chart_say_the_number_of_sources(run: Run, tmp_path: Path) -> None:
    counted = {row["form"]: row["foods"] for row in rows_of(run("forms", "--csv").stdout)}
    assert f"3 of {counted['MK-7']} foods" in run("top", "MK-7", "-n", "3").stderr
    run("chart", "MK-7", "-n", "20", "-o", str(tmp_path / "mk7.svg"))
    picture = (tmp_path / "mk7.svg").read_text(encoding="utf-8")
    assert f"20 of {counted['MK-7']} foods with MK-7" in picture


def test_the_counts_of_forms_are_under_their_own_headings(shipped: Catalog) -> None:
    rows = {row["form"]: row for row in listings.forms(shipped)}
    sql = "SELECT count(*) FROM amounts WHERE form = 'MK-7' AND qualifier = '<='"
    assert rows["MK-7"]["upper_end_only"] == shipped.integers(sql)[0] > 0
    assert rows["K1"]["upper_end_only"] == 0
    assert rows["dK1"]["zeros"] > rows["dK1"]["upper_end_only"]
