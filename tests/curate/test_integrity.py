"""Curation files that name what does not exist, or one thing twice, are refused."""

from pathlib import Path

import pytest

from curate.__main__ import main
from curate.source_readings import read, take, write


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
    last_line = path.read_text(encoding="utf-8").count("\n")
    assert main(["--data", str(data)]) == 1
    stderr = capsys.readouterr().err
    assert problem in stderr
    assert f"{file}.csv:{last_line}: " in stderr
