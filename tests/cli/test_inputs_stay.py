"""No output replaces a file that the command reads, or another output, by whatever name."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Run

DIARY = "food,grams\nnatto,40 g\n"
LINES = "person,day,food,grams\nann,mon,natto,40\n"
RECIPES = "dish,food,grams,yield\nbowl,natto,30,100\n"

FILES = {
    "d.csv": DIARY,
    "a.svg.sources.csv": DIARY,
    "k.csv.sources.csv": DIARY,
    "lines.csv": LINES,
    "lines.csv.json": LINES,
    "lines.csv.unmatched.csv": LINES,
    "r.csv": RECIPES,
    "days/one.csv": LINES,
    "days/two.csv": LINES,
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_run: Run) -> Path:
    """A working directory with diaries, recipes, links to them and foods of one's own."""
    directory = tmp_path / "here"
    (directory / "days").mkdir(parents=True)
    monkeypatch.chdir(directory)
    for name, text in FILES.items():
        Path(name).write_text(text)
    Path("soft.csv").symlink_to("d.csv")
    os.link("d.csv", "hard.csv")
    Path("later.csv").symlink_to("not-yet.csv")
    Path("folder").symlink_to("days")
    tiny_run("check", "my", "--init")
    return directory


def contents(directory: Path) -> Mapping[str, bytes]:
    return {
        str(p.relative_to(directory)): p.read_bytes() for p in directory.rglob("*") if p.is_file()
    }


INTAKE = ("intake", "--file")
OWN = ("--data", "my")


@pytest.mark.parametrize(
    ("arguments", "written", "read"),
    [
        ((*INTAKE, "d.csv", "-o", "d.csv"), "d.csv", "d.csv"),
        ((*INTAKE, "d.csv", "-o", "./days/../d.csv"), "./days/../d.csv", "d.csv"),
        ((*INTAKE, "d.csv", "-o", "soft.csv"), "soft.csv", "d.csv"),
        ((*INTAKE, "soft.csv", "-o", "d.csv"), "d.csv", "soft.csv"),
        ((*INTAKE, "d.csv", "-o", "hard.csv"), "hard.csv", "d.csv"),
        ((*INTAKE, "d.csv", "--explain", "-o", "d.csv"), "d.csv", "d.csv"),
        ((*INTAKE, "k.csv.sources.csv", "-o", "k.csv"), "k.csv.sources.csv", "k.csv.sources.csv"),
        (
            (*INTAKE, "a.svg.sources.csv", "--chart", "a.svg"),
            "a.svg.sources.csv",
            "a.svg.sources.csv",
        ),
        (("cohort", "lines.csv", "-o", "lines.csv"), "lines.csv", "lines.csv"),
        (
            ("cohort", "lines.csv.unmatched.csv", "-o", "lines.csv"),
            "lines.csv.unmatched.csv",
            "lines.csv.unmatched.csv",
        ),
        (("cohort", "lines.csv", "--recipes", "r.csv", "-o", "r.csv"), "r.csv", "r.csv"),
        (
            ("cohort", "lines.csv", "--recipes", "lines.csv.json", "-o", "lines.csv"),
            "lines.csv",
            "lines.csv",
        ),
        (
            ("cohort", "r.csv", "--recipes", "lines.csv.json", "-o", "lines.csv"),
            "lines.csv.json",
            "lines.csv.json",
        ),
        (("cohort", "days", "-o", "days/one.csv"), "days/one.csv", "days/one.csv"),
        (("cohort", "days", "-o", "folder/two.csv"), "folder/two.csv", "days/two.csv"),
        (("cohort", "days/*.csv", "-o", "days/two.csv"), "days/two.csv", "days/two.csv"),
        ((*OWN, "export", "-o", "my/foods.csv"), "my/foods.csv", "my/foods.csv"),
        (("export", *OWN, "-o", "my/datapackage.json"), "my/datapackage.json", None),
        ((*OWN, "search", "natto", "-o", "my/amounts.csv"), "my/amounts.csv", None),
        ((*OWN, "top", "K2", "-o", "my/sources.csv"), "my/sources.csv", None),
        ((*OWN, "show", "natto", "-o", "my/portions.csv"), "my/portions.csv", None),
        ((*OWN, "forms", "-o", "my/measurements.csv"), "my/measurements.csv", None),
        ((*OWN, "cite", "-o", "my/foods.csv"), "my/foods.csv", None),
        ((*OWN, "evidence", "-o", "my/foods.csv"), "my/foods.csv", None),
        ((*OWN, "page", "-o", "my/foods.csv"), "my/foods.csv", None),
        ((*OWN, "intake", "natto:40 g", "-o", "my/foods.csv"), "my/foods.csv", None),
        ((*OWN, "cohort", "lines.csv", "-o", "my/foods.csv"), "my/foods.csv", None),
        ((*OWN, "export", "--package", "my"), "my/foods.csv", None),
        (("check", "my", "-o", "my/foods.csv"), "my/foods.csv", None),
        (("check", "new", "--init", "-o", "new/foods.csv"), "new/foods.csv", None),
    ],
)
def test_what_is_read_is_never_replaced(
    tiny_run: Run, here: Path, arguments: tuple[str, ...], written: str, read: str | None
) -> None:
    before = contents(here)
    stderr = tiny_run(*arguments, "--force", code=1).stderr
    assert stderr.startswith(f"Error: {written} would replace {read or written}, which is read")
    assert len(stderr.splitlines()) == 1
    assert contents(here) == before


