"""The table is what its curation files say, and its readings are what the sources say."""

from pathlib import Path

import pytest
from tiny_sources import SOURCE_HEADER, amounts

from curate.__main__ import main
from curate.agreement import disagreements, heads, unaccounted
from curate.build import build
from curate.readings import HEADER, read, source_foods, take, verify, write


def test_readings_are_taken_over_and_the_table_is_built_from_them(
    data: Path, sources: Path
) -> None:
    assert take(data / "curation", sources) == 8
    counts = {"foods": 1, "amounts": 4, "measurements": 8, "portions": 1, "names": 0}
    assert build(data) == counts
    by_form = amounts(data)
    assert by_form["MK-7"]["ug_per_100g"] == "930"  # lab-a: three samples
    assert by_form["MK-7"]["marks"] == "studies disagree x11.4"
    k1 = by_form["K1"]  # a laboratory found none to an unsaid limit, a table has a number
    assert (k1["ug_per_100g"], k1["low"], k1["studies"], k1["tier"]) == ("23.1", "0", "0", "C")
    assert (by_form["MK-4"]["qualifier"], by_form["MK-4"]["ug_per_100g"]) == ("assumed", "0")
    assert (by_form["K2"]["qualifier"], by_form["K2"]["ug_per_100g"]) == (">=", "930")
    (food,) = read(data / "foods.csv")
    assert (food["tags"], food["fdc_ids"], food["portion_g"]) == ("K1;MK-7;K2", "172443", "175")
    status = {r["reading_id"]: r["status"] for r in read(data / "measurements.csv")}
    assert status == {
        "lab-a:natto:mk7": "counted",
        "lab-b:natto:mk7": "counted",
        "lab-b:natto:mk7:2": "counted",
        "lab-a:natto:k_total": "total",
        "lab-b:natto:k1": "listed",
        "usda-sr28:16113:k1": "counted",
        "usda-sr-legacy:172443:k1": "superseded",
        "usda-sr28:16113:mk4": "assumed",
    }


def test_a_reading_keeps_its_id_when_others_come_and_go(data: Path, sources: Path) -> None:
    take(data / "curation", sources)
    readings = data / "curation" / "readings" / "literature.csv"
    before = {r["source_line"]: r["reading_id"] for r in read(readings)}
    write(readings, HEADER, [r for r in read(readings) if r["reading_id"] != "lab-b:natto:mk7"])
    take(data / "curation", sources)
    assert {r["source_line"]: r["reading_id"] for r in read(readings)} == before


def test_a_reading_written_by_hand_keeps_its_id_when_its_source_row_comes(
    data: Path, sources: Path
) -> None:
    take(data / "curation", sources)
    readings = data / "curation" / "readings" / "literature.csv"
    taken = read(readings)
    by_hand = [r | {"source_line": ""} if r["source_line"] == "4" else r for r in taken]
    write(readings, HEADER, by_hand)
    take(data / "curation", sources)
    assert read(readings) == taken


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ug_per_100g", "931"),
        ("qualifier", "<"),
        ("form", "MK-8"),
        ("source_name", "Cooked lentils"),
        ("source_food", "Cheese"),
        ("n", "30"),
        ("locator", "Table 9"),
    ],
)
def test_verify_catches_a_cell_that_differs_from_the_source(
    data: Path, sources: Path, column: str, value: str
) -> None:
    take(data / "curation", sources)
    assert verify(data / "curation", sources) == (10, [])
    readings = data / "curation" / "readings" / "literature.csv"
    rows = read(readings)
    write(readings, HEADER, [rows[0] | {column: value}, *rows[1:]])
    _, problems = verify(data / "curation", sources)
    assert len(problems) == 1
    assert problems[0].startswith(
        f"readings/literature.csv:2: {column}: {value!r}, but literature.csv:2 says"
    )


def test_verdicts_on_single_readings_change_what_they_do(data: Path, sources: Path) -> None:
    curation = data / "curation"
    take(curation, sources)
    write(
        curation / "doubts.csv",
        ["reading_id", "reason"],
        [{"reading_id": "lab-a:natto:mk7", "reason": "odd"}],
    )
    write(
        curation / "duplicates.csv",
        ["reading_id", "same_as", "reason"],
        [{"reading_id": "lab-b:natto:mk7:2", "same_as": "lab-b:natto:mk7", "reason": "met twice"}],
    )
    write(
        curation / "regraded.csv",
        ["reading_id", "mark", "reason"],
        [{"reading_id": "lab-b:natto:k1", "mark": "borrowed", "reason": "a list"}],
    )
    build(data)
    by_form = amounts(data)
    assert (by_form["MK-7"]["ug_per_100g"], by_form["MK-7"]["high"]) == ("81.6", "82")
    notes = {
        r["reading_id"]: (r["status"], r["tier"], r["note"])
        for r in read(data / "measurements.csv")
    }
    assert notes["lab-a:natto:mk7"] == ("doubtful", "A", "odd")
    assert notes["lab-b:natto:mk7:2"][:2] == ("duplicate", "A")
    assert notes["lab-b:natto:k1"] == ("counted", "C", "a list")
    assert (by_form["K1"]["ug_per_100g"], by_form["K1"]["tier"]) == ("23.1", "C")


