"""Changes of the table between two versions, for the changelog's Data heading."""

from pathlib import Path

import pandas as pd

AMOUNT_COLUMNS = [
    *("ug_per_100g", "qualifier", "limit_ug_per_100g", "low", "high", "studies", "tier", "marks"),
]


def report(old: Path, new: Path) -> str:
    """Return as Markdown the foods added and removed, and each changed value, old and new."""
    before, after = _foods(old), _foods(new)
    lines = [f"{len(before)} foods before, {len(after)} now.", ""]
    for title, ids, names in (
        ("New foods", after.index.difference(before.index), after),
        ("Foods gone", before.index.difference(after.index), before),
    ):
        lines += [f"{title}: {len(ids)}", *(f"- {names[i]} (`{i}`)" for i in ids), ""]
    both = before.index.intersection(after.index)
    changes = [line for line in _changes(old, new) if line[0] in both]
    lines += [f"Values changed: {len(changes)}", *(text for _, text in changes)]
    return "\n".join(lines)


def _foods(directory: Path) -> "pd.Series[str]":
    return _table(directory, "foods").set_index("food_id")["name"]


def _changes(old: Path, new: Path) -> list[tuple[str, str]]:
    keys = ["food_id", "form"]
    before, after = (_table(d, "amounts").set_index(keys)[AMOUNT_COLUMNS] for d in (old, new))
    pairs = before.add_suffix("_old").join(after.add_suffix("_new"), how="outer").fillna("")
    changes = []
    for row in pairs.reset_index().to_dict("records"):
        food_id, form = row["food_id"], row["form"]
        parts = [
            f"{column} {row[f'{column}_old'] or '—'} → {row[f'{column}_new'] or '—'}"
            for column in AMOUNT_COLUMNS
            if row[f"{column}_old"] != row[f"{column}_new"]
        ]
        if parts:
            changes.append((str(food_id), f"- `{food_id}` {form}: {'; '.join(parts)}"))
    return changes


def _table(directory: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(directory / f"{name}.csv", dtype=str, keep_default_na=False)