INTO_A_CHART = ("intake", "natto:40 g", "--chart", "a.svg", "--format", "csv")


@pytest.mark.parametrize(
    ("arguments", "one", "other"),
    [
        ((*INTO_A_CHART, "-o", "a.svg.sources.csv"), "a.svg.sources.csv", "a.svg.sources.csv"),
        (("export", "-o", "later.csv"), "later.csv", "later.csv.sources.csv"),
        (("export", "-o", "k.sqlite"), "k.sqlite", "k.sqlite.metadata.json"),
        (("cohort", "d.csv", "-o", "out.parquet"), "out.parquet", "out.parquet.json"),
    ],
)
def test_two_outputs_are_two_files(
    tiny_run: Run, here: Path, arguments: tuple[str, ...], one: str, other: str
) -> None:
    if other != one:
        Path(other).symlink_to("not-yet.csv" if one == "later.csv" else one)
    before = contents(here)
    stderr = tiny_run(*arguments, "--force", code=1).stderr
    assert stderr.startswith(f"Error: {one} and {other} would be one file")
    assert contents(here) == before


def test_a_chart_and_an_answer_are_never_one_file(tiny_run: Run, here: Path) -> None:
    before = contents(here)
    tiny_run(*INTO_A_CHART, "-o", "a.svg", "--force", code=2)
    assert contents(here) == before


def test_the_published_table_is_read_too(tiny_run: Run, here: Path, tiny_dir: Path) -> None:
    before = contents(tiny_dir)
    stderr = tiny_run("export", "-o", str(tiny_dir / "foods.csv"), "--force", code=1).stderr
    assert "which is read" in stderr
    assert contents(tiny_dir) == before


@pytest.mark.parametrize("arguments", [("--file", "-"), ("-",), ("--file", "/dev/stdin")])
def test_the_file_behind_standard_input_is_never_replaced(
    here: Path, arguments: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "vitk2", "intake", *arguments, "-o", "hard.csv", "--force"]
    with open("d.csv", "rb") as diary:
        result = subprocess.run(command, stdin=diary, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "hard.csv would replace" in result.stderr
    assert Path("d.csv").read_text() == DIARY


def test_a_refusal_to_replace_an_input_does_not_offer_force(tiny_run: Run, here: Path) -> None:
    for arguments in ((*INTAKE, "d.csv", "-o", "d.csv"), ("cohort", "days", "-o", "days/one.csv")):
        assert "--force" not in tiny_run(*arguments, code=1).stderr


def test_what_is_beside_an_input_may_be_written(tiny_run: Run, here: Path) -> None:
    tiny_run(*INTAKE, "d.csv", "-o", "other.csv")
    tiny_run("cohort", "lines.csv", "-o", "days.csv")
    tiny_run("cohort", "lines.csv", "-o", "days.csv", "--force")
    tiny_run(*OWN, "export", "-o", "my/kitchen.csv")
    tiny_run(*OWN, "export", "--package", "package")
