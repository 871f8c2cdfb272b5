"""The controlled vocabularies of the tables, and the meanings of their words."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow

GROUPS: Final = (
    "Vegetables",
    "Mushrooms and seaweed",
    "Herbs and spices",
    "Legumes and soya",
    "Fermented plant foods",
    "Fruit",
    "Nuts and seeds",
    "Cereals and bread",
    "Oils and fats",
    "Cheese",
    "Milk and dairy",
    "Eggs",
    "Meat",
    "Poultry",
    "Sausages and cured meat",
    "Fish and seafood",
    "Sweets and snacks",
    "Sauces and dishes",
    "Drinks",
)


RAW_OR_COOKED: Final = (
    *("raw", "cooked", "boiled", "steamed", "fried", "roasted", "baked", "grilled", "braised"),
    "microwaved",
)


PREPARATIONS: Final = (
    *RAW_OR_COOKED,
    *("dried", "canned", "frozen", "smoked", "cured", "fermented", "pickled"),
)


DIETS: Final = ("vegan", "vegetarian")
"""Diets that a food suits for certain; a vegan food is vegetarian too."""


QUALIFIERS: Final = {
    "<": "below the limit in limit_ug_per_100g",
    "tr": "a trace",
    "nd": "looked for and not found",
    "assumed": "a zero without a known measurement",
    ">=": "at least this much: parts of the sum are unknown",
    "<=": "at most the limit in limit_ug_per_100g: a total, of which this form is the main part",
}


def is_known(qualifier: object, ug: object, *, doubtful: object) -> bool:
    """Return whether a sum may count a value: looked for, not in doubt, not only an upper end.

    A lower bound of 0 is unknown.
    """
    at_least_nothing = qualifier == ">=" and not ug
    return not doubtful and qualifier not in ("assumed", "<=") and not at_least_nothing


def split_qualifier(text: str) -> tuple[str, float | None]:
    """Return sign and limit of a qualifier in a wide row: `<` and 0.1 of `<0.1`, else no limit."""
    for sign in ("<=", "<"):
        if text.startswith(sign):
            return sign, float(text.removeprefix(sign))
    return text, None


US_DAIRY: Final = "US dairy method"
"""The mark of the US dairy study."""


_US_RUNS_HIGH: Final = ("MK-9", "MK-10", "K2")


def is_set_apart(amount: "AmountRow") -> bool:
    """Return whether an amount follows a ranking without a rank, and is always shown.

    Only its upper end is known, or it rests on the US dairy study alone, whose MK-9 and MK-10 run
    far above European figures.
    """
    us_alone = US_DAIRY in (amount["marks"] or "") and amount["studies"] == 1
    runs_high = bool(amount["ug_per_100g"]) and amount["form"] in _US_RUNS_HIGH
    return amount["qualifier"] == "<=" or (us_alone and runs_high)


TIERS: Final = {
    "A": "measured, read in the source itself",
    "B": "measured, read through a compilation that credits the study",
    "C": "calculated, imputed, compiled or borrowed; used only where nothing was measured",
}


N_COUNTS_NO_SAMPLES: Final = ("ifct-2017", "cofid-2021")
"""Sources whose n counts regions, or the samples of another survey."""


TOTAL_FORM: Final = "K_total"
"""The form in measurements.csv of a stated total of K1 and K2: no real form, never summed."""


STATUSES: Final = {
    "counted": "used for the value shown",
    "superseded": "replaced by another USDA release, or by USDA's own analysis",
    "duplicate": "the same number, found in another place",
    "doubtful": "judged wrong or not comparable, or a copy of such a number; never used beside a "
    "sound number of any tier",
    "listed": "not used, because a better number is; or a range over several products",
    "assumed": "a zero without a known measurement",
    "blank": "a printed 0 that means no value",
    "total": "a total of K1 and K2, or one in phylloquinone equivalents: it is not a form and is "
    "never added up",
}


FORMS_NOT_STATED: Final = "forms not stated"
"""The mark of a stated total of K2."""


NO_SOUND_FIGURE: Final = "no sound figure"
"""The mark of a withheld number; it names what the raw or boiled food contains."""


MARKS: Final = {
    "studies disagree": "the highest study is N times the lowest, from 5 times and 1 µg apart, "
    "or one measured 0 and another 1 µg or more; on K2: a part of it does",
    "tables disagree": "where nothing was measured, the highest table is N times the lowest, from "
    "2 times and 5 µg apart; else the middle table lies 3 times and 5 µg from what was measured",
    "doubtful": "rests on numbers that were judged wrong or not comparable, for the reason given",
    "lower bound": "K2 adds up only the forms of the panel named; the others are unknown",
    "panels differ": "the studies behind K2 looked for different forms",
    "imputed": "calculated from another food or a recipe by the source",
    "compiled": "from a table that does not say how it got the number",
    "borrowed": "copied by the source from another table or paper",
    "survey named": "from a table that names an analytical survey, not the study of vitamin K",
    "total": "Japan's total vitamin K; in a plant food it is assumed to be K1",
    "highest of a survey": "the highest of many products, typical of none; used only where there "
    "is no other number",
    "stated total": "another laboratory states a total of K2 beside the sum, which moves the high "
    "end",
    FORMS_NOT_STATED: "a total whose source does not say which forms it contains; K2 may be more",
    "mainly": "a total that is not split: its source says that this form is the main part",
    "1 sample": "the one laboratory analysed one sample",
    "abstract only": "read in the abstract of a paper, not in its tables",
    "positives only": "from a table that prints 0 for a blank, so that only its numbers count",
    "like foods differ": "the highest of the like foods is N times the lowest",
    NO_SOUND_FIGURE: "the only number is not usable; the mark names the raw or boiled food",
    "older than 2018": "from before the ban on partially hydrogenated oils, which were the source "
    "of this form",
    US_DAIRY: "from the US dairy study, whose MK-9 runs far above European figures",
    "converted": "converted from the unit the source prints; the printed number is kept beside it",
    "own": "from the user's own data, not from the published table",
    "midpoint": "middle of a range that the source states for replicates of one food",
}
"""Remarks on a value; some marks continue after these words."""


VERDICTS: Final = ("supported", "partly", "overstated", "contradicted", "unverified")
"""Verdicts of the evidence on a popular claim."""


LANGUAGES: Final = {
    "da": "Danish",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "la": "scientific",
    "nl": "Dutch",
    "pt": "Portuguese",
    "sv": "Swedish",
    "zh": "Chinese",
}
"""Languages of other names, by ISO 639-1; scientific names are Latin."""


REFERENCES: Final = ("us", "efsa", "dach", "japan", "australia", "us-label", "eu-label")
"""Reference intakes with which a day can be compared."""


DRUG_ACTIONS: Final = ("vitamin K antagonist", "direct oral anticoagulant", "not read")
"""Actions of drugs on clotting; for the last no source was read."""


DRUG_NAME_KINDS: Final = ("generic", "class", "brand", "everyday word")
"""Kinds of drug names."""

CODE_COLUMNS: Final = {
    "fdc": "fdc_ids",
    "ndb": "ndb_nos",
    "ciqual": "ciqual_codes",
    "bls": "bls_codes",
}
"""Code systems of other tables, by the prefix in `fdc:172443`, with their column of foods.csv."""

CODE_SOURCES: Final = {"ifct": "ifct-2017", "tfda": "taiwan-tfda-2024", "mext": "mext-2023"}
"""Code systems whose codes are the foods of a source's measurements, with its source_id."""

