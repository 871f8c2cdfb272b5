"""An xlsx workbook: sheets of rows, sources, marks and notes, with reproducible bytes."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import IO, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vitk2.catalog.schema import Cell
from vitk2.catalog.vocabulary import MARKS
from vitk2.errors import ExportError
from vitk2.output.formats.text import text_of
from vitk2.output.metadata import CREDIT_COLUMNS, about, credit_rows
from vitk2.output.view import View, WriterOptions

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
LONGEST_TEXT: Final = 32_767
"""The limits of Excel; the length of a text is counted in UTF-16, as Excel does."""

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

BOLD, WRAPPED = 1, 2
"""Indexes of the two styles in the cellXfs of the workbook's styles."""

_NARROWEST, _WIDEST, _OF_PROSE = 8, 50, 100
_ROWS_MEASURED: Final = 500
"""The most rows that column widths, in characters, are measured from: a list may be long."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


class Sheet(NamedTuple):
    """The contents of a sheet; one of `prose` wraps its lines."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    prose: bool = False


def write_sheet(sheet: Sheet, file: IO[bytes]) -> None:
    """Write a sheet as XML; a missing cell is an empty one.

    Raises ExportError, naming row and column, for contents beyond the limits of Excel.
    """
    if len(sheet.columns) > MOST_COLUMNS:
        raise ExportError(f"xlsx holds {MOST_COLUMNS} columns, not {len(sheet.columns)}: write csv")
    if len(sheet.rows) >= MOST_ROWS:
        raise ExportError(f"xlsx holds {MOST_ROWS - 1} rows: write csv or parquet")
    letters = [column_letters(i) for i in range(len(sheet.columns))]
    file.write(f'{HEAD}<worksheet xmlns="{MAIN}">{_FROZEN}{_widths(sheet)}<sheetData>'.encode())
    for number, row in enumerate(chain([sheet.columns], sheet.rows), start=1):
        style = BOLD if number == 1 else WRAPPED if sheet.prose else 0
        cells = "".join(
            _cell(cell, f"{letter}{number}", style, f"row {number}: {column}")
            for cell, letter, column in zip(row, letters, sheet.columns, strict=True)
            if cell is not None
        )
        file.write(f'<row r="{number}">{cells}</row>'.encode())
    whole = f"A1:{letters[-1]}{len(sheet.rows) + 1}"
    file.write(f'</sheetData><autoFilter ref="{whole}"/></worksheet>'.encode())


_FROZEN: Final = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft"/></sheetView></sheetViews>'
)


def _widths(sheet: Sheet) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_measured(sheet), start=1)
    )
    return f"<cols>{columns}</cols>"


def _measured(sheet: Sheet) -> Iterator[int]:
    """Yield the width of each column: its contents, and space for the filter button."""
    for index, column in enumerate(sheet.columns):
        texts = (text_of(row[index]) for row in islice(sheet.rows, _ROWS_MEASURED))
        needed = max(len(column) + 4, *(len(text) + 1 for text in texts), _NARROWEST)
        yield min(needed, _OF_PROSE if sheet.prose else _WIDEST)


def column_letters(index: int) -> str:
    """Return the name of a column: A to Z, then AA."""
    above, letter = divmod(index, 26)
    return (column_letters(above - 1) if above else "") + chr(ord("A") + letter)


def _cell(cell: str | float, ref: str, style: int, location: str) -> str:
    style_xml = f' s="{style}"' if style else ""
    if isinstance(cell, bool):
        return f'<c r="{ref}"{style_xml} t="b"><v>{cell:d}</v></c>'
    if isinstance(cell, (int, float)):
        return f'<c r="{ref}"{style_xml}><v>{cell!r}</v></c>'
    length = len(cell.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        what = f"{length} characters, and xlsx holds {LONGEST_TEXT}"
        raise ExportError(f"{location}: {what}: write csv or parquet")
    if _NO_XML.search(cell):
        raise ExportError(f"{location}: a character that xlsx cannot hold: write csv")
    text = cell.translate(_ESCAPES)
    return f'<c r="{ref}"{style_xml} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_FORMATS: Final = "http://schemas.openxmlformats.org"
_RELATIONS: Final = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE: Final = f"{_FORMATS}/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_workbook(view: View, options: WriterOptions, file: IO[bytes]) -> None:
    """Write a view as a workbook; a missing cell is an empty one.

    Raises ExportError, naming row and column, for contents beyond the limits of Excel.
    """
    write_sheets(list(_sheets(view, options)), file)


def _sheets(view: View, options: WriterOptions) -> Iterator[Sheet]:
    """Yield the sheet of rows, then those of sources, marks and notes."""
    yield Sheet("vitk2", view.columns, view.rows)
    if view.provenance:
        yield Sheet("sources", CREDIT_COLUMNS, credit_rows(options.sources))
    if view.needs_caution:
        yield Sheet("marks", ("mark", "what a reader must know"), list(MARKS.items()), prose=True)
    if notes := about(view):
        yield Sheet("notes", ("what", "note"), list(notes.items()), prose=True)


def write_sheets(sheets: Sequence[Sheet], file: IO[bytes]) -> None:
    """Write sheets as one workbook, in their order. Raises ExportError as `write_workbook`."""
    with ZipFile(file, "w") as archive:
        for name, xml in _parts([sheet.name for sheet in sheets]).items():
            archive.writestr(_entry(name), HEAD + xml)
        for number, sheet in enumerate(sheets, start=1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as stream:
                write_sheet(sheet, stream)


def _entry(name: str) -> ZipInfo:
    """Return an archive entry with a fixed time, so that the bytes are reproducible."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _parts(names: Sequence[str]) -> dict[str, str]:
    """Return the parts of a workbook other than its sheets."""
    numbered = list(enumerate(names, start=1))
    styles = len(names) + 1
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n, _ in numbered
    )
    sheets = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/>'
            f"</bookViews><sheets>{sheets}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}'
            f'<Relationship Id="rId{styles}" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": _STYLES,
    }


_STYLES: Final = (
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>'
    '<xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""Three styles: plain, bold for a header, and with wrapped lines; see BOLD and WRAPPED."""
