"""What a look-up costs as the user's own foods grow: made-up foods by the thousand, then timed.

python bench/growth.py [FOODS ...]    (20,000, 200,000 and 2,000,000 unless said otherwise)

The first run builds the index: its seconds and peak memory. Then the same look-ups over each size
are started in turn, round after round, beside those over the published table alone.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from run import run_once
from synthetic import write

ROUNDS = 15
LOOK_UPS = {
    "search": ["search", "natto"],
    "top": ["top", "MK-7"],
    "show": ["show", "natto"],
    "search cheese": ["search", "cheese"],
    "top K1": ["top", "K1"],
}


def main(sizes: list[int]) -> None:
    """Measure and print one line a size."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["VITK2_CACHE"] = str(Path(directory) / "cache")
        data: dict[int, list[str]] = {0: []}
        built: dict[int, tuple[float, int]] = {}
        for size in sizes:
            write(Path(directory) / str(size), size)
            data[size] = ["--data", str(Path(directory) / str(size))]
        for size, own in data.items():
            first = ["-m", "vitk2", *own, "show", "natto"]
            built[size] = run_once(first, terminal=False, directory=directory)
        seconds: dict[tuple[int, str], list[float]] = {}
        for _ in range(ROUNDS):
            for size, own in data.items():
                for name, look_up in LOOK_UPS.items():
                    arguments = ["-m", "vitk2", *own, *look_up]
                    taken, _ = run_once(arguments, terminal=False, directory=directory)
                    seconds.setdefault((size, name), []).append(taken)
        report(built, {key: statistics.median(times) for key, times in seconds.items()})


def report(built: dict[int, tuple[float, int]], median_s: dict[tuple[int, str], float]) -> None:
    """A Markdown table: each look-up in ms and as a ratio to the published table alone."""
    print("| own foods | index built in | peak |", " | ".join(LOOK_UPS), "|")
    print("|--:|--:|--:|" + "--:|" * len(LOOK_UPS))
    for size, (taken, peak_kib) in built.items():
        cells = [
            f"{median_s[size, name] * 1000:.0f} ms ({median_s[size, name] / median_s[0, name]:.2f})"
            for name in LOOK_UPS
        ]
        print(f"| {size:,} | {taken:.1f} s | {peak_kib / 1024:.0f} MiB |", " | ".join(cells), "|")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [20_000, 200_000, 2_000_000])
