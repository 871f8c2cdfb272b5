"""Screens of plain records and texts: counts, the card of a form, citations, messages."""

import re
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final, Literal

from vitk2.catalog.schema import SOURCES, Cell, Record, cells
from vitk2.forms import Form
from vitk2.output.view import View
from vitk2.output.wording import MISSING
from vitk2.terminal.console import (
    airy,
    cell_text,
    has_column,
    new_table,
    number_columns,
    open_console,
    table_or_lines,
)
from vitk2.text import count_of

if TYPE_CHECKING:
    from rich.table import Table

    from vitk2.queries.citations import Cited

_TOO_LONG: Final = ("other_names", "origin", "authors", "title")
_FORM_NAMES: Final = {form.key: form.value for form in Form}
_TEXTS: Final = ("measured",)
_WIDTH_FOR_TEXTS: Final = 120
_OPTIONAL_COUNTS: Final = ("assumed_zeros", "zeros", "not_found")
"""Counts that a narrow screen omits rather than break a word."""

_HEADINGS: Final = {
    "measured_foods": "of them\nmeasured",
    "upper_end_only": "at most\nonly",
    "assumed_zeros": "assumed\nzeros",
    "not_found": "not\nfound",
}
_MEANINGS: Final = {
    "measured_foods": "foods: those with an amount above zero; of them measured: by a laboratory",
    "upper_end_only": "at most only: the source states a total that is mainly this form",
    "assumed_zeros": "assumed zeros: zeros in tables, without a known measurement",
    "not_found": "not found: below a limit, a trace, or looked for and not found",
    "doubtful": "doubtful: foods whose only value is doubtful; they are not in the column foods",
}
"""The meanings of counts, printed below those that are on the screen."""


class CountsView(View):
    """Records without amounts, such as the groups with their counts: a row a record."""

    needs_caution = False

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.columns = list(records[0])
        self.rows = [list(record.values()) for record in records]

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the records as a table, without long texts that would squeeze the counts."""
        console = open_console(stream, color)
        columns = [column for column in self.columns if column not in _TOO_LONG]
        if console.width < _WIDTH_FOR_TEXTS:
            columns = [column for column in columns if column not in _TEXTS]
        optional = [column for column in _OPTIONAL_COUNTS if column in columns]
        tables = (
            _table_of_counts(self.records, [c for c in columns if c not in optional[:count]])
            for count in range(len(optional) + 1)
        )
        name, *others = columns
        lines = [
            (str(row[name]), ", ".join(f"{c.replace('_', ' ')} {_text(row[c])}" for c in others))
            for row in self.records
        ]
        printed = table_or_lines(tables, lines, console.width)
        console.print(printed)
        visible = [c for c in self.columns if has_column(printed, _heading(c))]
        for column in visible:
            if column in _MEANINGS:
                console.print(cell_text(_MEANINGS[column], "dim"))


class SourcesView(CountsView):
    """The sources of the numbers: a row a source."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the author, year, title and id of each source, and the counts of its numbers."""
        console = open_console(stream, color)
        table = new_table()
        table.add_column("source [id]", overflow="fold", min_width=_NARROWEST_TITLE)
        number_columns(table, _SOURCE_COUNTS)
        lines = []
        for row in self.records:
            text, counts = _reference(row), [_text(row[c]) for c in _SOURCE_COUNTS]
            table.add_row(cell_text(text), *counts)
            pairs = zip(_SOURCE_COUNTS, counts, strict=True)
            lines.append((text, ", ".join(f"{c} {count}" for c, count in pairs)))
        console.print(table_or_lines([airy(table)], lines, console.width))
        console.print(cell_text("counted: the numbers used for the values shown", "dim"))
        console.print(cell_text("For the citation of one source: vitk2 sources ID", "dim"))


_SOURCE_COUNTS: Final = ("numbers", "foods", "counted")
_NARROWEST_TITLE: Final = 30

_PERSONS: Final = re.compile(r"(?P<first>[^,()]+ [A-Z]{1,4})(, [^,()]+ [A-Z]{1,4}){2,}.*")
"""Three or more persons with initials: `Fu X, Shen X, Booth SL`; an institute has none."""


def _reference(source: Record) -> str:
    """Return a source in short: `Kamao M et al. 2007. Vitamin K content of foods [kamao-2007]`."""
    authors = str(source["authors"] or "")
    if persons := _PERSONS.fullmatch(authors):
        authors = f"{persons['first']} et al."
    by = " ".join(filter(None, (authors, str(source["year"] or ""))))
    text = ". ".join(filter(None, (by, str(source["title"] or "").rstrip("."))))
    return f"{text} [{source['source_id']}]" if text else f"[{source['source_id']}]"


def _heading(column: str) -> str:
    """Return the heading of a count: the name of a form, or the column in words."""
    return _FORM_NAMES.get(column) or _HEADINGS.get(column) or column.replace("_", " ")


def _text(cell: Cell) -> str:
    return MISSING if cell is None else str(cell)


def _table_of_counts(rows: Sequence[Record], columns: Sequence[str]) -> "Table":
    table = new_table()
    for column in columns:
        is_number = isinstance(rows[0][column], int)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(_heading(column), justify=justify, no_wrap=is_number, overflow="fold")
    for row in rows:
        table.add_row(*(cell_text(_text(row[column])) for column in columns))
    return airy(table)


class ParagraphsView(View):
    """Texts for people, wrapped between words, and the records they are made of for programs."""

    needs_caution = False

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the texts, an empty line after each but the last."""
        open_console(stream, color).print(cell_text("\n\n".join(self.lines)))


class SourceView(ParagraphsView):
    """One source: its citation for people, its row for programs."""

    def __init__(self, citation: str, source: Mapping[str, object]) -> None:
        super().__init__([citation])
        self.columns = list(source)
        self.rows = [cells(source)]


class CitedView(ParagraphsView):
    """The citations of an answer, a line a source, each with its row of sources.csv."""

    def __init__(self, cited: "Cited") -> None:
        super().__init__(cited.lines())
        self.columns = ["citation", *(c.name for c in SOURCES)]
        pairs = zip(self.lines, cited.sources, strict=True)
        self.rows = [[line, *cells(source)] for line, source in pairs]
        self.notes = cited_notes(cited)


def cited_notes(cited: "Cited") -> list[str]:
    """Return a note on the answer that the sources belong to."""
    if not cited.answer:
        return ["For BibTeX: --bibtex. For the sources behind an answer: vitk2 cite natto"]
    if not cited.sources:
        return [cited.answer]
    return [f"{count_of(len(cited.sources) - 1, 'source')} behind {cited.answer}"]


class FormView(View):
    """The card of a form: a line a fact."""

    def __init__(self, card: Mapping[str, object]) -> None:
        self.card = card
        self.columns = list(card)
        self.rows = [cells(card)]

    @property
    def json_object(self) -> Mapping[str, object]:
        """The card as it is."""
        return self.card

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the facts that are known."""
        facts = {k.replace("_", " "): v for k, v in self.card.items() if v is not None}
        text = "\n".join(f"{name}: {fact}" for name, fact in facts.items())
        open_console(stream, color).print(cell_text(text))


class TextView(View):
    """A text printed verbatim, such as BibTeX; its rows, if any, are for programs."""

    needs_caution = False

    def __init__(
        self,
        text: str,
        columns: Sequence[str] = (),
        rows: Sequence[Sequence[Cell]] = (),
        notes: Sequence[str] = (),
    ) -> None:
        self.lines = [text]
        self.columns, self.rows, self.notes = columns, rows, notes

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the text without wrapping."""
        stream.writelines(f"{line}\n" for line in self.lines)
