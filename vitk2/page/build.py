"""Foods as one HTML file that answers by itself: template, style, script and data put together.

The file asks nobody for anything: its own policy lets only the script and the style run whose
digests it names. The parts stand in assets; the script is written as modules, one a file, and
leaves as one.
"""

import base64
import hashlib
import html
import json
import os
import re
import zlib
from collections.abc import Iterable
from typing import Any, Final

from vitk2._version import __version__
from vitk2.catalog.schema import Record
from vitk2.page.data import first_part, second_part
from vitk2.queries.catalog_snapshot import Snapshot
from vitk2.queries.citations import bibtex, citation
from vitk2.safety import CAUTION, DOAC, NO_K2_REFERENCE, UNSURE_ON_PAGE, WARFARIN

ASSETS: Final = os.path.join(os.path.dirname(os.path.abspath(__file__)), "assets")

MODULES: Final = (
    *("text", "stem", "numbers", "unpack", "table", "hits", "order", "search", "guess"),
    *("sums", "share", "csv", "state", "dom", "cells", "list", "card", "day", "sources", "main"),
)
"""The script's files, each after those it imports from."""

_IMPORT: Final = re.compile(r'^import \{[^}]*\} from "\./\w+\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)


def page(held: Snapshot, itself: Record) -> str:
    """The page of some foods, the same text for the same data; `itself` is how vitk2 is cited."""
    script, style = bundled(), _asset("page.css")
    parts = {
        "policy": _policy(script, style),
        "style": style,
        "script": script,
        "first": _packed(first_part(held)),
        "second": _packed(second_part(held)),
        "foods": f"{len(held.foods):,}",
        "numbers": f"{sum(map(len, held.measurements)):,}",
        "only": _text(held.query.describe()) if held.query != type(held.query)() else "",
        "data_version": _text(held.data_version),
        "version": __version__,
        "caution": _text(CAUTION),
        "no_k2_reference": _text(NO_K2_REFERENCE),
        "warfarin": _paragraphs(WARFARIN),
        "doac": _paragraphs((DOAC, UNSURE_ON_PAGE)),
        "cite": _text(citation(itself)),
        "bibtex": _text(bibtex(itself)),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("page.html"))


def bundled() -> str:
    """The script's files as one: what each exports stands before those that import it."""
    return "\n".join(map(_closed, MODULES))


def _closed(name: str) -> str:
    """A file of the script as a function of its own, that gives the names it exports."""
    code = _IMPORT.sub("", _asset(f"{name}.js"))
    names = ", ".join(exported for _, exported in _EXPORT.findall(code))
    code = _EXPORT.sub(r"\1 \2", code)
    return f"const {{ {names} }} = (() => {{\n{code}return {{ {names} }};\n}})();"


def _policy(script: str, style: str) -> str:
    """Nothing may be fetched, nothing sent, and only this script and this style run."""
    return (
        f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _packed(data: dict[str, Any]) -> str:
    """Data as letters and digits, in which nothing can end the element that holds them."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(written.encode(), 9)).decode()


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{_text(text)}</p>" for text in texts)


def _text(text: str) -> str:
    return html.escape(text)


def _asset(name: str) -> str:
    with open(os.path.join(ASSETS, name), encoding="utf-8", newline="") as file:
        return file.read()
