"""Foods as one HTML file that answers by itself: template, style, script and data put together.

The file makes no request: its policy allows only the script and the style whose digests it names.
The parts are in assets; the script is written as modules, one a file, and bundled into one.
"""

import base64
import hashlib
import html
import json
import os
import re
import zlib
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any, Final

from vitk2._version import __version__
from vitk2.output.view import Document
from vitk2.page.data import detail_data, list_data
from vitk2.queries.catalog_snapshot import Snapshot
from vitk2.queries.citations import bibtex, citation
from vitk2.safety import CAUTION, DOAC, NO_K2_REFERENCE, UNSURE_ON_PAGE, WARFARIN
from vitk2.text import count_of

if TYPE_CHECKING:
    from vitk2.catalog.rows import SourceRow

ASSETS: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "assets")

MODULES: Final = (
    *("text", "stem", "numbers", "unpack", "table", "hits", "order", "search", "guess"),
    *("drugs", "interpret"),
    *("sums", "share", "csv", "state", "dom", "cells", "list", "card", "day", "sources", "main"),
)
"""The script's files, each after those it imports from."""

_IMPORT: Final = re.compile(r'^import \{[^}]*\} from "\./\w+\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)


def page(snapshot: Snapshot, itself: "SourceRow") -> str:
    """Return the page of some foods, the same for the same data; `itself` is vitk2's citation."""
    script, style = bundled(), _asset("page.css")
    parts = {
        "policy": _policy(script, style),
        "style": style,
        "script": script,
        "first": _packed(list_data(snapshot)),
        "second": _packed(detail_data(snapshot)),
        "foods": f"{len(snapshot.foods):,}",
        "numbers": f"{sum(map(len, snapshot.measurements)):,}",
        "only": _text(f"Only foods {snapshot.query.describe()}.")
        if snapshot.query != type(snapshot.query)()
        else "",
        "data_version": _text(snapshot.data_version),
        "version": __version__,
        "caution": _text(CAUTION),
        "no_k2_reference": _text(NO_K2_REFERENCE),
        "warfarin": _paragraphs(WARFARIN),
        "doac": _paragraphs((DOAC, UNSURE_ON_PAGE)),
        "cite": _text(citation(itself)),
        "bibtex": _text(bibtex(itself)),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("page.html"))


class Page(Document):
    """Foods as one HTML page, which contains the caution, the data version and its sources."""

    def __init__(self, snapshot: Snapshot, itself: "SourceRow") -> None:
        self._contents = page(snapshot, itself).rstrip("\n").encode()
        foods, numbers = len(snapshot.foods), sum(map(len, snapshot.measurements))
        counts = f"{count_of(foods, 'food')} and {count_of(numbers, 'published number')}"
        self.notes = [f"{counts}, {len(self._contents) / 1e6:.2f} MB"]

    def write(self, file: IO[bytes], format_: str) -> None:
        """Write the page as HTML in UTF-8, whatever the format."""
        file.write(self._contents + b"\n")


def bundled() -> str:
    """Return the script's files as one, each after those that it imports from."""
    return "\n".join(map(_closed, MODULES))


def _closed(name: str) -> str:
    """Return a file of the script as a function of its own that returns the names it exports."""
    code = _IMPORT.sub("", _asset(f"{name}.js"))
    names = ", ".join(exported for _, exported in _EXPORT.findall(code))
    code = _EXPORT.sub(r"\1 \2", code)
    return f"const {{ {names} }} = (() => {{\n{code}return {{ {names} }};\n}})();"


def _policy(script: str, style: str) -> str:
    """Return a policy that allows no request, and only this script and this style."""
    return (
        f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(data: dict[str, Any]) -> str:
    """Return data as letters and digits, which cannot end the element that contains them."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(written.encode(), 9)).decode()


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{_text(text)}</p>" for text in texts)


def _text(text: str) -> str:
    return html.escape(text)


def _asset(name: str) -> str:
    with open(os.path.join(ASSETS, name), encoding="utf-8", newline="") as file:
        return file.read()
