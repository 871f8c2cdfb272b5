"""Names in other languages come from the sources that state them, each once."""

from pathlib import Path

import pandas as pd

from curate.build import _names


def test_a_name_comes_from_its_source_and_a_missing_one_from_none(tmp_path: Path) -> None:
    (tmp_path / "food_words.csv").write_text("food_id,language,word\nnatto,de,Natto\n")
    rows = [("natto", "mext-2023", "糸引き納豆 "), ("kale", "mext-2023", "")]
    readings = pd.DataFrame(rows, columns=["food_id", "source_id", "source_name_original"])
    found = [tuple(name.values()) for name in _names(readings, ["natto", "kale"], tmp_path)]
    assert found == [
        ("natto", "de", "Natto", ""),
        ("natto", "ja", "糸引き納豆", "mext-2023"),
    ]
