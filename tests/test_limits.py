"""Each limit lets in what lies on it, and stops one more."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TINY, Rows, Run, write_tables
from views import view_of

from vitk2.catalog import csv_reader
from vitk2.catalog.catalog import Catalog
from vitk2.catalog.csv_reader import csv_rows, version
from vitk2.catalog.validation import row_errors
from vitk2.catalog.vocabulary import RAW_OR_COOKED
from vitk2.cohort.summary import MatchStats, Summary
from vitk2.diary.note_reader import comment
from vitk2.diary.numbers import number
from vitk2.diary.parser import Heading, Ignored, parse_item
from vitk2.diary.reader import read_diary
from vitk2.diary.resolver import LineResolver
from vitk2.errors import ExportError, UsageError
from vitk2.forms import Form
from vitk2.output.formats import xlsx
from vitk2.output.notes import not_counted
from vitk2.queries.compare import compare
from vitk2.queries.listings import sources_of_foods
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.terminal.cohort import CohortView


def problems_of(path: Path, text: str) -> list[str]:
    """Return the problems of a CSV file with this text."""
    path.write_text(text, encoding="utf-8")
    problems: list[str] = []
    for _ in csv_rows(str(path), "foods.csv", problems):
        pass
    return problems


def test_a_file_of_the_largest_size_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_reader, "LARGEST_FILE_MIB", 1)
    lines = "x,\n" * (1 << 20)
    assert problems_of(tmp_path / "a.csv", lines[: 1 << 20]) == []
    assert problems_of(tmp_path / "b.csv", lines[: (1 << 20) + 1]) == [
        "foods.csv: larger than 1 MiB"
    ]


def test_the_longest_line_of_a_table_is_read(tmp_path: Path) -> None:
    cells = "x," * (csv_reader.LONGEST_LINE // 2)
    assert problems_of(tmp_path / "a.csv", f"{cells[:-2]}\n") == []
    (problem,) = problems_of(tmp_path / "b.csv", f"{cells[:-1]}\n")
    assert problem == "foods.csv:1: malformed CSV: a line of 4194304 characters or more"


@pytest.fixture
def _cells_of_csv() -> Iterator[None]:
    """Set the limit of the csv module, which other libraries in this process may have raised."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("_cells_of_csv")
def test_the_longest_cell_of_a_table_is_read(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "a.csv", "x" * 131_072 + "\n") == []
    (problem,) = problems_of(tmp_path / "b.csv", "x" * 131_073 + "\n")
    assert problem.startswith("foods.csv:1: malformed CSV: field larger")


def test_a_descriptor_is_read_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({"version": "2026.1"})
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    problems: list[str] = []
    monkeypatch.setattr(csv_reader, "LARGEST_DESCRIPTOR", len(text))
    assert (version(str(tmp_path), problems), problems) == ("2026.1", [])
    monkeypatch.setattr(csv_reader, "LARGEST_DESCRIPTOR", len(text) - 1)
    assert version(str(tmp_path), problems) == ""
    assert problems[0].startswith("datapackage.json: no version could be read")


@pytest.mark.parametrize(
    ("words", "is_sound"),
    [
        *(("100000000 bowls", True), ("100000001 bowls", False)),
        *(("0.0000000011 bowl", True), ("0.000000001 bowl", False), ("0 bowls", False)),
    ],
)
def test_a_portion_counts_up_to_the_largest_number(words: str, is_sound: bool) -> None:
    problems = list(row_errors("foods", {"portion": words, "portion_g": 40.0}))
    assert problems == [] if is_sound else len(problems) == 1


def test_the_longest_note_is_read() -> None:
    food = "x" * 295
    assert parse_item(f"40 g {food}", "item 1").food == f"g {food}"
    with pytest.raises(ValueError, match="301 characters is too long"):
        parse_item(f"40 g {food}x", "item 1")


def test_the_longest_comment_may_be_a_food_and_a_longer_one_is_ignored() -> None:
    assert isinstance(comment("line 1", "x" * 300, "why"), Heading)
    assert isinstance(comment("line 1", "x" * 301, "why"), Ignored)


