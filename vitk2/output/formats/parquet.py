"""An answer as Parquet: one schema for a question, whatever is found, and what columns mean."""

from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.schema import column_info
from vitk2.errors import ExportError
from vitk2.output.formats.dataframe import to_frame
from vitk2.output.metadata import about, citations
from vitk2.output.view import Answer

if TYPE_CHECKING:
    import pyarrow as pa

_ARROW: Final = {"float64": "float64", "Int64": "int64", "boolean": "bool", "string": "string"}
"""The types of frames, by what Arrow calls them."""


def write_parquet(answer: Answer, file: IO[bytes]) -> None:
    """Write the rows with their types; a missing cell is null.

    A column says its description, unit and form, the file the version of its data, the caution and
    whom to credit. Raises ExportError where pyarrow is not there.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ExportError(
            "parquet needs an extra package: pip install 'vitk2[parquet]', or export csv"
        ) from None
    frame = to_frame(answer)
    schema = pa.schema(
        pa.field(
            name, pa.type_for_alias(_ARROW[str(dtype)]), metadata=_told(str(name), answer.table)
        )
        for name, dtype in frame.dtypes.items()
    )
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    pq.write_table(table.replace_schema_metadata(_of_file(answer, table.schema)), file)


def _told(name: str, table: str) -> dict[str, str]:
    """What a column says of itself; {} where it is of no listing."""
    found = column_info(name, table) if table else None
    if found is None:
        return {}
    told = {"description": found.column.meaning, "unit": found.unit, "form": found.form or ""}
    return {key: str(text) for key, text in told.items() if text}


def _of_file(answer: Answer, schema: "pa.Schema") -> dict[bytes, bytes]:
    """What the file says of itself, beside what pandas keeps there to find its own types again."""
    told = about(answer) | {"credits": "\n".join(citations(answer))}
    ours = {f"vitk2 {key}".encode(): text.encode() for key, text in told.items() if text}
    return {**(schema.metadata or {}), **ours}
