"""The page as a person uses it: typing, clicking, the keyboard alone, a phone, paper."""

import csv
from pathlib import Path

import pytest
from browser.opened import Open, Opened
from conftest import Run, write_tables

from vitk2.output.wording import LABS_MEAN

OWN_NAME = '<script>document.title = "run"</script><img src=x onerror=alert(1)> & "natto"'


def count(run: Run, *arguments: str) -> int:
    """Return how many foods the command line finds."""
    return len(run("search", *arguments, "-n", "0", "--csv").stdout.splitlines()) - 1


def test_it_opens_with_the_foods_richest_in_k2_and_the_caution(open_page: Open, run: Run) -> None:
    page = open_page()
    first = page.table("#rows")[0]
    assert first[0].startswith("Natto")
    assert "Taking warfarin or a similar drug?" in page.text(".caution")
    foods = count(run, "--form", "K2")
    assert page.text("#count") == f"{foods} foods with K2, richest first; µg in 100 g."
    assert page.tab.locator(".scale").inner_text().split() == ["0", "968"]


def test_typing_finds_foods_and_says_how_many(open_page: Open, run: Run) -> None:
    page = open_page()
    page.tab.type("#q", "spinach")
    assert page.foods()[0] == "spinach-raw"
    found = f"{count(run, 'spinach')} foods matching “spinach”, best match first"
    assert page.text("#count").startswith(found)
    assert "q=spinach" in page.tab.url
    page.tab.fill("#q", "")
    assert page.foods()[0] == "natto"


def test_mk_7_is_filtered_and_what_is_in_doubt_stands_apart(open_page: Open) -> None:
    page = open_page()
    page.tab.select_option("#form", "MK-7")
    assert page.foods()[0] == "natto"
    assert page.foods("#apart") == []  # not before all that are sound
    line = page.text("#apart-line")
    assert "Natto, dried 3998?; Tempeh" in line
    assert line.startswith("Doubtful")
    page.tab.click("#more")
    assert page.text("#apart-line") == ""
    assert page.tab.locator("#apart th[scope=rowgroup]").count() == 1
    assert "natto-dried" in page.foods("#apart")
    assert not set(page.foods()) & set(page.foods("#apart"))
    assert all(row[3].endswith("?") for row in page.table("#apart")[1:])


def test_each_amount_of_the_form_in_view_has_its_number_of_laboratories(open_page: Open) -> None:
    page = open_page()
    page.ask("#form=MK-7")
    headings = page.tab.locator("#head th").all_inner_texts()
    labs = headings.index("labs")
    assert headings[labs - 1].startswith("MK-7")
    assert page.table("#rows")[0][labs] == "5"
    assert page.text("#labs") == f"labs 1: {LABS_MEAN['1']}"
    page.ask("#q=natto&form=any")
    assert "labs" not in page.tab.locator("#head th").all_inner_texts()
    assert page.text("#labs") == ""
    page.go("#food=spinach-raw")
    of_form = {row[0]: row[2] for row in page.table("#card-forms")}
    assert int(of_form["K1"]) > 1
    assert of_form["MK-8"] == "1"
    assert page.text("#card-labs").startswith(f"labs 1: {LABS_MEAN['1']}")


def test_a_total_that_is_not_split_is_not_ranked_but_stands_on_the_first_screen(
    open_page: Open,
) -> None:
    page = open_page()
    page.ask("#form=MK-7")
    assert "douchi" in page.foods("#set-apart")
    assert "douchi" not in page.foods()
    assert page.text("#set-apart").startswith("3 not ranked")
    page.ask("#form=MK-7&sort=name")  # no ranking
    assert page.foods("#set-apart") == []
    assert "douchi" in page.foods()


def test_a_heading_sorts_richest_first_then_lowest_then_as_before(open_page: Open) -> None:
    page = open_page()
    page.tab.select_option("#form", "any")
    page.tab.type("#q", "cheese")
    before = page.foods()
    heading = page.tab.locator("#head th", has_text="MK-4")
    for direction in ("descending", "ascending", "none"):
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == direction
        assert page.tab.evaluate("document.activeElement.dataset.sort") == "MK-4"
    assert page.foods() == before


def test_natto_is_opened_with_every_number_its_source_and_doi(open_page: Open) -> None:
    page = open_page()
    page.tab.click("#rows a >> text=Natto")
    page.tab.wait_for_selector("#card-numbers tr")
    assert page.text("#card-name") == "Natto"
    assert page.text("#card-in-short").startswith("Five laboratories: 930 µg MK-7")
    assert len(page.table("#card-numbers")) == 37
    links = page.tab.locator("#card-numbers a").evaluate_all("a => a.map(one => one.href)")
    assert links
    assert all(link.startswith("https://doi.org/10.") for link in links)
    assert page.tab.locator("#card-sources li").count() >= 6
    page.tab.go_back()
    assert page.foods()[0] == "natto"


