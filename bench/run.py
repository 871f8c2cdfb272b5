"""What a look-up costs: whole processes, interleaved, medians as ratios to bare imports.

python bench/run.py [ROUNDS]    (41 rounds unless said otherwise)

Each contender is started in turn, round after round, so that whatever else the machine does falls
on all of them alike. Terminal contenders write to a pseudo-terminal of 100 columns.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from vitk2.tables.catalog import data_dir

PYTHON = sys.executable
PANDAS = """
import pandas as pd
amounts = pd.read_csv({path!r}, dtype={{"food_id": str}}, keep_default_na=False)
amounts["ug_per_100g"] = pd.to_numeric(amounts["ug_per_100g"])
mk7 = amounts[amounts["form"] == "MK-7"].sort_values("ug_per_100g", ascending=False)
print(mk7.head(20).to_csv(sep="\\t", index=False))
"""

PIPED = "import click"
SCREEN = "import click, rich.console, rich.table"
CONTENDERS: dict[str, tuple[list[str], bool, str]] = {
    "python -c 'import click'": (["-c", PIPED], False, ""),
    "search natto, piped": (["-m", "vitk2", "search", "natto"], False, PIPED),
    "top MK-7, piped": (["-m", "vitk2", "top", "MK-7"], False, PIPED),
    "show natto, piped": (["-m", "vitk2", "show", "natto"], False, PIPED),
    "python -c 'import click, rich...'": (["-c", SCREEN], True, ""),
    "search natto, on a terminal": (["-m", "vitk2", "search", "natto"], True, SCREEN),
    "top MK-7, on a terminal": (["-m", "vitk2", "top", "MK-7"], True, SCREEN),
    "the same top with pandas": ([], False, PIPED),
}


def run_once(arguments: Sequence[str], *, terminal: bool, directory: str) -> tuple[float, int]:
    """Seconds and peak KiB of one whole process."""
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm"}
    master, slave = pty.openpty() if terminal else (-1, -1)
    output = slave if terminal else subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(
        [PYTHON, *arguments],
        stdout=output,
        stderr=subprocess.DEVNULL,
        cwd=directory,
        env=environment,
    )
    if terminal:
        os.close(slave)
        drain(master)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed with {process.returncode}")
    return seconds, usage.ru_maxrss


def drain(master: int) -> None:
    """Read a terminal until its program is gone, so that it never waits for us."""
    try:
        while os.read(master, 1 << 16):
            pass
    except OSError:
        pass
    os.close(master)


def diary(lines: int = 100_000) -> None:
    """A long diary, per line, beside a csv reader that does nothing else."""
    day = "natto,40,g,2026-01-01\nspinach-raw,1,cup,2026-01-02\negg-raw,2,large,2026-01-03\n"
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "diary.csv"
        path.write_text("food,amount,unit,date\n" + day * (lines // 3))
        reader = "import csv,sys\nfor row in csv.DictReader(open(sys.argv[1])): pass"
        bare, _ = run_once(["-c", reader, str(path)], terminal=False, directory=directory)
        arguments = ["-m", "vitk2", "intake", "--file", str(path)]
        own, peak = run_once(arguments, terminal=False, directory=directory)
    each = f"{own / lines * 1e6:.1f} µs a line, {own / bare:.1f} times a csv reader alone"
    print(f"\na diary of {lines:,} lines: {own:.2f} s, {each}, peak {peak / 1024:.1f} MiB")


def main(rounds: int) -> None:
    """Measure and print one line a contender."""
    script = PANDAS.format(path=str(Path(data_dir()) / "amounts.csv"))
    contenders = {
        name: (arguments or ["-c", script], terminal, base)
        for name, (arguments, terminal, base) in CONTENDERS.items()
    }
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    memory: dict[str, int] = dict.fromkeys(contenders, 0)
    with tempfile.TemporaryDirectory() as directory:
        for i in range(rounds + 1):
            for name, (arguments, terminal, _) in contenders.items():
                taken, peak = run_once(arguments, terminal=terminal, directory=directory)
                if i:  # the first round builds the index and warms the file cache
                    seconds[name].append(taken)
                    memory[name] = max(memory[name], peak)
            if sys.stderr.isatty():
                print(f"\rround {i} of {rounds}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    base_of = {
        base: name for name, (a, _, own) in contenders.items() for base in [a[-1]] if not own
    }
    print(f"{'':36} {'median':>8} {'ratio':>6} {'peak':>9}   ({rounds} rounds)")
    for name, (_, _, base) in contenders.items():
        ratio = f"{median[name] / median[base_of[base]]:6.2f}" if base else "  base"
        print(f"{name:36} {median[name] * 1000:5.0f} ms {ratio} {memory[name] / 1024:6.1f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 41)
    diary()
