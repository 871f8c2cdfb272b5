"""A user's own foods: templates to start from, and the check they must pass."""

import csv
import io
import os
from contextlib import ExitStack
from typing import Final

from vitk2.catalog import paths
from vitk2.catalog.schema import COLUMNS, DESCRIPTOR
from vitk2.errors import ExportError
from vitk2.files import AtomicFile, commit_all, export_errors

EXAMPLE: Final[dict[str, dict[str, str]]] = {
    "foods": {
        "food_id": "my-home-made-natto",
        "name": "My home-made natto",
        "group": "Fermented plant foods",
        "preparation": "fermented",
        "aliases": "kitchen natto",
        "portion": "1 bowl",
        "portion_g": "40",
    },
    "amounts": {
        "food_id": "my-home-made-natto",
        "name": "My home-made natto",
        "group": "Fermented plant foods",
        "form": "MK-7",
        "ug_per_100g": "812.5",
        "studies": "1",
        "sources": "my-laboratory",
        "tier": "A",
    },
    "sources": {
        "source_id": "my-laboratory",
        "study": "my-laboratory",
        "kind": "database",
        "authors": "My laboratory",
        "year": "2026",
        "measured": "MK-7",
    },
    "portions": {
        "food_id": "my-home-made-natto",
        "portion": "1 bowl",
        "portion_g": "40",
        "source_id": "my-laboratory",
        "source_food": "kitchen scales",
    },
    "measurements": {
        "reading_id": "my-laboratory:my-home-made-natto:mk7",
        "food_id": "my-home-made-natto",
        "form": "MK-7",
        "ug_per_100g": "812.5",
        "n": "1",
        "source_id": "my-laboratory",
        "source_food": "My home-made natto",
        "locator": "report 7",
        "tier": "A",
        "status": "counted",
    },
}
"""An invented food, to be replaced: every file a user may have, with one row that passes."""


def write_templates(directory: str) -> list[str]:
    """Write a file with header and an example row for each table; returns their paths.

    Raises ExportError when one of them exists already or cannot be written; then none remains.
    """
    paths = {name: os.path.join(directory, f"{name}.csv") for name in EXAMPLE}
    for path in paths.values():
        if os.path.lexists(path):
            raise ExportError(f"{path} exists already: name an empty directory")
    with ExitStack() as stack:
        stack.enter_context(export_errors(directory))
        os.makedirs(directory, exist_ok=True)
        drafts = []
        for name, path in paths.items():
            draft = stack.enter_context(AtomicFile(path, error_path=directory))
            draft.write(_template(name))
            draft.sync()
            drafts.append(draft)
        commit_all(drafts)
    return list(paths.values())


def _template(table: str) -> bytes:
    """Return a file with the header and the example row of a table."""
    stream = io.StringIO()
    columns = [column.name for column in COLUMNS[table]]
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerow(EXAMPLE[table])
    return stream.getvalue().encode()


def check(directory: str) -> dict[str, int]:
    """Check a directory; returns how many rows of each table are its own.

    A directory with a datapackage.json is checked as a whole table, any other as foods added to the
    published table. Raises DataError listing every problem.
    """
    from vitk2.catalog.cache import read_through  # a look-up does without

    if os.path.exists(os.path.join(directory, DESCRIPTOR)):
        return read_through(directory).rows
    (own_rows,) = read_through(paths.data_dir(), directory).own
    counts = {name: last - first + 1 for name, (first, last) in own_rows.items()}
    return {name: counts[name] for name in COLUMNS if counts.get(name)}
