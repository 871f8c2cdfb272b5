"""A SQLite database of the tables, and its description for Datasette."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import IO, Any, Final

from vitk2.catalog.datapackage import LICENCE, TERMS
from vitk2.catalog.schema import AMOUNTS, COLUMNS, KEYS, WIDE, Column, column_info
from vitk2.errors import ExportError
from vitk2.forms import TABLE_FORMS
from vitk2.output.metadata import about
from vitk2.output.view import View, WriterOptions
from vitk2.queries.listings import TABLES
from vitk2.safety import CAUTION

TABLE_DESCRIPTIONS: Final = {
    "foods": "a row a food",
    "amounts": "a row a food and form: the value shown",
    "measurements": "a row a published number, with its source and what became of it",
    "portions": "what portions weigh",
    "names": "names in other languages",
    "sources": "whose numbers these are, and under what terms",
    "forms": "the forms of vitamin K",
    "shown": "a row a food: the value shown of each form, and what stands instead of a number",
    "by_form": "a row a food and form, as text in shown_ug_per_100g and as numbers beside it",
    "about": "the version of the data, the caution, and what qualifiers, tiers and statuses mean",
}
"""Every table and view, with a description of its rows."""

NAMES_INDEX: Final = "food_names"

_TYPES: Final = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}

_NUMBER_FITS_QUALIFIER: Final = (
    "CHECK ((ifnull(qualifier, '') IN ('<', '<=')) = (limit_ug_per_100g IS NOT NULL))",
    "CHECK (ifnull(qualifier, '') NOT IN ('<', '<=', 'tr', 'nd') OR ug_per_100g IS NULL)",
    "CHECK (qualifier IS NOT 'assumed' OR ug_per_100g IS 0.0)",
)
"""Constraints: a missing amount has no number, and an assumed zero is exactly 0."""

_LINKS: Final = {("amounts", "form"): "forms.form"}
"""References beyond those of the CSV files, whose tables are independent."""


def statements() -> Iterator[str]:
    """Yield the SQL statements that create an empty database."""
    for table in TABLES:
        yield _table(table)
    yield "CREATE TABLE about (what TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT"
    yield "CREATE INDEX amounts_by_form ON amounts (form, ug_per_100g)"
    yield "CREATE INDEX measurements_by_food ON measurements (food_id, form)"
    yield "CREATE INDEX measurements_by_source ON measurements (source_id)"
    yield _wide_view()
    yield _BY_FORM
    yield (
        f"CREATE VIRTUAL TABLE {NAMES_INDEX} USING fts5("
        "food_id UNINDEXED, name, other_names, tokenize = 'unicode61 remove_diacritics 2')"
    )


def _table(table: str) -> str:
    columns = [(f"  {_column(c)}", c.meaning) for c in COLUMNS[table]]
    rules = [f"PRIMARY KEY ({', '.join(KEYS[table])})", *_references(table)]
    if table in ("amounts", "measurements"):
        rules += _NUMBER_FITS_QUALIFIER
    lines = [f"{column},  -- {meaning}" for column, meaning in columns]
    body = "\n".join(lines) + "\n  " + ",\n  ".join(rules)
    return f"CREATE TABLE {table} (  -- {TABLE_DESCRIPTIONS[table]}\n{body}\n) STRICT"


def _column(column: Column) -> str:
    parts = [f'"{column.name}"', _TYPES.get(column.kind, "TEXT")]
    parts += ["NOT NULL"] if column.required else []
    if column.kind == "boolean":
        parts.append(f'CHECK ("{column.name}" IN (0, 1))')
    elif column.kind in ("number", "integer"):
        parts.append(f'CHECK ("{column.name}" >= 0)')
    elif column.allowed and column.kind == "text":
        allowed = ", ".join(f"'{word}'" for word in column.allowed)
        parts.append(f'CHECK ("{column.name}" IN ({allowed}))')
    return " ".join(parts)


def _references(table: str) -> Iterator[str]:
    for column in COLUMNS[table]:
        refers = _LINKS.get((table, column.name), "" if column.kind == "list" else column.refers)
        if refers:
            other, _, key = refers.partition(".")
            yield f"FOREIGN KEY ({column.name}) REFERENCES {other} ({key})"


_BY_FORM: Final = """\
CREATE VIEW by_form AS
SELECT a.food_id, a.name, a."group", f.preparation, a.form,
  CASE
    WHEN a.qualifier = '<=' THEN '≤' || printf('%.15g', a.limit_ug_per_100g)
    WHEN a.qualifier = '<' THEN '<' || printf('%.15g', a.limit_ug_per_100g)
    WHEN a.qualifier IN ('tr', 'nd') THEN a.qualifier
    WHEN a.qualifier = 'assumed' THEN '0 (assumed)'
    WHEN a.qualifier = '>=' AND a.ug_per_100g = 0 THEN '—'
    WHEN a.qualifier = '>=' THEN '≥' || printf('%.15g', a.ug_per_100g)
    WHEN a.ug_per_100g IS NULL THEN '—'  -- printf writes NULL as 0
    ELSE printf('%.15g', a.ug_per_100g)
  END || CASE WHEN a.doubtful THEN '?' ELSE '' END AS shown_ug_per_100g,
  a.ug_per_100g, a.qualifier, a.limit_ug_per_100g, a.low, a.high, a.studies, a.tier, a.doubtful,
  a.marks, f.portion, f.portion_g, round(a.ug_per_100g * f.portion_g / 100, 6) AS ug_per_portion
