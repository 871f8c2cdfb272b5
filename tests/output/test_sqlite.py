"""A database contains typed tables that refuse impossible values, and related records."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run
from readers import of_sqlite

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import COLUMNS
from vitk2.output.formats import sqlite
from vitk2.queries.listings import TABLES
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.safety import CAUTION


@pytest.fixture
def database(tiny_run: Run, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The tiny catalogue as a database, open."""
    tiny_run("export", "-o", str(tmp_path / "k.sqlite"))
    with closing(sqlite3.connect(tmp_path / "k.sqlite")) as connection:
        yield connection


@pytest.fixture(scope="module")
def whole(shared_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published table as a database."""
    path = tmp_path_factory.mktemp("whole") / "vitk2.sqlite"
    shared_run("export", "-o", str(path))
    return path


def test_the_published_tables_are_in_it_whole_and_sound(whole: Path, shipped: Catalog) -> None:
    for table in TABLES:
        assert of_sqlite(whole, table) == records(shipped, table), table
    with closing(sqlite3.connect(whole)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_its_views_say_what_an_export_says(whole: Path, shipped: Catalog) -> None:
    for view, shape in (("shown", "wide"), ("by_form", "long")):
        exported = list(select(shipped, Query(shape=shape)).records())
        rows = of_sqlite(whole, view)
        shared = set(rows[0]) & set(exported[0])
        assert len(shared) > 10
        key = ["food_id", "form"] if shape == "long" else ["food_id"]
        found = {tuple(r[k] for k in key): {c: r[c] for c in shared} for r in rows}
        assert found == {tuple(r[k] for k in key): {c: r[c] for c in shared} for r in exported}


def test_the_same_foods_are_the_same_bytes_in_another_process(whole: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vitk2", "export", "-o", tmp_path / "again.db", "-q"]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "again.db").read_bytes() == whole.read_bytes()


def test_filters_leave_the_foods_found_and_what_belongs_to_them(
    tiny_run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "gouda.sqlite"
    message = tiny_run("export", "--form", "MK-9", "-o", str(path)).stderr
    assert f"{path}, described for Datasette in {path}.metadata.json" in message
    ids = {t: {r["food_id"] for r in of_sqlite(path, t)} for t in ("foods", "amounts", "portions")}
    assert set(map(frozenset, ids.values())) == {frozenset({"gouda-aged"})}
    assert [r["reading_id"] for r in of_sqlite(path, "measurements")] == ["b:gouda:mk9"]
    assert {r["source_id"] for r in of_sqlite(path, "sources")} == {"lab-b", "lab-c"}


def test_nothing_found_is_empty_tables(tiny_run: Run, tmp_path: Path) -> None:
    tiny_run("export", "xyzzy", "-o", str(tmp_path / "none.sqlite"))
    assert of_sqlite(tmp_path / "none.sqlite", "foods") == []
    assert of_sqlite(tmp_path / "none.sqlite", "shown") == []


@pytest.mark.parametrize(
    "change",
    [
        "ug_per_100g = 'much'",
        "ug_per_100g = -1",
        "ug_per_100g = 1, qualifier = 'nd'",
        "ug_per_100g = NULL, qualifier = 'assumed'",
        "ug_per_100g = 1, qualifier = 'assumed'",
        "qualifier = '<', ug_per_100g = NULL",
        "qualifier = '?'",
        "tier = NULL",
        "tier = 'D'",
        "doubtful = 2",
    ],
)
def test_a_table_refuses_what_cannot_be(database: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(f"UPDATE amounts SET {change} WHERE food_id = 'natto' AND form = 'K1'")


def test_an_amount_without_a_number_is_no_zero_in_a_view(database: sqlite3.Connection) -> None:
    database.execute(
        "UPDATE amounts SET ug_per_100g = NULL, qualifier = NULL, limit_ug_per_100g = NULL"
    )
    displayed = database.execute("SELECT DISTINCT rtrim(shown_ug_per_100g, '?') FROM by_form")
    assert displayed.fetchall() == [("—",)]


def test_a_number_of_an_unknown_food_or_source_is_refused(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    for column in ("food_id", "source_id"):
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute(f"UPDATE measurements SET {column} = 'nowhere'")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        database.execute("INSERT INTO foods SELECT * FROM foods")


@pytest.mark.parametrize("word", ["Spinat", "épinards", "epinards", "ほうれん草", "spinach"])
def test_a_food_is_found_by_its_names_in_every_language(whole: Path, word: str) -> None:
    ask = (
        "SELECT name FROM foods WHERE rowid IN "
        "(SELECT rowid FROM food_names WHERE food_names MATCH ?)"
    )
    with closing(sqlite3.connect(whole)) as connection:
        assert ("Spinach, raw",) in connection.execute(ask, [word]).fetchall()


def test_names_still_find_their_foods_after_a_vacuum(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM foods WHERE food_id = 'natto'")
    database.commit()
    database.execute("VACUUM")
    ask = "SELECT f.food_id, n.food_id FROM food_names n JOIN foods f ON f.rowid = n.rowid"
    found = database.execute(ask).fetchall()
    assert len(found) == 6
    assert all(food == named for food, named in found)


def test_it_says_what_it_is(database: sqlite3.Connection) -> None:
    about = dict(database.execute("SELECT * FROM about"))
    assert about["caution"] == CAUTION
    assert about["data version"] == "vitk2 data 9.9"
    (definition,) = database.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'amounts'"
    ).fetchone()
    for column in COLUMNS["amounts"]:
        assert f"-- {column.meaning}\n" in definition


def test_an_answer_without_foods_is_no_database(tiny_run: Run, tmp_path: Path) -> None:
    message = tiny_run("groups", "-o", str(tmp_path / "g.sqlite"), code=1).stderr
    assert "sqlite holds foods and what belongs to them: use export, or write csv" in message
    assert "all columns: leave out --columns" in (
        tiny_run("export", "--columns", "name", "-o", str(tmp_path / "g.db"), code=2).stderr
    )
    assert not list(tmp_path.glob("g.*"))


def test_an_old_sqlite_is_said(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    message = tiny_run("export", "-o", str(tmp_path / "k.sqlite"), code=1).stderr
    assert "sqlite needs SQLite 3.37 with FTS5, and this Python has" in message
    assert not list(tmp_path.glob("k.*"))


def test_datasette_is_told_of_every_table_and_of_columns_that_are_there(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    metadata = json.loads((tmp_path / "k.sqlite.metadata.json").read_text(encoding="utf-8"))
    tables = metadata["databases"]["k"]["tables"]
    assert CAUTION in metadata["description"]
    assert set(tables) == set(sqlite.TABLE_DESCRIPTIONS)
    for name, table in tables.items():
        columns = [c[0] for c in database.execute(f'SELECT * FROM "{name}"').description]
        described = [c for c in columns if c in table["columns"]]
        assert set(table["columns"]) <= set(columns), name
        assert described == columns or name == "about", name
        assert (CAUTION in table["description"]) is any("ug_per" in c for c in columns), name


@pytest.mark.slow
def test_datasette_shows_labels_and_descriptions_and_finds_names(whole: Path) -> None:
    program = shutil.which("datasette", path=str(Path(sys.executable).parent))
    if not program:
        pytest.skip("datasette is not installed: pip install datasette")

    def page(address: str) -> str:
        command = [program, whole, "-m", f"{whole}.metadata.json", "--get", address]
        process = subprocess.run(command, capture_output=True, text=True, check=True)
        return process.stdout

    amounts = page("/vitk2/amounts?form=MK-7&food_id=natto")
    assert '<a href="/vitk2/foods/natto">Natto</a>' in amounts  # the label of its food
    assert "<dd>value shown, µg per 100 g</dd>" in amounts
    assert "Taking warfarin or a similar drug?" in amounts
    found = json.loads(page("/vitk2/foods.json?_search=Spinat&_shape=array&_col=name"))
    assert {"Spinach, raw", "Spinach, frozen"} <= {row["name"] for row in found}