def test_a_day_is_put_together_from_the_list(open_page: Open) -> None:
    page = open_page()
    page.tab.click("#rows button >> nth=0")
    page.tab.fill("#q", "egg")
    page.tab.click("#rows button >> nth=0")
    assert page.text("#said").startswith("Egg, raw, 50 g")
    page.tab.click("nav a[data-view=day]")
    page.tab.wait_for_selector("#day-totals tr")
    assert page.text("nav [aria-current]") == "My day (2)"
    assert [row[0] for row in page.table("#day-foods")] == ["Natto", "Egg, raw"]
    page.tab.reload()
    page.tab.wait_for_selector("#day-totals tr")
    assert [row[0] for row in page.table("#day-foods")] == ["Natto", "Egg, raw"]


def press(page: Opened, *keys: str) -> None:
    for key in keys:
        page.tab.keyboard.press(key)


def tab_to(page: Opened, selector: str) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _ in range(60):
        press(page, "Tab")
        if page.tab.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_the_keyboard_alone_searches_sorts_opens_and_sums(open_page: Open) -> None:
    page = open_page()
    tab_to(page, "#q")
    page.tab.keyboard.type("natto")
    tab_to(page, "#head [data-sort='MK-7']")
    press(page, "Enter")
    assert page.tab.locator("#head th[aria-sort=descending]").inner_text().startswith("MK-7")
    tab_to(page, "#rows a[data-food=natto]")
    press(page, "Enter")
    page.tab.wait_for_selector("#card-numbers tr")
    assert page.tab.evaluate("document.activeElement.id") == "card-name"
    tab_to(page, "#add-card")
    press(page, "Enter")
    page.tab.evaluate("scrollTo(0, 0)")
    press(page, *["Shift+Tab"] * 3)
    page.tab.locator("nav a[data-view=day]").focus()
    press(page, "Enter")
    page.tab.wait_for_selector("#day-totals tr")
    tab_to(page, "#grams-0")
    press(page, "Control+A")
    page.tab.keyboard.type("100")
    press(page, "Tab")
    assert {row[0]: row[1] for row in page.table("#day-totals")}["MK-7"] == "930"


def test_skipping_goes_to_the_answer_and_keeps_the_address(open_page: Open) -> None:
    page = open_page()
    page.ask("#q=brie")
    page.tab.locator(".skip").focus()
    press(page, "Enter")
    assert page.tab.evaluate("document.activeElement.innerText") == "Foods"
    assert page.tab.url.endswith("#q=brie")


@pytest.mark.parametrize("view", ["", "#q=cheese", "#food=natto", "#view=day&day=natto:40"])
@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_is_wider_than_a_phone_nor_than_a_screen_at_200_percent(
    width: int, view: str, open_page: Open
) -> None:
    page = open_page(viewport={"width": width, "height": 450})  # 640 is 1280 at 200 %
    page.go(view)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.tab.evaluate(wide) == 0


def test_the_richest_food_stands_on_the_first_screen_of_a_phone(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.tab.select_option("#form", "MK-7")
    box = page.tab.locator("#rows a[data-food=natto]").bounding_box()
    assert box
    assert box["y"] + box["height"] < 844


def test_nothing_moves_for_who_asks_that_nothing_moves(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return parseFloat(style.transitionDuration) || style.animationName !== "none";
    }).length"""
    assert page.tab.evaluate(moving) == 0


def test_on_paper_stand_the_table_and_the_caution_without_the_controls(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    page.tab.emulate_media(media="print")
    assert page.tab.locator(".caution").is_visible()
    assert page.tab.locator("#rows tr").first.is_visible()
    assert not page.tab.locator("#q").is_visible()
    ground = page.tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_a_file_is_really_saved(open_page: Open) -> None:
    page = open_page()
    with page.tab.expect_download() as download:
        page.tab.click("#save-list")
    assert download.value.suggested_filename == "vitk2-foods.csv"
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("food_id,name,")


def own_foods(directory: Path) -> Path:
    """A food of one's own whose name would be markup, whose id and DOI have signs in them."""
    food = {"food_id": "own.a_b-c", "name": OWN_NAME, "group": "Cheese"}
    amount = {"form": "MK-7", "ug_per_100g": "2500", "studies": "1", "sources": "me", "tier": "C"}
    tables = {
        "foods": [food],
        "amounts": [amount | {"food_id": food["food_id"]}],
        "sources": [{"source_id": "me", "study": "me", "kind": "paper", "doi": 'j"><b>:x'}],
        "measurements": [],
    }
    return write_tables(directory, tables)


def test_markup_in_a_food_of_ones_own_is_text(tmp_path: Path, open_page: Open) -> None:
    page = open_page("--data", str(own_foods(tmp_path)), "--form", "MK-7")
    assert page.table("#rows")[0][0].startswith(OWN_NAME)
    page.tab.click("#rows button >> nth=0")
    page.tab.click("#rows a >> nth=0")
    page.tab.wait_for_selector("#card-sources li")
    assert page.text("#card-name") == OWN_NAME
    assert page.tab.locator("img, b:has-text('x')").count() == 0
    page.tab.click("nav a[data-view=day]")
    page.tab.wait_for_selector("#day-totals tr")
    assert page.table("#day-foods")[0][0] == OWN_NAME
    assert page.tab.title() == "Vitamin K in foods, by form"
    page.tab.click("nav a[data-view=foods]")
    saved = csv.DictReader(page.saved("#save-list").splitlines())
    assert next(saved)["name"] == OWN_NAME
