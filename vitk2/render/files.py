"""Answers as files: written to a temporary name and renamed, their credits beside them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from vitk2.answers.query import Result
from vitk2.errors import ExportError
from vitk2.render.writers import WRITERS, write_amounts
from vitk2.tables.catalog import Catalog, records
from vitk2.tables.columns import SOURCES, Cell

CREDITS: Final = ".sources.csv"


def _to_xlsx(result: Result, path: str) -> None:
    from vitk2.render.frame import to_frame

    # Texts that would read as formulas never get here: ingest refuses them.
    to_frame(result).to_excel(path, engine="openpyxl", sheet_name="vitk2", index=False)


def _to_parquet(result: Result, path: str) -> None:
    from vitk2.render.frame import to_frame

    to_frame(result).to_parquet(path, engine="pyarrow", index=False)


FILE_WRITERS: Final[dict[str, Callable[[Result, str], None]]] = {
    "xlsx": _to_xlsx,
    "parquet": _to_parquet,
}
"""Formats that are files and no text; each needs the extra of its name."""


FORMATS: Final = (*WRITERS, *FILE_WRITERS)


def save(
    catalog: Catalog, result: Result, path: str, format_: str, *, force: bool = False
) -> tuple[str, str]:
    """Write a result and, beside it, the credits its rows need; returns both paths.

    Files that exist are replaced only with `force`. Raises ExportError; what was there stays whole.
    """
    credits = path + CREDITS
    for target in (path, credits):
        if os.path.exists(target) and not force:
            raise ExportError(f"{target} exists already: add --force to replace it")
    with _replacing(path) as temporary, _replacing(credits) as temporary_credits:
        if format_ in FILE_WRITERS:
            _save_file(result, temporary, format_)
        else:
            with open(temporary, "w", encoding="utf-8", newline="") as stream:
                write_amounts(result, stream, format_)
        with open(temporary_credits, "w", encoding="utf-8", newline="") as stream:
            WRITERS["csv"](*credits_of(catalog, result), stream)
    return path, credits


def _save_file(result: Result, path: str, format_: str) -> None:
    try:
        FILE_WRITERS[format_](result, path)
    except ImportError:
        raise ExportError(
            f"{format_} needs an extra package: pip install 'vitk2[{format_}]', or export csv"
        ) from None


@contextmanager
def _replacing(path: str) -> Iterator[str]:
    """A temporary name beside `path` that takes its place when all went well."""
    directory, name = os.path.split(os.path.abspath(path))
    temporary = os.path.join(directory, f".{os.getpid()}-{name}")
    try:
        with open(temporary, "xb"):
            pass
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def credits_of(catalog: Catalog, result: Result) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Columns and rows of the sources behind a result, with the version of the data."""
    foods = {r["food_id"] for r in result.records()}
    behind = {
        source
        for food, source in catalog.rows("SELECT DISTINCT food_id, source_id FROM measurements")
        if food in foods
    }
    columns = tuple(c.name for c in SOURCES)
    rows = [
        [result.data_version, *(record[c] for c in columns)]
        for record in records(catalog, "sources")
        if record["source_id"] in behind
    ]
    return ("data_version", *columns), rows
