"""The published numbers of a food keep their source, country, samples, range and status."""

import io

import pytest
from conftest import Run

from vitk2.catalog.catalog import Catalog
from vitk2.output.wording import number
from vitk2.queries.food import match_of
from vitk2.terminal.food import FoodView


@pytest.mark.parametrize("food", ["natto", "kale-raw", "gouda-middle-aged", "spinach-raw"])
@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_every_width_has_all_that_a_reader_needs_to_judge_a_number(
    shipped: Catalog, monkeypatch: pytest.MonkeyPatch, food: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    match, stream = match_of(shipped, food, food), io.StringIO()
    FoodView(shipped, match, every=True).draw(stream, False)
    screen = " ".join(stream.getvalue().split())
    for m in match.food.measurements:
        assert m["source_id"] in screen
        assert m["status"] in screen
        assert not m["country"] or m["country"] in screen
        low, high = m["min_ug_per_100g"], m["max_ug_per_100g"]
        assert low is None or low == high or f"{number(low)}–{number(high)}" in screen
    assert "n: number of samples" in screen


def test_sources_on_a_screen_have_author_year_title_and_id(run: Run) -> None:
    screen = " ".join(run("sources", "--format", "table").stdout.split())
    assert "Kamao M et al. 2007. Vitamin K content of foods" in screen
    assert "[kamao-2007]" in screen
    assert "Vermeer C 2000. Determination of phylloquinone" in screen
    assert "Public Health England 2021. " in screen
