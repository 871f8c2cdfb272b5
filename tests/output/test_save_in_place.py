"""Replacing files: links are followed, modes stay, devices and read-only files are refused."""

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run

from vitk2 import files
from vitk2.errors import ExportError
from vitk2.files import AtomicFile
from vitk2.output import save

EXPORT = ("export", "natto", "-o")


@pytest.fixture(params=["nameless", "named"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Drafts as Linux has them, and as other systems do."""
    if request.param == "named":
        monkeypatch.setattr(files, "_nameless", lambda *_: -1)
    return str(request.param)


@pytest.fixture
def _umask_027() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty directory to write into."""
    directory = tmp_path / "out"
    directory.mkdir()
    return directory


def test_a_link_is_followed_to_its_file(tiny_run: Run, out: Path, either_way: str) -> None:
    real, link = out / "real.csv", out / "link.csv"
    real.write_text("mine")
    link.symlink_to("real.csv")
    tiny_run(*EXPORT, str(link), "--force")
    assert link.is_symlink()
    assert real.read_text().startswith("food_id,")


def test_a_link_to_a_file_that_is_not_there_makes_it(tiny_run: Run, out: Path) -> None:
    link = out / "link.csv"
    link.symlink_to("later.csv")
    tiny_run(*EXPORT, str(link))
    assert link.is_symlink()
    assert (out / "later.csv").read_text().startswith("food_id,")


def test_a_link_to_itself_is_refused(tiny_run: Run, out: Path) -> None:
    link = out / "k.csv"
    link.symlink_to("k.csv")
    message = tiny_run(*EXPORT, str(link), "--force", code=1).stderr
    assert message == f"Error: {link} cannot be written: Too many levels of symbolic links\n"


def test_the_credits_of_a_link_stand_beside_the_link(tiny_run: Run, out: Path) -> None:
    (out / "kept").mkdir()
    (out / "k.csv").symlink_to("kept/k.csv")
    tiny_run(*EXPORT, str(out / "k.csv"))
    assert sorted(os.listdir(out)) == ["k.csv", "k.csv.sources.csv", "kept"]


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("credits", ["", save.CREDITS])
def test_a_pipe_or_socket_is_never_replaced(
    tiny_run: Run, out: Path, force: tuple[str, ...], credits: str
) -> None:
    pipe = f"{out / 'pipe.csv'}{credits}"
    os.mkfifo(pipe)
    message = tiny_run(*EXPORT, str(out / "pipe.csv"), *force, code=1).stderr
    assert message.startswith(f"Error: {pipe} is a named pipe, no file: leave out -o")
    assert stat.S_ISFIFO(os.stat(pipe).st_mode)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(out / "s.csv"))
        message = tiny_run(*EXPORT, str(out / "s.csv"), *force, code=1).stderr
    assert "s.csv is a socket, no file" in message


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_device_is_never_replaced(tiny_run: Run, out: Path, force: tuple[str, ...]) -> None:
    (out / "null.csv").symlink_to("/dev/null")
    message = tiny_run(*EXPORT, str(out / "null.csv"), *force, code=1).stderr
    assert message.startswith(f"Error: {out}/null.csv is a device, no file: leave out -o and write")
    assert (out / "null.csv").is_char_device()


def test_a_directory_is_never_replaced(tiny_run: Run, out: Path) -> None:
    (out / "k.csv.sources.csv").mkdir()
    message = tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1).stderr
    assert message == f"Error: {out}/k.csv.sources.csv is a directory: name a file in it\n"
    assert os.listdir(out) == ["k.csv.sources.csv"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o660, 0o755, 0o604])
def test_the_mode_of_what_is_replaced_stays(
    tiny_run: Run, out: Path, either_way: str, mode: int
) -> None:
    for name in ("k.csv", "k.csv.sources.csv"):
        (out / name).write_text("mine")
        (out / name).chmod(mode)
    tiny_run(*EXPORT, str(out / "k.csv"), "--force")
    assert [mode_of(p) for p in out.iterdir()] == [mode, mode]


