"""The published tables: curation files joined, voted on and written, the same bytes every time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd

from vitk2.curate.agreement import disagreements
from vitk2.curate.descriptor import write_descriptor
from vitk2.curate.grades import Verdicts, grade
from vitk2.curate.readings import FILES, HEADER, PORTIONS, Row, form_key, read, write
from vitk2.curate.votes import Reading, Shown, add_up, settle
from vitk2.errors import DataError
from vitk2.model import K2_PARTS, Form
from vitk2.tables import COLUMNS

FORM_ORDER = {f.value: i for i, f in enumerate(Form)}


def build(data: Path) -> dict[str, int]:
    """Write foods, amounts, measurements and portions into `data`; returns how many rows of each.

    Raises DataError when curation files name what does not exist, or map one thing twice.
    """
    curation = data / "curation"
    catalog = _frame(curation / "catalog.csv")
    _check_crosswalk(catalog, curation)
    readings = _mapped_readings(curation, data)
    _check_readings(readings, curation)
    _refuse(list(disagreements(curation)))
    verdicts = _verdicts(curation)
    graded, shown = _settle_all(readings, verdicts)
    amounts = _amounts(catalog, shown)
    tables = {
        "foods": _foods(catalog, readings, amounts, curation),
        "amounts": amounts,
        "measurements": _measurements(readings, graded, verdicts, curation),
        "portions": _portions(catalog, curation),
    }
    for name, rows in tables.items():
        write(data / f"{name}.csv", [c.name for c in COLUMNS[name]], rows)
    write_descriptor(data)
    return {name: len(rows) for name, rows in tables.items()}


def _frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _mapped_readings(curation: Path, data: Path) -> pd.DataFrame:
    """Every reading of a mapped source food, with its food, study and NDB number."""
    stated = pd.concat(
        [_frame(curation / "readings" / f"{name}.csv").reindex(columns=HEADER) for name in FILES]
    )
    crosswalk = _frame(curation / "crosswalk.csv")
    studies = _frame(data / "sources.csv")[["source_id", "study"]]
    codes = _frame(curation / "readings" / "usda-fdc-ndb.csv")
    codes = codes[["fdc_id", "ndb_no"]].rename(columns={"fdc_id": "source_food"})
    readings = stated.merge(crosswalk, on=["source_id", "source_food"], validate="many_to_one")
    readings = readings.merge(studies, on="source_id", how="left", validate="many_to_one")
    readings = readings.merge(codes, on="source_food", how="left").fillna("")
    sr28 = readings["source_id"] == "usda-sr28"
    readings.loc[sr28, "ndb_no"] = readings.loc[sr28, "source_food"]
    is_form = readings["form"].map(lambda f: form_key(f) != "k_total")
    readings = readings[is_form].copy()
    readings["form"] = readings["form"].replace({"K2_total": "K2"})
    return readings


def _check_crosswalk(catalog: pd.DataFrame, curation: Path) -> None:
    crosswalk = _frame(curation / "crosswalk.csv")
    twice = crosswalk[crosswalk.duplicated(["source_id", "source_food"])]
    stated = {(p["source_food"], p["portion"]) for p in _stated_portions(curation)}
    with_portion = catalog[catalog["portion"] != ""]
    _refuse(
        [f"crosswalk.csv: {r.source_id} {r.source_food}: mapped twice" for r in twice.itertuples()]
        + [
            f"crosswalk.csv: {food}: not in catalog.csv"
            for food in sorted(set(crosswalk["food_id"]) - set(catalog["food_id"]))
        ]
        + [
            f"catalog.csv: {f.food_id}: portion: {f.portion!r} is not stated for {f.portion_food}"
            for f in with_portion.itertuples()
            if (f.portion_food, f.portion) not in stated
        ]
    )


def _check_readings(readings: pd.DataFrame, curation: Path) -> None:
    known = readings["reading_id"]
    ids = set(known)
    _refuse(
        [f"readings: {i}: twice" for i in known[known.duplicated()]]
        + [
            f"readings: {source}: not in sources.csv"
            for source in sorted(set(readings.loc[readings["study"] == "", "source_id"]))
        ]
        + [
            f"{name}.csv:{line}: {row['reading_id']}: no such reading"
            for name in ("doubts", "duplicates", "regraded", "reviewed", "conversions", "notes")
            for line, row in enumerate(read(curation / f"{name}.csv"), start=2)
            if row["reading_id"] not in ids
        ]
    )


def _refuse(problems: list[str]) -> None:
    if problems:
        raise DataError(problems)


def _verdicts(curation: Path) -> Verdicts:
    def column(name: str, value: str) -> Mapping[str, str]:
        return {r["reading_id"]: r[value] for r in read(curation / f"{name}.csv")}

    return Verdicts(
        doubts=column("doubts", "reason"),
        duplicates=column("duplicates", "same_as"),
        regraded=column("regraded", "mark"),
        reviewed=column("reviewed", "review"),
        conversions={r["reading_id"]: r for r in read(curation / "conversions.csv")},
    )


def _settle_all(
    readings: pd.DataFrame, verdicts: Verdicts
) -> tuple[dict[str, Reading], dict[tuple[str, Form], Shown]]:
    graded: dict[str, Reading] = {}
    shown: dict[tuple[str, Form], Shown] = {}
    panels: dict[str, dict[str, set[Form]]] = {}
    for (food, form_name), group in readings.groupby(["food_id", "form"], sort=True):
        food_id, form = str(food), Form(str(form_name))
        rows: list[Row] = group.to_dict("records")  # type: ignore[assignment]  # all cells are text
        value, settled = settle([grade(row, row["study"], verdicts) for row in rows])
        graded |= {r.reading_id: r for r in settled}
        if any(r.status in ("counted", "assumed", "doubtful") for r in settled):
            shown[food_id, form] = value
        for r in settled:
            if form in K2_PARTS and r.tier != "C" and r.status == "counted":
                panels.setdefault(food_id, {}).setdefault(r.study, set()).add(form)
    for food_id in sorted({food for food, _ in shown}):
        parts = {f: shown[food_id, f] for f in K2_PARTS if (food_id, f) in shown}
        total = add_up(parts, shown.pop((food_id, Form.K2), None))
        if total:
            looked_for = {frozenset(forms) for forms in panels.get(food_id, {}).values()}
            marks = (*total.marks, "panels differ") if len(looked_for) > 1 else total.marks
            shown[food_id, Form.K2] = replace(total, marks=marks)
    return graded, shown


def number(value: Decimal | None) -> str:
    """A number as it stands in the published tables: no exponent, no trailing zeros."""
    return "" if value is None else f"{value.normalize():f}"


def _amounts(catalog: pd.DataFrame, shown: Mapping[tuple[str, Form], Shown]) -> list[Row]:
    foods = catalog.set_index("food_id")
    keys = sorted(shown, key=lambda k: (k[0], FORM_ORDER[k[1]]))
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
            "marks": ";".join(s.marks),
        }
        for food_id, form in keys
        for s in [shown[food_id, form]]
    ]


def _foods(
    catalog: pd.DataFrame, readings: pd.DataFrame, amounts: Iterable[Row], curation: Path
) -> list[Row]:
    tags: dict[str, list[str]] = {}
    for a in amounts:
        if a["ug_per_100g"] not in ("", "0") and "doubtful" not in a["marks"]:
            tags.setdefault(a["food_id"], []).append(a["form"])
    fdc_of: dict[str, list[str]] = {}
    for code in read(curation / "readings" / "usda-fdc-ndb.csv"):
        fdc_of.setdefault(code["ndb_no"], []).append(code["fdc_id"])
    weights = {(p["source_food"], p["portion"]): p["portion_g"] for p in _stated_portions(curation)}
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
            "portion_g": weights.get((food["portion_food"], food["portion"]), ""),
            "tags": ";".join(tags.get(food_id, [])),
            "fdc_ids": ";".join(sorted(fdc_ids, key=int)),
            "ndb_nos": ";".join(ndb_nos),
            "ciqual_codes": ";".join(sorted(keys.get((food_id, "ciqual-2025"), []))),
        }
        rows.append(row)
    return rows


def _stated_portions(curation: Path) -> list[Row]:
    return read(curation / "readings" / f"{PORTIONS}.csv")


def _portions(catalog: pd.DataFrame, curation: Path) -> list[Row]:
    stated: dict[str, list[Row]] = {}
    for portion in _stated_portions(curation):
        stated.setdefault(portion["source_food"], []).append(portion)
    rows: dict[tuple[str, str], Row] = {}
    for food in sorted(catalog.to_dict("records"), key=lambda r: r["food_id"]):
        for p in stated.get(food["portion_food"], []):
            row = {"food_id": str(food["food_id"]), **p}
            rows.setdefault((row["food_id"], row["portion"]), row)
    return list(rows.values())


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
        r = graded[str(row["reading_id"])]
        conversion = verdicts.conversions.get(r.reading_id, {})
        notes = [
            verdicts.doubts.get(r.reading_id, ""),
            doubles.get(r.reading_id, ""),
            regrades.get(r.reading_id, ""),
            remarks.get(r.reading_id, ""),
            "midpoint of the stated range" if "midpoint" in r.marks else "",
            "attribution inferred" if row["attribution"] else "",
        ]
        rows.append(
            {str(k): str(v) for k, v in row.items()}
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
                "reviewed": "yes" if verdicts.reviewed.get(r.reading_id) == "above 3000" else "",
                "note": "; ".join(n for n in notes if n),
            }
        )
    return rows
