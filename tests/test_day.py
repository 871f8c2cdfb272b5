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
from vitk2 import diary, evidence, intakes
from vitk2.catalog import Catalog
from vitk2.errors import DataError, FoodError, UsageError

# --- reading what people write ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "food", "amount", "unit"),
    [
        ("natto:40 g", "natto", 40, "g"),
        ("natto: 40g", "natto", 40, "g"),
        ("spinach, raw:1 cup", "spinach, raw", 1, "cup"),
        ("fdc:172443:40 g", "fdc:172443", 40, "g"),
        ("2 eggs", "eggs", 2, ""),
        ("1 1/2 cups", "1/2 cups", 1, ""),
        ("½ avocado", "avocado", 0.5, ""),
        ("1½ avocado", "avocado", 1.5, ""),
        ("1/2 avocado", "avocado", 0.5, ""),
        ("2,5 eggs", "eggs", 2.5, ""),
        ("gouda 30g", "gouda", 30, "g"),
        ("gouda 30 g", "gouda", 30, "g"),
        ("100g natto", "g natto", 100, ""),
        ("natto:-3 g", "natto", -3, "g"),
    ],
)
def test_items_are_read_in_the_ways_people_write_them(
    text: str, food: str, amount: float, unit: str
) -> None:
    assert diary.parse_item(text, "item 1") == diary.Item("item 1", food, amount, unit)


