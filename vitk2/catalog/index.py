"""The SQLite tables of the index, with the columns and words that searching and ranking need."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from vitk2.catalog.name_index import write_name_keys
from vitk2.catalog.schema import COLUMNS, WIDE, Cell, Record
from vitk2.catalog.search_index import (
    SpellingVariants,
    food_tokens,
    full_names,
    plain_wholes,
    translations,
)
from vitk2.catalog.vocabulary import NOUN, is_known, is_set_apart
from vitk2.forms import TABLE_FORMS
from vitk2.progress import Progress
from vitk2.text import tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow, FoodRow
    from vitk2.catalog.search_index import NamedFood

_WIDE_TEXTS: Final = ("doubtful", "marks")


def _wide_type(column: str) -> str:
    if column.endswith("_studies"):
        return "INTEGER"
    texts = (*WIDE[:4], *_WIDE_TEXTS)
    is_text = column.endswith(("_qualifier", "_tier")) or column in texts
    return "TEXT" if is_text else "REAL"


def write_wide(connection: sqlite3.Connection, progress: Progress) -> None:
    """Write one row a food, with the values of its forms side by side."""
    types = ", ".join(f'"{c}" {_wide_type(c)}' for c in WIDE)
    connection.execute(f"CREATE TABLE wide ({types})")
    placeholders = ", ".join("?" * len(WIDE))
    connection.executemany(
        f"INSERT INTO wide VALUES ({placeholders})", _wide_rows(connection, progress)
    )


_OF_AMOUNT: Final = (
    *("form", "ug_per_100g", "low", "high", "studies", "tier"),
    *("qualifier", "limit_ug_per_100g", "doubtful", "marks"),
)


def _wide_rows(connection: sqlite3.Connection, progress: Progress) -> Iterator[tuple[Cell, ...]]:
    selected = ", ".join([*(f'f."{c}"' for c in WIDE[:4]), *(f"a.{c}" for c in _OF_AMOUNT)])
    rows = connection.execute(
        f"SELECT f.rowid, {selected} FROM foods f "
        "LEFT JOIN amounts a ON a.food_id = f.food_id ORDER BY f.rowid"
    )
    for _, of_food in groupby(rows, itemgetter(0)):
        food: tuple[Cell, ...] = ()
        amounts: dict[Any, Record] = {}
        for _, *cells in of_food:
            food = tuple(cells[:4])
            amounts[cells[4]] = dict(zip(_OF_AMOUNT, cells[4:], strict=True))
        yield _wide(food, amounts)
        progress.advance()


def _wide(food: tuple[Cell, ...], by_form: dict[Any, Record]) -> tuple[Cell, ...]:
    cells = list(food)
    doubtful, marks = [], []
    for form in TABLE_FORMS:
        amount = by_form.get(form.value, {})
        cells += [amount.get("ug_per_100g"), _qualifier_with_limit(amount)]
        cells += [amount.get(c) for c in ("low", "high", "studies", "tier")]
        doubtful += [form.key] if amount.get("doubtful") else []
        marks += [f"{form.key}:{m}" for m in str(amount.get("marks") or "").split(";") if m]
    return (*cells, *(";".join(part) or None for part in (doubtful, marks)))


def _qualifier_with_limit(amount: Record) -> Cell:
    """Return the qualifier of an amount, with its limit where it has one: `<0.1`."""
    qualifier, limit = amount.get("qualifier"), amount.get("limit_ug_per_100g")
    return qualifier if limit is None else f"{qualifier}{limit:.15g}"


_SQL_TYPES: Final = {
    "number": "REAL",
    "integer": "INTEGER",
    "boolean": "BOOLEAN",
    "food_rank": "INTEGER",
}


def _folded(row: "AmountRow | FoodRow") -> str:
    name = row["name"] or ""  # None in a row with a problem, which is inserted all the same
    return " ".join(tokenize(name))


def _qualifier_rank(amount: "AmountRow") -> int:
    """Return the rank of a qualifier: numbers, then upper ends, limits, traces, not-founds."""
    order = ("<=", "<", "tr", "nd", "assumed")
    qualifier = amount["qualifier"]
    return 1 + order.index(qualifier) if qualifier in order else 0


def _upper_bound(amount: "AmountRow") -> float:
    """Return the highest value that an amount itself states: its number, high end or limit."""
    return max(
        amount["ug_per_100g"] or 0.0, amount["limit_ug_per_100g"] or 0.0, amount["high"] or 0.0
    )


def _is_known(amount: "AmountRow") -> bool:
    return is_known(amount["qualifier"], amount["ug_per_100g"], doubtful=amount["doubtful"])


_EXTRA: Final[dict[str, dict[str, Callable[[Any], Cell]]]] = {
    "amounts": {
        "qualifier_rank": _qualifier_rank,
        "upper_bound": _upper_bound,
        "known": _is_known,
        "set_apart": is_set_apart,
        "folded": _folded,
    },
    "foods": {"folded": _folded, "popularity": lambda _: 0, "food_rank": lambda _: None},
}
"""Columns of the index that no file has.

