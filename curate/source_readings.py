"""The published numbers as stated: copied from source files and compared with them by cell."""

import csv
import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from vitk2.errors import DataError
from vitk2.forms import Form
from vitk2.text import fold

Row = dict[str, str]

FILES: Final = (
    *("usda-foundation", "usda-sr28", "usda-sr-legacy"),
    *("ciqual-2025", "taiwan-tfda-2024", "ifct-2017", "literature"),
    *("frida-5.4", "cofid-2021", "mext-2023"),
    *("kr-mfds-2020", "bls-4.0-measured", "bls-4.0-literature"),
)
PORTIONS: Final = "usda-portions"
CODES: Final = "usda-fdc-ndb"
BLS_FOODS: Final = "bls-4.0-foods"

CREDITS: Final = "credits.csv"
"""The paper that a reference of the German table names, by the beginning of the reference."""

CELLS: Final = {
    "source_id": "source_id",
    "source_name": "food_name",
    "source_name_original": "food_name_original",
    "source_preparation": "preparation",
    "country": "country",
    "form": "form",
    "ug_per_100g": "value_ug_100g",
    "min_ug_per_100g": "min",
    "max_ug_per_100g": "max",
    "spread": "sd",
    "n": "n",
    "qualifier": "qualifier",
    "derivation": "derivation",
    "method": "method",
    "locator": "locator",
    "read_in": "read_in",
    "route": "reading",
}
"""The columns of the source file by ours. The value of a `<` row is its limit."""

HEADER: Final = ("reading_id", "source_line", "source_food", *CELLS, "attribution")
PORTION_HEADER: Final = ("source_line", "source_id", "source_food", "portion", "portion_g")
CODE_HEADER: Final = ("source_line", "fdc_id", "ndb_no")
BLS_HEADER: Final = ("source_line", "bls_code", "name_de", "name_en")


def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file, all as text; none if the file is missing."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream, strict=True))


def write(path: Path, header: Iterable[str], rows: Iterable[Row]) -> None:
    """Write rows in the order given, `\\n` at line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(header), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _source_rows(sources: Path, name: str, curation: Path) -> Iterator[tuple[int, Row]]:
    """Yield each row of a source file with its line; a credited paper is its source.

    Raises DataError if there is no such file.
    """
    path = sources / f"{name}.csv"
    if not path.exists():
        raise DataError([f"{path}: there is no such source file"])
    papers = {r["reference"]: r["source_id"] for r in read(curation / CREDITS)}
    for line, row in enumerate(read(path), start=2):
        yield line, row | _credited(row, papers)


def _credited(row: Row, papers: Mapping[str, str]) -> Row:
    """Return the source_id of the paper that a row credits; nothing for none or several."""
    _, _, reference = row.get("note", "").partition("reference: ")
    if not reference or _NEXT_REFERENCE in reference:
        return {}
    source_ids = [paper for begins, paper in papers.items() if reference.startswith(begins)]
    return {"source_id": source_ids[0]} if source_ids else {}


_NEXT_REFERENCE: Final = " # "
"""The sign between two references of one number, which is then somebody's mean."""


def source_food(row: Row) -> str:
    """Return the key of a source's food: its id there, else its name."""
    return row["source_food_id"] or row["food_name"]


def _as_reading(line: int, row: Row) -> Row:
    reading = {ours: row[theirs] for ours, theirs in CELLS.items()}
    inferred = "attribution inferred" in row["note"] or "attribution to" in row["note"]
    if row["note"].startswith("estimated"):
        reading["derivation"] = "estimated"  # Japan's figures in parentheses
    return reading | {
        "source_line": str(line),
        "source_food": source_food(row),
        "attribution": "inferred" if inferred else "",
    }


def _as_portion(line: int, row: Row) -> Row:
    return {
        "source_line": str(line),
        "source_id": row["source_id"],
        "source_food": row["source_food_id"],
        "portion": f"{row['amount']} {row['unit_description']}",
        "portion_g": row["gram_weight"],
    }


def _as_code(line: int, row: Row) -> Row:
    return {"source_line": str(line), "fdc_id": row["fdc_id"], "ndb_no": row["ndb_no"]}


def _as_bls_food(line: int, row: Row) -> Row:
    return {"source_line": str(line), **{c: row[c] for c in BLS_HEADER[1:]}}


def form_key(form: str) -> str:
    """Return a source's form as part of a reading_id; totals keep their name."""
    return Form.parse(form).key if form.startswith(("K1", "dK1", "MK-")) else fold(form)


