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

from contenders import Contender, vitk2
from run import Cost, run_once
from synthetic import write

ROUNDS = 15
LOOK_UPS = {
    "search natto": ["search", "natto"],
    "top MK-7": ["top", "MK-7"],
    "show natto": ["show", "natto"],
    "search cheese": ["search", "cheese"],
    "top K1": ["top", "K1"],
}


def main(sizes: list[int]) -> None:
    """Measure and print one line a size."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["VITK2_CACHE"] = str(Path(directory) / "cache")
        data: dict[int, list[str]] = {0: []}
        for size in sizes:
            write(Path(directory) / str(size), size)
            data[size] = ["--data", str(Path(directory) / str(size))]
        first = {size: cost(["show", "natto"], own, directory) for size, own in data.items()}
        seconds: dict[tuple[int, str], list[float]] = {}
        for _ in range(ROUNDS):
            for size, own in data.items():
                for name, look_up in LOOK_UPS.items():
                    taken = cost(look_up, own, directory).seconds
                    seconds.setdefault((size, name), []).append(taken)
        report(first, {key: statistics.median(times) for key, times in seconds.items()})


def cost(look_up: list[str], own: list[str], directory: str) -> Cost:
    """One look-up beside a user's own foods, piped."""
    return run_once(Contender(" ".join(look_up), vitk2(*own, *look_up)), directory)


def report(first: dict[int, Cost], median_s: dict[tuple[int, str], float]) -> None:
    """A Markdown table: each look-up in ms and as a ratio to the published table alone."""
    print("| own foods | build | peak |", " | ".join(LOOK_UPS), "|")
    print("|--:|--:|--:|" + "--:|" * len(LOOK_UPS))
    for size, built in first.items():
        cells = [
            f"{median_s[size, name] * 1000:.0f} ({median_s[size, name] / median_s[0, name]:.2f})"
            for name in LOOK_UPS
        ]
        print(f"| {size:,} | {built.seconds:.1f} s | {built.mib:.0f} MiB |", " | ".join(cells), "|")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [20_000, 200_000, 2_000_000])
