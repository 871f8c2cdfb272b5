"""The contents of datapackage.json: a Frictionless schema for each table."""

from collections.abc import Iterable
from typing import Any, Final

from vitk2.catalog.schema import COLUMNS, KEYS, Column

TERMS: Final = "The selection and arrangement; numbers stay under the terms of their source"

LICENCE: Final = {"name": "CC0-1.0", "title": f"{TERMS}, see sources.csv"}
"""The terms of the tables."""


def resources(names: Iterable[str]) -> list[dict[str, Any]]:
    """Return the tables of a package, each as a CSV file with its columns, key and references."""
    return [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [_field(column) for column in COLUMNS[name]],
                "primaryKey": list(KEYS[name]),
                "foreignKeys": [
                    _foreign_key(c) for c in COLUMNS[name] if c.refers and c.kind != "list"
                ],
                "missingValues": [""],
            },
        }
        for name in names
    ]


def _field(column: Column) -> dict[str, object]:
    types = {"number": "number", "integer": "integer", "boolean": "boolean"}
    field: dict[str, object] = {
        "name": column.name,
        "type": types.get(column.kind, "string"),
        "description": column.meaning,
    }
    constraints: dict[str, object] = {"required": True} if column.required else {}
    if column.allowed and column.kind == "text":
        constraints["enum"] = list(column.allowed)
    if column.pattern:
        more = f"(;{column.pattern})*" if column.kind == "list" else ""
        constraints["pattern"] = f"{column.pattern}{more}"
    if column.kind in ("number", "integer"):
        constraints["minimum"] = 0
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(column: Column) -> dict[str, object]:
    table, name = column.refers.split(".")
    return {"fields": column.name, "reference": {"resource": table, "fields": name}}