`upper_bound` and `popularity` rise when all rows are in. `food_rank` orders the foods that a search
finds equally well: the better known first, then by name. `qualifier_rank` orders amounts: numbers
before upper ends, limits, traces, not-founds and assumed zeros.
"""

_KEY_INDEXES: Final = ("foods (food_id)", "amounts (food_id, form)", "sources (source_id)")
"""The keys by which checks look rows up."""

_INDEXES: Final = (
    "foods (folded, food_id)",
    "foods (food_rank)",
    "wide (food_id)",
    "amounts (form, doubtful, qualifier_rank, ug_per_100g DESC, limit_ug_per_100g DESC, "
    "folded, food_id)",
    "measurements (source_id)",
    "portions (food_id)",
    "names (food_id)",
    "changed_values (food_id)",
    "wholes (word)",
    "meanings (word)",
)


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the published tables, empty."""
    for name, columns in COLUMNS.items():
        types = [f'"{c.name}" {_SQL_TYPES.get(c.kind, "TEXT")}' for c in columns]
        types += [f'"{c}" {_SQL_TYPES.get(c, "")}' for c in _EXTRA.get(name, ())]
        connection.execute(f'CREATE TABLE "{name}" ({", ".join(types)})')


def insert(connection: sqlite3.Connection, name: str, records: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows of a published table as they come."""
    columns, extra = [c.name for c in COLUMNS[name]], _EXTRA.get(name, {}).values()
    placeholders = ", ".join("?" * (len(columns) + len(extra)))
    rows = ([r[c] for c in columns] + [of(r) for of in extra] for r in records)
    connection.executemany(f'INSERT INTO "{name}" VALUES ({placeholders})', rows)


def index_keys(connection: sqlite3.Connection) -> None:
    """Index the keys, once the files are read."""
    _create_indexes(connection, _KEY_INDEXES)


def _create_indexes(connection: sqlite3.Connection, indexes: Iterable[str]) -> None:
    for index in indexes:
        name = "_".join(tokenize(index.replace("DESC", "")))
        connection.execute(f"CREATE INDEX by_{name} ON {index}")


def write_index(
    connection: sqlite3.Connection, version: str, stated: int, progress: Progress
) -> None:
    """Write the data derived from all rows: upper_bound, popularity, the wide rows, the words.

    `stated` is the rowid of the last measurement that a file states.
    """
    (foods,) = connection.execute("SELECT count(*) FROM foods").fetchone()
    progress.begin(0.1, 1)
    _create_indexes(connection, ["measurements (food_id)"])
    connection.execute(_RAISE_UPPER_BOUND, [stated])
    connection.execute(_RAISE_POPULARITY)
    best_first = "SELECT rowid FROM foods ORDER BY popularity DESC, folded, food_id"
    numbered = ((rank, *food) for rank, food in enumerate(connection.execute(best_first)))
    connection.executemany("UPDATE foods SET food_rank = ? WHERE rowid = ?", numbered)
    progress.begin(0.15, foods)
    write_wide(connection, progress)
    progress.begin(0.15, foods)
    _write_words(connection, progress)
    write_name_keys(connection)
    progress.begin(0.1, len(_INDEXES))
    for index in _INDEXES:
        _create_indexes(connection, [index])
        progress.advance()
    for table in (_TOTALS, _KNOWN_WORDS):
        connection.execute(table)
    connection.execute("CREATE TABLE meta (data_version TEXT)")
    connection.execute("INSERT INTO meta VALUES (?)", [version])
    connection.execute("ANALYZE")


_RAISE_UPPER_BOUND: Final = """
    UPDATE amounts SET upper_bound = max(upper_bound, ifnull((
      SELECT max(max(ifnull(m.ug_per_100g, 0.0), ifnull(m.max_ug_per_100g, 0.0)))
      FROM measurements m WHERE m.food_id = amounts.food_id AND m.form = amounts.form
      AND m.status IN ('counted', 'listed')), 0.0))
    WHERE food_id IN (SELECT food_id FROM measurements WHERE rowid <= ?)"""
"""No amount may be higher than a table beside it says."""

_RAISE_POPULARITY: Final = """
    UPDATE foods SET popularity = ifnull((SELECT sum(weight) FROM (
      SELECT 1 + max(status = 'counted' AND tier <> 'C') AS weight FROM measurements m
      WHERE m.food_id = foods.food_id GROUP BY source_id)), 0)"""
"""The number of sources that name a food, counted twice where they measured it."""


_TOTALS: Final = """
    CREATE TABLE totals AS SELECT form, count(*) AS ranked FROM amounts
    WHERE doubtful = 0 AND NOT set_apart GROUP BY form"""
"""The number of foods in the ranking of each form."""

_KNOWN_WORDS: Final = f"""
    CREATE TABLE known_words AS SELECT best.word, foods.popularity FROM
      (SELECT word, min(food_rank) AS food_rank FROM terms
      WHERE match_rank <= {NOUN} GROUP BY word) best
    JOIN foods ON foods.food_rank = best.food_rank"""
"""Words in the names of foods, each with the popularity of the best known food."""


def _write_words(connection: sqlite3.Connection, progress: Progress) -> None:
    """Write the search words of foods: single words, and texts that name a food whole."""
    from snowballstemmer.english_stemmer import EnglishStemmer

    twins = SpellingVariants(connection.execute("SELECT british, american FROM twins"))
    stem = lru_cache(100_000)(EnglishStemmer().stemWord)
    columns = "(word TEXT, food_rank INTEGER, match_rank INTEGER"
    connection.execute(f"CREATE TEMP TABLE found {columns})")
    connection.execute(
        f"CREATE TABLE terms {columns}, PRIMARY KEY (word, food_rank)) WITHOUT ROWID"
    )
    connection.execute("CREATE TABLE wholes (word TEXT, food_id TEXT, match_rank REAL)")
    columns_of_plain = ("word", "other_words", "foods", "says")
    rows = connection.execute(f"SELECT {', '.join(columns_of_plain)} FROM plain_words")
    plain: list[Any] = [dict(zip(columns_of_plain, row, strict=True)) for row in rows]
    _insert_terms(connection, "wholes", plain_wholes(plain))
    connection.execute("CREATE TABLE meanings (word TEXT, english TEXT)")
    meanings = translations(connection.execute(_NAMES_OF_PLAIN_WORDS), plain)
    connection.executemany("INSERT INTO meanings VALUES (?, ?)", meanings)
    for food_rank, food, other_names in _named_foods(connection):
        found = food_tokens(food, other_names, twins, stem)
        _insert_terms(
            connection, "found", ((w, food_rank, match_rank) for w, _, match_rank in found)
        )
        _insert_terms(connection, "wholes", full_names(food, other_names))
        progress.advance()
    connection.execute("INSERT INTO terms SELECT * FROM found ORDER BY word, food_rank")
    connection.execute("DROP TABLE found")


_NAMES_OF_PLAIN_WORDS: Final = """
    SELECT n.name, substr(f.default_for, 1, instr(f.default_for || ';', ';') - 1)
    FROM names n JOIN foods f ON f.food_id = n.food_id
    WHERE n.source_id IS NULL AND f.default_for IS NOT NULL"""
"""Words of dictionaries, each with the first plain word for its food."""


def _insert_terms(
    connection: sqlite3.Connection, table: str, terms: Iterable[tuple[Cell, ...]]
) -> None:
    connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", terms)


def _named_foods(connection: sqlite3.Connection) -> "Iterator[tuple[int, NamedFood, list[str]]]":
    """Yield each food with its rank, and with its names in other languages."""
    columns = ("food_id", "name", "group", "aliases", "default_for")
    selected = ", ".join(f'f."{c}"' for c in columns)
    rows = connection.execute(
        f"SELECT f.rowid, f.food_rank, {selected}, n.name FROM foods f "
        "LEFT JOIN names n ON n.food_id = f.food_id ORDER BY f.rowid"
    )
    for _, named in groupby(rows, itemgetter(0)):
        of_food = list(named)
        _, food_rank, *cells, _ = of_food[0]
        food: Any = dict(zip(columns, cells, strict=True))
        yield food_rank, food, [r[-1] for r in of_food if r[-1] is not None]
