"""Days as a picture: the sums of intake as bars, and no bar for what nobody knows."""

import json
from pathlib import Path

import pytest
from conftest import Run
from matplotlib.patches import Rectangle
from saved_charts import VALUES, SavedChart, charts, texts

from vitk2.safety import CAUTION, CAUTION_IN_SHORT

__all__ = ["charts"]  # a fixture

DIARY = """\
food,amount,unit,date
natto,50,g,2026-01-01
spinach-raw,100,g,2026-01-01
tempeh,80,g,2026-01-02
potato-raw,200,g,2026-01-02
gouda-aged,30,g,
"""
PERSON = ("--reference", "us", "--sex", "female", "--age", "60")


@pytest.fixture
def diary(tmp_path: Path) -> str:
    path = tmp_path / "diary.csv"
    path.write_text(DIARY, encoding="utf-8")
    return str(path)


def bars(chart: SavedChart, panel: int) -> dict[int, Rectangle]:
    """Return the bar of each row that has one."""
    found = {}
    for patch in chart.figure.panels[panel].patches:
        assert isinstance(patch, Rectangle)
        middle = patch.get_y() + patch.get_height() / 2
        (row,) = (n for n, y in enumerate(chart.figure.row_positions) if abs(y - middle) < 0.01)
        found[row] = patch
    return found


def test_bars_are_the_sums_that_intake_prints(
    tiny_run: Run, tmp_path: Path, diary: str, charts: list[SavedChart]
) -> None:
    chart = ("--chart", str(tmp_path / "days.svg"))
    days = json.loads(tiny_run("intake", "--file", diary, "--json", *chart).stdout)["days"]
    in_order = [days[date] for date in ("2026-01-01", "2026-01-02", "undated")]
    for panel, form in enumerate(("K1", "MK-4", "MK-7", "other K2")):
        sums = [next(t for t in day if t["form"] == form) for day in in_order]
        expected = {row: t["ug"] for row, t in enumerate(sums) if t["ug"]}
        assert {row: bar.get_width() for row, bar in bars(charts[-1], panel).items()} == expected
        hatched = {row for row, bar in bars(charts[-1], panel).items() if bar.get_hatch()}
        assert hatched == {r for r, t in enumerate(sums) if t["ug"] and t["qualifier"] == ">="}
    visible = texts(tmp_path / "days.svg")
    assert [t for t in visible if t in ("2026-01-01", "2026-01-02", "undated")] != []
    assert {"≥4 (1/2)", "492 (2/2)", "— (0/1)", "hatched: at least so much"} & set(visible)
    assert CAUTION_IN_SHORT in visible
    assert charts[-1].description.endswith(CAUTION)


def test_what_nobody_knows_is_a_dash_and_a_sentence(
    tiny_run: Run, tmp_path: Path, diary: str, charts: list[SavedChart]
) -> None:
    tiny_run("intake", "--file", diary, "--chart", str(tmp_path / "days.svg"))
    visible = texts(tmp_path / "days.svg")
    assert "— (0/2)" in visible
    assert "— not known, which is not zero." in " ".join(visible)
    assert "Tempeh, MK-7 88.6 µg, doubtful: others found 2 to 10." in " ".join(visible)


