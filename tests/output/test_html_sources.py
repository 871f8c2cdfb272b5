"""The sources below a table in HTML: as much as is known of each, and no loose signs."""

import io

import pytest
from views import RowsView

from vitk2.output.formats.html import write_html
from vitk2.output.metadata import CREDIT_COLUMNS
from vitk2.output.view import WriterOptions


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (
            {"authors": "Able A", "year": "2001", "title": "Of Kale", "doi": "10.1/a"},
            'Able A (2001). Of Kale <a href="https://doi.org/10.1/a">doi:10.1/a</a>',
        ),
        ({"authors": "Able A", "title": "Of Kale"}, "Able A. Of Kale"),
        ({"authors": "Able A", "year": "2001"}, "Able A (2001)."),
        ({}, "lab-a."),
    ],
)
def test_a_source_is_cited_by_what_is_known_of_it(known: dict[str, str], line: str) -> None:
    source = dict.fromkeys(CREDIT_COLUMNS, None) | {"source_id": "lab-a"} | known
    stream = io.StringIO()
    write_html(RowsView(["food"], [["Kale"]]), WriterOptions(sources=[source]), stream)
    assert f"<ul>\n<li>{line}</li>\n</ul>" in stream.getvalue()
