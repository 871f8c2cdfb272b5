"""The commands as functions give what the commands give."""

import json
from pathlib import Path

import pytest
from conftest import Run

import vitk2
from vitk2.diary.files import read_diary
from vitk2.diary.intake import intake
from vitk2.diary.scales import understand
from vitk2.errors import DataError, FoodError
from vitk2.tables.catalog import Catalog


def test_functions_and_commands_give_the_same(run: Run) -> None:
    rows = json.loads(run("top", "MK-9", "-n", "5", "--json").stdout)
    assert rows == list(vitk2.top("MK-9", limit=5).records())
    rows = json.loads(run("search", "natto", "--form", "MK-7", "--json").stdout)
    assert rows == list(vitk2.search("natto", forms=["MK-7"], limit=20).records())
    shown = json.loads(run("show", "natto", "--json").stdout)
    assert shown["amounts"] == vitk2.show("natto").amounts
    found = json.loads(run("compare", "natto", "kale-raw", "--json").stdout)
    assert found["differences"] == vitk2.compare("natto", "kale-raw").differences
    answer = vitk2.intake("natto:50 g", "2 eggs", reference="us", sex="female", age_years=60)
    said = json.loads(
        run(
            "intake",
            "natto:50 g",
            "2 eggs",
            "--reference",
            "us",
            "--sex",
            "female",
            "--age",
            "60",
            "--json",
        ).stdout
    )
    assert said["totals"] == [t.as_record() for t in answer.totals]
    with pytest.raises(DataError, match="item 2"):
        vitk2.intake("natto:50 g", "natto")
    with pytest.raises(FoodError):
        vitk2.show("natoo")
    with pytest.raises(AttributeError, match="no attribute 'nato'"):
        vitk2.nato  # noqa: B018  # asking is the test


@pytest.mark.slow
def test_a_long_diary_is_counted_in_bounded_memory(tiny: Catalog, tmp_path: Path) -> None:
    import tracemalloc

    day = "natto,40,g,2026-01-01\nspinach-raw,1,cup,2026-01-02\n"

    def peak(lines: int) -> int:
        path = tmp_path / f"{lines}.csv"
        path.write_text("food,amount,unit,date\n" + day * (lines // 2))
        tracemalloc.start()
        with path.open(newline="") as stream:
            answer = intake(tiny, understand(tiny, read_diary(stream, "day.csv")))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert answer.skipped == ()
        assert round(sum(e.grams * e.lines for e in answer.eaten)) == lines // 2 * 70
        return size

    peak(10)
    small, large = peak(10_000), peak(100_000)
    assert large < 2 * small


def test_a_long_file_shows_how_far_it_is_and_counts_the_same(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "day.csv"
    path.write_text("food,amount,unit\n" + "natto,1,g\n" * 3000)
    quiet = tiny_run("intake", "--file", str(path), "--csv")
    monkeypatch.setattr("vitk2.cli.day.LONG_FILE_BYTES", 1)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert tiny_run("intake", "--file", str(path), "--csv").stdout == quiet.stdout
