"""Pictures made of the results of search, top, show and intake."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.vocabulary import is_set_apart
from vitk2.charts.model import OF_GROUP, Chart, ChartValue, Point, Row, Style, style_of
from vitk2.diary.intake import Intake
from vitk2.errors import ExportError, FoodError, UsageError
from vitk2.forms import K2_PARTS, MAIN_FORMS, TABLE_FORMS, Form
from vitk2.output.notes import match_notes, result_notes
from vitk2.output.view import Document, Provenance
from vitk2.output.wording import number
from vitk2.queries.amounts import amount_of
from vitk2.queries.food import FoodDetails, FoodMatch, details_of
from vitk2.queries.query import Query, Result
from vitk2.text import count_of

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow

MOST_ROWS: Final = 40
"""The most foods in one chart."""

MOST_FORMS: Final = 4
"""The most panels that fit side by side."""

MOST_DOUBTFUL: Final = 5
"""The most doubtful foods drawn after a ranking; the others are counted."""


class FoodsPicture(Document):
    """A chart of foods as svg, png or pdf."""

    def __init__(
        self,
        catalog: Catalog,
        chart: Chart,
        *,
        notes: Sequence[str],
        food_ids: Sequence[object],
        needs_caution: bool = True,
    ) -> None:
        self.chart, self.notes, self.needs_caution = chart, notes, needs_caution
        self.provenance = Provenance(catalog, food_ids)

    def write(self, file: IO[bytes], format_: str) -> None:
        """Draw the chart. Raises ExportError where matplotlib is not installed."""
        with _matplotlib_errors():
            from vitk2.charts.foods import plot

            plot(self.chart, file, format_)


class DaysPicture(Document):
    """A chart of the sums of a diary by day as svg, png or pdf."""

    def __init__(self, catalog: Catalog, eaten: Intake) -> None:
        self.eaten = eaten
        self.provenance = Provenance(catalog, [e.food_id for e in eaten.eaten])

    def write(self, file: IO[bytes], format_: str) -> None:
        """Draw the days. Raises ExportError for too many, or where matplotlib is not installed."""
        with _matplotlib_errors():
            from vitk2.charts.days import plot

            plot(self.eaten, file, format_)


@contextmanager
def _matplotlib_errors() -> Iterator[None]:
    """Replace the error of a missing matplotlib by an ExportError that names the extra."""
    import logging  # matplotlib logs its caches and fonts, which no user needs

    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        yield
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "matplotlib":
            raise
        raise ExportError(
            "a chart needs an extra package: pip install 'vitk2[plot]', or export csv"
        ) from None


def picture_of_foods(catalog: Catalog, found: Result) -> FoodsPicture:
    """Return the chart of foods by one form or by a few: a row a food, doubtful ones last.

    Raises FoodError where there is nothing to draw, UsageError for more forms than fit.
    """
    query = found.query
    ranks = query.shape == "top"
    forms = query.forms or MAIN_FORMS
    if len(forms) > MOST_FORMS:
        many = count_of(len(forms), "form")
        raise UsageError(f"{many} have no room side by side: name 1 to {MOST_FORMS}")
    ranked, apart, after = (
        _weighed(subset) if query.per == "portion" else subset
        for subset in _parts_of_ranking(catalog, found)
    )
    after, more = after[:MOST_DOUBTFUL], len(after[MOST_DOUBTFUL:])
    drawn = [*ranked, *apart, *after]
    rows, rows_apart, doubtful_rows = (
        [_row_of_food(c, forms, query) for c in subset] for subset in (ranked, apart, after)
    )
    every_row = [*rows, *rows_apart, *doubtful_rows]
    if not any(value.amount for row in every_row for value in row.values):
        raise FoodError(_nothing_to_draw(found))
    groups = sorted({c.food["group"] for c in drawn}, key=list(OF_GROUP).index)
    order = "lowest first, by the highest reading" if query.ascending else "richest first"
    chart = Chart(
        title=f"{forms[0]} in foods, {order}" if ranks else f"{_listed(forms)} in foods",
        subtitle=_subtitle(found, rows, rows_apart),
        unit=query.unit,
        panels=[form.value for form in forms],
        rows=rows,
        set_apart=rows_apart,
        doubtful=doubtful_rows,
        styles={group: OF_GROUP[group] for group in groups},
        notes=_omissions(found, more),
        sources=_sources(every_row, drawn, forms, found.data_version),
    )
    sound = found._replace(total=found.ranked_count)  # the chart says how many
    return FoodsPicture(
        catalog,
        chart,
        notes=result_notes(sound),
        food_ids=found.food_ids,
        needs_caution=bool(found.rows),
    )


def picture_of_food(catalog: Catalog, match: FoodMatch, query: Query) -> FoodsPicture:
    """Return the chart of one food: a row a form, a point a published number, a colour a source.

    Raises FoodError where nobody measured it, or its portion is not known.
    """
    card = match.food
    name = card.food["name"]
    if not _weighed([card]) and query.per == "portion":
        raise FoodError(f"{name} has no usual portion here: leave out --per portion")
    factor = _factor(card, query)
    of_form = {a["form"]: a for a in card.amounts}
    styles = _styles_of_sources(card)
    rows = [
        Row(form.value, [_chart_value(card, of_form[form.value], factor, styles)])
        for form in TABLE_FORMS
        if form.value in of_form
    ]
    if not rows:
        raise FoodError(f"Nobody measured {name}: vitk2 search finds foods with numbers")
    missing = [form.value for form in TABLE_FORMS if form.value not in of_form]
    by_nobody = [f"Nobody measured {_listed(missing)}."] if missing else []
    grams = f" ({number(card.food['portion_g'])} g)" if query.per == "portion" else ""
    chart = Chart(
        title=f"{name}: vitamin K by form",
        subtitle=f"{query.unit}{grams}, by source",
        unit=query.unit,
        panels=[""],
        rows=rows,
        set_apart=[],
        doubtful=[],
        styles=styles,
        notes=by_nobody,
        sources=_sources(rows, [card], TABLE_FORMS, card.data_version),
    )
    return FoodsPicture(catalog, chart, notes=match_notes(match), food_ids=[card.food["food_id"]])


def _parts_of_ranking(
    catalog: Catalog, found: Result
) -> tuple[list[FoodDetails], list[FoodDetails], list[FoodDetails]]:
    """Return the foods that are ranked, those set apart without a rank, and the doubtful ones."""
    cards = [details_of(catalog, food_id) for food_id in found.food_ids]
    doubtful = cards[len(cards) - found.doubtful_count :]
    sound = cards[: len(cards) - found.doubtful_count]
    if not found.set_apart_count:
        return sound, [], doubtful
    form = found.query.forms[0].value

    def is_apart(card: FoodDetails) -> bool:
        return any(a["form"] == form and is_set_apart(a) for a in card.amounts)

    return [c for c in sound if not is_apart(c)], [c for c in sound if is_apart(c)], doubtful


def _weighed(cards: Iterable[FoodDetails]) -> list[FoodDetails]:
    """Return the foods whose usual portion is known; the others have no amount in one."""
    return [card for card in cards if card.food["portion_g"] is not None]


def _factor(card: FoodDetails, query: Query) -> float:
    """Return the factor from µg per 100 g to the unit of the query."""
    return (card.food["portion_g"] or 0.0) / 100 if query.per == "portion" else 1.0


def _row_of_food(card: FoodDetails, forms: Sequence[Form], query: Query) -> Row:
    of_form = {a["form"]: a for a in card.amounts}
    factor = _factor(card, query)
    grams = (
        f", {number(card.food['portion_g'])}\N{NO-BREAK SPACE}g" if query.per == "portion" else ""
    )
    values = [_chart_value(card, of_form.get(form.value), factor) for form in forms]
    return Row(f"{card.food['name']}{grams}", values, OF_GROUP[card.food["group"]])


def _chart_value(
    card: FoodDetails,
    row: "AmountRow | None",
    factor: float,
    styles: Mapping[str, Style] | None = None,
) -> ChartValue:
    """Return the amount of a form with the numbers that vote on it, or the doubtful if none votes.

    With `styles` each number has the style of its source, and doubtful numbers are included.
    """
    if row is None:
        return ChartValue(None)
    if _is_sum(card, row):
        return ChartValue(amount_of(row).times(100 * factor), studies=row["studies"])
    statuses = ("counted", "doubtful") if styles or row["doubtful"] else ("counted",)
    points = [
        Point(
            ug=_times(m["ug_per_100g"], factor),
            qualifier=m["qualifier"] or "",
            limit=_times(m["limit_ug_per_100g"], factor),
            source_id=m["source_id"],
            style=styles[m["source_id"]] if styles else None,
            counts=m["status"] == "counted",
        )
        for m in card.measurements
        if m["form"] == row["form"] and m["status"] in statuses
    ]
    return ChartValue(amount_of(row).times(100 * factor), points, row["studies"])


def _is_sum(card: FoodDetails, row: "AmountRow") -> bool:
    """Return whether a value is K2 added up from its forms, on which no stated total votes."""
    parts = (amount_of(a) for a in card.amounts if a["form"] in K2_PARTS)
    return row["form"] == Form.K2 and any(part.known or part.doubtful for part in parts)


def _times(ug: float | None, factor: float) -> float | None:
    return None if ug is None else ug * factor


def _styles_of_sources(card: FoodDetails) -> dict[str, Style]:
    """Return the style of each source that has a number in the chart, by its id."""
    measurements = [m for m in card.measurements if m["status"] in ("counted", "doubtful")]
    return {
        i: style_of(n) for n, i in enumerate(dict.fromkeys(m["source_id"] for m in measurements))
    }


def _subtitle(found: Result, rows: Sequence[Row], rows_apart: Sequence[Row]) -> str:
    """Return the unit, the number of foods drawn and found, the order and the filters.

    Of a ranking, richest first, the foods with its form are counted: zeros are no sources.
    """
    query = found.query
    row_count, total, carrying = len(rows), found.total, ""
    if query.shape == "top" and not query.ascending:
        drawn = [*rows, *rows_apart]
        row_count = sum(any(v.amount and v.amount.ug for v in row.values) for row in drawn)
        total, carrying = found.sources_count, f" with {query.forms[0]}"
    filters = query._replace(forms=()).describe()
    part = f"{row_count} of " if row_count < total else ""
    lowest = ", lowest first" if query.ascending else ""
    order = f", sorted by {query.sort}{lowest}" if isinstance(query.sort, Form) else ""
    criteria = f": {filters}" if filters != Query().describe() else ""
    return f"{query.unit}, {part}{count_of(total, 'food')}{carrying}{order}{criteria}"


def _omissions(found: Result, more_doubtful: int) -> list[str]:
    """Return a sentence on the foods without a portion and one on those not drawn."""
    sentences = []
    if found.without_portion:
        sentences.append(f"Left out: {found.without_portion} without a usual portion.")
    if more_doubtful:
        sentences.append(f"{more_doubtful} more {'is' if more_doubtful == 1 else 'are'} doubtful.")
    return sentences


def _nothing_to_draw(found: Result) -> str:
    query = found.query
    if query == Query(forms=query.forms, shape=query.shape, sort=query.sort, limit=query.limit):
        measured = "K1, MK-4, MK-7 or K2"
        return f"No food here has a value of {_listed(query.forms)}: ask for {measured}"
    reason = " ".join(result_notes(found)) or f"Nobody measured any of these: {query.describe()}."
    return f"{reason} Nothing to draw: vitk2 search shows what there is."


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(map(str, names[:-1])), str(names[-1]))))


def _sources(
    rows: Iterable[Row], cards: Iterable[FoodDetails], forms: Iterable[Form], data_version: str
) -> list[str]:
    """Return the sources of all values and numbers drawn, then the version of the data."""
    form_names = {str(form) for form in forms}
    ids = {p.source_id for row in rows for value in row.values for p in value.points}
    for card in cards:
        for row in card.amounts:
            ids |= set((row["sources"] or "").split(";")) if row["form"] in form_names else set()
    return [f"Sources: {', '.join(sorted(ids - {''}))}.", f"vitk2 data {data_version}."]
