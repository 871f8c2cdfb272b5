"""Charts of foods: rows of amounts, each with its range and its published numbers."""

from collections.abc import Mapping
from math import ceil, floor, log10
from statistics import median_low
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from vitk2.charts.fonts import drawing
from vitk2.charts.layout import TEXT, ChartFigure, Layout, Sign
from vitk2.charts.model import BLACK, GREY, MIDDLE, Chart, ChartValue, Point, Style
from vitk2.forms import Form
from vitk2.output.wording import labs_legend, legend
from vitk2.safety import CAUTION, CAUTION_IN_SHORT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DWARFED: Final = 10.0
"""The ratio of highest to median amount from which a scale is logarithmic."""

_PITCH, _PITCH_BY_SOURCE = 0.25, 0.36
"""The height of a row, and of one that shows the numbers by source, in inches."""

_SPREAD: Final = 0.24
"""The height, in inches, over which numbers by source are spread so that none hides another."""

_RANGE: Final = dict[str, Any](color=GREY, linewidth=1.3, linestyle="-", solid_capstyle="butt")
_TO_LIMIT: Final = dict[str, Any](color=GREY, linewidth=0.8, linestyle=":")
_POINT: Final = Style(colour="white")
_SIZES: Final = {
    MIDDLE.shape: 16.0,
    "*": 9.5,
    "s": 6.0,
    "D": 5.5,
    "^": 7.0,
    "v": 7.0,
    "P": 7.5,
    "X": 7.0,
}

"""Sizes, in points, at which shapes look equally large."""

_AT_LEAST: Final = dict[str, Any](marker=9, markersize=6, color=BLACK, linestyle="none")
"""A tip to the right of the value; 9 is matplotlib's caret with its base there."""


def plot(chart: Chart, file: IO[bytes], format_: str) -> None:
    """Write a chart to a file as svg, png or pdf."""
    with drawing(format_, TEXT):
        scale = _scale_for(chart)
        figure = ChartFigure(_layout(chart, scale), format_)
        for n, axes in enumerate(figure.panels):
            _set(axes, scale, chart.unit, alone=len(figure.panels) == 1)
            for y, row in zip(figure.row_positions, chart.every_row, strict=True):
                _draw(axes, y, row.values[n], row.style, scale)
        figure.save(file, chart.title, f"{chart.in_words()} {CAUTION}")


class _Scale(NamedTuple):
    low: float
    high: float
    is_log: bool = False


def _scale_for(chart: Chart) -> _Scale:
    """Return a scale from zero, or a logarithmic one where a few rows would dwarf the others."""
    amounts = [ug for value in chart.values if (ug := value.position)]
    ends = [end for value in chart.values for end in (*(value.ends or ()), value.limit_end)]
    points = [ug for value in chart.values for p in value.points for ug in (p.ug, p.limit)]
    numbers = [ug for ug in (*amounts, *ends, *points) if ug]
    if not numbers:
        return _Scale(0, 1)
    if not amounts or max(numbers) < _DWARFED * median_low(amounts):
        return _Scale(0, 1.06 * max(numbers))
    return _Scale(
        _step(0.9 * min(numbers), up=False), _step(1.1 * max(numbers), up=True), is_log=True
    )


def _step(ug: float, *, up: bool) -> float:
    """Return the next of 1, 2, 5, 10, 20 ... above a number, or below it."""
    steps = _steps(ug / 10, ug * 10)
    return min(s for s in steps if s >= ug) if up else max(s for s in steps if s <= ug)


def _steps(low: float, high: float, within: tuple[float, ...] = (1, 2, 5)) -> list[float]:
    """Return 1, 2, 5, 10, 20 ... from a number to another."""
    tens = range(floor(log10(low)), ceil(log10(high)) + 1)
    every = (float(f"{step:g}e{ten}") for ten in tens for step in within)
    return [step for step in every if low <= step <= high]


