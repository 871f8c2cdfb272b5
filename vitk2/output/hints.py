"""Notes on the rows that a listing does not show, and the options that show them."""

from vitk2.forms import Form, is_form
from vitk2.queries.query import Result
from vitk2.queries.query_to_sql import columns_left_unsaid
from vitk2.safety import IF_A_MEDICINE, NO_K2_REFERENCE


def hints_for_rows(found: Result) -> list[str]:
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


def hints(answer: Result) -> list[str]:
    """Return notes on the rows that a listing does not show, and the options that show them."""
    visible = len(answer.rows) - answer.doubtful_count
    notes = _search_notes(answer)
    if visible < answer.total:
        notes.append(f"{visible} of {answer.total} shown; -n 0 shows all")
    if answer.query.diet and answer.rows:
        rennet = "; of cheese the label tells the rennet" * (answer.query.diet == "vegetarian")
        notes.append(f"{answer.query.diet} by name and usual recipe, the unsure left out{rennet}")
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
        notes.append(f"left out: {' and '.join(unsaid)}, without which {without}")
    return notes
