"""The published tables: curation files joined, voted on and written, the same bytes every time.

One function makes the rows of each table; `build` calls them and writes the rows.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from pathlib import Path
from typing import Final

import pandas as pd

from curate.grading import Verdicts, is_in_equivalents
from curate.integrity import BY_HAND, problems
from curate.measurement import Reading
from curate.source_readings import BLS_FOODS, FILES, HEADER, PORTIONS, Row, read, write
from curate.value_rule import settle_all
from vitk2.catalog.datapackage import resources
from vitk2.catalog.k2 import FoodValue
from vitk2.catalog.schema import COLUMNS
from vitk2.catalog.vocabulary import TOTAL_FORM
from vitk2.errors import DataError
from vitk2.forms import Form

FORM_ORDER = {name: i for i, name in enumerate([*(f.value for f in Form), TOTAL_FORM])}


def build(data: Path) -> dict[str, int]:
    """Write foods, amounts, measurements, portions and names; return the row count of each.

    Raises DataError if curation files refer to missing rows, or map a source food twice.
    """
    curation = data / "curation"
    catalog = _frame(curation / "catalog.csv")
    readings = _mapped_readings(curation, data)
    if wrong := list(problems(catalog, readings, curation)):
        raise DataError(wrong)
    replaced = {r["reading_id"] for r in read(curation / "replaced.csv")}
    readings = readings[~readings["reading_id"].isin(replaced)].copy()
    verdicts = _verdicts(curation)
    panels, families = _panels(curation), _families(curation)
    graded, values = settle_all(readings, catalog, verdicts, panels, families)
    amounts = _amounts(catalog, values)
    portions = _portions(catalog, readings, curation)
    tables = {
        "foods": _foods(catalog, readings, amounts, portions, curation),
        "amounts": amounts,
        "measurements": _measurements(readings, graded, verdicts, curation),
        "portions": portions,
        "names": _names(readings, catalog["food_id"], curation),
    }
    for name, rows in tables.items():
        write(data / f"{name}.csv", [c.name for c in COLUMNS[name]], rows)
    _write_descriptor(data)
    return {name: len(rows) for name, rows in tables.items()}


def _frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _mapped_readings(curation: Path, data: Path) -> pd.DataFrame:
    """Return every reading of a mapped source food, with its food, study and NDB number.

    Japan's totals are K1 here: only its unfermented plant foods are mapped.
    """
    stated = pd.concat(
        [_frame(curation / "readings" / f"{name}.csv").reindex(columns=HEADER) for name in FILES]
    )
    crosswalk = _frame(curation / "crosswalk.csv").drop_duplicates(["source_id", "source_food"])
    studies = _frame(data / "sources.csv")[["source_id", "study", "year"]]
    codes = _frame(curation / "readings" / "usda-fdc-ndb.csv")
    codes = codes[["fdc_id", "ndb_no"]].rename(columns={"fdc_id": "source_food"})
    readings = stated.merge(crosswalk, on=["source_id", "source_food"], validate="many_to_one")
    readings = readings.merge(studies, on="source_id", how="left", validate="many_to_one")
    readings = readings.merge(codes, on="source_food", how="left").fillna("")
    sr28 = readings["source_id"] == "usda-sr28"
    readings.loc[sr28, "ndb_no"] = readings.loc[sr28, "source_food"]
    readings["form"] = readings["form"].replace({"K2_total": "K2"})
    readings.loc[readings["source_id"] == "mext-2023", "form"] = Form.K1.value
    return readings


def _verdicts(curation: Path) -> Verdicts:
    def column(name: str, value: str) -> Mapping[str, str]:
        return {r["reading_id"]: r[value] for r in read(curation / f"{name}.csv")}

    reviews: dict[str, set[str]] = defaultdict(set)
    for r in read(curation / "reviewed.csv"):
        reviews[r["reading_id"]].add(r["review"])
    return Verdicts(
        doubts=column("doubts", "reason"),
        withheld=frozenset(r["reading_id"] for r in read(curation / "doubts.csv") if r["withheld"]),
        duplicates=column("duplicates", "same_as"),
        regraded=column("regraded", "mark"),
        reviewed={reading_id: frozenset(own) for reading_id, own in reviews.items()},
        conversions={r["reading_id"]: r for r in read(curation / "conversions.csv")},
        half_limits=column("half_limits", "limit_ug_per_100g"),
        main_forms={r["reading_id"]: Form(r["form"]) for r in read(curation / "main_forms.csv")},
    )


def _panels(curation: Path) -> dict[str, frozenset[Form]]:
    """Return the forms that the K2 of single foods needs besides the usual ones, by food_id."""
    forms: dict[str, set[Form]] = defaultdict(set)
    for r in read(curation / "panels.csv"):
        forms[r["food_id"]].add(Form(r["form"]))
    return {food_id: frozenset(own) for food_id, own in forms.items()}


def _families(curation: Path) -> Iterable[list[str]]:
    """Return the foods of each family, by food_id."""
    families: dict[str, list[str]] = defaultdict(list)
    for r in read(curation / "like_foods.csv"):
        families[r["family"]].append(r["food_id"])
    return families.values()


_EXACT: Final = Context(prec=15)
"""A context of 15 digits, as many as a float keeps; no source states more."""


def number(value: Decimal | None) -> str:
    """Return a number as in the published tables: no exponent, no trailing zeros."""
    return "" if value is None else f"{value.normalize(_EXACT):f}"


def _amounts(catalog: pd.DataFrame, values: Mapping[tuple[str, Form], FoodValue]) -> list[Row]:
    foods = catalog.set_index("food_id")
    keys = sorted(values, key=lambda k: (k[0], FORM_ORDER[k[1]]))
    return [
        {
            "food_id": food_id,
            "name": str(foods.at[food_id, "name"]),
            "group": str(foods.at[food_id, "group"]),
            "form": form.value,
            "ug_per_100g": number(s.value),
            "qualifier": s.qualifier,
            "limit_ug_per_100g": number(s.limit),
            "low": number(s.low),
            "high": number(s.high),
            "studies": str(s.studies),
            "sources": ";".join(s.sources),
            "tier": s.tier,
            "doubtful": "true" if s.doubtful else "false",
            "marks": ";".join(s.marks),
        }
        for food_id, form in keys
        for s in [values[food_id, form]]
    ]


def _foods(
    catalog: pd.DataFrame,
    readings: pd.DataFrame,
    amounts: Iterable[Row],
    portions: Iterable[Row],
    curation: Path,
) -> list[Row]:
    tags: dict[str, list[str]] = {}
    for a in amounts:
        has_number = a["ug_per_100g"] not in ("", "0") or a["qualifier"] == "<="
        if has_number and a["doubtful"] == "false":
            tags.setdefault(a["food_id"], []).append(a["form"])
    fdc_of: dict[str, list[str]] = {}
    for code in read(curation / "readings" / "usda-fdc-ndb.csv"):
        fdc_of.setdefault(code["ndb_no"], []).append(code["fdc_id"])
    bls_codes: dict[str, list[str]] = {}
    for code in sorted(read(curation / "bls_codes.csv"), key=lambda r: r["bls_code"]):
        bls_codes.setdefault(code["food_id"], []).append(code["bls_code"])
    diets = {r["food_id"]: r["diet"] for r in read(curation / "diets.csv")}
    weights = {(p["food_id"], p["portion"]): p["portion_g"] for p in portions}
    keys = readings.groupby(["food_id", "source_id"])["source_food"].unique().to_dict()
    rows = []
    for food in sorted(catalog.to_dict("records"), key=lambda r: r["food_id"]):
        food_id = str(food["food_id"])
        ndb_nos = sorted(keys.get((food_id, "usda-sr28"), []))
        fdc_ids = {
            *keys.get((food_id, "usda-foundation"), []),
            *keys.get((food_id, "usda-sr-legacy"), []),
        }
        fdc_ids |= {fdc for ndb in ndb_nos for fdc in fdc_of.get(ndb, [])}
        row = {str(k): str(v) for k, v in food.items()} | {
            "portion_g": weights.get((food_id, food["portion"]), ""),
            "diet": diets.get(food_id, ""),
            "tags": ";".join(tags.get(food_id, [])),
            "fdc_ids": ";".join(sorted(fdc_ids, key=int)),
            "ndb_nos": ";".join(ndb_nos),
            "ciqual_codes": ";".join(sorted(keys.get((food_id, "ciqual-2025"), []))),
            "bls_codes": ";".join(bls_codes.get(food_id, [])),
        }
        rows.append(row)
    return rows


def _in_equivalents(r: Reading) -> Row:
    """Return the cells of a total in phylloquinone equivalents: a number without µg."""
    unit = "µg phylloquinone equivalents per 100 g"
    return {"ug_per_100g": "", "published_value": number(r.value), "published_unit": unit}


def _measurements(
    readings: pd.DataFrame, graded: Mapping[str, Reading], verdicts: Verdicts, curation: Path
) -> list[Row]:
    regrades = {r["reading_id"]: r["reason"] for r in read(curation / "regraded.csv")}
    doubles = {
        r["reading_id"]: f"same as {r['same_as']}: {r['reason']}"
        for r in read(curation / "duplicates.csv")
    }
    remarks = {r["reading_id"]: r["note"] for r in read(curation / "notes.csv")}
    order = readings["form"].map(FORM_ORDER)
    rows = []
    for row in (
        readings.assign(order=order)
        .sort_values(["food_id", "order", "reading_id"])
        .to_dict("records")
    ):
        stated = {str(k): str(v) for k, v in row.items()}
        r = graded[stated["reading_id"]]
        conversion = verdicts.conversions.get(r.reading_id, {})
        above_3000 = "above 3000" in verdicts.reviewed.get(r.reading_id, ())
        notes = [
            *(m.removeprefix("doubtful: ") for m in r.marks if m.startswith("doubtful")),
            f"repeats {r.repeats}" if r.repeats and r.reading_id not in doubles else "",
            doubles.get(r.reading_id, ""),
            regrades.get(r.reading_id, ""),
            remarks.get(r.reading_id, ""),
            "midpoint of the stated range" if "midpoint" in r.marks else "",
            "attribution inferred" if row["attribution"] else "",
        ]
        rows.append(
            stated
            | {
                "source_name": str(
                    row["source_name"] or row["english"] or row["source_name_original"]
                ),
                "ug_per_100g": number(r.value),
                "qualifier": r.qualifier,
                "limit_ug_per_100g": number(r.limit),
                "min_ug_per_100g": number(r.minimum),
                "max_ug_per_100g": number(r.maximum),
                "tier": r.tier,
                "status": r.status,
                "published_value": conversion.get("published_value", ""),
                "published_unit": conversion.get("published_unit", ""),
                "factor": conversion.get("factor", ""),
                "reviewed": "yes" if above_3000 else "",
                "note": "; ".join(n for n in notes if n),
            }
            | (_in_equivalents(r) if is_in_equivalents(stated) else {})
        )
    return rows


_MEASURE: Final = re.compile(
    r"^[\d./ ]+(oz|fl oz|cup|tbsp|tablespoon|tsp|teaspoon|quart|cubic inch)\b|\boz\)"
)
"""Portions that a similar food shares: by weight or volume, unlike its fillet or its package."""


def _portions(catalog: pd.DataFrame, readings: pd.DataFrame, curation: Path) -> list[Row]:
    """Return USDA's household weights of the food named in the catalogue, then those by hand.

    If that is another food, only its usual portion and its weights and volumes are used.
    """
    stated: dict[str, list[Row]] = defaultdict(list)
    for portion in read(curation / "readings" / f"{PORTIONS}.csv"):
        stated[portion["source_food"]].append(portion)
    by_hand: dict[str, list[Row]] = defaultdict(list)
    for portion in read(curation / BY_HAND):
        by_hand[portion["food_id"]].append(portion)
    own = set(zip(readings["food_id"], readings["ndb_no"], strict=True))
    rows: dict[tuple[str, str], Row] = {}
    for food in sorted(catalog.to_dict("records"), key=lambda r: r["food_id"]):
        food_id, weighed = str(food["food_id"]), str(food["portion_food"])
        like = [
            p
            for p in stated[weighed]
            if (food_id, weighed) in own
            or p["portion"] == food["portion"]
            or _MEASURE.search(p["portion"])
        ]
        for p in like + by_hand[food_id]:
            rows.setdefault((food_id, p["portion"]), p | {"food_id": food_id})
    return list(rows.values())


_FOOD_WORDS: Final = "food_words.csv"
"""Dictionary words of the most requested foods, which need no source."""

_LANGUAGE_OF: Final = {
    "ciqual-2025": "fr",
    "frida-5.4": "da",
    "ifct-2017": "la",
    "kr-mfds-2020": "ko",
    "mext-2023": "ja",
    "taiwan-tfda-2024": "zh",
}
"""The language in which a source names its foods beside English."""


def _names(readings: pd.DataFrame, food_ids: Iterable[str], curation: Path) -> list[Row]:
    """Return each name once per food and language, with the source if one has it."""
    catalog_ids = set(food_ids)
    found: dict[tuple[str, str, str], str] = {}
    named = readings[readings["source_name_original"] != ""]
    for row in named.sort_values("source_id").to_dict("records"):
        if language := _LANGUAGE_OF.get(row["source_id"]):
            key = (row["food_id"], language, row["source_name_original"].strip())
            found.setdefault(key, row["source_id"])
    german = {r["bls_code"]: r["name_de"] for r in read(curation / "readings" / f"{BLS_FOODS}.csv")}
    for code in read(curation / "bls_codes.csv"):
        if code["food_id"] in catalog_ids and not code["no_name"]:
            found.setdefault((code["food_id"], "de", german[code["bls_code"]]), "bls-4.0")
    for word in read(curation / _FOOD_WORDS):
        if word["food_id"] in catalog_ids:
            found.setdefault((word["food_id"], word["language"], word["word"]), "")
    return [
        {"food_id": food_id, "language": language, "name": name, "source_id": source_id}
        for (food_id, language, name), source_id in sorted(found.items())
    ]


def _write_descriptor(data: Path) -> None:
    """Write datapackage.json: the hand-written part from curation, the schemas from COLUMNS."""
    head = json.loads((data / "curation" / "package.json").read_text(encoding="utf-8"))
    head["resources"] = resources(COLUMNS)
    text = json.dumps(head, indent=2, ensure_ascii=False)
    (data / "datapackage.json").write_text(text + "\n", encoding="utf-8")
