"""The number that a source itself states, in a column beside the value shown."""

from vitk2.catalog.schema import Cell, Record
from vitk2.forms import BRIEF_FORMS
from vitk2.output.wording import number
from vitk2.queries.query import Query


def source_headings(query: Query) -> list[str]:
    """The id of the source asked for, as the heading of its column; nothing where none was."""
    unit = "\nµg/100 g" if query.per == "portion" else ""
    return [" and ".join(query.sources) + unit] if query.sources else []


def source_cells(query: Query, row: Record) -> list[str]:
    """What the source states of a food and form; empty where it states no plain number."""
    return [_stated(row["source_ug_per_100g"])] if query.sources else []


def source_cells_by_form(query: Query, row: Record) -> list[str]:
    """What the source states of the forms asked for, or of the main ones: `K1 45, K2 968`."""
    if not query.sources:
        return []
    stated = {f: row[f"{f.key}_source_ug_per_100g"] for f in query.forms or BRIEF_FORMS}
    return [", ".join(f"{f} {_stated(ug)}" for f, ug in stated.items() if ug is not None)]


def _stated(ug: Cell) -> str:
    return "" if ug is None else number(ug)
