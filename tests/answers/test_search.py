"""THE filter: answers worked out by hand, then properties held against pandas on the CSVs."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vitk2.answers.query import Query, Result
from vitk2.answers.search import select
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import Form
from vitk2.tables.catalog import Catalog, data_dir
from vitk2.tables.columns import WIDE
from vitk2.tables.vocabulary import GROUPS, PREPARATIONS
from vitk2.text import fold


def ids(result: Result) -> list[str]:
    return [str(r["food_id"]) for r in result.records()]


def found(catalog: Catalog, text: str = "", **asked: Any) -> list[str]:
    return ids(select(catalog, Query(text=text, **asked)))


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


def test_the_whole_name_comes_before_a_word_a_prefix_and_another_name(tmp_path: Path) -> None:
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
        assert found(catalog, "brie") == ["a", "b", "c", "d"]


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
    assert (answer.total, answer.after) == (4, 1)
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
    "asked",
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
def test_a_query_that_contradicts_itself_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Query(**asked).check()


@pytest.mark.parametrize(
    "asked",
    [{"groups": ("Chees",)}, {"sources": ("lab",)}, {"tiers": ("D",)}, {"preparations": ("rwa",)}],
)
def test_an_unknown_name_is_answered_with_names_that_exist(
    tiny: Catalog, asked: dict[str, Any]
) -> None:
    with pytest.raises(UnknownNameError) as error:
        select(tiny, Query(**asked))
    assert error.value.valid


def test_a_query_says_itself_in_english() -> None:
    query = Query(text="brie", forms=(Form.MK7,), minimum=10, maximum=20.5, groups=("Cheese",))
    assert query.describe() == (
        "matching 'brie', form MK-7, group Cheese, at least 10 µg/100 g, at most 20.5 µg/100 g"
    )
    assert Query().describe() == "all foods"


# --- against pandas, on the published CSV files themselves -------------------------------------


def published(name: str) -> pd.DataFrame:
    frame = pd.read_csv(Path(data_dir()) / f"{name}.csv", dtype=str, keep_default_na=False)
    if name == "amounts":
        frame["value"] = pd.to_numeric(frame["ug_per_100g"])
        frame["is_number"] = frame["value"].notna() & (frame["qualifier"] != "assumed")
        frame["is_doubtful"] = frame["marks"].str.contains("doubtful")
    return frame


def with_reach(amounts: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Amounts with the highest sound number that is known of each, of whatever table."""
    sound = stated[stated["status"].isin(["counted", "listed"])]
    columns = ["ug_per_100g", "max_ug_per_100g"]
    highest = sound[columns].apply(pd.to_numeric).max(axis="columns")
    of_tables = highest.groupby([sound["food_id"], sound["form"]]).max().rename("of_tables")
    joined = amounts.merge(of_tables.reset_index(), on=["food_id", "form"], how="left")
    own = joined[["ug_per_100g", "limit_ug_per_100g", "high", "of_tables"]]
    return joined.assign(reach=own.apply(pd.to_numeric).max(axis="columns"))


FOODS, STATED = published("foods"), published("measurements")
AMOUNTS = with_reach(published("amounts"), STATED)

queries = st.fixed_dictionaries(
    {
        "forms": st.lists(st.sampled_from(list(Form)), max_size=2, unique=True).map(tuple),
        "groups": st.lists(st.sampled_from(GROUPS), max_size=2, unique=True).map(tuple),
        "preparations": st.lists(st.sampled_from(PREPARATIONS[:4]), max_size=1).map(tuple),
        "sources": st.lists(st.sampled_from(["usda-sr28", "kamao-2007"]), max_size=1).map(tuple),
        "tiers": st.lists(st.sampled_from(["A", "B", "C"]), max_size=2, unique=True).map(tuple),
        "doubtful": st.booleans(),
    }
).map(lambda asked: Query(**asked))
bounds = st.one_of(st.none(), st.floats(0, 1000).map(lambda x: round(x, 1)))


