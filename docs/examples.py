"""What the generated parts of README.md and docs/cli.md say, straight from the program.

cog runs this for `make docs`; each function returns Markdown.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Sequence

from click.testing import CliRunner

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import MARKS, STATUSES, TIERS
from vitk2.cli.main import cli
from vitk2.output.wording import LABS, LABS_MEAN, SIGNS, remarks
from vitk2.queries import listings

WIDTH = 90


def console(*commands: str, lines: int | None = None) -> str:
    """Commands with what they print on a screen, each cut after so many lines."""
    shown = "".join(f"$ {command}\n{_printed(command, lines)}" for command in commands)
    return f"```console\n{shown}```\n"


def _printed(command: str, lines: int | None) -> str:
    words = [sys.executable, "-m", *shlex.split(command), "--format", "table", "--no-color", "-q"]
    environment = os.environ | {"COLUMNS": str(WIDTH)}
    out = subprocess.run(words, capture_output=True, text=True, check=True, env=environment).stdout
    printed = [line.rstrip() for line in out.strip("\n").splitlines()]
    kept = printed if lines is None or len(printed) <= lines else [*printed[:lines], "..."]
    return "".join(f"{line}\n" for line in kept)


def size() -> str:
    """How much the table holds, and its version."""
    with Catalog() as catalog:
        foods = catalog.rows("SELECT count(*) FROM foods")[0][0]
        numbers = catalog.rows("SELECT count(*) FROM measurements")[0][0]
        sources = len(listings.sources(catalog))
        told = f"{foods:,} foods, {numbers:,} published numbers, {sources} sources"
        return f"Version {catalog.data_version}: {told}.\n"


def every_help() -> str:
    """The help of the program and of each command, under a heading each."""
    sections = [_help("vitk2")]
    sections += [_help(f"vitk2 {name}", name) for name in sorted(cli.every())]
    return "\n".join(sections)


def _help(heading: str, *command: str) -> str:
    asked = [*command, "--help"]
    text = CliRunner().invoke(cli, asked, prog_name="vitk2", terminal_width=WIDTH).stdout
    stripped = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"### {heading}\n\n```text\n{stripped}\n```\n"


def signs() -> str:
    every = SIGNS | {f"{LABS} {n}": told for n, told in LABS_MEAN.items()}
    return _table(("sign", "means"), ((f"`{sign}`", told) for sign, told in every.items()))


def remarks_and_marks() -> str:
    """Each mark: how a screen says it, how files and filters name it, what it means."""
    whole = {"studies disagree": "studies disagree x12", "lower bound": "lower bound (panel: MK-4)"}
    rows = (
        ((remarks(whole.get(m, m)) or [f"{LABS} 0"])[0], f"`{m}`", told)
        for m, told in MARKS.items()
    )
    return _table(("on a screen", "in files and for `--no-mark`", "means"), rows)


def tiers() -> str:
    return _table(("tier", "a number that was"), TIERS.items())


def statuses() -> str:
    return _table(("status", "of a published number"), STATUSES.items())


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