def _set(axes: "Axes", scale: _Scale, unit: str, *, alone: bool) -> None:
    """Set the scale of a panel and its label."""
    if scale.is_log:
        axes.set_xscale("log")
        few = not alone and scale.high >= 100 * scale.low
        axes.set_xticks(_steps(scale.low, scale.high, (1,) if few else (1, 2, 5)))
        axes.minorticks_off()
    else:
        axes.locator_params(axis="x", nbins=7 if alone else 4, steps=[1, 2, 5, 10])
    axes.set_xlim(scale.low, scale.high)
    axes.xaxis.set_major_formatter(lambda ug, _: f"{ug:.12g}")
    by_tens = ", logarithmic scale: 10 is as far from 1 as 100 from 10" if alone else ", log scale"
    axes.set_xlabel(unit + by_tens * scale.is_log, labelpad=3)


def _draw(axes: "Axes", y: float, value: ChartValue, style: Style, scale: _Scale) -> None:
    """Draw a range, the value shown on it, and the published numbers on that."""
    if ends := value.ends:
        axes.plot([max(ends[0], scale.low), ends[1]], [y, y], **_RANGE, zorder=2)
    if (ug := value.position) is not None and (ug or not scale.is_log):
        if (end := value.limit_end) is not None:
            axes.plot([scale.low, end], [y, y], **_TO_LIMIT)
        is_doubtful = value.written.endswith("?")
        sign = _sign(style, is_doubtful=is_doubtful, is_limit=end is not None)
        axes.plot([ug], [y], **sign, clip_on=False, zorder=3)
        if value.written.startswith("≥"):
            axes.plot([ug], [y], **_AT_LEAST, clip_on=False, zorder=2.5)
    positioned = value.positioned(zero=not scale.is_log)
    pitch = min(0.06, _SPREAD / max(1, len(positioned) - 1))
    for n, (ug, point) in enumerate(positioned):
        offset = (n - (len(positioned) - 1) / 2) * pitch if point.style else 0
        axes.plot([ug], [y + offset], **_point(point), clip_on=False, zorder=4)


def _sign(style: Style, *, is_doubtful: bool = False, is_limit: bool = False) -> dict[str, Any]:
    """Return the sign of a value: filled, or hollow (a bar: thin) if doubtful or only a limit."""
    shape = "<" if is_limit else style.shape
    return {
        "marker": shape,
        "markersize": _SIZES.get(shape, 6.5),
        "markerfacecolor": "white" if is_doubtful or is_limit else style.colour,
        "markeredgecolor": BLACK,
        "markeredgewidth": (0.9 if is_doubtful else 2.2) if shape == MIDDLE.shape else 0.7,
        "linestyle": "none",
    }


def _point(point: Point) -> dict[str, Any]:
    """Return the sign of a published number: small and white, or in its source's style."""
    if not point.counts:
        colour = point.style.colour if point.style else BLACK
        return {"marker": "x", "markersize": 4.5, "color": colour, "linestyle": "none"}
    sign = _sign(point.style or _POINT, is_limit=point.qualifier == "<")
    if not point.style:
        return sign | {"markersize": 3, "markeredgewidth": 0.6}
    edge = point.style.colour if point.qualifier == "<" else BLACK
    size = 0.8 * sign["markersize"]
    return sign | {"markersize": size, "markeredgecolor": edge, "markeredgewidth": 0.9}


