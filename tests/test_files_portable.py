"""Files are written as on Linux where a system or a file system lacks a part of what Linux has."""

import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from file_writers import (
    AFTER,
    BEFORE,
    COHORT,
    WRITERS,
    Write,
    contents,
    is_of,
    write_cohort,
    write_package,
    write_view,
)
from other_systems import DESCRIPTORS, NO_LINKS, SYSTEMS, WINDOWS, fail_if_read_only

from vitk2 import files
from vitk2.catalog import user_data
from vitk2.catalog.catalog import Catalog
from vitk2.errors import ExportError
from vitk2.files import AtomicFile

pytestmark = pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="needs the open files of Linux")

FULL_SYNC = 51
"""The number of F_FULLFSYNC on macOS."""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty directory to write into."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture(params=SYSTEMS)
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    SYSTEMS[request.param](monkeypatch)


@pytest.fixture(params=WINDOWS)
def _windows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    SYSTEMS[request.param](monkeypatch)


@pytest.fixture(params=NO_LINKS)
def _no_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    SYSTEMS[request.param](monkeypatch)


@pytest.mark.usefixtures("_system")
@pytest.mark.parametrize("write", WRITERS)
def test_files_are_written_and_replaced_on_every_system(write: Write, out: Path) -> None:
    write(out, BEFORE)
    written = contents(out)
    assert is_of(BEFORE, written)
    write(out, AFTER)
    assert is_of(AFTER, contents(out))
    assert contents(out).keys() == written.keys()


@pytest.mark.usefixtures("_system")
@pytest.mark.parametrize("write", WRITERS)
def test_drafts_of_a_failure_are_removed_on_every_system(
    write: Write, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="cannot be written: Input/output error"):
        write(out, BEFORE)
    assert list(out.iterdir()) == []


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize("write", WRITERS)
def test_a_file_that_a_spreadsheet_has_open_stays_with_all_others(write: Write, out: Path) -> None:
    write(out, BEFORE)
    written = contents(out)
    opened = (out / WRITERS[write]).open()
    with opened, pytest.raises(ExportError, match="cannot be written: Permission"):
        write(out, AFTER)
    assert contents(out) == written


@contextmanager
def move_refused(target: Path) -> Iterator[None]:
    """No file moves to a target, except that before a run which is restored."""
    replace = os.replace

    def refuse(source: str, to: str) -> None:
        if to == str(target) and "before-" not in source:
            raise OSError(errno.EBUSY, "Device or resource busy")
        replace(source, to)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        yield


@pytest.mark.usefixtures("_no_links")
@pytest.mark.parametrize("write", WRITERS)
def test_without_hard_links_a_failure_leaves_all_files_and_their_modes(
    write: Write, out: Path
) -> None:
    write(out, BEFORE)
    written = contents(out)
    for name in written:
        (out / name).chmod(0o640)
    refused = move_refused(out / WRITERS[write])
    with refused, pytest.raises(ExportError, match="cannot be written: Device"):
        write(out, AFTER)
    assert contents(out) == written
    assert {stat.S_IMODE((out / name).stat().st_mode) for name in written} == {0o640}


@pytest.mark.usefixtures("_no_links")
def test_without_hard_links_a_failure_leaves_no_new_file(out: Path) -> None:
    with move_refused(out / "k.csv"), pytest.raises(ExportError, match=r"k\.csv cannot be written"):
        write_view(out, BEFORE)
    with move_refused(out / COHORT[-1]), pytest.raises(ExportError, match="cannot be written"):
        write_cohort(out, BEFORE)
    assert contents(out) == {}


@pytest.mark.usefixtures("_no_links")
def test_without_hard_links_a_file_made_meanwhile_is_not_replaced(out: Path) -> None:
    target = out / "k.csv"
    with AtomicFile(str(target)) as draft:
        draft.write(b"ours")
        target.write_text("theirs")
        with pytest.raises(ExportError, match=r"k\.csv cannot be written: File exists"):
            draft.commit()
    assert contents(out) == {"k.csv": "theirs"}


