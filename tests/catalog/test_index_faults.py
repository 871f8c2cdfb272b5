"""Faults of an index and its data: the answer is right or refused, and no file remains."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from indexes import NATTO, empty_cache, name_of_natto, the_index

from vitk2.catalog import cache, index_file
from vitk2.catalog.catalog import Catalog
from vitk2.errors import DataError


@pytest.fixture(autouse=True)
def index_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return empty_cache(tmp_path, monkeypatch)


def call_natto(directory: Path, name: str) -> None:
    """Save an edit of the tables."""
    for file in (directory / "foods.csv", directory / "amounts.csv"):
        lines = file.read_text().splitlines(keepends=True)
        edited = (f"natto,{name},{r.split(',', 2)[2]}" if r[:6] == "natto," else r for r in lines)
        file.write_text("".join(edited))


Edit = Callable[[int], None]


@pytest.fixture
def while_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[Edit], None]:
    """Do something each time the tables have just been read."""

    def arrange(edit: Edit) -> None:
        build, times = cache.build, iter(range(100))

        def build_then_edit(*arguments: object) -> None:
            build(*arguments)  # type: ignore[arg-type]  # handed on as they come
            edit(next(times))

        monkeypatch.setattr(cache, "build", build_then_edit)

    return arrange


DAY_S = 86_400


@pytest.mark.parametrize("days", [-20_000, -1, 1, 20_000])
def test_an_edit_is_in_the_answer_whatever_the_clock_said_then(tiny_dir: Path, days: int) -> None:
    """A clock that was set back gives an edit an older time than the index; one ahead, a later."""
    assert name_of_natto(tiny_dir) == "Natto"
    call_natto(tiny_dir, "Natta")  # of the same size
    for file in (tiny_dir / "foods.csv", tiny_dir / "amounts.csv"):
        then = file.stat().st_mtime + days * DAY_S
        os.utime(file, (then, then))
    assert name_of_natto(tiny_dir) == "Natta"
    assert name_of_natto(tiny_dir) == "Natta"


def test_an_index_made_while_the_clock_was_wrong_is_taken_later(
    tiny_dir: Path, index_dir: Path
) -> None:
    """Its time says its size and nothing of the hour it was made."""
    for file in tiny_dir.iterdir():
        os.utime(file, (0, 0))
    name_of_natto(tiny_dir)
    made = the_index(index_dir)
    inode = made.stat().st_ino
    assert name_of_natto(tiny_dir) == "Natto"
    assert the_index(index_dir).stat().st_ino == inode


def test_an_edit_that_is_saved_while_the_tables_are_read_is_in_the_answer(
    tiny_dir: Path, while_reading: Callable[[Edit], None]
) -> None:
    def edit_once(time_: int) -> None:
        if time_ == 0:
            call_natto(tiny_dir, "Natto beans")

    while_reading(edit_once)
    assert name_of_natto(tiny_dir) == "Natto beans"
    assert name_of_natto(tiny_dir) == "Natto beans"


def test_tables_that_never_stand_still_are_refused(
    tiny_dir: Path, index_dir: Path, while_reading: Callable[[Edit], None]
) -> None:
    while_reading(lambda time_: call_natto(tiny_dir, f"Natto {'x' * time_}"))
    with pytest.raises(DataError, match="the files changed while they were read"):
        name_of_natto(tiny_dir)
    assert list(index_dir.iterdir()) == []


def test_a_mistake_that_is_mended_while_the_tables_are_read_is_no_mistake(
    tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = cache.build
    good = (tiny_dir / "foods.csv").read_text()
    (tiny_dir / "foods.csv").write_text(good.replace("natto,Natto", "natto,Nato"))

    def mend_after(*arguments: object) -> None:
        try:
            build(*arguments)  # type: ignore[arg-type]  # handed on as they come
        finally:
            if (tiny_dir / "foods.csv").read_text() != good:
                (tiny_dir / "foods.csv").write_text(good)

    monkeypatch.setattr(cache, "build", mend_after)
    assert name_of_natto(tiny_dir) == "Natto"


def test_a_byte_that_something_wrote_into_the_index_is_no_answer(
    tiny_dir: Path, index_dir: Path
) -> None:
    name_of_natto(tiny_dir)
    index = the_index(index_dir)
    index.write_bytes(index.read_bytes().replace(b"Natto", b"Gnats"))
    assert name_of_natto(tiny_dir) == "Natto"


def rot(index: Path, good: bytes, bad: bytes) -> None:
    """Change bytes as a failing disk does, which leaves the time of the file as it was."""
    file_stat = index.stat()
    content = index.read_bytes()
    assert good in content
    index.write_bytes(content.replace(good, bad))
    os.utime(index, ns=(file_stat.st_atime_ns, file_stat.st_mtime_ns))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"CREATE TABLE", b"CREATE\xff\xfe\xfd\xfc\xfb\xfa"),
        (b"data_version", b"data_\xff\xff\xff\xff\xff\xff\xff"),
        (b"SQLite format 3", b"SQLite format X"),
    ],
)
def test_a_schema_that_rotted_is_made_anew_and_stays_so(
    tiny_dir: Path, index_dir: Path, good: bytes, bad: bytes
) -> None:
    name_of_natto(tiny_dir)
    rot(the_index(index_dir), good, bad)
    assert name_of_natto(tiny_dir) == "Natto"
    assert bad not in the_index(index_dir).read_bytes()


def test_text_that_rotted_is_made_anew(tiny_dir: Path, index_dir: Path) -> None:
    name_of_natto(tiny_dir)
    rot(the_index(index_dir), b"Natto", b"\xff\xff\xff\xff\xff")
    assert name_of_natto(tiny_dir) == "Natto"


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT no_such FROM foods", "SELECT 1 FROM nowhere"])
def test_bad_sql_is_no_damage(tiny_dir: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Catalog(str(tiny_dir)) as catalog:
        monkeypatch.setattr(Catalog, "_build", lambda _: pytest.fail("it was made anew"))
        with pytest.raises(sqlite3.OperationalError):
            catalog.rows(sql)
        with pytest.raises(sqlite3.ProgrammingError):
            catalog.rows("SELECT ?")
    with pytest.raises(sqlite3.ProgrammingError):
        catalog.rows(NATTO)


def test_what_sqlite_calls_damage_is_damage(tmp_path: Path) -> None:
    (tmp_path / "foreign").write_bytes(b"no database" * 100)
    with (
        contextlib.closing(sqlite3.connect(tmp_path / "foreign")) as foreign,
        pytest.raises(sqlite3.DatabaseError) as error,
    ):
        foreign.execute("SELECT 1 FROM meta")
    assert index_file.is_damage(error.value)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: os.symlink("nowhere", path)])
def test_what_is_no_file_in_the_place_of_the_index_is_not_read(
    tiny_dir: Path, index_dir: Path, make: Callable[[Path], None]
) -> None:
    name_of_natto(tiny_dir)
    index = the_index(index_dir)
    index.unlink()
    make(index)
    with contextlib.suppress(OSError):
        index_file.seal(str(index))
    assert name_of_natto(tiny_dir) == "Natto"
    assert list(index_dir.iterdir()) == [index]


@pytest.mark.parametrize("name", ["foods.csv", "datapackage.json"])
def test_a_pipe_in_the_place_of_a_table_is_refused_not_waited_for(
    tiny_dir: Path, name: str
) -> None:
    (tiny_dir / name).unlink()
    os.mkfifo(tiny_dir / name)
    with pytest.raises(DataError, match="a pipe, a device or a directory"):
        name_of_natto(tiny_dir)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vitk2.catalog.csv_reader.LONGEST_LINE", 300)
    with (tiny_dir / "foods.csv").open("a") as stream:
        stream.write('"' + "x" * 1000)
    with pytest.raises(DataError, match=r"foods\.csv:\d+: malformed CSV: a line of 300 characters"):
        name_of_natto(tiny_dir)
