"""First runs that are stopped, killed or short of space leave no file that they should not."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from indexes import empty_cache, name_of_natto, the_index

from vitk2.catalog import cache


@pytest.fixture(autouse=True)
def index_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return empty_cache(tmp_path, monkeypatch)


INDEX = f"{'0' * 16}-{'a' * 16}.sqlite3"

STOPPED_RUN = """
import os, sys
from vitk2.catalog.catalog import Catalog
directory, at, how = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
Catalog(directory, on_build=lambda share: share >= at and os.kill(os.getpid(), how))
"""


def stop(directory: Path, at: float, how: signal.Signals) -> int:
    """Return the exit code of a first run that is stopped when that share of the index is made."""
    command = [sys.executable, "-c", STOPPED_RUN, str(directory), str(at), str(how)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.slow
@pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.6, 0.8, 1.0])
def test_ctrl_c_leaves_nothing_behind(tiny_dir: Path, index_dir: Path, at: float) -> None:
    assert stop(tiny_dir, at, signal.SIGINT) != 0
    assert list(index_dir.iterdir()) == []


def test_ctrl_c_is_heard_within_a_statement_that_takes_long(
    tiny_dir: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cache, "build", lambda connection, *_: connection.execute(endless))
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with pytest.raises(KeyboardInterrupt):
        name_of_natto(tiny_dir)
    signal.signal(signal.SIGALRM, before)
    assert list(index_dir.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("at", [0.0, 0.1, 0.3, 0.6, 0.8, 1.0])
def test_what_a_killed_run_left_goes_with_the_next(
    tiny_dir: Path, index_dir: Path, at: float
) -> None:
    assert stop(tiny_dir, at, signal.SIGKILL) == -signal.SIGKILL
    assert list(index_dir.iterdir()) != []
    assert name_of_natto(tiny_dir) == "Natto"
    assert the_index(index_dir).suffix == ".sqlite3"


def test_what_another_run_has_in_the_making_stays(tiny_dir: Path, index_dir: Path) -> None:
    names = [f"{INDEX}.{i:08x}.tmp{end}" for i, end in enumerate(("", "", "-journal"))]
    being_made, abandoned, _ = paths = [index_dir / name for name in names]
    for path in paths:
        path.write_bytes(b"half of an index")
    being_made.unlink()
    maker = sqlite3.connect(being_made, isolation_level=None)
    maker.execute("PRAGMA journal_mode = OFF")
    maker.execute("BEGIN EXCLUSIVE")
    name_of_natto(tiny_dir)
    assert [p for p in sorted(index_dir.iterdir()) if "tmp" in p.name] == [being_made]
    maker.close()
    assert not abandoned.exists()


THEIRS = (
    *("photos.sqlite3.2024.tmp", "a-b.sqlite3.1.tmp", "a-b.sqlite3.1.tmp-journal"),
    *(f"my-{INDEX}.00000000.tmp", f"{INDEX}.00000000.tmp.bak", f"{INDEX}.0000000g.tmp"),
    *(f"{INDEX}.000000001.tmp", f"{INDEX.upper()}.00000000.tmp", f"{INDEX}.00000000.tmp\n"),
    *(f"{INDEX}.00000000.tmp-journal-journal", f"{INDEX}.notes.tmp", "x.sqlite3.tmp"),
)


def test_files_of_others_in_the_cache_stay(tiny_dir: Path, index_dir: Path) -> None:
    name_of_natto(tiny_dir)
    stem = the_index(index_dir).name.partition("-")[0]
    theirs = [
        *THEIRS,
        f"{stem}-notes.sqlite3",
        f"{stem}-{'0' * 16}.sqlite3.bak",
        f"{stem}-.sqlite3",
    ]
    for name in theirs:
        (index_dir / name).write_text("theirs")
    (tiny_dir / "foods.csv").touch()
    name_of_natto(tiny_dir)
    assert {name for name in theirs if not (index_dir / name).exists()} == set()


def test_what_is_no_file_stays_whatever_it_is_called(tiny_dir: Path, index_dir: Path) -> None:
    name_of_natto(tiny_dir)
    stem = the_index(index_dir).name.partition("-")[0]
    theirs = index_dir.parent / "theirs"
    theirs.write_text("theirs")
    names = [f"{INDEX}.00000000.tmp", f"{INDEX}.00000001.tmp-journal", f"{stem}-{'0' * 16}.sqlite3"]
    for name in names:
        (index_dir / name).symlink_to(theirs)
    (index_dir / f"{INDEX}.00000002.tmp").mkdir()
    os.mkfifo(index_dir / f"{INDEX}.00000003.tmp")
    (tiny_dir / "foods.csv").touch()
    name_of_natto(tiny_dir)
    remaining = {name for name in os.listdir(index_dir) if not (index_dir / name).is_file()}
    assert remaining == {f"{INDEX}.0000000{i}.tmp" for i in (2, 3)}
    assert all((index_dir / name).is_symlink() for name in names)
    assert theirs.read_text() == "theirs"


def test_the_index_of_an_older_state_goes(tiny_dir: Path, index_dir: Path) -> None:
    name_of_natto(tiny_dir)
    older = the_index(index_dir)
    (tiny_dir / "foods.csv").touch()
    name_of_natto(tiny_dir)
    assert the_index(index_dir) != older


def test_a_full_disk_leaves_nothing_and_the_answer_is_right(
    tiny_dir: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, targets = cache.build, []

    def build_with_little_space(connection: sqlite3.Connection, *rest: object) -> None:
        targets.append(connection.execute("PRAGMA database_list").fetchone()[2])
        connection.execute("PRAGMA max_page_count = 20" if targets[-1] else "PRAGMA user_version")
        build(connection, *rest)  # type: ignore[arg-type]  # handed on as they come

    monkeypatch.setattr(cache, "build", build_with_little_space)
    assert name_of_natto(tiny_dir) == "Natto"
    assert targets[0]
    assert targets[1] == ""
    assert list(index_dir.iterdir()) == []
