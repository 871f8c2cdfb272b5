"""The view of an answer: its rows, its JSON object, its notes and its screen."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from vitk2.catalog.schema import Cell, Record

if TYPE_CHECKING:
    from vitk2.catalog.catalog import Catalog
    from vitk2.catalog.rows import SourceRow

    class CreditRow(SourceRow):
        """A source of an answer, with the version of the data."""

        data_version: str


class Provenance:
    """The foods of an answer in their catalogue, from which its sources are found."""

    __slots__ = ("_sources", "catalog", "food_ids", "has_tables")

    def __init__(
        self, catalog: "Catalog", food_ids: Sequence[object], *, has_tables: bool = False
    ) -> None:
        self.catalog = catalog
        self.food_ids = food_ids
        self.has_tables = has_tables
        """Whether a database or a package can contain the answer, as all records of its foods."""
        self._sources: list[CreditRow] | None = None

    def sources(self) -> "list[CreditRow]":
        """Return the sources of the foods' numbers, each with the version of the data.

        They are looked up once: a file may name them and have its credits beside it.
        """
        if self._sources is None:
            from vitk2.queries.listings import sources_of_foods  # most answers are rows

            version = self.catalog.data_version
            found = sources_of_foods(self.catalog, self.food_ids)
            self._sources = [{"data_version": version, **source} for source in found]
        return self._sources

    def tables(self) -> Mapping[str, Sequence[Record]] | None:
        """Return the records of the foods by table; None where the answer has no tables."""
        from vitk2.queries.listings import related_rows  # most answers are rows

        return related_rows(self.catalog, self.food_ids) if self.has_tables else None


class View(Protocol):
    """An answer as rows and an object for programs, and as notes and a screen for people.

    Each subclass is in vitk2/terminal, beside the functions that draw its screen.
    """

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    lines: Sequence[str] = ()
    """Lines that a pipe gets when no format was requested, or where there are no rows."""
    notes: Sequence[str] = ()
    """Counts and hints for a person, on stderr."""
    row_notes: Sequence[str] = ()
    """Notes that are printed beside rows only, because other outputs contain them."""
    needs_caution: bool = True
    """Whether it contains an amount of a form, or advice on one."""
    is_about_health: bool = False
    """Whether health is its subject: then a screen gets the whole caution too."""
    data_version: str = ""
    title: str = ""
    """The query in words."""
    table: str = ""
    """The table of its rows, where they are a listing: wide, amounts or measurements."""
    provenance: Provenance | None = None
    """None where no number of a food is in it."""

    @property
    def json_object(self) -> Mapping[str, object] | None:
        """The answer as one JSON object; None where JSON is a list of the rows."""
        return None

    @abstractmethod
    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the answer as a screen for people."""


class Document(Protocol):
    """A picture or a page: a file that is not made of rows."""

    notes: Sequence[str] = ()
    needs_caution: bool = True
    provenance: Provenance | None = None
    """None where the document names its sources itself."""

    @abstractmethod
    def write(self, file: IO[bytes], format_: str) -> None:
        """Write the document. Raises ExportError for contents that do not fit in the format."""


class WriterOptions:
    """The settings of a writer, and the records that its format needs beside the view."""

    __slots__ = ("for_spreadsheet", "format_requested", "header", "sources", "tables")

    def __init__(
        self,
        *,
        header: bool = True,
        for_spreadsheet: bool = False,
        format_requested: bool = True,
        sources: "Sequence[CreditRow]" = (),
        tables: Mapping[str, Sequence[Record]] | None = None,
    ) -> None:
        self.header = header
        """Whether csv and tsv begin with the names of the columns."""
        self.for_spreadsheet = for_spreadsheet
        """Whether csv and tsv keep a spreadsheet from calculating a text."""
        self.format_requested = format_requested
        """Whether a format was named: then rows are preferred to lines."""
        self.sources = sources
        self.tables = tables
        """The records that the format needs beside the view; see `fetch_records`."""


class Output(NamedTuple):
    """The output settings of an answer: `format_` is None where the terminal decides."""

    format_: str | None = None
    color: bool | None = None
    quiet: bool = False
    path: str | None = None
    force: bool = False
    header: bool = True
    """Whether csv and tsv begin with the names of the columns."""
    for_spreadsheet: bool = False
    """Whether csv and tsv keep a spreadsheet from calculating a text."""
    package: str | None = None
    """A directory to write a data package into."""
    pager: bool | None = None
    """Whether a long answer goes through the pager; None where PAGER decides."""
    chart: str | None = None
    """A file for a picture of the answer, in addition to the other output."""
