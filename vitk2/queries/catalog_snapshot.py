"""Snapshots of foods that need no index: their numbers, search words and ranks."""

import re
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Record
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.safety import DOAC, WARFARIN


class Ranks(NamedTuple):
    """The foods of the index in their two orders, and the popularity of each."""

    food_ids: list[str]
    """The more popular first: the order among foods that a search finds equally well."""
    popularities: list[int]
    by_name: list[int]
    """Indexes into `food_ids` in the order of the names."""


class SearchWords(NamedTuple):
    """The search words of foods; a food is its index in `Ranks.food_ids`."""

    terms: dict[str, list[tuple[int, int]]]
    """Each word with the foods that have it and its match rank in each (see `match_rank`)."""
    wholes: list[tuple[str, int, float]]
    """Texts that name a food whole, with their match rank."""
    meanings: list[tuple[str, str]]
    """Words of other languages with the English word that a search means by them."""


def ranks(catalog: Catalog) -> Ranks:
    """Return every food of the index by rank."""
    rows = catalog.rows("SELECT food_id, popularity FROM foods ORDER BY food_rank")
    named = catalog.rows("SELECT food_rank FROM foods ORDER BY folded, food_id")
    return Ranks(
        [str(food_id) for food_id, _ in rows],
        [int(str(popularity)) for _, popularity in rows],
        [int(str(rank)) for (rank,) in named],
    )


def search_words(catalog: Catalog) -> SearchWords:
    """Return every word of the index."""
    found = catalog.rows("SELECT word, food_rank, match_rank FROM terms ORDER BY word, food_rank")
    wholes = catalog.rows(
        "SELECT word, food_rank, match_rank FROM wholes JOIN foods USING (food_id) "
        "ORDER BY word, food_rank, match_rank"
    )
    meanings = catalog.rows("SELECT word, english FROM meanings ORDER BY word, english")
    return SearchWords(
        {
            str(word): [(int(str(rank)), int(str(match_rank))) for _, rank, match_rank in rows]
            for word, rows in groupby(found, itemgetter(0))
        },
        [(str(word), int(str(rank)), float(str(match_rank))) for word, rank, match_rank in wholes],
        [(str(word), str(english)) for word, english in meanings],
    )


def upper_bounds(catalog: Catalog) -> dict[tuple[str, str], float]:
    """Return the upper bound of each amount by food_id and form, µg/100 g, over all tables."""
    rows = catalog.rows("SELECT food_id, form, upper_bound FROM amounts")
    return {
        (str(food_id), str(form)): float(str(upper_bound)) for food_id, form, upper_bound in rows
    }


class Snapshot(NamedTuple):
    """Foods with everything about them, and their search words.

    `foods` are rows of foods.csv, the more popular first, each with its `popularity`; the lists
    beside them have one entry a food, in the same order. Amounts are rows of amounts.csv with their
    `upper_bound`. `words` speak of foods by their number in `foods`. Amounts are µg per 100 g.
    """

    query: Query
    foods: list[Record]
    amounts: list[list[Record]]
    measurements: list[list[Record]]
    portions: list[list[Record]]
    by_name: list[int]
    """The numbers of the foods in order of their names."""
    words: SearchWords
    plain_words: list[Record]
    forms: list[Record]
    """The cards of the forms."""
    sources: list[Record]
    """Those of the measurements, of the reference intakes, and of the advice on drugs."""
    reference_intakes: list[Record]
    data_version: str


def snapshot(catalog: Catalog, query: Query) -> Snapshot:
    """Return everything about the foods that match `query`. Raises what select() raises."""
    chosen = set(select(catalog, query._replace(shape="wide", limit=0, sort="known")).food_ids)
    ranked = ranks(catalog)
    positions = {
        rank: position
        for position, rank in enumerate(n for n, i in enumerate(ranked.food_ids) if i in chosen)
    }
    of_food = _grouped(catalog, [ranked.food_ids[rank] for rank in positions])
    highest = upper_bounds(catalog)
    measurements, references = of_food("measurements"), records(catalog, "reference_intakes")
    cited = {m["source_id"] for of_one in measurements for m in of_one}
    cited |= {r["source_id"] for r in references}
    cited |= set(re.findall(r"\w+", " ".join((*WARFARIN, DOAC))))
    return Snapshot(
        query=query,
        foods=[
            food | {"popularity": ranked.popularities[rank]}
            for rank, (food,) in zip(positions, of_food("foods"), strict=True)
        ],
        amounts=[
            [a | {"upper_bound": highest[str(a["food_id"]), str(a["form"])]} for a in of_one]
            for of_one in of_food("amounts")
        ],
        measurements=measurements,
        portions=of_food("portions"),
        by_name=[positions[rank] for rank in ranked.by_name if rank in positions],
        words=_words_of(search_words(catalog), positions),
        plain_words=records(catalog, "plain_words"),
        forms=records(catalog, "forms"),
        sources=[s for s in records(catalog, "sources") if s["source_id"] in cited],
        reference_intakes=references,
        data_version=catalog.data_version,
    )


def _grouped(catalog: Catalog, food_ids: list[str]) -> Callable[[str], list[list[Record]]]:
    """Return a function from a table to its rows, food by food."""

    def of_food(table: str) -> list[list[Record]]:
        found: dict[str, list[Record]] = {food_id: [] for food_id in food_ids}
        for row in records(catalog, table):
            if (food_id := str(row["food_id"])) in found:
                found[food_id].append(row)
        return list(found.values())

    return of_food


def _words_of(words: SearchWords, positions: dict[int, int]) -> SearchWords:
    """Return the words of the foods in `positions`, by their new indexes."""
    terms = {
        word: found
        for word, of_word in words.terms.items()
        if (
            found := [
                (positions[rank], match_rank) for rank, match_rank in of_word if rank in positions
            ]
        )
    }
    wholes = [
        (word, positions[rank], match_rank)
        for word, rank, match_rank in words.wholes
        if rank in positions
    ]
    return SearchWords(terms, wholes, words.meanings)
