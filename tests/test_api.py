"""The commands as functions give what the commands give."""

import inspect
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cli.search import search as search_command
from vitk2.cli.top import top as top_command
from vitk2.diary.intake import intake
from vitk2.diary.reader import read_diary
from vitk2.diary.resolver import resolve_lines
from vitk2.errors import DataError, FoodError


def test_functions_and_commands_give_the_same(run: Run) -> None:
    rows = json.loads(run("top", "MK-9", "-n", "5", "--json").stdout)
    assert rows == list(vitk2.top("MK-9", limit=5).records())[:5]
    rows = json.loads(run("search", "natto", "--form", "MK-7", "--json").stdout)
    assert rows == list(vitk2.search("natto", forms=["MK-7"], limit=20).records())
    card = json.loads(run("show", "natto", "--json").stdout)
    assert card["amounts"] == vitk2.show("natto").amounts
    found = json.loads(run("compare", "natto", "kale-raw", "--json").stdout)
    assert found["differences"] == vitk2.compare("natto", "kale-raw").differences
    answer = vitk2.intake("natto:50 g", "2 eggs", reference="us", sex="female", age_years=60)
    summed = json.loads(
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
    assert summed["totals"] == [t.as_record() for t in answer.totals]
    with pytest.raises(DataError, match="item 2"):
        vitk2.intake("natto:50 g", "natto")
    with pytest.raises(FoodError):
        vitk2.show("natoo")
    with pytest.raises(AttributeError, match="no attribute 'nato'"):
        vitk2.nato  # noqa: B018  # asking is the test


def test_the_words_of_the_command_line_are_those_of_the_functions() -> None:
    fields = {*vitk2.Query._fields, "form"}
    for function, command in ((vitk2.search, search_command), (vitk2.top, top_command)):
        options = {str(p.name) for p in command.params} & fields
        assert set(inspect.signature(function).parameters) & fields == options


def test_every_word_reaches_the_query() -> None:
    """Every parameter of a signature belongs here, with a value that is not its default."""
    filters = {
        "groups": ("Cheese",),
        "preparations": ("raw",),
        "sources": ("kamao-2007",),
        "tiers": ("A", "B"),
        "without_marks": ("doubtful",),
        "exclude": ("goat",),
        "diet": "vegetarian",
        "ascending": True,
        "minimum": 1.0,
        "maximum": 9.0,
        "doubtful": True,
        "per": "portion",
        "limit": 3,
    }
    of_search = filters | {"text": "brie", "sort": vitk2.Form.K1}
    of_top = filters | {"holding": 70.0}
    forms = (vitk2.Form.MK7,)
    found = vitk2.search(forms="mk7", **of_search), vitk2.top("mk7", **of_top)
    assert found[0].query == vitk2.Query(forms=forms, **of_search)
    assert found[1].query == vitk2.Query(forms=forms, shape="top", **of_top)
    for function, given in ((vitk2.search, of_search), (vitk2.top, of_top)):
        assert set(inspect.signature(function).parameters) - set(given) <= {"form", "forms", "own"}


def test_one_word_stands_where_several_may() -> None:
    one = vitk2.search("brie", "MK-9", groups="Cheese")
    assert one.rows
    assert one == vitk2.search("brie", ["mk9"], groups=["Cheese"])


def test_a_form_in_any_spelling_is_something_to_sort_by() -> None:
    assert vitk2.search("cheese", sort="mk9").query.sort is vitk2.Form.MK9


def test_foods_of_ones_own_come_from_one_directory_or_several(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    run("check", str(mine), "--init")
    one = vitk2.show("my-home-made-natto", own=mine)
    assert one.amounts == vitk2.show("my-home-made-natto", own=[str(mine)]).amounts


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: vitk2.search(sort="blob"), "'blob' is not a way to sort: use name, known, K1"),
        (lambda: vitk2.search(per="serving"), "use 100g or portion"),
        (lambda: vitk2.search(groups="cheeses"), "'cheeses' is not a food group: use Cheese"),
        (lambda: vitk2.search(forms="vitamin c"), "'vitamin c' is not a form of vitamin K"),
        (lambda: vitk2.top("MK-7", limit=-1), "-1 is not a number of rows"),
        (lambda: vitk2.intake("natto:1 g", reference="usa"), "'usa' is not a reference"),
        (lambda: vitk2.intake("natto:1 g", sex="f"), "use female or male"),
        (lambda: vitk2.intake(["natto:1 g"]), r"write intake\(\*your_list\)"),
        (lambda: vitk2.compare(["natto", "brie"]), r"write compare\(\*your_list\)"),
    ],
)
def test_what_is_wrong_is_said_and_never_ignored(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(vitk2.UsageError, match=message):
        ask()


@pytest.mark.slow
def test_a_long_diary_is_counted_in_bounded_memory(tiny: Catalog, tmp_path: Path) -> None:
    import tracemalloc

    day = "natto,40,g,2026-01-01\nspinach-raw,1,cup,2026-01-02\n"

    def peak(lines: int) -> int:
        path = tmp_path / f"{lines}.csv"
        path.write_text("food,amount,unit,date\n" + day * (lines // 2))
        tracemalloc.start()
        with path.open(newline="") as stream:
            answer = intake(tiny, resolve_lines(tiny, read_diary(stream, "day.csv")))
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
    monkeypatch.setattr("vitk2.cli.intake.LONG_FILE_BYTES", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert tiny_run("intake", "--file", str(path), "--csv").stdout == quiet.stdout