@pytest.mark.parametrize("text", ["natto", "a lot of natto", "natto:some", "", "natto:"])
def test_an_item_without_an_amount_is_asked_back(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|has no"):
        diary.parse_item(text, "item 1")


def weigh(catalog: Catalog, text: str) -> diary.Weighed:
    return diary.Scales(catalog).weigh(diary.parse_item(text, "item 1"))


@pytest.mark.parametrize(
    ("text", "food_id", "grams"),
    [
        ("2 eggs", "egg-raw", 100),
        ("1 large egg", "egg-raw", 50),
        ("1 tbsp parsley", "parsley-fresh", 3.8),
        ("2 tablespoons of olive oil", "olive-oil", 27),
        ("½ avocado", "avocado-raw", 68),
        ("100g natto", "natto", 100),
        ("0.5 kg natto", "natto", 500),
        ("gouda:30 g", "gouda-middle-aged", 30),
        ("1 slice bread", "white-bread", 29),
        ("natto:1 oz", "natto", 28.349523),
        ("natto:2 ounces", "natto", 56.699046),
        ("1 lb natto", "natto", 453.59237),
        ("natto:1 pound", "natto", 453.59237),
        ("natto:5 grams", "natto", 5),
        ("natto:1 kilogram", "natto", 1000),
    ],
)
def test_usual_words_are_weighed(shipped: Catalog, text: str, food_id: str, grams: float) -> None:
    weighed = weigh(shipped, text)
    assert (weighed.food_id, weighed.grams) == (food_id, pytest.approx(grams, abs=0.01))


def test_a_plain_name_says_what_it_was_taken_as(shipped: Catalog) -> None:
    assert weigh(shipped, "2 eggs").note == "2 eggs: taken as Egg, raw, 2 × large of 50 g"
    assert weigh(shipped, "natto:40 g").note == ""


@pytest.mark.parametrize("text", ["1 cup spinach", "spinach:1 cup"])
def test_raw_or_cooked_is_asked_where_it_matters(shipped: Catalog, text: str) -> None:
    with pytest.raises(ValueError, match="'spinach' may be Spinach, raw, Spinach, boiled"):
        weigh(shipped, text)
    assert weigh(shipped, "100 g spinach").food_id == "spinach-raw"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("natto:3 blobs", "Natto: 'blobs' is no unit: use g, oz"),
        ("3 natto", "Natto: no weight of one piece is known: use g, oz"),
        ("natto:0 g", "0 is not an amount above 0"),
        ("natto:-1 g", "-1 is not an amount above 0"),
        ("natto:6 kg", "6000 g of Natto is more than 5 kg"),
        ("natoo:1 g", "There is no food 'natoo'"),
    ],
)
def test_what_is_not_understood_is_asked_back(tiny: Catalog, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        weigh(tiny, text)


def test_every_portion_of_the_catalogue_is_understood(shipped: Catalog) -> None:
    scales = diary.Scales(shipped)
    portions = shipped.rows("SELECT food_id, portion, portion_g FROM portions")
    assert len(portions) > 4000
    for food_id, portion, grams in portions:
        if float(str(grams)) > diary.MOST_GRAMS:
            continue  # a whole turkey
        amount, _, unit = str(portion).partition(" ")
        weighed = scales.weigh(diary.Item("", str(food_id), float(amount), unit))
        assert weighed.grams > 0
        same = shipped.rows(
            "SELECT portion FROM portions WHERE food_id = ? AND portion_g = ?", [food_id, grams]
        )
        assert same


# --- sums ---------------------------------------------------------------------------------------


def eaten(*pairs: tuple[str, float, str]) -> list[intakes.Eaten]:
    return [intakes.Eaten(food, food, grams, "", day) for food, grams, day in pairs]


def totals(answer: intakes.Intake) -> dict[str, intakes.Total]:
    return {t.form: t for t in answer.totals}


def test_sums_carry_ranges_bounds_and_coverage(tiny: Catalog) -> None:
    foods = eaten(("natto", 50, ""), ("gouda-aged", 30, ""), ("spinach-raw", 100, ""))
    found = totals(intakes.intake(tiny, foods))
    k1, mk7, mk9, k2 = (found[f] for f in ("K1", "MK-7", "MK-9", "K2"))
    assert (k1.ug, k1.low, k1.high) == (485.65, 390, 542.5)  # half of natto, whole spinach
    assert (k1.qualifier, k1.coverage) == (">=", "2 of 3 foods have K1 data")
    assert (mk7.ug, mk7.low, mk7.high) == (465.48, 40.98, 517.98)  # the limit 0.5 ends the range
    assert (mk7.qualifier, mk7.known) == ("", 3)
    assert (mk9.ug, mk9.qualifier, mk9.coverage) == (12.09, ">=", "1 of 3 foods have MK-9 data")
    assert k2.qualifier == ">="


def test_an_assumed_zero_is_no_data_and_nothing_known_is_no_number(tiny: Catalog) -> None:
    mk4 = totals(intakes.intake(tiny, eaten(("potato-raw", 100, ""))))["MK-4"]
    assert (mk4.ug, mk4.low, mk4.known, mk4.foods) == (None, None, 0, 1)


def test_what_was_looked_for_and_not_found_is_no_zero(tiny: Catalog) -> None:
    mk7 = totals(intakes.intake(tiny, eaten(("potato-raw", 100, ""), ("spinach-raw", 100, ""))))[
        "MK-7"
    ]
    assert (mk7.ug, mk7.qualifier, mk7.high, mk7.known) == (None, "nd", 0.5, 2)


def test_doubtful_values_are_named(tiny: Catalog) -> None:
    mk7 = totals(intakes.intake(tiny, eaten(("tempeh", 100, ""))))["MK-7"]
    assert (mk7.ug, mk7.doubtful) == (110.7, ("tempeh",))


def test_the_same_food_twice_is_one_food(tiny: Catalog) -> None:
    answer = intakes.intake(tiny, eaten(("natto", 20, ""), ("natto", 30, "")))
    assert [(e.food_id, e.grams) for e in answer.eaten] == [("natto", 50)]
    assert totals(answer)["MK-7"].foods == 1


WOMAN = intakes.Person("female", 720)


def test_the_share_of_a_reference_is_k1s_alone(tiny: Catalog) -> None:
    answer = intakes.intake(tiny, eaten(("spinach-raw", 100, "")), "us", WOMAN)
    assert answer.share is not None
    assert answer.share.percent == 533.3
    assert answer.share.text == (
        "K1 alone: 533 % of the US AI for total vitamin K, 90 µg a day (secondary reading)"
    )
    efsa = intakes.intake(tiny, eaten(("spinach-raw", 100, "")), "efsa", WOMAN).share
    assert efsa is not None
    assert efsa.text == "K1 alone: 686 % of the EFSA AI for K1, 70 µg a day"


def test_state_age_and_sex_pick_the_row(tiny: Catalog) -> None:
    pregnant = intakes.Person("female", 360, "pregnant")
    share = intakes.intake(tiny, eaten(("natto", 100, "")), "efsa", pregnant).share
    assert share is not None
    assert share.ug_per_day == 80
    child = intakes.intake(
        tiny, eaten(("natto", 100, "")), "us", intakes.Person("female", 60)
    ).share
    assert child is not None
    assert child.percent is None


def test_under_twelve_months_there_is_no_share(tiny: Catalog) -> None:
    share = intakes.intake(tiny, eaten(("natto", 10, "")), "us", intakes.Person("female", 11)).share
    assert share is not None
    assert (share.percent, share.text) == (
        None,
        "Under 12 months no share is given: ask a clinician.",
    )


def test_japan_gets_one_row_of_mk4_equivalents(tiny: Catalog) -> None:
    man = intakes.Person("male", 480)
    share = intakes.intake(tiny, eaten(("natto", 100, "")), "japan", man).share
    assert share is not None
    assert share.mk4_equivalents_ug == round(11.3 + 0.685 * 930, 6)


def test_no_share_without_k1_data(tiny: Catalog) -> None:
    share = intakes.intake(tiny, eaten(("tempeh", 100, "")), "us", WOMAN).share
    assert share is not None
    assert share.percent is None


def test_a_reference_needs_a_person(tiny: Catalog) -> None:
    with pytest.raises(UsageError):
        intakes.intake(tiny, eaten(("natto", 1, "")), "us")


def test_every_reference_has_a_value_for_every_adult(shipped: Catalog) -> None:
    for reference in ("us", "efsa", "dach", "japan"):
        for sex in ("female", "male"):
            for years in (19, 40, 51, 90):
                person = intakes.Person(sex, years * 12)
                answer = intakes.intake(shipped, eaten(("kale-raw", 10, "")), reference, person)
                assert answer.share is not None
                assert answer.share.percent


# --- days ---------------------------------------------------------------------------------------


def test_days_stand_side_by_side_form_by_form(tiny: Catalog) -> None:
    answer = intakes.intake(
        tiny, eaten(("natto", 10, "2026-01-02"), ("spinach-raw", 10, "2026-01-01"))
    )
    assert list(answer.days) == ["2026-01-01", "2026-01-02"]
    first = {t.form: t for t in answer.days["2026-01-01"]}
    assert list(first) == ["K1", "MK-4", "MK-7", "other K2"]
    assert (first["K1"].ug, first["other K2"].ug) == (48, None)
    assert intakes.spread(answer.days, "K1") == "1.13 to 48 µg a day"
    assert intakes.spread(answer.days, "other K2") == "not shown: 0 of 2 foods have other K2 data"


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
    assert shown["MK-10"]["qualifier"] == ">="
    assert answer["share"]["text"].startswith("K1 alone: 139 % of the US AI for total vitamin K")
    assert answer["k2_reference"] == evidence.NO_K2_REFERENCE
    assert answer["caution"] == evidence.CAUTION


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

    from vitk2.cli import cli

    monkeypatch.setattr("vitk2.catalog.data_dir", lambda: str(tiny_dir))
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
    assert evidence.NO_K2_REFERENCE in " ".join(shown.split())


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
    assert evidence.CAUTION in tiny_run("compare", "natto", "gouda", "--format", "md").stdout


def test_what_holds_an_amount_leaves_out_what_is_unsure(tiny_run: Run) -> None:
    held = json.loads(tiny_run("top", "K1", "--holding", "70", "--json").stdout)
    assert [r["food_id"] for r in held] == ["spinach-boiled", "spinach-raw", "natto"]
    assert held[1]["grams_holding"] == round(7000 / 480, 6)
    assert held[1]["portions_holding"] == round(7000 / 480 / 30, 6)
    assert (
        "left out: 1 that would need more than 1 kg, 0 doubtful"
        in tiny_run("top", "K1", "--holding", "70").stderr
    )
    mk7 = tiny_run("top", "MK-7", "--holding", "10")
    assert "1 doubtful or only lower bounds" in mk7.stderr
    assert evidence.NO_K2_REFERENCE in mk7.stderr
    assert "holds 70 µg" in tiny_run("top", "K1", "--holding", "70", "--format", "table").stdout


def test_claims_stand_behind_their_verdict_in_every_format(tiny_run: Run) -> None:
    line = "Overstated: “K2 steers calcium.” Markers move; results are mixed."
    assert tiny_run("evidence", "calcium").stdout == f"{line} (trials; lab-a, lab-b) [C1]\n"
    (claim,) = json.loads(tiny_run("evidence", "c1", "--json").stdout)
    assert claim["line"] == line
    assert next(iter(claim)) == "line"
    assert tiny_run("evidence", "--csv").stdout.count("\n") == 3
    assert evidence.CAUTION in tiny_run("evidence", "natto", "--format", "md").stdout
    assert tiny_run("evidence", "--quiet").stderr == evidence.CAUTION + "\n"
    assert (
        "No claim speaks of 'calcum'. Did you mean calcium?"
        in tiny_run("evidence", "calcum", code=1).stderr
    )


@pytest.mark.parametrize("drug", ["warfarin", "Coumadin", "blood thinner", "a thinner", "apixaban"])
def test_a_blood_thinner_shows_the_whole_caution(tiny_run: Run, drug: str) -> None:
    shown = tiny_run("evidence", drug).stdout.splitlines()
    assert shown[-len(evidence.WARFARIN) :] == list(evidence.WARFARIN)
    assert json.loads(tiny_run("evidence", drug, "--json").stdout)["caution"] == shown


def test_a_form_has_a_card(run: Run) -> None:
    card = json.loads(run("forms", "mk7", "--json").stdout)
    assert card["what"].startswith("A long-chain K2")
    assert "not known: " in run("forms", "K1", "--format", "table").stdout
    assert run("forms", "MK-9", "--csv").stdout.startswith("form,name,")
    assert run("forms", "MK-9", "--quiet").stderr == evidence.CAUTION + "\n"


def test_every_citation_in_the_cautions_is_a_source(shipped: Catalog) -> None:
    import re

    known = {str(r[0]) for r in shipped.rows("SELECT source_id FROM sources")}
    for paragraph in (*evidence.WARFARIN, *evidence.DOAC):
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


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=25))
def test_whatever_is_typed_is_weighed_or_asked_back(tiny: Catalog, text: str) -> None:
    items: list[diary.Item | str] = []
    try:
        items.append(diary.parse_item(text, "item 1"))
    except ValueError as error:
        items.append(str(error))
    weighed, problems = diary.understand(tiny, items)
    assert len(list(weighed)) + len(problems) == 1


@pytest.mark.slow
def test_a_long_diary_is_counted_in_bounded_memory(tiny: Catalog, tmp_path: Path) -> None:
    import tracemalloc

    day = "natto,40,g,2026-01-01\nspinach-raw,1,cup,2026-01-02\n"

    def peak(lines: int) -> int:
        path = tmp_path / f"{lines}.csv"
        path.write_text("food,amount,unit,date\n" + day * (lines // 2))
        tracemalloc.start()
        with path.open(newline="") as stream:
            weighed, problems = diary.understand(tiny, diary.read_csv(stream, "day.csv"))
            answer = intakes.intake(
                tiny,
                (intakes.Eaten(w.food_id, w.name, w.grams, w.note, i.date) for i, w in weighed),
            )
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert problems == []
        assert round(sum(e.grams for e in answer.eaten)) == lines // 2 * 70
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
    monkeypatch.setattr("vitk2.commands.day.LONG_FILE_BYTES", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert tiny_run("intake", "--file", str(path), "--csv").stdout == quiet.stdout
