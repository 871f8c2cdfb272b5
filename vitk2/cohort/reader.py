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
    """The files that a path names, each once; a name that exists is no pattern.

    Raises DataError where it names none, or files of two kinds.
    """
    named = [diary] if os.path.exists(diary) else sorted(glob.glob(diary, recursive=True))
    paths = list(dict.fromkeys(path for one in named for path in _within(one, diary)))
    endings = ", ".join(KINDS)
    if not paths:
        raise DataError([f"{diary}: no file: name a file, a folder or a pattern ({endings})"])
    kinds = {path: kind_of(path) for path in paths}
    strangers = [f"{path}: is neither of {endings}" for path, kind in kinds.items() if not kind]
    strangers += [f"{path}: is not a file" for path in paths if not os.path.isfile(path)]
    empty = [f"{p}: is empty" for p in paths if os.path.isfile(p) and not os.path.getsize(p)]
    if len(set(kinds.values()) - {""}) > 1:
        strangers.append(f"{diary}: csv and parquet together: name one kind, such as '*.parquet'")
    if strangers or empty:
        raise DataError(strangers + empty)
    return DiaryFiles(paths, kinds[paths[0]])


def _within(path: str, diary: str) -> list[str]:
    """The files of a folder that is the diary, or that is named as a file of it, as Spark's are."""
    if not os.path.isdir(path) or not (path == diary or kind_of(path)):
        return [path]
    names = [name for name in sorted(os.listdir(path)) if not name.startswith((".", "_"))]
    within = [os.path.join(path, name) for name in names if kind_of(name)]
    return [file for one in within for file in _within(one, diary)]


def kind_of(path: str) -> str:
    """What a file is by its ending; '' where it is nothing that is read."""
    lower = path.lower()
    return next((kind for ending, kind in KINDS.items() if lower.endswith(ending)), "")
