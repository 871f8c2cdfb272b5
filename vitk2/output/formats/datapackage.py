"""The foods of an answer, and all records related to them, as a Frictionless data package.

A new directory is written under a temporary name and renamed, so that it is complete or absent. In
a directory that already contains a package the files of that package are replaced, all or none, and
no other file is changed.
"""

import hashlib
import io
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Final

from vitk2.catalog.datapackage import LICENCE, resources
from vitk2.catalog.schema import COLUMNS, DESCRIPTOR, Record
from vitk2.errors import ExportError
from vitk2.files import AtomicFile, commit_all, draft_path, export_errors, sync_path
from vitk2.output.formats.text import write_csv
from vitk2.output.metadata import about
from vitk2.output.view import View
from vitk2.queries.citations import citation
from vitk2.safety import CAUTION
from vitk2.text import count_of

NAME: Final = "vitk2-export"
"""The name in the descriptor of every such package, by which a directory is recognised."""

README: Final = "README.md"

FILES: Final = (*(f"{table}.csv" for table in COLUMNS), README, DESCRIPTOR)
"""Every file that a package may contain."""


def save_package(view: View, directory: str, *, force: bool = False) -> str:
    """Write the package of a view's foods; return a summary of what was written.

    Raises ExportError where the directory is not empty: with `force` a package of this kind is
    replaced, but no file that is not part of it.
    """
    provenance = view.provenance
    if provenance is None or not provenance.has_tables:
        raise ExportError("a package holds foods and what belongs to them: use export")
    target = os.path.realpath(directory)
    with export_errors(directory):
        existing = set(os.listdir(target)) if os.path.lexists(target) else set()
    if existing and not force:
        raise ExportError(f"{directory} is not empty: add --force to replace the package in it")
    files = _files(view, provenance.tables() or {})
    if not existing:
        _make(files, target, directory)
    else:
        _check_ours(target, existing & set(files), directory)
        _replace(files, directory)
    return f"{count_of(len(files), 'file')} in {directory}"


def _files(view: View, tables: Mapping[str, Sequence[Record]]) -> dict[str, bytes]:
    """Return every file of the package by its name, the descriptor last."""
    written = {f"{table}.csv": _as_csv(table, rows) for table, rows in tables.items()}
    written[README] = _readme(view, tables).encode()
    return written | {DESCRIPTOR: _descriptor(view, tables, written)}


def _as_csv(table: str, rows: Sequence[Record]) -> bytes:
    stream = io.StringIO()
    columns = [column.name for column in COLUMNS[table]]
    write_csv(columns, (list(row.values()) for row in rows), stream)
    return stream.getvalue().encode()


def _descriptor(
    view: View, tables: Mapping[str, Sequence[Record]], written: Mapping[str, bytes]
) -> bytes:
    described: list[dict[str, Any]] = resources(tables)
    for resource in described:
        contents = written[str(resource["path"])]
        resource["bytes"] = len(contents)
        resource["hash"] = f"sha256:{hashlib.sha256(contents).hexdigest()}"
    whole = {
        "name": NAME,
        "title": f"Vitamin K in foods by form: {view.title}",
        "version": view.data_version,
        "description": CAUTION,
        "licenses": [LICENCE],
        "profile": "tabular-data-package",
        "resources": described,
    }
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()


def _readme(view: View, tables: Mapping[str, Sequence[Any]]) -> str:
    """Return the readme: notes to read before the tables are used, and the sources to credit."""
    notes = [f"**{what}**: {note}" for what, note in about(view).items()]
    numbers = [source for source in tables["sources"] if source["kind"] != "evidence"]
    credits = [f"- {source['source_id']}: {citation(source)}" for source in numbers]
    lists = ("\n".join(f"- {line}" for line in notes), "\n".join(credits))
    return "# {}\n\n{}\n\n## Numbers from\n\n{}\n".format("Vitamin K in foods by form", *lists)


def _make(files: Mapping[str, bytes], target: str, directory: str) -> None:
    """Write a new directory under a temporary name, then rename it."""
    draft = draft_path(target)
    with export_errors(directory):
        try:
            os.mkdir(draft)
            for name, contents in files.items():
                with open(os.path.join(draft, name), "xb") as file:
                    file.write(contents)
            sync_path(draft)
            if os.path.isdir(target):
                os.rmdir(target)  # Windows renames onto no directory, not even an empty one
            os.rename(draft, target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def _check_ours(target: str, names: set[str], directory: str) -> None:
    """Raise ExportError where a file to be replaced is not of such a package."""
    try:
        with open(os.path.join(target, DESCRIPTOR), encoding="utf-8") as file:
            is_ours = json.load(file).get("name") == NAME
    except (OSError, ValueError, AttributeError):
        is_ours = False
    if names and not is_ours:
        raise ExportError(
            f"{directory} holds {', '.join(sorted(names))} and no package of vitk2: "
            "name another directory"
        )


def _replace(files: Mapping[str, bytes], directory: str) -> None:
    with ExitStack() as stack:
        drafts = []
        for name, contents in files.items():
            draft = stack.enter_context(AtomicFile(os.path.join(directory, name)))
            draft.write(contents)
            draft.sync()
            drafts.append(draft)
        commit_all(drafts)
