"""What follows from a user's own rows: their K2, the numbers behind them, their tags and mark."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from vitk2.forms import K2_PARTS, Form
from vitk2.tables.columns import LONG, MEASUREMENTS, Cell, Record
from vitk2.tables.k2 import add_up
from vitk2.tables.shown import Shown

Rows = list[tuple[str, Record]]

PROPIONIC: Final = {"Cheese": (Form.MK9_4H,)}
"""Nobody says here which bacteria made a cheese, so its K2 is exact only with MK-9(4H) known."""


def complete(own: Mapping[str, Rows], tables: Mapping[str, Rows]) -> None:
    """Complete the checked rows of one user's directory, which `tables` hold already.

    A food with menaquinones and no K2 gets the sum; where measurements.csv says nothing of a food,
    its amounts are the numbers that their sources state; tags that were left out follow from the
    amounts; every amount is marked, so that nobody takes it for a published one.
    """
    study_of = {r["source_id"]: r["study"] for _, r in tables["sources"]}
    measured = {r["food_id"] for _, r in own.get("measurements", [])}
    amounts: dict[Cell, Rows] = {}
    for row in own["amounts"]:
        amounts.setdefault(row[1]["food_id"], []).append(row)
    for food_id, rows in amounts.items():
        if food_id not in measured:
            tables["measurements"].extend(_numbers(rows))
    for place, food in own["foods"]:
        rows = amounts.setdefault(food["food_id"], [])
        if total := _k2(food, [r for _, r in rows], study_of):
            rows.append((place, total))
            tables["amounts"].append((place, total))
        carried = [str(r["form"]) for _, r in rows if r["ug_per_100g"] and not r["doubtful"]]
        food["tags"] = food["tags"] or ";".join(carried) or None
    for rows in amounts.values():
        for _, record in rows:
            record["marks"] = f"{record['marks']};own" if record["marks"] else "own"


def _numbers(amounts: Rows) -> Iterator[tuple[str, Record]]:
    """A published number for each source of each amount; of several sources none has its own."""
    for place, amount in amounts:
        sources, form = _parts(amount["sources"]), Form(str(amount["form"]))
        alone = len(sources) == 1
        status = "doubtful" if amount["doubtful"] else "counted"
        for source_id in sources:
            number = {c.name: amount.get(c.name) if alone else None for c in MEASUREMENTS} | {
                "reading_id": f"{source_id}:{amount['food_id']}:{form.key}",
                "food_id": amount["food_id"],
                "form": form.value,
                "source_id": source_id,
                "source_food": amount["name"],
                "tier": amount["tier"],
                "status": "assumed" if amount["qualifier"] == "assumed" else status,
                "note": "as in amounts.csv" if alone else "one of several sources in amounts.csv",
            }
            yield place, number


def _k2(food: Record, amounts: list[Record], study_of: Mapping[Cell, Cell]) -> Record | None:
    """K2 of a food as the published table has it; None where it is given or nobody looked."""
    shown = {Form(str(a["form"])): _shown(a, study_of) for a in amounts}
    if Form.K2 in shown or not shown.keys() & set(K2_PARTS):
        return None
    total = add_up(shown, None, PROPIONIC.get(str(food["group"]), ()))
    if total is None:
        return None
    return {c.name: food.get(c.name) for c in LONG} | {
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
        "marks": ";".join(total.marks) or None,
    }


def _shown(amount: Record, study_of: Mapping[Cell, Cell]) -> Shown:
    sources, marks = _parts(amount["sources"]), _parts(amount["marks"])
    if amount["doubtful"] and not any(m.startswith("doubtful") for m in marks):
        marks.append("doubtful")
    studies = {str(study_of[s]) for s in sources} if amount["studies"] else set()
    return Shown(
        value=_decimal(amount["ug_per_100g"]),
        qualifier=str(amount["qualifier"] or ""),
        limit=_decimal(amount["limit_ug_per_100g"]),
        low=_decimal(amount["low"]),
        high=_decimal(amount["high"]),
        studies=len(studies),
        sources=tuple(sources),
        tier=str(amount["tier"]),
        marks=tuple(marks),
        behind=frozenset(studies),
    )


def _parts(listed: Cell) -> list[str]:
    return [part for part in str(listed or "").split(";") if part]


def _decimal(number: Cell) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
