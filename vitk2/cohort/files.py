"""The files of a diary: one, a folder or a pattern of them, all parquet or all csv."""

import glob
import os
from typing import Final, NamedTuple

from vitk2.errors import DataError

KINDS: Final = {".parquet": "parquet", ".csv": "csv", ".csv.gz": "csv"}
"""Endings that are read, and what they are."""


class DiaryFiles(NamedTuple):
    """Paths in order, and whether they are parquet or csv."""

    paths: list[str]
    kind: str


def diary_files(diary: str) -> DiaryFiles:
    """The files that a path names. Raises DataError where it names none, or files of two kinds."""
    if os.path.isdir(diary):
        within = [os.path.join(diary, name) for name in sorted(os.listdir(diary))]
        paths = [p for p in within if kind_of(p) and not os.path.basename(p).startswith((".", "_"))]
    else:
        paths = [diary] if os.path.exists(diary) else sorted(glob.glob(diary, recursive=True))
    endings = ", ".join(KINDS)
    if not paths:
        raise DataError([f"{diary}: no file: name a file, a folder or a pattern ({endings})"])
    kinds = {path: kind_of(path) for path in paths}
    strangers = [f"{path}: is neither of {endings}" for path, kind in kinds.items() if not kind]
    empty = [f"{path}: is empty" for path in paths if not os.path.getsize(path)]
    if len(set(kinds.values()) - {""}) > 1:
        strangers.append(f"{diary}: csv and parquet together: name one kind, such as '*.parquet'")
    if strangers or empty:
        raise DataError(strangers + empty)
    return DiaryFiles(paths, kinds[paths[0]])


def kind_of(path: str) -> str:
    """What a file is by its ending; '' where it is nothing that is read."""
    lower = path.lower()
    return next((kind for ending, kind in KINDS.items() if lower.endswith(ending)), "")
