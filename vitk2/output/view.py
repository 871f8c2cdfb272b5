"""An answer: a result and each of its outputs."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import IO, Any, NamedTuple

from vitk2.catalog.schema import Cell, Record

Credits = Callable[[], tuple[Sequence[str], Sequence[Sequence[Cell]]]]
"""A function that returns columns and rows of the sources of an answer."""

Tables = Callable[[], Mapping[str, Sequence[Record]]]
"""A function that returns the rows of every published table for the foods of an answer."""


class Answer(NamedTuple):
    """A result and each of its outputs."""

    drawer: str
    """The function that draws `content` on a screen, by its dotted name; '' for a picture alone."""
    content: Any
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    whole: Mapping[str, Any] | None = None
    """The one JSON object it is; None where JSON is a list of the rows."""
    prose: Sequence[str] = ()
    """Lines that a pipe gets when no format was requested, or where there are no rows."""
    notes: Sequence[str] = ()
    """Counts and hints for a person, on stderr."""
    beside_rows: Sequence[str] = ()
    """Notes that are printed beside rows only, because other outputs contain them."""
    has_amount: bool = True
    """Whether it contains an amount of a form, or advice on one: then the caution goes with it."""
    on_health: bool = False
    """Whether health is its subject: then a screen gets the whole caution too."""
    data_version: str = ""
    credits: Credits | None = None
    plotter: str = ""
    """The function that draws `content` as a picture, likewise; '' where there is none."""
    title: str = ""
    """The query in words."""
    table: str = ""
    """The table of its rows, where they are a listing: wide, amounts or measurements."""
    tables: Tables | None = None
    """The records of its foods, for formats that contain more than rows; None where none."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the answer as a screen for people."""
        named(self.drawer)(self.content, stream, color=color)

    def plot(self, file: IO[bytes], format_: str) -> None:
        """Draw the answer as svg, png or pdf. Raises ExportError for what does not fit in one."""
        named(self.plotter)(self.content, file, format_)


def named(name: str) -> Callable[..., None]:
    """Return a function by its dotted name within vitk2; its module is imported now."""
    module, _, function = name.rpartition(".")
    found: Callable[..., None] = getattr(import_module(f"vitk2.{module}"), function)
    return found


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
