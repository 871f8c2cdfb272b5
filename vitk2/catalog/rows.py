"""The types of rows, a class a table; at run time a row is a plain dictionary.

`make docs` writes this file from the columns in schema.py: change those, not this file. Import it
under TYPE_CHECKING, because only mypy needs it.
"""

from typing import TypedDict


class FoodRow(TypedDict):
    """A row of foods.csv."""

    food_id: str
    name: str
    group: str
    preparation: str | None
    aliases: str | None
    default_for: str | None
    portion: str | None
    portion_g: float | None
    diet: str | None
    tags: str | None
    fdc_ids: str | None
    ndb_nos: str | None
    ciqual_codes: str | None
    bls_codes: str | None


class AmountRow(TypedDict):
    """A row of amounts.csv."""

    food_id: str
    name: str
    group: str
    form: str
    ug_per_100g: float | None
    qualifier: str | None
    limit_ug_per_100g: float | None
    low: float | None
    high: float | None
    studies: int | None
    sources: str | None
    tier: str
    doubtful: bool | None
    marks: str | None


class MeasurementRow(TypedDict):
    """A row of measurements.csv."""

    reading_id: str
    food_id: str
    form: str
    ug_per_100g: float | None
    qualifier: str | None
    limit_ug_per_100g: float | None
    min_ug_per_100g: float | None
    max_ug_per_100g: float | None
    spread: float | None
    n: int | None
    source_id: str
    source_food: str
    source_name: str | None
    country: str | None
    derivation: str | None
    method: str | None
    locator: str | None
    read_in: str | None
    tier: str
    status: str
    published_value: float | None
    published_unit: str | None
    factor: float | None
    reviewed: str | None
    note: str | None


class PortionRow(TypedDict):
    """A row of portions.csv."""

    food_id: str
    portion: str
    portion_g: float
    source_id: str | None
    source_food: str


class SourceRow(TypedDict):
    """A row of sources.csv."""

    source_id: str
    study: str
    kind: str
    authors: str | None
    year: str | None
    title: str | None
    journal: str | None
    pages: str | None
    doi: str | None
    pmid: str | None
    licence: str | None
    measured: str | None
    method: str | None
    attribution: str | None
    seen: str | None


class FormRow(TypedDict):
    """A row of forms.csv."""

    form: str
    name: str
    other_names: str | None
    side_chain_units: int | None
    formula: str | None
    molar_mass_g_per_mol: float | None
    usda_nutrient: str | None
    infoods_tag: str | None
    origin: str | None
    what: str | None
    in_blood: str | None
    not_known: str | None


class ReferenceIntakeRow(TypedDict):
    """A row of reference_intakes.csv."""

    reference: str
    authority: str
    nutrient: str
    sex: str
    age_from_months: int
    age_to_months: int | None
    state: str | None
    ug_per_day: float
    kind: str
    confidence: str | None
    source_id: str


class ClaimRow(TypedDict):
    """A row of claims.csv."""

    claim_id: str
    claim: str
    verdict: str
    finding: str
    strength: str | None
    topics: str | None
    citations: str | None


class PlainWordRow(TypedDict):
    """A row of plain_words.csv."""

    word: str
    other_words: str | None
    foods: str | None
    says: str | None


class NameRow(TypedDict):
    """A row of names.csv."""

    food_id: str
    language: str
    name: str
    source_id: str | None


class ChangedValueRow(TypedDict):
    """A row of changed_values.csv."""

    food_id: str
    form: str
    old_ug_per_100g: float | None
    old_qualifier: str | None
    new_ug_per_100g: float | None
    new_qualifier: str | None
    until: str
    why: str


class TwinRow(TypedDict):
    """A row of twins.csv."""

    british: str
    american: str


class HouseholdMeasureRow(TypedDict):
    """A row of household_measures.csv."""

    measure: str
    other_words: str | None
    groups: str | None
    preparations: str | None
    stated_as: str | None
    measure_g: float | None
    measure_ml: float | None
    source: str | None
    asks: str | None


class DrugNameRow(TypedDict):
    """A row of drug_names.csv."""

    name: str
    drug: str
    kind: str
    action: str
    languages: str | None
    source: str


class WideRow(TypedDict):
    """A food with the values of its forms."""

    food_id: str
    name: str
    group: str
    preparation: str | None
    k1_ug_per_100g: float | None
    k1_qualifier: str | None
    k1_low: float | None
    k1_high: float | None
    k1_studies: int | None
    k1_tier: str | None
    dk1_ug_per_100g: float | None
    dk1_qualifier: str | None
    dk1_low: float | None
    dk1_high: float | None
    dk1_studies: int | None
    dk1_tier: str | None
    mk4_ug_per_100g: float | None
    mk4_qualifier: str | None
    mk4_low: float | None
    mk4_high: float | None
    mk4_studies: int | None
    mk4_tier: str | None
    mk5_ug_per_100g: float | None
    mk5_qualifier: str | None
    mk5_low: float | None
    mk5_high: float | None
    mk5_studies: int | None
    mk5_tier: str | None
    mk6_ug_per_100g: float | None
    mk6_qualifier: str | None
    mk6_low: float | None
    mk6_high: float | None
    mk6_studies: int | None
    mk6_tier: str | None
    mk7_ug_per_100g: float | None
    mk7_qualifier: str | None
    mk7_low: float | None
    mk7_high: float | None
    mk7_studies: int | None
    mk7_tier: str | None
    mk8_ug_per_100g: float | None
    mk8_qualifier: str | None
    mk8_low: float | None
    mk8_high: float | None
    mk8_studies: int | None
    mk8_tier: str | None
    mk9_ug_per_100g: float | None
    mk9_qualifier: str | None
    mk9_low: float | None
    mk9_high: float | None
    mk9_studies: int | None
    mk9_tier: str | None
    mk10_ug_per_100g: float | None
    mk10_qualifier: str | None
    mk10_low: float | None
    mk10_high: float | None
    mk10_studies: int | None
    mk10_tier: str | None
    mk9_4h_ug_per_100g: float | None
    mk9_4h_qualifier: str | None
    mk9_4h_low: float | None
    mk9_4h_high: float | None
    mk9_4h_studies: int | None
    mk9_4h_tier: str | None
    k2_ug_per_100g: float | None
    k2_qualifier: str | None
    k2_low: float | None
    k2_high: float | None
    k2_studies: int | None
    k2_tier: str | None
    doubtful: str | None
    marks: str | None
