"""THE filter: answers worked out by hand, then properties held against pandas on the CSVs."""

from pathlib import Path
from typing import Any

import pytest

from vitk2.catalog.catalog import Catalog
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import Form
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select


def ids(result: Result) -> list[str]:
    return [str(r["food_id"]) for r in result.records()]


def found(catalog: Catalog, text: str = "", **fields: Any) -> list[str]:
    return ids(select(catalog, Query(text=text, **fields)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("natto", ["natto"]),
        ("NATTŌ", ["natto"]),
        ("nat", ["natto"]),
        ("soybeans", ["natto"]),
        ("creme", ["creme-brulee"]),
        ("brûlée crème", ["creme-brulee"]),
        ("raw spinach", ["spinach-raw"]),
        ("spinach", ["spinach-raw", "spinach-boiled"]),
        ("cheese", ["gouda-aged"]),
        ("cheese aged", ["gouda-aged"]),
        ("MK-7", []),
        ('"', []),
        ("natto*", ["natto"]),
        ("' OR 1=1 --", []),
        ("%", []),
    ],
)
def test_words_are_found_in_any_order_cut_short_and_without_accents(
    tiny: Catalog, text: str, expected: list[str]
) -> None:
    assert found(tiny, text) == expected


def test_the_whole_name_comes_first_and_a_prefix_only_where_no_food_has_the_word(
    tmp_path: Path,
) -> None:
    from conftest import write_tables

    def food(food_id: str, name: str, aliases: str = "") -> dict[str, str]:
        return {"food_id": food_id, "name": name, "group": "Cheese", "aliases": aliases}

    foods = [
        food("d", "Aaa", "brie"),
        food("c", "Brielike"),
        food("b", "Baked brie"),
        food("a", "Brie"),
    ]
    tables: dict[str, list[Any]] = {
        "foods": foods,
        **{t: [] for t in ("amounts", "measurements", "portions", "sources", "forms")},
    }
    with Catalog(str(write_tables(tmp_path, tables))) as catalog:
        assert found(catalog, "brie") == ["a", "b", "d"]
        assert found(catalog, "bri") == ["a", "c", "b", "d"]


def test_every_form_asked_for_must_be_carried(tiny: Catalog) -> None:
    assert found(tiny, forms=(Form.MK7,)) == ["gouda-aged", "natto"]
    assert found(tiny, forms=(Form.MK7, Form.MK9)) == ["gouda-aged"]
    assert found(tiny, forms=(Form.K1, Form.MK9)) == []


def test_a_doubtful_value_is_no_carrier_unless_doubts_are_set_aside(tiny: Catalog) -> None:
    assert "tempeh" not in found(tiny, forms=(Form.MK7,))
    assert "tempeh" in found(tiny, forms=(Form.MK7,), doubtful=True)


def test_limits_and_assumed_zeros_satisfy_no_bound(tiny: Catalog) -> None:
    assert found(tiny, forms=(Form.MK7,), minimum=0, shape="top") == [
        "natto",
        "gouda-aged",
        "tempeh",
    ]
    assert found(tiny, forms=(Form.MK4,), maximum=5, shape="top") == []


def test_a_lower_bound_satisfies_no_maximum(tiny: Catalog) -> None:
    assert found(tiny, forms=(Form.K2,), maximum=1e6) == ["gouda-aged"]
    assert found(tiny, forms=(Form.K2,), minimum=900) == ["natto"]


def test_the_ranking_puts_doubts_last_and_limits_after_numbers(tiny: Catalog) -> None:
    answer = select(tiny, Query(forms=(Form.MK7,), shape="top"))
    assert ids(answer) == ["natto", "gouda-aged", "spinach-raw", "potato-raw", "tempeh"]
    assert (answer.total, answer.doubtful_count) == (4, 1)
    ranked = select(tiny, Query(forms=(Form.MK7,), shape="top", doubtful=True))
    assert ids(ranked)[:2] == ["natto", "tempeh"]


def test_doubtful_foods_follow_only_where_they_would_have_ranked(tiny: Catalog) -> None:
    one = select(tiny, Query(forms=(Form.MK7,), shape="top", limit=1))
    assert ids(one) == ["natto"]
    two = select(tiny, Query(forms=(Form.MK7,), shape="top", limit=2))
    assert ids(two) == ["natto", "gouda-aged", "tempeh"]


def test_per_portion_ranks_by_portion_and_counts_foods_without_one(tiny: Catalog) -> None:
    answer = select(tiny, Query(forms=(Form.K1,), shape="top", per="portion"))
    assert ids(answer) == ["spinach-boiled", "spinach-raw", "natto", "potato-raw"]
    first = next(answer.records())
    assert (first["portion_g"], first["ug_per_portion"]) == (180, 889.2)
    assert answer.without_portion == 2


