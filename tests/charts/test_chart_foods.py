"""Charts draw the numbers that every other answer prints, and nothing where there is none."""

import json
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Rows, Run, write_tables
from saved_charts import NUMBERS, RANGES, SVG, TIPS, VALUES, SavedChart, charts, texts

from vitk2.charts.model import OF_GROUP, style_of
from vitk2.output.wording import LABS_MEAN, amount
from vitk2.safety import CAUTION, CAUTION_IN_SHORT

__all__ = ["charts"]  # a fixture


def test_a_ranking_draws_what_top_prints(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "MK-7", "-o", str(tmp_path / "mk7.svg"))
    rows = json.loads(run("top", "MK-7", "--json").stdout)
    assert len(rows) > 20
    visible = texts(tmp_path / "mk7.svg")
    for number, row in enumerate(rows[:20]):
        assert charts[-1].ug(number, VALUES) == [row["ug_per_100g"]]
        assert amount(row["ug_per_100g"], row["qualifier"]) in visible
        if row["low"] != row["high"]:
            (line,) = charts[-1].row(number, RANGES)
            low_end = charts[-1].figure.panels[0].get_xlim()[0]
            assert list(line.get_xdata()) == [max(row["low"], low_end), row["high"]]


def test_each_published_number_that_counts_is_a_point(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "MK-7", "-o", str(tmp_path / "mk7.svg"))
    arguments = ("export", "natto", "--measurements", "--form", "MK-7", "--json")
    published = json.loads(run(*arguments).stdout)
    counted = [m["ug_per_100g"] for m in published if m["status"] == "counted"]
    assert len(counted) == 5 < len(published)
    assert sorted(charts[-1].ug(0, NUMBERS)) == sorted(counted)


