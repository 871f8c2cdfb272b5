"""An answer: what was found, and each way it can leave."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import IO, Any, NamedTuple

from vitk2.catalog.schema import Cell, Record

Credits = Callable[[], tuple[Sequence[str], Sequence[Sequence[Cell]]]]
"""Gives columns and rows of the sources that stand behind an answer."""

Tables = Callable[[], Mapping[str, Sequence[Record]]]
"""Gives the rows of every published table that belong to the foods of an answer."""


class Answer(NamedTuple):
    """What was found, and each way it can leave; made by a maker, drawn by a drawer."""

    drawer: str
    """The function that draws `content` on a screen, by its dotted name; '' for a picture alone."""
    content: Any
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    whole: Mapping[str, Any] | None = None
    """The one JSON object it is; None where JSON is a list of the rows."""
    prose: Sequence[str] = ()
    """Lines that a pipe gets when nobody asked for a format, or where there are no rows."""
    notes: Sequence[str] = ()
    """Counts and hints for a person, on stderr."""
    beside_rows: Sequence[str] = ()
    """Notes that only rows need, because they have no room for what these say."""
    has_amount: bool = True
    """Whether an amount of any form, or advice on one, is in it: then the caution goes with it."""
    on_health: bool = False
    """Whether health is its subject: then a screen gets the whole caution too."""
    data_version: str = ""
    credits: Credits | None = None
    plotter: str = ""
    """The function that draws `content` as a picture, likewise; '' where there is none."""
    title: str = ""
    """What was asked for, in words."""
    table: str = ""
    """The table that its rows are of, where they are a listing: wide, amounts or measurements."""
    tables: Tables | None = None
    """What belongs to its foods, for a format that holds more than rows; None where it has none."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Draw it as a person reads it on a screen."""
        named(self.drawer)(self.content, stream, color=color)

    def plot(self, file: IO[bytes], format_: str) -> None:
        """Draw it as a picture: svg, png or pdf. Raises ExportError for what has no room in one."""
        named(self.plotter)(self.content, file, format_)


def named(name: str) -> Callable[..., None]:
    """Return a function by its dotted name within vitk2; its module is imported now."""
    module, _, function = name.rpartition(".")
    found: Callable[..., None] = getattr(import_module(f"vitk2.{module}"), function)
    return found


class Output(NamedTuple):
    """How an answer should leave: `format_` is None where the terminal decides."""

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
    """A file for a picture of the answer, beside what else leaves."""
