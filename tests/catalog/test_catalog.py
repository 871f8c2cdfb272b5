"""The index is disposable: rebuilt when the data change, never in the way."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vitk2.catalog import catalog as catalog_module
from vitk2.catalog.catalog import Catalog
from vitk2.catalog.paths import cache_dir, data_dir
from vitk2.errors import DataError


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own, empty cache for each test."""
    directory = tmp_path / "cache"
    monkeypatch.setenv("VITK2_CACHE", str(directory))
    return directory


def index_files(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.sqlite3"))


def name_of_natto(directory: Path) -> str:
    with Catalog(str(directory)) as catalog:
        return str(catalog.rows("SELECT name FROM foods WHERE food_id = 'natto'")[0][0])


def test_the_index_is_built_once_and_used_again(tiny_dir: Path, cache: Path) -> None:
    name_of_natto(tiny_dir)
    (first,) = index_files(cache)
    made = first.stat().st_mtime_ns
    assert name_of_natto(tiny_dir) == "Natto"
    assert [p.stat().st_mtime_ns for p in index_files(cache)] == [made]


def test_a_changed_csv_is_seen_and_the_old_index_goes(tiny_dir: Path, cache: Path) -> None:
    name_of_natto(tiny_dir)
    for file in (tiny_dir / "foods.csv", tiny_dir / "amounts.csv"):
        file.write_text(file.read_text().replace("natto,Natto", "natto,Natto beans"))
    assert name_of_natto(tiny_dir) == "Natto beans"
    assert len(index_files(cache)) == 1


def test_nothing_is_left_behind_but_the_index(tiny_dir: Path, cache: Path) -> None:
    name_of_natto(tiny_dir)
    assert [p.suffix for p in cache.iterdir()] == [".sqlite3"]


def test_it_works_in_memory_where_no_cache_can_be_written(
    tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no directory")
    monkeypatch.setenv("VITK2_CACHE", str(blocked / "below"))
    assert name_of_natto(tiny_dir) == "Natto"


def test_it_works_when_the_index_cannot_be_put_in_place(
    tiny_dir: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(catalog_module.os, "replace", refuse)
    assert name_of_natto(tiny_dir) == "Natto"
    assert not list(cache.iterdir())


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all", b"SQLite format 3\0" + b"x" * 90]
)
def test_a_damaged_cache_file_is_replaced(tiny_dir: Path, cache: Path, damage: bytes) -> None:
    name_of_natto(tiny_dir)
    (index,) = index_files(cache)
    index.write_bytes(damage)
    assert name_of_natto(tiny_dir) == "Natto"
    assert index_files(cache)[0].read_bytes() != damage


def test_damage_deep_in_the_cache_file_is_found_when_it_is_read(
    tiny_dir: Path, cache: Path
) -> None:
    name_of_natto(tiny_dir)
    (index,) = index_files(cache)
    content = index.read_bytes()
    intact_bytes = len(content) // 8
    index.write_bytes(content[:intact_bytes] + b"\xff" * (len(content) - intact_bytes))
    assert name_of_natto(tiny_dir) == "Natto"


def test_bad_data_leave_the_cache_untouched(tiny_dir: Path, cache: Path) -> None:
    name_of_natto(tiny_dir)
    before = index_files(cache)
    (tiny_dir / "foods.csv").write_text("nonsense")
    with pytest.raises(DataError):
        Catalog(str(tiny_dir))
    assert index_files(cache) == before


@pytest.mark.slow
def test_first_runs_at_once_all_get_their_answer(tiny_dir: Path, cache: Path) -> None:
    script = (
        "import sys; from vitk2.catalog.catalog import Catalog; "
        "print(Catalog(sys.argv[1]).rows('SELECT count(*) FROM foods')[0][0])"
    )

    def start(_: int) -> str:
        command = [sys.executable, "-c", script, str(tiny_dir)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == ["7\n"] * 4
    assert len(list(cache.iterdir())) == 1


def test_paths_with_signs_that_urls_use_are_opened(
    tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "50% #1?"
    monkeypatch.setenv("VITK2_CACHE", str(odd))
    assert name_of_natto(tiny_dir) == name_of_natto(tiny_dir)
    assert len(index_files(odd)) == 1


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", ".cache/vitk2"),
        ("darwin", "Library/Caches/vitk2"),
        ("win32", "AppData/Local/vitk2"),
    ],
)
def test_caches_go_where_each_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch, platform: str, expected: str
) -> None:
    monkeypatch.delenv("VITK2_CACHE")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_dir() == os.path.join(os.path.expanduser("~"), *expected.split("/"))


def test_the_shipped_data_are_found() -> None:
    assert os.path.isfile(os.path.join(data_dir(), "foods.csv"))
