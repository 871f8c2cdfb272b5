"""What Datasette is told of a database: descriptions, labels, what to filter and search by."""

import json
import os
from typing import IO, Any, Final

from vitk2.catalog.datapackage import LICENCE, TERMS
from vitk2.catalog.described import described
from vitk2.catalog.schema import COLUMNS, LONG, WIDE
from vitk2.output.formats.sqlite import NAMES_INDEX, TOLD
from vitk2.output.view import Answer
from vitk2.safety import CAUTION

_ABOUT: Final[dict[str, dict[str, Any]]] = {
    "foods": {
        "label_column": "name",
        "facets": ["group", "preparation", "diet"],
        "fts_table": NAMES_INDEX,
        "fts_pk": "rowid",
    },
    "amounts": {"facets": ["form", "group", "tier"]},
    "measurements": {"facets": ["form", "status", "source_id"]},
    "sources": {"label_column": "source_id", "facets": ["kind"]},
    "forms": {"label_column": "form"},
    "shown": {"facets": ["group"]},
    "by_form": {"facets": ["form", "group"]},
}
"""How each table and view begins: with its labels, what it is filtered by, where it is searched.

No order: by amount alone doubtful values would stand among the sound ones."""

_WITH_AMOUNTS: Final = ("amounts", "measurements", "shown", "by_form")

_VIEWS: Final = {
    "shown": ("wide", [c for c in WIDE if not c.endswith(("_low", "_high", "_studies", "_tier"))]),
    "by_form": (
        "amounts",
        [
            *(c.name for c in LONG if c.name != "sources"),
            *("preparation", "portion", "portion_g", "ug_per_portion"),
        ],
    ),
}
"""Views, and their columns that a listing has too: there they mean the same."""


def write_metadata(answer: Answer, path: str, stream: IO[str]) -> None:
    """Write the metadata of the database at `path`, which Datasette calls by its name."""
    name = os.path.splitext(os.path.basename(path))[0]
    told = {
        "title": "Vitamin K in foods by form",
        "description": f"vitk2 data {answer.data_version}: {answer.title}. {CAUTION}",
        "license": f"{LICENCE['name']}: {TERMS}",
        "databases": {name: {"tables": {table: _told(table) for table in TOLD}}},
    }
    json.dump(told, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _told(table: str) -> dict[str, Any]:
    row = TOLD[table][:1].upper() + TOLD[table][1:]
    description = f"{row}. {CAUTION}" if table in _WITH_AMOUNTS else f"{row}."
    return {"description": description, "columns": _columns(table), **_ABOUT.get(table, {})}


def _columns(table: str) -> dict[str, str]:
    """What each column means."""
    if table not in _VIEWS:
        return {c.name: c.meaning for c in COLUMNS.get(table, ())}
    listing, names = _VIEWS[table]
    found = [described(name, listing) for name in names]
    return {d.column.name: d.column.meaning for d in found if d} | _ONLY_IN_VIEWS.get(table, {})


_ONLY_IN_VIEWS: Final = {
    "by_form": {"shown_ug_per_100g": "the amount as people read it: 930, ≥9.3, <0.1, tr, nd"}
}
