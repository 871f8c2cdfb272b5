"""Makers of answers: what each kind of finding is on a screen, as rows, as an object, as prose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vitk2.answers.query import SHAPES, Result
from vitk2.caution import NO_K2_REFERENCE
from vitk2.render.answer import Answer, Credits
from vitk2.render.hints import hints, hints_for_rows
from vitk2.tables.catalog import Catalog, records
from vitk2.tables.columns import SOURCES, Cell, Record
from vitk2.text import words

if TYPE_CHECKING:
    from vitk2.answers.citing import Cited
    from vitk2.answers.comparison import Comparison
    from vitk2.answers.foods import FoodCard
    from vitk2.diary.intake import Intake
    from vitk2.diary.preview import Line


def of_result(catalog: Catalog, found: Result) -> Answer:
    """A listing: foods, amounts or published numbers."""
    return Answer(
        drawer="result_tables.picked" if found.query.columns else _DRAWERS[found.query.shape],
        content=found,
        columns=found.columns,
        rows=found.rows,
        notes=hints(found),
        beside_rows=hints_for_rows(found),
        has_amount=bool(found.rows),
        data_version=found.data_version,
        credits=_credits(catalog, found.food_ids),
    )


_DRAWERS: Final = {
    "top": "rankings.ranking",
    "wide": "result_tables.foods",
    "long": "result_tables.amounts",
    "measurements": "result_tables.numbers",
}


def of_leaders(catalog: Catalog, found: Sequence[Result]) -> Answer:
    """The richest source of each form: a row a form."""
    rows = [row for result in found for row in result.rows]
    columns = found[0].columns if found else SHAPES["top"][1]
    return Answer(
        drawer="rankings.leaders",
        content=found,
        columns=columns,
        rows=rows,
        notes=["vitk2 top FORM ranks the sources of one"] if found else ["Nothing found."],
        has_amount=bool(rows),
        credits=_credits(catalog, [row[columns.index("food_id")] for row in rows]),
    )


def of_card(
    catalog: Catalog,
    food: "FoodCard",
    limit: int | None = None,
    *,
    asked: str = "",
    every: bool = False,
) -> Answer:
    """One food: as rows its published numbers; `limit` and `every` are about the screen.

    What was `asked` for is said where it is not the food's name: other foods may answer to it too.
    """
    named = [words(str(food.food[c])) for c in ("name", "food_id")]
    taken = bool(asked) and ":" not in asked and words(asked) not in named
    whole = food.food | {k: v for k, v in food._asdict().items() if k != "food"}
    return Answer(
        drawer="food_card.food_card",
        content=(food, limit, every),
        notes=[f"{asked}: taken as {food.food['name']}; others: vitk2 search {asked}"] * taken,
        columns=food.columns,
        rows=food.rows,
        whole=whole,
        credits=_credits(catalog, [food.food["food_id"]]),
    )


def of_comparison(catalog: Catalog, found: "Comparison") -> Answer:
    """Foods side by side: a row a form."""
    return Answer(
        drawer="comparison_table.comparison",
        content=found,
        columns=found.columns,
        rows=found.rows,
        whole=found._asdict(),
        credits=_credits(catalog, [f["food_id"] for f in found.foods]),
    )


def of_intake(catalog: Catalog, eaten: "Intake") -> Answer:
    """What was eaten summed: a row a day and form, with what was taken as what and left out."""
    taken_as = dict.fromkeys(e.note for e in eaten.eaten if "taken as" in e.note)
    reference = [eaten.share.text, NO_K2_REFERENCE] if eaten.share else []
    return Answer(
        drawer="day_tables.day",
        on_health=True,
        content=eaten,
        columns=eaten.columns,
        rows=eaten.rows,
        whole=eaten.as_record() | {"k2_reference": NO_K2_REFERENCE},
        notes=[f"not counted: {problem}" for problem in eaten.skipped],
        beside_rows=[*taken_as, *not_summed(eaten), *reference],
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


def of_claims(claims: list[Record], limit: int | None = None) -> Answer:
    """Claims, each behind its verdict: a line a claim; on a screen as many as it holds."""
    lines = [_claim_line(claim) for claim in claims]
    return Answer(
        drawer="claims.claims",
        content=(claims, limit),
        on_health=True,
        columns=list(claims[0]),
        rows=[list(c.values()) for c in claims],
        prose=lines,
    )


def of_caution(paragraphs: Sequence[str]) -> Answer:
    """The whole caution: a paragraph a line; it needs no caution beside it."""
    return Answer(
        drawer="claims.caution",
        content=paragraphs,
        whole={"caution": list(paragraphs)},
        prose=paragraphs,
        has_amount=False,
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


def of_cited(cited: "Cited") -> Answer:
    """What to cite: a line a source, for programs with its row of sources.csv."""
    lines = cited.lines()
    return Answer(
        drawer="terminal.paragraphs",
        content=lines,
        columns=["citation", *(c.name for c in SOURCES)],
        rows=[[line, *s.values()] for line, s in zip(lines, cited.sources, strict=True)],
        prose=lines,
        notes=cited_notes(cited),
        has_amount=False,
    )


def cited_notes(cited: "Cited") -> list[str]:
    """What the sources stand behind."""
    if not cited.answer or not cited.sources:
        return [cited.answer] if cited.answer else []
    others = len(cited.sources) - 1
    return [f"{others} source{'s' * (others != 1)} behind {cited.answer}"]


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


def not_summed(eaten: "Intake") -> list[str]:
    """Each doubtful food once, with the values left out of the sums and why."""
    by_food: dict[tuple[str, str], dict[str, str]] = {}
    for x in sorted({x for t in eaten.totals for x in t.left_out}):
        by_food.setdefault((x.food, x.why), {})[x.form] = f"{x.form} {x.ug:.3g} µg"
    return [
        f"not summed: {food}, {', '.join(forms.values())}, doubtful: {why}"
        for (food, why), forms in by_food.items()
    ]
