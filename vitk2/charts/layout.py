"""A page for a chart: names and amounts beside panels, a key and notes below, all in inches.

Everything is measured before the page is made, so that it is as high as it must be and nothing
lies over anything else.
"""

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import IO, Any, Final, NamedTuple
from xml.sax.saxutils import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from vitk2._version import __version__
from vitk2.charts.fonts import LACKING, legible, width_of, wrapped
from vitk2.charts.model import BLACK, GREY, PALE
from vitk2.output.wording import LABS

TEXT, SMALL, TITLE = 8.0, 6.8, 11.0
"""Sizes of letters, in points."""

_WIDTH, _MORE = 7.2, 1.5
"""The width of a page of two columns, and the width that each further panel adds to it."""

_EDGE, _GAP = 0.15, 0.09
_NAMES: Final = 2.1
"""The width at which names are broken."""

_LINE, _SMALL_LINE, _TITLE_LINE = 0.135, 0.12, 0.19
_UNDER_PANELS: Final = 0.5
"""The height of a scale and its label."""

_KEY_LINE, _SIGN, _PARAGRAPH = 0.16, 0.2, 0.04
_DOTS_PER_INCH: Final = 200

Sign = tuple[Mapping[str, Any], str]
"""A sign of the key, as options of Axes.plot, and its meaning; a line if it has a linestyle."""


class Layout(NamedTuple):
    """The texts around the panels. `values`, `labs` and `beside` are by row, then panel."""

    title: str
    subtitle: str
    names: Sequence[str]
    panels: Sequence[str]
    values: Sequence[Sequence[str]]
    """Amounts as they are written."""
    beside: Sequence[Sequence[str]]
    """Numbers without a position on the scale."""
    labs: Sequence[Sequence[str]]
    """The numbers of laboratories, behind the amounts; [] for a chart without them."""
    key: Sequence[Sign]
    notes: Sequence[str]
    """Paragraphs; the last is the caution."""
    headings: Mapping[int, str] = MappingProxyType({})
    """The headings above rows, by the index of the row."""
    pitch: float = 0.25
    """The height, in inches, of a row whose name takes one line."""


