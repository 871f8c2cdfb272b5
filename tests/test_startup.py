"""A look-up loads nothing heavy: modules are counted, time is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"rich", "pandas", "numpy", "openpyxl", "pyarrow", "matplotlib"}
HEAVY |= {"ibis", "duckdb", "pyspark"}
SCRIPT = """
import sys
from vitk2.__main__ import main
sys.argv = ["vitk2", *sys.argv[1:]]
try:
    main()
finally:
    print("\\n".join(sorted(sys.modules)), file=open("modules", "w"))
"""


def modules_after(directory: Path, *arguments: str) -> set[str]:
    """Run the command and return the full names of all modules that it loaded."""
    command = [sys.executable, "-c", SCRIPT, *arguments]
    subprocess.run(command, cwd=directory, check=True, capture_output=True)
    return set((directory / "modules").read_text().split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("search", "natto"),
        ("top", "MK-7"),
        ("top", "MK-7", "--json"),
        ("show", "natto"),
        ("export", "natto"),
        ("intake", "natto:40 g"),
        ("chart", "--help"),
        ("groups",),
        ("forms", "--csv"),
        ("sources", "kamao-2007"),
        ("cite", "natto", "--bibtex"),
        ("page", "natto"),
        ("completion", "zsh"),
        ("cohort", "--help"),
    ],
)
def test_in_a_pipe_neither_rich_nor_pandas_is_loaded(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    loaded = modules_after(tmp_path, *arguments)
    assert "click" in loaded
    assert not HEAVY & loaded


@pytest.mark.parametrize("question", ["search natto", "top MK-7", "show natto"])
def test_a_look_up_asks_for_no_translation(tmp_path: Path, question: str) -> None:
    """click does, as it makes a path or a help option of its own: 1 ms of each look-up."""
    assert "locale" not in modules_after(tmp_path, *question.split())


@pytest.mark.parametrize("arguments", [(), ("--help",), ("help", "grades")])
def test_the_first_screens_load_no_catalogue(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    loaded = modules_after(tmp_path, *arguments)
    assert "vitk2.cli" in loaded
    assert "vitk2.catalog.catalog" not in loaded


def test_the_version_opens_no_index(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vitk2", "--version"]
    environment = os.environ | {"VITK2_CACHE": str(tmp_path)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert list(tmp_path.iterdir()) == []


def test_a_table_loads_rich_and_still_no_pandas(tmp_path: Path) -> None:
    loaded = modules_after(tmp_path, "top", "MK-7", "--format", "table")
    assert HEAVY & loaded == {"rich"}


def test_importing_the_package_loads_no_pandas(tmp_path: Path) -> None:
    script = "import sys, vitk2; sys.exit(bool({'pandas', 'rich', 'click'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