def test_a_range_of_replicates_gives_its_midpoint_and_a_range_of_products_nothing(
    data: Path, sources: Path
) -> None:
    rows = read(sources / "literature.csv")
    rows[0] |= {"value_ug_100g": "", "min": "882", "max": "1034"}
    rows[1] |= {"value_ug_100g": "", "min": "1", "max": "9"}
    write(sources / "literature.csv", SOURCE_HEADER, rows)
    take(data / "curation", sources)
    write(
        data / "curation" / "reviewed.csv",
        ["reading_id", "review", "note"],
        [{"reading_id": "lab-a:natto:mk7", "review": "replicates", "note": ""}],
    )
    build(data)
    stated = {r["reading_id"]: r for r in read(data / "measurements.csv")}
    assert stated["lab-a:natto:mk7"]["ug_per_100g"] == "958"
    assert stated["lab-a:natto:mk7"]["note"] == "midpoint of the stated range"
    assert stated["lab-b:natto:mk7"]["status"] == "listed"


@pytest.mark.parametrize(
    ("file", "row", "problem"),
    [
        (
            "crosswalk",
            {"source_id": "lab-a", "source_food": "Natto", "food_id": "natto"},
            "mapped twice",
        ),
        (
            "crosswalk",
            {"source_id": "lab-a", "source_food": "Cheese", "food_id": "nato"},
            "not in catalog",
        ),
        ("doubts", {"reading_id": "lab-z:natto:mk7", "reason": "x"}, "no such reading"),
    ],
)
def test_the_build_refuses_what_does_not_fit(  # noqa: PLR0917  # fixtures and cases
    data: Path,
    sources: Path,
    file: str,
    row: dict[str, str],
    problem: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    take(data / "curation", sources)
    path = data / "curation" / f"{file}.csv"
    header = path.read_text().splitlines()[0].split(",")
    write(path, header, [*read(path), row])
    assert main(["--data", str(data)]) == 1
    assert problem in capsys.readouterr().err


def test_a_mapping_to_another_food_is_caught_by_its_name(data: Path, sources: Path) -> None:
    curation = data / "curation"
    take(curation, sources)
    assert list(disagreements(curation)) == []
    catalog = read(curation / "catalog.csv")
    lentils = catalog[0] | {"food_id": "lentils-cooked", "name": "Lentils, cooked", "portion": ""}
    write(curation / "catalog.csv", list(lentils), [*catalog, lentils])
    crosswalk = read(curation / "crosswalk.csv")
    wrong = [crosswalk[0] | {"food_id": "lentils-cooked"}, *crosswalk[1:]]
    write(curation / "crosswalk.csv", list(crosswalk[0]), wrong)
    (caught,) = disagreements(curation)
    assert caught.startswith("crosswalk.csv:2: lab-a Natto: 'Natto' and 'Lentils, cooked' share no")
    assert main(["--data", str(data)]) == 1
    reviewed = [{k: wrong[0][k] for k in ("source_id", "source_food", "food_id")}]
    write(curation / "names_reviewed.csv", list(reviewed[0]), reviewed)
    assert list(disagreements(curation)) == []


def test_names_agree_by_what_the_food_is_and_not_by_how_it_was_cooked() -> None:
    assert heads("Berries, boiled, with salt") == {"berry"}
    assert not heads("Lentils, cooked") & heads("Natto, cooked")
    assert heads("Tomatoes") == heads("tomato")


def test_every_source_food_is_mapped_or_left_out_for_a_reason(data: Path, sources: Path) -> None:
    curation = data / "curation"
    take(curation, sources)
    foods = source_foods(sources)
    assert list(unaccounted(curation, foods)) == [
        "crosswalk.csv: lab-a Cheese: neither mapped nor left out"
    ]
    header = ["source_id", "source_food", "reason"]
    rows = [dict(zip(header, ("lab-a", "Cheese", "range over several foods"), strict=True))]
    write(curation / "left_out.csv", header, rows)
    assert list(unaccounted(curation, foods)) == []
    both = [dict(zip(header, ("lab-a", "Natto", "no idea"), strict=True))]
    write(curation / "left_out.csv", header, rows + both)
    problems = list(unaccounted(curation, foods))
    assert "left_out.csv:3: reason: 'no idea' is not one of" in problems[0]
    assert "left_out.csv: lab-a Natto: mapped as well" in problems
    write(
        curation / "left_out.csv",
        header,
        [dict(zip(header, ("lab-a", "*", "for checking only"), strict=True))],
    )
    assert list(unaccounted(curation, foods)) == []