@pytest.mark.usefixtures("_no_links")
def test_an_interrupt_of_a_move_without_hard_links_leaves_no_reserved_name(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_view(out, BEFORE)
    assert contents(out) == {}


@pytest.mark.usefixtures("_system")
def test_templates_and_an_index_are_written(
    out: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VITK2_CACHE", str(out / "cache"))
    written = user_data.write_templates(str(out / "mine"))
    assert sorted(os.listdir(out / "mine")) == sorted(map(os.path.basename, written))
    with Catalog(str(tiny_dir), own=[str(out / "mine")]) as catalog:
        (index,) = os.listdir(out / "cache")
        assert ("My home-made natto",) in catalog.rows("SELECT name FROM foods")
    (out / "mine" / "foods.csv").touch()
    with Catalog(str(tiny_dir), own=[str(out / "mine")]):
        assert os.listdir(out / "cache") != [index]


def test_templates_that_cannot_all_be_moved_leave_none(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_name = files._give_name

    def stuck(descriptor: int, name: str) -> bool:
        if name.endswith("measurements.csv"):
            raise KeyboardInterrupt
        return give_name(descriptor, name)

    monkeypatch.setattr(files, "_give_name", stuck)
    with pytest.raises(KeyboardInterrupt):
        user_data.write_templates(str(out))
    assert contents(out) == {}


@pytest.mark.usefixtures("_system")
@pytest.mark.parametrize("write", WRITERS)
def test_every_file_is_flushed_while_it_is_open_for_writing(
    write: Write, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses any other, and whole directories too."""
    flushed: list[int] = []

    def fsync(descriptor: int) -> None:
        fail_if_read_only(descriptor)
        flushed.append(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", fsync)
    write(out, BEFORE)
    assert {(out / name).stat().st_ino for name in contents(out)} <= set(flushed)


@pytest.mark.parametrize("write", WRITERS)
def test_a_disk_that_flushes_no_directory_is_written(
    write: Write, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    write(out, BEFORE)
    assert is_of(BEFORE, contents(out))


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("is_known", [True, False])
def test_macos_empties_the_cache_of_the_disk_where_the_disk_can(
    write: Write, is_known: bool, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wholly, only_written = set[int](), set[int]()
    control = fcntl.fcntl

    def full_sync(descriptor: int, command: int, *arguments: Any) -> Any:
        if command != FULL_SYNC:
            return control(descriptor, command, *arguments)
        if not is_known:
            raise OSError(errno.ENOTSUP, "Operation not supported")
        return wholly.add(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", full_sync)
    monkeypatch.setattr(os, "fsync", lambda d: only_written.add(os.fstat(d).st_ino))
    write(out, BEFORE)
    assert {(out / name).stat().st_ino for name in contents(out)} <= (wholly or only_written)
    assert bool(only_written) is not is_known


def test_the_error_of_a_disk_is_reported_whatever_flushes_it(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", fail)
    monkeypatch.setattr(os, "fsync", fail)
    for write in (write_view, write_package):
        with pytest.raises(ExportError, match="cannot be written: Input/output error"):
            write(out, BEFORE)
    assert contents(out) == {}


def test_a_file_of_another_user_is_flushed_as_far_as_the_system_can(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file = os.open

    def open_to_read(path: str, flags: int, *arguments: Any) -> int:
        if flags & os.O_ACCMODE == os.O_RDWR:
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_file(path, flags, *arguments)

    (out / "part-00000.csv").write_text("theirs")
    monkeypatch.setattr(os, "open", open_to_read)
    for sync in (os.fsync, fail_if_read_only):
        monkeypatch.setattr(os, "fsync", sync)
        files.sync_path(str(out))


@pytest.mark.parametrize("missing", ["fchown", "fchmod", "geteuid", "getegid"])
def test_a_system_without_one_function_for_modes_and_owners_uses_the_others(
    missing: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = out / "draft"
    draft.write_text("")
    draft.chmod(0o600)
    mode, inode, device, links, user, group, *rest = draft.stat()
    old = os.stat_result((mode | 0o44, inode, device, links, user + 1, group, *rest))
    owners: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda _, user, group: owners.append((user, group)))
    monkeypatch.delattr(os, missing)
    files.copy_mode_and_owner_to(str(draft), old)
    assert stat.S_IMODE(draft.stat().st_mode) == (0o600 if missing == "fchmod" else 0o644)
    assert owners == ([] if missing == "fchown" else [(user + 1, group)])


@pytest.mark.parametrize("write", [write_view, write_package, write_cohort])
def test_both_or_neither_where_a_move_gives_a_file_another_number(
    write: Write, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows numbers the files on FAT so; a copy instead of the move does the same here."""

    def copy_and_remove(source: str, target: str) -> None:
        shutil.copyfile(source, f"{target}.moved")
        os.rename(f"{target}.moved", target)
        os.unlink(source)

    write(out, BEFORE)
    written = contents(out)
    monkeypatch.setattr(os, "replace", copy_and_remove)
    with move_refused(out / WRITERS[write]), pytest.raises(ExportError, match="cannot be written"):
        write(out, AFTER)
    assert contents(out) == written
