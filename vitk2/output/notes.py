"""Notes on an answer for people: the rows it does not show, and the words that were matched."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from vitk2.catalog.vocabulary import NO_SOUND_FIGURE
from vitk2.forms import Form, is_form
from vitk2.queries.query import Result
from vitk2.queries.query_to_sql import columns_left_unsaid
from vitk2.safety import IF_A_MEDICINE, NO_K2_REFERENCE
from vitk2.text import count_of, digits

if TYPE_CHECKING:
    from vitk2.diary.intake import Intake
    from vitk2.diary.parser import Ignored
    from vitk2.queries.food import FoodMatch


def row_notes(found: Result) -> list[str]:
    """Return the notes that a screen prints in its table, for outputs of rows only."""
    notes = []
    if found.doubtful_count:
        foods = count_of(found.doubtful_count, "doubtful food")
        notes.append(f"{foods} not in the rows; --doubtful ranks them and gives the reasons")
    if found.query.forms == (Form.K2,) and found.query.shape == "top":
        notes.append("≥: at least; a main form of K2 was not measured in that food")
    return notes


def _search_notes(answer: Result) -> list[str]:
    """Return notes on the food that the search words matched, or why they match none."""
    notes = [f"Showing {answer.translated} for {answer.query.text!r}"] if answer.translated else []
    if answer.plain_word:
        notes.append(answer.plain_word.tell(", ".join(answer.plain_word.foods)))
    elif not answer.rows:
        conditions = answer.query.describe().removeprefix("matching ")
        notes.append(f"No food matches {conditions}.")
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
    notes = _search_notes(answer)
    if answer.ranked_count < answer.total:
        notes.append(_beyond_limit(answer))
    if answer.query.diet and answer.rows:
        rennet = "; for cheese, check the label for rennet" * (answer.query.diet == "vegetarian")
        notes.append(
            f"{answer.query.diet} by name and usual recipe; uncertain foods are not shown{rennet}"
        )
    if answer.query.shape == "top" and answer.rows and not answer.sources_listed:
        form = answer.query.forms[0]
        notes.append(
            f"No food here has a value of {form} above zero. A source may state a range only: "
            f"vitk2 export --measurements --form '{form}'"
        )
    if answer.query.forms == (Form.DK1,) and answer.rows:
        notes.append("older than 2018: from before the US ban on partially hydrogenated oils")
    if answer.query.ascending and answer.rows:
        notes.append("Low is not the goal: on warfarin, keep your diet steady.")
    if answer.excluded_by_range:
        bound = f"{answer.query.maximum:g} {answer.query.unit}"
        notes.append(
            f"{answer.excluded_by_range} hidden: at least one source puts them above {bound}. "
            "--doubtful shows them"
        )
    if answer.without_portion:
        bounded = answer.query.minimum is not None or answer.query.maximum is not None
        notes.append(_without_portion(answer, bounded=bounded))
    if answer.query.holding is not None:
        notes.append(
            f"Not shown: {count_of(answer.too_much, 'food')} of which you would need more than "
            f"1 kg, and {answer.unsure} with a doubtful value or only a lower or an upper bound"
        )
        if answer.query.forms[0] not in (Form.K1, Form.DK1):
            notes.append(NO_K2_REFERENCE)
    if unsaid := columns_left_unsaid(answer):
        columns = " and ".join(filter(None, (", ".join(unsaid[:-1]), unsaid[-1])))
        notes.append(
            f"Not among the columns: {columns}. Without them a lower bound or a doubtful value "
            "looks like any other"
        )
    return notes


def _beyond_limit(answer: Result) -> str:
    """Return the number of rows shown and of all; a ranking counts the foods with its form.

    Zeros, values below a limit and not-founds of a form are in its ranking, but are no sources.
    """
    if answer.query.shape != "top" or answer.query.ascending:
        return f"{answer.ranked_count} of {answer.total} shown; -n 0 shows all"
    form, foods = answer.query.forms[0], count_of(answer.sources_count, "food")
    if answer.sources_listed < answer.sources_count:
        return f"{answer.sources_listed} of {foods} with {form} shown; -n 0 shows all"
    listed = f"All {foods} with {form} shown" if answer.sources_count else f"No food has {form}"
    return f"{listed}; -n 0 also shows the foods without a number above zero"


def _without_portion(answer: Result, *, bounded: bool) -> str:
    """Return the number of foods without a portion, which bounds exclude and rankings put last."""
    one = answer.without_portion == 1
    found = f"{count_of(answer.without_portion, 'food')} without a standard portion"
    if bounded:
        return f"{found} {'is' if one else 'are'} not shown"
    named = f", among them {', '.join(answer.leaders_left_out)}" * bool(answer.leaders_left_out)
    return f"{found} {'comes' if one else 'come'} last{named}"


def match_notes(match: "FoodMatch") -> list[str]:
    """Return a note on the food that another name matched, and one on its other preparations."""
    if not match.other_name:
        return []
    notes = [f"Showing {match.food.food['name']}"]
    if match.other_preparations:
        notes.append(f"Also in the table: {', '.join(match.other_preparations)} µg/100 g")
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
    """Return each doubtful food once, with its values that no sum contains and the reason."""
    by_food: dict[tuple[str, str], dict[str, str]] = {}
    for x in sorted({x for t in eaten.totals for x in t.left_out}, key=lambda x: x[:2]):
        ug = "" if x.ug is None else f" {digits(x.ug)} µg"
        by_food.setdefault((x.food, x.why), {})[x.form] = f"{x.form}{ug}"
    return [
        f"Not in the totals: {food}, {', '.join(forms.values())}, {_in_doubt(why)}"
        for (food, why), forms in by_food.items()
    ]


def _in_doubt(why: str) -> str:
    """Return a doubt in words; where the number is withheld, the food to write instead."""
    if why.startswith(NO_SOUND_FIGURE):
        return f"{why} µg/100 g: write that food instead"
    return f"doubtful: {why}"
