"""The types of rows: writes vitk2/catalog/rows.py from the list of columns.

`make docs` runs this; tests/catalog/test_rows.py compares the file with what this writes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vitk2.catalog.schema import COLUMNS, WIDE, Column, column_info

ROWS: Final = Path(__file__).parents[1] / "vitk2" / "catalog" / "rows.py"

_HEAD: Final = '''\
"""The types of rows, a class a table; at run time a row is a plain dictionary.

`make docs` writes this file from the columns in schema.py: change those, not this file. Import it
under TYPE_CHECKING, because only mypy needs it.
"""

from typing import TypedDict
'''

_TYPES: Final = {"number": "float", "integer": "int", "boolean": "bool"}
"""The type of each kind of column that is not a text."""


def rows_module() -> str:
    """Return the contents of vitk2/catalog/rows.py."""
    classes = [
        _class(class_name(table), f"A row of {table}.csv.", columns)
        for table, columns in COLUMNS.items()
    ]
    classes.append(_class("WideRow", "A food with the values of its forms.", _wide_columns()))
    return "\n\n".join([_HEAD, *classes])


def class_name(table: str) -> str:
    """Return the class of the rows of a table: PlainWordRow of plain_words."""
    return "".join(map(str.capitalize, table.removesuffix("s").split("_"))) + "Row"


def _wide_columns() -> list[Column]:
    """Return the columns of a wide row, where a food may lack an amount of any form."""
    infos = [info for name in WIDE if (info := column_info(name, "wide"))]
    return [i.column._replace(required=i.column.required and not i.form) for i in infos]


def _class(name: str, docstring: str, columns: Iterable[Column]) -> str:
    fields = "".join(f"    {column.name}: {_type(column)}\n" for column in columns)
    return f'class {name}(TypedDict):\n    """{docstring}"""\n\n{fields}'


def _type(column: Column) -> str:
    cell = _TYPES.get(column.kind, "str")
    return cell if column.required else f"{cell} | None"


if __name__ == "__main__":
    ROWS.write_text(rows_module(), encoding="utf-8")
