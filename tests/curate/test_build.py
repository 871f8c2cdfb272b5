"""The table is what its curation files say."""

from pathlib import Path

from tiny_sources import SOURCE_HEADER, amounts

from curate.build import build
from curate.source_readings import read, take, write


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


def test_verdicts_on_single_readings_change_what_they_do(data: Path, sources: Path) -> None:
    curation = data / "curation"
    take(curation, sources)
    write(
        curation / "doubts.csv",
        ["reading_id", "reason", "withheld"],
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
