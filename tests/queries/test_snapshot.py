"""The whole of some foods: what belongs to each, and the words that find them."""

from vitk2.catalog.catalog import Catalog, records
from vitk2.queries.catalog_snapshot import snapshot
from vitk2.queries.query import Query
from vitk2.queries.search import select


def test_everything_of_every_food_is_there_once(tiny: Catalog) -> None:
    held = snapshot(tiny, Query())
    for table, listed in (
        ("amounts", held.amounts),
        ("measurements", held.measurements),
        ("portions", held.portions),
    ):
        ids = [f["food_id"] for f in held.foods]
        assert sum(map(len, listed)) == len(records(tiny, table))
        for food_id, rows in zip(ids, listed, strict=True):
            assert {r["food_id"] for r in rows} <= {food_id}


def test_foods_stand_as_a_search_has_them_that_asks_for_nothing(tiny: Catalog) -> None:
    held = snapshot(tiny, Query())
    ids = [str(f["food_id"]) for f in held.foods]
    assert tuple(ids) == select(tiny, Query(sort="known")).food_ids
    assert tuple(ids[at] for at in held.by_name) == select(tiny, Query(sort="name")).food_ids


def test_a_filter_keeps_its_foods_and_their_words_alone(tiny: Catalog) -> None:
    held = snapshot(tiny, Query(text="spinach"))
    assert {f["food_id"] for f in held.foods} == {"spinach-raw", "spinach-boiled"}
    assert "natto" not in held.words.terms
    assert {at for _, at, _ in held.words.wholes} <= {0, 1}
    places = held.words.terms["spinach"]
    assert [at for at, _ in places] == [0, 1]


def test_the_words_speak_of_foods_by_their_number(tiny: Catalog) -> None:
    held = snapshot(tiny, Query())
    ids = [f["food_id"] for f in held.foods]
    assert {ids[at] for at, _ in held.words.terms["spinach"]} == {"spinach-raw", "spinach-boiled"}
    assert ("natto", ids.index("natto"), 0.0) in held.words.wholes


def test_an_amount_says_how_high_it_may_be(tiny: Catalog) -> None:
    held = snapshot(tiny, Query(text="natto"))
    by_form = {a["form"]: a["upper_bound"] for a in held.amounts[0]}
    assert by_form["MK-7"] == 1034


def test_no_food_is_no_error(tiny: Catalog) -> None:
    assert snapshot(tiny, Query(text="blorb")).foods == []


def test_what_the_caution_cites_is_among_the_sources(shipped: Catalog) -> None:
    held = snapshot(shipped, Query(text="natto"))
    ids = {s["source_id"] for s in held.sources}
    assert {"THEUWISSEN_2013", "NAKAJIMA_2021", "ELSEVIER_OAC", "kamao-2007"} <= ids
    assert len(ids) < 60