def expected_foods(query: Query) -> set[str]:
    """The same question asked of the CSV files with pandas alone."""
    foods = FOODS
    if query.groups:
        foods = foods[foods["group"].isin(query.groups)]
    if query.preparations:
        foods = foods[foods["preparation"].isin(query.preparations)]
    amounts = AMOUNTS
    if query.tiers:
        amounts = amounts[amounts["tier"].isin(query.tiers)]
    if query.sources:
        own = STATED[STATED["source_id"].isin(query.sources)][["food_id", "form"]].drop_duplicates()
        amounts = amounts.merge(own, on=["food_id", "form"])
    if query.minimum is not None:
        amounts = amounts[amounts["is_number"] & (amounts["value"] >= query.minimum)]
    if query.maximum is not None:
        highest = amounts["value"] if query.doubtful else amounts["reach"]
        fits = amounts["is_number"] & (highest <= query.maximum)
        amounts = amounts[fits & (amounts["qualifier"] != ">=")]
    keep = set(foods["food_id"])
    if not query.forms and (query.tiers or query.sources):
        keep &= set(amounts["food_id"])
    for form in query.forms:
        carried = amounts[(amounts["form"] == form.value) & (amounts["value"] > 0)]
        if not query.doubtful:
            carried = carried[~carried["is_doubtful"]]
        keep &= set(carried["food_id"])
    return keep


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries, minimum=bounds, maximum=bounds)
def test_select_finds_what_pandas_finds(
    shipped: Catalog, query: Query, minimum: float | None, maximum: float | None
) -> None:
    if len(query.forms) == 1 and (minimum is None or maximum is None or minimum <= maximum):
        query = query._replace(minimum=minimum, maximum=maximum)
    assert set(ids(select(shipped, query))) == expected_foods(query)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=st.sampled_from(list(Form)), minimum=st.floats(0, 500), more=st.floats(0, 500))
def test_a_tighter_minimum_never_finds_more(
    shipped: Catalog, form: Form, minimum: float, more: float
) -> None:
    loose = Query(forms=(form,), minimum=minimum)
    tight = loose._replace(minimum=minimum + more)
    assert set(ids(select(shipped, tight))) <= set(ids(select(shipped, loose)))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=20))
def test_any_text_is_a_question_and_never_an_error(shipped: Catalog, text: str) -> None:
    answer = select(shipped, Query(text=text, limit=3))
    assert answer.total >= len(answer.rows)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(sorted(FOODS["name"])), cut=st.integers(0, 3))
def test_every_food_is_found_by_its_name_also_cut_short(
    shipped: Catalog, name: str, cut: int
) -> None:
    typed = fold(name)[: len(name) - cut] if len(name) > 8 else name
    food_id = FOODS.set_index("name").at[name, "food_id"]
    assert food_id in ids(select(shipped, Query(text=typed)))


@pytest.mark.parametrize("form", list(Form))
def test_the_ranking_is_the_one_pandas_gives(shipped: Catalog, form: Form) -> None:
    sound = AMOUNTS[
        (AMOUNTS["form"] == form.value) & ~AMOUNTS["is_doubtful"] & AMOUNTS["is_number"]
    ]
    expected = sound.sort_values("value", ascending=False)["value"].tolist()
    answer = select(shipped, Query(forms=(form,), shape="top"))
    ranked = list(answer.records())[: answer.total]
    numbers = [
        r["ug_per_100g"]
        for r in ranked
        if r["ug_per_100g"] is not None and r["qualifier"] != "assumed"
    ]
    assert numbers == expected
    assert len(ranked) == len(AMOUNTS[(AMOUNTS["form"] == form.value) & ~AMOUNTS["is_doubtful"]])


def test_the_wide_rows_hold_what_the_long_rows_hold(shipped: Catalog) -> None:
    wide = {str(r["food_id"]): r for r in select(shipped, Query()).records()}
    assert select(shipped, Query()).columns == WIDE
    for a in AMOUNTS.to_dict("records"):
        shown = wide[a["food_id"]][f"{Form(a['form']).key}_ug_per_100g"]
        assert (a["ug_per_100g"] == "") == (shown is None)
        assert shown is None or shown == float(a["ug_per_100g"])
