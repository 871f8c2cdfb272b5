"""Compare every answer of this checkout with that of an earlier version, byte by byte.

    python tests/same_answers.py REVISION [--keep DIRECTORY]

It installs REVISION into an environment of its own, runs some 400 command lines with both, and
compares stdout, stderr, exit code, files and their modes. Files that hold more than their answer
are compared by it: an xlsx by its cells, an svg by its texts, sqlite by a sorted dump. The
signature of every public name, the dtypes of `to_frame` and the index are compared too. An
intended difference is listed in same_answers_allowed.txt with its reason.

`--keep` keeps the environments, so that the next run after a change takes a minute.
"""

import argparse
import difflib
import io
import os
import re
import shlex
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from same_answers_calls import Call, calls, write_inputs

ROOT: Final = Path(__file__).resolve().parent.parent
ALLOWED: Final = Path(__file__).with_name("same_answers_allowed.txt")


class Version(NamedTuple):
    """A version of the program with a directory for its runs."""

    python: Path
    home: Path

    @property
    def program(self) -> Path:
        return self.python.with_name("vitk2")

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "VITK2_CACHE": str(self.home / "cache"),
            "MPLCONFIGDIR": str(self.home / "matplotlib"),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
            "LINES": "24",
            "PYTHONHASHSEED": "0",
        }


