"""Tables of one's own, damaged at random: read and exported the same, or refused by line."""

import codecs
import csv
import io
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from conftest import TINY, write_tables
from fuzzing import LOOK, typed
from hypothesis import example, given
from hypothesis import strategies as st

from vitk2.catalog import user_data
from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import AMOUNTS, COLUMNS
from vitk2.catalog.user_data import EXAMPLE
from vitk2.errors import DataError
from vitk2.output.formats.text import text_of
from vitk2.queries.query import Query
from vitk2.queries.search import select

pytestmark = pytest.mark.fuzz

FILES = tuple(EXAMPLE)
PROBLEM = r"{}/\w+\.csv(:\d+)?: \S"
MORE = {
    "foods": ["my-kale,My kale,Vegetables,raw,,,,,vegan,,,,"],
    "amounts": [
        "my-kale,My kale,Vegetables,K1,300,,,200.5,400,1,my-laboratory,A,,",
        "my-kale,My kale,Vegetables,MK-4,0,assumed,,,,0,my-laboratory,C,,",
        "my-kale,My kale,Vegetables,MK-7,,<,0.5,,,1,my-laboratory,A,,",
        "my-kale,My kale,Vegetables,MK-8,,tr,,,,1,my-laboratory,B,,",
        "my-kale,My kale,Vegetables,MK-9,,nd,,,,1,my-laboratory,B,true,doubtful: old",
    ],
}
"""Beside the templates a food with a limit, a trace, a not-found and an assumed zero."""

TEXTS = (
    *("", " ", "0", "-1", "1e3", "1,5", "nan", "inf", "9" * 30, "0.000001", "3001", "true"),
    *("assumed", "<", ">=", "nd", "tr", "A", "Z", "K1", "K2", "MK-7", "yes", "=1+1", "@x"),
    *("my-kale", "natto", "my-laboratory", "Cheese", "raw", "a;b", '"', '""', "é"),
    *("\t", "\x00", "\r", "\n", "\ufeff"),
)
ROWS = ("cell", "drop row", "double row", "swap rows", "empty row")
COLUMNS_ = ("drop column", "double column", "swap columns")
BYTES = ("insert", "cut", "CRLF", "mark")


class Change(NamedTuple):
    """One thing done to a table: to its rows, to the bytes of its file, or to the file."""

    kind: str
    table: str
    row: int
    column: int
    text: str
    extra: bytes
    at: int


changes = st.builds(
    Change,
    kind=st.sampled_from((*ROWS, *COLUMNS_, *BYTES, *("cell",) * 8, "drop file")),
    table=st.sampled_from(FILES),
    row=st.integers(0, 5),
    column=st.integers(0, 12),
    text=st.sampled_from(TEXTS) | typed,
    extra=st.binary(min_size=1, max_size=3),
    at=st.integers(0, 400),
)


def templates(directory: Path) -> dict[str, list[list[str]]]:
    """The rows of a valid directory, header first, by table."""
    user_data.write_templates(str(directory))
    found = {}
    for name in FILES:
        text = (directory / f"{name}.csv").read_text(encoding="utf-8")
        text += "".join(f"{line}\n" for line in MORE.get(name, []))
        found[name] = list(csv.reader(io.StringIO(text)))
    return found


def rows_after(rows: list[list[str]], change: Change) -> list[list[str]]:
    """A table after a change of its rows or columns."""
    i, j = change.row % max(len(rows), 1), change.column % max(map(len, rows), default=1)
    columns = {
        "cell": lambda n, r: [change.text if (n, at) == (i, j) else c for at, c in enumerate(r)],
        "drop column": lambda _, r: [c for at, c in enumerate(r) if at != j],
        "double column": lambda _, r: [*r, *r[j : j + 1]],
        "swap columns": lambda _, r: [*r[j:], *r[:j]],
    }
    if change.kind in columns:
        return [columns[change.kind](n, row) for n, row in enumerate(rows)]
    return {
        "drop row": [*rows[:i], *rows[i + 1 :]],
        "double row": [*rows, *rows[i : i + 1]],
        "swap rows": [*rows[i:], *rows[:i]],
        "empty row": [*rows[:i], [], *rows[i:]],
    }.get(change.kind, rows)


