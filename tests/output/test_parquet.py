"""Parquet has one schema for a query, describes its columns, and has the values of the table."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, Run

from vitk2.safety import CAUTION

WHOLE = ("export", "--long")

SHAPES = [
    ("export",),
    WHOLE,
    ("export", "--measurements"),
    ("export", "--per", "portion", "--source", "lab-a"),
    ("export", "--long", "--codes", "--columns", "n,doubtful,tags,portion_g,qualifier"),
    ("top", "MK-7", "--holding", "10", "--ascending"),
]


@pytest.mark.parametrize("shape", SHAPES, ids="-".join)
@pytest.mark.parametrize("narrowed", [("--group", "Drinks"), ("--group", "Cheese"), ("--vegan",)])
def test_a_filter_changes_no_type(
    tiny_run: Run, tmp_path: Path, shape: tuple[str, ...], narrowed: tuple[str, ...]
) -> None:
    files = (tmp_path / "all.parquet", tmp_path / "some.parquet")
    tiny_run(*shape, "-o", str(files[0]))
    tiny_run(*shape, *narrowed, "-o", str(files[1]))
    whole, some = map(pq.read_schema, files)
    assert whole.equals(some.with_metadata(whole.metadata), check_metadata=False)
    assert [f.metadata for f in whole] == [f.metadata for f in some]
    frames = [pd.read_parquet(file) for file in files]
    assert frames[0].dtypes.equals(frames[1].dtypes)
    assert len(frames[1]) < len(frames[0])


def test_a_column_says_what_it_is_and_the_file_whose_numbers_it_holds(
    tiny_run: Run, tmp_path: Path
) -> None:
    tiny_run("export", "--form", "MK-9", "-o", str(tmp_path / "k.parquet"))
    schema = pq.read_schema(tmp_path / "k.parquet")
    assert schema.field("mk9_low").metadata == {
        b"description": b"MK-9: lowest sound reading of the kind that votes, \xc2\xb5g per 100 g",
        b"unit": "µg/100 g".encode(),
        b"form": b"MK-9",
    }
    assert schema.field("name").metadata == {b"description": b"name a person would use"}
    assert schema.metadata[b"vitk2 data version"] == b"vitk2 data 9.9"
    assert schema.metadata[b"vitk2 caution"].decode() == CAUTION
    assert schema.metadata[b"vitk2 credits"].decode().startswith("Authors not known.")


def rows(frame: pd.DataFrame) -> list[dict[object, object]]:
    """The rows of a frame, missing cells as None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """data/amounts.csv as pandas alone reads it."""
    frame = pd.read_csv(ROOT / "data" / "amounts.csv", dtype={"qualifier": "string"})
    return frame.sort_values(["food_id", "form"], ignore_index=True)


@pytest.fixture(scope="module")
def parquet(shared_run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All published amounts."""
    path = tmp_path_factory.mktemp("parquet") / "k.parquet"
    shared_run(*WHOLE, "-o", str(path))
    return path


def test_pandas_reads_the_published_table(parquet: Path, published: pd.DataFrame) -> None:
    found = pd.read_parquet(parquet).sort_values(["food_id", "form"], ignore_index=True)
    assert rows(found) == rows(published)
    assert found["ug_per_100g"].dtype == "float64"
    assert found["studies"].dtype == "Int64"


def test_duckdb_reads_the_published_table(parquet: Path) -> None:
    csv = f"read_csv('{ROOT / 'data' / 'amounts.csv'}', header = true)"
    ((total,),) = duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall()
    assert total > 5000
    for one, other in ((f"'{parquet}'", csv), (csv, f"'{parquet}'")):
        assert duckdb.sql(f"SELECT * FROM {one} EXCEPT SELECT * FROM {other}").fetchall() == []