def _layout(chart: Chart, scale: _Scale) -> Layout:
    rows = chart.every_row
    beside = [[m.without_position(zero=not scale.is_log) for m in row.values] for row in rows]
    notes = [_AVERAGE, *_explanations(chart, scale)]
    if any(any(texts) for texts in beside):
        notes.append("Small, left of the scale: how many numbers have no place on it.")
    notes += [*_why_set_apart(chart), *chart.notes]
    if signs := legend([value.written for value in chart.values]):
        notes.insert(0, f"{signs}.")
    about_labs = labs_legend([value.labs for value in chart.values])
    by_source = any(p.style for value in chart.values for p in value.points)
    return Layout(
        title=chart.title,
        subtitle=chart.subtitle,
        names=[row.name for row in rows],
        panels=chart.panels if len(chart.panels) > 1 else [""],
        values=[[value.written for value in row.values] for row in rows],
        beside=beside,
        labs=[[value.labs for value in row.values] for row in rows],
        key=_key(chart, scale),
        notes=[
            *([f"{about_labs}."] if about_labs else []),
            *(" ".join(notes), " ".join(chart.sources), CAUTION_IN_SHORT),
        ],
        pitch=_PITCH_BY_SOURCE if by_source else _PITCH,
        headings=_headings(chart),
    )


def _headings(chart: Chart) -> dict[int, str]:
    """Return the headings above the rows that are not ranked, by the index of the first."""
    ranked, apart = len(chart.rows), len(chart.set_apart)
    headings = {ranked: "Not ranked"} if apart else {}
    return headings | ({ranked + apart: "Doubtful, not ranked"} if chart.doubtful else {})


def _why_set_apart(chart: Chart) -> list[str]:
    """Return a sentence on each reason why rows are set apart."""
    values = [value for row in chart.set_apart for value in row.values]
    limits = sum(value.limit_end is not None for value in values)
    total = "Not ranked: only a total is known."
    us_method = "Not ranked: measured by the US method alone, which runs high."
    return [total] * bool(limits) + [us_method] * (limits < len(values))


def _explanations(chart: Chart, scale: _Scale) -> list[str]:
    """Return sentences on sums of K2, on upper ends, and on zero on a logarithmic scale."""
    sums = [m.points for m in chart.values if m.amount and m.amount.form == Form.K2 and m.position]
    sentences = []
    if not all(sums):
        sentences.append(f"K2 is the sum of its forms{', or a total with its circle' * any(sums)}.")
    if any(value.written.startswith("≤") for value in chart.values):
        sentences.append("The dots of a ≤ end at its highest reading.")
    if scale.is_log and any(value.ends and not value.ends[0] for value in chart.values):
        sentences.append("A range that begins at the edge begins at 0, or where nothing was found.")
    if scale.is_log and any(value.position == 0 for value in chart.values):
        sentences.append("0 has no place on a logarithmic scale.")
    return sentences


_AVERAGE: Final = "The value shown is the middle one of those that count, never an average."


def _key(chart: Chart, scale: _Scale) -> list[Sign]:
    """Return the signs in the chart with their meanings: its styles, then those of all charts."""
    points = [p for value in chart.values for _, p in value.positioned(zero=not scale.is_log)]
    written = [value.written for value in chart.values]
    by_source = any(p.style for p in points)
    symbol = MIDDLE if by_source else _POINT
    low = {"markersize": 9} if by_source else {}
    signs: list[Sign] = [(_sign(MIDDLE) | low, "value shown")] if by_source else []
    signs += [
        (_point(Point(1, style=s)) if by_source else _sign(s), name)
        for name, s in chart.styles.items()
    ]
    below, at_most, at_least, doubtful = (
        any(sign in text for text in written) for sign in ("<", "≤", "≥", "?")
    )
    below = below or any(p.qualifier == "<" for p in points)
    limits = ["below this limit"] * below + ["at most this"] * at_most
    also: dict[str, tuple[bool, Mapping[str, Any]]] = {
        "a number that counts": (
            not by_source and any(p.counts for p in points),
            _point(Point(1)),
        ),
        "range of what counts": (any(value.ends for value in chart.values), _RANGE),
        ", or ".join(limits): (bool(limits), _sign(_POINT, is_limit=True)),
        "at least": (at_least, _AT_LEAST),
        "doubtful": (doubtful, _sign(symbol, is_doubtful=True) | low),
        "a doubtful number": (any(not p.counts for p in points), _point(Point(1, counts=False))),
    }
    return [*signs, *((sign, meaning) for meaning, (is_there, sign) in also.items() if is_there)]
