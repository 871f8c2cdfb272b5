"""An HTML document is self-contained: escaped, accessible, with the caution and its sources."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import Run
from readers import of_html, of_markdown
from views import RowsView

from vitk2.output.formats.html import write_html
from vitk2.output.formats.registry import FORMATS, write
from vitk2.output.view import View, WriterOptions
from vitk2.safety import CAUTION


def document(tmp_path: Path, view: View) -> str:
    path = tmp_path / "k.html"
    with path.open("w", encoding="utf-8") as stream:
        write_html(view, WriterOptions(), stream)
    return path.read_text(encoding="utf-8")


def test_what_a_name_holds_is_shown_and_never_run(tmp_path: Path) -> None:
    names = ["<script>alert(1)</script>", "A &amp; B", '"><img src=x>', "</table>"]
    made = RowsView(["name", "ug"], [[n, 1.5] for n in names], title="<b>")
    page = document(tmp_path, made)
    assert [row["name"] for row in of_html(page)] == names
    assert not re.search(r"<(script|img|b)\b", page)
    assert "<title>&lt;b&gt;</title>" in page


def test_it_is_well_formed_and_a_screen_reader_finds_its_way(tiny_run: Run, tmp_path: Path) -> None:
    tiny_run("export", "--long", "-o", str(tmp_path / "k.html"))
    page = (tmp_path / "k.html").read_text(encoding="utf-8")
    closed = re.sub(r"<(meta [^>]*)>", r"<\1/>", page.removeprefix("<!DOCTYPE html>"))
    root = ET.fromstring(closed)  # noqa: S314  # written a line above
    assert root.get("lang") == "en"
    assert root.findtext(".//h1") == "All foods"
    assert root.findtext(".//caption") == "13 rows"
    heads = root.findall(".//thead//th")
    assert {th.get("scope") for th in heads} == {"col"}
    assert heads[0].text == "food_id"
    assert all(tr[0].get("scope") == "row" for tr in root.findall(".//tbody/tr"))


def test_it_fetches_nothing_and_carries_caution_version_and_sources(tiny_run: Run) -> None:
    page = tiny_run("top", "MK-7", "--format", "html").stdout
    assert not re.search(r'src=|<link|@import|url\(|(?<!a )href="http', page)
    for text in (CAUTION, "vitk2 data 9.9", "Able A (2001). Vitamin K of Foods &amp; Drinks"):
        assert text in page
    assert '<a href="https://doi.org/10.1/a">doi:10.1/a</a>' in page
    assert "nobody measured, which is not zero" in page


def test_without_an_amount_it_carries_no_caution(tiny_run: Run) -> None:
    page = tiny_run("groups", "--format", "html").stdout
    assert "Vegetables" in page
    assert CAUTION not in page
    prose = tiny_run("evidence", "warfarin", "--format", "html").stdout
    assert "<p>Which drugs. Warfarin and similar" in prose


def test_a_day_without_dates_has_no_empty_heading(tiny_run: Run) -> None:
    page = tiny_run("intake", "natto:40 g", "--format", "html").stdout
    assert '<th scope="row"></th>' not in page
    assert of_html(page)[0]["form"] == "K1"


@pytest.mark.parametrize(
    "name", ["A &amp; B", "a|b", "*a* _b_ `c` [d](e) ~~f~~", "<b>", "back\\slash", "under_score"]
)
def test_markdown_shows_a_name_as_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / "k.md"
    with path.open("w", encoding="utf-8") as stream:
        write(RowsView(["the_name"], [[name]]), "md", stream, WriterOptions())
    assert of_markdown(path.read_text(encoding="utf-8")) == [{"the_name": name}]


def test_markdown_names_its_sources_under_its_rows(tiny_run: Run) -> None:
    lines = tiny_run("top", "MK-7", "--format", "md").stdout.splitlines()
    assert "Numbers from: Able A (2001); lab-b." in lines
    assert lines.index(CAUTION) > lines.index("Numbers from: Able A (2001); lab-b.")
    assert "html" in FORMATS