def test_a_source_shows_its_own_value_beside_the_shown_one(tiny: Catalog) -> None:
    answer = select(tiny, Query(sources=("lab-b",), shape="top", forms=(Form.K1,)))
    assert [
        (r["food_id"], r["ug_per_100g"], r["source_ug_per_100g"]) for r in answer.records()
    ] == [("natto", 11.3, 45)]
    wide = select(tiny, Query(sources=("lab-b",), forms=(Form.MK9,)))
    assert next(wide.records())["mk9_source_ug_per_100g"] == 40.3
    assert len(ids(select(tiny, Query(sources=("lab-b",), shape="measurements")))) == 3


def test_marks_tiers_groups_and_preparations_filter(tiny: Catalog) -> None:
    assert found(tiny, forms=(Form.MK7,), without_marks=("studies disagree",)) == ["gouda-aged"]
    assert "natto" not in found(tiny, without_marks=("studies disagree",))
    assert found(tiny, tiers=("B",)) == ["gouda-aged"]
    assert found(tiny, groups=("Cheese", "Sweets and snacks")) == ["creme-brulee", "gouda-aged"]
    assert found(tiny, preparations=("boiled",)) == ["spinach-boiled"]
    assert set(found(tiny, tiers=("C",), shape="long")) == {"potato-raw"}


def test_sorting_by_a_form_keeps_every_food_and_puts_the_unmeasured_last(tiny: Catalog) -> None:
    order = found(tiny, sort=Form.MK7)
    assert order[:4] == ["natto", "gouda-aged", "spinach-raw", "potato-raw"]
    assert order[4] == "tempeh"
    assert sorted(order) == sorted(found(tiny))
    assert found(tiny, sort=Form.K1, per="portion")[0] == "spinach-boiled"


def test_a_misspelt_word_is_answered_with_words_that_exist(tiny: Catalog) -> None:
    assert select(tiny, Query(text="nat")).suggestions == ()
    assert select(tiny, Query(text="natoo")).suggestions == ("natto",)
    assert select(tiny, Query(text="spinnach raw")).suggestions == ("spinach",)


@pytest.mark.parametrize(
    "fields",
    [
        {"minimum": 1.0},
        {"maximum": 1.0, "forms": (Form.K1, Form.K2)},
        {"minimum": 5.0, "maximum": 1.0, "forms": (Form.K1,)},
        {"minimum": float("nan"), "forms": (Form.K1,)},
        {"maximum": -1.0, "forms": (Form.K1,)},
        {"limit": -1},
        {"shape": "top"},
    ],
)
def test_a_query_that_contradicts_itself_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Query(**fields).check()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"shape": "blob"}, "'blob' is not a shape: use wide, long, top or measurements"),
        ({"per": "serving"}, "'serving' is not a basis of amounts: use 100g or portion"),
        ({"sort": "MK-9"}, "'MK-9' is not a way to sort: use name, known or a Form"),
        ({"groups": "Cheese"}, r"write \('Cheese',\)"),
        ({"forms": ("mk7",)}, r"use Form.parse\('mk7'\)"),
        ({"limit": 2.5}, "2.5 is not a number of rows"),
        ({"minimum": "5", "forms": (Form.K1,)}, "'5' is not an amount"),
        ({"holding": 70.0}, "use shape top"),
        ({"shape": "top", "forms": (Form.K1,), "sort": Form.K1}, "has its own order"),
    ],
)
def test_a_query_for_what_there_is_not_says_what_there_is(
    fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        Query(**fields).check()


@pytest.mark.parametrize(
    "fields",
    [{"groups": ("Cheez",)}, {"sources": ("lab",)}, {"tiers": ("D",)}, {"preparations": ("rwa",)}],
)
def test_an_unknown_name_is_answered_with_names_that_exist(
    tiny: Catalog, fields: dict[str, Any]
) -> None:
    with pytest.raises(UnknownNameError) as error:
        select(tiny, Query(**fields))
    assert error.value.valid


def test_a_query_says_itself_in_english() -> None:
    query = Query(text="brie", forms=(Form.MK7,), minimum=10, maximum=20.5, groups=("Cheese",))
    assert query.describe() == (
        "matching 'brie', form MK-7, group Cheese, at least 10 µg/100 g, at most 20.5 µg/100 g"
    )
    assert Query().describe() == "all foods"


@pytest.mark.parametrize(
    ("typed", "food"),
    [
        *(("courgettes", "courgette-raw"), ("chicken thighs", "chicken-thigh-with-skin-raw")),
        *(
            ("blueberry", "blueberries-raw"),
            ("egg yolks", "egg-yolk-raw"),
            ("olive", "olives-green"),
        ),
        *(("peaches", "peach-raw"), ("tomatoes", "tomato-raw")),
    ],
)
def test_a_plural_finds_its_singular_and_the_other_way(
    shipped: Catalog, typed: str, food: str
) -> None:
    assert any(i.startswith(food) for i in found(shipped, typed)[:3])
