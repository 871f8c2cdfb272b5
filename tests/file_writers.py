"""Every kind of output as two runs write it, one after the other, into one directory."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from views import FixedSources, RowsView

from vitk2.catalog.schema import Record
from vitk2.cohort.output_files import Destination, commit_output, unfinished
from vitk2.output.formats.datapackage import save_package
from vitk2.output.save import save_view

BEFORE, AFTER = "first-run", "second-run"
"""A word in the files of two runs."""


class NoFoods(FixedSources):
    """The tables of no food."""

    def tables(self) -> Mapping[str, Sequence[Record]]:
        return {"foods": [], "sources": []}


def write_view(directory: Path, text: str) -> None:
    """Save an answer and its credits."""
    view = RowsView(["name"], [[text]], provenance=FixedSources(text))
    save_view(view, str(directory / "k.csv"), "csv", force=text == AFTER)


def write_package(directory: Path, text: str) -> None:
    view = RowsView(["name"], [[text]], title=text, provenance=NoFoods(text, has_tables=True))
    save_package(view, str(directory / "k"), force=text == AFTER)


COHORT = ("out.csv.unmatched.csv", "out.csv", "out.csv.json")


def write_cohort(directory: Path, text: str) -> None:
    """Commit the three files of a run on DuckDB."""
    destination = Destination(str(directory / "out.csv"), force=text == AFTER)
    with unfinished(destination) as run:
        for name in COHORT:
            Path(run, name).write_text(text)
        drafts = [(os.path.join(run, name), str(directory / name)) for name in COHORT]
        commit_output(destination, run, drafts)


def write_parts(directory: Path, text: str) -> None:
    """Commit a directory of parts, as Spark writes it, and a file."""
    out = directory / "out.parquet"
    destination = Destination(str(out), force=text == AFTER, is_directory=True)
    with unfinished(destination) as run:
        Path(run, "sums").mkdir()
        for name in ("sums/part-00000.parquet", "sums/_SUCCESS", "facts"):
            Path(run, name).write_text(text)
        drafts = [(f"{run}/sums", str(out)), (f"{run}/facts", f"{out}.json")]
        commit_output(destination, run, drafts)


Write = Callable[[Path, str], None]

WRITERS: dict[Write, str] = {
    write_view: "k.csv",
    write_package: "k/datapackage.json",
    write_cohort: "out.csv.json",
    write_parts: "out.parquet.json",
}
"""Each with the file that it commits last."""


def contents(directory: Path) -> dict[str, str]:
    """Return the text of every file by its path."""
    paths = (path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): path.read_text() for path in paths}


def is_of(text: str, found: Mapping[str, str]) -> bool:
    """Return whether the files are those of one run, without a draft or a lock."""
    other = AFTER if text == BEFORE else BEFORE
    texts = found.values()
    is_whole = any(text in t for t in texts) and not any(other in t for t in texts)
    return is_whole and not any("vitk2-" in name for name in found)