def test_the_longest_heading_is_a_heading_and_a_longer_one_is_asked_back() -> None:
    def kinds(name: str) -> list[str]:
        return [type(line).__name__ for line in read_diary([f"{name}:\n", "40 g natto\n"], "x")]

    assert kinds("x" * 300) == ["Heading", "Item"]
    assert kinds("x" * 301) == ["UnresolvedLine", "Item"]


def test_five_kilograms_of_a_food_are_weighed_and_no_more(shipped: Catalog) -> None:
    lines = LineResolver(shipped)
    assert lines.weigh(parse_item("natto:5000 g", "item 1")).grams == 5000
    with pytest.raises(ValueError, match="5001"):
        lines.weigh(parse_item("natto:5001 g", "item 1"))


def test_a_comma_may_part_thousands_up_to_five_kilograms() -> None:
    with pytest.raises(ValueError, match="may be 5000 or 5"):
        number("5,000")
    assert number("5,001") == 5.001


@pytest.fixture
def many_words(tmp_path: Path) -> Iterator[Catalog]:
    """A catalogue of one food with the words w0 to w49, which are as many as a search uses."""
    tables: Rows = TINY | {
        "foods": [TINY["foods"][0] | {"name": " ".join(f"w{n}" for n in range(50))}],
        **{name: [] for name in ("amounts", "measurements", "portions")},
    }
    with Catalog(str(write_tables(tmp_path, tables))) as catalog:
        yield catalog


def test_fifty_words_of_a_search_count_and_what_follows_does_not(many_words: Catalog) -> None:
    def finds(*words: str) -> int:
        return select(many_words, Query(text=" ".join(words))).total

    words = [f"w{n}" for n in range(50)]
    assert finds(*words) == 1
    assert finds(*words, "zebra") == 1
    assert finds(*words[:49], "zebra") == 0
    assert finds(*words[:49], "w0", "zebra") == 0  # a word that comes twice counts once


def test_as_many_rows_as_sqlite_counts_are_a_limit(tiny: Catalog) -> None:
    assert select(tiny, Query(limit=2**63 - 1)).rows == select(tiny, Query()).rows
    for limit in (-1, 2**63):
        with pytest.raises(UsageError):
            select(tiny, Query(limit=limit))


def test_two_to_eight_foods_are_compared(shipped: Catalog) -> None:
    names = [str(i) for (i,) in shipped.rows("SELECT food_id FROM foods ORDER BY food_id LIMIT 9")]
    for count in (2, 8):
        assert len(compare(shipped, names[:count]).foods) == count
    for count in (1, 9):
        with pytest.raises(UsageError, match="cannot be compared: name 2 to 8"):
            compare(shipped, names[:count])


def test_the_sources_of_more_foods_than_sqlite_binds_are_found_all_the_same(
    shipped: Catalog,
) -> None:
    rows = shipped.rows("SELECT DISTINCT food_id, source_id FROM measurements ORDER BY food_id")
    foods = list(dict.fromkeys(food for food, _ in rows))
    for count in (1, 500, 501):
        of_these = {source for food, source in rows if food in set(foods[:count])}
        found = sources_of_foods(shipped, foods[:count])
        assert {s["source_id"] for s in found} == of_these


def test_a_sheet_holds_its_most_columns(tmp_path: Path) -> None:
    with (tmp_path / "sheet.xml").open("wb") as file:
        xlsx.write_sheet(xlsx.Sheet("vitk2", ["a"] * 16_384, []), file)
        with pytest.raises(ExportError, match="holds 16384 columns, not 16385"):
            xlsx.write_sheet(xlsx.Sheet("vitk2", ["a"] * 16_385, []), file)


