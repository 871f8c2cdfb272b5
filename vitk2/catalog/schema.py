"""THE one list of columns: of every published table, with types, units and meanings."""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple, cast

from vitk2.catalog.vocabulary import (
    DIETS,
    DRUG_ACTIONS,
    DRUG_NAME_KINDS,
    GROUPS,
    LANGUAGES,
    PREPARATIONS,
    QUALIFIERS,
    REFERENCES,
    STATUSES,
    TIERS,
    TOTAL_FORM,
    VERDICTS,
)
from vitk2.forms import TABLE_FORMS, Form

FOOD_ID: Final = "[a-z0-9][a-z0-9._-]{0,99}"
SOURCE_ID: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
"""Patterns of ids; vitk2.catalog.ids explains them."""


class Column(NamedTuple):
    """A column of a published table.

    `kind`: text, number, integer, list (`;` between), flag (yes or empty), boolean (true, false).
    """

    name: str
    kind: str
    meaning: str
    allowed: tuple[str, ...] = ()
    required: bool = False
    refers: str = ""
    """`table.column` that must have each value of this column."""
    pattern: str = ""
    """Regular expression that a whole text must match; in a list, each member."""


Cell = str | float | int | None
"""A value in a row; None is missing, never zero."""

Row = tuple[Cell, ...]

Record = dict[str, Cell]
"""A row by its columns."""


def cells(row: Mapping[str, object]) -> list[Cell]:
    """Return the cells of a typed row, such as a FoodRow, in the order of its columns.

    mypy knows the type of each column by its name, and no common type of all.
    """
    return cast("list[Cell]", list(row.values()))


_FOOD_ID = Column("food_id", "text", "permanent id of the food", (), True, pattern=FOOD_ID)
_OF_FOOD = _FOOD_ID._replace(refers="foods.food_id")
_SOURCE_ID = Column("source_id", "text", "permanent id of the source", (), True, pattern=SOURCE_ID)
_OF_SOURCE = _SOURCE_ID._replace(refers="sources.source_id")
_SOURCES = Column("sources", "list", "source_ids of the votes", (), False, *_OF_SOURCE[5:])

_FORMS = tuple(f.value for f in Form)

_QUALIFIERS = (
    Column("qualifier", "text", "what stands instead of a plain number", tuple(QUALIFIERS)),
    Column("limit_ug_per_100g", "number", "limit that a qualifier < or <= refers to, µg per 100 g"),
)

FOODS: Final = (
    _FOOD_ID,
    Column("name", "text", "name a person would use", required=True),
    Column("group", "text", "food group", GROUPS, required=True),
    Column("preparation", "text", "how it was prepared; empty: as sold", PREPARATIONS),
    Column("aliases", "list", "other names people type"),
    Column("default_for", "list", "plain words that mean this food when nothing else is said"),
    Column("portion", "text", "usual portion in words"),
    Column("portion_g", "number", "usual portion in grams"),
    Column("diet", "text", "who may eat it; empty: neither, or not sure", DIETS),
    Column("tags", "list", "forms it carries: shown value above 0 and not doubtful", _FORMS),
    Column("fdc_ids", "list", "FoodData Central ids of the same food"),
    Column("ndb_nos", "list", "USDA NDB numbers of the same food"),
    Column("ciqual_codes", "list", "CIQUAL 2025 codes of the same food"),
    Column("bls_codes", "list", "codes of the same food in the German table, BLS 4.0"),
)

AMOUNTS: Final = (
    _OF_FOOD,
    Column("name", "text", "name of the food", required=True),
    Column("group", "text", "food group", GROUPS, required=True),
    Column("form", "text", "form of vitamin K", _FORMS, required=True),
    Column("ug_per_100g", "number", "value shown, µg per 100 g"),
    *_QUALIFIERS,
    Column("low", "number", "lowest sound reading of the kind that votes, µg per 100 g"),
    Column("high", "number", "highest sound reading of the kind that votes, µg per 100 g"),
    Column("studies", "integer", "studies that vote on the value"),
    _SOURCES,
    Column("tier", "text", "grade of the reading shown", tuple(TIERS), required=True),
    Column("doubtful", "boolean", "whether it rests on doubtful readings alone"),
    Column("marks", "list", "what a reader must know of this value"),
)

