"""A preview of what a diary is taken as, and dates only as they are said."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Run

from vitk2 import caution
from vitk2.cli.main import cli

NOTES = "2026-11-23\n40 g natto\n1 blorb\n"


@pytest.fixture
def diary(tmp_path: Path) -> str:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    return str(path)


def test_each_line_says_what_was_taken_or_what_is_asked(tiny_run: Run, diary: str) -> None:
    shown = tiny_run("intake", "--file", diary, "natto:1 g", "--explain", "--csv")
    first, second, third = csv.DictReader(io.StringIO(shown.stdout))
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
    assert "3 lines, 1 asked back; nothing is summed" in shown.stderr
    assert caution.CAUTION in shown.stderr  # a question may name amounts


@pytest.mark.parametrize("format_", ["table", "tsv", "csv", "json", "jsonl", "md"])
def test_a_preview_leaves_in_every_format_and_sums_nothing(
    tiny_run: Run, diary: str, format_: str
) -> None:
    out = tiny_run("intake", "--file", diary, "--explain", "--format", format_).stdout
    assert "Natto" in out
    assert "blorb" in out
    assert "930" not in out.replace(diary, "notes.txt")  # µg MK-7 of 100 g


def test_a_preview_as_json_is_a_list_of_lines(tiny_run: Run, diary: str) -> None:
    taken, asked = json.loads(tiny_run("intake", "--file", diary, "--explain", "--json").stdout)
    assert (taken["grams"], taken["asks"]) == (40, None)
    assert (asked["grams"], asked["name"]) == (None, None)


def test_a_preview_holds_nothing_against_a_reference(tiny_run: Run, diary: str) -> None:
    person = ("--reference", "us", "--age", "40", "--sex", "male")
    refused = tiny_run("intake", "--file", diary, "--explain", *person, code=2).stderr
    assert "--explain sums nothing, so it has no --reference: leave one out" in refused


def test_a_date_that_may_be_two_is_refused_until_its_order_is_said(
    tiny_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "us.csv"
    path.write_text("Date,Food,Amount\n02/03/2026,natto,40 g\n11/22/2026,natto,40 g\n")
    refused = tiny_run("intake", "--file", str(path), code=1).stderr
    assert "'02/03/2026' may have its day or its month first: give --date-format dmy" in refused
    assert "'11/22/2026' has its month first: give --date-format mdy" in refused
    said = tiny_run("intake", "--file", str(path), "--date-format", "mdy", "--json").stdout
    assert list(json.loads(said)["days"]) == ["2026-02-03", "2026-11-22"]
    other = tiny_run("intake", "--file", str(path), "--date-format", "dmy", code=1).stderr
    assert f"{path}:3: date: '11/22/2026' is not a date: there is no such day" in other
    wrong = tiny_run("intake", "--file", str(path), "--date-format", "us", code=2).stderr
    assert "'us' is none: use dmy, mdy, ymd, or e.g. '%d %b %Y'" in wrong


def test_notes_are_read_from_stdin(tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vitk2.tables.catalog.data_dir", lambda: str(tiny_dir))
    lines = "\ufeffLebensmittel;Menge\r\nnatto;40 g\r\n"
    result = CliRunner().invoke(cli, ["intake", "-", "--explain", "--csv"], input=lines)
    assert "stdin:2,,,natto 40 g,natto,Natto,40,," in result.stdout


def test_a_file_in_another_encoding_says_what_to_do(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("food;amount\nspinach;40 g\nCrème;1 g\n".encode("latin-1"))
    refused = tiny_run("intake", "--file", str(path), code=1).stderr
    assert "not UTF-8: save" in refused
    assert "save the file as UTF-8" in refused
