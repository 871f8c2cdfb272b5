"""An index in a cache of its own, which a test may spoil or stop."""

from pathlib import Path

import pytest

from vitk2.catalog.catalog import Catalog

NATTO = "SELECT name FROM foods WHERE food_id = 'natto'"


def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Create a cache for one test alone."""
    directory = tmp_path / "cache"
    directory.mkdir()
    monkeypatch.setenv("VITK2_CACHE", str(directory))
    return directory


def name_of_natto(directory: Path) -> object:
    with Catalog(str(directory)) as catalog:
        return catalog.rows(NATTO)[0][0]


def the_index(cache: Path) -> Path:
    (index,) = cache.iterdir()
    return index
