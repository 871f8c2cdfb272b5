"""Listings on a screen: foods by form, amounts, published numbers."""

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import Cell, Record
from vitk2.catalog.vocabulary import TIERS, split_qualifier
from vitk2.forms import MAIN_FORMS, TABLE_FORMS, Form
from vitk2.output.notes import result_notes, row_notes
from vitk2.output.view import Provenance, View
from vitk2.output.wording import (
    DISAGREE,
    LABS,
    MISSING,
    amount,
    amount_with_doubt,
    in_ug,
    labs,
    labs_legend,
    legend,
    number,
    remarks,
    span,
)
from vitk2.queries.query import Query, Result
from vitk2.terminal.console import (
    DOUBTFUL,
    airy,
    cell_text,
    has_column,
    new_table,
    number_columns,
    open_console,
    table_or_lines,
)

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def source_headings(query: Query) -> list[str]:
    """Return the ids of the requested sources as a column heading; [] where there are none."""
    unit = "\nµg/100 g" if query.per == "portion" else ""
    return [" and ".join(query.sources) + unit] if query.sources else []


def source_cells(query: Query, row: Record) -> list[str]:
    """Return the source's value of a food and form; empty where it is not a plain number."""
    return [_stated(row["source_ug_per_100g"])] if query.sources else []


def source_cells_by_form(query: Query, row: Record) -> list[str]:
    """Return the source's values of the requested forms, or of the main ones: `K1 45, K2 968`."""
    if not query.sources:
        return []
    stated = {f: row[f"{f.key}_source_ug_per_100g"] for f in query.forms or MAIN_FORMS}
    return [", ".join(f"{f} {_stated(ug)}" for f, ug in stated.items() if ug is not None)]


def _stated(ug: Cell) -> str:
    return "" if ug is None else number(ug)


_WIDTH_FOR_IDS: Final = 110
"""The console width from which a listing shows food_ids, which people seldom need."""


class ResultView(View):
    """A listing: the rows that answer a query."""

    def __init__(self, catalog: Catalog, result: Result) -> None:
        self.result = result
        self.columns, self.rows = result.columns, result.rows
        self.notes, self.row_notes = result_notes(result), row_notes(result)
        self.needs_caution = bool(result.rows)
        self.data_version = result.data_version
        self.title = result.query.describe()
        self.table = result.table
        self.provenance = Provenance(catalog, result.food_ids, has_tables=True)


class FoodsView(ResultView):
    """Foods with their amounts by form: a row a food."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print a row a food, with K1, MK-4, MK-7, K2 and the requested forms."""
        if not self.result.rows:
            return
        console = open_console(stream, color)
        query = self.result.query
        forms = [f for f in TABLE_FORMS if f in MAIN_FORMS or f in query.forms or f is query.sort]
        in_view = _form_in_view(query)
        heading = f"{_title(self.result)}, {query.unit}"
        lines, all_cells, numbers_of_labs = [], [], []
        for r in self.result.records():
            cells = [_cell(r, f, per_portion=query.per == "portion") for f in forms]
            all_cells += cells
            numbers_of_labs += [labs(r[in_view.column("studies")])] if in_view else []
            values = [f"{f} {in_ug(cell)}" for f, cell in zip(forms, cells, strict=True)]
            stated = source_cells_by_form(query, r)
            values += [f"{' and '.join(query.sources)}: {cell}" for cell in stated]
            lines.append((str(r["name"]), ", ".join(values)))
        tables = (
            _table_of_foods(self.result, heading, forms, form, console.width)
            for form in dict.fromkeys((in_view, None))
        )
        printed = table_or_lines(tables, lines, console.width, heading)
        console.print(printed)
        about_labs = labs_legend(numbers_of_labs) if has_column(printed, LABS) else ""
        for note in filter(None, (about_labs, legend(all_cells))):
            console.print(cell_text(note, "dim"))


def _form_in_view(query: Query) -> Form | None:
    """Return the one form that foods are filtered or sorted by; None if there is not one."""
    if len(query.forms) == 1:
        return query.forms[0]
    return query.sort if isinstance(query.sort, Form) else None


def _table_of_foods(
    found: Result, heading: str, forms: Sequence[Form], with_labs: Form | None, width: int
) -> "Table":
    """Return a row a food with these forms, and the laboratories of one form after its amount."""
    query = found.query
    highest = next((c for c in found.columns if "_highest_ug_per_" in c), "")
    with_ids = width >= _WIDTH_FOR_IDS
    table = new_table(heading)
    table.add_column("food", overflow="fold")
    number_columns(table, ["portion"] if query.per == "portion" else [])
    for form in forms:
        number_columns(table, [form.value, *([LABS] if form is with_labs else [])])
    for source in source_headings(query):
        table.add_column(source, overflow="fold")
    number_columns(table, [f"{query.sort} up to"] if highest else [])
    if with_ids:
        table.add_column("food_id", overflow="fold", style="dim")
    for r in found.records():
        cells: list[RenderableType] = []
        for form in forms:
            text = _cell(r, form, per_portion=query.per == "portion")
            cells.append(cell_text(text, DOUBTFUL if text.endswith("?") else ""))
            cells += [labs(r[form.column("studies")])] if form is with_labs else []
        table.add_row(
            cell_text(str(r["name"])),
            *([_grams(r)] if query.per == "portion" else []),
            *cells,
            *map(cell_text, source_cells_by_form(query, r)),
            *([number(r[highest])] if highest else []),
            *([cell_text(str(r["food_id"]))] if with_ids else []),
        )
    return airy(table)