def test_what_was_not_understood_is_named_without_where_it_stands(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    arguments = ("intake", "natto:40 g", "blorb:3 g", "--skip-unknown")
    tiny_run(*arguments, "--chart", str(tmp_path / "day.svg"))
    assert "Not counted: 3 g blorb." in " ".join(texts(tmp_path / "day.svg"))
    assert "≥372 (1/2)" in texts(tmp_path / "day.svg")


def test_the_reference_stands_over_days_alone_and_at_k1_alone(
    tiny_run: Run, tmp_path: Path, diary: str, charts: list[SavedChart]
) -> None:
    out = str(tmp_path / "days.svg")
    tiny_run("intake", "--file", diary, *PERSON, "--chart", out)
    k1, *others = charts[-1].figure.panels
    lines = [line for line in k1.lines if line.get_linestyle() == "--"]
    middles = [sum(line.get_ydata()) / 2 for line in lines]
    assert middles == pytest.approx(charts[-1].figure.row_positions[:2])  # the third row is undated
    assert {line.get_xdata()[0] for line in lines} == {90.0}
    assert not [line for p in others for line in p.lines if line.get_linestyle() == "--"]
    assert "US reference intake, 90 µg a day" in texts(tmp_path / "days.svg")


def test_without_dates_the_sum_is_one_day_and_says_so(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    out = str(tmp_path / "day.svg")
    tiny_run("intake", "natto:40 g", "--chart", out)
    assert "as one day" in texts(tmp_path / "day.svg")
    assert [bars(charts[-1], panel)[0].get_width() for panel in (0, 2, 3)] == [4.52, 372, 372]


def test_the_answer_is_printed_as_ever_and_the_picture_told(
    tiny_run: Run, tmp_path: Path, diary: str
) -> None:
    out = tmp_path / "days.svg"
    plain = tiny_run("intake", "--file", diary, "--json").stdout
    result = tiny_run("intake", "--file", diary, "--json", "--chart", str(out))
    assert result.stdout == plain
    assert f"{out}, their credits in {out}.sources.csv" in result.stderr
    assert result.stderr.count(CAUTION) == 1
    assert "lab-a" in Path(f"{out}.sources.csv").read_text(encoding="utf-8")


def test_more_days_than_a_picture_holds_are_refused_and_nothing_is_printed(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    def arguments(days: int) -> tuple[str, ...]:
        lines = [f"natto,40,g,2026-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(days)]
        (tmp_path / "long.csv").write_text("\n".join(["food,amount,unit,date", *lines]))
        return ("intake", "--file", str(tmp_path / "long.csv"), "--chart", str(out))

    out = tmp_path / "days.svg"
    tiny_run(*arguments(40))
    assert len(charts[-1].figure.row_positions) == 40
    for written in (out, Path(f"{out}.sources.csv")):
        written.unlink()
    result = tiny_run(*arguments(41), code=1)
    assert result.stdout == ""
    assert result.stderr == "Error: a chart holds 40 days, not 41: draw a part of them\n"
    assert not out.exists()


def test_explain_and_other_endings_are_wrong_usage(tiny_run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "day.svg")
    error = tiny_run("intake", "natto:40 g", "--explain", "--chart", out, code=2).stderr
    assert "leave out --chart or --explain" in error
    error = tiny_run("intake", "natto:40 g", "--chart", "day.gif", code=2).stderr
    assert "is not one of svg, png, pdf" in error


def test_a_scale_has_few_marks_at_round_numbers(
    tiny_run: Run, tmp_path: Path, diary: str, charts: list[SavedChart]
) -> None:
    tiny_run("intake", "--file", diary, "--chart", str(tmp_path / "days.svg"))
    for axes in charts[-1].figure.panels:
        left, right = axes.get_xlim()
        marks = [float(x) for x in axes.get_xticks() if left <= x <= right]
        assert 2 <= len(marks) <= 4
        first_digits = f"{marks[1] - marks[0]:e}"[:3]
        assert first_digits in ("1.0", "2.0", "5.0")


def test_a_whisker_reaches_from_the_low_to_the_high_end_of_a_sum(
    tiny_run: Run, tmp_path: Path, diary: str, charts: list[SavedChart]
) -> None:
    chart = ("--chart", str(tmp_path / "days.svg"))
    days = json.loads(tiny_run("intake", "--file", diary, "--json", *chart).stdout)["days"]
    (k1,) = (t for t in days["2026-01-01"] if t["form"] == "K1")
    (whisker,) = charts[-1].row(0, VALUES)
    assert list(whisker.get_xdata()) == [k1["low"], k1["high"]]
    assert k1["low"] < k1["ug"] < k1["high"]
