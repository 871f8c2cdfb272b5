"""The foods of an answer, and all that belongs to them, as a SQLite file."""

import sqlite3
from contextlib import closing
from typing import IO, Final

from vitk2.catalog.schema import COLUMNS
from vitk2.errors import ExportError
from vitk2.output.formats.sqlite import NAMES_INDEX, statements
from vitk2.output.metadata import about
from vitk2.output.view import Answer

_FIRST_STRICT: Final = (3, 37, 0)
"""The SQLite that first knew tables whose types hold."""


def write_database(answer: Answer, file: IO[bytes]) -> None:
    """Write the tables, views and index of names; the same rows are the same bytes.

    The file is made in memory, so that it has one writer and is never seen unfinished. Raises
    ExportError for an answer without foods, and where Python's SQLite is too old.
    """
    if answer.tables is None:
        raise ExportError("sqlite holds foods and what belongs to them: use export, or write csv")
    with closing(sqlite3.connect(":memory:")) as connection:
        _check_able(connection)
        for statement in statements():
            connection.execute(statement)
        for table, rows in answer.tables().items():
            marks = ", ".join("?" * len(COLUMNS[table]))
            connection.executemany(
                f"INSERT INTO {table} VALUES ({marks})", (tuple(row.values()) for row in rows)
            )
        connection.executemany("INSERT INTO about VALUES (?, ?)", about(answer).items())
        connection.execute(_FILL_NAMES)
        connection.execute("ANALYZE")
        connection.commit()
        file.write(connection.serialize())


def _check_able(connection: sqlite3.Connection) -> None:
    """Raise ExportError where tables would not hold their types or names could not be searched."""
    modules = {name for (name,) in connection.execute("SELECT name FROM pragma_module_list")}
    able = hasattr(connection, "serialize") and "fts5" in modules
    if sqlite3.sqlite_version_info < _FIRST_STRICT or not able:
        raise ExportError(
            f"sqlite needs SQLite 3.37 with FTS5, and this Python has {sqlite3.sqlite_version}: "
            "write csv, or a data package with --package"
        )


_FILL_NAMES: Final = f"""
    INSERT INTO {NAMES_INDEX} (rowid, food_id, name, other_names)
    SELECT f.rowid, f.food_id, f.name, other_names FROM (
      SELECT food_id, group_concat(name, ';') AS other_names FROM (
        SELECT food_id, aliases AS name, 0 AS place FROM foods
        UNION ALL SELECT food_id, default_for, 1 FROM foods
        UNION ALL SELECT food_id, name, 2 FROM names ORDER BY food_id, place, name)
      GROUP BY food_id) JOIN foods f USING (food_id) ORDER BY f.rowid"""
"""Under the rowid of its food each row finds it, in Datasette and in a join."""
