"""Spark for the tests that need it; without pyspark or Java they are skipped."""

import shutil
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from vitk2.cohort.engines import Engine


@pytest.fixture(scope="session")
def spark() -> "Iterator[Engine]":
    """Spark on two cores of this machine, started once."""
    pytest.importorskip("pyspark")
    if not shutil.which("java"):
        pytest.skip("no Java")
    from pyspark.sql import SparkSession

    from vitk2.cohort.spark import Spark

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark's own, of pandas 3
        settings = {"spark.sql.shuffle.partitions": "2", "spark.ui.enabled": "false"}
        builder = SparkSession.builder.master("local[2]").config(map=settings)
        session = builder.getOrCreate()
    yield Spark()
    session.stop()
