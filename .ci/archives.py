"""Hold two builds side by side: the same bytes, all that is needed inside, and nothing else.

Usage: archives.py DIRECTORY DIRECTORY, each with one wheel and one source archive.
"""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

BUILD = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
DIST_INFO = ("METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", "RECORD")
ADDED_TO_SOURCE = ("pyproject.toml", ".gitignore", "PKG-INFO")
NEVER_INSTALLED = "curate/"
"""What builds the tables: all of it in the source archive, whatever pyproject.toml lists."""


def tracked() -> set[str]:
    """The files of the repository, by their paths."""
    command = ["git", "ls-files", "-z"]  # whichever git there is
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return set(listed.split("\0")) - {""}


def in_wheel() -> set[str]:
    """What the wheel should hold: the package, its tables, and what an installer needs."""
    tables = set(BUILD["targets"]["wheel"]["force-include"].values())
    package = {f for f in tracked() if f.startswith("vitk2/")}
    return (package | tables | set(DIST_INFO)) - builder()


def in_source() -> set[str]:
    """What the source archive should hold: what pyproject.toml lists, and the builder's files."""
    listed = set(BUILD["targets"]["sdist"]["include"])
    chosen = {f for f in tracked() if f in listed or f.split("/")[0] in listed}
    return chosen | builder() | set(ADDED_TO_SOURCE)


def builder() -> set[str]:
    """The files that build the tables. Exits where there are none, for example after a move."""
    files = {f for f in tracked() if f.startswith(NEVER_INSTALLED)}
    if not files:
        sys.exit(f"{NEVER_INSTALLED}: not in the repository; name its new place here")
    return files


def held(path: Path) -> set[str]:
    """The files in an archive, without the directory that is named after the version."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            names = wheel.namelist()
        return {n.partition(".dist-info/")[2] or n for n in names}
    with tarfile.open(path) as source:
        return {member.name.partition("/")[2] for member in source if member.isfile()}


def main(first: Path, second: Path) -> None:
    """Exit with the first difference found."""
    for path in sorted(first.iterdir()):
        if path.read_bytes() != (second / path.name).read_bytes():
            sys.exit(f"{path.name}: not the same bytes twice")
        found, wanted = held(path), in_wheel() if path.suffix == ".whl" else in_source()
        for told, files in (("is not needed", found - wanted), ("is missing", wanted - found)):
            if files:
                sys.exit(f"{path.name}: {told}: {', '.join(sorted(files))}")
        print(f"{path.name}: {len(found)} files, the same bytes twice")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
