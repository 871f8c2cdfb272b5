"""Five doubtful foods stand below a ranking, and the chart says how many more there are."""

from pathlib import Path

import pytest
from conftest import Rows, Run, write_tables
from saved_charts import texts


@pytest.mark.parametrize(
    ("count", "note"),
    [(5, ""), (6, "1 more is doubtful."), (7, "2 more are doubtful.")],
)
def test_five_doubtful_foods_are_drawn_and_of_more_how_many(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, note: str
) -> None:
    foods = [{"food_id": f"f{n}", "name": f"Food {n}", "group": "Fruit"} for n in range(count + 1)]
    amounts = [
        {"food_id": f"f{n}", "form": "K1", "ug_per_100g": "5", "low": "5", "high": "5"}
        | {"studies": "1", "sources": "lab", "tier": "A"}
        | ({"doubtful": "true", "marks": "doubtful: odd"} if n else {})
        for n in range(count + 1)
    ]
    sources = [{"source_id": "lab", "study": "lab", "kind": "paper"}]
    tables: Rows = {"foods": foods, "amounts": amounts, "sources": sources}
    data = tmp_path / "data"
    data.mkdir()
    write_tables(data, tables)
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(data))
    run("chart", "K1", "-o", str(tmp_path / "k1.svg"))
    visible = texts(tmp_path / "k1.svg")
    assert len([text for text in visible if text.startswith("Food ")]) == 6
    (about_doubt,) = (text for text in visible if text.startswith("? doubtful"))
    assert about_doubt.partition("never an average.")[2].strip() == note
