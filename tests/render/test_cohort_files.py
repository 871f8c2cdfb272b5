"""The three files of a cohort take their places together, or what was there stays."""

import os
from pathlib import Path

import pytest

from vitk2.errors import ExportError
from vitk2.render.cohort_files import check_places, place, unfinished


def drafts(directory: Path | str, *names: str) -> list[Path]:
    paths = [Path(directory) / name for name in names]
    for path in paths:
        path.write_text("new")
    return paths


def parts(path: Path, text: str) -> Path:
    """A directory as Spark writes it."""
    path.mkdir()
    (path / "part-00000.parquet").write_text(text)
    (path / "_SUCCESS").write_text("")
    return path


def test_nothing_is_left_beside_them_and_a_killed_run_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".out.csv.vitk2-unfinished"
    left.mkdir()
    (left / "half").write_text("half")
    with unfinished(str(tmp_path / "out.csv")) as directory:
        assert os.listdir(directory) == []
        one, two = drafts(directory, "a", "b")
        target = [(str(one), str(tmp_path / "out.csv")), (str(two), str(tmp_path / "out.json"))]
        place(directory, target)
    assert sorted(os.listdir(tmp_path)) == ["out.csv", "out.json"]


@pytest.mark.parametrize("failing", [0, 1])
def test_when_one_cannot_be_placed_all_stay_old(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = [tmp_path / "out.csv", tmp_path / "out.json"]
    for target in targets:
        target.write_text("old")
    replaced = os.replace

    def replace(source: str, target: str) -> None:
        if target == str(targets[failing]) and "before" not in source:
            raise OSError(28, "No space left on device")
        replaced(source, target)

    with unfinished(str(targets[0])) as directory:
        monkeypatch.setattr(os, "replace", replace)
        pairs = list(zip(map(str, drafts(directory, "a", "b")), map(str, targets), strict=True))
        with pytest.raises(ExportError, match=f"{targets[failing].name} cannot be written: No sp"):
            place(directory, pairs)
    assert [t.read_text() for t in targets] == ["old", "old"]


def test_a_new_one_goes_again_when_the_next_cannot_follow(tmp_path: Path) -> None:
    with unfinished(str(tmp_path / "out.csv")) as directory:
        (one,) = drafts(directory, "a")
        lost = str(Path(directory) / "lost")
        pairs = [(str(one), str(tmp_path / "out.csv")), (lost, str(tmp_path / "out.json"))]
        with pytest.raises(ExportError):
            place(directory, pairs)
    assert os.listdir(tmp_path) == []


def test_a_directory_of_parts_is_replaced_whole(tmp_path: Path) -> None:
    out = parts(tmp_path / "out.parquet", "old")
    check_places(str(out), force=True, is_directory=True)
    with unfinished(str(out)) as directory:
        new = parts(Path(directory) / "sums", "new")
        place(directory, [(str(new), str(out))])
    assert (out / "part-00000.parquet").read_text() == "new"
    assert os.listdir(tmp_path) == ["out.parquet"]


def test_a_directory_that_was_moved_away_when_a_run_was_killed_comes_back(tmp_path: Path) -> None:
    left = tmp_path / ".out.parquet.vitk2-unfinished"
    left.mkdir()
    parts(left / "before-out.parquet", "old")
    with unfinished(str(tmp_path / "out.parquet")):
        pass
    assert (tmp_path / "out.parquet" / "part-00000.parquet").read_text() == "old"


def test_a_directory_that_no_engine_wrote_is_never_replaced(tmp_path: Path) -> None:
    (parts(tmp_path / "out.parquet", "old") / "thesis.doc").write_text("mine")
    with pytest.raises(ExportError, match=r"holds thesis\.doc, which no engine wrote"):
        check_places(str(tmp_path / "out.parquet"), force=True, is_directory=True)


def test_a_directory_is_no_file_to_replace(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a directory: name a file in it"):
        check_places(str(tmp_path), force=True, is_directory=False)
