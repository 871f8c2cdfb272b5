"""The rules of data/README.md, checked on the whole published table."""

import csv
import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, Run

from curate.outliers import unreviewed
from vitk2.catalog.catalog import Catalog
from vitk2.catalog.paths import data_dir
from vitk2.catalog.schema import COLUMNS, KEYS
from vitk2.catalog.vocabulary import MARKS, STATUSES, TOTAL_FORM
from vitk2.forms import Form
from vitk2.queries import interpret
from vitk2.queries.query import Query
from vitk2.queries.search import select

DATA = Path(data_dir())


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_one_usda_number_counts_for_a_food_and_form() -> None:
    releases: dict[tuple[str, str], set[str]] = {}
    for m in rows("measurements"):
        if m["source_id"].startswith("usda") and m["status"] == "counted":
            releases.setdefault((m["food_id"], m["form"]), set()).add(m["source_id"])
    assert all(len(found) == 1 for found in releases.values())


def test_every_shown_number_is_a_vote_and_lies_in_its_range() -> None:
    for a in rows("amounts"):
        if a["ug_per_100g"] and a["low"] and a["high"]:
            assert float(a["low"]) <= float(a["ug_per_100g"]) <= float(a["high"]), a


def test_every_range_is_reached_by_a_reading_behind_it() -> None:
    ends: dict[tuple[str, str], set[float]] = {}
    for m in rows("measurements"):
        if m["status"] in ("counted", "duplicate", "listed"):
            stated = (m["ug_per_100g"], m["min_ug_per_100g"], m["max_ug_per_100g"])
            numbers = {float(x) for x in (*stated, m["limit_ug_per_100g"]) if x}
            zero = {0.0} if m["qualifier"] in ("nd", "tr", "<") else set()
            ends.setdefault((m["food_id"], m["form"]), set()).update(numbers | zero)
    for a in rows("amounts"):
        if a["form"] != "K2" and a["qualifier"] != "<=":
            for end in (a["low"], a["high"]):
                assert not end or float(end) in ends[a["food_id"], a["form"]], a


def test_k2_is_never_below_one_of_its_sound_parts() -> None:
    values: dict[str, dict[str, float]] = {}
    for a in rows("amounts"):
        if a["doubtful"] == "false":
            values.setdefault(a["food_id"], {})[a["form"]] = float(a["ug_per_100g"] or 0)
    for food_id, forms in values.items():
        parts = [v for f, v in forms.items() if f.startswith("MK-")]
        if parts and max(parts) > 0 and "K2" in forms:
            assert forms["K2"] >= max(parts), food_id


def test_k2_is_never_not_found_beside_a_main_form_nobody_looked_for_or_a_trace() -> None:
    forms: dict[str, dict[str, str]] = {}
    for a in rows("amounts"):
        forms.setdefault(a["food_id"], {})[a["form"]] = a["qualifier"]
    panel = {"MK-4", "MK-7", "MK-8", "MK-9"}
    for food_id, found in forms.items():
        looked_for = {f for f, qualifier in found.items() if qualifier != "assumed"}
        if found.get("K2") == "nd" and looked_for - {"K1", "dK1", "K2"}:
            assert panel <= looked_for, food_id
            assert "tr" not in found.values(), food_id


def test_no_shown_value_is_doubtful_while_a_sound_reading_exists() -> None:
    sound = {
        (m["food_id"], m["form"])
        for m in rows("measurements")
        if m["status"] in ("counted", "listed") and (m["ug_per_100g"] or m["limit_ug_per_100g"])
    }
    for a in rows("amounts"):
        if a["form"] != "K2" and a["doubtful"] == "true":
            assert (a["food_id"], a["form"]) not in sound, a


def test_no_copy_counts_while_its_original_is_doubtful() -> None:
    stated = {m["reading_id"]: m for m in rows("measurements")}
    copies = [m for m in stated.values() if m["note"].startswith(("repeats ", "same as "))]
    assert len(copies) > 500
    for m in stated.values():
        named = [word.rstrip(":") for word in m["note"].replace(";", " ").split()]
        if any(stated[i]["status"] == "doubtful" for i in named if i in stated):
            assert m["status"] == "doubtful", m


