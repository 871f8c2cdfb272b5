"""The three files of a cohort are replaced together, or the old ones stay."""

import os
import stat
from pathlib import Path

import pytest

from vitk2.cohort.output_files import Destination, commit_output, unfinished
from vitk2.errors import ExportError


def drafts(directory: Path | str, *names: str) -> list[Path]:
    paths = [Path(directory) / name for name in names]
    for path in paths:
        path.write_text("new")
    return paths


def parts(path: Path, text: str) -> Path:
    """Make a directory as Spark writes it."""
    path.mkdir()
    (path / "part-00000.parquet").write_text(text)
    (path / "_SUCCESS").write_text("")
    return path


def abandoned_directory(path: Path) -> Path:
    """Make the directory of a killed run: its lock file is not locked."""
    abandoned = path.parent / f".{path.name}.vitk2-0123abcd"
    abandoned.mkdir()
    (abandoned / "lock").write_text("")
    return abandoned


def mode_of(path: Path | str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_nothing_is_left_beside_them_and_a_killed_run_is_cleared_away(tmp_path: Path) -> None:
    abandoned = abandoned_directory(tmp_path / "out.csv")
    (abandoned / "half").write_text("half")
    (abandoned / "spill").mkdir()
    destination = Destination(str(tmp_path / "out.csv"))
    with unfinished(destination) as directory:
        assert sorted(os.listdir(tmp_path)) == [os.path.basename(directory)]
        one, two = drafts(directory, "a", "b")
        commit_output(
            destination,
            directory,
            [(str(one), destination.path), (str(two), str(tmp_path / "out.json"))],
        )
    assert sorted(os.listdir(tmp_path)) == ["out.csv", "out.json"]


@pytest.mark.parametrize(
    "name",
    [
        ".out.csv.vitk2-0123abcde",
        ".out.csv.vitk2-notes",
        ".out.csv.vitk2-0123ABCD",
        "out.csv.vitk2-0123abcd",
        ".other.csv.vitk2-0123abcd",
        ".outxcsv.vitk2-0123abcd",
    ],
)
def test_a_directory_of_another_name_is_never_cleared_away(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "lock").write_text("")
    with unfinished(Destination(str(tmp_path / "out.csv"))):
        pass
    assert os.listdir(tmp_path) == [name]


def test_a_directory_without_a_lock_and_a_link_to_one_are_left_alone(tmp_path: Path) -> None:
    mine = abandoned_directory(tmp_path / "mine")
    (tmp_path / ".out.csv.vitk2-00000000").symlink_to(mine.name)
    (tmp_path / ".out.csv.vitk2-11111111").mkdir()
    with unfinished(Destination(str(tmp_path / "out.csv"))):
        pass
    assert (mine / "lock").exists()
    assert len(os.listdir(tmp_path)) == 3


def test_where_a_system_has_no_locks_old_directories_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vitk2.locks.fcntl", None)
    abandoned = abandoned_directory(tmp_path / "out.csv")
    destination = Destination(str(tmp_path / "out.csv"))
    with unfinished(destination) as directory:
        (one,) = drafts(directory, "a")
        commit_output(destination, directory, [(str(one), destination.path)])
    assert sorted(os.listdir(tmp_path)) == [abandoned.name, "out.csv"]


def test_nobody_else_may_look_into_a_run(tmp_path: Path) -> None:
    with unfinished(Destination(str(tmp_path / "out.csv"))) as directory:
        assert mode_of(directory) == 0o700


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

    destination = Destination(str(targets[0]), force=True)
    with unfinished(destination) as directory:
        monkeypatch.setattr(os, "replace", replace)
        pairs = list(zip(map(str, drafts(directory, "a", "b")), map(str, targets), strict=True))
        with pytest.raises(ExportError, match=f"{targets[failing].name} cannot be written: No sp"):
            commit_output(destination, directory, pairs)
    assert [t.read_text() for t in targets] == ["old", "old"]


def test_a_new_one_goes_again_when_the_next_cannot_follow(tmp_path: Path) -> None:
    destination = Destination(str(tmp_path / "out.csv"))
    with unfinished(destination) as directory:
        one, two = drafts(directory, "a", "b")
        pairs = [(str(one), destination.path), (str(two), str(tmp_path / "nowhere" / "out.json"))]
        with pytest.raises(ExportError):
            commit_output(destination, directory, pairs)
    assert os.listdir(tmp_path) == []


def test_what_came_meanwhile_is_not_replaced_and_not_taken_away(tmp_path: Path) -> None:
    """Another program does not use the lock and writes the file between two steps."""
    destination = Destination(str(tmp_path / "out.csv"))
    with unfinished(destination) as directory:
        one, two = drafts(directory, "a", "b")
        pairs = [(str(one), str(tmp_path / "first.csv")), (str(two), destination.path)]
        check = Destination.check

        def check_and_write(ours: Destination) -> None:
            check(ours)
            (tmp_path / "out.csv").write_text("theirs")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Destination, "check", check_and_write)
            with pytest.raises(ExportError, match=r"out\.csv exists already"):
                commit_output(destination, directory, pairs)
    assert os.listdir(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "theirs"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_a_file_that_is_replaced_stays(tmp_path: Path, mode: int) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    out.chmod(mode)
    destination = Destination(str(out), force=True)
    with unfinished(destination) as directory:
        (one,) = drafts(directory, "a")
        commit_output(destination, directory, [(str(one), destination.path)])
    assert (out.read_text(), mode_of(out)) == ("new", mode)


def test_a_directory_of_parts_is_replaced_whole(tmp_path: Path) -> None:
    out = parts(tmp_path / "out.parquet", "old")
    out.chmod(0o750)
    (out / "part-00000.parquet").chmod(0o600)
    destination = Destination(str(out), force=True, is_directory=True)
    with unfinished(destination) as directory:
        new = parts(Path(directory) / "sums", "new")
        commit_output(destination, directory, [(str(new), str(out))])
    assert (out / "part-00000.parquet").read_text() == "new"
    assert (mode_of(out), mode_of(out / "part-00000.parquet")) == (0o750, 0o600)
    assert os.listdir(tmp_path) == ["out.parquet"]


def test_a_directory_that_was_moved_away_when_a_run_was_killed_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    parts(abandoned_directory(out) / "moved-out.parquet", "old")
    destination = Destination(str(out), is_directory=True)
    with pytest.raises(ExportError, match="exists already"), unfinished(destination):
        pass
    assert (out / "part-00000.parquet").read_text() == "old"
    assert os.listdir(tmp_path) == ["out.parquet"]


def test_a_directory_comes_back_when_the_next_file_cannot_follow(tmp_path: Path) -> None:
    out = parts(tmp_path / "out.parquet", "old")
    destination = Destination(str(out), force=True, is_directory=True)
    with unfinished(destination) as directory:
        new = parts(Path(directory) / "sums", "new")
        (two,) = drafts(directory, "b")
        pairs = [(str(new), str(out)), (str(two), str(tmp_path / "nowhere" / "out.json"))]
        with pytest.raises(ExportError):
            commit_output(destination, directory, pairs)
    assert (out / "part-00000.parquet").read_text() == "old"
    assert os.listdir(tmp_path) == ["out.parquet"]


def test_a_directory_that_no_engine_wrote_is_never_replaced(tmp_path: Path) -> None:
    (parts(tmp_path / "out.parquet", "old") / "thesis.doc").write_text("mine")
    with pytest.raises(ExportError, match=r"holds thesis\.doc, which no engine wrote"):
        Destination(str(tmp_path / "out.parquet"), force=True, is_directory=True).check()


def test_a_directory_is_no_file_to_replace(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a directory: name a file in it"):
        Destination(str(tmp_path), force=True).check()


def test_a_file_is_no_directory_to_replace(tmp_path: Path) -> None:
    (tmp_path / "out.parquet").write_text("mine")
    with pytest.raises(ExportError, match="is a file"):
        Destination(str(tmp_path / "out.parquet"), force=True, is_directory=True).check()
