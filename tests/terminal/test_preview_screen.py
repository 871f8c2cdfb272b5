"""The preview of a diary on a screen: each line has its food, its question or its reason."""

import io

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import parse_items
from vitk2.diary.resolver import preview
from vitk2.terminal.intake import PreviewView


def test_a_line_that_is_not_understood_shows_its_question(tiny: Catalog) -> None:
    lines = list(preview(tiny, parse_items(["natto:40 g", "10 g blorb", "0 g natto"])))
    stream = io.StringIO()
    PreviewView(tiny, lines).draw(stream, False)
    screen = stream.getvalue()
    (question,) = (line.asks for line in lines if line.asks)
    assert f"? {question}" in screen
    assert "ignored: an amount of 0" in screen
    assert "Natto" in screen
