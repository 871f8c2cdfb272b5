"""Intake of vitamin K: the lines of a diary, and their sums by form, in all and by day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import Cell, Record
from vitk2.diary.parser import Ignored, UnresolvedLine
from vitk2.diary.reference import Person, Share, reference_share
from vitk2.diary.resolver import EatenFood, Read
from vitk2.diary.totals import (
    DAY_FORMS,
    OTHER_K2,
    SPREAD_FORMS,
    UNSPLIT,
    Total,
    spread,
    total,
)
from vitk2.forms import TABLE_FORMS, Form
from vitk2.queries.amounts import Amount, amount_of, to_decimals
from vitk2.text import count_of

Line = TypeVar("Line", EatenFood, UnresolvedLine)


class Intake(NamedTuple):
    """Foods eaten, line by line, and their sums: over everything, and by day if dates are given.

    `totals` are µg by form; `contributions` are the amounts of each line. `days` are by date; lines
    without a date are under '' beside those that have one. `share` is K1's of a reference.
    `skipped` are lines that were not understood: they count as foods without data. `ignored` are
    lines that are not counted at all, such as comments and deleted rows, each with its reason.
    """

    eaten: list[EatenFood]
    totals: list[Total]
    contributions: list[Record]
    days: dict[str, list[Total]]
    share: Share | None
    data_version: str
    skipped: tuple[UnresolvedLine, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    @property
    def dated(self) -> dict[str, list[Total]]:
        return {day: totals for day, totals in self.days.items() if day}

    def as_record(self) -> dict[str, object]:
        """The whole as one JSON object: lists of dictionaries, coverage in words."""
        return {
            "eaten": [e.as_record() for e in self.eaten],
            "totals": [t.as_record() for t in self.totals],
            "taken_as": count_of(len(self.dated), "day") if self.days else "one day",
            "contributions": self.contributions,
            "days": {d or UNDATED: [t.as_record() for t in ts] for d, ts in self.days.items()},
            "spread": {f: spread(self.dated, f) for f in SPREAD_FORMS} if self.days else {},
            "share": self.share.as_record() if self.share else None,
            "skipped": [p._asdict() for p in self.skipped],
            "ignored": [line._asdict() for line in self.ignored],
            "data_version": self.data_version,
        }

    @property
    def columns(self) -> list[str]:
        """Columns of `rows`: amounts are µg in what was eaten."""
        columns = ["date", "form", "ug", "qualifier", "low", "high", "foods_with_data", "foods"]
        return [*columns, "foods_bounded", "forms_not_stated_ug", "left_out"]

    @property
    def rows(self) -> list[list[Cell]]:
        """One row a form, and with dates one a day and form."""
        days = {d or UNDATED: ts for d, ts in self.days.items()} or {"": self.totals}
        return [[day or None, *t.as_cells()] for day, totals in days.items() for t in totals]


UNDATED: Final = "undated"
"""Name of the lines without a date beside those that have one."""


def intake(
    catalog: Catalog,
    lines: Iterable[Read],
    reference: str | None = None,
    person: Person | None = None,
) -> Intake:
    """Sum amounts eaten: µg by form, with ranges and coverage, and K1's share of a reference.

    Lines that were not understood count as foods without data, ignored lines as nothing. Raises
    UsageError for a reference without a person.
    """
    eaten, skipped, ignored = _classify(lines)
    amounts = _amounts(catalog, {e.food_id: e.name for e in eaten})
    totals = [total(f.value, (f,), eaten, skipped, amounts) for f in TABLE_FORMS]
    lines_of, skipped_of = _by_date(eaten), _by_date(skipped)
    dates = sorted({*lines_of, *skipped_of})
    days = {d: _day(lines_of[d], skipped_of[d], amounts) for d in dates} if any(dates) else {}
    sums = {day: ts for day, ts in days.items() if day} or {"": totals}
    return Intake(
        eaten=eaten,
        totals=totals,
        contributions=[_contribution(e, amounts) for e in eaten],
        days=days,
        share=reference_share(catalog, sums, reference, person) if reference else None,
        data_version=catalog.data_version,
        skipped=tuple(skipped),
        ignored=tuple(ignored),
    )


def _classify(
    lines: Iterable[Read],
) -> tuple[list[EatenFood], list[UnresolvedLine], list[Ignored]]:
    """Sort lines into eaten, alike ones as one with their number; not understood; and ignored.

    Only different lines are in memory, however long the diary is.
    """
    line_counts: dict[EatenFood, int] = {}
    skipped, ignored = [], []
    for line in lines:
        if isinstance(line, UnresolvedLine):
            skipped.append(line)
        elif isinstance(line, Ignored):
            ignored.append(line)
        else:
            line_counts[line] = line_counts.get(line, 0) + line.lines
    return [e._replace(lines=count) for e, count in line_counts.items()], skipped, ignored


def _by_date(lines: Iterable[Line]) -> defaultdict[str, list[Line]]:
    days: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        days[line.date].append(line)
    return days


def _day(
    eaten: Sequence[EatenFood],
    skipped: Sequence[UnresolvedLine],
    amounts: Mapping[str, list[Amount]],
) -> list[Total]:
    parts = {"other K2": OTHER_K2, UNSPLIT: (Form.K2,)}
    return [
        total(form, parts.get(form) or (Form(form),), eaten, skipped, amounts) for form in DAY_FORMS
    ]


def _amounts(catalog: Catalog, food_ids: Iterable[str]) -> dict[str, list[Amount]]:
    return {
        food_id: [amount_of(a) for a in records(catalog, "amounts", food_id)]
        for food_id in food_ids
    }


def _qualifier(a: Amount) -> str | None:
    """Return the qualifier of an amount eaten; an upper end with its µg, which no column has."""
    return f"<={a.limit:.15g}" if a.upper_end_only else a.qualifier or None


def _contribution(e: EatenFood, amounts: Mapping[str, list[Amount]]) -> Record:
    """Return the µg of each form in one line; doubtful values are marked and in no sum."""
    row: Record = {
        "date": e.date or None,
        "meal": e.meal or None,
        "food_id": e.food_id,
        "name": e.name,
        "grams": to_decimals(e.grams * e.lines),
        "lines": e.lines,
        "note": e.note or None,
    }
    by_form = {a.form: a.times(e.grams * e.lines) for a in amounts[e.food_id]}
    for form in TABLE_FORMS:
        a = by_form.get(form)
        row[f"{form.key}_ug"] = a.ug if a and a.qualifier != "assumed" else None
        row[f"{form.key}_qualifier"] = _qualifier(a) if a else None
    row["doubtful"] = ";".join(f.value for f, a in by_form.items() if a.doubtful) or None
    return row
