"""`vitk2 cohort` end to end: three files or none, a table for people, the caution."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from vitk2.safety import CAUTION

DIARY = "person,day,food,grams\nann,mon,natto,40\nann,mon,zz,60\nbob,mon,spinach-raw,100\n"


@pytest.fixture
def diary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "diary.csv").write_text(DIARY)
    return "diary.csv"


def names(directory: Path) -> set[str]:
    return {p.name for p in directory.iterdir() if p.name not in ("diary.csv", "data")}


def written(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def test_three_files_are_written_and_nothing_else(
    tiny_run: Run, diary: str, tmp_path: Path
) -> None:
    result = tiny_run("cohort", diary, "-o", "out.csv")
    assert names(tmp_path) == {"out.csv", "out.csv.unmatched.csv", "out.csv.json"}
    rows = {(r["person"], r["form"]): r for r in csv.DictReader(written("out.csv"))}
    assert len(rows) == 22
    assert rows["ann", "MK-7"]["ug"] == "372.0"
    assert rows["ann", "MK-7"]["coverage"] == "0.4"
    assert rows["bob", "MK-9"]["ug"] == ""
    assert list(csv.reader(written("out.csv.unmatched.csv")))[1:] == [["zz", "1", "60"]]
    assert "1 unmatched code in out.csv.unmatched.csv" in result.stderr
    assert CAUTION in result.stderr


def test_the_facts_name_versions_options_counts_and_columns(
    tiny_run: Run, diary: str, tmp_path: Path
) -> None:
    tiny_run("cohort", diary, "-o", "out.parquet", "--by", "person", "-q")
    facts = json.loads((tmp_path / "out.parquet.json").read_text())
    assert facts["data_version"] == "9.9"
    assert facts["engine"].startswith("duckdb ")
    assert facts["options"]["by"] == ["person"]
    assert (facts["lines"], facts["matched_lines"], facts["groups"]) == (3, 2, 2)
    assert facts["columns"]["coverage"].startswith("grams_known / grams")
    assert facts["caution"] == CAUTION


def test_as_json_the_facts_are_the_answer(tiny_run: Run, diary: str) -> None:
    answer = json.loads(tiny_run("cohort", diary, "-o", "out.parquet", "--json").stdout)
    assert answer["forms"][5]["form"] == "MK-7"
    assert answer["forms"][5]["gave_most"][0]["food"] == "Natto"


def test_a_person_reads_what_was_matched_and_how_much_is_known(tiny_run: Run, diary: str) -> None:
    screen = tiny_run("cohort", diary, "-o", "out.parquet", "--format", "table").stdout
    assert "2 groups of 3 lines" in screen
    assert "matched: 67 % of the lines, 70 % of the grams" in screen
    assert "≥ at least" in screen
    assert "K2: a low number here does not mean a low intake" in screen
    assert "No group has data on: dK1, MK-4" in screen
    assert "Most K1 came from\nSpinach, raw >99 %; Natto <1 %" in screen


def test_nothing_found_is_shown_as_nd_and_explains_no_sign(
    tiny_run: Run, diary: str, tmp_path: Path
) -> None:
    (tmp_path / diary).write_text("person,day,food,grams\nann,mon,spinach-raw,100\n")
    screen = tiny_run("cohort", diary, "-o", "out.parquet", "--format", "table").stdout
    assert "1 group of 1 line\n" in screen
    (mk7,) = (line.split() for line in screen.splitlines() if line.startswith("MK-7"))
    assert mk7[:4] == ["MK-7", "nd", "nd", "nd"]
    assert "≥" not in screen


def test_what_exists_is_kept_without_force_and_replaced_with_it(
    tiny_run: Run, diary: str, tmp_path: Path
) -> None:
    (tmp_path / "out.csv.json").write_text("mine")
    result = tiny_run("cohort", diary, "-o", "out.csv", code=1)
    assert "out.csv.json exists already: add --force to replace it" in result.stderr
    assert names(tmp_path) == {"out.csv.json"}
    tiny_run("cohort", diary, "-o", "out.csv", "--force")
    assert json.loads((tmp_path / "out.csv.json").read_text())["groups"] == 2


def test_bad_lines_leave_what_was_there(tiny_run: Run, diary: str, tmp_path: Path) -> None:
    tiny_run("cohort", diary, "-o", "out.csv")
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    (tmp_path / "diary.csv").write_text(DIARY + "ann,mon,natto,-1\n")
    result = tiny_run("cohort", diary, "-o", "out.csv", "--force", code=1)
    assert "diary.csv: in 1 line grams is below 0" in result.stderr
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "out.xlsx"), "with -o, ending in .parquet or .csv"),
        ((), "name the output file with -o"),
        (("-o", "o.csv", "--by", ""), "name the columns to group by"),
        (("-o", "o.csv", "--columns", "person"), "'person' is not a pair: write ours=theirs"),
        (("-o", "o.csv", "--codes", "usda"), "'usda' is not one of"),
        (("-o", "o.csv", "--master", "local"), "a master is Spark's"),
        (("-o", "o.csv", "--memory", "lots"), "DuckDB: "),
    ],
)
def test_what_is_asked_wrongly_is_usage(
    tiny_run: Run, diary: str, arguments: tuple[str, ...], message: str
) -> None:
    assert message in tiny_run("cohort", diary, *arguments, code=2).stderr


def test_a_place_that_is_not_there_is_refused(tiny_run: Run, diary: str) -> None:
    result = tiny_run("cohort", diary, "-o", "nowhere/out.csv", code=1)
    assert "nowhere/out.csv cannot be written" in result.stderr


def without(tmp_path: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command where a package cannot be imported."""
    (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError(name='{module}')")
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    command = [sys.executable, "-m", "vitk2", "cohort", *arguments]
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)


def test_without_the_extra_one_line_says_what_to_install(diary: str, tmp_path: Path) -> None:
    result = without(tmp_path, "ibis", diary, "-o", "out.csv")
    assert result.returncode == 1
    message = "Error: a cohort needs extra packages: pip install 'vitk2[cohort]'\n"
    assert (result.stdout, result.stderr) == ("", message)
    assert without(tmp_path, "ibis", "--help").returncode == 0


def test_without_spark_or_java_one_line_says_so(
    tiny_run: Run, diary: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = without(tmp_path, "pyspark", diary, "-o", "out.parquet", "--engine", "spark")
    message = "Error: Spark needs an extra package: pip install 'vitk2[spark]'\n"
    assert (result.returncode, result.stderr) == (1, message)
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", lambda: None)
    result = tiny_run("cohort", diary, "-o", "out.parquet", "--engine", "spark", code=1)
    assert "Error: Spark needs Java 17 or newer, and none was found: install it" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_ending_of_the_file_counts_in_any_case(
    tiny_run: Run, diary: str, tmp_path: Path
) -> None:
    tiny_run("cohort", diary, "-o", "OUT.CSV")
    assert names(tmp_path) == {"OUT.CSV", "OUT.CSV.unmatched.csv", "OUT.CSV.json"}
