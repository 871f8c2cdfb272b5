"""The directories of the tables and of the index over them."""

import os
import sys

from vitk2.catalog.schema import COLUMNS, DESCRIPTOR
from vitk2.errors import DataError

Directory = str | os.PathLike[str]
"""A directory, as a string or a Path."""


def data_dir() -> str:
    """Return the directory of the published CSV files, in the package or in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "data")


def files_in(directory: str) -> list[str]:
    """Return the files to read in a directory of tables, whether they exist or not."""
    return [os.path.join(directory, name) for name in (*(f"{t}.csv" for t in COLUMNS), DESCRIPTOR)]


def published_version() -> str:
    """Return the version of the published table, read from its descriptor without an index.

    Raises DataError when it cannot be read.
    """
    import json  # look-ups find it in the index

    path = os.path.join(data_dir(), DESCRIPTOR)
    try:
        with open(path, encoding="utf-8") as stream:
            return str(json.load(stream)["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError([f"{path}: no version could be read: {error}"]) from error


def cache_dir() -> str:
    """Return the directory of this user's caches on this system; VITK2_CACHE overrides it."""
    if chosen := os.environ.get("VITK2_CACHE"):
        return chosen
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "vitk2")
