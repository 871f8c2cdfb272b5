"""The preview of a diary, line by line, and dates in the order that the user names."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Run

from vitk2 import safety
from vitk2.cli.main import cli

NOTES = "2026-11-23\n40 g natto\n1 blorb\n"


@pytest.fixture
def diary(tmp_path: Path) -> str:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return str(path)


def test_each_line_says_what_was_taken_or_what_is_asked(tiny_run: Run, diary: str) -> None:
    result = tiny_run("intake", "--file", diary, "natto:1 g", "--explain", "--csv")
    first, second, third = csv.DictReader(io.StringIO(result.stdout))
    assert first["place"] == "item 1"
    assert second == {
        "place": f"{diary}:2",
        "date": "2026-11-23",
        "meal": "",
        "written": "40 g natto",
        "food_id": "natto",
        "name": "Natto",
        "grams": "40",
        "note": "",
        "asks": "",
    }
    assert (third["food_id"], third["grams"]) == ("", "")
    assert third["asks"].startswith("There is no food 'blorb'")
    assert "3 lines, 1 unclear" in result.stderr
    assert safety.CAUTION in result.stderr  # a question may name amounts


@pytest.mark.parametrize("format_", ["table", "tsv", "csv", "json", "jsonl", "md"])
def test_a_preview_leaves_in_every_format_and_sums_nothing(
    tiny_run: Run, diary: str, format_: str
) -> None:
    out = tiny_run("intake", "--file", diary, "--explain", "--format", format_).stdout
    assert "Natto" in out
    assert "blorb" in out
    assert "930" not in out.replace(diary, "notes.txt")  # µg MK-7 of 100 g


def test_a_preview_as_json_is_a_list_of_lines(tiny_run: Run, diary: str) -> None:
    understood, unresolved = json.loads(
        tiny_run("intake", "--file", diary, "--explain", "--json").stdout
    )
    assert (understood["grams"], understood["asks"]) == (40, None)
    assert (unresolved["grams"], unresolved["name"]) == (None, None)


def test_a_preview_holds_nothing_against_a_reference(tiny_run: Run, diary: str) -> None:
    person = ("--reference", "us", "--age", "40", "--sex", "male")
    refused = tiny_run("intake", "--file", diary, "--explain", *person, code=2).stderr
    assert "leave out --reference or --explain" in refused


def test_a_date_that_may_be_two_is_refused_until_its_order_is_said(
    tiny_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "us.csv"
    path.write_text("Date,Food,Amount\n02/03/2026,natto,40 g\n11/22/2026,natto,40 g\n")
    refused = tiny_run("intake", "--file", str(path), code=1).stderr
    assert "'02/03/2026' may have the day or the month first: add --date-format dmy" in refused
    assert "'11/22/2026' has the month first: add --date-format mdy" in refused
    answer = tiny_run("intake", "--file", str(path), "--date-format", "mdy", "--json").stdout
    assert list(json.loads(answer)["days"]) == ["2026-02-03", "2026-11-22"]
    other = tiny_run("intake", "--file", str(path), "--date-format", "dmy", code=1).stderr
    assert f"{path}:3: date: '11/22/2026' is not a date: there is no such day" in other
    wrong = tiny_run("intake", "--file", str(path), "--date-format", "us", code=2).stderr
    assert "'us' is not a date format: use dmy, mdy, ymd, or e.g. '%d %b %Y'" in wrong


def test_notes_are_read_from_stdin(tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(tiny_dir))
    lines = "\ufeffLebensmittel;Menge\r\nnatto;40 g\r\n"
    result = CliRunner().invoke(cli, ["intake", "-", "--explain", "--csv"], input=lines)
    assert "stdin:2,,,natto 40 g,natto,Natto,40,," in result.stdout


def test_a_file_in_another_encoding_says_what_to_do(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("food;amount\nspinach;40 g\nCrème;1 g\n".encode("latin-1"))
    refused = tiny_run("intake", "--file", str(path), code=1).stderr
    assert "not UTF-8: save" in refused
    assert "save the file as UTF-8" in refused


ASIDE = "# my diary\nfood,amount,deleted\nnatto,40 g,\nnatto,40 g,true\n# the end\nnatto,0 g,no\n"


@pytest.fixture
def with_asides(tmp_path: Path) -> str:
    path = tmp_path / "log.csv"
    path.write_text(ASIDE, encoding="utf-8")
    return str(path)


def test_lines_that_are_not_counted_are_told_in_every_format(
    tiny_run: Run, with_asides: str
) -> None:
    whole = json.loads(tiny_run("intake", "--file", with_asides, "--json").stdout)
    line_numbers = [line["place"].rpartition(":")[2] for line in whole["ignored"]]
    assert line_numbers == ["1", "4", "5", "6"]
    assert all(line["why"] and line["written"] for line in whole["ignored"])
    assert [line["grams"] for line in whole["contributions"]] == [40]
    for format_ in ("table", "csv", "tsv", "md", "jsonl"):
        stderr = tiny_run("intake", "--file", with_asides, "--format", format_).stderr
        assert f"ignored, begins with #: {with_asides}:1, 5" in stderr
        assert f"ignored, marked as deleted: {with_asides}:4" in stderr
        assert f"{with_asides}:6" in stderr


def test_a_preview_lists_the_lines_that_are_not_counted(tiny_run: Run, with_asides: str) -> None:
    result = tiny_run("intake", "--file", with_asides, "--explain", "--json")
    lines = json.loads(result.stdout)
    ignored = [line for line in lines if not line["food_id"]]
    assert [line["place"].rpartition(":")[2] for line in ignored] == ["1", "4", "5", "6"]
    assert all(line["note"].startswith("ignored: ") and not line["asks"] for line in ignored)
    assert "5 lines, 0 unclear, 4 ignored" in result.stderr
    screen = tiny_run("intake", "--file", with_asides, "--explain", "--format", "table").stdout
    assert screen.count("ignored: ") == 4


def test_of_many_ignored_lines_some_are_named_and_all_counted(
    tiny_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("food,amount,deleted\nnatto,1 g,no\n" + "natto,1 g,yes\n" * 500)
    (note,) = (
        line
        for line in tiny_run("intake", "--file", str(path)).stderr.splitlines()
        if line.startswith("ignored")
    )
    assert note.endswith(", 12 and 490 more")


def test_two_days_under_markdown_headings_are_two_days(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "diary.md"
    path.write_text("## 2026-11-22\n- 40g natto\n\n## 2026-11-23\n### Lunch\n- 40g natto\n")
    whole = json.loads(run("intake", "--file", str(path), "--json").stdout)
    assert list(whole["days"]) == ["2026-11-22", "2026-11-23"]
    assert [line["meal"] for line in whole["contributions"]] == [None, "Lunch"]
    assert whole["ignored"] == []


def test_python_says_what_it_ignored() -> None:
    import vitk2

    answer = vitk2.intake("natto:40 g", "[[Natto]]: 0 g")
    assert [(line.place, bool(line.why)) for line in answer.ignored] == [("item 2", True)]
    assert [e.grams for e in answer.eaten] == [40]
