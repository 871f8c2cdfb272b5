"""The time to the first row of a page and to the answer after a keystroke: printed, not judged.

The test judges only that a page of 20,000 foods answers as the command line does.
"""

import runpy
import statistics
from pathlib import Path

import pytest
from browser.opened import Open
from conftest import ROOT, Run

from vitk2.catalog.catalog import Catalog

FOODS = 20_000
TYPED = ("spinach", "cheese", "raw", "chicken thighs", "zzzz")
OPENINGS = 5

FIRST_ROW = """() => {
  const [row] = performance.getEntriesByName("first row");
  return row.startTime;
}"""
WATCH = """new MutationObserver((_, watcher) => {
  if (!document.querySelector("#rows tr")) return;
  watcher.disconnect();
  performance.mark("first row");
}).observe(document, { childList: true, subtree: true });"""

KEYSTROKES = """words => words.flatMap(word => [...word].map((_, at) => {
  const field = document.getElementById("q");
  const began = performance.now();
  field.value = word.slice(0, at + 1);
  field.dispatchEvent(new Event("input"));
  document.body.offsetHeight;  // waits for the layout
  return performance.now() - began;
}))"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a directory of own foods, 20,000 together with the published ones."""
    with Catalog() as catalog:
        published = int(str(catalog.rows("SELECT count(*) FROM foods")[0][0]))
    synthetic = runpy.run_path(str(ROOT / "bench" / "synthetic.py"))
    synthetic["write"](tmp_path / "many", FOODS - published)
    return tmp_path / "many"


@pytest.mark.parametrize("size", ["published", "20,000"])
def test_a_page_is_quick(
    size: str,
    many: Path,
    open_page: Open,
    run: Run,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = ("--data", str(many)) if size == "20,000" else ()
    page = open_page(*own)
    page.tab.add_init_script(WATCH)
    first = []
    for _ in range(OPENINGS):
        page.go("")
        first.append(page.tab.evaluate(FIRST_ROW))
    strokes = page.tab.evaluate(KEYSTROKES, list(TYPED))
    page.tab.fill("#q", "cheese")
    found = run("search", "cheese", "-n", "50", "--csv", *own).stdout.splitlines()[1:]
    assert page.foods() == [line.partition(",")[0] for line in found]
    megabytes = Path(page.address.removeprefix("file://")).stat().st_size / 1e6
    with capsys.disabled():
        print(
            f"\n{size} foods, {megabytes:.2f} MB: first row after {statistics.median(first):.0f} ms"
            f" (at most {max(first):.0f}), answer to a keystroke after"
            f" {statistics.median(strokes):.0f} ms (at most {max(strokes):.0f})"
        )
