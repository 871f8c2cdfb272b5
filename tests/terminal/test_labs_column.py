"""Every amount on a screen has the number of laboratories that it rests on beside it."""

import io

import pytest
from conftest import Run
from views import view_of

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.output.view import View
from vitk2.output.wording import LABS_MEAN, remarks
from vitk2.queries.compare import compare
from vitk2.queries.food import FoodMatch
from vitk2.queries.interpret import show
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.terminal.comparison import ComparisonView
from vitk2.terminal.food import FoodView

ONE, NONE = (f"labs {n}: {LABS_MEAN[n]}" for n in "10")


def lines(view: View, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lines of a screen, with one space between two cells."""
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    view.draw(stream, False)
    return [" ".join(line.split()) for line in stream.getvalue().splitlines()]


def ranking(catalog: Catalog, form: Form) -> View:
    return view_of(catalog, select(catalog, Query(forms=(form,), shape="top")))


def test_a_ranking_of_80_columns_has_the_number_after_the_amount(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = lines(ranking(tiny, Form.K1), 80, monkeypatch)
    assert screen[0] == "K1, richest first µg/100 g labs range"
    assert {"1 Spinach, boiled 494 1", "2 Spinach, raw 480 2 387–520"} <= set(screen)


def test_the_published_ranking_has_it_at_80_columns(
    shipped: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in (Form.K1, Form.MK7, Form.K2):
        query = Query(forms=(form,), shape="top", limit=20)
        screen = lines(view_of(shipped, select(shipped, query)), 80, monkeypatch)
        assert "µg/100 g labs" in screen[0]
        assert ONE in " ".join(screen)


def test_one_line_says_what_the_numbers_mean_and_only_those_that_occur(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_k1 = lines(ranking(tiny, Form.K1), 120, monkeypatch)
    of_mk7 = lines(ranking(tiny, Form.MK7), 120, monkeypatch)
    assert f"{ONE}; {NONE}" in of_k1
    assert ONE in of_mk7


def test_on_a_narrow_screen_the_number_stays_longer_than_the_range(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide, narrow, narrowest = (lines(ranking(tiny, Form.K1), w, monkeypatch) for w in (60, 31, 26))
    assert ("labs" in wide[0], "range" in wide[0]) == (True, True)
    assert any(line.endswith("µg/100 g labs") for line in narrow)
    assert any(line.endswith("µg/100 g") for line in narrowest)  # a table all the same
    assert "labs" not in " ".join(narrowest)  # nor a line on a column that is not there
    assert not any("387–520" in line for line in (*narrow, *narrowest))


@pytest.mark.parametrize(
    ("query", "cells"),
    [
        (Query(text="natto", forms=(Form.K1,)), "Natto 11.3 2 — 930~ ≥930"),
        (Query(text="natto", sort=Form.MK7), "Natto 11.3 — 930~ 3 ≥930"),
        (Query(text="natto"), "Natto 11.3 — 930~ ≥930"),
        (Query(text="natto", forms=(Form.K1, Form.MK7)), "Natto 11.3 — 930~ ≥930"),
    ],
)
def test_foods_have_the_number_of_the_one_form_in_view(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch, query: Query, cells: str
) -> None:
    assert cells in lines(view_of(tiny, select(tiny, query)), 80, monkeypatch)


def test_a_card_has_it_for_each_form(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = lines(FoodView(tiny, FoodMatch(show(tiny, "gouda"))), 50, monkeypatch)
    assert {"MK-9 40.3 1 11.3", "K2 72.9 1 20.4", ONE} <= set(screen)


def test_a_comparison_has_it_where_it_fits(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    view = ComparisonView(tiny, compare(tiny, ["natto", "spinach-raw"]))
    wide, narrow = (lines(view, width, monkeypatch) for width in (80, 36))
    assert "K1 11.3 6–45 2 480 (144) 387–520 2" in wide
    assert "K1 11.3 480 (144)" in narrow
    assert ONE in wide
    assert ONE not in narrow


def test_a_pipe_has_the_column_of_the_table_and_no_other(tiny_run: Run) -> None:
    output = tiny_run("top", "K1").stdout
    assert "\tstudies\t" in output.splitlines()[0]
    assert "labs" not in output


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ("1 sample", ["1 sample"]),
        ("abstract only", ["from an abstract, not the full paper"]),
        ("1 sample;tables disagree x3", ["tables differ 3-fold"]),
        ("highest of a survey;abstract only", ["the highest of many products"]),
        ("converted;1 sample", ["1 sample"]),
        ("compiled", []),
        ("compiled;forms not stated", ["forms not stated"]),
    ],
)
def test_remarks_are_the_important_words_alone(marks: str, words: list[str]) -> None:
    assert remarks(marks) == words