CODE_SYSTEMS: Final = (*CODE_COLUMNS, *CODE_SOURCES)
"""FoodData Central, USDA NDB, CIQUAL 2025, IFCT 2017, Taiwan TFDA 2024, Japan MEXT 2023."""

WHOLE, SEVERAL, FOREIGN_WHOLE, HEAD, NOUN, GROUP, START, NAME, ALIAS, FOREIGN = range(10)
"""The parts of a food's names in which a search finds words, best first.

Of `Japanese mustard spinach, raw` spinach is the noun and Japanese the start; of `Spinach, raw` it
is the whole head. SEVERAL: a plain word that may be one of several foods, this among them.
"""

SOURCE_NAME: Final = FOREIGN_WHOLE
"""A name that a source gives a food ranks as its name in another language."""

IN_DISH: Final = 10
"""Added for a word that is not the noun of a dish, as in cheese sandwich: dishes come last."""

FEWEST_LETTERS: Final = 5
"""The fewest letters that find a word of another language by its beginning."""


def hidden_from_beginnings(word: str) -> tuple[int, ...]:
    """Return the match ranks of words that a short `word` does not find as their beginning.

    Few letters begin too many words of all languages: chai is no chair (the flesh of a French
    cucumber). Japanese, Chinese and Korean words are short.
    """
    if len(word) >= FEWEST_LETTERS or not word.isascii():
        return ()
    return (FOREIGN, FOREIGN + IN_DISH)
