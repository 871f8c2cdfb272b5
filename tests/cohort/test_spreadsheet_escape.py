"""A cohort's csv for a spreadsheet contains no formula, by the rule of every other csv."""

import pyarrow as pa
import pytest

from vitk2.cohort.engines import DuckDB, Engine
from vitk2.cohort.spreadsheet_escape import escape_formulas
from vitk2.output.formats.spreadsheet import escape_rows

SIGNS = "=+-@＝＋－＠"
HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\tx", "\rx", "\n=1", "\u00a0=1", " \t -1"),
    *("a;=1;b", ";;=1", ";\t", "=1;=2;x;@3", "a\n=1", "a;\n=1", "$1=2", "\\1=2", "=\\1$2", "'=1"),
    *("Natto", "1-2", "a = b", "", "x=1", "natto; raw", "<0.1", ">=", "'quoted'", "=", ";"),
    *(f"{sign}1" for sign in SIGNS),
]
BLANK_OR_NOT = [f"{chr(code)}=1" for code in (*range(1, 0x3001), 0xFEFF, 0x1F600)]


def by_the_engine(engine: Engine, texts: list[str]) -> list[str]:
    numbers = list(range(len(texts)))
    table = engine.take(pa.table({"number": numbers, "text": texts, "other": texts}))
    rows = engine.arrow(
        escape_formulas(table, ["number", "text"], engine).order_by("number")
    ).to_pydict()
    assert rows["other"] == texts
    assert rows["number"] == numbers
    return list(rows["text"])


def by_the_rule(texts: list[str]) -> list[object]:
    return [row[0] for row in escape_rows([text] for text in texts)]


def test_duckdb_has_the_rule_of_every_csv() -> None:
    with DuckDB() as engine:
        assert by_the_engine(engine, HOSTILE) == by_the_rule(HOSTILE)
        assert by_the_engine(engine, BLANK_OR_NOT) == by_the_rule(BLANK_OR_NOT)


@pytest.mark.spark
def test_spark_has_the_rule_of_every_csv(spark: Engine) -> None:
    assert by_the_engine(spark, HOSTILE) == by_the_rule(HOSTILE)
    assert by_the_engine(spark, BLANK_OR_NOT) == by_the_rule(BLANK_OR_NOT)
