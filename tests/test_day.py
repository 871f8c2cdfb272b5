"""Amounts eaten, days, comparisons and claims: worked out by hand, then run over everything."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vitk2
from vitk2 import caution
from vitk2.answers.amounts import Amount
from vitk2.diary.intake import Intake, intake
from vitk2.diary.items import Problem, read_csv
from vitk2.diary.reference import Person, percent, person
from vitk2.diary.reference import share as share_of
from vitk2.diary.scales import Weighed, understand
from vitk2.diary.sums import Total, spread, total
from vitk2.errors import DataError, FoodError, UsageError
from vitk2.forms import Form
from vitk2.tables.catalog import Catalog
from vitk2.tables.vocabulary import REFERENCES

# --- sums ---------------------------------------------------------------------------------------


def eaten(*pairs: tuple[str, float, str]) -> list[Weighed]:
    return [Weighed(food, food, grams, "", day) for food, grams, day in pairs]


def skipped(written: str, day: str = "") -> Problem:
    return Problem("item 9", "there is no such food", written, day)


def totals(answer: Intake) -> dict[str, Total]:
    return {t.form: t for t in answer.totals}


def test_sums_carry_ranges_bounds_and_coverage(tiny: Catalog) -> None:
    foods = eaten(("natto", 50, ""), ("gouda-aged", 30, ""), ("spinach-raw", 100, ""))
    found = totals(intake(tiny, foods))
    k1, mk7, mk9, k2 = (found[f] for f in ("K1", "MK-7", "MK-9", "K2"))
    assert (k1.ug, k1.low, k1.high) == (485.65, 390, 542.5)  # half of natto, whole spinach
    assert (k1.qualifier, k1.coverage) == (">=", "2 of 3 foods have K1 data")
    assert (mk7.ug, mk7.low, mk7.high) == (465.48, 40.98, 517.98)  # the limit 0.5 ends the range
    assert (mk7.qualifier, mk7.known) == ("", 3)
    assert (mk9.ug, mk9.qualifier, mk9.coverage) == (12.09, ">=", "1 of 3 foods have MK-9 data")
    assert k2.qualifier == ">="


def test_an_assumed_zero_is_no_data_and_nothing_known_is_no_number(tiny: Catalog) -> None:
    mk4 = totals(intake(tiny, eaten(("potato-raw", 100, ""))))["MK-4"]
    assert (mk4.ug, mk4.low, mk4.known, mk4.foods) == (None, None, 0, 1)


def test_what_was_looked_for_and_not_found_is_no_zero(tiny: Catalog) -> None:
    mk7 = totals(intake(tiny, eaten(("potato-raw", 100, ""), ("spinach-raw", 100, ""))))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.high, mk7.known) == (None, "nd", 0.5, 2)


def test_a_not_found_beside_an_unknown_stays_not_found(tiny: Catalog) -> None:
    foods = [*eaten(("potato-raw", 100, "")), skipped("blorb")]
    mk7 = totals(intake(tiny, foods))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.coverage) == (None, "nd", "1 of 2 foods have MK-7 data")


def test_a_zero_beside_a_not_found_is_not_found() -> None:
    zero = Amount(Form.MK4, 0.0, 0.0, 0.0)
    not_found = Amount(Form.MK4, None, 0.0, 0.3, "<", 0.3)
    amounts = {"zero": [zero], "not-found": [not_found], "unknown": []}
    foods = eaten(("zero", 100, ""), ("not-found", 100, ""), ("unknown", 100, ""))
    found = [total("MK-4", [Form.MK4], foods[:n], [], amounts) for n in (1, 2, 3)]
    assert [(t.ug, t.qualifier, t.high, t.known) for t in found] == [
        (0.0, "", 0.0, 1),
        (None, "nd", 0.3, 2),
        (None, "nd", 0.3, 2),
    ]
    at_least = total("MK-4", [Form.MK4], [foods[0], foods[2]], [], amounts)
    assert (at_least.ug, at_least.qualifier, at_least.known) == (0.0, ">=", 1)


def test_a_doubtful_value_is_unknown_and_named_with_what_was_left_out(tiny: Catalog) -> None:
    foods = eaten(("tempeh", 50, ""), ("gouda-aged", 100, ""))
    mk7 = totals(intake(tiny, foods))["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.coverage) == (1.6, ">=", "1 of 2 foods have MK-7 data")
    (left_out,) = mk7.left_out
    assert (left_out.food, left_out.form, left_out.ug) == ("tempeh", "MK-7", 55.35)
    assert left_out.why


def test_a_doubtful_food_is_named_once(tiny_run: Run) -> None:
    said = tiny_run("intake", "tempeh:50 g", "tempeh:50 g").stderr.splitlines()
    assert sum("not summed: Tempeh, " in line for line in said) == 1


def test_what_was_skipped_counts_as_unknown(tiny: Catalog) -> None:
    answer = intake(tiny, [*eaten(("natto", 100, "")), skipped("blorb"), skipped("blarb")])
    mk7 = totals(answer)["MK-7"]
    assert (mk7.ug, mk7.qualifier, mk7.coverage) == (930, ">=", "1 of 3 foods have MK-7 data")
    assert [p.written for p in answer.skipped] == ["blorb", "blarb"]


def test_the_same_food_twice_is_one_food_and_two_lines(tiny: Catalog) -> None:
    lines = [
        Weighed("natto", "Natto", 20, "2 × spoon of 10 g", "", "breakfast"),
        Weighed("natto", "Natto", 30, "", "", "dinner"),
        Weighed("natto", "Natto", 30, "", "", "dinner"),
    ]
    answer = intake(tiny, lines)
    assert [(e.grams, e.note, e.meal, e.lines) for e in answer.eaten] == [
        (20, "2 × spoon of 10 g", "breakfast", 1),
        (30, "", "dinner", 2),
    ]
    assert [c["grams"] for c in answer.contributions] == [20, 60]
    assert (totals(answer)["MK-7"].foods, totals(answer)["MK-7"].ug) == (1, 744)


WOMAN = Person("female", 720)


def test_the_share_of_a_reference_is_k1s_alone(tiny: Catalog) -> None:
    answer = intake(tiny, eaten(("spinach-raw", 100, "")), "us", WOMAN)
    assert answer.share is not None
    assert answer.share.percent == 533.3
    assert answer.share.text == (
        "K1 alone, taken as one day: 533 % of the US AI for total vitamin K, 90 µg a day "
        "(secondary reading)"
    )
    efsa = intake(tiny, eaten(("spinach-raw", 100, "")), "efsa", WOMAN).share
    assert efsa is not None
    assert efsa.text == "K1 alone, taken as one day: 686 % of the EFSA AI for K1, 70 µg a day"


def test_state_age_and_sex_pick_the_row(tiny: Catalog) -> None:
    pregnant = Person("female", 360, "pregnant")
    share = intake(tiny, eaten(("natto", 100, "")), "efsa", pregnant).share
    assert share is not None
    assert share.ug_per_day == 80
    child = intake(tiny, eaten(("natto", 100, "")), "us", Person("female", 60)).share
    assert child is not None
    assert child.percent is None


def test_under_twelve_months_there_is_no_share(tiny: Catalog) -> None:
    share = intake(tiny, eaten(("natto", 10, "")), "us", Person("female", 11)).share
    assert share is not None
    assert (share.percent, share.text) == (
        None,
        "Under 12 months no share is given: ask a clinician.",
    )


def test_japan_gets_one_row_of_mk4_equivalents(tiny: Catalog) -> None:
    man = Person("male", 480)
    share = intake(tiny, eaten(("natto", 100, "")), "japan", man).share
    assert share is not None
    assert share.mk4_equivalents_ug == round(11.3 + 0.685 * 930, 6)


def test_no_share_without_k1_data(tiny: Catalog) -> None:
    share = intake(tiny, eaten(("tempeh", 100, "")), "us", WOMAN).share
    assert share is not None
    assert share.percent is None


def test_a_share_says_not_found_where_k1_was_looked_for(tiny: Catalog) -> None:
    for qualifier, known, said in (("nd", 1, "not found"), ("", 0, "not known")):
        k1 = Total("K1", None, qualifier, None, None, known, 1)
        told = share_of(tiny, {"": [k1]}, "us", WOMAN)
        assert told.percent is None
        assert told.text == (
            f"K1 alone, taken as one day: no share, K1 was {said} ({known} of 1 foods have K1 data)"
        )


def test_a_reference_needs_a_person_that_does_not_contradict_itself(tiny: Catalog) -> None:
    with pytest.raises(UsageError):
        intake(tiny, eaten(("natto", 1, "")), "us")
    with pytest.raises(UsageError, match="'usa' is not a reference: use us, efsa"):
        intake(tiny, eaten(("natto", 1, "")), "usa", WOMAN)
    with pytest.raises(UsageError, match="values for pregnant are for --sex female"):
        person("male", 30, "pregnant")
    assert person(None, 30, "pregnant") == Person("female", 360, "pregnant")


DAYS = ("2026-01-01", "2026-01-02", "2026-01-03")


def test_a_share_is_per_day_and_three_days_are_no_one_day(tiny: Catalog) -> None:
    days = eaten(*(("spinach-raw", grams, d) for grams, d in zip((100, 50, 75), DAYS, strict=True)))
    share = intake(tiny, days, "us", WOMAN).share
    assert share is not None
    assert [d.percent for d in share.days] == [533.3, 266.7, 400.0]
    assert (share.percent, share.low_percent, share.high_percent) == (400.0, 266.7, 533.3)
    assert share.text.startswith(
        "K1 alone, a day over 3 days: 400 % (267 % to 533 %) of the US AI for total vitamin K"
    )


def test_a_share_never_grows_with_the_number_of_like_days(tiny: Catalog) -> None:
    shares = [
        intake(tiny, eaten(*(("spinach-raw", 100, d) for d in DAYS[:n])), "us", WOMAN).share
        for n in (1, 2, 3)
    ]
    assert {s.percent for s in shares if s} == {533.3}


def test_a_day_with_something_unknown_makes_the_share_at_least(tiny: Catalog) -> None:
    days = [*eaten(("spinach-raw", 100, DAYS[0])), skipped("blorb", DAYS[1])]
    share = intake(tiny, days, "us", WOMAN).share
    assert share is not None
    assert share.at_least
    assert "at least 533 %" in share.text


def test_a_little_is_not_nothing() -> None:
    assert [percent(x) for x in (0, 0.3, 1, 589.6)] == ["0 %", "under 1 %", "1 %", "590 %"]


def test_every_reference_has_a_value_for_every_adult(shipped: Catalog) -> None:
    for reference in REFERENCES:
        for sex in ("female", "male"):
            for years in (19, 40, 51, 90):
                person = Person(sex, years * 12)
                answer = intake(shipped, eaten(("kale-raw", 10, "")), reference, person)
                assert answer.share is not None
                assert answer.share.percent


# --- days ---------------------------------------------------------------------------------------


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
    shown = json.loads(tiny_run("intake", "--file", str(path), "--json").stdout)
    assert {t["form"]: t["ug"] for t in shown["days"]["undated"]}["K1"] == 48


def test_k2_known_only_as_a_total_appears_in_its_day(shipped: Catalog) -> None:
    day = intake(shipped, eaten(("egg-yolk-raw", 20, DAYS[0]), ("natto", 40, DAYS[0]))).days[
        DAYS[0]
    ]
    unsplit = next(t for t in day if t.form == "K2 unsplit")
    (yolk,) = shipped.rows(
        "SELECT ug_per_100g FROM amounts WHERE food_id = 'egg-yolk-raw' AND form = 'K2'"
    )[0]
    assert (unsplit.ug, unsplit.known, unsplit.foods) == (pytest.approx(float(str(yolk)) / 5), 1, 1)


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
                assert t.known <= t.foods == len(of_day)


def test_a_day_of_k1_and_a_day_of_mk7_do_not_look_alike(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text(
        "food,amount,unit,date\n"
        "spinach-raw,31.25,g,2026-01-01\n"  # 150 µg K1
        "natto,16.129,g,2026-01-02\n"  # 150 µg MK-7
    )
    shown = json.loads(tiny_run("intake", "--file", str(path), "--json").stdout)["days"]
    by_day = {day: {t["form"]: t["ug"] for t in shown[day]} for day in shown}
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


# --- the commands -------------------------------------------------------------------------------


def test_the_days_sums_are_those_worked_out_by_hand(run: Run, shipped: Catalog) -> None:
    asked = ("intake", "natto:50 g", "spinach, raw:1 cup", "gouda:30 g")
    person = ("--reference", "us", "--sex", "female", "--age", "60", "--json")
    answer = json.loads(run(*asked, *person).stdout)
    shown = {t["form"]: t for t in answer["totals"]}
    rows = shipped.rows("SELECT food_id, ug_per_100g FROM amounts WHERE form = 'K1'")
    k1: dict[Any, Any] = dict(rows)
    by_hand = k1["natto"] * 0.5 + k1["spinach-raw"] * 0.3 + k1["gouda-middle-aged"] * 0.3
    assert shown["K1"]["ug"] == pytest.approx(by_hand) == 125.05
    assert shown["K1"]["low"] < shown["K1"]["ug"] < shown["K1"]["high"]
    assert shown["MK-7"]["ug"] == pytest.approx(0.5 * 930 + 0.3 * 1.6)
    assert shown["MK-10"]["coverage"] == "2 of 3 foods have MK-10 data"
    assert shown["MK-10"]["qualifier"] == "nd"
    assert answer["share"]["text"].startswith(
        "K1 alone, taken as one day: 139 % of the US AI for total vitamin K"
    )
    assert answer["k2_reference"] == caution.NO_K2_REFERENCE
    assert answer["caution"] == caution.CAUTION


def test_nothing_is_counted_until_all_is_understood(tiny_run: Run) -> None:
    refused = tiny_run("intake", "natoo:1 g", "natto:1 g", "gouda:2 blobs", code=1)
    assert refused.stdout == ""
    assert [line.split(":")[0] for line in refused.stderr.removeprefix("Error: ").splitlines()] == [
        "item 1",
        "item 3",
    ]
    counted = tiny_run("intake", "natoo:1 g", "natto:1 g", "--skip-unknown", "--json")
    assert len(json.loads(counted.stdout)["skipped"]) == 1
    assert "not counted: item 1" in counted.stderr


def test_a_file_tells_all_its_problems_by_line(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(
        "meal,food,amount,unit,date\n,natto,40,g,2026-01-01\n,,1,g,\n,natto,x,g,\n"
        ",natto,1,g,2026-02-30\n,natto,1,blob,\n,natto,-1,g,\n,natto,6,kg,\n"
    )
    stderr = tiny_run("intake", "--file", str(path), code=1).stderr
    for line, what in (
        (3, "food: must not be empty"),
        (4, "amount: 'x' is not a number"),
        (5, "date: '2026-02-30' is not a date"),
        (6, "Natto: 'blob' is no unit"),
        (7, "-1 is not an amount above 0"),
        (8, "more than 5 kg"),
    ):
        assert f"{path}:{line}: {what}" in stderr or (
            what in stderr and f"{path}:{line}: " in stderr
        )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"food,amount\n", ":1: needs the columns food, amount, unit"),
        (b"food,amount,unit\n\xff,1,g\n", "not UTF-8"),
        (b'food,amount,unit\n"natto"x,1,g\n', "malformed CSV"),
        (b"", ":1: needs the columns"),
    ],
)
def test_a_file_that_is_no_diary_is_refused(
    tiny_run: Run, tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "day.csv"
    path.write_bytes(content)
    assert problem in tiny_run("intake", "--file", str(path), code=1).stderr
    assert "cannot be read" in tiny_run("intake", "--file", str(tmp_path / "no.csv"), code=1).stderr


def test_a_diary_is_read_from_stdin(tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from vitk2.cli.main import cli

    monkeypatch.setattr("vitk2.tables.catalog.data_dir", lambda: str(tiny_dir))
    lines = "food,amount,unit\nnatto,100,g\n"
    result = CliRunner().invoke(cli, ["intake", "-", "--csv"], input=lines)
    rows = {r["form"]: r for r in csv.DictReader(io.StringIO(result.stdout))}
    assert rows["MK-7"]["ug"] == "930"
    assert rows["MK-9"]["ug"] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("intake",), "nothing was eaten"),
        (("intake", "natto:1 g", "--reference", "us"), "--reference needs --age"),
        (("intake", "natto:1 g", "--reference", "who"), "is not one of"),
        (("intake", "natto:1 g", "--sex", "x"), "is not one of"),
        (("intake", "natto:1 g", "--age", "-1"), "not in the range"),
        (("compare", "natto"), "1 foods cannot be compared: name 2 to 8"),
        (("top", "K1", "--holding", "0"), "is not an amount to hold"),
        (("intake", "natto:1 g", "--sex", "male", "--pregnant"), "are for --sex female"),
        (("search", "--sort=-K1"), "'-K1' is not a form: a ranking begins with the richest"),
        (("search", "--no-mark", "natto"), "'natto' is not a mark: use studies disagree"),
    ],
)
def test_wrong_options_are_usage_errors(
    tiny_run: Run, arguments: tuple[str, ...], message: str
) -> None:
    result = tiny_run(*arguments, code=2)
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_pregnancy_needs_no_sex(tiny_run: Run) -> None:
    asked = ("intake", "natto:1 g", "--reference", "efsa", "--age", "30", "--pregnant")
    assert json.loads(tiny_run(*asked, "--json").stdout)["share"]["ug_per_day"] == 80
    assert "K1 alone" in tiny_run(*asked).stderr
    shown = tiny_run(*asked, "--format", "table").stdout
    assert caution.NO_K2_REFERENCE in " ".join(shown.split())


def test_foods_are_compared_form_by_form(tiny_run: Run) -> None:
    found = json.loads(tiny_run("compare", "natto", "gouda", "--json").stdout)
    assert [f["food_id"] for f in found["foods"]] == ["natto", "gouda-aged"]
    assert found["amounts"]["MK-7"]["natto"]["ug_per_100g"] == 930
    assert found["differences"] == ["MK-7: Natto has 581 times Gouda, aged per 100 g"]
    rows = {
        r["form"]: r
        for r in csv.DictReader(io.StringIO(tiny_run("compare", "natto", "gouda", "--csv").stdout))
    }
    assert rows["MK-9"]["natto_ug_per_100g"] == ""
    assert rows["MK-9"]["gouda-aged_ug_per_portion"] == "11.284"
    assert rows["K2"]["natto_qualifier"] == ">="
    table = tiny_run("compare", "natto", "spinach-raw", "tempeh", "--format", "table").stdout
    assert "—" in table
    assert "111?" in table
    assert caution.CAUTION in tiny_run("compare", "natto", "gouda", "--format", "md").stdout


def test_what_holds_an_amount_leaves_out_what_is_unsure(tiny_run: Run) -> None:
    held = json.loads(tiny_run("top", "K1", "--holding", "70", "--json").stdout)
    assert [r["food_id"] for r in held] == ["spinach-boiled", "spinach-raw", "natto"]
    assert held[1]["grams_holding"] == round(7000 / 480, 6)
    assert held[1]["grams_holding_least"] == round(7000 / 520, 6)
    assert held[1]["grams_holding_most"] == round(7000 / 387, 6)
    assert held[1]["portions_holding"] == round(7000 / 480 / 30, 6)
    assert (
        "left out: 1 that would need more than 1 kg, 0 doubtful"
        in tiny_run("top", "K1", "--holding", "70").stderr
    )
    mk7 = tiny_run("top", "MK-7", "--holding", "10")
    assert "1 doubtful or only lower bounds" in mk7.stderr
    assert caution.NO_K2_REFERENCE in mk7.stderr
    assert "holds 70 µg" in tiny_run("top", "K1", "--holding", "70", "--format", "table").stdout


def test_claims_stand_behind_their_verdict_in_every_format(tiny_run: Run) -> None:
    line = "Overstated: “K2 steers calcium.” Markers move; results are mixed."
    assert tiny_run("evidence", "calcium").stdout == f"{line} (trials; lab-a, lab-b) [C1]\n"
    (claim,) = json.loads(tiny_run("evidence", "c1", "--json").stdout)
    assert claim["line"] == line
    assert next(iter(claim)) == "line"
    assert tiny_run("evidence", "--csv").stdout.count("\n") == 3
    assert caution.CAUTION in tiny_run("evidence", "natto", "--format", "md").stdout
    assert tiny_run("evidence", "--quiet").stderr == caution.CAUTION + "\n"
    assert (
        "No claim speaks of 'calcum'. Did you mean calcium?"
        in tiny_run("evidence", "calcum", code=1).stderr
    )


@pytest.mark.parametrize(
    "drug",
    [
        *("warfarin", "Coumadin", "blood thinner", "a thinner", "apixaban", "heparin"),
        *("sinthrome", "waran", "orfarin", "previscan", "aldocumar", "acenocumarol", "zorbarol"),
    ],
)
def test_a_blood_thinner_shows_the_whole_caution(tiny_run: Run, drug: str) -> None:
    shown = tiny_run("evidence", drug).stdout.splitlines()
    assert shown[-len(caution.WARFARIN) :] == list(caution.WARFARIN)
    assert json.loads(tiny_run("evidence", drug, "--json").stdout)["caution"] == shown


def test_words_of_claims_are_no_drugs(run: Run) -> None:
    for word in ("bone", "calcium", "natto", "cranberry"):
        shown = run("evidence", word, code=1 if word == "cranberry" else 0)
        assert caution.WARFARIN[0] not in shown.stdout


def test_the_caution_names_what_holds_most(run: Run) -> None:
    for food in ("natto", "douchi", "cheonggukjang", "green powders"):
        assert food in caution.CAUTION


def test_a_form_has_a_card(run: Run) -> None:
    card = json.loads(run("forms", "mk7", "--json").stdout)
    assert card["what"].startswith("A long-chain K2")
    assert "not known: " in run("forms", "K1", "--format", "table").stdout
    assert run("forms", "MK-9", "--csv").stdout.startswith("form,name,")
    assert run("forms", "MK-9", "--quiet").stderr == caution.CAUTION + "\n"


def test_every_citation_in_the_cautions_is_a_source(shipped: Catalog) -> None:
    import re

    known = {str(r[0]) for r in shipped.rows("SELECT source_id FROM sources")}
    for paragraph in (*caution.WARFARIN, *caution.DOAC):
        assert set(re.findall(r"[A-Z]{2,}_[A-Z0-9_]+", paragraph)) <= known


# --- from Python --------------------------------------------------------------------------------


def test_functions_and_commands_give_the_same(run: Run) -> None:
    rows = json.loads(run("top", "MK-9", "-n", "5", "--json").stdout)
    assert rows == list(vitk2.top("MK-9", limit=5).records())
    rows = json.loads(run("search", "natto", "--form", "MK-7", "--json").stdout)
    assert rows == list(vitk2.search("natto", forms=["MK-7"], limit=20).records())
    shown = json.loads(run("show", "natto", "--json").stdout)
    assert shown["amounts"] == vitk2.show("natto").amounts
    found = json.loads(run("compare", "natto", "kale-raw", "--json").stdout)
    assert found["differences"] == vitk2.compare("natto", "kale-raw").differences
    answer = vitk2.intake("natto:50 g", "2 eggs", reference="us", sex="female", age_years=60)
    said = json.loads(
        run(
            "intake",
            "natto:50 g",
            "2 eggs",
            "--reference",
            "us",
            "--sex",
            "female",
            "--age",
            "60",
            "--json",
        ).stdout
    )
    assert said["totals"] == [t.as_record() for t in answer.totals]
    with pytest.raises(DataError, match="item 2"):
        vitk2.intake("natto:50 g", "natto")
    with pytest.raises(FoodError):
        vitk2.show("natoo")
    with pytest.raises(AttributeError, match="no attribute 'nato'"):
        vitk2.nato  # noqa: B018  # asking is the test


@pytest.mark.slow
def test_a_long_diary_is_counted_in_bounded_memory(tiny: Catalog, tmp_path: Path) -> None:
    import tracemalloc

    day = "natto,40,g,2026-01-01\nspinach-raw,1,cup,2026-01-02\n"

    def peak(lines: int) -> int:
        path = tmp_path / f"{lines}.csv"
        path.write_text("food,amount,unit,date\n" + day * (lines // 2))
        tracemalloc.start()
        with path.open(newline="") as stream:
            answer = intake(tiny, understand(tiny, read_csv(stream, "day.csv")))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert answer.skipped == ()
        assert round(sum(e.grams * e.lines for e in answer.eaten)) == lines // 2 * 70
        return size

    peak(10)
    small, large = peak(10_000), peak(100_000)
    assert large < 2 * small


def test_a_long_file_shows_how_far_it_is_and_counts_the_same(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "day.csv"
    path.write_text("food,amount,unit\n" + "natto,1,g\n" * 3000)
    quiet = tiny_run("intake", "--file", str(path), "--csv")
    monkeypatch.setattr("vitk2.cli.day.LONG_FILE_BYTES", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert tiny_run("intake", "--file", str(path), "--csv").stdout == quiet.stdout
