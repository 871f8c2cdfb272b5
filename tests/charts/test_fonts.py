"""Names on a chart are whole, broken between words, and nothing but text."""

import csv
import warnings
from pathlib import Path

import matplotlib as mpl
import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from saved_charts import texts

from vitk2.catalog import user_data
from vitk2.charts.fonts import LACKING, drawing, legible, width_of, wrapped

SIZE = 8.0
ODD = (
    "$E=mc^2$ natto_{x} \\frac{1}{2}",
    "<script>alert(1)</script> & 'quoted' \"name\" [/b]",
    "納豆（自家製）",
    "\U00012000 in cuneiform",
    "My own fermented soya beans, made at home with straw and a great deal of patience",
)


@pytest.fixture
def odd_foods(tmp_path: Path) -> Path:
    """Return a directory of own foods with the odd names, each with some MK-7."""
    directory = tmp_path / "own"
    user_data.write_templates(str(directory))
    for table in ("measurements", "portions"):
        (directory / f"{table}.csv").unlink()
    for table in ("foods", "amounts"):
        path = directory / f"{table}.csv"
        with path.open(newline="", encoding="utf-8") as stream:
            (row,) = csv.DictReader(stream)
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(row), lineterminator="\n")
            writer.writeheader()
            for number, name in enumerate(ODD):
                odd = {"food_id": f"odd-{number}", "name": name, "aliases": "", "portion": ""}
                writer.writerow({k: (row | odd)[k] for k in row} | _without_portion(row))
    return directory


def _without_portion(row: dict[str, str]) -> dict[str, str]:
    return {"portion": "", "portion_g": ""} if "portion" in row else {}


def test_an_svg_holds_odd_names_as_they_are(run: Run, tmp_path: Path, odd_foods: Path) -> None:
    path = tmp_path / "odd.svg"
    run("chart", "MK-7", "--tier", "A", "-n", "40", "--data", str(odd_foods), "-o", str(path))
    contents = " ".join(texts(path))
    for name in ODD:
        assert name in contents
    assert "<script" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["png", "pdf"])
def test_a_letter_without_a_font_is_told_and_warns_nobody(
    run: Run, tmp_path: Path, odd_foods: Path, format_: str
) -> None:
    path = tmp_path / f"odd.{format_}"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = run("chart", "MK-7", "-n", "40", "--data", str(odd_foods), "-o", str(path), "-q")
    assert len(result.stderr.splitlines()) == 1  # the caution
    assert path.stat().st_size > 10_000
    with drawing(format_, SIZE):
        assert legible("\U00012000 x", format_) == f"{LACKING} x"
    assert legible("\U00012000 x", "svg") == "\U00012000 x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", "a\u241b[31mb"),
        ("a\u202eb", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\ufffeb", "a\ufffdb"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_what_commands_or_is_no_text_is_shown_as_a_sign(text: str, expected: str) -> None:
    assert legible(text, "svg") == expected


@settings(max_examples=50)
@given(st.text(st.sampled_from("ab納é -,\n"), max_size=60), st.floats(0.2, 3))
def test_wrapping_loses_nothing_and_keeps_to_the_room(text: str, width: float) -> None:
    with drawing("svg", SIZE):
        lines = wrapped(text, width, SIZE)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(len(line) <= 1 or width_of(line, SIZE) <= width for line in lines)


def test_words_that_fit_a_line_are_never_cut() -> None:
    with drawing("svg", SIZE):
        lines = wrapped(ODD[-1], 1.5, SIZE)
    assert " ".join(lines) == ODD[-1]
    assert len(lines) > 2


def test_a_bold_line_takes_more_room_and_so_breaks_earlier() -> None:
    with drawing("svg", SIZE):
        plain = width_of(ODD[-1], SIZE)
        assert width_of(ODD[-1], SIZE, bold=True) > plain
        assert wrapped(ODD[-1], plain, SIZE) == [ODD[-1]]
        assert len(wrapped(ODD[-1], plain, SIZE, bold=True)) == 2


def test_drawing_leaves_no_setting_behind() -> None:
    before = dict(mpl.rcParams)
    with drawing("png", SIZE):
        assert mpl.rcParams["text.parse_math"] is False
    assert dict(mpl.rcParams) == before
