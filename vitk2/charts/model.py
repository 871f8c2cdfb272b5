"""The contents of a chart: rows of amounts and numbers, shapes and colours."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from vitk2.catalog.vocabulary import GROUPS
from vitk2.output.wording import LABS, MISSING, amount_with_doubt, labs, span
from vitk2.queries.amounts import Amount

BLACK, GREY, PALE = "#000000", "#595959", "#dddddd"

_COLOURS: Final = (
    *("#009E73", "#E69F00", "#56B4E9", "#D55E00", "#0072B2", "#CC79A7"),
    "#8C8C8C",
)
"""Okabe and Ito's colours that are clear on white; grey instead of black, kept for outlines."""

_SHAPES: Final = ("o", "s", "D", "^", "v", "P", "*", "X")
"""One more than the colours, so that 56 pairs differ, neighbours in both."""


class Style(NamedTuple):
    """A colour and a shape, so that a copier and every eye can tell one from another."""

    colour: str = BLACK
    shape: str = "o"


def style_of(index: int) -> Style:
    """Return the style at an index of a list."""
    return Style(_COLOURS[index % len(_COLOURS)], _SHAPES[index % len(_SHAPES)])


OF_GROUP: Final = {group: style_of(index) for index, group in enumerate(GROUPS)}
"""The style of each food group, the same in every chart."""

MIDDLE: Final = Style(shape="|")
"""The value shown, where the colours are those of laboratories."""


class Point(NamedTuple):
    """One published number, µg in the unit of the chart; None where it states no number."""

    ug: float | None
    qualifier: str = ""
    limit: float | None = None
    source_id: str = ""
    style: Style | None = None
    """None where the point takes the style of its row."""
    counts: bool = True
    """Whether it votes on the value shown."""


class ChartValue(NamedTuple):
    """An amount of a row in a panel, None where nobody measured, and the numbers it rests on."""

    amount: Amount | None
    points: Sequence[Point] = ()
    studies: int | None = None
    """The laboratories that the amount rests on; None where there is no amount."""

    @property
    def labs(self) -> str:
        """The number of laboratories as tables write it; '' where there is no amount."""
        return labs(self.studies)

    @property
    def written(self) -> str:
        """The amount as tables write it: 930, ≥9.3, <0.1, tr, nd, 0 (assumed), 4.2? or —."""
        if self.amount is None:
            return MISSING
        a = self.amount
        return amount_with_doubt(a.ug, a.qualifier, a.limit, doubtful=a.doubtful)

    @property
    def position(self) -> float | None:
        """The position on the scale: the amount, or the limit it is below; None if it has none."""
        if self.amount is None or self.written in (MISSING, "nd", "tr", "0 (assumed)"):
            return None
        return self.amount.limit if self.amount.qualifier in ("<", "<=") else self.amount.ug

    def positioned(self, *, zero: bool) -> list[tuple[float, Point]]:
        """Return each number that has a position on the scale, with it; 0 only if `zero`."""
        positions = [(p.limit if p.qualifier == "<" else p.ug, p) for p in self.points]
        return [(ug, p) for ug, p in positions if ug is not None and (ug or zero)]

    @property
    def ends(self) -> tuple[float, float] | None:
        """The range, where there is one; of an upper end alone there is none."""
        a = self.amount
        if a is None or a.qualifier == "<=":
            return None
        is_limit = a.qualifier == "<" and a.high == a.limit
        return None if is_limit or a.low >= a.high else (a.low, a.high)

    @property
    def limit_end(self) -> float | None:
        """The highest that an amount may be of which only a limit is known."""
        a = self.amount
        if a is None or a.qualifier not in ("<", "<="):
            return None
        return a.high if a.qualifier == "<=" else a.limit

    def without_position(self, *, zero: bool) -> str:
        """Return the counting numbers without a position, `2 × nd`; '' if the value is the same."""
        positioned = [p for _, p in self.positioned(zero=zero)]
        signs = [p.qualifier or "0" for p in self.points if p.counts and p not in positioned]
        each = {sign: signs.count(sign) for sign in signs}
        text = ", ".join(f"{n} × {sign}" if n > 1 else sign for sign, n in each.items())
        return "" if text == self.written else text


def _in_words(value: ChartValue) -> str:
    """Return a value with its range and its laboratories: `930 (68.8–1034), labs 5`."""
    if value.written == MISSING:
        return "not measured"
    ends = span(*value.ends) if value.ends else ""
    if value.amount and value.amount.qualifier == "<=":
        ends = span(None, value.limit_end, "<=")
    numbers = value.written + (f" ({ends})" if ends else "")
    return f"{numbers}, {LABS} {value.labs}"


class Row(NamedTuple):
    """A row of a chart: a food or a form, with a value in each panel."""

    name: str
    values: Sequence[ChartValue]
    style: Style = MIDDLE


class Chart(NamedTuple):
    """Rows of values in panels of one scale; amounts are in `unit`."""

    title: str
    subtitle: str
    """The query, the number of foods found, and the unit."""
    unit: str
    panels: Sequence[str]
    rows: Sequence[Row]
    set_apart: Sequence[Row]
    """Rows placed after the ranking without a rank; see is_set_apart."""
    doubtful: Sequence[Row]
    """Rows placed after the ranking because they rest on doubtful numbers alone."""
    styles: Mapping[str, Style]
    """The meaning of each colour and shape."""
    notes: Sequence[str]
    """The foods and numbers that are not in the chart, a sentence each."""
    sources: Sequence[str]
    """The sources and the version of the data, a sentence each."""

    @property
    def every_row(self) -> list[Row]:
        """The rows in the order in which they are drawn."""
        return [*self.rows, *self.set_apart, *self.doubtful]

    @property
    def values(self) -> list[ChartValue]:
        """Every value of every row."""
        return [value for row in self.every_row for value in row.values]

    def in_words(self) -> str:
        """Describe the chart for readers who cannot see it: a sentence a row, then the notes."""
        apart = [f"{self._row_in_words(r)}, not ranked" for r in self.set_apart]
        after = [f"{self._row_in_words(r)}, doubtful, not ranked" for r in self.doubtful]
        lines = [*map(self._row_in_words, self.rows), *apart, *after]
        return f"{self.subtitle}. {'; '.join(lines)}. {' '.join((*self.notes, *self.sources))}"

    def _row_in_words(self, row: Row) -> str:
        descriptions = []
        for panel, value in zip(self.panels, row.values, strict=True):
            descriptions.append(f"{panel} " * (len(self.panels) > 1) + _in_words(value))
        return f"{row.name}: {', '.join(descriptions)}"
