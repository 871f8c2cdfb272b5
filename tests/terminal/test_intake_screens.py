"""Days, comparisons and claims on screens of every width: no word is cut, nothing is hidden."""

import io
import re
from collections.abc import Callable, Sequence

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import VERDICTS
from vitk2.diary.intake import intake
from vitk2.diary.parser import Item, UnresolvedLine, parse_items
from vitk2.diary.reader import read_diary
from vitk2.diary.resolver import resolve_lines
from vitk2.output.view import View
from vitk2.queries import claims
from vitk2.queries.compare import MOST, compare
from vitk2.terminal.claims import LEAST_FINDING, VERDICT_COLORS, ClaimsView
from vitk2.terminal.comparison import ComparisonView
from vitk2.terminal.intake import IntakeView

WIDTHS = (48, 52, 60, 80, 100, 140)
EIGHT = ("natto", "gouda-aged", "kale-raw", "egg-raw", "spinach-raw", "butter", "brie", "emmental")
DIARY = """\
food,amount,unit,date,meal
natto,50,g,2026-01-01,breakfast
egg,2,,2026-01-01,breakfast
spinach-raw,100,g,2026-01-01,dinner
tempeh,80,g,2026-01-02,lunch
kale-raw,50,g,2026-01-02,
spinach-raw,10,g,2026-01-01,dinner
gouda-aged,1,oz,,dinner
"""

Draw = Callable[[View, int], str]


@pytest.fixture
def render(monkeypatch: pytest.MonkeyPatch) -> Draw:
    """Return a function that renders an answer on a screen of a width in cells."""

    def draw(answer: View, width: int) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        stream = io.StringIO()
        answer.draw(stream, False)
        return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())

    return draw


def eaten(catalog: Catalog, *items: str) -> View:
    return summed(catalog, list(parse_items(items)))


def summed_diary(catalog: Catalog, diary: str) -> View:
    return summed(catalog, list(read_diary(io.StringIO(diary), "diary.csv")))


def summed(catalog: Catalog, lines: Sequence[Item | UnresolvedLine]) -> View:
    return IntakeView(catalog, intake(catalog, resolve_lines(catalog, lines)))


def beside(catalog: Catalog, *foods: str) -> View:
    return ComparisonView(catalog, compare(catalog, list(foods)))


def words(screen: str) -> set[str]:
    """Return the words of a screen without punctuation, lines and bars."""
    return {word.rstrip(".,:") for word in screen.split() if not set(word) & set("─█▏▎▍▌▋▊▉")}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_is_cut_and_no_line_runs_over(shipped: Catalog, render: Draw, width: int) -> None:
    for answer in (
        eaten(shipped, "1 cup raw spinach", "gouda 30g", "tempeh:50 g", "2 eggs"),
        summed_diary(shipped, DIARY),
        beside(shipped, "natto", "tempeh"),
        beside(shipped, *EIGHT),
    ):
        screen, whole = render(answer, width), render(answer, 400)
        assert words(screen) <= words(
            f"{whole} food range Not shown: --json A wider screen or shows them."
        )
        assert max(map(len, screen.splitlines())) <= width


def test_what_was_taken_as_what_stands_once_in_the_table(shipped: Catalog, render: Draw) -> None:
    answer = eaten(shipped, "natto:40 g", "1 cup raw spinach", "gouda 30g")
    screen = render(answer, 80)
    assert "(what was written)" in screen
    assert screen.count("gouda") == screen.count("Gouda, middle-aged") == 1
    assert "taken as" not in screen
    assert "Spinach, raw (1 cup raw spinach: 1 × cup of 30 g)" in screen
    assert not answer.notes
    assert "30 g gouda: counted as Gouda, middle-aged" in answer.row_notes
    assert "(what was written)" not in render(eaten(shipped, "natto:40 g"), 80)


def test_a_day_of_three_foods_fits_a_small_screen(shipped: Catalog, render: Draw) -> None:
    screen = render(eaten(shipped, "natto:40 g", "1 cup raw spinach", "gouda 30g"), 80)
    with_call_caution_and_prompt = len(screen.splitlines()) + 3
    assert with_call_caution_and_prompt <= 24


def test_forms_without_data_are_named_in_a_line_and_k2_is_always_there(
    tiny: Catalog, render: Draw
) -> None:
    screen = render(eaten(tiny, "natto:40 g", "30 g gouda-aged", "potato-raw:100 g"), 80)
    assert re.search(r"^K1 +≥6.52 .* 2 of 3$", screen, re.M)
    assert re.search(r"^K2 +≥394 .*2 of 3$", screen, re.M)
    assert "No food here has data on: dK1, MK-4, MK-5, MK-6, MK-8, MK-10, MK-9(4H)" in screen
    alone = render(eaten(tiny, "potato-raw:100 g"), 80)
    assert re.search(r"^K2 +— +0 of 1$", alone, re.M)


def test_a_doubtful_value_is_in_no_sum_and_its_reason_stands_below(
    tiny: Catalog, render: Draw
) -> None:
    screen = render(eaten(tiny, "tempeh:80 g"), 80)
    assert "88.6?" in screen
    reason = next(line for line in screen.splitlines() if line.startswith("? "))
    assert "Tempeh, MK-7 88.6 µg, doubtful: others found 2 to 10" in reason
    assert re.search(r"^MK-7 +— +0 of 1$", screen, re.M)


