"""The table is what its curation files say, and its readings are what the sources say."""

import filecmp
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from vitk2.curate.__main__ import main
from vitk2.curate.agreement import disagreements, heads, unaccounted
from vitk2.curate.build import build
from vitk2.curate.readings import HEADER, digest, read, sample, source_foods, take, verify, write

DATA = ROOT / "data"
BUILT = ("foods.csv", "amounts.csv", "measurements.csv", "portions.csv", "datapackage.json")

SOURCE_HEADER = [
    "source_id",
    "source_food_id",
    "food_name",
    "food_name_original",
    "food_group",
    "preparation",
    "country",
    "form",
    "value_ug_100g",
    "min",
    "max",
    "sd",
    "n",
    "qualifier",
    "derivation",
    "method",
    "locator",
    "read_in",
    "reading",
    "note",
]
FILES = [
    "usda-foundation",
    "usda-sr28",
    "usda-sr-legacy",
    "ciqual-2025",
    "taiwan-tfda-2024",
    "ifct-2017",
    "literature",
    "frida-5.4",
    "cofid-2021",
    "mext-2023",
]


def source_row(source_id: str, name: str, form: str, value: str, **more: str) -> dict[str, str]:
    row = {
        "source_id": source_id,
        "food_name": name,
        "form": form,
        "value_ug_100g": value,
        "reading": "primary",
    }
    return dict.fromkeys(SOURCE_HEADER, "") | row | more


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Source files of an invented, small kind."""
    directory = tmp_path / "sources"
    natto = [
        source_row("lab-a", "Natto", "MK-7", "930", min="900", max="960", n="3"),
        source_row("lab-b", "Natto", "MK-7", "81.6", reading="tertiary"),
        source_row("lab-b", "Natto", "MK-7", "82.0", note="attribution inferred"),
        source_row("lab-b", "Natto", "K1", "", qualifier="nd"),
        source_row("lab-a", "Natto", "K_total", "1000"),
        source_row("lab-a", "Cheese", "MK-9", "40.2"),
    ]
    sr28 = [
        source_row(
            "usda-sr28",
            "Natto",
            "K1",
            "23.1",
            source_food_id="16113",
            n="0",
            derivation="src 4: Calculated or imputed",
        ),
        source_row(
            "usda-sr28",
            "Natto",
            "MK-4",
            "0",
            source_food_id="16113",
            n="0",
            derivation="src 4: Calculated or imputed",
        ),
    ]
    legacy = [source_row("usda-sr-legacy", "Natto", "K1", "23.1", source_food_id="172443")]
    rows = {"literature": natto, "usda-sr28": sr28, "usda-sr-legacy": legacy}
    for name in FILES:
        write(directory / f"{name}.csv", SOURCE_HEADER, rows.get(name, []))
    write(
        directory / "usda-portions.csv",
        ["source_id", "source_food_id", "amount", "unit_description", "gram_weight"],
        [
            {
                "source_id": "usda-sr28",
                "source_food_id": "16113",
                "amount": "1",
                "unit_description": "cup",
                "gram_weight": "175",
            }
        ],
    )
    write(
        directory / "usda-fdc-ndb.csv",
        ["fdc_id", "ndb_no", "description"],
        [{"fdc_id": "172443", "ndb_no": "16113", "description": "Natto"}],
    )
    return directory


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with curation files that map natto and nothing else."""
    directory = tmp_path / "data"
    curation = directory / "curation"
    write(
        curation / "catalog.csv",
        [
            "food_id",
            "name",
            "group",
            "preparation",
            "aliases",
            "default_for",
            "portion_food",
            "portion",
        ],
        [
            {
                "food_id": "natto",
                "name": "Natto",
                "group": "Fermented plant foods",
                "portion_food": "16113",
                "portion": "1 cup",
            }
        ],
    )
    mapped = [
        ("lab-a", "Natto"),
        ("lab-b", "Natto"),
        ("usda-sr28", "16113"),
        ("usda-sr-legacy", "172443"),
    ]
    write(
        curation / "crosswalk.csv",
        ["source_id", "source_food", "food_id", "english"],
        [{"source_id": s, "source_food": f, "food_id": "natto"} for s, f in mapped],
    )
    verdicts = {
        "doubts": "reading_id,reason",
        "duplicates": "reading_id,same_as,reason",
        "regraded": "reading_id,mark,reason",
        "reviewed": "reading_id,review,note",
        "conversions": "reading_id,published_value,published_unit,factor",
    }
    for name, header in verdicts.items():
        write(curation / f"{name}.csv", header.split(","), [])
    shutil.copy(DATA / "curation" / "package.json", curation)
    shutil.copy(DATA / "forms.csv", directory)
    studies = [
        ("lab-a", "lab-a"),
        ("lab-b", "lab-b"),
        ("usda-sr28", "usda"),
        ("usda-sr-legacy", "usda"),
    ]
    write(
        directory / "sources.csv",
        [
            "source_id",
            "study",
            "kind",
            "authors",
            "year",
            "title",
            "journal",
            "pages",
            "doi",
            "pmid",
            "licence",
            "measured",
            "method",
            "attribution",
            "seen",
        ],
        [{"source_id": i, "study": s, "kind": "paper"} for i, s in studies],
    )
    return directory


