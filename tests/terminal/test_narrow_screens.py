"""Screens too narrow for a table: a line a row, every name and number whole."""

import io
import re
from collections.abc import Sequence

import pytest
from views import view_of

from vitk2.catalog.catalog import Catalog
from vitk2.diary.intake import intake
from vitk2.diary.parser import parse_items
from vitk2.diary.reader import read_diary
from vitk2.diary.resolver import resolve_lines
from vitk2.forms import Form
from vitk2.output.view import View
from vitk2.output.wording import in_ug
from vitk2.queries import claims, food, listings
from vitk2.queries.compare import compare
from vitk2.queries.query import Query
from vitk2.queries.search import select, top_per_form
from vitk2.terminal.claims import ClaimsView
from vitk2.terminal.comparison import ComparisonView
from vitk2.terminal.console import new_table, table_or_lines
from vitk2.terminal.food import FoodView
from vitk2.terminal.intake import IntakeView
from vitk2.terminal.ranking import TopPerFormView
from vitk2.terminal.records import CountsView, SourcesView

DIARY = "food,amount,unit,date\nnatto,50,g,2026-01-01\nspinach-raw,100,g,2026-01-02\negg,2,,\n"
QUERIES = {
    "search": Query(text="spinach", limit=8),
    "search by source": Query(text="natto", sources=("kamao-2007",), per="portion"),
    "top": Query(forms=(Form.MK7,), shape="top", limit=12),
    "top with holding": Query(forms=(Form.K1,), shape="top", holding=70, limit=8),
    "top per portion": Query(forms=(Form.K2,), shape="top", per="portion", limit=8),
    "long": Query(text="gouda", shape="long"),
    "measurements": Query(text="natto", shape="measurements"),
    "columns": Query(text="gouda", shape="long", columns=("name", "form", "ug_per_100g")),
}
DAYS = {"a day": ("natto:40 g", "2 eggs", "gouda 30g"), "days": ()}
ANSWERS = (*QUERIES, *DAYS, "leaders", "show", "compare", "groups", "sources", "evidence")


def answer(catalog: Catalog, kind: str) -> View:
    """An answer of each kind, of the published table."""
    if kind in QUERIES:
        return view_of(catalog, select(catalog, QUERIES[kind]))
    if kind in DAYS:
        typed = parse_items(DAYS[kind])
        lines = list(typed) or list(read_diary(io.StringIO(DIARY), "diary.csv"))
        return IntakeView(catalog, intake(catalog, resolve_lines(catalog, lines)))
    return {
        "leaders": lambda: TopPerFormView(catalog, top_per_form(catalog, Query(shape="top"))),
        "show": lambda: FoodView(catalog, food.match_of(catalog, "natto", "natto"), every=True),
        "compare": lambda: ComparisonView(
            catalog, compare(catalog, ["natto", "gouda-aged", "kale-raw"])
        ),
        "groups": lambda: CountsView(listings.groups(catalog)),
        "sources": lambda: SourcesView(listings.sources(catalog)),
        "evidence": lambda: ClaimsView(claims.claims(catalog)),
    }[kind]()


def render(result: View, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    result.draw(stream, False)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def words(lines: Sequence[str]) -> set[str]:
    return {word.strip(",:()[]") for line in lines for word in line.split()}


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("width", [20, 22, 24, 30, 36, 44])
def test_every_name_and_number_is_whole_and_no_line_runs_over(
    shipped: Catalog, monkeypatch: pytest.MonkeyPatch, kind: str, width: int
) -> None:
    result = answer(shipped, kind)
    lines = render(result, width, monkeypatch)
    assert max(map(len, lines)) <= width
    assert "…" not in "".join(lines) or kind == "evidence"  # a finding is cut short between words
    named = {"name", "richest source", "source_id", "group"} & set(result.columns)
    for column in named - {"group"}:
        for name in {str(row[list(result.columns).index(column)]) for row in result.rows[:8]}:
            if kind not in ("show", "measurements"):
                assert {w.strip(",:()[]") for w in name.split()} <= words(lines), name


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("width", [1, 2, 5, 10])
def test_a_screen_of_no_use_is_no_crash(
    shipped: Catalog, monkeypatch: pytest.MonkeyPatch, kind: str, width: int
) -> None:
    assert render(answer(shipped, kind), width, monkeypatch)


def test_a_food_and_its_amount_stand_in_a_line(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = view_of(tiny, select(tiny, Query(forms=(Form.MK7,), shape="top")))
    assert render(top, 19, monkeypatch)[2:6] == [
        "Natto: 930 µg",
        "Gouda, aged: 1.6 µg",
        "Spinach, raw: <0.5",
        "µg",
    ]
    found = view_of(tiny, select(tiny, Query(text="raw")))
    text = " ".join(render(found, 22, monkeypatch))
    assert "Spinach, raw: K1 480 µg, MK-4 —, MK-7 <0.5 µg, K2 —" in text
    assert "Potato, raw: K1 2 µg, MK-4 0 µg (assumed), MK-7 nd, K2 —" in text


@pytest.mark.parametrize(
    ("amount_text", "expected"),
    [
        ("930", "930 µg"),
        ("≥9.3", "≥9.3 µg"),
        ("<0.1", "<0.1 µg"),
        ("111?", "111? µg"),
        ("0 (assumed)", "0 µg (assumed)"),
        ("nd", "nd"),
        ("tr", "tr"),
        ("—", "—"),
    ],
)
def test_what_is_no_number_has_no_unit(amount_text: str, expected: str) -> None:
    assert in_ug(amount_text) == expected


def test_one_odd_name_does_not_cost_the_others_their_table() -> None:
    table = new_table()
    table.add_column("food", overflow="fold")
    table.add_row("x" * 200)
    assert table_or_lines([table], [], 40) is table
    assert re.search("name: told", str(table_or_lines([table], [("name", "told")], 20)))
