"""What a database file looks like: typed tables with keys, two views, and an index of names.

Each column says what it means in a comment beside it, which `.schema` of sqlite3 shows.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from vitk2.catalog.column import Column
from vitk2.catalog.schema import COLUMNS, KEYS
from vitk2.forms import WIDE_FORMS
from vitk2.queries.belongings import TABLES

TOLD: Final = {
    "foods": "a row a food",
    "amounts": "a row a food and form: the value shown",
    "measurements": "a row a published number, with its source and what became of it",
    "portions": "what portions weigh",
    "names": "names in other languages",
    "sources": "whose numbers these are, and under what terms",
    "forms": "the forms of vitamin K",
    "shown": "a row a food: the value shown of each form, what stands instead in qualifiers",
    "by_form": "a row a food and form, as text in shown_ug_per_100g and as numbers beside it",
    "about": "the version of the data, the caution, and what qualifiers, tiers and statuses mean",
}
"""Every table and view, and what a row of it is."""

NAMES_INDEX: Final = "food_names"

_TYPES: Final = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}

_NUMBER_FITS_QUALIFIER: Final = (
    "CHECK ((qualifier IS '<') = (limit_ug_per_100g IS NOT NULL))",
    "CHECK (ifnull(qualifier, '') NOT IN ('<', 'tr', 'nd') OR ug_per_100g IS NULL)",
    "CHECK (qualifier IS NOT 'assumed' OR ug_per_100g IS 0.0)",
)
"""What is missing never gets a number, and an assumed zero is none but 0."""

_LINKS: Final = {("amounts", "form"): "forms.form"}
"""References beyond those of the CSV files, whose tables stand apart."""


def statements() -> Iterator[str]:
    """The SQL that makes an empty database."""
    for table in TABLES:
        yield _table(table)
    yield "CREATE TABLE about (what TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT"
    yield "CREATE INDEX amounts_by_form ON amounts (form, ug_per_100g)"
    yield "CREATE INDEX measurements_by_food ON measurements (food_id, form)"
    yield "CREATE INDEX measurements_by_source ON measurements (source_id)"
    yield _shown()
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
    return f"CREATE TABLE {table} (  -- {TOLD[table]}\n{body}\n) STRICT"


def _column(column: Column) -> str:
    told = [f'"{column.name}"', _TYPES.get(column.kind, "TEXT")]
    told += ["NOT NULL"] if column.required else []
    if column.kind == "boolean":
        told.append(f'CHECK ("{column.name}" IN (0, 1))')
    elif column.kind in ("number", "integer"):
        told.append(f'CHECK ("{column.name}" >= 0)')
    elif column.allowed and column.kind == "text":
        allowed = ", ".join(f"'{word}'" for word in column.allowed)
        told.append(f'CHECK ("{column.name}" IN ({allowed}))')
    return " ".join(told)


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


def _shown() -> str:
    """The wide view: its columns are those of an export, without ranges, studies and tiers."""
    values = [
        f"  max(CASE WHEN a.form = '{form}' THEN a.ug_per_100g END) AS {form.key}_ug_per_100g"
        for form in WIDE_FORMS
    ]
    limit = (  # printf writes NULL as 0
        "CASE WHEN a.limit_ug_per_100g IS NULL THEN '' "
        "ELSE printf('%.15g', a.limit_ug_per_100g) END"
    )
    joined = {
        "qualifiers": {f.key: f"'{f.key}:' || a.qualifier || {limit}" for f in WIDE_FORMS},
        "doubtful": {f.key: f"CASE WHEN a.doubtful THEN '{f.key}' END" for f in WIDE_FORMS},
        "marks": {f.key: f"'{f.key}:' || replace(a.marks, ';', ';{f.key}:')" for f in WIDE_FORMS},
    }
    texts = [f"  {_joined(parts)} AS {name}" for name, parts in joined.items()]
    columns = ",\n".join([*values, *texts])
    return (
        'CREATE VIEW shown AS\nSELECT f.food_id, f.name, f."group", f.preparation,\n'
        f"{columns}\nFROM foods f LEFT JOIN amounts a ON a.food_id = f.food_id\n"
        "GROUP BY f.rowid"
    )


def _joined(parts: Mapping[str, str]) -> str:
    """What each form says, in the order of the forms and with `;` between; NULL where none does."""
    of_form = {form.key: form.value for form in WIDE_FORMS}
    said = " ||\n    ".join(
        f"ifnull(max(CASE WHEN a.form = '{of_form[key]}' THEN ';' || {what} END), '')"
        for key, what in parts.items()
    )
    return f"nullif(substr({said}, 2), '')"
