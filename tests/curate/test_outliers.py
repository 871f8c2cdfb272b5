"""The plausibility report: what contradicts is found, and each finding has a verdict."""

from pathlib import Path

import pytest

from curate.__main__ import main
from curate.outliers import findings, unreviewed
from curate.source_readings import write

FOODS = ["food_id", "name", "group", "preparation"]
NUMBER = ["food_id", "form", "ug_per_100g", "qualifier", "limit_ug_per_100g"]
AMOUNTS = [*NUMBER, "tier", "doubtful", "marks"]
MEASUREMENTS = [*NUMBER, "source_id", "tier", "status"]
REVIEW = ["kind", "form", "food_id", "other_id", "verdict", "reason"]

LEEKS = [
    ("leek-raw", "Leek, raw", "Vegetables", "raw"),
    ("leek-boiled", "Leek, boiled", "Vegetables", "boiled"),
    ("leek-fried", "Leek, fried", "Vegetables", "fried"),
    ("leek-dried", "Leek, dried", "Vegetables", "dried"),
]
BEANS = [
    ("bean-dried", "Beans, dried", "Legumes and soya", "dried"),
    ("bean-boiled", "Beans, boiled", "Legumes and soya", "boiled"),
]
MILKS = [
    ("milk-whole", "Milk, whole", "Milk and dairy", ""),
    ("milk-low-fat", "Milk, low fat", "Milk and dairy", ""),
    ("milk-skimmed", "Milk, skimmed", "Milk and dairy", ""),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A data directory whose curation files are missing."""
    rows = [dict(zip(FOODS, food, strict=True)) for food in (*LEEKS, *BEANS, *MILKS)]
    write(tmp_path / "foods.csv", FOODS, rows)
    (tmp_path / "curation").mkdir()
    return tmp_path


def amount(food_id: str, number: str, form: str = "K1", **more: str) -> dict[str, str]:
    """Return a row of amounts.csv; `?` behind a number makes it doubtful, `nd` is a not-found."""
    sound = {"ug_per_100g": number.rstrip("?"), "qualifier": ""}
    not_found = {"ug_per_100g": "", "qualifier": "nd"}
    doubtful = "true" if number.endswith("?") else "false"
    row = {"food_id": food_id, "form": form, "tier": "A", "doubtful": doubtful}
    return dict.fromkeys(AMOUNTS, "") | row | (not_found if number == "nd" else sound) | more


def found(table: Path, *amounts: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return the kind and the foods of what is found in a table of these amounts."""
    write(table / "amounts.csv", AMOUNTS, amounts)
    return [(f.kind, f.food_id, f.other_id) for f in findings(table, table / "curation")]


def leeks(table: Path, **numbers: str) -> list[tuple[str, str, str]]:
    return found(table, *(amount(f"leek-{state}", n) for state, n in numbers.items()))


def test_boiling_that_removes_most_is_found(table: Path) -> None:
    assert leeks(table, raw="47", boiled="3.6") == [
        ("cooked against raw", "leek-raw", "leek-boiled")
    ]
    assert leeks(table, raw="47", boiled="25") == []


def test_a_not_found_is_a_zero_beside_a_number(table: Path) -> None:
    assert leeks(table, raw="47", boiled="nd") == [
        ("cooked against raw", "leek-raw", "leek-boiled")
    ]


def test_drying_may_give_ten_times_and_not_a_hundred(table: Path) -> None:
    dried = [("dried against fresh", "leek-raw", "leek-dried")]
    assert leeks(table, raw="47", dried="450") == []
    assert leeks(table, raw="4", dried="450") == dried
    assert leeks(table, raw="47", dried="20") == dried


def test_frying_oil_explains_some(table: Path) -> None:
    assert leeks(table, raw="9", fried="40") == []
    assert leeks(table, raw="9", boiled="40") == [("cooked against raw", "leek-raw", "leek-boiled")]


def test_what_is_marked_as_doubtful_has_had_its_verdict(table: Path) -> None:
    assert leeks(table, raw="47", boiled="3.6?") == []


def test_a_boiled_pulse_has_the_dried_ones_number_in_more_water(table: Path) -> None:
    def beans(boiled: str) -> list[tuple[str, str, str]]:
        return found(table, amount("bean-dried", "24"), amount("bean-boiled", boiled))

    assert beans("10") == []
    assert beans("24") == [("cooked against dried", "bean-dried", "bean-boiled")]
    assert beans("3") == [("cooked against dried", "bean-dried", "bean-boiled")]


def test_milk_with_less_fat_has_less_and_skimmed_milk_at_most_half(table: Path) -> None:
    def milks(low_fat: str, skimmed: str) -> list[tuple[str, str, str]]:
        amounts = {"milk-whole": "6", "milk-low-fat": low_fat, "milk-skimmed": skimmed}
        return found(table, *(amount(food_id, n, "MK-4") for food_id, n in amounts.items()))

    assert milks("4", "2") == []
    assert milks("7.5", "2") == [("less fat", "milk-whole", "milk-low-fat")]
    assert milks("4", "4.5") == [("less fat", "milk-whole", "milk-skimmed")]


def test_the_lowest_and_the_highest_of_a_family_are_found_by_their_mark(table: Path) -> None:
    families = [{"family": "leeks", "food_id": food_id} for food_id, *_ in LEEKS]
    write(table / "curation" / "like_foods.csv", ["family", "food_id"], families)
    marked = [
        amount(f"leek-{state}", number, "MK-4", marks="like foods differ x9.0")
        for state, number in (("raw", "2"), ("boiled", "1"), ("dried", "9"))
    ]
    assert ("like foods", "leek-boiled", "leek-dried") in found(table, *marked)


def test_tables_that_contradict_a_value_are_listed_with_their_numbers(table: Path) -> None:
    readings = [
        ("7", "usda-sr28", "C", "listed"),
        ("8", "mext-2023", "C", "listed"),
        ("99", "ciqual-2025", "C", "doubtful"),
        ("47", "lab", "A", "counted"),
    ]
    columns = ("ug_per_100g", "source_id", "tier", "status")
    rows = [
        dict.fromkeys(MEASUREMENTS, "")
        | {"food_id": "leek-raw", "form": "K1"}
        | dict(zip(columns, reading, strict=True))
        for reading in readings
    ]
    write(table / "measurements.csv", MEASUREMENTS, rows)
    found(table, amount("leek-raw", "47", marks="1 sample;tables disagree x6.3"))
    (finding,) = findings(table, table / "curation")
    assert finding.kind == "measured against tables"
    assert finding.numbers == "leek-raw 47; tables: usda-sr28 7, mext-2023 8"
    found(table, amount("leek-raw", "7", tier="C", marks="tables disagree x6.3"))
    assert [f.kind for f in findings(table, table / "curation")] == ["tables apart"]


def review(table: Path, **more: str) -> None:
    """Write one verdict, on the raw and the boiled leek."""
    foods = ("cooked against raw", "K1", "leek-raw", "leek-boiled")
    row = dict(zip(REVIEW, (*foods, "kept", "two kinds"), strict=True)) | more
    write(table / "curation" / "likeness.csv", REVIEW, [row])


def test_each_finding_needs_a_verdict_with_a_reason_and_no_dead_one_stays(table: Path) -> None:
    leeks(table, raw="47", boiled="3.6")
    assert len(list(unreviewed(table, table / "curation"))) == 1
    review(table)
    assert list(unreviewed(table, table / "curation")) == []
    for incomplete in ({"reason": ""}, {"verdict": "fine"}, {"kind": "one name"}):
        review(table, **incomplete)
        assert list(unreviewed(table, table / "curation"))
    leeks(table, raw="47", boiled="30")
    review(table)
    assert list(unreviewed(table, table / "curation"))
    review(table, verdict="doubt")  # the doubt is why they no longer differ
    assert list(unreviewed(table, table / "curation")) == []


def test_the_report_ends_with_the_count_of_lines_without_a_verdict_and_fails(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leeks(table, raw="47", boiled="3.6")
    assert main(["--data", str(table), "--likeness"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "lines: 1, without a verdict: 1"
    review(table)
    assert main(["--data", str(table), "--likeness"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "lines: 1, without a verdict: 0"
    assert any("leek-boiled 3.6" in line and "two kinds" in line for line in lines)