def answer(version: Version, call: Call) -> dict[str, str]:
    """Run a command line in a fresh directory; return what it leaves, part by part."""
    with tempfile.TemporaryDirectory(dir=version.home) as directory:
        there = Path(directory)
        write_inputs(there)
        before = {path: path.stat().st_mtime_ns for path in there.rglob("*")}
        environment = version.environment()
        if call.completes:
            words = f"vitk2 {call.line}"
            environment |= {"_VITK2_COMPLETE": "bash_complete", "COMP_WORDS": words}
            environment["COMP_CWORD"] = str(len(words.split(" ")) - 1)
            command = [str(version.program)]
        else:
            command = [str(version.program), *shlex.split(call.line)]
        if call.on_screen:
            command = ["script", "-qec", shlex.join(command), "/dev/null"]
            environment |= {"TERM": "xterm-256color", "SHELL": "/bin/sh"}
        done = subprocess.run(
            command,
            cwd=there,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        parts = {
            "exit": str(done.returncode),
            "stdout": done.stdout.decode("utf-8", "replace"),
            "stderr": done.stderr.decode("utf-8", "replace"),
        }
        for path in sorted(there.rglob("*")):
            if path.is_file() and before.get(path) != path.stat().st_mtime_ns:
                mode = stat.S_IMODE(path.stat().st_mode)
                text = content(path)
                if call.line.startswith("cohort"):  # its rows have no order
                    text = "\n".join(sorted(text.splitlines()))
                parts[f"{path.relative_to(there)} {mode:o}"] = text
        return {name: _settled(text, directory, version) for name, text in parts.items()}


UNSETTLED: Final = (
    r"Reading the tables, once: [^\r\n]*[\r\n]*",  # only the run that builds the index shows it
    r"\x1b\[2K[^\r\n]*0:00:\d\d[^\r\n]*[\r\n]*",  # how often a spinner turns
    r"(?<=;id=)\d+",  # a link's number, drawn by lot
    r"(?m)^ *(?://|/\*\*).*$",  # comments of a page name the module that has the rule in Python
    r"'sha256-[^']*'",
)
"""Patterns of text that differs from run to run, or depends on where the code is."""


def _settled(text: str, directory: str, version: Version) -> str:
    """Return a text without what differs from run to run, and the directories of this one."""
    for pattern in UNSETTLED:
        text = re.sub(pattern, "", text)
    return text.replace(directory, "DIR").replace(str(version.home), "HOME")


def content(path: Path) -> str:
    """Return the contents of a file as text, without what differs from run to run."""
    if path.suffix == ".svg":
        return "\n".join(re.findall(r">([^<>]+)<", path.read_text(encoding="utf-8")))
    if path.suffix in (".xlsx", ".parquet", ".sqlite"):
        if path.suffix == ".sqlite":
            return dump(path)
        reader = {".xlsx": READ_XLSX, ".parquet": READ_PARQUET}[path.suffix]
        return subprocess.run(
            [sys.executable, "-c", reader, path], capture_output=True, text=True, check=True
        ).stdout
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data.hex()
    if path.suffix == ".json" and '"python"' in text:  # facts of a cohort's run name the machine
        text = re.sub(r'"(python|ibis|engine|seconds)": [^\n]*', r'"\1": ...', text)
    return text


READ_XLSX: Final = """
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1]):
    print(sheet.title, sheet.freeze_panes, sheet.auto_filter.ref)
    for row in sheet.iter_rows():
        print([(c.value, c.data_type, c.number_format) for c in row])
"""
READ_PARQUET: Final = """
import sys, pyarrow.parquet as parquet
table = parquet.read_table(sys.argv[1])
print(table.schema.to_string(show_field_metadata=True), table.schema.metadata)
print(*map(str, table.to_pylist()), sep="\\n")
"""


def dump(path: Path) -> str:
    """The rows of a database, sorted, whatever order they were written in."""
    connection = sqlite3.connect(path)
    try:
        return "\n".join(sorted(connection.iterdump()))
    finally:
        connection.close()


IN_PYTHON: Final = """
import inspect, sys, warnings
import vitk2
for name in sorted(vitk2.__all__):
    public = getattr(vitk2, name)
    try:
        print(name, inspect.signature(public))
    except (TypeError, ValueError):
        print(name, type(public).__name__)
    for part in sorted(p for p in dir(public) if not p.startswith("_")):
        print(" ", name, part)
answers = {
    "search": vitk2.search("cheese", "MK-9"),
    "top": vitk2.top("MK-7"),
    "show": vitk2.show("natto"),
    "compare": vitk2.compare("natto", "kale-raw"),
    "intake": vitk2.intake("natto:40 g", "100 g kale-raw"),
    "numbers": vitk2.select(vitk2.Catalog(), vitk2.Query(shape="measurements")),
}
for name, found in answers.items():
    frame = vitk2.to_frame(found)
    print(name, frame.shape, {c: str(t) for c, t in frame.dtypes.items()})
    print(frame.head(3).to_csv())
"""

EVERY_MODULE: Final = """
import importlib, pkgutil, vitk2
for module in pkgutil.walk_packages(vitk2.__path__, "vitk2."):
    if module.name not in ("vitk2.__main__", "vitk2.cohort.spark"):
        importlib.import_module(module.name)
"""


def index_of(version: Version) -> dict[str, str]:
    """The index that the version built over the published table, sorted."""
    every = (version.home / "cache").glob("*.sqlite3")
    return {"index": max(map(dump, every), key=len)}


def in_python(version: Version) -> dict[str, str]:
    """Return what Python code gets: signatures, types of columns, the first rows."""
    done = subprocess.run(
        [version.python, "-c", IN_PYTHON],
        cwd=version.home,
        env=version.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    without_homes = re.sub(r" at 0x\w+|\bvitk2(?:\.\w+)*\.(?=[A-Z])", "", done.stdout)
    return {"python": without_homes, "errors": done.stderr}


def installed(revision: str, directory: Path) -> Version:
    """A version of the program in an environment of its own; one that exists already is reused."""
    home = directory / re.sub(r"\W", "_", revision)
    version = Version(home / "venv" / "bin" / "python", home)
    if version.program.exists():
        return version
    source = home / "source"
    git = ["git", "archive", "--format=tar", revision]  # whichever git there is
    archive = subprocess.run(git, cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(source, filter="data")
    subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
    extras = f"{source}[parquet,plot,cohort]"
    subprocess.run([version.python, "-m", "pip", "install", "-qq", extras], check=True)
    return version


def ready(version: Version) -> Version:
    """A version with its index built, and with tables of one's own beside its runs."""
    shutil.rmtree(version.home / "own", ignore_errors=True)
    for arguments in (["check", "own", "--init"], ["--data", "own", "show", "my-home-made-natto"]):
        subprocess.run(
            [version.program, *arguments],
            cwd=version.home,
            env=version.environment(),
            capture_output=True,
            check=True,
        )
    return version


def differences(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    """The lines in which two answers differ, part by part."""
    for part in sorted(old.keys() | new.keys()):
        before, now = (found.get(part, "(not there)").splitlines() for found in (old, new))
        if before != now:
            yield f"  {part}:"
            changed = difflib.unified_diff(before, now, lineterm="", n=0)
            yield from (f"    {line[:200]}" for line in list(changed)[2:12])


def allowed() -> list[re.Pattern[str]]:
    """Return patterns of the names of calls that may differ, each before ` # ` and its reason."""
    lines = ALLOWED.read_text(encoding="utf-8").splitlines() if ALLOWED.exists() else []
    return [re.compile(line.partition(" # ")[0]) for line in lines if line and line[0] != "#"]


def compared(old: Version, new: Version, every: Iterable[Call]) -> dict[str, list[str]]:
    """The differences of every call that has any, by its name."""

    def both(call: Call) -> tuple[str, list[str]]:
        return call.name, list(differences(answer(old, call), answer(new, call)))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(pool.map(both, every))
    found["python"] = list(differences(in_python(old), in_python(new)))
    found["index"] = list(differences(index_of(old), index_of(new)))
    return {name: lines for name, lines in found.items() if lines}


def main() -> None:
    """Compare, print the differences, and exit with 1 where one is not allowed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("revision")
    parser.add_argument("--keep", type=Path, help="where environments are kept")
    parser.add_argument("--only", default="", help="compare calls that match this pattern")
    options = parser.parse_args()
    directory = options.keep or Path(tempfile.mkdtemp())
    directory.mkdir(parents=True, exist_ok=True)
    directory = directory.resolve()
    try:
        subprocess.run([sys.executable, "-W", "error", "-c", EVERY_MODULE], cwd=ROOT, check=True)
        new = Version(Path(sys.executable), directory / "checkout")
        new.home.mkdir(exist_ok=True)
        every = [call for call in calls() if re.search(options.only, call.name)]
        old = installed(options.revision, directory)
        found = compared(ready(old), ready(new), every)
    finally:
        if not options.keep:
            shutil.rmtree(directory)
    patterns = allowed()
    intended = {name for name in found if any(p.search(name) for p in patterns)}
    for name in sorted(found):
        print("allowed" if name in intended else "DIFFERS", name, *found[name], sep="\n")
    differ = len(found) - len(intended)
    print(f"{len(every) + 2} compared, {len(intended)} allowed to differ, {differ} differ")
    sys.exit(bool(found.keys() - intended))


if __name__ == "__main__":
    main()