def test_a_day_stands_over_its_lines_and_a_meal_once(shipped: Catalog, render: Draw) -> None:
    eaten_part, days = render(summed_diary(shipped, DIARY), 100).split("\n\n")[:2]
    lines = eaten_part.splitlines()
    assert [line.split()[0] for line in lines[3:]] == [
        *("2026-01-01", "breakfast", "Egg,", "dinner", "Spinach,"),
        *("2026-01-02", "lunch", "—"),
        *("undated", "dinner", "?", "2-10"),
    ]
    assert "2026-01-02" in days
    assert "undated" in days


def test_a_narrow_screen_leaves_out_forms_before_it_breaks_names(
    shipped: Catalog, render: Draw
) -> None:
    def forms(width: int) -> list[str]:
        heading = render(summed_diary(shipped, DIARY), width).partition("──")[0]
        return re.findall(r"K1|MK-4|MK-7|K2", heading)

    assert forms(60) == ["K1", "MK-4", "MK-7", "K2"]
    assert forms(50) == ["K1", "MK-7", "K2"]
    assert forms(42) == ["K1", "K2"]


def test_on_a_narrow_screen_coverage_stands_below_the_sum(shipped: Catalog, render: Draw) -> None:
    days = summed_diary(shipped, DIARY)
    assert "(3/3)  28" not in render(days, 46)
    assert re.search(r"^ +\(3/3\) +\(3/3\)", render(days, 46), re.M)
    assert re.search(r"^2026-01-01 +\S+ \(3/3\)", render(days, 80), re.M)


def test_foods_are_columns_while_there_is_room_and_rows_after(
    shipped: Catalog, render: Draw
) -> None:
    assert len(EIGHT) == MOST
    for width, first in ((60, "food"), (80, "food"), (100, "food"), (140, "form")):
        heading = render(beside(shipped, *EIGHT), width).split("──")[0].splitlines()[-1]
        assert heading.split()[0] == first
    narrow = render(beside(shipped, *EIGHT), 60)
    assert narrow.splitlines()[1].split() == ["food", "K1", "MK-4", "MK-7", "K2"]
    assert "Not shown: dK1, MK-5, MK-6, MK-8, MK-9, MK-10" in " ".join(narrow.split())
    assert "Not shown" not in render(beside(shipped, *EIGHT), 140)
    assert render(beside(shipped, "natto", "brie"), 60).splitlines()[2].startswith("form")


def test_what_is_doubtful_in_a_comparison_says_why(tiny: Catalog, render: Draw) -> None:
    screen = render(beside(tiny, "natto", "tempeh"), 80)
    assert "111?" in screen
    reason = next(line for line in screen.splitlines() if line.startswith("? doubtful: "))
    assert "Tempeh, MK-7" in reason
    assert reason.endswith("others found 2 to 10")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_claim_in_a_list_keeps_its_verdict_its_words_and_what_limits_it(
    shipped: Catalog, render: Draw, width: int
) -> None:
    found = claims.claims(shipped)
    screen = render(ClaimsView(found), width)
    entries = re.split(rf"^(?={'|'.join(VERDICTS)})", screen, flags=re.M)[1:]
    limits = r"\b(not?|but|little|past the data|conflict|refused|although|without|same)\b"
    for claim, entry in zip(found, entries, strict=True):
        text = " ".join(entry.replace(f"{claim['claim_id']}\n", "\n", 1).split())
        lead = f"{claim['verdict']} “{claim['claim']}” "
        assert text.startswith(lead)
        finding = text.removeprefix(lead).partition(" …")[0].partition(" To read")[0]
        assert str(claim["finding"]).startswith(finding)
        assert len(finding) >= min(LEAST_FINDING, len(str(claim["finding"]))) - 15
        if claim["verdict"] in ("overstated", "contradicted", "unverified"):
            assert re.search(limits, finding, re.I), text
    assert max(map(len, screen.splitlines())) <= width


def test_one_claim_alone_is_told_in_full(shipped: Catalog, render: Draw) -> None:
    (claim,) = claims.claims(shipped, "c24")
    card = " ".join(render(ClaimsView([claim]), 80).split())
    assert card.startswith(f"Overstated: “{claim['claim']}” {claim['finding']} ")
    assert f": {claim['strength']} " in card
    assert "Studies: COCKAYNE_2006, TORGERSON_2018" in card
    assert card.endswith("C24")


def test_colours_of_verdicts_are_read_on_white_and_on_black(tiny: Catalog) -> None:
    assert set(VERDICT_COLORS) == set(VERDICTS)
    for colour in VERDICT_COLORS.values():
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        light = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        assert min((light + 0.05) / 0.05, 1.05 / (light + 0.05)) > 3.8
    for color, escaped in ((True, True), (False, False), (None, False)):
        stream = io.StringIO()
        ClaimsView(claims.claims(tiny)).draw(stream, color)
        assert ("\x1b[" in stream.getvalue()) is escaped
