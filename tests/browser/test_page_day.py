"""A day on the page adds up to what `vitk2 intake` adds up to, share and all."""

import csv
import io
import json
import random
from urllib.parse import urlencode

import pytest
from browser.opened import Open
from conftest import Run

from vitk2.catalog.catalog import Catalog

PEOPLE = (
    ("us", "female", "60", ""),
    ("efsa", "male", "30", ""),
    ("dach", "female", "70", ""),
    ("japan", "male", "40", ""),
    ("australia", "", "30", "pregnant"),
    ("us-label", "female", "25", "lactating"),
    ("eu-label", "male", "40", ""),
    ("eu-label", "male", "4.5", ""),
    ("eu-label", "female", "17.99", ""),
    ("us-label", "male", "3.99", ""),
    ("us", "female", "0.5", ""),
    ("us", "female", "0.96", ""),
    ("japan", "", "30", "lactating"),
)


def random_days(count: int) -> list[list[tuple[str, float]]]:
    """Return days of foods with grams, many of them with doubtful or qualified amounts."""
    chance = random.Random(7)  # noqa: S311  # the same days each time
    with Catalog() as catalog:
        every = [str(i) for (i,) in catalog.rows("SELECT food_id FROM foods ORDER BY food_id")]
        odd = [
            str(i)
            for (i,) in catalog.rows(
                "SELECT DISTINCT food_id FROM amounts WHERE doubtful OR qualifier IS NOT NULL "
                "ORDER BY food_id"
            )
        ]
    return [
        [
            (chance.choice(chance.choice((every, odd))), round(chance.uniform(0.5, 400), 1))
            for _ in range(chance.randint(1, 9))
        ]
        for _ in range(count)
    ]


def cells(row: list[str]) -> list[object]:
    """Return numbers within the rounding of two sums of the same parts, other cells as they are."""
    return [pytest.approx(float(c), abs=2e-6) if c[:1].isdigit() else c for c in row]


def test_random_days_add_up_as_on_the_command_line(open_page: Open, run: Run) -> None:
    page = open_page()
    page.go("#view=day&day=natto:1")
    for at, day in enumerate(random_days(40)):
        reference, sex, age, state = PEOPLE[at % len(PEOPLE)]
        text = ",".join(f"{food}:{grams}" for food, grams in day)
        parameters = {"view": "day", "day": text, "ref": reference, "sex": sex, "age": age}
        page.ask(f"#{urlencode(parameters | {'state': state})}")
        items = [f"{food}:{grams} g" for food, grams in day]
        options = ["--reference", reference, "--age", age]
        options += ["--sex", sex] if sex else []
        options += [f"--{state}"] if state else []
        output = run("intake", *items, "--csv").stdout
        found = list(csv.reader(io.StringIO(page.saved("#save-day"))))
        wanted = list(csv.reader(io.StringIO(output)))
        assert len(found) == len(wanted)
        for actual, row in zip(found, wanted, strict=True):
            assert [float(c) if c[:1].isdigit() else c for c in actual] == cells(row), day
        share = json.loads(run("intake", *items, *options, "--json").stdout)["share"]
        assert page.text("#share").split("\n")[0] == share["text"]


def test_a_day_says_what_is_at_least_not_found_and_left_out(open_page: Open) -> None:
    page = open_page()
    page.go("#view=day&day=natto:40,tempeh:80,egg-raw:50,no-such-food:10,natto:x")
    sums = {row[0]: row[1:] for row in page.table("#day-totals")}
    assert sums["MK-7"][0].startswith("≥")
    assert sums["MK-7"][2] == "2 of 5"
    assert "Tempeh" in page.text("#day-left-out")
    assert "no-such-food:10" in page.text("#day-skipped")
    assert "doubtful: " in page.text("#day-left-out")
    assert "No authority sets a reference intake for K2" in page.text("#day")


def test_a_day_says_of_which_foods_only_a_total_is_known(open_page: Open) -> None:
    page = open_page()
    page.go("#view=day&day=natto:40,douchi:20,egg-raw:50")
    sums = {row[0]: row[1:] for row in page.table("#day-totals")}
    assert sums["MK-7"][2] == "2 of 3, 1 ≤"
    assert sums["MK-4"][2] == "2 of 3"
    assert "MK-7: for 1 food" in page.text("#day-uncertain")
    assert "µg from totals whose forms are not stated" in page.text("#day-uncertain")


def test_a_tiny_amount_does_not_read_as_nothing(open_page: Open, run: Run) -> None:
    page = open_page()
    page.go("#view=day&day=natto:0.001&ref=us&sex=female&age=60")
    sums = {row[0]: row[1] for row in page.table("#day-totals")}
    totals = json.loads(run("intake", "natto:0.001 g", "--json").stdout)["totals"]
    found = {t["form"]: t["ug"] for t in totals if t["ug"]}
    assert 0 < found["MK-4"] < 0.0001
    for form, ug in found.items():
        assert float(sums[form].lstrip("≥")) == pytest.approx(ug, rel=0.01), form
    assert "under 1 %" in page.text("#share")


def test_a_reference_asks_for_an_age_and_a_sex(open_page: Open) -> None:
    page = open_page()
    page.go("#view=day&day=natto:40")
    page.tab.select_option("#ref", "us")
    assert "age" in page.text("#share")
    page.tab.select_option("#sex", "female")
    page.tab.fill("#age", "60")
    page.tab.locator("#age").blur()
    assert page.text("#share").startswith("K1 alone, taken as one day: ")
    assert "K2" not in page.text("#share")


def test_grams_and_portions_change_the_sum_and_the_address(open_page: Open) -> None:
    page = open_page()
    page.go("#view=day&day=natto:40")
    page.tab.select_option("#portion-0", "50")
    assert page.tab.input_value("#grams-0") == "50"
    page.tab.fill("#grams-0", "100")
    page.tab.locator("#grams-0").blur()
    assert {row[0]: row[1] for row in page.table("#day-totals")}["MK-7"] == "930"
    assert "day=natto:100" in page.tab.url
    page.tab.click("#day-foods button")
    assert page.tab.locator("#day-empty").is_visible()
    assert page.tab.locator("#day-sums").is_hidden()
