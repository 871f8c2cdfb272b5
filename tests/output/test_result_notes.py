"""Notes on a listing: the rows it does not show, and that low is not the goal."""

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.output.notes import result_notes
from vitk2.queries.query import Query
from vitk2.queries.search import select


@pytest.mark.parametrize("ascending", [True, False])
def test_only_a_list_of_the_lowest_says_that_low_is_not_the_goal(
    tiny: Catalog, ascending: bool
) -> None:
    query = Query(forms=(Form.K1,), shape="top", ascending=ascending)
    notes = result_notes(select(tiny, query))
    assert any("warfarin" in note for note in notes) is ascending


def test_an_empty_list_of_the_lowest_says_only_that_nothing_is_found(tiny: Catalog) -> None:
    query = Query(forms=(Form.K1,), shape="top", ascending=True, exclude=("a", "e", "i", "o"))
    notes = result_notes(select(tiny, query._replace(minimum=9_000_000.0)))
    assert any(note.startswith("No food matches") for note in notes)
    assert not any("warfarin" in note for note in notes)
