"""Colour sets doubtful values apart, and no value beside them."""

import re

from conftest import Run

COLOURED = re.compile(r"\x1b\[([0-9;]+)m([^\x1b]*)\x1b\[0m")


def test_a_doubtful_value_of_a_search_has_a_colour_and_a_sound_one_has_none(tiny_run: Run) -> None:
    def coloured(food: str) -> set[str]:
        screen = tiny_run("search", food, "--format", "table", "--color").stdout
        return {text.strip() for _, text in COLOURED.findall(screen)}

    assert "111?" in coloured("tempeh")
    assert "930" not in coloured("natto")
