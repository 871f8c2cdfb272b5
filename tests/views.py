"""Views for tests: rows without a screen, and the view of any result."""

from collections.abc import Sequence
from typing import IO

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import Cell, Record
from vitk2.output.metadata import CREDIT_COLUMNS
from vitk2.output.view import Provenance, View
from vitk2.queries.query import Result
from vitk2.terminal.ranking import RankingView
from vitk2.terminal.search import ResultView, listing_view


class FixedSources(Provenance):
    """Sources that no catalogue has: one of a given title."""

    def __init__(self, title: str, *, has_tables: bool = False) -> None:
        self._title = title
        self.has_tables = has_tables

    def sources(self) -> list[Record]:
        return [dict.fromkeys(CREDIT_COLUMNS, None) | {"title": self._title}]


class RowsView(View):
    """Rows by themselves."""

    def __init__(
        self,
        columns: Sequence[str] = (),
        rows: Sequence[Sequence[Cell]] = (),
        *,
        title: str = "",
        provenance: Provenance | None = None,
    ) -> None:
        self.columns, self.rows, self.title = columns, rows, title
        self.provenance = provenance

    def draw(self, stream: IO[str], color: bool | None) -> None:
        stream.writelines(f"{row}\n" for row in self.rows)


def view_of(catalog: Catalog, result: Result) -> ResultView:
    """Return the view of a result of any shape."""
    is_ranking = result.query.shape == "top"
    return RankingView(catalog, result) if is_ranking else listing_view(catalog, result)
