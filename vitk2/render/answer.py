"""How an answer leaves: rows to stdout, words to stderr, the caution with every amount."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vitk2.answers.foods import FoodCard
from vitk2.answers.query import Result
from vitk2.caution import CAUTION, NO_K2_REFERENCE
from vitk2.forms import Form
from vitk2.render.writers import Rows, as_text, json_line, write_amounts
from vitk2.tables.columns import MEASUREMENTS, Record

if TYPE_CHECKING:
    from vitk2.answers.comparison import Comparison
    from vitk2.diary.intake import Intake


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
        from vitk2.render import result_tables

        result_tables.result(answer, sys.stdout, color=output.color)
    if not output.quiet:
        _say(*_hints(answer))
    if answer.rows:
        _say(CAUTION)


def emit_card(food: FoodCard, output: Output) -> None:
    """Print one food: a card on a terminal, one object in JSON, else a row a published number."""
    if output.chosen == "table":
        from vitk2.render import food_card as card

        card.food_card(food, sys.stdout, color=output.color)
    elif output.chosen in ("json", "jsonl"):
        whole = food.food | {
            "amounts": food.amounts,
            "measurements": food.measurements,
            "portions": food.portions,
            "data_version": food.data_version,
            "caution": CAUTION,
        }
        _print_object(whole, output)
    else:
        columns = [c.name for c in MEASUREMENTS]
        rows = [list(m.values()) for m in food.measurements]
        _print_amounts(columns, rows, output)
    _say(CAUTION)


def emit_records(records: list[Record], output: Output) -> None:
    """Print records that hold no amounts, such as the groups with their counts."""
    if output.chosen == "table":
        from vitk2.render import terminal

        terminal.counts(records, sys.stdout, color=output.color)
    else:
        rows = [list(r.values()) for r in records]
        sys.stdout.write(as_text(list(records[0]), rows, output.chosen))


def emit_facts(facts: Record, output: Output) -> None:
    """Print one record, a line a fact or as one object; the caution goes with it."""
    if output.chosen in ("json", "jsonl"):
        _print_object(facts, output)
    elif output.chosen == "table":
        known = {k.replace("_", " "): v for k, v in facts.items() if v is not None}
        _print_paragraphs(["\n".join(f"{k}: {v}" for k, v in known.items())], output)
    else:
        sys.stdout.write(as_text(list(facts), [list(facts.values())], output.chosen))
    _say(CAUTION)


def emit_claims(claims: list[Record], output: Output) -> None:
    """Print claims, each behind its verdict; the caution goes with every one."""
    if output.chosen in ("table", "tsv"):
        lines = [_claim_line(claim) for claim in claims]
        if output.chosen == "table":
            _print_paragraphs(lines, output)
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines)
    else:
        rows = [list(c.values()) for c in claims]
        _print_amounts(list(claims[0]), rows, output)
    _say(CAUTION)


def emit_paragraphs(paragraphs: tuple[str, ...], output: Output) -> None:
    """Print the whole caution, a paragraph a line, or as one object."""
    if output.chosen in ("json", "jsonl"):
        sys.stdout.write(json_line({"caution": list(paragraphs)}) + "\n")
    elif output.chosen == "table":
        _print_paragraphs(list(paragraphs), output)
    else:
        sys.stdout.write("\n".join(paragraphs) + "\n")
    _say(CAUTION)


def emit_comparison(found: "Comparison", output: Output) -> None:
    """Print foods side by side: a table, one object in JSON, else a row a form."""
    if output.chosen == "table":
        from vitk2.render import day_tables as dayview

        dayview.comparison(found, sys.stdout, color=output.color)
    elif output.chosen in ("json", "jsonl"):
        whole = found._asdict() | {"caution": CAUTION}
        _print_object(whole, output)
    else:
        _print_amounts(found.columns, found.rows(), output)
    _say(CAUTION)


def emit_intake(eaten: "Intake", output: Output) -> None:
    """Print what was eaten summed: tables, one object in JSON, else a row a day and form."""
    if output.chosen == "table":
        from vitk2.render import day_tables as dayview

        dayview.day(eaten, sys.stdout, color=output.color)
    elif output.chosen in ("json", "jsonl"):
        whole = eaten.as_record() | {"k2_reference": NO_K2_REFERENCE, "caution": CAUTION}
        _print_object(whole, output)
    else:
        _print_amounts(*eaten.as_rows(), output)
    if not output.quiet:
        _say(*dict.fromkeys(e.note for e in eaten.eaten if "taken as" in e.note))
        _say(*(f"not counted: {problem}" for problem in eaten.skipped))
        _say(*_left_out(eaten))
        if eaten.share and output.chosen not in ("table", "json", "jsonl"):
            _say(eaten.share.text, NO_K2_REFERENCE)
    _say(CAUTION)


def _left_out(eaten: "Intake") -> list[str]:
    """Each doubtful food once, with the values left out of the sums and why."""
    by_food: dict[tuple[str, str], dict[str, str]] = {}
    for x in sorted({x for t in eaten.totals for x in t.left_out}):
        by_food.setdefault((x.food, x.why), {})[x.form] = f"{x.form} {x.ug:.3g} µg"
    return [
        f"not summed: {food}, {', '.join(forms.values())}, doubtful: {why}"
        for (food, why), forms in by_food.items()
    ]


def report(message: str, *, quiet: bool) -> None:
    """Say what was written, unless quiet; the caution goes with it."""
    _say(*([] if quiet else [message]), CAUTION)


def _claim_line(claim: Record) -> str:
    strength = f"{claim['strength']}; " if claim["strength"] else ""
    citations = str(claim["citations"] or "").replace(";", ", ")
    return f"{claim['line']} ({strength}{citations}) [{claim['claim_id']}]"


def _print_object(whole: Mapping[str, Any], output: Output) -> None:
    sys.stdout.write(json_line(whole, None if output.chosen == "jsonl" else 2) + "\n")


def _print_amounts(columns: Sequence[str], rows: Rows, output: Output) -> None:
    """Rows under their columns; Markdown travels without stderr, so the caution stands in it."""
    sys.stdout.write(as_text(columns, rows, output.chosen))
    sys.stdout.write(f"\n{CAUTION}\n" if output.chosen == "md" else "")


def _print_paragraphs(lines: list[str], output: Output) -> None:
    from vitk2.render import terminal

    terminal.paragraphs(lines, sys.stdout, color=output.color)


def emit_text(text: str, output: Output) -> None:
    """Print a text as it is, broken between words on a terminal."""
    if output.chosen == "table":
        _print_paragraphs([text], output)
    else:
        sys.stdout.write(text + "\n")


def _say(*lines: str) -> None:
    """Words for people, on stderr; on a terminal broken between words at its width."""
    for line in lines:
        print(_wrapped(line) if sys.stderr.isatty() else line, file=sys.stderr)


def _wrapped(line: str) -> str:
    import shutil  # only a terminal has a width
    import textwrap

    width = shutil.get_terminal_size(fallback=(80, 24)).columns
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


def _hints(answer: Result) -> list[str]:
    shown = len(answer.rows) - answer.after
    hints = []
    if answer.plain_word:
        hints.append(answer.plain_word.tell(", ".join(answer.plain_word.foods)))
    elif not answer.rows:
        hints.append(f"Nothing found: {answer.query.describe()}.")
    if answer.suggestions and not answer.plain_word:
        hints.append(f"Did you mean {', '.join(answer.suggestions)}?")
    if shown < answer.total:
        flag = "-n" if answer.query.shape == "top" else "--limit"
        hints.append(f"{shown} of {answer.total} shown; {flag} 0 shows all")
    if answer.after:
        hints.append(f"{answer.after} doubtful, after the ranking; --doubtful ranks them")
    if answer.reaching:
        bound = f"{answer.query.maximum:g} µg/100 g"
        hints.append(
            f"{answer.reaching} left out: a reading or table of theirs lies above {bound}; "
            "--doubtful lets them in"
        )
    if answer.without_portion:
        named = f", {', '.join(answer.leaders_left_out)} among them" * bool(answer.leaders_left_out)
        hints.append(f"{answer.without_portion} without a usual portion, last{named}")
    if answer.query.holding is not None:
        hints.append(
            f"left out: {answer.too_much} that would need more than 1 kg, "
            f"{answer.unsure} doubtful or only lower bounds"
        )
        if answer.query.forms[0] not in (Form.K1, Form.DK1):
            hints.append(NO_K2_REFERENCE)
    if answer.query.forms == (Form.K2,) and answer.query.shape == "top":
        hints.append("≥: a lower bound, because a main form of K2 is unknown there")
    return hints
