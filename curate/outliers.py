"""The plausibility report: values that contradict each other, each with a verdict read by eye."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from curate.finding import KINDS, Finding
from curate.name_pairs import unlike_pairs
from curate.source_readings import Row, read
from curate.table_gaps import like_foods_apart, tables_apart

REVIEWED: Final = "likeness.csv"
"""Findings that were read by eye, each with its verdict and reason."""

VERDICTS: Final = {
    "kept": "the value shown stands, for the reason given",
    "doubt": "a number that contradicts the others is in doubts.csv",
    "mended": "the mapping was corrected",
    "one table": "the value rests on one compiled table, and nothing at hand decides",
    "open": "tables or studies contradict each other, nothing at hand decides, and a mark says so",
}

_NEEDS_A_FINDING: Final = ("kept", "one table", "open")
"""Verdicts that must go when the numbers no longer differ; the others are why they do not."""

_NOT_FOUND: Final = ("nd", "tr", "assumed")


def findings(data: Path, curation: Path) -> list[Finding]:
    """Return what contradicts in a built table, sorted by kind, form and food.

    Doubtful values are not compared: they have had their verdict.
    """
    amounts = read(data / "amounts.csv")
    found = [
        *unlike_pairs(read(data / "foods.csv"), _values(amounts)),
        *like_foods_apart(amounts, read(curation / "like_foods.csv")),
        *tables_apart(amounts, read(data / "measurements.csv")),
    ]
    kinds = list(KINDS)
    return sorted(set(found), key=lambda f: (kinds.index(f.kind), f.key))


def _values(amounts: list[Row]) -> dict[str, dict[str, float]]:
    """Return the sound values of each form by food_id, 0 for what was not found or is assumed 0."""
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for a in amounts:
        number = a["ug_per_100g"] or a["limit_ug_per_100g"]
        if a["doubtful"] == "false" and (number or a["qualifier"] in _NOT_FOUND):
            values[a["form"]][a["food_id"]] = float(number or 0)
    return values


def report(data: Path, curation: Path) -> tuple[list[str], int]:
    """Return the lines of the report, and the number of faults: findings or verdicts that lack one.

    Each finding has a line with its verdict and reason; the faults follow, and their count.
    """
    found = findings(data, curation)
    reviews = _reviews(curation)
    lines = []
    for kind, meaning in KINDS.items():
        own = [f for f in found if f.kind == kind]
        lines.append(f"{kind} ({len(own)}): {meaning}")
        for finding in own:
            review = reviews.get(finding.key)
            verdict = f"{review['verdict']}: {review['reason']}" if review else "NOT READ YET"
            lines.append(f"  {finding.form} {finding.numbers} | {verdict}")
    faults = list(unreviewed(data, curation))
    without = sum(f.key not in reviews for f in found)
    lines += [*faults, f"lines: {len(found)}, without a verdict: {without}"]
    return lines, len(faults)


def unreviewed(data: Path, curation: Path) -> Iterator[str]:
    """Yield findings without a review, reviews without a valid verdict, and outdated reviews."""
    found = {finding.key: finding for finding in findings(data, curation)}
    reviews = _reviews(curation)
    for key, finding in found.items():
        if key not in reviews:
            yield f"{REVIEWED}: {finding}: not read yet"
    for key, review in reviews.items():
        if review["verdict"] not in VERDICTS or not review["reason"]:
            yield f"{REVIEWED}: {' '.join(key)}: needs one of {', '.join(VERDICTS)} and a reason"
        if key not in found and review["verdict"] in _NEEDS_A_FINDING:
            yield f"{REVIEWED}: {' '.join(key)}: they no longer differ"


def _reviews(curation: Path) -> dict[tuple[str, str, str, str], Row]:
    """Return the verdicts by the key of their finding."""
    rows = read(curation / REVIEWED)
    return {(r["kind"], r["form"], r["food_id"], r["other_id"]): r for r in rows}
