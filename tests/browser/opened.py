"""The page in a real browser: Chromium driven by Playwright; without them these tests are skipped.

VITK2_REQUIRE_BROWSER=1 makes a skip a failure. VITK2_CHROMIUM names the browser where it is not on
the path, VITK2_AXE the file axe.min.js of axe-core.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from vitk2.cli.main import cli

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
CAPTURE_FILE = """() => {
  URL.createObjectURL = blob => { window.savedFile = blob; return "#"; };
  HTMLAnchorElement.prototype.click = () => {};
}"""
SETTLED = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and (want := wanting()):
        missing(want)  # here, not in a fixture: then pytest reports it once


def wanting() -> str:
    """Return the missing requirement of the tests and how to get it; '' if none is missing."""
    if find_spec("playwright") is None:
        return "no Playwright: pip install '.[browser]'"
    return "" if chromium() else "no Chromium: apt-get install chromium, or name it: VITK2_CHROMIUM"


def chromium() -> str:
    """Return the path of the browser; '' if there is none."""
    return os.environ.get("VITK2_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), "")


def missing(requirement: str) -> NoReturn:
    """Skip a test for a missing requirement, or fail if VITK2_REQUIRE_BROWSER is set."""
    (pytest.fail if os.environ.get("VITK2_REQUIRE_BROWSER") else pytest.skip)(requirement)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # not everybody has it

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes a page with the command line, once for the same arguments."""
    written: dict[tuple[str, ...], Path] = {}

    def write(*arguments: str) -> Path:
        if arguments not in written:
            path = tmp_path_factory.mktemp("page") / "vitk2.html"
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("VITK2_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
                done = CliRunner().invoke(cli, ["page", *arguments, "-o", str(path)])
            assert done.exit_code == 0, done.output
            written[arguments] = path
        return written[arguments]

    return write


class Opened:
    """A page in a tab of its own, with its errors and requests."""

    def __init__(self, tab: Any, path: Path) -> None:
        self.tab = tab
        self.address = path.as_uri()
        self.faults: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda message: self.faults.append(message.text))
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("request", lambda request: self.requests.append(request.url))
        self.go("")

    def go(self, fragment: str) -> None:
        """Open the page anew with a fragment, which begins with # unless it is empty."""
        self.tab.goto("about:blank")
        self.tab.goto(self.address + fragment)
        self.tab.wait_for_selector("body[data-ready]")

    def ask(self, fragment: str) -> None:
        """Change the fragment of the address."""
        self.tab.evaluate(f"hash => {{ location.hash = hash; return {SETTLED}; }}", fragment)

    def foods(self, part: str = "#rows") -> list[str]:
        """Return the food_ids displayed, in order."""
        links = self.tab.locator(f"{part} a[data-food]")
        return links.evaluate_all("links => links.map(link => link.dataset.food)")

    def text(self, selector: str) -> str:
        return str(self.tab.locator(selector).inner_text())

    def table(self, selector: str) -> list[list[str]]:
        """Return the cells of rows as texts."""
        cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
        return self.tab.locator(f"{selector} tr").evaluate_all(cells)

    def saved(self, button: str) -> str:
        """Return the file that a button saves, captured: the browser saves only ten in a row."""
        self.tab.evaluate(CAPTURE_FILE)
        self.tab.click(button)
        return str(self.tab.evaluate("window.savedFile.text()"))


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, pages: Callable[..., Path]) -> Iterator[Open]:
    """Open pages; at the end there are no errors and no requests to elsewhere."""
    opened: list[tuple[Any, Opened]] = []

    def open_(*arguments: str, **how: Any) -> Opened:
        how.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(**how)
        context.set_default_timeout(20_000)
        opened.append((context, Opened(context.new_page(), pages(*arguments))))
        return opened[-1][1]

    yield open_
    for context, page in opened:
        context.close()
        assert page.faults == []
        assert {url.partition("#")[0] for url in page.requests} <= {page.address, "data:,"} | {
            url for url in page.requests if url.startswith("blob:")
        }
