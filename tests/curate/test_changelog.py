"""The report of changes between two versions of the table."""

import shutil
from pathlib import Path

import pytest

from curate.__main__ import main
from curate.build import build
from curate.source_readings import read, take, write


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
