"""Answers about foods: what each kind of result is on a screen, as rows, as an object, as prose."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import SOURCES, Cell, Record
from vitk2.output.hints import hints, hints_for_rows
from vitk2.output.view import Answer, Credits, Tables
from vitk2.queries.query import SHAPES, Result
from vitk2.text import count_of

if TYPE_CHECKING:
    from vitk2.queries.catalog_snapshot import Snapshot
    from vitk2.queries.citations import Cited


def of_result(catalog: Catalog, found: Result) -> Answer:
    """A listing: foods, amounts or published numbers."""
    return Answer(
        drawer="terminal.search.picked" if found.query.columns else _DRAWERS[found.query.shape],
        content=found,
        columns=found.columns,
        rows=found.rows,
        notes=hints(found),
        beside_rows=hints_for_rows(found),
        has_amount=bool(found.rows),
        data_version=found.data_version,
        credits=credits_of(catalog, found.food_ids),
        title=found.query.describe(),
        table=found.table,
        tables=tables_of(catalog, found.food_ids),
    )


_DRAWERS: Final = {
    "top": "terminal.ranking.ranking",
    "wide": "terminal.search.foods",
    "long": "terminal.search.amounts",
    "measurements": "terminal.search.numbers",
}


def of_leaders(catalog: Catalog, found: Sequence[Result]) -> Answer:
    """The richest source of each form: a row a form."""
    rows = [row for result in found for row in result.rows]
    columns = found[0].columns if found else SHAPES["top"][1]
    return Answer(
        drawer="terminal.ranking.leaders",
        content=found,
        columns=columns,
        rows=rows,
        notes=["vitk2 top FORM ranks the sources of one"] if found else ["Nothing found."],
        has_amount=bool(rows),
        data_version=catalog.data_version,
        credits=credits_of(catalog, [row[columns.index("food_id")] for row in rows]),
        title="the richest source of each form",
    )


def of_claims(claims: list[Record], limit: int | None = None) -> Answer:
    """Claims, each behind its verdict: a line a claim; on a screen as many as it holds."""
    lines = [_claim_line(claim) for claim in claims]
    return Answer(
        drawer="terminal.claims.claims",
        content=(claims, limit),
        on_health=True,
        columns=list(claims[0]),
        rows=[list(c.values()) for c in claims],
        prose=lines,
    )


def of_caution(paragraphs: Sequence[str]) -> Answer:
    """The whole caution: a paragraph a line; it needs no caution beside it."""
    return Answer(
        drawer="terminal.claims.caution",
        content=paragraphs,
        whole={"caution": list(paragraphs)},
        prose=paragraphs,
        has_amount=False,
    )


def of_form(card: Record) -> Answer:
    """The card of a form: a line a fact."""
    known = {k.replace("_", " "): v for k, v in card.items() if v is not None}
    return Answer(
        drawer="terminal.console.paragraphs",
        content=["\n".join(f"{k}: {v}" for k, v in known.items())],
        columns=list(card),
        rows=[list(card.values())],
        whole=card,
    )


def of_counts(counted: list[Record]) -> Answer:
    """Records that hold no amounts, such as the groups with their counts."""
    return Answer(
        drawer="terminal.console.counts",
        content=counted,
        columns=list(counted[0]),
        rows=[list(r.values()) for r in counted],
        has_amount=False,
    )


def of_source(citation: str, source: Record) -> Answer:
    """One source: its citation for people, its row for programs."""
    return of_counts([source])._replace(
        drawer="terminal.console.paragraphs", content=[citation], prose=[citation]
    )


def of_cited(cited: "Cited") -> Answer:
    """What to cite: a line a source, for programs with its row of sources.csv."""
    lines = cited.lines()
    return Answer(
        drawer="terminal.console.paragraphs",
        content=lines,
        columns=["citation", *(c.name for c in SOURCES)],
        rows=[[line, *s.values()] for line, s in zip(lines, cited.sources, strict=True)],
        prose=lines,
        notes=cited_notes(cited),
        has_amount=False,
    )


def cited_notes(cited: "Cited") -> list[str]:
    """What the sources stand behind."""
    if not cited.answer:
        return ["--bibtex gives BibTeX; vitk2 cite natto cites the sources behind an answer too"]
    if not cited.sources:
        return [cited.answer]
    return [f"{count_of(len(cited.sources) - 1, 'source')} behind {cited.answer}"]


def of_text(text: str, columns: Sequence[str] = (), rows: Sequence[Sequence[Cell]] = ()) -> Answer:
    """A text that is printed as it is, such as BibTeX; its rows, if any, are for programs."""
    return Answer("terminal.console.verbatim", text, columns, rows, prose=[text], has_amount=False)


def of_page(text: str, held: "Snapshot") -> Answer:
    """Foods as a page, which has the caution, its version and its credits in itself."""
    foods, numbers = len(held.foods), sum(map(len, held.measurements))
    told = f"{count_of(foods, 'food')} and {count_of(numbers, 'published number')}"
    return Answer(
        drawer="terminal.console.verbatim",
        content=text.rstrip("\n"),
        notes=[f"{told}, {len(text.encode()) / 1e6:.2f} MB"],
        data_version=held.data_version,
    )


def credits_of(catalog: Catalog, food_ids: Sequence[object]) -> Credits:
    """The sources behind foods, with the version of the data; asked for only by a file."""

    def rows() -> tuple[Sequence[str], list[list[Cell]]]:
        behind = _sources_behind(catalog, set(food_ids))
        columns = [c.name for c in SOURCES]
        return ["data_version", *columns], [
            [catalog.data_version, *(record[c] for c in columns)]
            for record in records(catalog, "sources")
            if record["source_id"] in behind
        ]

    return rows


def _sources_behind(catalog: Catalog, foods: set[object]) -> set[Cell]:
    """The sources of every number of foods; a few foods are looked up, many picked out of all."""
    asked = "SELECT DISTINCT food_id, source_id FROM measurements"
    bound = [str(food) for food in foods] if len(foods) <= _FEW else []
    if bound:
        asked += f" WHERE food_id IN ({', '.join('?' * len(bound))})"
    return {source for food, source in catalog.rows(asked, bound) if food in foods}


_FEW: Final = 500
"""So many values can be bound in every SQLite."""


def tables_of(catalog: Catalog, food_ids: Sequence[object]) -> Tables:
    """What belongs to foods, from every table; asked for only by a database or a package."""

    def tables() -> Mapping[str, Sequence[Record]]:
        from vitk2.queries.listings import related_rows  # most answers are rows

        return related_rows(catalog, food_ids)

    return tables


def _claim_line(claim: Record) -> str:
    strength = f"{claim['strength']}; " if claim["strength"] else ""
    citations = str(claim["citations"] or "").replace(";", ", ")
    return f"{claim['line']} ({strength}{citations}) [{claim['claim_id']}]"
