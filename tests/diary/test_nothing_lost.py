"""Every line of a diary with content is read, queried or reported as ignored."""

import io
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitk2.catalog.catalog import Catalog
from vitk2.diary.intake import Intake, intake
from vitk2.diary.parser import Ignored, Item, UnresolvedLine, parse_items
from vitk2.diary.reader import read_diary
from vitk2.diary.resolver import EatenFood, Read, resolve_lines
from vitk2.errors import DataError


def read(catalog: Catalog, text: str) -> list[Read]:
    lines = read_diary(io.StringIO(text, newline=""), "day.md")
    return list(resolve_lines(catalog, lines))


def eaten(catalog: Catalog, text: str) -> Intake:
    return intake(catalog, read(catalog, text))


def last(catalog: Catalog, line: str) -> Read:
    """Return the result of a line that follows another one."""
    first, found = read(catalog, f"gouda-aged 1 g\n{line}\n")
    assert isinstance(first, EatenFood)
    assert isinstance(found, EatenFood) or found.place == "day.md:2"
    return found


@pytest.mark.parametrize(
    "line",
    [
        *("natto 40 g", "- natto 40 g", "* natto 40 g", "+ 40 g natto", "– natto 40 g"),
        *("- [x] natto 40 g", "[X] 40 g natto", "> natto 40 g", "> 40 g natto", "> - 40 g natto"),
        *("1. natto 40 g", "2. natto 40 g", "12) natto 40 g", "3. 40 g natto", "1. [x] natto 40 g"),
        *("**natto** 40 g", "**natto 40 g**", "*natto* 40 g", "_natto_ 40 g", "`natto` 40 g"),
        *("[[natto]] 40 g", "40g [[Foods/natto|my natto]]", "[natto](natto.md) 40 g"),
        *("#food [[natto]] 40g", "- #food natto 40 g", "#Food 40 g natto"),
    ],
)
def test_markdown_around_a_note_changes_nothing(tiny: Catalog, line: str) -> None:
    found = last(tiny, line)
    assert isinstance(found, EatenFood), found
    assert (found.food_id, found.grams) == ("natto", 40)


@pytest.mark.parametrize(
    "line",
    [
        *("#natto 40 g", "# 40 g natto", "## natto 40 g", "# a couple of natto", "# Week 47"),
        *("// natto 40 g", "<!-- natto 40 g -->", "%% 40 g natto %%", "- [ ] natto 40 g"),
        *(
            "~~natto~~ gouda 40 g",
            "natto:",
            "- natto:",
            "Fermented soybeans:",
            "## Natto",
            "# natto",
        ),
        *("#natto", "**natto**", "raw spinach:", "a cup of raw spinach:", "sep=;", "2. natto"),
    ],
)
def test_a_line_that_may_be_a_food_is_asked_about(tiny: Catalog, line: str) -> None:
    assert isinstance(last(tiny, line), UnresolvedLine)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("# my diary", "#"),
        ("#diet #health", "#"),
        ("// nothing today", "comment"),
        ("<!-- nothing -->", "comment"),
        ("~~natto 40 g~~", "struck"),
        ("![[photo.jpg]]", "picture"),
        ("blorb:", "nothing below"),
        ("## Exercise", "nothing below"),
        ("Monday:", "without a date"),
        ("natto 0 g", "0"),
    ],
)
def test_a_line_that_is_no_food_is_reported(tiny: Catalog, line: str, why: str) -> None:
    found = last(tiny, line)
    assert isinstance(found, Ignored)
    assert why in found.why
    assert found.written


@pytest.mark.parametrize("markup", ["{}:", "## {}", "### {}:", "**{}**", "**{}:**", "# {}", "#{}"])
@pytest.mark.parametrize(
    "meal", ["Lunch", "Frühstück", "Snacks", "Snack", "Dinner", "Drinks", "Soup", "Mittagessen"]
)
def test_the_name_of_a_meal_is_the_meal_of_the_lines_below_it(
    shipped: Catalog, meal: str, markup: str
) -> None:
    (found,) = read(shipped, f"{markup.format(meal)}\nnatto 40 g\n")
    assert isinstance(found, EatenFood)
    assert found.meal == meal
    assert read(shipped, f"natto 1 g\n{markup.format(meal)}\n")[1:] == []  # a meal of nothing


@pytest.mark.parametrize(
    "food", ["Natto", "spinach", "Spinat", "納豆", "boiled kale", "Tea", "Coffee", "Eggs", "Pizza"]
)
def test_a_food_over_other_lines_has_lost_its_amount(shipped: Catalog, food: str) -> None:
    question, _ = read(shipped, f"{food}:\nnatto 40 g\n")
    assert isinstance(question, UnresolvedLine)
    assert question.written == food


def test_a_word_of_many_foods_is_a_heading_only_over_something(shipped: Catalog) -> None:
    (found,) = read(shipped, "Cheese:\ngouda 30 g\n")
    assert isinstance(found, EatenFood)
    question, _ = read(shipped, "Cheese:\nDinner:\nnatto 40 g\n")
    assert "Which 'Cheese'?" in str(question)