FROM amounts a JOIN foods f ON f.food_id = a.food_id"""


def _wide_view() -> str:
    """Return the SQL of the wide view: columns of an export without ranges, studies and tiers."""
    limit = (  # printf writes NULL as 0
        "CASE WHEN a.limit_ug_per_100g IS NULL THEN '' "
        "ELSE printf('%.15g', a.limit_ug_per_100g) END"
    )
    parts = {"ug_per_100g": "a.ug_per_100g", "qualifier": f"a.qualifier || {limit}"}
    of_forms = [
        f"  max(CASE WHEN a.form = '{form}' THEN {expression} END) AS {form.column(part)}"
        for form in TABLE_FORMS
        for part, expression in parts.items()
    ]
    joined = {
        "doubtful": {f.key: f"CASE WHEN a.doubtful THEN '{f.key}' END" for f in TABLE_FORMS},
        "marks": {f.key: f"'{f.key}:' || replace(a.marks, ';', ';{f.key}:')" for f in TABLE_FORMS},
    }
    texts = [f"  {_joined(by_form)} AS {name}" for name, by_form in joined.items()]
    columns = ",\n".join([*of_forms, *texts])
    return (
        'CREATE VIEW shown AS\nSELECT f.food_id, f.name, f."group", f.preparation,\n'
        f"{columns}\nFROM foods f LEFT JOIN amounts a ON a.food_id = f.food_id\n"
        "GROUP BY f.rowid"
    )


def _joined(parts: Mapping[str, str]) -> str:
    """Return SQL that joins the texts of forms, in their order, by `;`; NULL where all are."""
    of_form = {form.key: form.value for form in TABLE_FORMS}
    concatenated = " ||\n    ".join(
        f"ifnull(max(CASE WHEN a.form = '{of_form[key]}' THEN ';' || {expression} END), '')"
        for key, expression in parts.items()
    )
    return f"nullif(substr({concatenated}, 2), '')"


_FIRST_STRICT: Final = (3, 37, 0)
"""The first version of SQLite with STRICT tables."""


def write_database(view: View, options: WriterOptions, file: IO[bytes]) -> None:
    """Write the tables, views and index of names; equal rows give equal bytes.

    The database is built in memory, so that it has one writer and is never seen unfinished. Raises
    ExportError for an answer without foods, and where Python's SQLite is too old.
    """
    if options.tables is None:
        raise ExportError("sqlite holds foods and what belongs to them: use export, or write csv")
    with closing(sqlite3.connect(":memory:")) as connection:
        _check_able(connection)
        for statement in statements():
            connection.execute(statement)
        for table, rows in options.tables.items():
            placeholders = ", ".join("?" * len(COLUMNS[table]))
            connection.executemany(
                f"INSERT INTO {table} VALUES ({placeholders})",
                (tuple(row.values()) for row in rows),
            )
        connection.executemany("INSERT INTO about VALUES (?, ?)", about(view).items())
        connection.execute(_FILL_NAMES)
        connection.execute("ANALYZE")
        connection.commit()
        file.write(connection.serialize())


def _check_able(connection: sqlite3.Connection) -> None:
    """Raise ExportError where STRICT tables or full-text search are not available."""
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
"""SQL that fills the index of names; a row has the rowid of its food, for Datasette and joins."""


_ABOUT: Final[dict[str, dict[str, Any]]] = {
    "foods": {
        "label_column": "name",
        "facets": ["group", "preparation", "diet"],
        "fts_table": NAMES_INDEX,
        "fts_pk": "rowid",
    },
    "amounts": {"facets": ["form", "group", "tier"]},
    "measurements": {"facets": ["form", "status", "source_id"]},
    "sources": {"label_column": "source_id", "facets": ["kind"]},
    "forms": {"label_column": "form"},
    "shown": {"facets": ["group"]},
    "by_form": {"facets": ["form", "group"]},
}
"""Datasette settings of each table and view: label, facets and full-text search.

No sort order: by amount alone doubtful values would be among the sound ones."""

_WITH_AMOUNTS: Final = ("amounts", "measurements", "shown", "by_form")

_VIEWS: Final = {
    "shown": ("wide", [c for c in WIDE if not c.endswith(("_low", "_high", "_studies", "_tier"))]),
    "by_form": (
        "amounts",
        [
            *(c.name for c in AMOUNTS if c.name != "sources"),
            *("preparation", "portion", "portion_g", "ug_per_portion"),
        ],
    ),
}
"""Views, each with its listing and the columns that mean the same in both."""


def write_metadata(view: View, path: str, stream: IO[str]) -> None:
    """Write the metadata of the database at `path`; Datasette names a database after its file."""
    name = os.path.splitext(os.path.basename(path))[0]
    metadata = {
        "title": "Vitamin K in foods by form",
        "description": f"vitk2 data {view.data_version}: {view.title}. {CAUTION}",
        "license": f"{LICENCE['name']}: {TERMS}",
        "databases": {
            name: {"tables": {table: _table_metadata(table) for table in TABLE_DESCRIPTIONS}}
        },
    }
    json.dump(metadata, stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _table_metadata(table: str) -> dict[str, Any]:
    row = TABLE_DESCRIPTIONS[table][:1].upper() + TABLE_DESCRIPTIONS[table][1:]
    description = f"{row}. {CAUTION}" if table in _WITH_AMOUNTS else f"{row}."
    return {"description": description, "columns": _columns(table), **_ABOUT.get(table, {})}


def _columns(table: str) -> dict[str, str]:
    """Return the meaning of each column."""
    if table not in _VIEWS:
        return {c.name: c.meaning for c in COLUMNS.get(table, ())}
    listing, names = _VIEWS[table]
    found = [column_info(name, listing) for name in names]
    return {d.column.name: d.column.meaning for d in found if d} | _ONLY_IN_VIEWS.get(table, {})


_ONLY_IN_VIEWS: Final = {
    "by_form": {"shown_ug_per_100g": "the amount as people read it: 930, ≥9.3, <0.1, tr, nd"}
}
