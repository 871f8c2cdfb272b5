"""Rows as an Excel workbook: one sheet, every text a text, the same bytes each time.

Written here because the libraries guess what a text is (`#N/A` becomes an error, `=1+1` a formula),
cut long ones without a word, and put the hour into the file.
"""

import re
from collections.abc import Iterable, Sequence
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vitk2.errors import ExportError
from vitk2.tables.columns import Cell

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
LONGEST_TEXT: Final = 32_767
"""What Excel can hold; a text is counted in UTF-16, as Excel does."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f"{_FORMATS}/spreadsheetml/2006/main"
_RELATIONS: Final = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE: Final = f"{_FORMATS}/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="vitk2" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}
"""What a workbook of one sheet needs besides the sheet."""


def write_workbook(columns: Sequence[str], rows: Iterable[Sequence[Cell]], file: IO[bytes]) -> None:
    """Write rows under their columns; a missing cell is an empty one.

    Raises ExportError for what Excel cannot hold, naming row and column.
    """
    if len(columns) > MOST_COLUMNS:
        raise ExportError(f"xlsx holds {MOST_COLUMNS} columns, not {len(columns)}: write csv")
    letters = [_letters(i) for i in range(len(columns))]
    with ZipFile(file, "w") as archive:
        for name, xml in _PARTS.items():
            archive.writestr(_entry(name), _HEAD + xml)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w") as sheet:
            sheet.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate((columns, *rows), start=1):
                if number > MOST_ROWS:
                    raise ExportError(f"xlsx holds {MOST_ROWS - 1} rows: write csv or parquet")
                cells = "".join(
                    _cell(cell, f"{letter}{number}", f"row {number}: {column}")
                    for cell, letter, column in zip(row, letters, columns, strict=True)
                    if cell is not None
                )
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def _entry(name: str) -> ZipInfo:
    """A file of the archive, of no particular hour."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _letters(index: int) -> str:
    """The name of a column: A to Z, then AA."""
    above, letter = divmod(index, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + letter)


def _cell(cell: str | float, at: str, place: str) -> str:
    if isinstance(cell, bool):
        return f'<c r="{at}" t="b"><v>{cell:d}</v></c>'
    if isinstance(cell, (int, float)):
        return f'<c r="{at}"><v>{cell!r}</v></c>'
    length = len(cell.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        what = f"{length} characters, and xlsx holds {LONGEST_TEXT}"
        raise ExportError(f"{place}: {what}: write csv or parquet")
    if _NO_XML.search(cell):
        raise ExportError(f"{place}: a character that xlsx cannot hold: write csv")
    text = cell.translate(_ESCAPES)
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
