"""Notes on an answer for people: the rows it does not show, and the words that were matched."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from vitk2.catalog.vocabulary import NO_SOUND_FIGURE
from vitk2.forms import Form, is_form
from vitk2.queries.query import Result
from vitk2.queries.query_to_sql import columns_left_unsaid
from vitk2.safety import IF_A_MEDICINE, NO_K2_REFERENCE
from vitk2.text import digits

if TYPE_CHECKING:
    from vitk2.diary.intake import Intake
    from vitk2.diary.parser import Ignored
    from vitk2.queries.food import FoodMatch


def row_notes(found: Result) -> list[str]:
    """Return the notes that a screen prints in its table, for outputs of rows only."""
    notes = []
    if found.doubtful_count:
        notes.append(f"{found.doubtful_count} doubtful, after the ranking; --doubtful ranks them")
    if found.query.forms == (Form.K2,) and found.query.shape == "top":
        notes.append("≥: a lower bound, because a main form of K2 is unknown there")
    return notes


def _search_notes(answer: Result) -> list[str]:
    """Return notes on the food that the search words matched, or why they match none."""
    notes = [f"{answer.query.text}: taken as {answer.translated}"] if answer.translated else []
    if answer.plain_word:
        notes.append(answer.plain_word.tell(", ".join(answer.plain_word.foods)))
    elif not answer.rows:
        notes.append(f"Nothing found: {answer.query.describe()}.")
    if not answer.rows and is_form(answer.query.text):
        form = Form.parse(answer.query.text)
        notes.append(f"{form} is a form of vitamin K: vitk2 top {form} ranks its sources.")
    elif answer.suggestions and not answer.plain_word:
        notes.append(f"Did you mean {', '.join(answer.suggestions)}?")
    elif answer.query.text and not answer.rows and not answer.plain_word:
        notes.append(IF_A_MEDICINE)
    return notes


def result_notes(answer: Result) -> list[str]:
    """Return notes on the rows that a listing does not show, and the options that show them."""
    visible = answer.ranked_count
    notes = _search_notes(answer)
    if visible < answer.total:
        notes.append(f"{visible} of {answer.total} shown; -n 0 shows all")
    if answer.query.diet and answer.rows:
        rennet = "; of cheese the label tells the rennet" * (answer.query.diet == "vegetarian")
        notes.append(f"{answer.query.diet} by name and usual recipe, the unsure left out{rennet}")
    if answer.query.forms == (Form.DK1,) and answer.rows:
        notes.append("older than 2018: from before the US ban on partially hydrogenated oils")
    if answer.query.ascending and answer.rows:
        notes.append("Low is not the goal: on warfarin, keep your diet steady.")
    if answer.excluded_by_range:
        bound = f"{answer.query.maximum:g} {answer.query.unit}"
        notes.append(
            f"{answer.excluded_by_range} left out: a reading or table of theirs "
            f"lies above {bound}; --doubtful lets them in"
        )
    if answer.without_portion:
        bounded = answer.query.minimum is not None or answer.query.maximum is not None
        named = f", {', '.join(answer.leaders_left_out)} among them" * bool(answer.leaders_left_out)
        where = "left out" if bounded else f"last{named}"
        notes.append(f"{answer.without_portion} without a usual portion, {where}")
    if answer.query.holding is not None:
        notes.append(
            f"left out: {answer.too_much} that would need more than 1 kg, "
            f"{answer.unsure} doubtful or only lower bounds"
        )
        if answer.query.forms[0] not in (Form.K1, Form.DK1):
            notes.append(NO_K2_REFERENCE)
    if unsaid := columns_left_unsaid(answer):
        without = "a lower bound or a doubtful value looks like any other"
        columns = " and ".join(filter(None, (", ".join(unsaid[:-1]), unsaid[-1])))
        notes.append(f"left out: {columns}, without which {without}")
    return notes


def match_notes(match: "FoodMatch") -> list[str]:
    """Return a note on the food that another name matched, and one on its other preparations."""
    if not match.other_name:
        return []
    notes = [f"{match.other_name}: taken as {match.food.food['name']}"]
    if match.other_preparations:
        notes.append(f"also {', '.join(match.other_preparations)} µg/100 g")
    return notes


def not_counted(ignored: Iterable["Ignored"]) -> list[str]:
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


def not_summed(eaten: "Intake") -> list[str]:
    """Return each doubtful food once, with its values that are not in the sums and the reason."""
    by_food: dict[tuple[str, str], dict[str, str]] = {}
    for x in sorted({x for t in eaten.totals for x in t.left_out}, key=lambda x: x[:2]):
        ug = "" if x.ug is None else f" {digits(x.ug)} µg"
        by_food.setdefault((x.food, x.why), {})[x.form] = f"{x.form}{ug}"
    return [
        f"not summed: {food}, {', '.join(forms.values())}, {_in_doubt(why)}"
        for (food, why), forms in by_food.items()
    ]


def _in_doubt(why: str) -> str:
    """Return a doubt in words; where the number is withheld, the food to write instead."""
    if why.startswith(NO_SOUND_FIGURE):
        return f"{why} µg/100 g: write that food instead"
    return f"doubtful: {why}"
