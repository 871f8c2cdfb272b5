"""Small source files and a small curation directory, and what is built of them."""

import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from curate.source_readings import BLS_FOODS, BLS_HEADER, FILES, read, write

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
    write(directory / f"{BLS_FOODS}.csv", BLS_HEADER[1:], [])
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
        "doubts": "reading_id,reason,withheld",
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
