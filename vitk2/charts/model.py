"""What a chart shows, before anything is drawn: rows of amounts and numbers, shapes and colours."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from vitk2.catalog.vocabulary import GROUPS
from vitk2.output.wording import MISSING, amount, span
from vitk2.queries.amounts import Amount

BLACK, GREY, PALE = "#000000", "#595959", "#dddddd"

_COLOURS: Final = (
    *("#009E73", "#E69F00", "#56B4E9", "#D55E00", "#0072B2", "#CC79A7"),
    "#8C8C8C",
)
"""Those of Okabe and Ito that stand out on white; grey in place of their black, for outlines."""

_SHAPES: Final = ("o", "s", "D", "^", "v", "P", "*", "X")
"""One more than the colours, so that 56 pairs differ, neighbours in both."""


class Style(NamedTuple):
    """A colour and a shape, so that a copier and every eye can tell one from another."""

    colour: str = BLACK
    shape: str = "o"


def style_of(place: int) -> Style:
    """The style at a place of a list."""
    return Style(_COLOURS[place % len(_COLOURS)], _SHAPES[place % len(_SHAPES)])


OF_GROUP: Final = {group: style_of(place) for place, group in enumerate(GROUPS)}
"""The style of each food group, the same in every chart."""

MIDDLE: Final = Style(shape="|")
"""The value shown, where the colours are those of laboratories."""


class Point(NamedTuple):
    """One published number, µg in what the chart is per; None where it states none."""

    ug: float | None
    qualifier: str = ""
    limit: float | None = None
    source_id: str = ""
    style: Style | None = None
    """None where the row's style says enough."""
    counts: bool = True
    """Whether it votes on the value shown."""


class ChartValue(NamedTuple):
    """What a row shows in a panel: an amount, None where nobody measured, and what is behind it."""

    amount: Amount | None
    points: Sequence[Point] = ()

    @property
    def written(self) -> str:
        """The amount as every table writes it: 930, ≥9.3, <0.1, tr, nd, 0 (assumed), 4.2? or —."""
        if self.amount is None:
            return MISSING
        a = self.amount
        shown = amount(a.ug, a.qualifier, a.limit)
        return shown + "?" * (a.doubtful and shown != MISSING)

    @property
    def place(self) -> float | None:
        """Where on a scale it stands, its limit where it is below one; None: it has no place."""
        if self.amount is None or self.written in (MISSING, "nd", "tr", "0 (assumed)"):
            return None
        return self.amount.limit if self.amount.qualifier == "<" else self.amount.ug

    def placed(self, *, zero: bool) -> list[tuple[float, Point]]:
        """The numbers that have a place on a scale, `zero` among them or not, and where."""
        at = [(p.limit if p.qualifier == "<" else p.ug, p) for p in self.points]
        return [(ug, p) for ug, p in at if ug is not None and (ug or zero)]

    @property
    def ends(self) -> tuple[float, float] | None:
        """The range, where there is one."""
        a = self.amount
        is_limit = a is not None and a.qualifier == "<" and a.high == a.limit
        return None if a is None or is_limit or a.low >= a.high else (a.low, a.high)

    def without_place(self, *, zero: bool) -> str:
        """How many numbers that count have no place there, `2 × nd`; '' where the value says it."""
        placed = [p for _, p in self.placed(zero=zero)]
        signs = [p.qualifier or "0" for p in self.points if p.counts and p not in placed]
        each = {sign: signs.count(sign) for sign in signs}
        told = ", ".join(f"{n} × {sign}" if n > 1 else sign for sign, n in each.items())
        return "" if told == self.written else told


class Row(NamedTuple):
    """A line of a chart: a food or a form, with a mark in each panel."""

    name: str
    marks: Sequence[ChartValue]
    style: Style = MIDDLE


class Chart(NamedTuple):
    """Rows of marks in panels of one scale; amounts are µg in what `unit` says."""

    title: str
    told: str
    """What was asked for, how many were found, and the unit."""
    unit: str
    panels: Sequence[str]
    rows: Sequence[Row]
    doubtful: Sequence[Row]
    """Rows that stand after the ranking because they rest on doubtful numbers alone."""
    styles: Mapping[str, Style]
    """What each colour and shape stands for."""
    notes: Sequence[str]
    """What was left out, a sentence each."""
    sources: Sequence[str]
    """The sources and the version of the data, a sentence each."""

    @property
    def marks(self) -> list[ChartValue]:
        """Every mark of every row."""
        return [mark for row in (*self.rows, *self.doubtful) for mark in row.marks]

    def in_words(self) -> str:
        """The whole for who cannot see it: a sentence a row, then the notes."""
        after = [f"{self._row_in_words(r)}, doubtful, not ranked" for r in self.doubtful]
        lines = [*map(self._row_in_words, self.rows), *after]
        return f"{self.told}. {'; '.join(lines)}. {' '.join((*self.notes, *self.sources))}"

    def _row_in_words(self, row: Row) -> str:
        told = []
        for panel, mark in zip(self.panels, row.marks, strict=True):
            ends = span(*mark.ends) if mark.ends else ""
            shown = mark.written if mark.written != MISSING else "not measured"
            form = f"{panel} " * (len(self.panels) > 1)
            told.append(f"{form}{shown}" + (f" ({ends})" if ends else ""))
        return f"{row.name}: {', '.join(told)}"