@pytest.mark.usefixtures("_umask_027")
def test_a_new_file_has_the_mode_that_the_umask_leaves(
    tiny_run: Run, out: Path, either_way: str
) -> None:
    tiny_run(*EXPORT, str(out / "k.csv"))
    assert [mode_of(p) for p in out.iterdir()] == [0o640, 0o640]


def test_a_draft_is_never_more_open_than_what_it_replaces(
    out: Path, either_way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "k.csv").write_text("mine")
    (out / "k.csv").chmod(0o600)
    begun: list[int] = []
    change = os.fchmod

    def change_mode(descriptor: int, mode: int) -> None:
        begun.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        change(descriptor, mode)

    monkeypatch.setattr(os, "fchmod", change_mode)
    with AtomicFile(str(out / "k.csv")) as draft:
        assert stat.S_IMODE(os.fstat(draft.descriptor).st_mode) == 0o600
    assert begun == [0o600]


def test_both_files_are_on_the_disk_before_either_takes_its_place(
    tiny_run: Run, out: Path, either_way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "k.csv").write_text("old")
    seen: list[list[str]] = []
    names = ("k.csv", "k.csv.sources.csv")
    monkeypatch.setattr(
        os, "fsync", lambda _: seen.append([n for n in names if (out / n).exists()])
    )
    tiny_run(*EXPORT, str(out / "k.csv"), "--force")
    assert seen == [["k.csv"], ["k.csv"]]


@pytest.mark.parametrize("name", ["k.csv", "k.csv.sources.csv"])
def test_a_read_only_file_is_refused_also_to_the_superuser(
    tiny_run: Run, out: Path, name: str
) -> None:
    (out / name).write_text("mine")
    (out / name).chmod(0o444)
    message = tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1).stderr
    assert message == f"Error: {out / name} is read-only: make it writable, or name another file\n"
    assert (out / name).read_text() == "mine"
    assert os.listdir(out) == [name]


def test_what_only_others_may_write_is_refused(
    tiny_run: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "k.csv").write_text("theirs")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "is read-only" in tiny_run(*EXPORT, str(out / "k.csv"), "--force", code=1).stderr


def test_the_owner_of_what_is_replaced_stays_where_the_system_allows_it(
    out: Path, either_way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[int, int]] = []

    def give_away(_: int, owner: int, group: int) -> None:
        calls.append((owner, group))
        raise PermissionError(1, "Operation not permitted")

    (out / "k.csv").write_text("theirs")
    there = (out / "k.csv").stat()
    monkeypatch.setattr(os, "geteuid", lambda: there.st_uid + 1)
    monkeypatch.setattr(os, "fchown", give_away)
    with AtomicFile(str(out / "k.csv")) as draft:
        draft.commit()
    assert calls == [(there.st_uid, there.st_gid)]
    assert (out / "k.csv").read_text() == ""


def test_nobody_sees_a_draft_and_none_is_left(out: Path, either_way: str) -> None:
    with AtomicFile(str(out / "k.csv")) as draft:
        os.write(draft.descriptor, b"half")
        seen = os.listdir(out)
        assert seen == [] if either_way == "nameless" else seen[0].startswith(".vitk2-")
        assert "k.csv" not in seen
    assert os.listdir(out) == []


def test_two_processes_of_one_number_write_side_by_side(
    out: Path, either_way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 7)
    with AtomicFile(str(out / "k.csv")) as one, AtomicFile(str(out / "k.csv")) as other:
        os.write(one.descriptor, b"one")
        os.write(other.descriptor, b"other")
        other.commit()
        with pytest.raises(ExportError, match=r"k\.csv cannot be written: File exists"):
            one.commit()
    assert os.listdir(out) == ["k.csv"]
    assert (out / "k.csv").read_text() == "other"


def test_the_longest_name_of_a_file_can_be_written(tiny_run: Run, out: Path) -> None:
    name = "k" * (255 - len(".csv.sources.csv")) + ".csv"
    tiny_run(*EXPORT, str(out / name))
    tiny_run(*EXPORT, str(out / name), "--force")
    assert sorted(os.listdir(out)) == [name, f"{name}.sources.csv"]
