"""The picture of the README's page: what `vitk2 page` writes, photographed in Chromium.

`make page-picture` takes it anew, with `pip install '.[dev,browser]'` and a Chromium on the path.
The data version stands in the file, and tests/test_docs.py holds it to that of the table.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import sync_playwright

from vitk2.catalog.paths import published_version

PICTURE: Final = Path(__file__).with_name("page.png")
WIDTH, HEIGHT = 1000, 640
SHOWN: Final = "#form=MK-7"


def photographed(page: Path) -> bytes:
    """A page as a browser of 1000 x 640 px shows it, as PNG."""
    program = os.environ.get("VITK2_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        view.goto(page.as_uri() + SHOWN)
        view.wait_for_selector("tbody tr")
        taken: bytes = view.screenshot()
        browser.close()
    return taken


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        page = Path(directory) / "vitk2.html"
        subprocess.run([sys.executable, "-m", "vitk2", "page", "-o", str(page)], check=True)
        taken = photographed(page)
    about = PngInfo()
    about.add_text("Source", f"vitk2 page, data {published_version()}")
    few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(64)  # a third of the size
    few.save(PICTURE, optimize=True, pnginfo=about)
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1000:.0f} kB")
