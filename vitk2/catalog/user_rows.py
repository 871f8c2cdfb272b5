"""Rows derived from a user's own: K2, the published numbers of the sources, tags and mark."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from vitk2.catalog.index import insert
from vitk2.catalog.k2 import FoodValue, sum_k2
from vitk2.catalog.schema import AMOUNTS, MEASUREMENTS
from vitk2.forms import K2_PARTS, Form
from vitk2.progress import Progress

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow

Rowids = tuple[int, int]
"""The first and the last row of a file, inclusive; no rows when the last is below the first."""

PROPIONIC: Final = {"Cheese": (Form.MK9_4H,)}
"""Nobody says here which bacteria made a cheese, so its K2 is exact only with MK-9(4H) known."""


def derive_rows(
    connection: sqlite3.Connection, own: Mapping[str, Rowids], progress: Progress
) -> None:
    """Complete the checked rows of one user's directory, which have the rowids `own`.

    A food with menaquinones and no K2 gets the sum; where measurements.csv says nothing of a food,
    its amounts are the numbers that their sources state; missing tags follow from the amounts.
    """
    ranges = {
        f"{end}_{name}": rowid
        for name in ("foods", "amounts", "measurements")
        for end, rowid in zip(("first", "last"), own.get(name, (1, 0)), strict=True)
    }
    insert(connection, "measurements", _numbers(connection, ranges))
    progress.begin(0.1, ranges["last_foods"] - ranges["first_foods"] + 1)
    insert(connection, "amounts", _totals_and_tags(connection, ranges, progress))


_COLUMNS: Final = [c.name for c in AMOUNTS]
_OF_AMOUNT: Final = ", ".join(f'a."{c}"' for c in _COLUMNS)


def _amount_row(cells: Iterable[Any]) -> "AmountRow":
    """Return the cells of _OF_AMOUNT as a row of amounts.csv."""
    amount: Any = dict(zip(_COLUMNS, cells, strict=True))
    row: AmountRow = amount
    return row


def _numbers(connection: sqlite3.Connection, ranges: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield a published number for each source of each amount; of several none has its own."""
    rows = connection.execute(
        f"""SELECT {_OF_AMOUNT} FROM amounts a
        WHERE a.rowid BETWEEN :first_amounts AND :last_amounts AND a.food_id NOT IN (
          SELECT food_id FROM measurements
          WHERE rowid BETWEEN :first_measurements AND :last_measurements)
        ORDER BY a.rowid""",
        ranges,
    )
    for amount in map(_amount_row, rows):
        sources, form = _parts(amount["sources"]), Form(amount["form"])
        single = len(sources) == 1
        status = "doubtful" if amount["doubtful"] else "counted"
        for source_id in sources:
            yield {c.name: amount.get(c.name) if single else None for c in MEASUREMENTS} | {
                "reading_id": f"{source_id}:{amount['food_id']}:{form.key}",
                "food_id": amount["food_id"],
                "form": form.value,
                "source_id": source_id,
                "source_food": amount["name"],
                "tier": amount["tier"],
                "status": "assumed" if amount["qualifier"] == "assumed" else status,
                "note": "as in amounts.csv" if single else "one of several sources in amounts.csv",
            }


def _totals_and_tags(
    connection: sqlite3.Connection, ranges: Mapping[str, int], progress: Progress
) -> "Iterator[AmountRow]":
    """Yield the K2 of each food that lacks it, and write the tags of the foods."""

    @lru_cache(10_000)
    def study_of(source_id: str) -> str:
        sql = "SELECT study FROM sources WHERE source_id = ?"
        return str(connection.execute(sql, [source_id]).fetchone()[0])

    rows = connection.execute(
        f"""SELECT f.rowid, f.tags, a.rowid, {_OF_AMOUNT} FROM foods f
        CROSS JOIN amounts a ON a.food_id = f.food_id
        WHERE f.rowid BETWEEN :first_foods AND :last_foods
        AND a.rowid BETWEEN :first_amounts AND :last_amounts ORDER BY f.rowid""",
        ranges,
    )
    for (food_rowid, tags), of_food in groupby(rows, itemgetter(0, 1)):
        in_order = sorted(of_food, key=itemgetter(2))
        amounts = [_amount_row(r[3:]) for r in in_order]
        if total := _k2(amounts, study_of):
            amounts.append(total)
            yield total
        carried = [a["form"] for a in amounts if a["ug_per_100g"] and not a["doubtful"]]
        if carried and not tags:
            tagged = "UPDATE foods SET tags = ? WHERE rowid = ?"
            connection.execute(tagged, [";".join(carried), food_rowid])
        progress.advance()


def _k2(amounts: "list[AmountRow]", study_of: Callable[[str], str]) -> "AmountRow | None":
    """Return K2 of a food as the published table has it; None where it exists or nobody looked."""
    by_form = {Form(a["form"]): _food_value(a, study_of) for a in amounts}
    if Form.K2 in by_form or not by_form.keys() & set(K2_PARTS):
        return None
    first = amounts[0]
    total = sum_k2(by_form, None, PROPIONIC.get(first["group"], ()))
    if total is None:
        return None
    return {
        "food_id": first["food_id"],
        "name": first["name"],
        "group": first["group"],
        "form": Form.K2.value,
        "ug_per_100g": _float(total.value),
        "qualifier": total.qualifier or None,
        "limit_ug_per_100g": _float(total.limit),
        "low": _float(total.low),
        "high": _float(total.high),
        "studies": total.studies,
        "sources": ";".join(total.sources) or None,
        "tier": total.tier,
        "doubtful": total.doubtful,
        "marks": ";".join((*total.marks, "own")),
    }


def _food_value(amount: "AmountRow", study_of: Callable[[str], str]) -> FoodValue:
    sources = _parts(amount["sources"])
    marks = _parts(amount["marks"])[:-1]  # the last says that it is the user's own
    if amount["doubtful"] and not any(m.startswith("doubtful") for m in marks):
        marks.append("doubtful")
    studies = {study_of(s) for s in sources} if amount["studies"] else set()
    return FoodValue(
        value=_decimal(amount["ug_per_100g"]),
        qualifier=amount["qualifier"] or "",
        limit=_decimal(amount["limit_ug_per_100g"]),
        low=_decimal(amount["low"]),
        high=_decimal(amount["high"]),
        studies=len(studies),
        sources=tuple(sources),
        tier=amount["tier"],
        marks=tuple(marks),
        studies_voting=frozenset(studies),
    )


def _parts(listed: str | None) -> list[str]:
    return [part for part in (listed or "").split(";") if part]


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
