"""What the sums of a cohort cost, beside plain pandas and beside a bare scan of the same files.

python bench/cohort.py [LINES ...]    (1,000,000 10,000,000 and 100,000,000 unless said otherwise)
python bench/cohort.py --only-generate DIRECTORY LINES

Diaries are made by DuckDB from a fixed seed: 15 lines a day, 2 days a person, foods that are eaten
the more often the earlier they stand in a shuffled list, 3 % unknown codes, 1 % dishes. Contenders
are whole processes, in turn on the same files; pandas takes part up to 10,000,000 lines, which fill
its memory. Prints a Markdown table.
"""

import os
import platform
import resource
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import duckdb
from contenders import PYTHON, Contender
from run import run_once

from vitk2.catalog.paths import data_dir

SIZES = (1_000_000, 10_000_000, 100_000_000)
ROUNDS = {1_000_000: 3, 10_000_000: 3, 100_000_000: 1}
PANDAS_TO = 10_000_000
LINES_A_FILE = 10_000_000
SEED = 20_261_125

DIARY = """
COPY (
  SELECT 100000 + line // 30 AS person, DATE '2020-01-01' + CAST(line // 15 % 2 AS INTEGER) AS day,
         CASE WHEN kind < 0.03 THEN 'x-' || place WHEN kind < 0.04 THEN 'dish-' || place % 50
              ELSE food_id END AS food, round(5 + 295 * weight * weight, 1) AS grams
  FROM (
    SELECT line, CAST(floor(? * pow(hash(line, ?, 1) / 18446744073709551616.0, 3)) AS INTEGER)
             AS place,
           hash(line, ?, 2) / 18446744073709551616.0 AS kind,
           hash(line, ?, 3) / 18446744073709551616.0 AS weight
    FROM range(?, ?) lines(line)
  ) JOIN foods USING (place) ORDER BY person, day
) TO '{path}' (FORMAT parquet)
"""

FLOOR = """
import duckdb, sys
sums = f"SELECT sum(grams) AS grams FROM '{sys.argv[1]}/*.parquet' GROUP BY person, day"
print(duckdb.sql(f"SELECT count(*), sum(grams) FROM ({sums})").fetchall())
"""
"""DuckDB alone: grams by person and day, of which only the count leaves."""

START = "import ibis; ibis.duckdb.connect()"
"""What comes before the first line is read."""

COPY = """
import duckdb, sys
duckdb.sql("SET preserve_insertion_order = false; SET memory_limit = '2GB'")
to = f"'{sys.argv[1]}.copy' (FORMAT parquet, DICTIONARY_SIZE_LIMIT 1000)"
duckdb.sql(f"COPY (FROM '{sys.argv[1]}') TO {to}")
"""
"""The rows of the answer, ready made, written as parquet once more."""

PANDAS = """
import sys
import numpy as np
import pandas as pd
directory, amounts = sys.argv[1:]
by = ["person", "day"]
diary = pd.read_parquet(directory)
held = pd.read_csv(amounts)
ug = held["ug_per_100g"].fillna(0)
least = held["qualifier"] == ">="
known = ~held["doubtful"] & (held["qualifier"] != "assumed") & ~(least & (ug == 0))
table = pd.DataFrame({
    "food": held["food_id"], "form": held["form"], "ug": ug / 100,
    "low": held["low"].fillna(ug) / 100,
    "high": np.maximum(held["high"].fillna(ug), held["limit_ug_per_100g"].fillna(0)) / 100,
    "grams_known": 1.0, "sound": 1, "least": least.astype(int),
    "empty": held["ug_per_100g"].isna().astype(int)})[known]
lines = diary.merge(table, on="food")
for part in ("ug", "low", "high", "grams_known"):
    lines[part] *= lines["grams"]
sums = lines.groupby([*by, "form"])[
    ["ug", "low", "high", "grams_known", "sound", "least", "empty"]].sum()
groups = diary.groupby(by).agg(grams=("grams", "sum"), lines=("grams", "size"))
forms = held["form"].unique()
out = groups.loc[groups.index.repeat(len(forms))]
out["form"] = np.tile(forms, len(groups))
out = out.set_index("form", append=True).join(sums)
unknown = out["sound"].fillna(0) < out["lines"]
nothing = (out["ug"] == 0) & (out["empty"] > 0)
out["qualifier"] = np.select(
    [nothing & ~unknown, out["ug"].notna() & ~nothing & (unknown | (out["least"] > 0))],
    ["nd", ">="], "")
out["ug"] = out["ug"].mask(nothing)
out["coverage"] = out["grams_known"].fillna(0) / out["grams"]
out.reset_index().to_parquet(directory + "/../pandas.parquet")
"""
"""Plain pandas to the same rows: merge with the amounts, multiply, groupby; no dishes, no doubt."""