def take(curation: Path, sources: Path) -> int:
    """Copy every reading of a mapped source food, and the portions used; return the reading count.

    A reading that was copied before keeps its reading_id; one written by hand, without a
    source_line, is replaced by the source row that now states it.
    """
    mapped = {(r["source_id"], r["source_food"]) for r in read(curation / "crosswalk.csv")}
    count = 0
    for name in FILES:
        path = curation / "readings" / f"{name}.csv"
        ids_by_line = {r["source_line"]: r["reading_id"] for r in read(path) if r["source_line"]}
        used_ids = set(ids_by_line.values())
        rows = []
        for line, row in _source_rows(sources, name, curation):
            reading = _as_reading(line, row)
            if (row["source_id"], reading["source_food"]) in mapped:
                reading["reading_id"] = ids_by_line.get(str(line)) or _new_id(reading, used_ids)
                rows.append(reading)
        write(path, HEADER, rows)
        count += len(rows)
    foods = {r["portion_food"] for r in read(curation / "catalog.csv")}
    portions = [_as_portion(*pair) for pair in _source_rows(sources, PORTIONS, curation)]
    used = [p for p in portions if p["source_food"] in foods]
    write(curation / "readings" / f"{PORTIONS}.csv", PORTION_HEADER, used)
    codes = [_as_code(*pair) for pair in _source_rows(sources, CODES, curation)]
    ndb_nos = {food for source, food in mapped if source == "usda-sr28"}
    used = [c for c in codes if c["ndb_no"] in ndb_nos]
    write(curation / "readings" / f"{CODES}.csv", CODE_HEADER, used)
    bls_codes = {r["bls_code"] for r in read(curation / "bls_codes.csv")}
    german = [_as_bls_food(*pair) for pair in _source_rows(sources, BLS_FOODS, curation)]
    used = [food for food in german if food["bls_code"] in bls_codes]
    write(curation / "readings" / f"{BLS_FOODS}.csv", BLS_HEADER, used)
    return count


def _new_id(reading: Row, used_ids: set[str]) -> str:
    food = re.sub(r"[^a-z0-9]+", "-", fold(reading["source_food"])).strip("-")
    stem = f"{reading['source_id']}:{food}:{form_key(reading['form'])}"
    ids = (stem if i == 1 else f"{stem}:{i}" for i in range(1, 1000))
    reading_id = next(i for i in ids if i not in used_ids)
    used_ids.add(reading_id)
    return reading_id


def digest(curation: Path) -> str:
    """Return a digest of all readings, to be compared with the one of the last verification."""
    sha = hashlib.sha256()
    for name in (*FILES, PORTIONS, CODES, BLS_FOODS):
        path = curation / "readings" / f"{name}.csv"
        sha.update(path.read_bytes() if path.exists() else b"")
    return sha.hexdigest()


def source_foods(sources: Path, curation: Path) -> set[tuple[str, str]]:
    """Return every food of every source file, as (source_id, source_food)."""
    return {
        (row["source_id"], source_food(row))
        for name in FILES
        for _, row in _source_rows(sources, name, curation)
    }


def verify(curation: Path, sources: Path) -> tuple[int, list[str]]:
    """Compare every reading and portion copied with its source row, cell by cell.

    Returns the number of rows compared, and each difference as 'file:line: column: text'.
    """
    compared, problems = 0, []
    others = {PORTIONS: _as_portion, CODES: _as_code, BLS_FOODS: _as_bls_food}
    for name in (*FILES, *others):
        as_ours = others.get(name, _as_reading)
        rows = _source_rows(sources, name, curation)
        theirs = {str(line): as_ours(line, row) for line, row in rows}
        for number, ours in enumerate(read(curation / "readings" / f"{name}.csv"), start=2):
            compared += 1
            source = theirs.get(ours["source_line"], {})
            problems += [
                f"readings/{name}.csv:{number}: {column}: {cell!r}, but {name}.csv:"
                f"{ours['source_line']} says {source.get(column)!r}"
                for column, cell in ours.items()
                if column != "reading_id" and cell != source.get(column)
            ]
    return compared, problems


def sample(data: Path, count: int, seed: int) -> list[Row]:
    """Return `count` published numbers at random, the same for the same seed, to be read by eye."""
    rows = sorted(read(data / "measurements.csv"), key=lambda r: r["reading_id"])
    return random.Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311  # no secret
