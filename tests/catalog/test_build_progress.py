"""The share of an index that is built rises from 0 to 1, and is 1 only at the end."""

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from vitk2.catalog.loader import build
from vitk2.catalog.paths import data_dir


def shares_of(directory: str) -> list[float]:
    shares: list[float] = []
    with closing(sqlite3.connect(":memory:")) as connection:
        build(connection, directory, [], shares.append)
    return shares


def test_the_shares_of_a_build_rise_to_one(tiny_dir: Path) -> None:
    for directory in (str(tiny_dir), data_dir()):
        shares = shares_of(directory)
        assert shares[0] == 0
        assert shares == sorted(shares)
        assert shares[-1] == 1


def test_no_part_of_a_build_takes_most_of_the_shares() -> None:
    shares = shares_of(data_dir())
    steps = [after - before for before, after in pairwise(shares)]
    assert max(steps) < 0.2
    assert [share for share in shares[:-2] if share > 0.999] == []