class ChartFigure:
    """A figure with its texts drawn. Draw row n into each of `panels` at `row_positions[n]`.

    The y of a panel is in inches from the upper edge; its x is for the drawer to scale.
    """

    def __init__(self, layout: Layout, format_: str) -> None:
        self._format = format_
        layout = self._readable(layout)
        self._width = _WIDTH + _MORE * max(0, len(layout.panels) - 2)
        width = self._width - 2 * _EDGE - _GAP  # fonts of other screens run wider
        title = wrapped(layout.title, width, TITLE, bold=True)
        subtitle = wrapped(layout.subtitle, width, TEXT)
        *notes, caution = ([*wrapped(note, width, SMALL)] for note in layout.notes)
        names = [wrapped(name, _NAMES, TEXT) for name in layout.names]
        self._top = _EDGE + len(title) * _TITLE_LINE + (len(subtitle) + 1) * _LINE
        self._top += 1.4 * _LINE * (any(layout.panels) or bool(layout.labs))
        self.row_positions, self._bottom = self._row_positions(names, layout)
        key = self._flowing(layout.key, width)
        under = self._bottom + _UNDER_PANELS
        below = sum(len(lines) * _SMALL_LINE + _PARAGRAPH for lines in (*notes, caution))
        self._height = under + len(key) * _KEY_LINE + _GAP + below + _EDGE
        self._figure = Figure(figsize=(self._width, self._height))
        self._page = self._axes(0, 0, self._width, self._height)
        self._page.axis("off")
        self._page.set_xlim(0, self._width)
        y = self._write(title, _EDGE, _TITLE_LINE, size=TITLE, weight="bold")
        self._write(subtitle, y, _LINE)
        self.panels = self._columns(layout, names)
        for line, signs in enumerate(key):
            self._sign(signs, under + (line + 0.5) * _KEY_LINE)
        y = under + len(key) * _KEY_LINE + _GAP
        for lines in notes:
            y = self._write(lines, y, _SMALL_LINE, size=SMALL, color=GREY) + _PARAGRAPH
        self._write(caution, y, _SMALL_LINE, size=SMALL, weight="bold")

    def save(self, file: IO[bytes], title: str, description: str) -> None:
        """Write the figure with a title and a description for readers who cannot see it."""
        title, description = (legible(text, "svg") for text in (title, description))
        by = f"vitk2 {__version__}"
        about: dict[str, dict[str, str | None]] = {
            "svg": {"Title": title, "Creator": by, "Date": None},
            "png": {"Title": title, "Description": description, "Software": by},
            "pdf": {"Title": title, "Subject": description, "Creator": by, "CreationDate": None},
        }
        written = io.BytesIO()
        self._figure.savefig(
            written, format=self._format, dpi=_DOTS_PER_INCH, metadata=about[self._format]
        )
        image = written.getvalue()
        file.write(_described(image, description) if self._format == "svg" else image)

    def _readable(self, layout: Layout) -> Layout:
        """Return the layout in letters that a font here has, with a note where one is missing."""

        def read(text: str) -> str:
            return legible(text, self._format)

        texts, names = [read(layout.title), read(layout.subtitle)], list(map(read, layout.names))
        key, notes = [(s, read(text)) for s, text in layout.key], list(map(read, layout.notes))
        if any(LACKING in text for text in (*texts, *names, *notes)):
            notes.insert(0, f"{LACKING} A letter that no font here has; an svg keeps it.")
        return layout._replace(title=texts[0], subtitle=texts[1], names=names, key=key, notes=notes)

    def _row_positions(
        self, names: Sequence[Sequence[str]], layout: Layout
    ) -> tuple[list[float], float]:
        """Return the y of each row, and the y of the end of the last one."""
        y, positions = self._top, []
        for number, lines in enumerate(names):
            y += layout.pitch * (number in layout.headings)
            height = layout.pitch + (len(lines) - 1) * _LINE
            positions.append(y + height / 2)
            y += height
        return positions, y

    def _flowing(self, key: Sequence[Sign], width: float) -> list[list[tuple[float, Sign]]]:
        """Break the key into lines as wide as the page, each sign with its x."""
        lines: list[list[tuple[float, Sign]]] = []
        x = width + 1
        for sign in key:
            needed = _SIGN + width_of(sign[1], SMALL) + 2 * _GAP
            if x + needed > width:
                lines.append([])
                x = 0.0
            lines[-1].append((_EDGE + x, sign))
            x += needed
        return lines

    def _columns(self, layout: Layout, names: Sequence[Sequence[str]]) -> list[Axes]:
        """Draw names, then for each panel its columns of texts and the panel itself."""
        x = _EDGE + max(width_of(line, TEXT) for lines in names for line in lines)
        for y, lines in zip(self.row_positions, names, strict=True):
            first = y - (len(lines) - 1) / 2 * _LINE - _LINE / 2
            self._write(lines, first, _LINE, x=x, ha="right")
        for row, text in layout.headings.items():
            above = (layout.pitch + (len(names[row]) - 1) * _LINE) / 2 + 0.6 * layout.pitch
            y = self.row_positions[row] - above
            self._write([text], y, _LINE, weight="bold")
        columns = [_columns_of_panel(layout, n) for n in range(len(layout.panels))]
        texts = sum(column.needed for of_panel in columns for column in of_panel)
        wide = (self._width - _EDGE - x - texts) / len(layout.panels) - _GAP
        panels = []
        for panel, of_panel in zip(layout.panels, columns, strict=True):
            for column in of_panel:
                x += column.needed
                self._column(column, x)
            x += _GAP
            self._write([panel], self._top - 1.4 * _LINE, _LINE, x=x, weight="bold")
            panels.append(self._panel(x, wide))
            x += wide
        return panels

    def _column(self, column: "_Column", x: float) -> None:
        """Write the texts of a column to the left of x, its heading in line with the panels'."""
        how: dict[str, Any] = {"x": x, "ha": "right", "size": column.size, "color": column.color}
        self._write([column.heading], self._top - 1.4 * _LINE, _LINE, **how)
        for y, text in zip(self.row_positions, column.texts, strict=True):
            self._write([text], y - _LINE / 2, _LINE, **how)

    def _panel(self, left: float, width: float) -> Axes:
        panel = self._axes(left, self._top, width, self._bottom - self._top)
        panel.set_yticks([])
        panel.patch.set_alpha(0)
        for side in ("top", "right"):
            panel.spines[side].set_visible(False)
        panel.hlines(
            self.row_positions, 0, 1, transform=panel.get_yaxis_transform(), colors=PALE, lw=0.5
        )
        panel.tick_params(labelsize=SMALL, length=2.5, width=0.6)
        return panel

    def _axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes over a part of the page, with y in inches from its upper edge."""
        wide, high = self._width, self._height
        from_below = high - top - height
        bounds = (left / wide, from_below / high, width / wide, height / high)
        axes = self._figure.add_axes(bounds)
        axes.set_ylim(top + height, top)
        return axes

    def _write(
        self, lines: Sequence[str], y: float, pitch: float, *, x: float = _EDGE, **how: Any
    ) -> float:
        """Write lines one by one, so that an svg can align each; returns the y after them."""
        for line in lines:
            style: dict[str, Any] = {"size": TEXT, "color": BLACK, "va": "center_baseline"} | how
            self._page.text(x, y + pitch / 2, line, **style)
            y += pitch
        return y

    def _sign(self, signs: Sequence[tuple[float, Sign]], y: float) -> None:
        for x, (style, text) in signs:
            ends = [x, x + _SIGN - 0.06] if style.get("linestyle", "none") != "none" else [x + 0.07]
            self._page.plot(ends, [y] * len(ends), **style)
            self._write([text], y - 0.06, 0.12, x=x + _SIGN, size=SMALL)


class _Column(NamedTuple):
    """A column of texts beside a panel."""

    texts: Sequence[str]
    heading: str = ""
    size: float = SMALL
    color: str = GREY

    @property
    def needed(self) -> float:
        """The width of the texts with the gap before them; 0 where every text is empty."""
        width = max(width_of(text, self.size) for text in (self.heading, *self.texts))
        return 2 * _GAP + width if width else 0


def _columns_of_panel(layout: Layout, n: int) -> list[_Column]:
    """Return the columns left of a panel: amounts, laboratories, numbers without a position."""
    columns = [_Column([row[n] for row in layout.values], size=TEXT, color=BLACK)]
    if layout.labs:
        columns.append(_Column([row[n] for row in layout.labs], heading=LABS))
    return [*columns, _Column([row[n] for row in layout.beside])]


def _described(svg: bytes, description: str) -> bytes:
    """Mark an svg as one picture for screen readers, with a title and a description."""
    text = svg.decode().replace("<svg ", '<svg role="img" aria-labelledby="title desc" ', 1)
    text = text.replace("<title>", '<title id="title">', 1)
    desc = f'</title>\n <desc id="desc">{escape(description)}</desc>'
    return text.replace("</title>", desc, 1).encode()