MEASUREMENTS: Final = (
    Column("reading_id", "text", "permanent id of the published number", required=True),
    _OF_FOOD,
    Column(
        "form",
        "text",
        "form of vitamin K; K2 is a stated total; K_total is K1 and K2 together",
        (*_FORMS, TOTAL_FORM),
        required=True,
    ),
    Column("ug_per_100g", "number", "the number as stated, µg per 100 g"),
    *_QUALIFIERS,
    Column("min_ug_per_100g", "number", "stated minimum, µg per 100 g"),
    Column("max_ug_per_100g", "number", "stated maximum, µg per 100 g"),
    Column("spread", "number", "stated ± figure, µg per 100 g: SD, SE or SEM as the source has it"),
    Column("n", "integer", "number of samples (IFCT: of regions)"),
    _OF_SOURCE._replace(meaning="source of the number"),
    Column("source_food", "text", "the source's key or name of the food", required=True),
    Column("source_name", "text", "the source's name of the food, English where it has one"),
    Column("country", "text", "country of the samples"),
    Column("derivation", "text", "how the source says it got the number"),
    Column("method", "text", "method of analysis"),
    Column("locator", "text", "where in the source"),
    Column("read_in", "text", "where it was read, when not in the source itself"),
    Column("tier", "text", "grade of the number", tuple(TIERS), required=True),
    Column("status", "text", "what it does for the value shown", tuple(STATUSES), required=True),
    Column("published_value", "number", "the number as printed, where it was converted"),
    Column("published_unit", "text", "its unit there"),
    Column("factor", "number", "factor from published_value to ug_per_100g"),
    Column("reviewed", "flag", "looked at by a curator because it is above 3,000 µg per 100 g"),
    Column("note", "text", "doubt, or what else to know"),
)

PORTIONS: Final = (
    _OF_FOOD,
    Column("portion", "text", "portion in words", required=True),
    Column("portion_g", "number", "its weight in grams", required=True),
    _OF_SOURCE._replace(meaning="source that states it", required=False),
    Column("source_food", "text", "food it was weighed for", required=True),
)

SOURCES: Final = (
    _SOURCE_ID,
    Column("study", "text", "laboratory work it belongs to", required=True),
    Column("kind", "text", "paper, database or compilation", required=True),
    Column("authors", "text", "authors or publisher"),
    Column("year", "text", "year of publication"),
    Column("title", "text", "title"),
    Column("journal", "text", "journal, book or site"),
    Column("pages", "text", "volume and pages"),
    Column("doi", "text", "DOI"),
    Column("pmid", "text", "PubMed id"),
    Column("licence", "text", "terms of the source"),
    Column("measured", "text", "what it measured"),
    Column("method", "text", "method of analysis, as far as it was read"),
    Column("attribution", "text", "inferred where a number's paper was inferred for some"),
    Column("seen", "text", "how the numbers were reached"),
)

FORMS: Final = (
    Column("form", "text", "form of vitamin K", _FORMS, required=True),
    Column("name", "text", "chemical name in use", required=True),
    Column("other_names", "list", "other names"),
    Column("side_chain_units", "integer", "isoprene units in the side chain"),
    Column("formula", "text", "molecular formula"),
    Column("molar_mass_g_per_mol", "number", "molar mass"),
    Column("usda_nutrient", "text", "USDA nutrient number"),
    Column("infoods_tag", "text", "INFOODS or EuroFIR component name"),
    Column("origin", "text", "where it mainly occurs"),
    Column("what", "text", "what it is"),
    Column("in_blood", "text", "how long it lasts in blood, as far as seen"),
    Column("not_known", "text", "what is not known"),
)

REFERENCE_INTAKES: Final = (
    Column("reference", "text", "short name", REFERENCES, required=True),
    Column("authority", "text", "who set it, and its edition", required=True),
    Column("nutrient", "text", "what it is set for: K1, or total vitamin K", required=True),
    Column("sex", "text", "whom it is for", ("any", "female", "male"), required=True),
    Column("age_from_months", "integer", "from this age", required=True),
    Column("age_to_months", "integer", "below this age; empty: no end"),
    Column("state", "text", "pregnant, lactating or neither", ("pregnant", "lactating")),
    Column("ug_per_day", "number", "reference intake, µg a day", required=True),
    Column("kind", "text", "AI: adequate intake or estimate", required=True),
    Column("confidence", "text", "read at its authority or not", ("primary", "secondary")),
    _OF_SOURCE._replace(meaning="where it was read"),
)

