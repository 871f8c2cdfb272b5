"""What a look-up costs: whole processes, interleaved, as ratios of medians.

python bench/run.py [ROUNDS]    (41 rounds unless said otherwise; prints a Markdown table)

Each contender is started in turn, round after round, so that whatever else the machine does falls
on all of them alike. Bytecode is compiled first. Terminal contenders write to a pseudo-terminal of
100 columns. Rivals take part where they are on the PATH.
"""

import compileall
import os
import platform
import pty
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from contenders import PYTHON, Contender, contenders

import vitk2
from vitk2.catalog.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """Seconds of one process, and its peak memory in MiB."""

    seconds: float
    mib: float


LAUNCHER = """
import os, sys, time
start = time.perf_counter()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - start
os.write(int(sys.argv[1]), f"{status} {seconds} {usage.ru_maxrss}".encode())
"""
"""Starts a contender from a small process: what started it would count as its own memory."""


def run_once(contender: Contender, directory: str) -> Cost:
    """One whole process, from its start to its end."""
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    master, slave = pty.openpty() if contender.on_terminal else (-1, -1)
    told, tells = os.pipe()
    process = subprocess.Popen(
        [PYTHON, "-I", "-S", "-c", LAUNCHER, str(tells), *contender.command],
        stdout=slave if contender.on_terminal else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=directory,
        env=environment,
        pass_fds=[tells],
    )
    os.close(tells)
    if contender.on_terminal:
        os.close(slave)
        drain(master)
    process.wait()
    with open(told, encoding="ascii") as stream:
        status, seconds, kib = stream.read().split()
    if int(status):
        raise SystemExit(f"{contender.name} failed with {os.waitstatus_to_exitcode(int(status))}")
    return Cost(float(seconds), int(kib) / 1024)


def drain(master: int) -> None:
    """Read a terminal until its program is gone, so that it never waits for us."""
    try:
        while os.read(master, 1 << 16):
            pass
    except OSError:
        pass
    os.close(master)


def database_of(directory: str) -> Path:
    """The index as a plain SQLite file, for rivals that read one."""
    path = Path(directory) / "vitk2.sqlite3"
    with Catalog() as catalog:
        file = str(catalog.rows("SELECT file FROM pragma_database_list")[0][0])
    with sqlite3.connect(file) as index, sqlite3.connect(path) as copy:
        index.backup(copy)
    return path


def measured(rounds: int) -> list[tuple[Contender, list[Cost]]]:
    """Every contender in turn, so many rounds; the first round warms up and does not count."""
    compileall.compile_dir(Path(vitk2.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as directory:
        costs: list[tuple[Contender, list[Cost]]] = [
            (contender, []) for contender in contenders(database_of(directory))
        ]
        for i in range(rounds + 1):
            for contender, own in costs:
                cost = run_once(contender, directory)
                own.extend([cost] if i else [])
            if sys.stderr.isatty():
                print(f"\rround {i} of {rounds}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return costs


def report(costs: list[tuple[Contender, list[Cost]]]) -> None:
    """A row a contender: its times, its ratio to its base, whether that holds, its memory."""
    median = {c.name: statistics.median(x.seconds for x in own) for c, own in costs}
    peak = {c.name: statistics.median(x.mib for x in own) for c, own in costs}
    print("| | min | median | max | ratio | to | holds | peak | ratio |")
    print("|---|--:|--:|--:|--:|---|---|--:|--:|")
    for c, own in costs:
        ms = [f"{1000 * f(x.seconds for x in own):.0f}" for f in (min, statistics.median, max)]
        ratio, memory, holds = "", "", ""
        if c.base:
            times = median[c.name] / median[c.base]
            ratio, memory = f"{times:.2f}", f"{peak[c.name] / peak[c.base]:.2f}"
        if c.base and c.bound:
            within = times <= c.bound if c.is_ours else times >= c.bound
            is_held = "yes" if within else "no"
            holds = f"{is_held}, {'at most' if c.is_ours else 'at least'} {c.bound:g}"
        row = [c.name, *(f"{x} ms" for x in ms), ratio, c.base, holds, f"{peak[c.name]:.1f} MiB"]
        print(f"| {' | '.join([*row, memory])} |")


def diary(lines: int = 100_000) -> None:
    """A long diary, per line, beside a csv reader that does nothing else."""
    day = "natto,40,g,2026-01-01\nspinach-raw,1,cup,2026-01-02\negg-raw,2,large,2026-01-03\n"
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "diary.csv"
        path.write_text("food,amount,unit,date\n" + day * (lines // 3))
        reader = "import csv,sys\nfor row in csv.DictReader(open(sys.argv[1])): pass"
        bare = run_once(Contender("csv", [PYTHON, "-c", reader, str(path)]), directory)
        command = [PYTHON, "-m", "vitk2", "intake", "--file", str(path)]
        own = run_once(Contender("intake", command), directory)
    each = f"{own.seconds / lines * 1e6:.1f} µs a line, {own.seconds / bare.seconds:.1f} times"
    print(f"\nA diary of {lines:,} lines: {own.seconds:.2f} s, {each} a csv reader alone, ", end="")
    print(f"peak {own.mib:.1f} MiB.")


if __name__ == "__main__":
    rounds_ = int(sys.argv[1]) if len(sys.argv) > 1 else 41
    print(f"CPython {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, ")
    print(f"SQLite {sqlite3.sqlite_version}; {rounds_} rounds; each ratio is of medians.\n")
    report(measured(rounds_))
    diary()
