"""A directory of own foods of any size, the same bytes every time: what growth is measured with.

python bench/synthetic.py DIRECTORY FOODS

Each food is a published one under an invented maker's name, its plain numbers scaled by 0.5 to 1.5:
words, groups and forms are as frequent as in the published table, whatever the size.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from vitk2.catalog.paths import data_dir

Rows = list[dict[str, str]]

FOODS = ("food_id", "name", "group", "preparation", "portion", "portion_g")
AMOUNTS = ("food_id", "name", "group", "form", "ug_per_100g", "studies", "sources", "tier")
SYLLABLES = [consonant + vowel for consonant in "blmnr" for vowel in "aeio"]
HIGHEST_UG = 1500
"""Above it a scaled number would have to be reviewed: mg for µg."""


def published(name: str) -> Rows:
    """The rows of a published table as text."""
    with (Path(data_dir()) / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def maker(number: int) -> str:
    """One of 8,000 invented names."""
    syllables = []
    for _ in range(3):
        number, place = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[place])
    return "".join(syllables).capitalize()


def plain_amounts() -> dict[str, Rows]:
    """The published amounts that are plain numbers, by food; vitk2 adds up K2 itself."""
    plain: dict[str, Rows] = {}
    for row in published("amounts"):
        sound = row["ug_per_100g"] and not row["qualifier"] and row["doubtful"] != "true"
        if sound and row["form"] != "K2" and float(row["ug_per_100g"]) <= HIGHEST_UG:
            plain.setdefault(row["food_id"], []).append(row)
    return plain


def foods(count: int) -> Iterator[tuple[dict[str, str], Rows]]:
    """Each invented food with its amounts."""
    bases, plain = published("foods"), plain_amounts()
    for i in range(count):
        base = bases[i % len(bases)]
        name = f"{base['name']}, {maker(i * 7919 % len(SYLLABLES) ** 3)}"
        food = {c: base[c] for c in FOODS} | {"food_id": f"own-{i:07d}", "name": name}
        scale = 0.5 + i * 104_729 % 1000 / 1000
        yield (
            food,
            [amount | food | scaled(amount, scale) for amount in plain.get(base["food_id"], ())],
        )


def scaled(amount: dict[str, str], factor: float) -> dict[str, str]:
    """What differs of an amount: its number, and who says so."""
    number = f"{float(amount['ug_per_100g']) * factor:.4g}"
    return {"ug_per_100g": number, "studies": "1", "sources": "made-up"}


def write(directory: Path, count: int) -> None:
    """Write foods.csv, amounts.csv and sources.csv."""
    directory.mkdir(parents=True, exist_ok=True)
    with (
        (directory / "foods.csv").open("w", newline="", encoding="utf-8") as foods_stream,
        (directory / "amounts.csv").open("w", newline="", encoding="utf-8") as amounts_stream,
    ):
        to_foods = csv.writer(foods_stream, lineterminator="\n")
        to_amounts = csv.writer(amounts_stream, lineterminator="\n")
        to_foods.writerow(FOODS)
        to_amounts.writerow(AMOUNTS)
        for food, amounts in foods(count):
            to_foods.writerow(food[c] for c in FOODS)
            to_amounts.writerows([amount[c] for c in AMOUNTS] for amount in amounts)
    source = "source_id,study,kind\nmade-up,made-up,database\n"
    (directory / "sources.csv").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
