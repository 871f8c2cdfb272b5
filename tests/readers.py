"""Readers of every format that know nothing of how vitk2 writes it: each gives the rows."""

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas as pd
from markdown_it import MarkdownIt

Rows = list[dict[str, str | float | None]]
Read = Callable[[Path], Rows]


class _Cells(HTMLParser):
    """The cells of the first table, row by row, as a reader sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        self._in_cell = tag in ("td", "th")
        if self._in_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def of_html(text: str) -> Rows:
    """The table of an HTML document."""
    parser = _Cells()
    parser.feed(text)
    parser.close()
    header, *rows = parser.rows
    return [dict(zip(header, row, strict=True)) for row in rows]


def of_markdown(text: str) -> Rows:
    """The table of a Markdown document, as it is rendered."""
    return of_html(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def _separated(delimiter: str) -> Read:
    def read(path: Path) -> Rows:
        with path.open(newline="", encoding="utf-8") as stream:
            return [dict(row) for row in csv.DictReader(stream, delimiter=delimiter)]

    return read


def _workbook(path: Path) -> Rows:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]  # type: ignore[arg-type]  # a header is text


def of_sqlite(path: Path, view: str) -> Rows:
    """The rows of a table or view of a database."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'SELECT * FROM "{view}"')]


READERS: dict[str, Read] = {
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "json": lambda path: list(json.loads(path.read_text(encoding="utf-8"))),
    "jsonl": lambda path: [
        json.loads(x) for x in path.read_text(encoding="utf-8").split("\n")[:-1]
    ],
    "md": lambda path: of_markdown(path.read_text(encoding="utf-8")),
    "html": lambda path: of_html(path.read_text(encoding="utf-8")),
    "xlsx": _workbook,
    "parquet": lambda path: pd.read_parquet(path).astype(object).to_dict("records"),
}
"""Formats whose file is the rows alone; `of_sqlite` reads one table or view of a database."""


def number(cell: object) -> float | None:
    return None if cell in ("", None) or pd.isna(cell) else float(str(cell))


def text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)
