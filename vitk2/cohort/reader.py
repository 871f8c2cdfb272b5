"""The files of a diary: one, a folder or a pattern of them, all parquet or all csv."""

import glob
import os
from typing import Final, NamedTuple

from vitk2.errors import DataError

KINDS: Final = {".parquet": "parquet", ".csv": "csv", ".csv.gz": "csv"}
"""The file endings that are read, and their formats."""


class DiaryFiles(NamedTuple):
    """Paths in order, and their format, parquet or csv."""

    paths: list[str]
    kind: str


def diary_files(diary: str) -> DiaryFiles:
    """Return the files that a path names, each once; a name that exists is not a pattern.

    Raises DataError if there are none, or files of two formats.
    """
    matches = [diary] if os.path.exists(diary) else sorted(glob.glob(diary, recursive=True))
    paths = list(dict.fromkeys(path for one in matches for path in _within(one, diary)))
    endings = ", ".join(KINDS)
    if not paths:
        raise DataError([f"{diary}: no file: name a file, a folder or a pattern ({endings})"])
    formats = {path: format_of_file(path) for path in paths}
    problems = [f"{path}: is neither of {endings}" for path, kind in formats.items() if not kind]
    problems += [f"{path}: is not a file" for path in paths if not os.path.isfile(path)]
    empty = [f"{p}: is empty" for p in paths if os.path.isfile(p) and not os.path.getsize(p)]
    if len(set(formats.values()) - {""}) > 1:
        problems.append(f"{diary}: csv and parquet together: name one kind, such as '*.parquet'")
    if problems or empty:
        raise DataError(problems + empty)
    return DiaryFiles(paths, formats[paths[0]])


def _within(path: str, diary: str) -> list[str]:
    """Return the files in a folder that is the diary or has a data file's ending, as Spark's do."""
    if not os.path.isdir(path) or not (path == diary or format_of_file(path)):
        return [path]
    names = [name for name in sorted(os.listdir(path)) if not name.startswith((".", "_"))]
    within = [os.path.join(path, name) for name in names if format_of_file(name)]
    return [file for one in within for file in _within(one, diary)]


def format_of_file(path: str) -> str:
    """Return the format of a file by its ending; '' if it is not read."""
    lower = path.lower()
    return next((kind for ending, kind in KINDS.items() if lower.endswith(ending)), "")
