"""Whoever follows CONTRIBUTING.md line by line has added a number."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from tiny_sources import DATA

from curate.build import build
from curate.source_readings import read

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.slow  # builds the whole table
def test_the_number_of_the_guide_arrives_and_counts(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA / "curation", copy / "curation")
    for name in ("sources.csv", "forms.csv"):
        shutil.copy(DATA / name, copy)
    section = GUIDE.partition("## Add a number")[2].partition("\n## ")[0]
    steps = re.findall(r"`data/(curation/\S+\.csv)`.*?```csv\n(.*?)\n *```", section, re.DOTALL)
    assert len(steps) == 3
    for file, line in steps:
        with (copy / file).open("a", encoding="utf-8") as stream:
            stream.write(line.strip() + "\n")
        assert all(None not in row and None not in row.values() for row in read(copy / file))
    build(copy)
    before = {r["reading_id"] for r in read(DATA / "measurements.csv")}
    (added,) = (r for r in read(copy / "measurements.csv") if r["reading_id"] not in before)
    assert (added["food_id"], added["ug_per_100g"], added["status"]) == ("natto", "700", "counted")
    assert added["reading_id"] in {r["reading_id"] for r in read(copy / "curation" / "audit.csv")}


def test_what_the_guide_names_is_there() -> None:
    named = re.findall(
        r"`((?:data|tests|docs|vitk2|curate|output|queries|catalog|charts)/[\w/.]+)`", GUIDE
    )
    assert len(named) > 8
    for path in named:
        assert (ROOT / path).exists() or (ROOT / "vitk2" / path).exists(), path
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    for test in re.findall(r"`(test_\w+)`", GUIDE):
        assert f"def {test}(" in tests, test
