"""Requirements of the shipped table, and their reasons."""

import csv
import json
import re
from pathlib import Path

import pytest
from conftest import Run

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.paths import data_dir
from vitk2.forms import Form
from vitk2.queries import interpret, listings
from vitk2.queries.query import Query
from vitk2.queries.search import select

DATA = Path(data_dir())


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def top(catalog: Catalog, form: Form, limit: int = 20) -> list[dict[str, object]]:
    return list(select(catalog, Query(forms=(form,), shape="top", limit=limit)).records())


def test_natto_leads_mk7_by_the_middle_of_five_laboratories(run: Run) -> None:
    first = json.loads(run("top", "MK-7", "--json").stdout)[0]
    assert (first["food_id"], first["ug_per_100g"]) == ("natto", 930)
    assert first["low"] < 100
    assert first["high"] > 1000
    assert first["studies"] >= 4


def test_no_leafy_green_is_among_the_first_of_mk7(shipped: Catalog) -> None:
    ranked = [r for r in top(shipped, Form.MK7) if "doubtful" not in str(r["marks"])]
    assert len(ranked) >= 20
    assert "Vegetables" not in {r["group"] for r in ranked}


@pytest.mark.parametrize(
    "food_id", ["natto-dried", "tempeh", "wood-ear-dried", "turmeric-ground", "shrimp-dried"]
)
def test_single_odd_mk7_readings_stand_after_the_ranking_with_their_reason(
    shipped: Catalog, food_id: str
) -> None:
    listed = top(shipped, Form.MK7)
    after = {str(r["food_id"]): str(r["marks"]) for r in listed[20:]}
    assert "mainly MK-7" in after["douchi"]
    assert re.search(r"doubtful: .{10}", after[food_id])


def test_no_vegan_slice_is_called_cheddar(shipped: Catalog) -> None:
    (vegan,) = shipped.rows(
        "SELECT DISTINCT food_id FROM measurements WHERE source_food = 'Cheddar style slices'"
    )
    card = interpret.show(shipped, str(vegan[0]))
    assert "cheddar" not in str(card.food["name"]).lower()
    assert card.food["group"] != "Cheese"


def test_blue_cheese_shows_the_european_figure_and_the_us_one_as_its_high(run: Run) -> None:
    cheeses = json.loads(run("search", "cheese", "--form", "MK-9", "--limit", "0", "--json").stdout)
    assert sum(c["group"] == "Cheese" for c in cheeses) >= 12
    blue = next(c for c in cheeses if c["food_id"] == "blue-cheese")
    assert (blue["mk9_ug_per_100g"], blue["mk9_high"]) == (40.194326, 271)
    assert "mk9:studies disagree" in blue["marks"]


def test_spinach_has_several_sources_and_usdas_natto_is_imputed(run: Run) -> None:
    spinach = json.loads(run("show", "spinach-raw", "--json").stdout)
    k1 = next(a for a in spinach["amounts"] if a["form"] == "K1")
    assert len(k1["sources"].split(";")) >= 3
    natto = json.loads(run("show", "natto", "--json").stdout)
    usda = next(m for m in natto["measurements"] if m["reading_id"] == "usda-sr28:16113:k1")
    assert (usda["ug_per_100g"], usda["tier"], usda["status"]) == (23.1, "C", "listed")
    assert "imputed" in usda["derivation"].lower()


def test_raw_kale_shows_a_middle_vote_of_four_laboratories_with_the_replaced_number_beside_it(
    shipped: Catalog,
) -> None:
    card = interpret.show(shipped, "kale-raw")
    k1 = next(a for a in card.amounts if a["form"] == "K1")
    assert (k1["ug_per_100g"], k1["studies"]) == (390, 4)
    votes = {m["ug_per_100g"] for m in card.measurements if m["status"] == "counted"}
    assert 390 in votes
    replaced = [m["ug_per_100g"] for m in card.measurements if m["status"] == "superseded"]
    assert 704.8 in replaced


def test_k2_leaders_are_the_foods_everyone_expects(shipped: Catalog) -> None:
    first = {r["food_id"]: r for r in top(shipped, Form.K2, 25)}
    assert {"natto", "gouda-aged", "blue-cheese", "edam", "goose-liver-pate"} <= set(first)
    assert first["gouda-aged"]["qualifier"] is None


def test_the_table_is_as_large_as_it_claims_to_be(shipped: Catalog) -> None:
    food = rows("foods")
    assert 1500 <= len(food) <= 3000
    measured = {f["form"]: f["measured_foods"] for f in listings.forms(shipped)}
    for form, least in (("K1", 800), ("MK-4", 200), ("MK-7", 45), ("MK-9", 40)):
        assert int(str(measured[form])) >= least, form
    best: dict[str, str] = {}
    for a in rows("amounts"):
        if a["form"] != "K2":
            best[a["food_id"]] = min(a["tier"], best.get(a["food_id"], "C"))
    assert list(best.values()).count("C") <= len(food) * 0.55  # recipes and Japan's totals are C


def test_no_two_foods_share_a_name_a_plain_word_or_a_source_food() -> None:
    food = rows("foods")
    assert len({f["name"].casefold() for f in food}) == len(food)
    plain = [w.casefold() for f in food for w in f["default_for"].split(";") if w]
    assert len(plain) == len(set(plain))
    owner: dict[tuple[str, str], str] = {}
    for m in rows("measurements"):
        assert owner.setdefault((m["source_id"], m["source_food"]), m["food_id"]) == m["food_id"]


def test_portions_are_what_a_person_eats() -> None:
    food = list(rows("foods"))
    usual = [f for f in food if f["portion"]]
    assert len(usual) > len(food) / 2
    for food in usual:
        assert 0.1 <= float(food["portion_g"]) <= 500, food["food_id"]


NOT_EATEN_BY_THE_PORTION = {
    *("chicken-tail-raw", "chicken-feet-raw", "duck-head-raw", "duck-tongue-raw"),
    *("duck-egg-yolk-raw", "duck-egg-yolk-boiled", "quail-egg-yolk-raw", "quail-egg-yolk-boiled"),
    "basil-boiled",
}
"""Leaders that no table weighs by the portion: a ranking by portion has them last."""


def test_the_first_forty_of_every_form_have_a_portion() -> None:
    portioned = {f["food_id"] for f in rows("foods") if f["portion_g"]}
    of_form: dict[str, list[tuple[float, str]]] = {}
    for a in rows("amounts"):
        if a["ug_per_100g"] and a["doubtful"] == "false" and float(a["ug_per_100g"]) > 0:
            of_form.setdefault(a["form"], []).append((float(a["ug_per_100g"]), a["food_id"]))
    assert len(of_form) > 9
    for form, found in of_form.items():
        first = {food_id for _, food_id in sorted(found, reverse=True)[:40]}
        without = first - portioned - NOT_EATEN_BY_THE_PORTION
        assert not [f for f in without if not f.endswith(("-dried", "-dried-boiled"))], form
