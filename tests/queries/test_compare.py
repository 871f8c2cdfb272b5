"""Foods side by side: which differences are put in words, and which food each word matched."""

import pytest
from conftest import Run

from vitk2.catalog.catalog import Catalog
from vitk2.queries.compare import compare


def test_a_comparison_says_which_food_each_other_word_matched(run: Run, shipped: Catalog) -> None:
    assert compare(shipped, ["gouda", "Natto"]).other_names == {"gouda-middle-aged": "gouda"}
    stderr = run("compare", "gouda", "natto").stderr
    assert "Gouda, middle-aged for 'gouda'" in stderr
    assert "for 'natto'" not in stderr


@pytest.mark.parametrize("width", ["80", "120", "50", "36"])
def test_signs_and_ranges_are_on_every_screen_and_explained(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    screen = run("compare", "natto", "tempeh", "--format", "table").stdout
    for part in ("~", "?", "88.6–1244", "~ laboratories", "? doubtful"):
        assert part in screen
