"""Published numbers of one food, each with its source, its place and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from vitk2.catalog.schema import Cell, Record
from vitk2.output.wording import amount, in_ug, span
from vitk2.terminal.console import airy, cell_text, new_table, number_columns
from vitk2.terminal.widths import table_or_lines

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

_WIDTH_FOR: Final = {"range": 60, "name": 72, "place": 100, "method": 130}
"""What stands beside a number from this many columns on."""


def number_table(
    measurements: Sequence[Record], sources: Iterable[Record], width: int, *, title: str
) -> "RenderableType":
    """A row a number, its source linked to its DOI; more beside it where there is room."""
    table = _table(f"\n{title}", measurements, sources, width)
    lines = []
    for m in measurements:
        told = in_ug(amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]))
        status = [] if m["status"] == "counted" else [str(m["status"])]
        lines.append((str(m["form"]), ", ".join([told, str(m["source_id"]), *status])))
    return table_or_lines([table], lines, width, f"\n{title}")


def _table(
    title: str, measurements: Sequence[Record], sources: Iterable[Record], width: int
) -> "Table":
    source_of = {str(s["source_id"]): s for s in sources}
    shows = {column: width >= least for column, least in _WIDTH_FOR.items()}
    table = new_table(title)
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g", *(["range"] if shows["range"] else []), "n"])
    table.add_column("source", no_wrap=True)
    table.add_column("country", no_wrap=True)
    with_status = any(m["status"] != "counted" for m in measurements)
    if with_status:
        table.add_column("status", no_wrap=True)
    for column in ("method", "name", "place"):
        if shows[column]:
            heading = {"name": "named there", "place": "where, what to know"}.get(column, column)
            table.add_column(heading, overflow="fold", style="dim")
    for m in measurements:
        source = source_of.get(str(m["source_id"]), {})
        table.add_row(
            str(m["form"]),
            amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"]),
            *([span(m["min_ug_per_100g"], m["max_ug_per_100g"])] if shows["range"] else []),
            "" if m["n"] is None else str(m["n"]),
            _linked(str(m["source_id"]), source),
            cell_text(str(m["country"] or "")),
            *([str(m["status"])] if with_status else []),
            *([cell_text(_method(m, source))] if shows["method"] else []),
            *([cell_text(str(m["source_name"] or ""))] if shows["name"] else []),
            *([cell_text(_place(m))] if shows["place"] else []),
        )
    return airy(table)


def _linked(source_id: str, source: Mapping[str, Cell]) -> "RenderableType":
    """A source_id, linked to its DOI on terminals that have links."""
    doi = source.get("doi")
    return cell_text(source_id, f"link https://doi.org/{doi}" if doi else "")


def _method(m: Record, source: Mapping[str, Cell]) -> str:
    """How it was measured: said of the number, else of its source."""
    own = str(m["method"] or "")
    return str(source.get("method") or "") if not own or own == "not read" else own


def _place(m: Record) -> str:
    return "; ".join(str(m[c]) for c in ("locator", "note") if m[c])
