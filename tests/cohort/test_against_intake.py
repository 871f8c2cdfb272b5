"""200 random diaries: a cohort's sums are those of `vitk2 intake --file` on the same lines."""

import random
from pathlib import Path

import pandas as pd
import pytest
from cohorts import Group, done, rows_of, write_diary

from vitk2.catalog.catalog import Catalog
from vitk2.cohort.options import CohortOptions
from vitk2.diary.intake import intake
from vitk2.diary.reader import read_diary
from vitk2.diary.resolver import resolve_lines
from vitk2.diary.totals import Total

SEED, DIARIES = 14, 200


def random_lines(catalog: Catalog) -> list[tuple[int, str, str, float]]:
    """Return 1 to 12 lines per person, of any food, and sometimes of an unknown one."""
    chance = random.Random(SEED)  # noqa: S311  # the same diaries each time
    foods = [str(food_id) for (food_id,) in catalog.rows("SELECT food_id FROM foods")]
    sparse = [i for i in foods if "natto" in i or "cheese" in i or "gouda" in i]
    lines = []
    for person in range(DIARIES):
        for _ in range(chance.randint(1, 12)):
            food = chance.choice(chance.choice((foods, foods, sparse)))
            food = food if chance.random() > 0.05 else f"no-such-food-{len(lines)}"
            lines.append((person, "2026-01-01", food, round(chance.uniform(0.5, 400), 1)))
    return lines


@pytest.mark.slow
def test_a_cohort_and_an_intake_say_the_same(shipped: Catalog, tmp_path: Path) -> None:
    lines = random_lines(shipped)
    diary = write_diary(tmp_path / "diary.parquet", lines)
    done(shipped, diary, tmp_path / "days")
    done(shipped, diary, tmp_path / "foods", CohortOptions(("person", "day", "food")))
    days = rows_of(tmp_path / "days", "person")
    foods = pd.read_parquet(tmp_path / "foods" / "intake.parquet")
    has_data = foods.assign(known=foods["coverage"] == 1).groupby(["person", "form"])["known"]
    with_data, eaten = has_data.sum(), has_data.size()
    for person in range(DIARIES):
        file = [f"{food},{grams} g\n" for p, _, food, grams in lines if p == person]
        read = resolve_lines(shipped, read_diary(["food,amount\n", *file], "day.csv"))
        for total in intake(shipped, read).totals:
            compare(total, days[person, total.form])
            counted = int(with_data[person, total.form]), int(eaten[person, total.form])
            assert counted == (total.foods_with_data, total.foods), (person, total.form)


def compare(total: Total, row: Group) -> None:
    """Compare to 1e-5: `intake` rounds each food to 6 digits, a cohort does not round."""
    assert row["qualifier"] == (total.qualifier or None)
    for part in ("ug", "low", "high"):
        found, expected = row[part], getattr(total, part)
        assert (found is None) is (expected is None), (part, row, total)
        assert found is None or found == pytest.approx(expected, abs=1e-5)
