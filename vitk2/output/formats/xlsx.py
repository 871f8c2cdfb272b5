"""An answer as an Excel workbook: its rows, their sources, and what the words in them mean.

Written here because the libraries guess what a text is (`#N/A` becomes an error, `=1+1` a formula),
cut long ones without a word, and put the hour into the file. The same rows are the same bytes.
"""

from collections.abc import Iterator, Sequence
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from vitk2.catalog.vocabulary import MARKS
from vitk2.output.formats.worksheet import HEAD, MAIN, Sheet, write_sheet
from vitk2.output.metadata import about
from vitk2.output.view import Answer

_FORMATS: Final = "http://schemas.openxmlformats.org"
_RELATIONS: Final = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE: Final = f"{_FORMATS}/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_workbook(answer: Answer, file: IO[bytes]) -> None:
    """Write an answer as a workbook; a missing cell is an empty one.

    Raises ExportError for what Excel cannot hold, naming row and column.
    """
    write_sheets(list(_sheets(answer)), file)


def _sheets(answer: Answer) -> Iterator[Sheet]:
    """The rows, then what goes with them."""
    yield Sheet("vitk2", answer.columns, answer.rows)
    if answer.credits:
        yield Sheet("sources", *answer.credits())
    if answer.has_amount:
        yield Sheet("marks", ("mark", "what a reader must know"), list(MARKS.items()), prose=True)
    if told := about(answer):
        yield Sheet("notes", ("what", "note"), list(told.items()), prose=True)


def write_sheets(sheets: Sequence[Sheet], file: IO[bytes]) -> None:
    """Write sheets as one workbook, in their order. Raises ExportError as `write_workbook`."""
    with ZipFile(file, "w") as archive:
        for name, xml in _parts([sheet.name for sheet in sheets]).items():
            archive.writestr(_entry(name), HEAD + xml)
        for number, sheet in enumerate(sheets, start=1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as stream:
                write_sheet(sheet, stream)


def _entry(name: str) -> ZipInfo:
    """A file of the archive, of no particular hour."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _parts(names: Sequence[str]) -> dict[str, str]:
    """What a workbook needs besides its sheets."""
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
"""Three looks: plain, bold for a header, and with broken lines; worksheet.py names their places."""
