"""Answers about foods eaten: their sums, and a preview of the food that each line matched."""

from collections.abc import Iterable, Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.diary.intake import Intake
from vitk2.diary.parser import Ignored
from vitk2.diary.resolver import Line
from vitk2.output.answers import credits_of
from vitk2.output.view import Answer
from vitk2.safety import NO_K2_REFERENCE
from vitk2.text import count_of, digits


def of_intake(catalog: Catalog, eaten: Intake) -> Answer:
    """Return the sums of the foods eaten, a row a day and form, with matched and doubtful foods."""
    match_notes = dict.fromkeys(e.note for e in eaten.eaten if "taken as" in e.note)
    reference = [eaten.share.text, NO_K2_REFERENCE] if eaten.share else []
    return Answer(
        drawer="terminal.intake.day",
        on_health=True,
        content=eaten,
        columns=eaten.columns,
        rows=eaten.rows,
        whole=eaten.as_record() | {"k2_reference": NO_K2_REFERENCE},
        notes=[
            *(f"not counted: {problem}" for problem in eaten.skipped),
            *not_counted(eaten.ignored),
        ],
        beside_rows=[*match_notes, *not_summed(eaten), *reference],
        data_version=eaten.data_version,
        title="what was eaten, and what it held",
        credits=credits_of(catalog, [e.food_id for e in eaten.eaten]),
        plotter="charts.days.plot",
    )


def of_preview(catalog: Catalog, lines: Sequence[Line]) -> Answer:
    """Return the food that each diary line matched, a row a line; questions may name amounts."""
    questions = sum(1 for line in lines if line.asks)
    ignored = sum(1 for line in lines if line.is_ignored)
    counts = f"{questions} asked back" + (f", {ignored} ignored" if ignored else "")
    return Answer(
        drawer="terminal.intake.preview",
        content=lines,
        columns=lines[0]._fields if lines else [],
        rows=lines,
        notes=[f"{count_of(len(lines), 'line')}, {counts}; nothing is summed with --explain"],
        credits=credits_of(catalog, [line.food_id for line in lines if line.food_id]),
    )


def not_counted(ignored: Iterable[Ignored]) -> list[str]:
    """Return the ignored lines, one text for each reason: `ignored, a comment: day.md:3, 7`."""
    by_reason: dict[str, dict[str, list[str]]] = {}
    for line in ignored:
        file, _, number = line.place.rpartition(":")
        by_reason.setdefault(line.why, {}).setdefault(file, []).append(number)
    return [f"ignored, {why}: {_line_numbers(files)}" for why, files in by_reason.items()]


def _line_numbers(files: dict[str, list[str]]) -> str:
    """Return the lines of each file, `day.md:3, 7`; of many the first, and how many more."""
    texts = []
    for file, numbers in files.items():
        more = len(numbers) - MOST_PLACES
        first = ", ".join(numbers[:MOST_PLACES])
        listed = f"{file}:{first}" if file else first
        texts.append(f"{listed} and {more} more" if more > 0 else listed)
    return "; ".join(texts)


MOST_PLACES: Final = 10
"""The most lines that are named; the rest is counted, and JSON has them all."""


def not_summed(eaten: Intake) -> list[str]:
    """Return each doubtful food once, with its values that are not in the sums and the reason."""
    by_food: dict[tuple[str, str], dict[str, str]] = {}
    for x in sorted({x for t in eaten.totals for x in t.left_out}):
        by_food.setdefault((x.food, x.why), {})[x.form] = f"{x.form} {digits(x.ug)} µg"
    return [
        f"not summed: {food}, {', '.join(forms.values())}, doubtful: {why}"
        for (food, why), forms in by_food.items()
    ]
