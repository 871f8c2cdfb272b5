"""A lock is held by one at a time, and its file goes with its holder."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from vitk2 import locks

pytest.importorskip("fcntl", reason="locks are those of Unix")


def wait_until_open(path: Path, times: int) -> None:
    """Wait until this process has a file open so many times, for five seconds at most."""
    end = monotonic() + 5
    while monotonic() < end and opened(path) < times:
        sleep(0.01)


def opened(path: Path) -> int:
    """Return how often this process has the file of a path open, or one that was removed there."""
    found = [_target(fd) for fd in os.listdir("/proc/self/fd")]
    return sum(target.removesuffix(" (deleted)") == str(path) for target in found)


def _target(descriptor: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def test_a_lock_is_abandoned_where_its_file_is_there_and_nobody_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    assert locks.is_abandoned(str(path)) is False
    descriptor = locks.acquire(str(path))
    assert locks.is_abandoned(str(path)) is False
    os.close(descriptor)
    assert locks.is_abandoned(str(path)) is True


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="open files are counted in /proc")
def test_who_waited_for_a_lock_that_was_removed_makes_it_anew_and_leaves_nothing_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.lock"
    first = locks.acquire(str(path))
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(locks.acquire, str(path))
        wait_until_open(path, 2)
        path.unlink()
        os.close(first)
        second = waiting.result(timeout=5)
    assert os.path.samestat(os.stat(path), os.fstat(second))
    assert opened(path) == 1
    os.close(second)
    assert opened(path) == 0
