"""What is measured beside what: look-ups, bare imports, a pandas script, and rivals."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from vitk2.catalog.paths import data_dir
from vitk2.cli.main import cli

PYTHON = sys.executable


class Contender(NamedTuple):
    """A whole process; `base` is what its time is held against, `bound` how far it may go."""

    name: str
    command: Sequence[str]
    on_terminal: bool = False
    base: str = ""
    bound: float | None = None
    """Of ours the ratio to its base at most; of others their ratio to our look-up at least."""
    is_ours: bool = True


NOTHING, CLICK, RICH, BARE = (
    "python -c pass",
    "import click",
    "import click, rich.console, rich.table",
    "a bare click application",
)

PANDAS = """
import pandas as pd
amounts = pd.read_csv({path!r}, dtype={{"food_id": str}}, keep_default_na=False)
amounts["ug_per_100g"] = pd.to_numeric(amounts["ug_per_100g"])
mk7 = amounts[amounts["form"] == "MK-7"].sort_values("ug_per_100g", ascending=False)
print(mk7.head(20).to_csv(sep="\\t", index=False))
"""

BARE_LOOK_UP = """
import csv, sqlite3, sys
import click
@click.command()
@click.argument("word")
{options}
def search(word, **_):
    index = sqlite3.connect("file:{database}?mode=ro&immutable=1", uri=True)
    rows = index.execute(
        "SELECT w.* FROM terms t JOIN foods f ON f.food_rank = t.food_rank "
        "JOIN wide w ON w.food_id = f.food_id WHERE t.word = ? ORDER BY match_rank LIMIT 20", [word]
    )
    csv.writer(sys.stdout, delimiter="\\t").writerows(rows)
search(["natto"])
"""
"""The least that a look-up of this kind can be: one file, no checks, no choice of format."""


def _bare_look_up(database: Path) -> str:
    """It, with as many options as `vitk2 search`; they do nothing."""
    options = [p for p in cli.every()["search"].params if isinstance(p, click.Option)]
    named = (f"@click.option({p.opts[0]!r})" for p in options)
    return BARE_LOOK_UP.format(options="\n".join(named), database=database)


def _bare_application() -> str:
    """A click group with as many commands as ours, of which each says its name."""
    commands = "\n".join(
        f"@cli.command()\ndef {name}(): 'Do {name}.'" for name in sorted(cli.every())
    )
    return f"import click\n@click.group()\ndef cli(): 'Nothing.'\n{commands}\ncli(['--help'])"


def vitk2(*arguments: str) -> list[str]:
    """The program with its arguments, as a command."""
    return [PYTHON, "-m", "vitk2", *arguments]


def contenders(database: Path) -> Iterator[Contender]:
    """Everything that is started in turn; `database` is the table for those that read SQLite."""
    yield Contender(NOTHING, [PYTHON, "-c", "pass"], is_ours=False)
    yield Contender(CLICK, [PYTHON, "-c", CLICK], is_ours=False)
    yield Contender(RICH, [PYTHON, "-c", RICH], on_terminal=True, is_ours=False)
    yield Contender(BARE, [PYTHON, "-c", _bare_application()], is_ours=False)
    bare_look_up = [PYTHON, "-c", _bare_look_up(database)]
    yield Contender("a bare look-up, click and sqlite3", bare_look_up, base=CLICK, is_ours=False)
    yield Contender("import vitk2", [PYTHON, "-c", "import vitk2"], base=NOTHING)
    for flag in ("--help", "--version"):
        yield Contender(f"vitk2 {flag}", vitk2(flag), base=BARE, bound=1.15)
    for call in ("search natto", "top MK-7", "show natto"):
        yield from _piped_and_on_terminal(call, call.split(), 1.12, 1.2)
    yield from _piped_and_on_terminal("intake '2 eggs'", ["intake", "2 eggs"])
    yield from _piped_and_on_terminal("export --csv", ["export", "--csv"])
    ours = "vitk2 top MK-7"
    script = PANDAS.format(path=str(Path(data_dir()) / "amounts.csv"))
    yield Contender(
        "the same top, a pandas script", [PYTHON, "-c", script], base=ours, bound=8, is_ours=False
    )
    for name, command in rivals(database).items():
        yield Contender(name, command, base=ours, bound=3, is_ours=False)


def _piped_and_on_terminal(
    call: str, arguments: list[str], piped: float | None = None, on_terminal: float | None = None
) -> Iterator[Contender]:
    """One call in both places, each with its bound."""
    name, command = f"vitk2 {call}", vitk2(*arguments)
    yield Contender(name, command, base=CLICK, bound=piped)
    name += ", on a terminal"
    yield Contender(name, command, on_terminal=True, base=RICH, bound=on_terminal)


def rivals(database: Path) -> dict[str, list[str]]:
    """Programs that pip installs and that run offline, where they are on the PATH."""
    sql = (
        "select name, ug_per_100g from amounts where form = 'MK-7' "
        "order by ug_per_100g desc limit 20"
    )
    known = {
        "ofc search natto": ["ofc", "search", "natto"],
        "sqlite-utils query": ["sqlite-utils", "query", str(database), sql],
    }
    return {name: command for name, command in known.items() if shutil.which(command[0])}
