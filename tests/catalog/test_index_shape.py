"""The file of an index is named after its shape, so that one of an older program is not used."""

import hashlib
import os
from pathlib import Path

import pytest

from vitk2 import delimited
from vitk2.catalog import catalog as catalog_module
from vitk2.catalog import csv_reader, ids, validation
from vitk2.catalog.catalog import INDEX_SHAPE, Catalog
from vitk2.catalog.schema import COLUMNS, KEYS


def digest(catalog: Catalog) -> str:
    """Return a digest of the tables, of every row in them, and of the checks they passed."""
    whole = hashlib.sha256(repr((COLUMNS, KEYS)).encode())
    for module in (validation, csv_reader, delimited, ids):
        whole.update(Path(str(module.__file__)).read_bytes())
    created = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    for name, sql in catalog.rows(created):
        whole.update(str(sql).encode())
        if str(sql).startswith("CREATE TABLE"):
            for row in sorted(map(repr, catalog.rows(f'SELECT * FROM "{name}"'))):
                whole.update(row.encode())
    return whole.hexdigest()[:12]


def test_the_shape_is_that_of_the_index(tiny: Catalog) -> None:
    found = digest(tiny)
    renewed = f"INDEX_SHAPE = {found!r} in catalog.py"
    assert found == INDEX_SHAPE, f"the index or its checks changed: write {renewed}"


def test_an_index_of_another_shape_has_another_name(
    tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VITK2_CACHE", str(tmp_path / "cache"))
    Catalog(str(tiny_dir)).close()
    (first,) = os.listdir(tmp_path / "cache")
    monkeypatch.setattr(catalog_module, "INDEX_SHAPE", "another")
    Catalog(str(tiny_dir)).close()
    (second,) = os.listdir(tmp_path / "cache")
    assert first != second
