"""An unprivileged user gets the right answer, whoever owns the tables and the cache."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TINY, write_tables

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only the superuser can become another user",
)

NOBODY = 65534

AS_NOBODY = """
import csv, difflib, importlib, json, os, pkgutil, snowballstemmer, sys, unicodedata
"".encode("utf-8-sig")
import vitk2
for module in pkgutil.walk_packages(vitk2.__path__, "vitk2."):
    if module.name != "vitk2.__main__":
        importlib.import_module(module.name)  # the interpreter's own files may be closed to others
os.setgroups([])
os.setgid(int(sys.argv[1]))
os.setuid(int(sys.argv[1]))
from vitk2.catalog.catalog import Catalog
with Catalog(sys.argv[2]) as catalog:
    print(catalog.rows("SELECT name FROM foods WHERE food_id = 'natto'")[0][0])
"""


@pytest.fixture
def shared_dir() -> Iterator[Path]:
    """A directory that everybody may enter and only its owner may change."""
    directory = Path(tempfile.mkdtemp())  # pytest's own are closed to others
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def tables(shared_dir: Path) -> Path:
    directory = shared_dir / "data"
    directory.mkdir()
    return write_tables(directory, TINY)


def answer(tables: Path, cache: Path, user: int) -> str:
    """Return the name of natto that the catalogue gives to a user."""
    command = [sys.executable, "-c", AS_NOBODY, str(user), str(tables)]
    base = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}  # its file is ours
    environment = base | {"VITK2_CACHE": str(cache)}
    process = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (process.returncode, process.stderr) == (0, "")
    return process.stdout.strip()


def contents(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_a_cache_that_another_owns_is_left_alone(shared_dir: Path, tables: Path) -> None:
    cache = shared_dir / "cache"
    cache.mkdir(mode=0o755)
    assert answer(tables, cache, NOBODY) == "Natto"
    assert contents(cache) == {}


def test_an_index_that_another_made_is_read(shared_dir: Path, tables: Path) -> None:
    cache = shared_dir / "cache"
    assert answer(tables, cache, 0) == "Natto"
    made = contents(cache)
    assert len(made) == 1
    assert answer(tables, cache, NOBODY) == "Natto"
    assert contents(cache) == made


def test_an_index_that_another_damaged_is_answered_without(shared_dir: Path, tables: Path) -> None:
    cache = shared_dir / "cache"
    answer(tables, cache, 0)
    (index,) = cache.iterdir()
    index.write_bytes(b"SQLite format 3\0" + b"x" * 90)
    assert answer(tables, cache, NOBODY) == "Natto"
    assert index.read_bytes().endswith(b"x")


def test_an_index_that_may_not_be_read_is_answered_without(shared_dir: Path, tables: Path) -> None:
    cache = shared_dir / "cache"
    answer(tables, cache, 0)
    (index,) = cache.iterdir()
    index.chmod(0o600)
    assert answer(tables, cache, NOBODY) == "Natto"


def test_a_home_of_ones_own_gets_an_index_of_ones_own(shared_dir: Path, tables: Path) -> None:
    cache = shared_dir / "cache"
    cache.mkdir()
    os.chown(cache, NOBODY, NOBODY)
    assert answer(tables, cache, NOBODY) == "Natto"
    assert [file.stat().st_uid for file in cache.iterdir()] == [NOBODY]
