"""Charts of days: a panel a form, a bar a day, each with its coverage."""

from typing import IO, TYPE_CHECKING, Any, Final

from vitk2.charts.fonts import drawing
from vitk2.charts.layout import TEXT, ChartFigure, Layout, Sign
from vitk2.charts.model import BLACK, GREY, style_of
from vitk2.diary.intake import UNDATED, Intake
from vitk2.diary.reference import NAMES, Share
from vitk2.diary.totals import DAY_FORMS, UNSPLIT, Total
from vitk2.errors import ExportError
from vitk2.forms import MAIN_FORMS
from vitk2.output.notes import not_summed
from vitk2.output.save import CREDITS
from vitk2.output.wording import MISSING, number, span, summed
from vitk2.safety import CAUTION, CAUTION_IN_SHORT, NO_K2_REFERENCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_DAYS: Final = 40
"""The most days in one chart."""

_BAR: Final = 0.13
_WHISKER: Final = dict[str, Any](color=BLACK, linewidth=0.9, linestyle="-")
_REFERENCE: Final = dict[str, Any](color=BLACK, linewidth=1.0, linestyle="--")
_AT_LEAST: Final = dict[str, Any](hatch="//////", edgecolor=BLACK, facecolor="white")


def plot(eaten: Intake, file: IO[bytes], format_: str) -> None:
    """Write the sums of an intake to a file as svg, png or pdf: µg by day and form.

    Raises ExportError for more than MOST_DAYS days.
    """
    days = _days(eaten)
    if len(days) > MOST_DAYS:
        raise ExportError(f"a chart holds {MOST_DAYS} days, not {len(days)}: draw a part of them")
    with drawing(format_, TEXT):
        layout = _layout(eaten, days)
        figure = ChartFigure(layout, format_)
        for n, axes in enumerate(figure.panels):
            totals = [day[n] for day in days.values()]
            _set(axes, totals, eaten.share if layout.panels[n] == "K1" else None)
            for y, (date, day) in zip(figure.row_positions, days.items(), strict=True):
                _draw(axes, y, day[n], style_of(n).colour)
                if layout.panels[n] == "K1" and date != UNDATED:
                    _draw_reference(axes, y, layout.pitch, eaten.share)
        figure.save(file, layout.title, f"{_in_words(layout)} {CAUTION}")


def _days(eaten: Intake) -> dict[str, list[Total]]:
    """Return the totals to draw by day, undated ones last; without any dates, as one day."""
    if not eaten.days:
        return {_ONE_DAY: _of_forms(eaten.totals, [form.value for form in MAIN_FORMS])}
    every = [t for totals in eaten.days.values() for t in totals]
    unsplit = any(t.foods for t in every if t.form == UNSPLIT)
    forms = [form for form in DAY_FORMS if form != UNSPLIT or unsplit]
    in_order = sorted(eaten.days.items(), key=lambda day: (not day[0], day[0]))
    return {date or UNDATED: _of_forms(totals, forms) for date, totals in in_order}


_ONE_DAY: Final = "as one day"


def _of_forms(totals: list[Total], forms: list[str]) -> list[Total]:
    of_form = {t.form: t for t in totals}
    return [of_form[form] for form in forms]


def _layout(eaten: Intake, days: dict[str, list[Total]]) -> Layout:
    panels = [t.form for t in next(iter(days.values()))]
    written = [summed(t) for totals in days.values() for t in totals]
    signs = [meaning for sign, meaning in _SIGNS.items() if any(sign in text for text in written)]
    notes = [
        "In brackets: how many of the foods have data.",
        *signs,
        *(f"{note[0].upper()}{note[1:]}." for note in not_summed(eaten)),
    ]
    if eaten.skipped:  # without the line of the file, which is of no use in a picture
        skipped = dict.fromkeys(problem.written for problem in eaten.skipped)
        notes.append(f"Not counted: {', '.join(skipped)}.")
    if eaten.share:
        notes += [f"{eaten.share.text}.", NO_K2_REFERENCE]
    return Layout(
        title="What was eaten: vitamin K by form" + ", by day" * bool(eaten.days),
        subtitle="µg, with ranges; each form has a scale of its own",
        names=list(days),
        panels=panels,
        values=[[_written(t) for t in totals] for totals in days.values()],
        beside=[[""] * len(panels) for _ in days],
        labs=[],
        key=_key(eaten, days),
        notes=[" ".join(notes), _version(eaten), CAUTION_IN_SHORT],
        pitch=0.3,
    )


