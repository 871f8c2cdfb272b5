"""Days side by side: worked out by hand, then run over everything."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plates import DAYS, eaten, totals

from vitk2.catalog.catalog import Catalog, records
from vitk2.diary.intake import intake
from vitk2.diary.totals import spread
from vitk2.forms import Form
from vitk2.queries.amounts import amount_of


def test_days_stand_side_by_side_form_by_form(tiny: Catalog) -> None:
    answer = intake(tiny, eaten(("natto", 10, "2026-01-02"), ("spinach-raw", 10, "2026-01-01")))
    assert list(answer.days) == ["2026-01-01", "2026-01-02"]
    first = {t.form: t for t in answer.days["2026-01-01"]}
    assert list(first) == ["K1", "MK-4", "MK-7", "other K2", "K2 unsplit"]
    assert (first["K1"].ug, first["other K2"].ug) == (48, None)
    assert spread(answer.days, "K1") == "1.13 to 48 µg a day"
    assert spread(answer.days, "other K2") == "not shown: 0 of 2 foods have other K2 data"


def test_lines_without_a_date_stand_beside_those_that_have_one(
    tiny_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "days.csv"
    path.write_text("food,amount,unit,date\nnatto,10,g,2026-01-01\nspinach-raw,10,g,\n")
    for format_ in ("tsv", "csv", "md", "table"):
        out = tiny_run("intake", "--file", str(path), "--format", format_).stdout
        assert "undated" in out, format_
    result = json.loads(tiny_run("intake", "--file", str(path), "--json").stdout)
    assert {t["form"]: t["ug"] for t in result["days"]["undated"]}["K1"] == 48


def test_k2_known_only_as_a_total_appears_in_its_day(shipped: Catalog) -> None:
    day = intake(shipped, eaten(("egg-yolk-raw", 20, DAYS[0]), ("natto", 40, DAYS[0]))).days[
        DAYS[0]
    ]
    unsplit = next(t for t in day if t.form == "K2 unsplit")
    (yolk,) = shipped.rows(
        "SELECT ug_per_100g FROM amounts WHERE food_id = 'egg-yolk-raw' AND form = 'K2'"
    )[0]
    assert (unsplit.ug, unsplit.foods_with_data, unsplit.foods) == (
        pytest.approx(float(str(yolk)) / 5),
        1,
        1,
    )


def test_a_day_of_not_founds_is_nd_and_so_is_the_spread(tiny: Catalog) -> None:
    answer = intake(tiny, eaten(*(("potato-raw", 100, d) for d in DAYS)))
    mk7 = next(t for t in answer.days[DAYS[0]] if t.form == "MK-7")
    assert (mk7.ug, mk7.qualifier) == (None, "nd")
    assert spread(answer.days, "MK-7") == "nd: looked for and not found on any day"


def test_a_bar_stands_on_a_scale_that_is_printed(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text(
        "food,amount,unit,date\nspinach-raw,80,g,2026-01-01\ngouda-aged,50,g,2026-01-02\n"
    )
    table = tiny_run("intake", "--file", str(path), "--format", "table").stdout
    assert "K1, 0 to 500 µg" in table
    assert "MK-7, 0 to 10 µg" in table
    last = table.splitlines()[-2:]
    assert max(line.count("█") for line in last) > 5 * min(line.count("█") for line in last)


diaries = st.lists(
    st.tuples(
        st.sampled_from(["natto", "gouda-aged", "spinach-raw", "potato-raw", "tempeh"]),
        st.floats(1, 400).map(lambda x: round(x, 1)),
        st.sampled_from([*DAYS, ""]),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=diaries, order=st.randoms())
def test_days_add_up_to_the_whole_whatever_the_order(
    tiny: Catalog, lines: list[tuple[str, float, str]], order: Any
) -> None:
    foods = eaten(*lines)
    answer = intake(tiny, foods)
    mixed = list(foods)
    order.shuffle(mixed)
    again = intake(tiny, mixed)
    for form in (Form.K1, Form.MK4, Form.MK7):
        whole = totals(answer)[form]
        assert totals(again)[form].ug == pytest.approx(whole.ug)
        if answer.days:
            of_days = [t for ts in answer.days.values() for t in ts if t.form == form]
            assert sum(t.ug or 0 for t in of_days) == pytest.approx(whole.ug or 0, abs=1e-4)
            assert sum(t.low or 0 for t in of_days) == pytest.approx(whole.low or 0, abs=1e-4)
    for day, ts in answer.days.items():
        of_day = {food for food, _, date in lines if date == day}
        for t in ts:
            if t.form != "K2 unsplit":
                assert t.foods_with_data <= t.foods == len(of_day)


def test_a_day_of_k1_and_a_day_of_mk7_do_not_look_alike(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text(
        "food,amount,unit,date\n"
        "spinach-raw,31.25,g,2026-01-01\n"  # 150 µg K1
        "natto,16.129,g,2026-01-02\n"  # 150 µg MK-7
    )
    result = json.loads(tiny_run("intake", "--file", str(path), "--json").stdout)["days"]
    by_day = {day: {t["form"]: t["ug"] for t in result[day]} for day in result}
    assert by_day["2026-01-01"]["K1"] == 150
    assert round(by_day["2026-01-02"]["MK-7"]) == 150
    for format_ in ("table", "tsv", "csv", "jsonl", "md"):
        out = tiny_run("intake", "--file", str(path), "--format", format_).stdout
        first, second = (
            [line.replace(day, "") for line in out.splitlines() if day in line]
            for day in ("2026-01-01", "2026-01-02")
        )
        assert format_ == "jsonl" or (first and first != second)


@pytest.mark.parametrize("words", ["steady", "stable", "alike", "safe"])
def test_no_output_calls_days_anything(tiny_run: Run, tmp_path: Path, words: str) -> None:
    path = tmp_path / "days.csv"
    path.write_text("food,amount,unit,date\nnatto,10,g,2026-01-01\nnatto,10,g,2026-01-02\n")
    assert words not in tiny_run("intake", "--file", str(path), "--format", "table").stdout


def test_the_index_and_the_diary_know_the_same(shipped: Catalog) -> None:
    rows = shipped.rows("SELECT food_id, form, known FROM amounts")
    known_in_index = {(str(i), str(f)) for i, f, k in rows if k}
    known_in_diary = {
        (str(r["food_id"]), str(r["form"]))
        for r in records(shipped, "amounts")
        if amount_of(r).known
    }
    assert known_in_index == known_in_diary
    assert 0 < len(known_in_index) < len(rows)


def test_a_thousand_micrograms_are_written_out(run: Run, tmp_path: Path) -> None:
    assert "K2 4000 µg, MK-7 4000 µg" in run("intake", "natto-dried:100 g").stderr
    diary = tmp_path / "diary.csv"
    eaten = "spinach-boiled,200,g,2026-01-01\nspinach-boiled,400,g,2026-01-02\n"
    diary.write_text(f"food,amount,unit,date\n{eaten}")
    spread = json.loads(run("intake", "--file", str(diary), "--json").stdout)["spread"]
    assert spread["K1"] == "1050 to 2100 µg a day"