def test_the_tier_shown_is_that_of_a_reading_with_the_number_shown() -> None:
    tiers: dict[tuple[str, str], set[str]] = {}
    for m in rows("measurements"):
        tiers.setdefault((m["food_id"], m["form"]), set()).add(m["tier"])
    for a in rows("amounts"):
        if a["form"] != "K2" and a["qualifier"] != "<=":
            assert a["tier"] in tiers[a["food_id"], a["form"]]
    natto = next(a for a in rows("amounts") if a["food_id"] == "natto" and a["form"] == "MK-7")
    assert (natto["ug_per_100g"], natto["tier"]) == ("930", "B")


def test_pairs_of_one_name_that_differ_too_much_were_all_read_by_eye() -> None:
    assert list(unreviewed(DATA, ROOT / "data" / "curation")) == []


@pytest.mark.parametrize(
    "words",
    [
        *("brussels-sprouts-raw", "beet-greens-raw", "cashews-raw", "spirulina-dried"),
        *("wakame-raw", "rocket-raw", "radicchio-raw", "green-beans-boiled", "fennel-raw"),
    ],
)
def test_foods_that_misled_a_patient_show_a_sound_figure(shipped: Catalog, words: str) -> None:
    card = interpret.show(shipped, words)
    (k1,) = [a for a in card.amounts if a["form"] == "K1"]
    assert not k1["doubtful"]
    doubted = {m["ug_per_100g"] for m in card.measurements if m["status"] == "doubtful"}
    assert k1["ug_per_100g"] not in doubted


def test_a_maximum_keeps_out_foods_whose_range_or_tables_reach_above_it(run: Run) -> None:
    low = run("search", "--form", "K1", "--max", "10", "--limit", "0", "--csv")
    food_ids = {row.split(",")[0] for row in low.stdout.splitlines()[1:]}
    assert len(food_ids) > 500
    for m in rows("measurements"):
        if m["form"] == "K1" and m["status"] in ("counted", "listed") and m["food_id"] in food_ids:
            for number in (m["ug_per_100g"], m["max_ug_per_100g"]):
                assert float(number or 0) <= 10, m
    assert re.search(r"^\d+ hidden: at least one source", low.stderr, re.M)
    everything = run("search", "--form", "K1", "--max", "10", "--limit", "0", "--csv", "--doubtful")
    assert len(everything.stdout.splitlines()) > len(food_ids) + 20


def test_every_mark_and_status_is_one_that_is_explained() -> None:
    stems = {m.split(" x")[0].split(" (")[0] for m in MARKS}
    for a in rows("amounts"):
        for mark in filter(None, a["marks"].split(";")):
            assert any(mark.startswith(stem) for stem in stems), mark
    assert {m["status"] for m in rows("measurements")} <= set(STATUSES)


def test_what_was_read_by_eye_is_recorded_for_the_leaders_of_every_form(shipped: Catalog) -> None:
    path = ROOT / "data" / "curation" / "audit.csv"
    with path.open(newline="", encoding="utf-8") as stream:
        audit = {r["reading_id"]: r["verdict"] for r in csv.DictReader(stream)}
    assert set(audit.values()) <= {"ok", "doubtful", "mended", "kept", "unmapped"}
    stated = rows("measurements")
    for form in Form:
        richest = select(shipped, Query(forms=(form,), shape="top", limit=25))
        leaders = {r["food_id"] for r in richest.records()}
        parts = [f for f in Form if f.value.startswith("MK-")] if form is Form.K2 else []
        for m in stated:
            if m["food_id"] in leaders and m["form"] in (form, *parts):
                assert m["reading_id"] in audit


def test_a_total_of_k1_and_k2_is_in_the_card_and_never_a_form() -> None:
    totals = [m for m in rows("measurements") if m["status"] == "total"]
    assert {m["form"] for m in totals} == {"K2", TOTAL_FORM}
    assert TOTAL_FORM not in {a["form"] for a in rows("amounts")}
    assert {m["food_id"] for m in totals} >= {"milk-whole", "brown-crab-brown-meat"}


def test_the_descriptor_says_what_the_files_hold() -> None:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in package["resources"]] == list(COLUMNS)
    for resource in package["resources"]:
        columns = COLUMNS[resource["name"]]
        assert [f["name"] for f in resource["schema"]["fields"]] == [c.name for c in columns]
        assert resource["schema"]["primaryKey"] == list(KEYS[resource["name"]])
        header = (DATA / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [c.name for c in columns]


def test_the_curation_files_stay_out_of_the_package() -> None:
    if DATA != ROOT / "data":
        assert not (DATA / "curation").exists()