_SIGNS: Final = {
    "≥": "≥ at least: some foods have no data.",
    MISSING: f"{MISSING} not known, which is not zero.",
    "nd": "nd looked for, not found.",
}


def _written(t: Total) -> str:
    return f"{summed(t)} ({t.foods_with_data}/{t.foods})"


def _version(eaten: Intake) -> str:
    return f"Sources: in the file beside this one, {CREDITS}. vitk2 data {eaten.data_version}."


def _key(eaten: Intake, days: dict[str, list[Total]]) -> list[Sign]:
    every = [t for totals in days.values() for t in totals]
    square = {"marker": "s", "markersize": 7, "markeredgewidth": 0.7, "linestyle": "none"}
    full = square | {"markerfacecolor": GREY, "markeredgecolor": BLACK}
    hollow = square | {"markerfacecolor": "white", "markeredgecolor": BLACK}
    signs = {
        "a sum of all foods": (any(t.ug and not t.qualifier for t in every), full),
        "hatched: at least so much": (any(t.ug and t.qualifier == ">=" for t in every), hollow),
        "range": (any(_has_range(t) for t in every), _WHISKER),
        _reference(eaten.share): (bool(_goal(eaten.share)), _REFERENCE),
    }
    return [(sign, meaning) for meaning, (is_there, sign) in signs.items() if is_there]


def _has_range(t: Total) -> bool:
    return bool(span(t.low, t.high))


def _goal(share: Share | None) -> float | None:
    return share.ug_per_day if share else None


def _reference(share: Share | None) -> str:
    if not share or share.ug_per_day is None:
        return ""
    return f"{NAMES[share.reference]} reference intake, {number(share.ug_per_day)} µg a day"


def _set(axes: "Axes", totals: list[Total], share: Share | None) -> None:
    """Set a scale from zero to the highest end of a range or the reference."""
    ends = [x for t in totals for x in (t.ug, t.high) if x]
    axes.set_xlim(0, 1.06 * max([*ends, _goal(share) or 0.0]) or 1)
    axes.locator_params(axis="x", nbins=3, steps=[1, 2, 5, 10])
    axes.xaxis.set_major_formatter(lambda ug, _: f"{ug:.12g}")
    axes.set_xlabel("µg", labelpad=3)


def _draw(axes: "Axes", y: float, t: Total, colour: str) -> None:
    """Draw a bar where there is a sum above zero, hatched where it is a lower bound."""
    how: dict[str, Any] = {"facecolor": colour, "edgecolor": BLACK}
    if t.ug:
        how = _AT_LEAST | {"edgecolor": colour} if t.qualifier == ">=" else how
        axes.barh([y], [t.ug], height=_BAR, linewidth=0.7, zorder=2, **how)
    if _has_range(t):
        axes.plot([t.low or 0, t.high or 0], [y, y], **_WHISKER, zorder=3)


def _draw_reference(axes: "Axes", y: float, pitch: float, share: Share | None) -> None:
    """Draw the reference over one day: it is per day, so undated foods have none."""
    if goal := _goal(share):
        axes.plot([goal, goal], [y - pitch / 2, y + pitch / 2], **_REFERENCE, zorder=4)


def _in_words(layout: Layout) -> str:
    """Describe the chart for readers who cannot see it."""
    days = [
        f"{name}: {', '.join(map(' '.join, zip(layout.panels, values, strict=True)))}"
        for name, values in zip(layout.names, layout.values, strict=True)
    ]
    return f"{layout.subtitle}. {'; '.join(days)}. {' '.join(layout.notes[:-1])}"
