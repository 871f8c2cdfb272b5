"""Queries over the published CSV files with pandas alone, the reference results of the filter."""

from pathlib import Path
from typing import Any

import pandas as pd
from snowballstemmer.english_stemmer import EnglishStemmer

from vitk2.catalog.paths import data_dir
from vitk2.queries.query import Query
from vitk2.text import singular, tokenize


def published(name: str) -> pd.DataFrame:
    frame = pd.read_csv(Path(data_dir()) / f"{name}.csv", dtype=str, keep_default_na=False)
    if name == "amounts":
        frame["value"] = pd.to_numeric(frame["ug_per_100g"])
        frame["is_number"] = frame["value"].notna() & (frame["qualifier"] != "assumed")
        frame["is_doubtful"] = frame["marks"].str.contains("doubtful")
        us_alone = frame["marks"].str.contains("US dairy method") & (frame["studies"] == "1")
        runs_high = frame["form"].isin(["MK-9", "MK-10", "K2"]) & (frame["value"] > 0)
        frame["is_set_apart"] = (frame["qualifier"] == "<=") | (us_alone & runs_high)
    return frame


def with_reach(amounts: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Amounts with the highest sound number that is known of each, of whatever table."""
    sound = stated[stated["status"].isin(["counted", "listed"])]
    columns = ["ug_per_100g", "max_ug_per_100g"]
    highest = sound[columns].apply(pd.to_numeric).max(axis="columns")
    of_tables = highest.groupby([sound["food_id"], sound["form"]]).max().rename("of_tables")
    joined = amounts.merge(of_tables.reset_index(), on=["food_id", "form"], how="left")
    own = joined[["ug_per_100g", "limit_ug_per_100g", "high", "of_tables"]]
    return joined.assign(upper_bound=own.apply(pd.to_numeric).max(axis="columns"))


FOODS, STATED = published("foods"), published("measurements")
AMOUNTS = with_reach(published("amounts"), STATED)
_GRAMS = pd.to_numeric(FOODS.set_index("food_id")["portion_g"])


def _words_by_food() -> dict[str, set[str]]:
    """The words that lead to each food: of its name, other names and group, in both Englishes."""
    foreign = published("names").groupby("food_id")["name"].apply(list).to_dict()
    twins = [tuple(pair) for pair in published("twins")[["british", "american"]].to_numpy()]
    stem = EnglishStemmer().stemWord
    found: dict[str, set[str]] = {}
    for food in FOODS.to_dict("records"):
        text = " ".join((food["name"], food["aliases"], food["group"]))
        folded = f" {' '.join(tokenize(text))} "
        for one, other in (*twins, *((b, a) for a, b in twins)):
            if any(f" {one}{ending} " in folded for ending in ("", "s", "es")):
                text += f" {other}"
        own = set(tokenize(text))
        own |= {singular(w) for w in own} | {stem(w) for w in own}
        for word in tokenize(" ".join(foreign.get(food["food_id"], []))):
            own |= {word[i:] for i in range(len(word) - 1) if _has_no_spaces(word)} | {word}
        found[food["food_id"]] = own
    return found


def _has_no_spaces(word: str) -> bool:
    """Whether a word is written as Japanese and Chinese are, so that its end is a word too."""
    return all("\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in word)


WORDS = _words_by_food()


def has_word(food_id: str, typed: str) -> bool:
    """Whether a food has a word, or one that begins so."""
    return any(w.startswith(typed) or w == singular(typed) for w in WORDS[food_id])


def bounded(query: Query, amounts: pd.DataFrame) -> pd.DataFrame:
    """The amounts that tier, source and bounds of a query let through."""
    if query.tiers:
        amounts = amounts[amounts["tier"].isin(query.tiers)]
    if query.sources:
        own = STATED[STATED["source_id"].isin(query.sources)][["food_id", "form"]].drop_duplicates()
        amounts = amounts.merge(own, on=["food_id", "form"])
    value, upper_bound = amounts["value"], amounts["upper_bound"]
    limit = pd.to_numeric(amounts["limit_ug_per_100g"])
    if query.per == "portion":
        grams = pd.to_numeric(amounts["food_id"].map(_GRAMS))
        value, upper_bound = value * grams / 100, upper_bound * grams / 100
        limit = limit * grams / 100
    has_upper_end = amounts["qualifier"] == "<="
    has_bound = amounts["is_number"] | has_upper_end
    value = value.where(~has_upper_end, limit)
    fits = pd.Series(True, index=amounts.index)
    if query.minimum is not None:
        fits &= has_bound & (value >= query.minimum)
    if query.maximum is not None:
        highest = value if query.doubtful else upper_bound
        fits &= has_bound & (highest <= query.maximum) & (amounts["qualifier"] != ">=")
    return amounts[fits]


def expected_foods(query: Query) -> set[str]:
    """The ids that a query should find, by the CSV files with pandas alone."""
    keep, amounts = _of_kind(query), bounded(query, AMOUNTS)
    if not query.forms and (query.tiers or query.sources):
        keep &= set(amounts["food_id"])
    for form in query.forms:
        carries = (amounts["value"] > 0) | (amounts["qualifier"] == "<=")
        carried = amounts[(amounts["form"] == form.value) & carries]
        if not query.doubtful:
            carried = carried[~carried["is_doubtful"]]
        keep &= set(carried["food_id"])
    return keep


def _of_kind(query: Query) -> set[str]:
    """The foods that group, preparation, diet and excluded words leave."""
    foods = FOODS
    if query.groups:
        foods = foods[foods["group"].isin(query.groups)]
    if query.preparations:
        foods = foods[foods["preparation"].isin(query.preparations)]
    if query.diet:
        suits = ["vegan"] if query.diet == "vegan" else ["vegan", "vegetarian"]
        foods = foods[foods["diet"].isin(suits)]
    keep = set(foods["food_id"])
    for text in query.exclude:
        if typed := tokenize(text):
            keep -= {food_id for food_id in keep if all(has_word(food_id, w) for w in typed)}
    return keep


_LATE = ("<=", "<", "tr", "nd", "assumed")


def expected_ranking(query: Query) -> list[str]:
    """The ids of a ranking in their order, without those that are doubtful."""
    (form,), food_ids = query.forms, _of_kind(query)
    amounts = bounded(query, AMOUNTS[AMOUNTS["form"] == form.value])
    amounts = amounts[amounts["food_id"].isin(food_ids) & ~amounts["is_doubtful"]]
    popularity = _popularity()

    def key(amount: dict[str, Any]) -> tuple[object, ...]:
        food_id, qualifier = amount["food_id"], amount["qualifier"]
        grams = _GRAMS[food_id] if query.per == "portion" else 1.0
        late = [pd.isna(grams)] if query.per == "portion" else []
        name = (" ".join(tokenize(amount["name"])), food_id)
        if query.ascending:
            upper_bound = 0.0 if pd.isna(amount["upper_bound"]) else amount["upper_bound"]
            content = 0.0 if pd.isna(grams) else upper_bound * grams
            return (
                *late,
                qualifier in ("assumed", ">=", "<="),
                content,
                -popularity.get(food_id, 0),
                *name,
            )
        content = amount["value"] * grams
        limit = float(amount["limit_ug_per_100g"] or -1)
        rank = 1 + _LATE.index(qualifier) if qualifier in _LATE else 0
        return (*late, rank, 1.0 if pd.isna(content) else -content, -limit, *name)

    rows = sorted(amounts.to_dict("records"), key=key)
    apart = [row for row in rows if row["is_set_apart"]]
    ranked = [row for row in rows if not row["is_set_apart"]]
    ends = (i for i, row in enumerate(ranked) if not row["is_number"])
    end = len(ranked) if query.ascending else next(ends, len(ranked))
    return [str(a["food_id"]) for a in (*ranked[:end], *apart, *ranked[end:])]


def _popularity() -> dict[str, int]:
    """Return the number of sources of each food, one that measured it counted twice."""
    measured = (STATED["status"] == "counted") & (STATED["tier"] != "C")
    by_source = (1 + measured).groupby([STATED["food_id"], STATED["source_id"]]).max()
    return {str(i): int(n) for i, n in by_source.groupby(level=0).sum().items()}
