"""Answers for each type of result: its screen, its rows, its JSON object and its prose."""

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
    """Return the answer of a listing: foods, amounts or published numbers."""
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
    """Return the richest source of each form: a row a form."""
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
    """Return claims, each after its verdict, a line a claim; on a screen as many as fit."""
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
    """Return the whole caution, a paragraph a line, without the short one beside it."""
    return Answer(
        drawer="terminal.claims.caution",
        content=paragraphs,
        whole={"caution": list(paragraphs)},
        prose=paragraphs,
        has_amount=False,
    )


def of_form(card: Record) -> Answer:
    """Return the card of a form: a line a fact."""
    fields = {k.replace("_", " "): v for k, v in card.items() if v is not None}
    return Answer(
        drawer="terminal.console.paragraphs",
        content=["\n".join(f"{k}: {v}" for k, v in fields.items())],
        columns=list(card),
        rows=[list(card.values())],
        whole=card,
    )


def of_counts(counted: list[Record]) -> Answer:
    """Return records without amounts, such as the groups with their counts."""
    return Answer(
        drawer="terminal.console.counts",
        content=counted,
        columns=list(counted[0]),
        rows=[list(r.values()) for r in counted],
        has_amount=False,
    )


def of_source(citation: str, source: Record) -> Answer:
    """Return one source: its citation for people, its row for programs."""
    return of_counts([source])._replace(
        drawer="terminal.console.paragraphs", content=[citation], prose=[citation]
    )


def of_cited(cited: "Cited") -> Answer:
    """Return the citations, a line a source, for programs with its row of sources.csv."""
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
    """Return a note on the answer that the sources belong to."""
    if not cited.answer:
        return ["--bibtex gives BibTeX; vitk2 cite natto cites the sources behind an answer too"]
    if not cited.sources:
        return [cited.answer]
    return [f"{count_of(len(cited.sources) - 1, 'source')} behind {cited.answer}"]


def of_text(text: str, columns: Sequence[str] = (), rows: Sequence[Sequence[Cell]] = ()) -> Answer:
    """Return a text printed verbatim, such as BibTeX; its rows, if any, are for programs."""
    return Answer("terminal.console.verbatim", text, columns, rows, prose=[text], has_amount=False)


def of_page(text: str, snapshot: "Snapshot") -> Answer:
    """Return foods as an HTML page, which contains the caution, the version and the credits."""
    foods, numbers = len(snapshot.foods), sum(map(len, snapshot.measurements))
    counts = f"{count_of(foods, 'food')} and {count_of(numbers, 'published number')}"
    return Answer(
        drawer="terminal.console.verbatim",
        content=text.rstrip("\n"),
        notes=[f"{counts}, {len(text.encode()) / 1e6:.2f} MB"],
        data_version=snapshot.data_version,
    )


def credits_of(catalog: Catalog, food_ids: Sequence[object]) -> Credits:
    """Return a function that finds the sources of foods and the data version, for files."""

    def rows() -> tuple[Sequence[str], list[list[Cell]]]:
        source_ids = _source_ids(catalog, set(food_ids))
        columns = [c.name for c in SOURCES]
        return ["data_version", *columns], [
            [catalog.data_version, *(record[c] for c in columns)]
            for record in records(catalog, "sources")
            if record["source_id"] in source_ids
        ]

    return rows


def _source_ids(catalog: Catalog, foods: set[object]) -> set[Cell]:
    """Return the sources of all numbers of the foods; many foods are filtered from all rows."""
    sql = "SELECT DISTINCT food_id, source_id FROM measurements"
    parameters = [str(food) for food in foods] if len(foods) <= _FEW else []
    if parameters:
        sql += f" WHERE food_id IN ({', '.join('?' * len(parameters))})"
    return {source for food, source in catalog.rows(sql, parameters) if food in foods}


_FEW: Final = 500
"""The number of values that every SQLite can bind."""


def tables_of(catalog: Catalog, food_ids: Sequence[object]) -> Tables:
    """Return a function that finds the rows of foods in all tables, for databases and packages."""

    def tables() -> Mapping[str, Sequence[Record]]:
        from vitk2.queries.listings import related_rows  # most answers are rows

        return related_rows(catalog, food_ids)

    return tables


def _claim_line(claim: Record) -> str:
    strength = f"{claim['strength']}; " if claim["strength"] else ""
    citations = str(claim["citations"] or "").replace(";", ", ")
    return f"{claim['line']} ({strength}{citations}) [{claim['claim_id']}]"
