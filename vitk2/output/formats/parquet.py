"""An answer as Parquet: one schema for a query, whatever it finds, and descriptions of columns."""

from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.schema import column_info
from vitk2.errors import ExportError
from vitk2.output.formats.dataframe import to_frame
from vitk2.output.metadata import about
from vitk2.output.view import View, WriterOptions
from vitk2.queries.citations import citation

if TYPE_CHECKING:
    import pyarrow as pa

_ARROW: Final = {"float64": "float64", "Int64": "int64", "boolean": "bool", "string": "string"}
"""The Arrow types by the types of frames."""


def write_parquet(view: View, options: WriterOptions, file: IO[bytes]) -> None:
    """Write the rows with their types; a missing cell is null.

    The metadata of a column are its description, unit and form; those of the file are the version
    of its data, the caution and the credits. Raises ExportError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ExportError(
            "parquet needs an extra package: pip install 'vitk2[parquet]', or export csv"
        ) from None
    frame = to_frame(view)
    schema = pa.schema(
        pa.field(
            name,
            pa.type_for_alias(_ARROW[str(dtype)]),
            metadata=_column_metadata(str(name), view.table),
        )
        for name, dtype in frame.dtypes.items()
    )
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    pq.write_table(table.replace_schema_metadata(_file_metadata(view, options, table.schema)), file)


def _column_metadata(name: str, table: str) -> dict[str, str]:
    """Return the metadata of a column; {} where it is not of a listing."""
    found = column_info(name, table) if table else None
    if found is None:
        return {}
    metadata = {"description": found.column.meaning, "unit": found.unit, "form": found.form or ""}
    return {key: str(text) for key, text in metadata.items() if text}


def _file_metadata(view: View, options: WriterOptions, schema: "pa.Schema") -> dict[bytes, bytes]:
    """Return the metadata of the file, with those that pandas needs to restore its types."""
    metadata = about(view) | {"credits": "\n".join(map(citation, options.sources))}
    ours = {f"vitk2 {key}".encode(): text.encode() for key, text in metadata.items() if text}
    return {**(schema.metadata or {}), **ours}
