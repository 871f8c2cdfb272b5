"""A tiny invented catalogue with obvious answers, the shipped one, and a runner that asserts."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vitk2.cli.main import cli
from vitk2.tables.catalog import Catalog
from vitk2.tables.columns import COLUMNS

ROOT = Path(__file__).resolve().parent.parent

Rows = dict[str, list[dict[str, str]]]

TINY: Rows = {
    "foods": [
        {
            "food_id": "natto",
            "name": "Natto",
            "group": "Fermented plant foods",
            "aliases": "nattō;fermented soybeans",
            "tags": "K1;MK-7;K2",
            "fdc_ids": "172443",
            "ndb_nos": "16113",
            "default_for": "natto",
        },
        {
            "food_id": "gouda-aged",
            "name": "Gouda, aged",
            "group": "Cheese",
            "portion": "1 oz",
            "portion_g": "28",
            "tags": "MK-7;MK-9;K2",
            "aliases": "old gouda",
        },
        {
            "food_id": "creme-brulee",
            "name": "Crème brûlée",
            "group": "Sweets and snacks",
            "preparation": "baked",
        },
        {
            "food_id": "spinach-raw",
            "name": "Spinach, raw",
            "group": "Vegetables",
            "preparation": "raw",
            "portion": "1 cup",
            "portion_g": "30",
            "tags": "K1",
            "default_for": "spinach",
            "ciqual_codes": "20059",
        },
        {
            "food_id": "spinach-boiled",
            "name": "Spinach, boiled",
            "group": "Vegetables",
            "preparation": "boiled",
            "portion": "1 cup",
            "portion_g": "180",
            "tags": "K1",
        },
        {"food_id": "tempeh", "name": "Tempeh", "group": "Fermented plant foods"},
        {
            "food_id": "potato-raw",
            "name": "Potato, raw",
            "group": "Vegetables",
            "preparation": "raw",
        },
    ],
    "amounts": [
        {
            "food_id": "natto",
            "form": "K1",
            "ug_per_100g": "11.3",
            "low": "6",
            "high": "45",
            "studies": "2",
            "sources": "lab-a;lab-b",
            "tier": "A",
        },
        {
            "food_id": "natto",
            "form": "MK-7",
            "ug_per_100g": "930",
            "low": "81",
            "high": "1034",
            "studies": "3",
            "sources": "lab-a",
            "tier": "A",
            "marks": "studies disagree x11.5",
        },
        {
            "food_id": "natto",
            "form": "K2",
            "ug_per_100g": "930",
            "qualifier": ">=",
            "studies": "3",
            "sources": "lab-a",
            "tier": "A",
            "marks": "lower bound (panel: MK-7)",
        },
        {
            "food_id": "gouda-aged",
            "form": "MK-7",
            "ug_per_100g": "1.6",
            "low": "1.6",
            "high": "1.6",
            "studies": "1",
            "sources": "lab-b",
            "tier": "B",
        },
        {
            "food_id": "gouda-aged",
            "form": "MK-9",
            "ug_per_100g": "40.3",
            "studies": "1",
            "sources": "lab-b",
            "tier": "B",
        },
        {
            "food_id": "gouda-aged",
            "form": "K2",
            "ug_per_100g": "72.9",
            "studies": "1",
            "sources": "lab-b",
            "tier": "B",
        },
        {
            "food_id": "spinach-raw",
            "form": "K1",
            "ug_per_100g": "480",
            "low": "387",
            "high": "520",
            "studies": "2",
            "sources": "lab-a;lab-b",
            "tier": "A",
        },
        {
            "food_id": "spinach-raw",
            "form": "MK-7",
            "qualifier": "<",
            "limit_ug_per_100g": "0.5",
            "low": "0",
            "high": "0.5",
            "studies": "1",
            "sources": "lab-a",
            "tier": "A",
        },
        {
            "food_id": "spinach-boiled",
            "form": "K1",
            "ug_per_100g": "494",
            "studies": "1",
            "sources": "lab-a",
            "tier": "A",
        },
        {
            "food_id": "tempeh",
            "form": "MK-7",
            "ug_per_100g": "110.7",
            "studies": "1",
            "sources": "lab-b",
            "tier": "A",
            "marks": "doubtful: others found 2 to 10",
        },
        {
            "food_id": "potato-raw",
            "form": "K1",
            "ug_per_100g": "2",
            "studies": "0",
            "sources": "lab-c",
            "tier": "C",
            "marks": "compiled",
        },
        {
            "food_id": "potato-raw",
            "form": "MK-4",
            "ug_per_100g": "0",
            "qualifier": "assumed",
            "studies": "0",
            "sources": "lab-c",
            "tier": "C",
        },
        {
            "food_id": "potato-raw",
            "form": "MK-7",
            "qualifier": "nd",
            "studies": "1",
            "sources": "lab-a",
            "tier": "A",
        },
    ],
    "measurements": [
        {
            "reading_id": "a:natto:mk7",
            "food_id": "natto",
            "form": "MK-7",
            "ug_per_100g": "930",
            "source_id": "lab-a",
            "source_food": "Natto",
            "tier": "A",
            "status": "counted",
            "n": "3",
        },
        {
            "reading_id": "a:natto:k1",
            "food_id": "natto",
            "form": "K1",
            "ug_per_100g": "11.3",
            "source_id": "lab-a",
            "source_food": "Natto",
            "tier": "A",
            "status": "counted",
        },
        {
            "reading_id": "b:natto:k1",
            "food_id": "natto",
            "form": "K1",
            "ug_per_100g": "45",
            "source_id": "lab-b",
            "source_food": "Natto",
            "tier": "A",
            "status": "counted",
        },
        {
            "reading_id": "b:gouda:mk9",
            "food_id": "gouda-aged",
            "form": "MK-9",
            "ug_per_100g": "40.3",
            "source_id": "lab-b",
            "source_food": "Old Gouda",
            "tier": "B",
            "status": "counted",
            "note": "attribution inferred",
        },
        {
            "reading_id": "b:tempeh:mk7",
            "food_id": "tempeh",
            "form": "MK-7",
            "ug_per_100g": "110.7",
            "source_id": "lab-b",
            "source_food": "T1",
            "tier": "A",
            "status": "doubtful",
            "note": "others found 2 to 10",
        },
        {
            "reading_id": "a:spinach:k1",
            "food_id": "spinach-raw",
            "form": "K1",
            "ug_per_100g": "480",
            "source_id": "lab-a",
            "source_food": "Spinach",
            "tier": "A",
            "status": "counted",
        },
    ],
    "portions": [
        {
            "food_id": "gouda-aged",
            "portion": "1 oz",
            "portion_g": "28",
            "source_id": "lab-c",
            "source_food": "01022",
        },
        {
            "food_id": "spinach-raw",
            "portion": "1 cup",
            "portion_g": "30",
            "source_id": "lab-c",
            "source_food": "11457",
        },
    ],
    "sources": [
        {
            "source_id": "lab-a",
            "study": "lab-a",
            "kind": "paper",
            "authors": "Able A",
            "year": "2001",
            "title": "Vitamin K of Foods & Drinks",
            "journal": "J Food",
            "pages": "1:2-3",
            "doi": "10.1/a",
            "licence": "CC BY 4.0",
            "measured": "K1, MK-7",
            "seen": "the paper",
        },
        {"source_id": "lab-b", "study": "lab-b", "kind": "paper"},
        {"source_id": "lab-c", "study": "lab-c", "kind": "database", "authors": "Lab C"},
    ],
    "reference_intakes": [
        {
            "reference": "us",
            "authority": "A 2001",
            "nutrient": "total vitamin K",
            "sex": "female",
            "age_from_months": "228",
            "ug_per_day": "90",
            "kind": "AI",
            "confidence": "secondary",
            "source_id": "lab-a",
        },
        {
            "reference": "efsa",
            "authority": "B 2017",
            "nutrient": "K1",
            "sex": "any",
            "age_from_months": "216",
            "ug_per_day": "70",
            "kind": "AI",
            "confidence": "primary",
            "source_id": "lab-a",
        },
        {
            "reference": "efsa",
            "authority": "B 2017",
            "nutrient": "K1",
            "sex": "female",
            "age_from_months": "0",
            "state": "pregnant",
            "ug_per_day": "80",
            "kind": "AI",
            "confidence": "primary",
            "source_id": "lab-a",
        },
        {
            "reference": "japan",
            "authority": "C 2020",
            "nutrient": "total vitamin K",
            "sex": "male",
            "age_from_months": "216",
            "ug_per_day": "150",
            "kind": "AI",
            "confidence": "secondary",
            "source_id": "lab-a",
        },
    ],
    "claims": [
        {
            "claim_id": "C1",
            "claim": "K2 steers calcium.",
            "verdict": "overstated",
            "finding": "Markers move; results are mixed.",
            "strength": "trials",
            "citations": "lab-a;lab-b",
        },
        {
            "claim_id": "C2",
            "claim": "Natto is rich in MK-7.",
            "verdict": "supported",
            "finding": "Every table agrees.",
            "citations": "lab-a",
        },
    ],
    "forms": [
        {
            "form": "K1",
            "name": "phylloquinone",
            "side_chain_units": "4",
            "molar_mass_g_per_mol": "450.7",
        },
        {"form": "MK-7", "name": "menaquinone-7", "origin": "natto"},
    ],
}


def write_tables(directory: Path, tables: Rows) -> Path:
    """Write tables as CSV files with every published column, plus a descriptor."""
    names = {r["food_id"]: r for r in tables["foods"]}
    for table, columns in COLUMNS.items():
        with (directory / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, [c.name for c in columns], lineterminator="\n")
            writer.writeheader()
            for row in tables.get(table, []):
                own = names.get(row.get("food_id", ""), {}) if table == "amounts" else {}
                named = {c: own[c] for c in ("name", "group") if c in own}
                writer.writerow(named | row)
    (directory / "datapackage.json").write_text(json.dumps({"version": "9.9"}), encoding="utf-8")
    return directory


@pytest.fixture(autouse=True)
def _pinned_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VITK2_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def tiny_dir(tmp_path: Path) -> Path:
    """The tiny catalogue as a data directory."""
    directory = tmp_path / "data"
    directory.mkdir()
    return write_tables(directory, TINY)


@pytest.fixture
def tiny(tiny_dir: Path) -> Iterator[Catalog]:
    """The tiny catalogue, open."""
    with Catalog(str(tiny_dir)) as catalog:
        yield catalog


@pytest.fixture
def shipped() -> Iterator[Catalog]:
    """The catalogue users get, open."""
    with Catalog() as catalog:
        yield catalog


Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command; assert its exit code and show what it printed when that is another."""

    def invoke(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, list(arguments), prog_name="vitk2")
        assert result.exit_code == code, (arguments, result.stdout, result.stderr, result.exception)
        return result

    return invoke


@pytest.fixture
def tiny_run(run: Run, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over the tiny catalogue."""
    monkeypatch.setattr("vitk2.tables.catalog.data_dir", lambda: str(tiny_dir))
    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew` writes the golden files anew instead of comparing."""
    parser.addoption("--renew", action="store_true", help="write the golden files anew")
