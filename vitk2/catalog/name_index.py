"""The table of whole names by their key, which finds a name in any order of its words.

It has the own names of foods, the plain words that mean several, and the names that sources give
foods. A name of several foods has a row for each, so that it is a question. A source's name that is
another food's own name is left out, and so is any name that means no food here, or a drug.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from vitk2.catalog.name_key import STATES, name_key
from vitk2.catalog.search_index import own_names
from vitk2.catalog.vocabulary import ALIAS, FOREIGN_WHOLE, SEVERAL, SOURCE_NAME, WHOLE

NameRow = tuple[str, str, str, str, int]
"""The three parts of the key of a name, its food_id and its match rank."""

if TYPE_CHECKING:
    from vitk2.catalog.search_index import NamedFood


def write_name_keys(connection: sqlite3.Connection) -> None:
    """Write the keys of all names, after the foods, measurements, plain words and drug names."""
    connection.execute(
        "CREATE TABLE name_keys (words TEXT, pairs TEXT, head TEXT, food_id TEXT, "
        "match_rank INTEGER, PRIMARY KEY (words, pairs, head, food_id, match_rank)) WITHOUT ROWID"
    )
    plain_words, drugs = _PlainWords(connection), _Drugs(connection)

    def of_foods(rows: Iterable[NameRow]) -> Iterator[NameRow]:
        for row in rows:
            if row[0] and row[0] not in plain_words.of_no_food and not drugs.named_in(row[0]):
                yield row

    for insert, rows in (
        (_INSERT, _own_rows(connection)),
        (_INSERT, plain_words.rows),
        (_INSERT_RIVAL, _foreign_rows(connection)),
        (_INSERT_SOURCE_NAME, _source_rows(connection, plain_words)),
        (_INSERT_WITHOUT_COMMAS, _source_rows(connection, plain_words, with_commas=False)),
    ):
        connection.executemany(insert, of_foods(rows))


_INSERT: Final = "INSERT OR IGNORE INTO name_keys SELECT ?1, ?2, ?3, ?4, ?5"

_INSERT_RIVAL: Final = f"""{_INSERT}
    WHERE EXISTS (
      SELECT 1 FROM name_keys WHERE words = ?1 AND match_rank = {ALIAS} AND food_id <> ?4)"""
"""A name in another language stands only beside another food's alias: then it is asked."""

_INSERT_SOURCE_NAME: Final = f"""{_INSERT}
    WHERE NOT EXISTS (
      SELECT 1 FROM name_keys WHERE words = ?1 AND pairs = ?2 AND head = ?3
      AND (match_rank = {WHOLE} OR food_id = ?4))"""
"""A source's name does not stand beside a food's own name, nor for a food that has it already."""

_INSERT_WITHOUT_COMMAS: Final = f"""{_INSERT_SOURCE_NAME} AND NOT EXISTS (
      SELECT 1 FROM name_keys WHERE words = ?1 AND match_rank = {WHOLE} AND food_id <> ?4)"""
"""Without commas it may be read as the own name of another food in any order."""


def _own_rows(connection: sqlite3.Connection) -> Iterator[NameRow]:
    """Yield the names, plain words and aliases of the foods."""
    columns = ("food_id", "name", "group", "aliases", "default_for")
    selected = ", ".join(f'"{c}"' for c in columns)
    for cells in connection.execute(f"SELECT {selected} FROM foods ORDER BY rowid"):
        food: NamedFood | Any = dict(zip(columns, cells, strict=True))
        for name, match_rank in own_names(food):
            yield *name_key(name), food["food_id"], match_rank


def _foreign_rows(connection: sqlite3.Connection) -> Iterator[NameRow]:
    """Yield the names of foods in other languages."""
    for name, food_id in connection.execute("SELECT name, food_id FROM names"):
        yield *name_key(name), food_id, FOREIGN_WHOLE


def _source_rows(
    connection: sqlite3.Connection, plain_words: "_PlainWords", *, with_commas: bool = True
) -> Iterator[NameRow]:
    """Yield the names that sources give foods, with the rivals of those that are plain words."""
    rows = connection.execute(
        "SELECT DISTINCT m.source_name, f.food_id, f.preparation FROM measurements m "
        "JOIN foods f ON f.food_id = m.food_id WHERE m.source_name IS NOT NULL"
    )
    for name, food_id, preparation in rows:
        words, pairs, head = name_key(name if with_commas else name.replace(",", ""))
        if not plain_words.have(words):
            yield words, pairs, head, food_id, SOURCE_NAME
            for rival in plain_words.rivals(words, food_id, preparation):
                yield words, pairs, head, rival, SEVERAL


class _PlainWords:
    """The words that mean several foods, or none that was measured, by the words of their key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.rows: list[NameRow] = []
        """A row for each food that a plain word may mean."""
        self.of_no_food: set[str] = set()
        self._foods: dict[str, list[str]] = {}
        sql = "SELECT word, other_words, foods, says FROM plain_words"
        for word, others, foods, says in connection.execute(sql):
            food_ids = foods.split(";") if foods else []
            for key in map(name_key, (word, *(others or "").split(";"))):
                self._foods[key[0]] = food_ids
                self.rows += [(*key, food_id, SEVERAL) for food_id in food_ids]
                if says or len(food_ids) < 2:
                    self.of_no_food.add(key[0])
        self._preparations = dict(connection.execute("SELECT food_id, preparation FROM foods"))

    def have(self, words: str) -> bool:
        """Return whether a name is a plain word, or a state of one that no food is called by."""
        return words in self._foods or _without_state(words) in self.of_no_food

    def rivals(self, words: str, food_id: str, preparation: str | None) -> list[str]:
        """Return the other foods that a plain word and a state may mean, none for other names.

        `Chicory, raw` may be the leaves or the root, `Lentils, raw` only the lentils that are not
        cooked.
        """
        foods = self._foods.get(_without_state(words), [])
        alike = [i for i in foods if self._preparations.get(i) == preparation]
        return [] if alike == [food_id] else foods


def _without_state(words: str) -> str:
    return " ".join(word for word in words.split() if word not in STATES)


class _Drugs:
    """The names of drugs, for a name that has all words of one among its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._by_word: dict[str, list[set[str]]] = {}
        for (name,) in connection.execute("SELECT name FROM drug_names"):
            words = name_key(name)[0].split()
            for first in words[:1]:
                self._by_word.setdefault(first, []).append(set(words))

    def named_in(self, words: str) -> bool:
        """Return whether the words of a name contain those of a drug."""
        found = set(words.split())
        first_words = found & self._by_word.keys()
        return any(drug <= found for word in first_words for drug in self._by_word[word])
