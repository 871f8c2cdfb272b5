"""The types of rows are those that the columns have, and every table has its own."""

import runpy
from typing import Any, get_args, get_overloads, get_type_hints

from conftest import ROOT

from vitk2.catalog import catalog as catalog_module
from vitk2.catalog import rows
from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import COLUMNS, WIDE

SCRIPT = runpy.run_path(str(ROOT / "docs" / "rows.py"))


def test_the_file_is_what_the_script_writes() -> None:
    text = (ROOT / "vitk2" / "catalog" / "rows.py").read_text(encoding="utf-8")
    assert text == SCRIPT["rows_module"](), "the columns changed: make docs"


def test_each_table_is_read_as_rows_of_its_type() -> None:
    hints = [
        get_type_hints(o, {**vars(catalog_module), "rows": rows}) for o in get_overloads(records)
    ]
    by_table = {get_args(h["table"]): h["return"] for h in hints[:-1]}
    types = {(t,): list[getattr(rows, SCRIPT["class_name"](t))] for t in COLUMNS}
    assert by_table == types


def test_every_cell_has_the_type_of_its_field(shipped: Catalog) -> None:
    for table in COLUMNS:
        _hold(records(shipped, table), getattr(rows, SCRIPT["class_name"](table)))


def test_every_cell_of_a_wide_row_has_the_type_of_its_field(shipped: Catalog) -> None:
    found = shipped.rows('SELECT "{}" FROM wide'.format('", "'.join(WIDE)))
    _hold([dict(zip(WIDE, row, strict=True)) for row in found], rows.WideRow)


def _hold(found: list[Any], row_type: type) -> None:
    """Assert that rows have the columns of a type, in its order, with cells of its types."""
    fields = get_type_hints(row_type)
    assert found
    for row in found:
        assert list(row) == list(fields)
        assert all(isinstance(row[name], kind) for name, kind in fields.items())