CLAIMS: Final = (
    Column("claim_id", "text", "permanent id of the claim", required=True),
    Column("claim", "text", "what is popularly said", required=True),
    Column("verdict", "text", "what the evidence makes of it", VERDICTS, required=True),
    Column("finding", "text", "what the studies found", required=True),
    Column("strength", "text", "what kind of evidence it is"),
    Column("topics", "list", "words that people ask it by"),
    _SOURCES._replace(name="citations", meaning="sources of the finding"),
)

PLAIN_WORDS: Final = (
    Column("word", "text", "word people type that names no single food here", required=True),
    Column("other_words", "list", "other spellings of it"),
    Column("foods", "list", "food_ids to choose from, or the nearest", (), False, *_OF_FOOD[5:]),
    Column("says", "text", "why there is no such food; empty: it is many foods"),
)

NAMES: Final = (
    _OF_FOOD,
    Column("language", "text", "language of the name, ISO 639-1", tuple(LANGUAGES), required=True),
    Column("name", "text", "the food's name in it", required=True),
    _OF_SOURCE._replace(
        meaning="source that names it so; empty: a word of the dictionary", required=False
    ),
)

TWINS: Final = (
    Column("british", "text", "word in Britain", required=True),
    Column("american", "text", "word in America", required=True),
)

HOUSEHOLD_MEASURES: Final = (
    Column("measure", "text", "household measure as people write it", required=True),
    Column("other_words", "list", "other words for it"),
    Column("groups", "list", "food groups it holds for; empty: all", GROUPS),
    Column("preparations", "list", "preparations it holds for; empty: all", PREPARATIONS),
    Column("stated_as", "list", "portions of the food it means; 'usual portion': that of foods"),
    Column("measure_g", "number", "else what one is taken as, g"),
    Column("measure_ml", "number", "else what one is taken as, ml, by the food's own volumes"),
    Column("source", "text", "where the amount comes from, or that it is a convention of vitk2"),
    Column("asks", "text", "why it is asked back, where it may be many amounts"),
)

DRUG_NAMES: Final = (
    Column("name", "text", "name people type of a drug that acts on clotting", required=True),
    Column("drug", "text", "substance or class that it names", required=True),
    Column("kind", "text", "what kind of name it is", DRUG_NAME_KINDS, required=True),
    Column("action", "text", "how the drug acts, as far as read", DRUG_ACTIONS, required=True),
    Column("languages", "list", "languages of the name, ISO 639-1; empty: several"),
    Column("source", "text", "source of the drug, or convention of vitk2", required=True),
)

_OLD_QUALIFIER = "what stood instead of a plain number; after < and <= the limit, µg per 100 g"
_NEW_QUALIFIER = "what stands instead of a plain number; after < and <= the limit, µg per 100 g"

CHANGED_VALUES: Final = (
    _OF_FOOD,
    Column("form", "text", "form of vitamin K", _FORMS, required=True),
    Column("old_ug_per_100g", "number", "value shown before, µg per 100 g"),
    Column("old_qualifier", "text", _OLD_QUALIFIER),
    Column("new_ug_per_100g", "number", "value shown now, µg per 100 g"),
    Column("new_qualifier", "text", _NEW_QUALIFIER),
    Column("until", "text", "last data version that shows the old value", required=True),
    Column("why", "text", "why it changed", required=True),
)

COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "foods": FOODS,
    "amounts": AMOUNTS,
    "measurements": MEASUREMENTS,
    "portions": PORTIONS,
    "sources": SOURCES,
    "forms": FORMS,
    "reference_intakes": REFERENCE_INTAKES,
    "claims": CLAIMS,
    "plain_words": PLAIN_WORDS,
    "names": NAMES,
    "changed_values": CHANGED_VALUES,
    "twins": TWINS,
    "household_measures": HOUSEHOLD_MEASURES,
    "drug_names": DRUG_NAMES,
}
"""The one list of columns: CSV files, index, exports, frames, datapackage.json and docs use it."""

DESCRIPTOR: Final = "datapackage.json"
"""Describes the tables and names the version of the data."""