def test_what_is_doubtful_stands_below_the_ranking_and_hollow(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    tiny_run("chart", "MK-7", "-o", str(tmp_path / "mk7.svg"))
    names = [t for t in texts(tmp_path / "mk7.svg") if t in ("Natto", "Tempeh")]
    assert names == ["Natto", "Tempeh"]
    last = len(charts[-1].figure.row_positions) - 1
    assert "110.7?" not in texts(tmp_path / "mk7.svg")
    assert {"Doubtful, not ranked", "111?"} <= set(texts(tmp_path / "mk7.svg"))
    (tempeh,) = charts[-1].row(last, VALUES)
    (natto,) = charts[-1].row(0, VALUES)
    assert tempeh.get_xdata()[0] == 110.7
    assert (tempeh.get_markerfacecolor(), natto.get_markerfacecolor()) == (
        "white",
        OF_GROUP["Fermented plant foods"].colour,
    )
    first, second, *_, ranked, doubtful = charts[-1].figure.row_positions
    assert doubtful - ranked > 1.5 * (second - first)


def test_missing_assumed_and_not_found_are_words_and_no_mark(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    tiny_run("chart", "potato-raw", "-o", str(tmp_path / "potato.svg"))
    k1, mk4, mk7 = range(3)
    assert charts[-1].ug(k1, VALUES) == [2]
    assert charts[-1].ug(mk4, VALUES) == charts[-1].ug(mk7, VALUES) == []
    visible = texts(tmp_path / "potato.svg")
    assert [t for t in visible if t in ("2", "0 (assumed)", "nd")][:3] == ["2", "0 (assumed)", "nd"]
    assert (
        "Nobody measured dK1, MK-5, MK-6, MK-8, MK-9, MK-10, MK-9(4H) and K2."
        in charts[-1].description
    )


def test_a_form_nobody_measured_of_one_food_is_a_dash(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    arguments = ("chart", "--group", "Vegetables", "--exclude", "potato")
    tiny_run(*arguments, "-o", str(tmp_path / "both.svg"))
    assert "—" in texts(tmp_path / "both.svg")
    boiled = "Spinach, boiled: K1 494, labs 1, MK-4 not measured, MK-7 not measured"
    assert f"{boiled}, K2 not measured" in charts[-1].description
    rows = range(len(charts[-1].figure.row_positions))
    assert not any(charts[-1].ug(row, VALUES, panel=1) for row in rows)


def test_below_a_limit_is_an_open_triangle_at_the_limit(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    tiny_run("chart", "spinach-raw", "-o", str(tmp_path / "spinach.svg"))
    (sign,) = charts[-1].row(1, VALUES)
    assert (sign.get_marker(), sign.get_markerfacecolor()) == ("<", "white")
    assert sign.get_xdata()[0] == 0.5
    assert {"<0.5", "below this limit"} <= set(texts(tmp_path / "spinach.svg"))


def test_a_lower_bound_has_a_tip_and_its_sign(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    tiny_run("chart", "K2", "-o", str(tmp_path / "k2.svg"))
    assert len(charts[-1].row(0, TIPS)) == 1
    assert charts[-1].row(1, TIPS) == []
    assert {"≥930", "72.9", "at least"} <= set(texts(tmp_path / "k2.svg"))


def test_each_amount_has_its_number_of_laboratories_behind_it(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    tiny_run("chart", "K1", "-o", str(tmp_path / "k1.svg"))
    visible = texts(tmp_path / "k1.svg")
    foods = {row["name"]: str(row["studies"]) for row in ranked(tiny_run, "K1")}
    assert {"0", "1", "2"} <= set(foods.values())
    assert [t for t in visible[visible.index("labs") :] if t in "012"][: len(foods)] == [
        *foods.values()
    ]
    assert f"labs 1: {LABS_MEAN['1']}; labs 0: {LABS_MEAN['0']}." in visible
    assert "Spinach, raw: 480 (387–520), labs 2;" in charts[-1].description


def ranked(run: Run, form: str) -> list[dict[str, Any]]:
    """Return the rows of a ranking, doubtful ones too."""
    rows: list[dict[str, Any]] = json.loads(run("top", form, "--json").stdout)
    return rows


def test_what_is_set_apart_stands_below_the_ranking_with_the_sign_of_a_limit(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "MK-7", "-o", str(tmp_path / "mk7.svg"))
    apart = [r for r in ranked(run, "MK-7") if r["qualifier"] == "<=" and not r["doubtful"]]
    assert apart
    visible = texts(tmp_path / "mk7.svg")
    assert "µg/100 g, 20 of" in next(t for t in visible if t.startswith("µg/100 g, "))
    assert "Not ranked" in visible
    positions = charts[-1].figure.row_positions
    assert positions[20] - positions[19] > 1.5 * (positions[1] - positions[0])
    for number, row in enumerate(apart, start=20):
        (sign,) = charts[-1].row(number, VALUES)
        assert (sign.get_marker(), sign.get_markerfacecolor()) == ("<", "white")
        assert sign.get_xdata()[0] == row["limit_ug_per_100g"]
        (dots,) = charts[-1].row(number, RANGES)
        assert (dots.get_linestyle(), dots.get_xdata()[-1]) == (":", row["high"])
        assert f"{row['name']}: ≤" in charts[-1].description


def test_a_scale_is_logarithmic_where_one_dwarfs_the_rest_and_says_so(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "MK-7", "-o", str(tmp_path / "mk7.svg"))
    run("chart", "K1", "-o", str(tmp_path / "k1.svg"))
    mk7, k1 = charts
    assert (mk7.figure.panels[0].get_xscale(), k1.figure.panels[0].get_xscale()) == (
        "log",
        "linear",
    )
    assert mk7.label() == "µg/100 g, logarithmic scale: 10 is as far from 1 as 100 from 10"
    assert k1.label() == "µg/100 g"
    assert k1.figure.panels[0].get_xlim()[0] == 0


def test_per_portion_every_number_is_that_of_a_portion(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "MK-7", "--per", "portion", "-o", str(tmp_path / "mk7.svg"))
    rows = json.loads(run("top", "MK-7", "--per", "portion", "--json").stdout)
    assert charts[-1].ug(0, VALUES) == [rows[0]["ug_per_portion"]]
    grams = rows[0]["portion_g"]
    numbers = [ug * grams / 100 for ug in (930, 939, 81.6, 958, 539)]
    assert sorted(charts[-1].ug(0, NUMBERS)) == pytest.approx(sorted(numbers), rel=1e-3)
    assert f"Natto, {grams:g}\N{NO-BREAK SPACE}g" in texts(tmp_path / "mk7.svg")
    assert charts[-1].label().startswith("µg/portion")


def test_foods_without_a_portion_are_left_out_and_counted(
    tiny_run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    tiny_run("chart", "MK-7", "--per", "portion", "-o", str(tmp_path / "mk7.svg"))
    rows = json.loads(tiny_run("top", "MK-7", "--per", "portion", "--json").stdout)
    weighed = [row["name"] for row in rows if row["portion_g"]]
    assert 0 < len(weighed) == len(charts[-1].figure.row_positions) < len(rows)
    assert (
        f"Left out: {len(rows) - len(weighed)} without a usual portion." in charts[-1].description
    )


def test_forms_side_by_side_share_their_scale(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "cheese", "--form", "mk9", "--form", "mk4", "-o", str(tmp_path / "c.svg"))
    arguments = ("search", "--group", "Cheese", "--form", "mk9", "--form", "mk4", "--sort", "mk9")
    rows = json.loads(run(*arguments, "--json").stdout)
    for number, row in enumerate(rows):
        assert charts[-1].ug(number, VALUES, panel=0) == [row["mk9_ug_per_100g"]]
        assert charts[-1].ug(number, VALUES, panel=1) == [row["mk4_ug_per_100g"]]
    one, other = (panel.get_xlim() for panel in charts[-1].figure.panels)
    assert one == other
    assert {"MK-9", "MK-4"} <= set(texts(tmp_path / "c.svg"))


def test_a_sum_of_forms_has_no_number_of_a_laboratory_on_it(
    run: Run, tmp_path: Path, charts: list[SavedChart]
) -> None:
    run("chart", "edam", "-o", str(tmp_path / "edam.svg"))
    k2 = len(charts[-1].figure.row_positions) - 1
    assert len(charts[-1].ug(k2, VALUES)) == 1
    assert charts[-1].ug(k2, NUMBERS) == []
    assert "K2 is the sum of its forms." in " ".join(texts(tmp_path / "edam.svg"))


def test_an_svg_is_xml_with_its_texts_a_title_and_a_description(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "natto.svg"
    run("chart", "natto", "-o", str(path))
    root = ET.parse(path).getroot()  # noqa: S314  # our own file
    assert root.get("role") == "img"
    named = [root.find(f".//*[@id='{name}']") for name in str(root.get("aria-labelledby")).split()]
    title, desc = (node.text or "" for node in named if node is not None)
    assert title == "Natto: vitamin K by form"
    assert "MK-7: 930 (68.8–1034)" in desc
    assert desc.endswith(CAUTION)
    visible = " ".join(texts(path))
    for text in (title, "schurgers-2000", "value shown", CAUTION_IN_SHORT, "vitk2 data 20"):
        assert text in visible
    assert not list(root.iter(f"{SVG}image"))


@pytest.mark.parametrize("format_", ["svg", "png", "pdf"])
def test_a_chart_is_the_same_bytes_twice(run: Run, tmp_path: Path, format_: str) -> None:
    for name in ("one", "two"):
        run("chart", "natto", "-o", str(tmp_path / f"{name}.{format_}"))
    one, two = ((tmp_path / f"{name}.{format_}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[format_])


def test_a_png_and_a_pdf_say_in_words_what_they_show(run: Run, tmp_path: Path) -> None:
    for format_ in ("png", "pdf"):
        run("chart", "natto", "-o", str(tmp_path / f"natto.{format_}"))
    assert b"Description" in (tmp_path / "natto.png").read_bytes()
    assert b"/Subject" in (tmp_path / "natto.pdf").read_bytes()


def test_every_group_has_a_look_of_its_own() -> None:
    assert len(set(OF_GROUP.values())) == len(OF_GROUP)
    looks = [style_of(index) for index in range(56)]
    assert len(set(looks)) == 56
    pairs = pairwise(looks)
    assert all(a.colour != b.colour and a.shape != b.shape for a, b in pairs)


@pytest.mark.parametrize("form", ["K1", "MK-4", "MK-7", "K2"])
def test_every_number_lies_on_the_scale_and_its_ends_are_round(
    run: Run, tmp_path: Path, charts: list[SavedChart], form: str
) -> None:
    run("chart", form, "-n", "40", "-o", str(tmp_path / "k.svg"))
    axes = charts[-1].figure.panels[0]
    left, right = axes.get_xlim()
    rows = range(len(charts[-1].figure.row_positions))
    found = [ug for row in rows for layer in (VALUES, NUMBERS) for ug in charts[-1].ug(row, layer)]
    assert len(found) > 20
    assert left <= min(found) < max(found) <= right
    if axes.get_xscale() == "log":
        assert {f"{end:e}"[:3] for end in (left, right)} <= {"1.0", "2.0", "5.0"}
        assert right <= 10 * max(found)


POINTS_PER_INCH = 72


@pytest.mark.parametrize(
    ("forms", "inches"),
    [
        (("K1",), 7.2),
        (("K1", "MK-4"), 7.2),
        (("K1", "MK-4", "K2"), 8.7),
        (("K1", "MK-4", "MK-9", "K2"), 10.2),
    ],
)
def test_a_chart_is_as_wide_as_its_panels_need(
    run: Run, tmp_path: Path, forms: tuple[str, ...], inches: float
) -> None:
    path = tmp_path / "k.svg"
    options = [word for form in forms for word in ("--form", form)]
    run("chart", "cheese", *options, "-o", str(path))
    width = ET.parse(path).getroot().get("width")  # noqa: S314  # written a line above
    assert width == f"{inches * POINTS_PER_INCH:g}pt"


@pytest.mark.parametrize(
    ("count", "note"),
    [(5, ""), (6, "1 more is doubtful."), (7, "2 more are doubtful.")],
)
def test_five_doubtful_foods_are_drawn_and_of_more_how_many(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, note: str
) -> None:
    foods = [{"food_id": f"f{n}", "name": f"Food {n}", "group": "Fruit"} for n in range(count + 1)]
    amounts = [
        {"food_id": f"f{n}", "form": "K1", "ug_per_100g": "5", "low": "5", "high": "5"}
        | {"studies": "1", "sources": "lab", "tier": "A"}
        | ({"doubtful": "true", "marks": "doubtful: odd"} if n else {})
        for n in range(count + 1)
    ]
    sources = [{"source_id": "lab", "study": "lab", "kind": "paper"}]
    tables: Rows = {"foods": foods, "amounts": amounts, "sources": sources}
    data = tmp_path / "data"
    data.mkdir()
    write_tables(data, tables)
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(data))
    run("chart", "K1", "-o", str(tmp_path / "k1.svg"))
    visible = texts(tmp_path / "k1.svg")
    assert len([text for text in visible if text.startswith("Food ")]) == 6
    (about_doubt,) = (text for text in visible if text.startswith("? doubtful"))
    assert about_doubt.partition("never an average.")[2].strip() == note