def bytes_after(content: bytes, change: Change) -> bytes:
    """A file after a change that its rows know nothing of."""
    return {
        "insert": content[: change.at] + change.extra + content[change.at :],
        "cut": content[: max(0, len(content) - change.at)],
        "CRLF": content.replace(b"\n", b"\r\n"),
        "mark": codecs.BOM_UTF8 + content,
    }.get(change.kind, content)


def write_changed(directory: Path, done: list[Change]) -> None:
    """Write a valid directory with what was done to it."""
    for name, valid in templates(directory).items():
        rows, mine = valid, [change for change in done if change.table == name]
        for change in mine:
            rows = rows_after(rows, change)
        path, text = directory / f"{name}.csv", io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        content = text.getvalue().encode()
        for change in mine:
            content = bytes_after(content, change)
        path.write_bytes(content)
        if any(change.kind == "drop file" for change in mine):
            path.unlink()


def amounts_in(directory: Path) -> list[dict[str, str]]:
    with (directory / "amounts.csv").open(newline="", encoding="utf-8-sig") as stream:
        return [{k: v for k, v in r.items() if v} for r in csv.DictReader(stream)]


def given_back(directory: Path) -> list[dict[str, str]]:
    """The user's own amounts as an export writes them, without what follows from them."""
    with Catalog(own=[str(directory)]) as catalog:
        rows = list(select(catalog, Query(shape="long")).records())
    mine = [r for r in rows if "own" in str(r["marks"]).split(";")]
    return [{k: text_of(v) for k, v in r.items() if v is not None} for r in mine]


def alike(row: dict[str, str]) -> dict[str, object]:
    """Return a row with numbers as numbers, without the columns that are filled in."""
    numbers = {c.name for c in AMOUNTS if c.kind in ("number", "integer")}
    cells = {k: v for k, v in row.items() if k not in ("marks", "doubtful", "name", "group")}
    return {k: float(v) if k in numbers else v for k, v in cells.items()}


def write_again(directory: Path, before: Path, rows: list[dict[str, str]]) -> None:
    """The same foods and sources with amounts as they were exported."""
    directory.mkdir()
    for name in ("foods", "sources"):
        (directory / f"{name}.csv").write_bytes((before / f"{name}.csv").read_bytes())
    with (directory / "amounts.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [c.name for c in COLUMNS["amounts"]], restval="")
        writer.writeheader()
        writer.writerows(rows)


@LOOK
@given(done=st.lists(changes, max_size=3))
@example(done=[Change("cell", "amounts", 1, 4, "0.000001", b"", 0)])
@example(done=[Change("cell", "amounts", 1, 8, "9" * 30, b"", 0)])
def test_a_directory_is_taken_and_given_back_or_its_fault_is_named(done: list[Change]) -> None:
    with TemporaryDirectory() as made, pytest.MonkeyPatch.context() as environment:
        published, mine = Path(made, "published"), Path(made, "mine")
        published.mkdir()
        write_tables(published, TINY)
        environment.setattr("vitk2.catalog.paths.data_dir", lambda: str(published))
        environment.setenv("VITK2_CACHE", os.devnull)
        write_changed(mine, done)
        try:
            user_data.check(str(mine))
        except DataError as error:
            for problem in error.problems:
                assert re.match(PROBLEM.format(re.escape(str(mine))), problem), problem
            return
        exported = given_back(mine)
        for row in amounts_in(mine):
            assert alike(row) in [alike(r) for r in exported]
        write_again(Path(made, "again"), mine, exported)
        user_data.check(str(Path(made, "again")))
        assert [alike(r) for r in given_back(Path(made, "again"))] == [alike(r) for r in exported]
