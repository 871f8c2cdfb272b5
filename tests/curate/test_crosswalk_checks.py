"""A source food and its catalogue food share a name, and no source food is forgotten."""

from pathlib import Path

from curate.__main__ import main
from curate.crosswalk_checks import disagreements, heads, unaccounted
from curate.source_readings import read, source_foods, take, write


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
    foods = source_foods(sources, curation)
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
