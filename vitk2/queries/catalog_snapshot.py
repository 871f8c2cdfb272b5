"""Snapshots of foods that need no index: their numbers, search words and ranks."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vitk2.catalog.catalog import Catalog, records
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.safety import DOAC, WARFARIN

if TYPE_CHECKING:
    from vitk2.catalog.rows import (
        AmountRow,
        DrugNameRow,
        FoodRow,
        FormRow,
        MeasurementRow,
        PlainWordRow,
        PortionRow,
        ReferenceIntakeRow,
        SourceRow,
    )

    class RankedFoodRow(FoodRow):
        """A row of foods.csv with the popularity of the food."""

        popularity: int

    class BoundedAmountRow(AmountRow):
        """A row of amounts.csv with the upper bound of the amount, µg per 100 g."""

        upper_bound: float

    RowOfFood = TypeVar("RowOfFood", FoodRow, AmountRow, MeasurementRow, PortionRow)


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
    return Ranks(
        catalog.texts("SELECT food_id FROM foods ORDER BY food_rank"),
        catalog.integers("SELECT popularity FROM foods ORDER BY food_rank"),
        catalog.integers("SELECT food_rank FROM foods ORDER BY folded, food_id"),
    )


def search_words(catalog: Catalog) -> SearchWords:
    """Return every word of the index."""
    found: list[Any] = catalog.rows(
        "SELECT word, food_rank, match_rank FROM terms ORDER BY word, food_rank"
    )
    wholes: list[Any] = catalog.rows(
        "SELECT word, food_rank, match_rank FROM wholes JOIN foods USING (food_id) "
        "ORDER BY word, food_rank, match_rank"
    )
    meanings: list[Any] = catalog.rows("SELECT word, english FROM meanings ORDER BY word, english")
    terms = {
        word: [(rank, match_rank) for _, rank, match_rank in rows]
        for word, rows in groupby(found, itemgetter(0))
    }
    return SearchWords(terms, wholes, meanings)


def upper_bounds(catalog: Catalog) -> dict[tuple[str, str], float]:
    """Return the upper bound of each amount by food_id and form, µg/100 g, over all tables."""
    rows: list[Any] = catalog.rows("SELECT food_id, form, upper_bound FROM amounts")
    return {(food_id, form): upper_bound for food_id, form, upper_bound in rows}


class Snapshot(NamedTuple):
    """Foods with everything about them, and their search words.

    `foods` are rows of foods.csv, the more popular first, each with its `popularity`; the lists
    beside them have one entry a food, in the same order. Amounts are rows of amounts.csv with their
    `upper_bound`. `words` speak of foods by their number in `foods`. Amounts are µg per 100 g.
    """

    query: Query
    foods: "list[RankedFoodRow]"
    amounts: "list[list[BoundedAmountRow]]"
    measurements: "list[list[MeasurementRow]]"
    portions: "list[list[PortionRow]]"
    by_name: list[int]
    """The numbers of the foods in order of their names."""
    words: SearchWords
    plain_words: "list[PlainWordRow]"
    drug_names: "list[DrugNameRow]"
    forms: "list[FormRow]"
    """The cards of the forms."""
    sources: "list[SourceRow]"
    """Those of the measurements, of the reference intakes, and of the advice on drugs."""
    reference_intakes: "list[ReferenceIntakeRow]"
    data_version: str


def snapshot(catalog: Catalog, query: Query) -> Snapshot:
    """Return everything about the foods that match `query`. Raises what select() raises."""
    chosen = set(select(catalog, query._replace(shape="wide", limit=0, sort="known")).food_ids)
    ranked = ranks(catalog)
    positions = {
        rank: position
        for position, rank in enumerate(n for n, i in enumerate(ranked.food_ids) if i in chosen)
    }
    food_ids = [ranked.food_ids[rank] for rank in positions]
    foods = _by_food(records(catalog, "foods"), food_ids)
    amounts = _by_food(records(catalog, "amounts"), food_ids)
    highest = upper_bounds(catalog)
    measurements = _by_food(records(catalog, "measurements"), food_ids)
    references = records(catalog, "reference_intakes")
    cited = {m["source_id"] for of_one in measurements for m in of_one}
    cited |= {r["source_id"] for r in references}
    cited |= set(re.findall(r"\w+", " ".join((*WARFARIN, DOAC))))
    return Snapshot(
        query=query,
        foods=[
            {**food, "popularity": ranked.popularities[rank]}
            for rank, (food,) in zip(positions, foods, strict=True)
        ],
        amounts=[
            [{**a, "upper_bound": highest[a["food_id"], a["form"]]} for a in of_one]
            for of_one in amounts
        ],
        measurements=measurements,
        portions=_by_food(records(catalog, "portions"), food_ids),
        by_name=[positions[rank] for rank in ranked.by_name if rank in positions],
        words=_words_of(search_words(catalog), positions),
        plain_words=records(catalog, "plain_words"),
        drug_names=records(catalog, "drug_names"),
        forms=records(catalog, "forms"),
        sources=[s for s in records(catalog, "sources") if s["source_id"] in cited],
        reference_intakes=references,
        data_version=catalog.data_version,
    )


def _by_food(rows: "Iterable[RowOfFood]", food_ids: Sequence[str]) -> "list[list[RowOfFood]]":
    """Return the rows of each of these foods, in the order of the foods."""
    found: dict[str, list[RowOfFood]] = {food_id: [] for food_id in food_ids}
    for row in rows:
        if row["food_id"] in found:
            found[row["food_id"]].append(row)
    return list(found.values())


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