def amounts(data: Path) -> dict[str, dict[str, str]]:
    return {row["form"]: row for row in read(data / "amounts.csv")}


def test_readings_are_taken_over_and_the_table_is_built_from_them(
    data: Path, sources: Path
) -> None:
    assert take(data / "curation", sources) == 8
    assert build(data) == {"foods": 1, "amounts": 4, "measurements": 8, "portions": 1}
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


def test_readings_are_those_that_were_last_verified() -> None:
    recorded = (DATA / "curation" / "verified.sha256").read_text(encoding="ascii").strip()
    assert digest(DATA / "curation") == recorded, "run: python -m vitk2.curate --verify SOURCES"


def test_the_published_table_is_the_one_its_curation_files_give(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA / "curation", copy / "curation")
    for name in ("sources.csv", "forms.csv"):
        shutil.copy(DATA / name, copy)
    build(copy)
    _, different, missing = filecmp.cmpfiles(DATA, copy, BUILT, shallow=False)
    assert (different, missing) == ([], []), "run: python -m vitk2.curate"


def test_the_curators_command_takes_verifies_samples_and_builds(
    data: Path, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data", str(data)]
    assert main([*at, "--take", str(sources)]) == 0
    assert main([*at, "--verify", str(sources)]) == 1
    assert "lab-a Cheese: neither mapped nor left out" in capsys.readouterr().out
    header = ["source_id", "source_food", "reason"]
    left_out = [dict(zip(header, ("lab-a", "Cheese", "infant food"), strict=True))]
    write(data / "curation" / "left_out.csv", header, left_out)
    assert main([*at, "--verify", str(sources)]) == 0
    assert "10 rows compared, 0 differences" in capsys.readouterr().out
    assert (data / "curation" / "verified.sha256").read_text().strip() == digest(data / "curation")
    assert main(at) == 0
    assert "amounts.csv: 4 rows" in capsys.readouterr().out
    assert main([*at, "--sample", "2", "--seed", "7"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert sample(data, 99, 1) == sample(data, 99, 1)


def test_source_files_that_are_not_there_are_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(data), "--verify", str(tmp_path / "nowhere")]) == 1
    assert "there is no such source file" in capsys.readouterr().err


def test_the_report_says_what_changed_between_two_versions(
    data: Path, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(data / "curation", sources)
    build(data)
    old = tmp_path / "old"
    shutil.copytree(data, old)
    foods, amounts_ = read(old / "foods.csv"), read(old / "amounts.csv")
    gone = foods[0] | {"food_id": "gone", "name": "Gone"}
    write(old / "foods.csv", list(foods[0]), [*foods, gone])
    changed = [a | {"ug_per_100g": "900"} if a["form"] == "MK-7" else a for a in amounts_]
    write(old / "amounts.csv", list(amounts_[0]), changed)
    assert main(["--data", str(data), "--report", str(old)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 foods before, 1 now."
    assert "- Gone (`gone`)" in lines
    assert lines[-2:] == ["Values changed: 1", "- `natto` MK-7: ug_per_100g 900 → 930"]