class AsMany(list[list[str]]):
    """No rows that count as many."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def __len__(self) -> int:
        return self._count


def test_a_sheet_holds_its_most_rows_with_the_header(tmp_path: Path) -> None:
    with (tmp_path / "sheet.xml").open("wb") as file:
        xlsx.write_sheet(xlsx.Sheet("vitk2", ["a"], AsMany(1_048_575)), file)
        with pytest.raises(ExportError, match="xlsx holds 1048575 rows"):
            xlsx.write_sheet(xlsx.Sheet("vitk2", ["a"], AsMany(1_048_576)), file)


def test_ten_ignored_lines_are_named_and_of_more_how_many() -> None:
    def named(count: int) -> list[str]:
        return not_counted(Ignored(f"day.md:{n}", "a comment") for n in range(1, count + 1))

    ten = "ignored, a comment: day.md:1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
    assert named(10) == [ten]
    assert named(11) == [f"{ten} and 1 more"]


def test_twenty_dishes_with_unknown_parts_are_named_and_of_more_how_many() -> None:
    def named(count: int) -> list[str]:
        dishes = {f"dish {n}": ["rice"] for n in range(count)}
        summary = Summary(0, MatchStats(1, 1.0, 1, 1.0, {}), 0, ())
        return CohortView(summary, {"data_version": "1"}, dishes, "out.csv").notes[:-1]

    assert [note.partition(":")[0] for note in named(20)] == [f"dish 'dish {n}'" for n in range(20)]
    assert named(21) == [*named(20), "and 1 dish more"]
    assert named(22) == [*named(20), "and 2 dishes more"]


def test_three_doubtful_foods_are_named_below_a_ranking_and_of_more_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    def below(count: int) -> str:
        directory = tmp_path / str(count)
        directory.mkdir()
        doubtful = {"doubtful": "true", "marks": "doubtful: odd"}
        foods = [{"food_id": f"f{n}", "name": f"Food {n}", "group": "Fruit"} for n in range(9)]
        amounts = [
            {"food_id": f["food_id"], "form": "K1", "ug_per_100g": f"{9 - n}", "studies": "1"}
            | {"sources": "lab", "tier": "A"}
            | (doubtful if n < count else {})
            for n, f in enumerate(foods)
        ]
        sources = [{"source_id": "lab", "study": "lab", "kind": "paper"}]
        tables: Rows = {"foods": foods, "amounts": amounts, "sources": sources}
        with Catalog(str(write_tables(directory, tables))) as catalog:
            ranking = select(catalog, Query(forms=(Form.K1,), shape="top"))
            stream = io.StringIO()
            view_of(catalog, ranking).draw(stream, False)
            return stream.getvalue()

    assert "Doubtful, not ranked: Food 0 9; Food 1 8; Food 2 7. --doubtful" in below(3)
    assert "Doubtful, not ranked: Food 0 9; Food 1 8; Food 2 7 and 2 more. --doubtful" in below(5)


def test_eight_preparations_are_offered_for_one_that_is_not_there(tmp_path: Path) -> None:
    ways = [way for way in RAW_OR_COOKED if way != "boiled"]
    foods = [
        {"food_id": f"kale-{way}", "name": f"Kale, {way}", "group": "Vegetables"}
        | {"preparation": way, "aliases": "kale" if way == "raw" else ""}
        for way in ways
    ]
    with Catalog(str(write_tables(tmp_path, {"foods": foods}))) as catalog:
        with pytest.raises(ValueError, match="'boiled kale' is not in the table") as refused:
            LineResolver(catalog).weigh(parse_item("100 g boiled kale", "item 1"))
        offered = str(refused.value).partition("name one of ")[2].split(", Kale")
    assert len(ways) == 9
    assert len(offered) == 8


def test_a_thousand_lines_that_are_not_understood_are_named(tiny_run: Run, tmp_path: Path) -> None:
    def named(count: int) -> list[str]:
        path = tmp_path / f"{count}.csv"
        path.write_text("food,amount,unit\n" + "natto,x,g\n" * count, encoding="utf-8")
        messages = tiny_run("intake", "--file", str(path), code=1).stderr.splitlines()
        return [line for line in messages if f"{count}.csv:" in line]

    assert len(named(1000)) == 1000
    assert len(named(1001)) == 1000
