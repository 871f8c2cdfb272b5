"""A view as one small HTML document: a table with a caption, the caution and the sources.

It contains no script, fetches nothing, and every text in it is escaped.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.datapackage import LICENCE, TERMS
from vitk2.catalog.schema import Cell
from vitk2.catalog.vocabulary import QUALIFIERS
from vitk2.output.formats.text import text_of
from vitk2.output.metadata import in_short
from vitk2.output.view import View, WriterOptions
from vitk2.safety import CAUTION
from vitk2.text import count_of

if TYPE_CHECKING:
    from vitk2.catalog.rows import SourceRow

_HEAD: Final = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.4 system-ui, sans-serif; margin: 1rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
caption {{ text-align: start; padding-block: .5rem; }}
th, td {{ text-align: start; vertical-align: top; padding: .25rem .5rem;
  border-bottom: 1px solid GrayText; }}
.n {{ text-align: end; font-variant-numeric: tabular-nums; }}
p, ul, dl {{ max-width: 45rem; }}
</style>
</head>
<body>
"""


def write_html(view: View, options: WriterOptions, stream: IO[str]) -> None:
    """Write a view as HTML: its rows, or its lines where it has no rows.

    A missing cell is an empty one. The first cell of a row heads it.
    """
    title = escape(view.title[:1].upper() + view.title[1:] or "vitk2")
    stream.write(_HEAD.format(title=title))
    stream.write(f"<main>\n<h1>{title}</h1>\n")
    if view.columns:
        stream.writelines(_table(view))
    else:
        stream.writelines(_paragraphs(view.lines))
    stream.write("</main>\n<footer>\n")
    stream.writelines(_footer(view, options))
    stream.write("</footer>\n</body>\n</html>\n")


def _table(view: View) -> Iterator[str]:
    of_numbers = [_holds_numbers(cells) for cells in zip(*view.rows, strict=True)]
    numeric = of_numbers or [False] * len(view.columns)
    # The scrolling region is focusable, so that the keyboard reaches it.
    yield '<div class="wide" tabindex="0" role="region" aria-label="Table">\n<table>\n'
    yield f"<caption>{count_of(len(view.rows), 'row')}</caption>\n<thead>\n<tr>"
    for column, is_number in zip(view.columns, numeric, strict=True):
        yield f'<th scope="col"{_NUMBER if is_number else ""}>{escape(column)}</th>'
    yield "</tr>\n</thead>\n<tbody>\n"
    for first, *others in view.rows:
        cells = zip(others, numeric[1:], strict=True)
        rest = "".join(f"<td{_NUMBER if n else ''}>{escape(text_of(c))}</td>" for c, n in cells)
        head = "<td></td>" if first is None else f'<th scope="row">{escape(text_of(first))}</th>'
        yield f"<tr>{head}{rest}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


_NUMBER: Final = ' class="n"'


def _holds_numbers(cells: Iterable[Cell]) -> bool:
    types = {type(cell) for cell in cells if cell is not None}
    return bool(types) and types <= {int, float}


def _footer(view: View, options: WriterOptions) -> Iterator[str]:
    if view.needs_caution:
        yield from _paragraphs([CAUTION])
    if view.needs_caution and view.columns:
        yield "<h2>Where there is no number</h2>\n<dl>\n"
        for sign, meaning in {**QUALIFIERS, "empty": "nobody measured, which is not zero"}.items():
            yield f"<dt>{escape(sign)}</dt><dd>{escape(meaning)}</dd>\n"
        yield "</dl>\n"
    if view.rows and options.sources:
        yield "<h2>Numbers from</h2>\n<ul>\n"
        yield from (f"<li>{_cited(source)}</li>\n" for source in options.sources)
        yield f"</ul>\n<p>{escape(LICENCE['name'])}: {escape(TERMS)}.</p>\n"
    if view.data_version:
        yield from _paragraphs([f"vitk2 data {view.data_version}"])


def _cited(source: "SourceRow") -> str:
    """Return a source as HTML: authors, year, title and a link to its DOI, where it has them."""
    text = f"{in_short(source)}. {source['title'] or ''}".strip()
    doi = escape(source["doi"] or "")
    return escape(text) + (f' <a href="https://doi.org/{doi}">doi:{doi}</a>' if doi else "")


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    return (f"<p>{escape(line)}</p>\n" for line in lines)