def generate(directory: Path, lines: int) -> None:
    """Write a diary of so many lines, a file a LINES_A_FILE, and its dishes beside the folder."""
    directory.mkdir(parents=True)
    with duckdb.connect(config={"preserve_insertion_order": False, "memory_limit": "2GB"}) as con:
        con.execute(
            "CREATE TABLE foods AS SELECT food_id, row_number() OVER (ORDER BY hash(food_id, ?)) "
            "- 1 AS place FROM read_csv(?, all_varchar = true)",
            [SEED, str(Path(data_dir()) / "foods.csv")],
        )
        foods = [
            str(i) for (i,) in con.execute("SELECT food_id FROM foods ORDER BY place").fetchall()
        ]
        for number, start in enumerate(range(0, lines, LINES_A_FILE)):
            path = directory / f"{number:03d}.parquet"
            end = min(start + LINES_A_FILE, lines)
            con.execute(DIARY.format(path=path), [len(foods), SEED, SEED, SEED, start, end])
    rows = [
        f"dish-{i},{foods[j]},{50 + j % 10 * 10},300\n"
        for i in range(50)
        for j in (i, i + 50, i + 99)
    ]
    (directory.parent / "recipes.csv").write_text("dish,food,grams,yield\n" + "".join(rows))


def contenders(directory: Path, lines: int) -> list[Contender]:
    """The floor, the two shapes of ours, what either cannot do without, and pandas where it can."""
    diary, beside = str(directory), directory.parent
    ours = [PYTHON, "-m", "vitk2", "cohort", diary, "--recipes", str(beside / "recipes.csv")]
    ours += ["--force", "--memory", "2GB", "--temp", str(beside / "spill"), "-o"]
    long, wide = str(beside / "long.parquet"), str(beside / "wide.parquet")
    amounts = str(Path(data_dir()) / "amounts.csv")
    pandas = [Contender("pandas merge and groupby", [PYTHON, "-c", PANDAS, diary, amounts])]
    return [
        Contender("DuckDB scan, sum of grams", [PYTHON, "-c", FLOOR, diary]),
        Contender("vitk2 cohort", [*ours, long]),
        Contender("vitk2 cohort --wide", [*ours, wide, "--wide"]),
        Contender("Ibis starts, and no more", [PYTHON, "-c", START]),
        Contender("DuckDB copies the answer", [PYTHON, "-c", COPY, long]),
        *(pandas if lines <= PANDAS_TO else []),
    ]


class Spent(NamedTuple):
    """Seconds on the clock and of all cores, and peak memory in MiB."""

    seconds: float
    cpu: float
    mib: float


def spent(contender: Contender, directory: str) -> Spent:
    """One whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = run_once(contender, directory)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cost.seconds, cpu, cost.mib)


def measured(directory: Path, lines: int) -> dict[str, list[Spent]]:
    """Every contender in turn, so many rounds."""
    costs: dict[str, list[Spent]] = {}
    for _ in range(ROUNDS.get(lines, 1)):
        for contender in contenders(directory, lines):
            costs.setdefault(contender.name, []).append(spent(contender, str(directory)))
    return costs


def report(lines: int, costs: dict[str, list[Spent]]) -> None:
    """A row a contender: seconds, lines a second, times the floor, memory."""
    floor, *_ = (statistics.median(c.seconds for c in own) for own in costs.values())
    for name, own in costs.items():
        seconds = statistics.median(c.seconds for c in own)
        cpu = statistics.median(c.cpu for c in own)
        cells = [f"{min(c.seconds for c in own):.1f}", f"{seconds:.1f}", f"{cpu:.1f}"]
        cells += [f"{lines / seconds / 1e6:.2f}", f"{seconds / floor:.1f}"]
        print(f"| {lines:,} | {name} | {' | '.join(cells)} | {max(c.mib for c in own):,.0f} |")
        sys.stdout.flush()


def main(sizes: list[int]) -> None:
    """Measure each size on files of its own, which go afterwards."""
    print(
        f"CPython {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, ",
        end="",
    )
    print(f"DuckDB {duckdb.__version__}; load {os.getloadavg()[0]:.1f} at the start.\n")
    print("| lines | | min s | median s | CPU s | million lines/s | times the floor | peak MiB |")
    print("|--:|---|--:|--:|--:|--:|--:|--:|", flush=True)
    for lines in sizes:
        with tempfile.TemporaryDirectory() as directory:
            generate(Path(directory) / "diary", lines)
            report(lines, measured(Path(directory) / "diary", lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only-generate"]:
        shutil.rmtree(sys.argv[2], ignore_errors=True)
        generate(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main([int(size.replace(",", "")) for size in sys.argv[1:]] or list(SIZES))
