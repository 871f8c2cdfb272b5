"""How an answer leaves: rows to stdout, words to stderr, the caution with every amount."""

import sys
from typing import NamedTuple

from vitk2.evidence import CAUTION
from vitk2.export import as_text, json_line, write_amounts
from vitk2.lookup import FoodCard, Record
from vitk2.model import Form
from vitk2.query import Result
from vitk2.tables import MEASUREMENTS


class Output(NamedTuple):
    """How an answer should leave: `format_` is None where the terminal decides."""

    format_: str | None = None
    color: bool | None = None
    quiet: bool = False

    @property
    def chosen(self) -> str:
        """The format asked for, else a table on a terminal and tab-separated values in a pipe."""
        return self.format_ or ("table" if sys.stdout.isatty() else "tsv")


def emit(answer: Result, output: Output) -> None:
    """Print a result; counts and hints unless quiet, the caution whenever there is an amount."""
    if output.chosen != "table":
        write_amounts(answer, sys.stdout, output.chosen)
    elif answer.rows:
        from vitk2 import present

        present.result(answer, sys.stdout, color=output.color)
    if not output.quiet:
        _say(*_hints(answer))
    if answer.rows:
        _say(CAUTION)


def emit_card(food: FoodCard, output: Output) -> None:
    """Print one food: a card on a terminal, one object in JSON, else a row a published number."""
    if output.chosen == "table":
        from vitk2 import card

        card.food_card(food, sys.stdout, color=output.color)
    elif output.chosen in ("json", "jsonl"):
        whole = food.food | {
            "amounts": food.amounts,
            "measurements": food.measurements,
            "portions": food.portions,
            "data_version": food.data_version,
            "caution": CAUTION,
        }
        sys.stdout.write(json_line(whole, None if output.chosen == "jsonl" else 2) + "\n")
    else:
        columns = [c.name for c in MEASUREMENTS]
        rows = [list(m.values()) for m in food.measurements]
        footer = f"\n{CAUTION}\n" if output.chosen == "md" else ""
        sys.stdout.write(as_text(columns, rows, output.chosen) + footer)
    _say(CAUTION)


def emit_records(records: list[Record], output: Output) -> None:
    """Print records that hold no amounts, such as the groups with their counts."""
    if output.chosen == "table":
        from vitk2 import present

        present.counts(records, sys.stdout, color=output.color)
    else:
        rows = [list(r.values()) for r in records]
        sys.stdout.write(as_text(list(records[0]), rows, output.chosen))


def report(message: str, *, quiet: bool) -> None:
    """Say what was written, unless quiet; the caution goes with it."""
    _say(*([] if quiet else [message]), CAUTION)


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _hints(answer: Result) -> list[str]:
    shown = len(answer.rows) - answer.after
    hints = []
    if not answer.rows:
        hints.append(f"Nothing found: {answer.query.describe()}.")
    if answer.suggestions:
        hints.append(f"Did you mean {', '.join(answer.suggestions)}?")
    if shown < answer.total:
        flag = "-n" if answer.query.shape == "top" else "--limit"
        hints.append(f"{shown} of {answer.total} shown; {flag} 0 shows all")
    if answer.after:
        hints.append(f"{answer.after} doubtful, after the ranking; --doubtful ranks them")
    if answer.without_portion:
        hints.append(f"{answer.without_portion} without a usual portion, last")
    if answer.query.forms == (Form.K2,) and answer.query.shape == "top":
        hints.append("≥: a lower bound, because MK-4, MK-7, MK-8 or MK-9 is unknown there")
    return hints
