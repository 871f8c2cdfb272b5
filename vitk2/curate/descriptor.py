"""datapackage.json: a hand-written head, and a schema for every table from its columns."""

import json
from pathlib import Path

from vitk2.tables.column import Column
from vitk2.tables.columns import COLUMNS, KEYS


def write_descriptor(data: Path) -> None:
    """Write datapackage.json: the hand-written part from curation, the schemas from COLUMNS."""
    head = json.loads((data / "curation" / "package.json").read_text(encoding="utf-8"))
    head["resources"] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [_field(column) for column in columns],
                "primaryKey": list(KEYS[name]),
                "foreignKeys": [_foreign_key(c) for c in columns if c.refers and c.kind != "list"],
                "missingValues": [""],
            },
        }
        for name, columns in COLUMNS.items()
    ]
    text = json.dumps(head, indent=2, ensure_ascii=False)
    (data / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _field(column: Column) -> dict[str, object]:
    kinds = {"number": "number", "integer": "integer", "boolean": "boolean"}
    field: dict[str, object] = {
        "name": column.name,
        "type": kinds.get(column.kind, "string"),
        "description": column.meaning,
    }
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.allowed and column.kind == "text":
        constraints["enum"] = list(column.allowed)
    if column.kind in ("number", "integer"):
        constraints["minimum"] = 0
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(column: Column) -> dict[str, object]:
    table, name = column.refers.split(".")
    return {"fields": column.name, "reference": {"resource": table, "fields": name}}
