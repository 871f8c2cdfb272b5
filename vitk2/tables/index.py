"""Writes checked tables into the index, with what searching and ranking want at hand."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from vitk2.forms import WIDE_FORMS
from vitk2.tables.checks import Tables
from vitk2.tables.columns import COLUMNS, WIDE, Cell, Record
from vitk2.tables.terms import Term, Twins, plain_wholes, terms_of, wholes_of
from vitk2.tables.vocabulary import is_known
from vitk2.text import words

_SQL_TYPES: Final = {"number": "REAL", "integer": "INTEGER", "boolean": "BOOLEAN"}


def write_index(connection: sqlite3.Connection, tables: Tables, version: str) -> None:
    """Write every table, the wide rows, the search words and the indexes over them."""
    foods = {str(r["food_id"]): r for _, r in tables["foods"]}
    folded = {i: " ".join(words(str(f["name"]))) for i, f in foods.items()}
    standing = _standing(tables)
    stated = _highest_stated(tables)
    amounts: dict[str, list[Record]] = {}
    for _, r in tables["amounts"]:
        amounts.setdefault(str(r["food_id"]), []).append(r)
        known = is_known(r["qualifier"], r["ug_per_100g"], doubtful=r["doubtful"])
        r |= {"rank": _rank(r), "reach": _reach(r, stated), "known": known}
        r["folded"] = folded.get(str(r["food_id"]))
    for i, food in foods.items():
        food |= {"folded": folded[i], "standing": standing.get(i, 0)}
    extra = {"amounts": ("rank", "reach", "known", "folded"), "foods": ("folded", "standing")}
    for name, columns in COLUMNS.items():
        types = [(c.name, _SQL_TYPES.get(c.kind, "TEXT")) for c in columns]
        types += [(c, "") for c in extra.get(name, ())]
        rows = [[r[c] for c, _ in types] for _, r in tables[name]]
        _create(connection, name, types, rows)
    wide_types = [(c, "TEXT" if i < 4 else _wide_type(c)) for i, c in enumerate(WIDE)]
    wide = [_wide(food, amounts.get(i, [])) for i, food in foods.items()]
    _create(connection, "wide", wide_types, wide)
    word_types = [("word", "TEXT"), ("food_id", "TEXT"), ("place", "REAL")]
    for name, found in zip(("terms", "wholes"), _words(tables, foods), strict=True):
        _create(connection, name, word_types, found)
    _create(connection, "meta", [("data_version", "TEXT")], [[version]])
    for number, index in enumerate(_INDEXES):
        connection.execute(f"CREATE INDEX index_{number} ON {index}")
    connection.execute("ANALYZE")
    connection.commit()


_INDEXES: Final = (
    "foods (food_id)",
    "foods (folded, food_id)",
    "wide (food_id)",
    "amounts (food_id, form)",
    "amounts (form, doubtful, rank, ug_per_100g DESC, limit_ug_per_100g DESC, folded, food_id)",
    "measurements (food_id)",
    "measurements (source_id)",
    "portions (food_id)",
    "names (food_id)",
    "terms (word)",
    "wholes (word)",
)


def _create(
    connection: sqlite3.Connection,
    table: str,
    types: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Cell]],
) -> None:
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in types)
    connection.execute(f'CREATE TABLE "{table}" ({columns})')
    marks = ", ".join("?" * len(types))
    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def _rank(amount: Record) -> int:
    """Numbers stand before limits, traces, not-founds and assumed zeros in every ranking."""
    order = ("<", "tr", "nd", "assumed")
    qualifier = amount["qualifier"]
    return 1 + order.index(str(qualifier)) if qualifier in order else 0


def _highest_stated(tables: Tables) -> dict[tuple[Cell, Cell], float]:
    """The highest sound number of each food and form, of whatever table."""
    highest: dict[tuple[Cell, Cell], float] = {}
    for _, r in tables["measurements"]:
        if r["status"] in ("counted", "listed"):
            key = r["food_id"], r["form"]
            numbers = (highest.get(key), r["ug_per_100g"], r["max_ug_per_100g"])
            highest[key] = max(float(n or 0) for n in numbers)
    return highest


def _reach(amount: Record, stated: dict[tuple[Cell, Cell], float]) -> float:
    """How high the amount may be: its high end, its limit, or a table beside it."""
    own = (amount[c] for c in ("ug_per_100g", "limit_ug_per_100g", "high"))
    highest = stated.get((amount["food_id"], amount["form"]), 0.0)
    return max(highest, *(float(n or 0) for n in own))


def _standing(tables: Tables) -> dict[str, int]:
    """How well a food is known: how many sources name it, twice as much where they measured it."""
    behind: dict[str, dict[Cell, int]] = {}
    for _, r in tables["measurements"]:
        of_food = behind.setdefault(str(r["food_id"]), {})
        measured = r["status"] == "counted" and r["tier"] != "C"
        of_food[r["source_id"]] = max(of_food.get(r["source_id"], 1), 1 + measured)
    return {food_id: sum(found.values()) for food_id, found in behind.items()}


def _words(tables: Tables, foods: dict[str, Record]) -> tuple[set[Term], set[Term]]:
    """What foods are found by: single words, and texts that name a food whole."""
    from snowballstemmer.english_stemmer import EnglishStemmer

    names: dict[str, list[str]] = {}
    for _, r in tables["names"]:
        names.setdefault(str(r["food_id"]), []).append(str(r["name"]))
    twins = Twins((str(r["british"]), str(r["american"])) for _, r in tables["twins"])
    stem = EnglishStemmer().stemWord
    terms = {t for i, f in foods.items() for t in terms_of(f, names.get(i, ()), twins, stem)}
    wholes = {w for i, f in foods.items() for w in wholes_of(f, names.get(i, ()))}
    return terms, wholes | plain_wholes(r for _, r in tables["plain_words"])


_WIDE_TEXTS: Final = ("qualifiers", "doubtful", "marks")


def _wide_type(column: str) -> str:
    if column.endswith("_studies"):
        return "INTEGER"
    return "TEXT" if column.endswith("_tier") or column in _WIDE_TEXTS else "REAL"


def _wide(food: Record, amounts: list[Record]) -> tuple[Cell, ...]:
    by_form = {str(a["form"]): a for a in amounts}
    cells: list[Cell] = [food[c] for c in WIDE[:4]]
    qualifiers, doubtful, marks = [], [], []
    for form in WIDE_FORMS:
        amount = by_form.get(form.value, {})
        cells += [amount.get(c) for c in ("ug_per_100g", "low", "high", "studies", "tier")]
        if qualifier := amount.get("qualifier"):
            limit = amount.get("limit_ug_per_100g")
            qualifiers.append(f"{form.key}:{qualifier}{'' if limit is None else f'{limit:.15g}'}")
        doubtful += [form.key] if amount.get("doubtful") else []
        marks += [f"{form.key}:{m}" for m in str(amount.get("marks") or "").split(";") if m]
    return (*cells, *(";".join(part) or None for part in (qualifiers, doubtful, marks)))