@pytest.mark.parametrize(
    "markup", ["{}", "{}:", "# {}", "## {}", "### Monday {}", "**{}**", "- {}"]
)
@pytest.mark.parametrize("day", ["2026-11-2{}", "2{}.11.2026", "[[2026-11-2{}]]"])
def test_days_under_any_heading_stay_apart(tiny: Catalog, markup: str, day: str) -> None:
    notes = [f"{markup.format(day.format(n))}\n- 40 g natto\n" for n in (2, 3)]
    assert list(eaten(tiny, "\n".join(notes)).days) == ["2026-11-22", "2026-11-23"]


def test_foods_under_a_heading_that_may_be_a_date_have_no_day(tiny: Catalog) -> None:
    lines = read(tiny, "## 2026-11-22\nnatto 1 g\n## the 23rd\nnatto 2 g\n")
    assert [(type(line), line.date) for line in lines] == [
        (EatenFood, "2026-11-22"),
        (UnresolvedLine, "2026-11-22"),
        (EatenFood, ""),
    ]


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        *((cell, Ignored) for cell in ("1", "true", "TRUE", "Yes", "x", "✓", "2026-01-04")),
        *((cell, EatenFood) for cell in ("", "0", "false", "No", "0.0", "-", "null")),
        *((cell, UnresolvedLine) for cell in ("maybe", "2", "later")),
    ],
)
@pytest.mark.parametrize("column", ["Deleted", "is_deleted", "Removed", "deletedAt"])
def test_a_deleted_row_is_reported_and_not_counted(
    tiny: Catalog, column: str, cell: str, outcome: type[Read]
) -> None:
    text = f"Date,Food,Amount,{column}\n2026-01-03,natto,40 g,{cell}\n"
    (found,) = read(tiny, text)
    assert isinstance(found, outcome)
    if outcome is Ignored:
        assert (eaten(tiny, text).eaten, eaten(tiny, text).totals[0].foods) == ([], 0)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("# made 2026-11-22\nsep=,\nfood,amount\nspinach-raw,40 g\n", [Ignored, EatenFood]),
        ("food,amount\n# a comment\nnatto,40 g\n", [Ignored, EatenFood]),
        ("food,amount\n#natto,40 g\nnatto,40 g\n", [UnresolvedLine, EatenFood]),
        ("food,amount\n#natto,half a pack\n", [UnresolvedLine]),
        ("food,amount\n# 12 rows\n", [UnresolvedLine]),
        ("number,food,amount\n#1,natto,40 g\n#2,natto,40 g\n", [EatenFood, EatenFood]),
        ("#,food,amount\n1,natto,40 g\n", [EatenFood]),
        ("# food,amount\nnatto,40 g\n", [EatenFood]),
        ("#food\tamount\nnatto\t40 g\n", [EatenFood]),
        ("# my week\nnotes\nnatto 40 g\n", [Ignored, EatenFood]),
        ("food,amount,unit\nnatto,0,g\nblorb,0.00,g\n", [Ignored, Ignored]),
    ],
)
def test_no_row_of_a_table_is_lost(tiny: Catalog, text: str, types: list[type[Read]]) -> None:
    assert [type(line) for line in read(tiny, text)] == types


@pytest.mark.parametrize(
    "text", ["# natto 40 g", "~~natto 40 g~~", "- [ ] natto 40 g", "// natto 40 g", "natto:"]
)
def test_an_item_that_was_typed_is_read_as_one_of_a_file(tiny: Catalog, text: str) -> None:
    (question,) = resolve_lines(tiny, parse_items([text]))
    assert isinstance(question, UnresolvedLine)
    (found,) = resolve_lines(tiny, parse_items(["2. **[[natto]]** 40 g"]))
    assert isinstance(found, EatenFood)


def test_a_line_of_nothing_leaves_no_sum_open(tiny: Catalog) -> None:
    text = "food,amount,unit\nspinach-raw,30,g\nblorb,0.00,g\n"
    (k1, *_) = eaten(tiny, text).totals
    assert (k1.qualifier, k1.foods_with_data, k1.foods) == ("", 1, 1)


def test_a_name_that_ends_with_0_is_no_amount_of_nothing(tiny: Catalog) -> None:
    assert isinstance(last(tiny, "blorb 0"), UnresolvedLine)


@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(("", "#", "# ", "## ", "- ", "> ", "1. ", "- [ ] ", "~~", "**", "// ")),
            st.sampled_from(("natto 40 g", "blorb", "natto", "2026-11-22", "Lunch", "7", "a b")),
            st.sampled_from(("", ":", "~~", "**", " #")),
        ).map("".join),
        min_size=1,
        max_size=6,
    )
)
def test_every_line_has_its_outcome(lines: list[str]) -> None:
    try:
        found = list(read_diary(["natto 1 g\n", *(f"{x}\n" for x in lines)], "f"))
    except DataError:
        return
    dates = {f"f:{n}" for n, line in enumerate(lines, start=2) if "2026-11-22" in line}
    locations = {line.place for line in found}
    assert {f"f:{n}" for n in range(1, len(lines) + 2)} <= locations | dates
    items = chain.from_iterable([x.date] for x in found if isinstance(x, Item))
    assert set(items) <= {"", "2026-11-22"}
