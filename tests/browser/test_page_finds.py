"""The page finds what `vitk2 search` finds, in the same order, and says the same of it."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from browser.opened import Open, Opened
from conftest import Run

from vitk2.catalog.vocabulary import is_set_apart

WORDS = Path(__file__).parents[1] / "queries" / "everyday_words.csv"
OTHERS = (
    *(
        "Spinat",
        "épinards",
        "espinacas",
        "納豆",
        "ほうれん草",
        "Petersilie",
        "Käse",
        "uova",
        "queso",
    ),
    *("Brassica oleracea", "goudse kaas", "courgettes", "zucchini", "eggplant", "heavy cream"),
    *("kale", "kaleji", "spin", "roasting", "fermenting", "blueberr", "liver raw", "goose liver"),
    *("cheese sauce", "cheese sandwich", "chicken thighs", "lentils", "raw", "of", "s"),
    *("Spinach, raw", "gouda aged", "tea", "vegetables", "beef and onion", "pommes de terre"),
    *("nothing at all", "???", "spinnach", "100%", "batata", "prune", "ﬁsh", "STRAẞE"),
)


def everyday() -> list[str]:
    with WORDS.open(newline="", encoding="utf-8") as stream:
        return [row["typed"] for row in csv.DictReader(stream)]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def address(**parameters: Any) -> str:
    return f"#{urlencode(parameters)}"


def search_csv(run: Run, *arguments: str) -> str:
    return run("search", *arguments, "-n", "0", "--csv").stdout


def is_read_otherwise(page: Opened) -> bool:
    """Return whether the page says that its foods are not those of the text as typed."""
    return page.text("#hints").startswith(("No food has ", "Comparing ", "Showing foods for "))


def saved(page: Opened) -> str:
    """Return the list that the page saves; '' if it finds nothing and has no button."""
    if page.tab.locator("#save-list").is_hidden():
        return ""
    return page.saved("#save-list")


@pytest.mark.parametrize("kind", ["everyday", "others"])
def test_words_find_the_same_foods_in_the_same_order_with_the_same_numbers(
    kind: str, open_page: Open, run: Run
) -> None:
    page = open_page()
    for word in everyday() if kind == "everyday" else OTHERS:
        page.ask(address(q=word))
        expected = search_csv(run, word)
        if not rows(expected) and page.foods():
            assert is_read_otherwise(page), word
            continue
        assert saved(page) == (expected if rows(expected) else ""), word
        assert page.foods() == [r["food_id"] for r in rows(expected)][:50], word


@pytest.mark.parametrize("per", ["100g", "portion"])
@pytest.mark.parametrize("text", ["", "cheese", "chicken", "raw"])
def test_filters_and_orders_are_those_of_the_command_line(
    text: str, per: str, open_page: Open, run: Run
) -> None:
    page = open_page()
    for form in ("K1", "dK1", "MK-4", "MK-7", "MK-9", "MK-9(4H)", "K2"):
        for group in ("", "Cheese", "Meat"):
            for order in ("", "lowest"):
                filters = {"q": text, "form": form, "group": group, "per": per}
                page.ask(address(**filters, order=order))
                options = ["--form", form, "--sort", form, "--per", per]
                options += ["--group", group] if group else []
                options += ["--ascending"] if order else []
                sound = search_csv(run, text, *options)
                doubtful = rows(search_csv(run, text, *options, "--doubtful"))
                ranked = rows(sound)
                found = saved(page)
                assert found.startswith(sound) or not ranked, (filters, order)
                apart = [r for r in rows(found) if r not in ranked]
                key = sorted(r["food_id"] for r in apart)
                assert key == sorted(r["food_id"] for r in doubtful if r not in ranked), filters


@pytest.mark.parametrize("order", ["", "lowest"])
@pytest.mark.parametrize("per", ["100g", "portion"])
def test_a_form_is_ranked_as_top_ranks_it_and_what_has_no_rank_follows(
    order: str, per: str, open_page: Open, run: Run
) -> None:
    page = open_page()
    options = ["--ascending"] if order else []
    for form in ("MK-7", "MK-9", "MK-10", "K2"):
        page.ask(address(form=form, order=order, per=per))
        text = run("top", form, "--per", per, *options, "-n", "0", "--json").stdout
        carrying = [r for r in json.loads(text) if r["ug_per_100g"] or r["qualifier"] == "<="]
        sound = [r for r in carrying if not r["doubtful"]]
        apart = [r["food_id"] for r in sound if is_set_apart(r)]
        ranked = [r["food_id"] for r in sound if not is_set_apart(r)]
        assert page.foods() == ranked[:50], form
        assert page.foods("#set-apart") == apart, form


@pytest.mark.parametrize(
    ("sort", "options"), [("name", ["--sort", "name"]), ("K1", ["--sort", "K1"])]
)
def test_any_form_can_be_sorted_by_without_being_asked_for(
    sort: str, options: list[str], open_page: Open, run: Run
) -> None:
    page = open_page()
    for text in ("", "cheese", "soup"):
        page.ask(address(q=text, form="any", sort=sort))
        assert saved(page) == search_csv(run, text, *options)
    page.ask(address(form="any"))
    assert saved(page) == search_csv(run)


@pytest.mark.parametrize("typed", ["spinnach", "brocolli", "parmezan", "chiken liverr", "natoo"])
def test_a_misspelt_word_shows_the_foods_of_the_nearest_word_and_says_so(
    typed: str, open_page: Open, run: Run
) -> None:
    page = open_page()
    page.tab.fill("#q", typed)
    hint = page.text("#hints")
    meant = hint.rpartition("“")[2].partition("”")[0]
    assert all(word in hint for word in typed.split())
    assert meant.split()[0] in run("search", typed).stderr
    assert page.foods() == [r["food_id"] for r in rows(search_csv(run, meant))][:50]


def test_a_word_that_is_like_several_words_shows_no_food(open_page: Open) -> None:
    page = open_page()
    page.tab.fill("#q", "chai")
    assert page.foods() == []
    assert page.tab.locator("#hints button").count() > 1
    page.tab.fill("#q", "zzzz")
    assert page.foods() == []
    assert "blood thinner" in page.text("#hints")


def test_a_food_that_nobody_measured_usably_is_explained(open_page: Open) -> None:
    page = open_page()
    page.ask(address(q="cheonggukjang"))
    assert "no figure by form was found" in page.text("#hints")
    page.tab.click("#hints a[data-food=natto]")
    assert page.text("#card-name") == "Natto"


def test_the_published_numbers_of_a_food_are_those_of_the_export(open_page: Open, run: Run) -> None:
    page = open_page()
    for food in ("natto", "gouda-aged", "spinach-raw", "tempeh"):
        page.go(address(food=food))
        found = page.saved("#save-card")
        columns = found.partition("\n")[0]
        whole = json.loads(run("show", food, "--json").stdout)["measurements"]
        wanted = [[m[c] for c in columns.split(",")] for m in whole]
        read = list(csv.reader(io.StringIO(found)))[1:]
        assert [[as_number(c) for c in row] for row in read] == [
            [as_number(c) for c in row] for row in wanted
        ]
        assert len(page.table("#card-numbers")) == len(whole)


def as_number(cell: object) -> object:
    try:
        return float(str(cell))
    except ValueError:
        return cell or ""