def _title(answer: Result) -> str:
    title = answer.query.describe()
    return title[0].upper() + title[1:]


def _grams(row: Record) -> str:
    return MISSING if row["portion_g"] is None else f"{number(row['portion_g'])} g"


def _cell(row: Record, form: Form, *, per_portion: bool) -> str:
    """Return an amount with its sign: ? where it is doubtful, ~ where values differ much."""
    qualifier, limit = split_qualifier(str(row[f"{form.key}_qualifier"] or ""))
    if limit is not None and per_portion:
        grams = row["portion_g"]
        if grams is None:
            return MISSING
        limit = limit * float(grams) / 100
    marks = str(row["marks"] or "").split(";")
    return amount_with_doubt(
        row[f"{form.key}_ug_per_{'portion' if per_portion else '100g'}"],
        qualifier,
        limit,
        doubtful=form.key in str(row["doubtful"] or "").split(";"),
        differ=any(m.startswith(f"{form.key}:{d}") for m in marks for d in DISAGREE),
    )


class AmountsView(ResultView):
    """Amounts: a row a food and form."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print a row a food and form, with laboratories, range, tier and remarks."""
        if not self.result.rows:
            return
        heading = f"{_title(self.result)}, µg/100 g"
        table = new_table(heading)
        table.add_column("food", overflow="fold")
        table.add_column("form", no_wrap=True)
        number_columns(table, ["µg/100 g", LABS, *source_headings(self.result.query), "range"])
        table.add_column("tier", no_wrap=True)
        table.add_column("", overflow="fold", style="dim")
        lines, numbers_of_labs = [], []
        for r in self.result.records():
            amount_text = amount(r["ug_per_100g"], r["qualifier"], r["limit_ug_per_100g"])
            lines.append((str(r["name"]), f"{r['form']} {in_ug(amount_text)}"))
            numbers_of_labs.append(labs(r["studies"]))
            table.add_row(
                cell_text(str(r["name"])),
                str(r["form"]),
                amount_text,
                numbers_of_labs[-1],
                *source_cells(self.result.query, r),
                span(r["low"], r["high"], r["qualifier"]),
                str(r["tier"]),
                cell_text("; ".join(remarks(r["marks"]))),
            )
        console = open_console(stream, color)
        printed = table_or_lines([airy(table)], lines, console.width, heading)
        console.print(printed)
        if has_column(printed, LABS) and (about_labs := labs_legend(numbers_of_labs)):
            console.print(cell_text(about_labs, "dim"))
        if has_column(printed, "tier"):
            tiers = dict.fromkeys(str(r["tier"]) for r in self.result.records())
            meanings = "; ".join(f"{tier}: {TIERS[tier]}" for tier in TIERS if tier in tiers)
            console.print(cell_text(f"tier {meanings}", "dim"))


class MeasurementsView(ResultView):
    """Published numbers, each with its location in the source."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print published numbers, each with its location in the source."""
        if not self.result.rows:
            return
        console = open_console(stream, color)
        heading = f"{_title(self.result)}, µg/100 g"
        table = new_table(heading)
        table.add_column("food", overflow="fold")
        table.add_column("form", no_wrap=True)
        number_columns(table, ["µg/100 g", "range", "n"])
        table.add_column("source", overflow="fold")
        table.add_column("status", no_wrap=True)
        table.add_column("where, what to know", overflow="fold")
        lines = []
        for m in self.result.records():
            where = "; ".join(str(m[c]) for c in ("source_name", "locator", "note") if m[c])
            amount_text = amount(m["ug_per_100g"], m["qualifier"], m["limit_ug_per_100g"])
            source_text = ", ".join(map(str, filter(None, (m["source_id"], m["status"], where))))
            lines.append((str(m["food_id"]), f"{m['form']} {in_ug(amount_text)}, {source_text}"))
            table.add_row(
                cell_text(str(m["food_id"])),
                str(m["form"]),
                amount_text,
                span(m["min_ug_per_100g"], m["max_ug_per_100g"]),
                "" if m["n"] is None else str(m["n"]),
                cell_text(str(m["source_id"])),
                str(m["status"]),
                cell_text(where),
            )
        console.print(table_or_lines([airy(table)], lines, console.width, heading))


class ColumnsView(ResultView):
    """The columns that were requested, whatever the rows."""

    def draw(self, stream: IO[str], color: bool | None) -> None:
        """Print the requested columns under their own names."""
        if not self.result.rows:
            return
        table = new_table(_title(self.result))
        for name, cells in zip(
            self.result.columns, zip(*self.result.rows, strict=True), strict=True
        ):
            is_number = any(isinstance(cell, float | int) for cell in cells)
            table.add_column(name, justify="right" if is_number else "left", overflow="fold")
        lines = []
        for row in self.result.rows:
            texts = [number(c) if isinstance(c, float) or c is None else str(c) for c in row]
            table.add_row(*map(cell_text, texts))
            others = zip(self.result.columns[1:], texts[1:], strict=True)
            lines.append((texts[0], ", ".join(f"{name} {text}" for name, text in others)))
        console = open_console(stream, color)
        console.print(table_or_lines([airy(table)], lines, console.width, _title(self.result)))


def listing_view(catalog: Catalog, result: Result) -> ResultView:
    """Return the view of a listing: foods, amounts or published numbers, or requested columns."""
    if result.query.columns:
        return ColumnsView(catalog, result)
    views = {"long": AmountsView, "measurements": MeasurementsView}
    return views.get(result.query.shape, FoodsView)(catalog, result)
