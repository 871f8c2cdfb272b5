"""A diary with two columns of one name, or with lines that its header does not fit, is refused."""

import gzip
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cohorts import DAYS, done

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.cohort.engines import Engine
from vitk2.cohort.options import CohortOptions
from vitk2.errors import DataError, UsageError

REPEATED = [
    ("person,day,food,grams,grams", DAYS),
    ("person,day,food,grams,Grams", DAYS),
    ("person,day,food,Grams,grams", DAYS),
    ("person,day,food,grams, GRAMS ", DAYS),
    ("person,day,Person,food,grams", DAYS),
    ("person,day,code,weight,Weight", CohortOptions(columns={"food": "code", "grams": "weight"})),
]


def refused(
    catalog: Catalog, text: str, tmp_path: Path, options: CohortOptions, **arguments: object
) -> str:
    (tmp_path / "diary.csv").write_text(text)
    with pytest.raises(DataError) as error:
        done(catalog, str(tmp_path / "diary.csv"), tmp_path / "out", options, **arguments)
    assert {p.name for p in (tmp_path / "out").iterdir()} <= {"lines.parquet"}
    return str(error.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize(("header", "options"), REPEATED)
def test_a_column_of_a_csv_that_is_there_twice_is_refused(
    tiny: Catalog, tmp_path: Path, header: str, options: CohortOptions
) -> None:
    message = refused(tiny, f"{header}\na,b,natto,1,2\n", tmp_path, options)
    assert message.startswith("diary.csv: the columns ")
    assert message.endswith("have one name: rename or remove one")


@pytest.mark.parametrize(("header", "options"), REPEATED)
def test_so_is_one_of_parquet_and_of_tables_in_memory(
    tiny: Catalog, tmp_path: Path, header: str, options: CohortOptions
) -> None:
    table = pa.table([["natto"]] * 5, names=header.split(","))
    pq.write_table(table, tmp_path / "diary.parquet")
    with pytest.raises(DataError, match="have one name"):
        done(tiny, str(tmp_path / "diary.parquet"), tmp_path / "out", options)
    for diary in (table, pd.DataFrame([["natto"] * 5], columns=header.split(","))):
        with pytest.raises(DataError, match="have one name"):
            vitk2.cohort_intake(diary, columns=options.columns)


@pytest.mark.spark
def test_spark_refuses_them_too(tiny: Catalog, spark: Engine, tmp_path: Path) -> None:
    text = "person,day,food,grams,Grams\na,b,natto,1,2\n"
    assert "have one name" in refused(tiny, text, tmp_path, DAYS, engine=spark)


def test_columns_that_nobody_reads_may_share_a_name(tiny: Catalog, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text("person,day,food,grams,note,Note,,\na,b,natto,1,x,y,,\n")
    found = done(tiny, str(tmp_path / "diary.csv"), tmp_path / "out")
    assert found.summary.matched[:2] == (1, 1)
    frame = pd.DataFrame([["a", "b", "natto", 1, 2, 3]], columns=[*"pdfg", "x", "x"])
    columns = dict(zip(("person", "day", "food", "grams"), "pdfg", strict=True))
    assert vitk2.cohort_intake(frame, columns=columns)["grams"].unique() == [1]


def test_a_name_that_an_engine_made_up_is_no_column(tiny: Catalog, tmp_path: Path) -> None:
    text = "person,day,food,x,x\na,b,natto,1,2\n"
    message = refused(tiny, text, tmp_path, CohortOptions(columns={"grams": "x_1"}))
    assert message.startswith("diary.csv: no column 'x_1', only person, day, food, x, x")


def test_groups_that_differ_in_case_alone_are_refused() -> None:
    for by in (("person", "Person"), ("Form",), ("VITK2_x",)):
        with pytest.raises(UsageError):
            CohortOptions(by).check()


@pytest.mark.parametrize("lines", [1, 3000])
def test_an_unquoted_decimal_comma_on_every_line_is_refused(
    tiny: Catalog, tmp_path: Path, lines: int
) -> None:
    message = refused(tiny, "person,day,food,grams\n" + "a,b,natto,12,5\n" * lines, tmp_path, DAYS)
    assert "more or fewer cells" in message


@pytest.mark.spark
@pytest.mark.parametrize("line", ["a,b,natto,12,5", "a,b,natto"])
def test_spark_drops_no_cell_and_makes_none_up(
    tiny: Catalog, spark: Engine, tmp_path: Path, line: str
) -> None:
    text = f"person,day,food,grams\na,b,natto,1\n{line}\n"
    assert "csv" in refused(tiny, text, tmp_path, DAYS, engine=spark)


def test_a_header_that_cannot_be_read_is_named(tiny: Catalog, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("person,day,food,größe\n".encode("latin-1"))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"person,day,food,grams\na,b,natto,1\n")[:-9])
    (tmp_path / "c.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(DataError) as error:
        done(tiny, str(tmp_path / "*.csv*"), tmp_path / "out")
    a, b, c = (p.removeprefix(f"{tmp_path}/") for p in error.value.problems)
    assert a.startswith("a.csv: not UTF-8 at byte 18")
    assert b.startswith("b.csv.gz: cannot be read as csv")
    assert c.startswith("c.csv.gz: cannot be read as csv")