KEYS: Final = {
    "foods": ("food_id",),
    "amounts": ("food_id", "form"),
    "measurements": ("reading_id",),
    "portions": ("food_id", "portion"),
    "sources": ("source_id",),
    "forms": ("form",),
    "reference_intakes": ("authority", "nutrient", "sex", "age_from_months", "state"),
    "claims": ("claim_id",),
    "plain_words": ("word",),
    "names": ("food_id", "language", "name"),
    "changed_values": ("food_id", "form"),
    "twins": ("british", "american"),
    "household_measures": ("measure", "groups", "preparations"),
    "drug_names": ("name",),
}

WIDE: Final = (
    tuple(c.name for c in FOODS[:4])
    + tuple(
        form.column(part)
        for form in TABLE_FORMS
        for part in ("ug_per_100g", "qualifier", "low", "high", "studies", "tier")
    )
    + ("doubtful", "marks")
)
"""Columns of one row a food: of each form the value, qualifier, range, studies and tier."""


class ColumnInfo(NamedTuple):
    """A column of a listing; `unit` is '' for no amount, `form` None for a column of no form."""

    column: Column
    unit: str = ""
    form: Form | None = None


def column_info(name: str, table: str) -> ColumnInfo | None:
    """Return the description of a column in `table`, wide, amounts or measurements, or None.

    Columns of the food and those that an option adds are found in every one of them.
    """
    return _columns_of(table).get(name) or _columns_of("").get(name)


_UNITS: Final = {"per 100 g": "µg/100 g", "per usual portion": "µg/portion", "gram": "g"}
"""Phrases in the meaning of a column, and the unit that each implies."""


def _of(column: Column, form: Form | None = None) -> ColumnInfo:
    units = [unit for words, unit in _UNITS.items() if words in column.meaning]
    return ColumnInfo(column, units[0] if units and column.kind == "number" else "", form)


_ADDED: Final = (
    Column("source_ug_per_100g", "number", "what the source asked for states, µg per 100 g"),
    Column("highest_ug_per_100g", "number", "highest reading of the food, µg per 100 g"),
    Column("highest_ug_per_portion", "number", "highest reading, µg per usual portion"),
    Column("ug_per_portion", "number", "value shown, µg per usual portion"),
)
"""Columns that an option adds to an amount or to each form of a food."""

_ADDED_OF_AMOUNTS: Final = (
    Column("grams_holding", "number", "grams that hold the µg asked for, by the value shown"),
    Column("grams_holding_least", "number", "grams that hold it by the high end of the range"),
    Column("grams_holding_most", "number", "grams that hold it by the low end of the range"),
    Column("portions_holding", "number", "usual portions that hold it"),
    Column("n", "integer", "samples of all readings that vote; missing where one states none"),
)

_SUMMED_UP: Final = (
    Column("doubtful", "list", "forms whose value rests on doubtful readings alone"),
    Column("marks", "list", "what a reader must know of a value, each behind its form"),
)
"""Columns of a wide row that concern all forms together."""


_QUALIFIER_WITH_LIMIT: Final = Column(
    "qualifier",
    "text",
    "what stands instead of a plain number; after < and <= the limit, µg per 100 g",
)
"""The qualifier of a form in a wide row, which has no column for the limit: `<0.1`."""

_OF_EACH_FORM: Final = (
    _QUALIFIER_WITH_LIMIT,
    *(c for c in AMOUNTS if c.name in ("ug_per_100g", "low", "high", "studies", "tier")),
    *_ADDED,
)


@cache
def _columns_of(table: str) -> dict[str, ColumnInfo]:
    """Return the columns of a listing by name, those of every listing for ''.

    They are described on first use: a look-up needs none of the 150.
    """
    if table == "wide":
        return {d.column.name: d for d in _columns_of_wide()}
    columns = {
        "amounts": AMOUNTS,
        "measurements": MEASUREMENTS,
        "": (*FOODS, *_ADDED, *_ADDED_OF_AMOUNTS),
    }[table]
    return {c.name: _of(c) for c in columns}


def _columns_of_wide() -> list[ColumnInfo]:
    of_forms = [
        _of(
            column._replace(name=form.column(column.name), meaning=f"{form}: {column.meaning}"),
            form,
        )
        for form in TABLE_FORMS
        for column in _OF_EACH_FORM
    ]
    return [*map(_of, (*FOODS[:4], *_SUMMED_UP)), *of_forms]
