"""Snapshots of foods: the rows of each, and the words that find them."""

from vitk2.catalog.catalog import Catalog, records
from vitk2.queries.catalog_snapshot import snapshot
from vitk2.queries.query import Query
from vitk2.queries.search import select


def test_everything_of_every_food_is_there_once(tiny: Catalog) -> None:
    result = snapshot(tiny, Query())
    for table, listed in (
        ("amounts", result.amounts),
        ("measurements", result.measurements),
        ("portions", result.portions),
    ):
        ids = [f["food_id"] for f in result.foods]
        assert sum(map(len, listed)) == len(records(tiny, table))
        for food_id, rows in zip(ids, listed, strict=True):
            assert {r["food_id"] for r in rows} <= {food_id}


def test_foods_stand_as_a_search_has_them_that_asks_for_nothing(tiny: Catalog) -> None:
    result = snapshot(tiny, Query())
    ids = [str(f["food_id"]) for f in result.foods]
    assert tuple(ids) == select(tiny, Query(sort="known")).food_ids
    assert tuple(ids[at] for at in result.by_name) == select(tiny, Query(sort="name")).food_ids


def test_a_filter_keeps_its_foods_and_their_words_alone(tiny: Catalog) -> None:
    result = snapshot(tiny, Query(text="spinach"))
    assert {f["food_id"] for f in result.foods} == {"spinach-raw", "spinach-boiled"}
    assert "natto" not in result.words.terms
    assert {at for _, at, _ in result.words.wholes} <= {0, 1}
    matches = result.words.terms["spinach"]
    assert [at for at, _ in matches] == [0, 1]


def test_the_words_speak_of_foods_by_their_number(tiny: Catalog) -> None:
    result = snapshot(tiny, Query())
    ids = [f["food_id"] for f in result.foods]
    assert {ids[at] for at, _ in result.words.terms["spinach"]} == {"spinach-raw", "spinach-boiled"}
    assert ("natto", ids.index("natto"), 0.0) in result.words.wholes


def test_an_amount_says_how_high_it_may_be(tiny: Catalog) -> None:
    result = snapshot(tiny, Query(text="natto"))
    by_form = {a["form"]: a["upper_bound"] for a in result.amounts[0]}
    assert by_form["MK-7"] == 1034


def test_no_food_is_no_error(tiny: Catalog) -> None:
    assert snapshot(tiny, Query(text="blorb")).foods == []


def test_what_the_caution_cites_is_among_the_sources(shipped: Catalog) -> None:
    result = snapshot(shipped, Query(text="natto"))
    ids = {s["source_id"] for s in result.sources}
    assert {"THEUWISSEN_2013", "NAKAJIMA_2021", "ELSEVIER_OAC", "kamao-2007"} <= ids
    assert len(ids) < 60
