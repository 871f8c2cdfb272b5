"""Makers of answers: what each kind of finding is on a screen, as rows, as an object, as prose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vitk2.answers.query import Result
from vitk2.caution import NO_K2_REFERENCE
from vitk2.forms import Form, is_form
from vitk2.render.answer import Answer, Credits
from vitk2.tables.catalog import Catalog, records
from vitk2.tables.columns import MEASUREMENTS, SOURCES, Cell, Record

if TYPE_CHECKING:
    from vitk2.answers.comparison import Comparison
    from vitk2.answers.foods import FoodCard
    from vitk2.diary.intake import Intake
    from vitk2.diary.preview import Line


def of_result(catalog: Catalog, found: Result) -> Answer:
    """A listing: foods, amounts or published numbers."""
    at = found.columns.index("food_id")
    return Answer(
        drawer="result_tables.result",
        content=found,
        columns=found.columns,
        rows=found.rows,
        notes=_hints(found),
        beside_rows=_doubtful(found),
        has_amount=bool(found.rows),
        data_version=found.data_version,
        credits=_credits(catalog, [row[at] for row in found.rows]),
    )


def of_card(catalog: Catalog, food: "FoodCard") -> Answer:
    """One food: as rows its published numbers."""
    whole = food.food | {
        "amounts": food.amounts,
        "measurements": food.measurements,
        "portions": food.portions,
        "data_version": food.data_version,
    }
    return Answer(
        drawer="food_card.food_card",
        content=food,
        columns=[c.name for c in MEASUREMENTS],
        rows=[list(m.values()) for m in food.measurements],
        whole=whole,
        credits=_credits(catalog, [food.food["food_id"]]),
    )


def of_comparison(catalog: Catalog, found: "Comparison") -> Answer:
    """Foods side by side: a row a form."""
    return Answer(
        drawer="day_tables.comparison",
        content=found,
        columns=found.columns,
        rows=found.rows(),
        whole=found._asdict(),
        credits=_credits(catalog, [f["food_id"] for f in found.foods]),
    )


def of_intake(catalog: Catalog, eaten: "Intake") -> Answer:
    """What was eaten summed: a row a day and form, with what was taken as what and left out."""
    columns, rows = eaten.as_rows()
    notes = list(dict.fromkeys(e.note for e in eaten.eaten if "taken as" in e.note))
    notes += [f"not counted: {problem}" for problem in eaten.skipped]
    notes += _left_out(eaten)
    return Answer(
        drawer="day_tables.day",
        content=eaten,
        columns=columns,
        rows=rows,
        whole=eaten.as_record() | {"k2_reference": NO_K2_REFERENCE},
        notes=notes,
        beside_rows=[eaten.share.text, NO_K2_REFERENCE] if eaten.share else [],
        credits=_credits(catalog, [e.food_id for e in eaten.eaten]),
    )


def of_preview(catalog: Catalog, lines: "Sequence[Line]") -> Answer:
    """What each line of a diary was taken as: a row a line; questions may name amounts."""
    asked = sum(1 for line in lines if line.asks)
    return Answer(
        drawer="preview_tables.preview",
        content=lines,
        columns=lines[0]._fields if lines else [],
        rows=lines,
        notes=[f"{len(lines)} lines, {asked} asked back; nothing is summed with --explain"],
        credits=_credits(catalog, [line.food_id for line in lines if line.food_id]),
    )


def of_claims(claims: list[Record]) -> Answer:
    """Claims, each behind its verdict: a line a claim."""
    lines = [_claim_line(claim) for claim in claims]
    return Answer(
        drawer="terminal.paragraphs",
        content=lines,
        columns=list(claims[0]),
        rows=[list(c.values()) for c in claims],
        prose=lines,
    )


def of_caution(paragraphs: Sequence[str]) -> Answer:
    """The whole caution: a paragraph a line."""
    return Answer(
        drawer="terminal.paragraphs",
        content=paragraphs,
        whole={"caution": list(paragraphs)},
        prose=paragraphs,
    )


def of_form(card: Record) -> Answer:
    """The card of a form: a line a fact."""
    known = {k.replace("_", " "): v for k, v in card.items() if v is not None}
    return Answer(
        drawer="terminal.paragraphs",
        content=["\n".join(f"{k}: {v}" for k, v in known.items())],
        columns=list(card),
        rows=[list(card.values())],
        whole=card,
    )


def of_counts(counted: list[Record]) -> Answer:
    """Records that hold no amounts, such as the groups with their counts."""
    return Answer(
        drawer="terminal.counts",
        content=counted,
        columns=list(counted[0]),
        rows=[list(r.values()) for r in counted],
        has_amount=False,
    )


def of_source(citation: str, source: Record) -> Answer:
    """One source: its citation for people, its row for programs."""
    return of_counts([source])._replace(
        drawer="terminal.paragraphs", content=[citation], prose=[citation]
    )


def of_text(text: str, columns: Sequence[str] = (), rows: Sequence[Sequence[Cell]] = ()) -> Answer:
    """A text that is printed as it is, such as BibTeX; its rows, if any, are for programs."""
    return Answer("terminal.verbatim", text, columns, rows, prose=[text], has_amount=False)


def _credits(catalog: Catalog, food_ids: Sequence[object]) -> Credits:
    """The sources behind foods, with the version of the data; asked for only by a file."""

    def rows() -> tuple[Sequence[str], list[list[Cell]]]:
        foods = set(food_ids)
        behind = {
            source
            for food, source in catalog.rows("SELECT DISTINCT food_id, source_id FROM measurements")
            if food in foods
        }
        columns = [c.name for c in SOURCES]
        return ["data_version", *columns], [
            [catalog.data_version, *(record[c] for c in columns)]
            for record in records(catalog, "sources")
            if record["source_id"] in behind
        ]

    return rows


def _claim_line(claim: Record) -> str:
    strength = f"{claim['strength']}; " if claim["strength"] else ""
    citations = str(claim["citations"] or "").replace(";", ", ")
    return f"{claim['line']} ({strength}{citations}) [{claim['claim_id']}]"


def _left_out(eaten: "Intake") -> list[str]:
    """Each doubtful food once, with the values left out of the sums and why."""
    by_food: dict[tuple[str, str], dict[str, str]] = {}
    for x in sorted({x for t in eaten.totals for x in t.left_out}):
        by_food.setdefault((x.food, x.why), {})[x.form] = f"{x.form} {x.ug:.3g} µg"
    return [
        f"not summed: {food}, {', '.join(forms.values())}, doubtful: {why}"
        for (food, why), forms in by_food.items()
    ]


def _doubtful(found: Result) -> list[str]:
    told = f"{found.after} doubtful, after the ranking; --doubtful ranks them"
    return [told] if found.after else []


def _hints(answer: Result) -> list[str]:
    """What a listing left out, and how to have it."""
    shown = len(answer.rows) - answer.after
    hints = []
    if answer.plain_word:
        hints.append(answer.plain_word.tell(", ".join(answer.plain_word.foods)))
    elif not answer.rows:
        hints.append(f"Nothing found: {answer.query.describe()}.")
    if not answer.rows and is_form(answer.query.text):
        form = Form.parse(answer.query.text)
        hints.append(f"{form} is a form of vitamin K: vitk2 top {form} ranks its sources.")
    elif answer.suggestions and not answer.plain_word:
        hints.append(f"Did you mean {', '.join(answer.suggestions)}?")
    if shown < answer.total:
        flag = "-n" if answer.query.shape == "top" else "--limit"
        hints.append(f"{shown} of {answer.total} shown; {flag} 0 shows all")
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
