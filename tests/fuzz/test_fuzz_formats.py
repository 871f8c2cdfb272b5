"""Every format gives back what went into it: names, numbers whole, six kinds of no number apart."""

import csv
import html
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
import pytest
from amounts import Listed, Said, Told, expected, foods, tables
from conftest import write_tables
from fuzzing import LOOK
from hypothesis import example, given

from vitk2.answers.query import Query
from vitk2.answers.search import select
from vitk2.forms import WIDE_FORMS, Form
from vitk2.render import files, makers
from vitk2.tables.catalog import Catalog

pytestmark = pytest.mark.fuzz

Rows = list[dict[str, str | float | None]]
Read = Callable[[Path], Rows]


def _separated(delimiter: str) -> Read:
    def read(path: Path) -> Rows:
        with path.open(newline="", encoding="utf-8") as stream:
            return [dict(row) for row in csv.DictReader(stream, delimiter=delimiter)]

    return read


def _markdown(path: Path) -> Rows:
    text = path.read_text(encoding="utf-8").partition("\n\n")[0]
    header, _, *rows = [_cells(line) for line in text.split("\n") if line]
    return [dict(zip(header, row, strict=True)) for row in rows]


def _cells(line: str) -> list[str]:
    """The cells of a row of Markdown as a reader sees them."""
    cells, signs = [""], iter(line)
    for sign in signs:
        if sign == "|":
            cells.append("")
        else:
            cells[-1] += next(signs) if sign == "\\" else sign
    return [html.unescape(cell)[1:-1] for cell in cells[1:-1]]


def _workbook(path: Path) -> Rows:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]  # type: ignore[arg-type]


READERS: dict[str, Read] = {
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "json": lambda path: list(json.loads(path.read_text(encoding="utf-8"))),
    "jsonl": lambda path: [
        json.loads(x) for x in path.read_text(encoding="utf-8").split("\n")[:-1]
    ],
    "md": _markdown,
    "xlsx": _workbook,
    "parquet": lambda path: pd.read_parquet(path).astype(object).to_dict("records"),
}


def number(cell: object) -> float | None:
    return None if cell in ("", None) or pd.isna(cell) else float(str(cell))


def text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)


def told_long(rows: Rows) -> Told:
    return {
        (text(r["food_id"]), Form(text(r["form"]))): Said(
            text(r["qualifier"]), number(r["ug_per_100g"]), number(r["limit_ug_per_100g"])
        )
        for r in rows
    }


def told_wide(rows: Rows) -> Told:
    """What wide rows say: numbers in their columns, what stands instead in `qualifiers`."""
    found = {}
    for r in rows:
        qualifiers = dict(q.split(":", 1) for q in text(r["qualifiers"]).split(";") if q)
        for form in WIDE_FORMS:
            ug, qualifier = number(r[f"{form.key}_ug_per_100g"]), qualifiers.get(form.key, "")
            limit = float(qualifier[1:]) if qualifier.startswith("<") else None
            if ug is not None or qualifier:
                sign = "<" if limit is not None else qualifier
                found[text(r["food_id"]), form] = Said(sign, ug, limit)
    return found


def written(catalog: Catalog, shape: str, directory: Path) -> Iterator[tuple[str, Path]]:
    found = makers.of_result(catalog, select(catalog, Query(shape=shape)))
    for format_ in READERS:
        path = directory / f"{shape}.{format_}"
        files.save(found, str(path), format_)
        yield format_, path


@LOOK
@given(listed=foods)
@example(listed=[("Food", {Form.MK7: Said("<", limit=1000.875)})])
def test_every_format_gives_back_what_went_into_it(listed: Listed) -> None:
    with TemporaryDirectory() as made:
        directory = Path(made)
        write_tables(directory, tables(listed))
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("VITK2_CACHE", os.devnull)  # an index in memory
            with Catalog(made) as catalog:
                for shape, told in (("long", told_long), ("wide", told_wide)):
                    for format_, path in written(catalog, shape, directory):
                        rows = READERS[format_](path)
                        assert told(rows) == expected(listed), format_
                        found = {text(r["food_id"]): text(r["name"]) for r in rows}
                        names = {f"f{i}": name for i, (name, _) in enumerate(listed)}
                        assert found.items() <= names.items(), format_
