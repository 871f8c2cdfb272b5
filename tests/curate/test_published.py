"""The published table is built of its curation files; the curator's command."""

import filecmp
import shutil
from pathlib import Path

import pytest
from tiny_sources import BUILT, DATA

from curate.__main__ import main
from curate.build import build
from curate.source_readings import digest, sample, write


def test_readings_are_those_that_were_last_verified() -> None:
    recorded = (DATA / "curation" / "verified.sha256").read_text(encoding="ascii").strip()
    assert digest(DATA / "curation") == recorded, "run: python -m curate --verify SOURCES"


def test_the_published_table_is_the_one_its_curation_files_give(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA / "curation", copy / "curation")
    for name in ("sources.csv", "forms.csv"):
        shutil.copy(DATA / name, copy)
    build(copy)
    _, different, missing = filecmp.cmpfiles(DATA, copy, BUILT, shallow=False)
    assert (different, missing) == ([], []), "run: python -m curate"


def test_the_curators_command_takes_verifies_samples_and_builds(
    data: Path, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data", str(data)]
    assert main([*at, "--take", str(sources)]) == 0
    assert main([*at, "--verify", str(sources)]) == 1
    assert "lab-a Cheese: neither mapped nor left out" in capsys.readouterr().out
    header = ["source_id", "source_food", "reason"]
    exclusions = [dict(zip(header, ("lab-a", "Cheese", "infant food"), strict=True))]
    write(data / "curation" / "left_out.csv", header, exclusions)
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
