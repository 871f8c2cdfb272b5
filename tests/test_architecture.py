"""The house: which room may look into which, read from the syntax trees."""

import ast
from pathlib import Path

import pytest

import vitk2

PACKAGE = Path(vitk2.__file__).parent
ORDER = [
    "errors",
    "model",
    "tables",
    "ingest",
    "index",
    "catalog",
    "own",
    "plainwords",
    "query",
    "filters",
    "ranking",
    "selection",
    "lookup",
    "comparison",
    "diary",
    "api",
    "evidence",
    "frame",
    "export",
    "numbers",
    "present",
    "card",
    "dayview",
    "output",
    "options",
    "commands",
    "cli",
    "__main__",
]
ONLY = {
    "click": {"options", "commands", "cli"},
    "rich": {"present", "card", "dayview"},
    "pandas": {"frame"},
    "sqlite3": {"index", "catalog"},
}
DEFERRED = {
    ("frame", "pandas"),
    ("present", "rich"),
    ("card", "rich"),
    ("catalog", "vitk2"),  # ingest and index: a finished index does without
    ("own", "vitk2"),  # the same
    ("output", "vitk2"),  # present and card: only a table needs them
    ("output", "shutil"),  # and textwrap: only a terminal has a width
    ("output", "textwrap"),
    ("export", "vitk2"),  # frame: only xlsx and parquet need it
    ("model", "unicodedata"),  # most words are plain
    ("export", "json"),  # most answers are no JSON
    ("model", "difflib"),  # only a mistake needs it
    ("options", "click"),  # click.shell_completion: only a completing shell needs it
}
ROOMS = ("commands", "diary")
MODULES = [p.stem for p in PACKAGE.glob("*.py") if p.stem != "__init__"] + list(ROOMS)


def imports(module: str) -> list[tuple[str, str, bool]]:
    """(package, module of ours or '', deferred) of each import outside TYPE_CHECKING."""
    paths = PACKAGE.glob(f"{module}/*.py") if module in ROOMS else [PACKAGE / f"{module}.py"]
    return [found for path in paths for found in imports_of(path)]


def imports_of(path: Path) -> list[tuple[str, str, bool]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    top = {id(node) for node in tree.body}
    found = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        deferred = id(node) not in top
        if isinstance(node, ast.Import):
            found += [(a.name.split(".")[0], "", deferred) for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            package, _, module = node.module.partition(".")
            if package == "vitk2" and not module:
                found += [
                    (package, a.name if a.name in MODULES else "", deferred) for a in node.names
                ]
            else:
                found.append(
                    (package, module.split(".")[0] if package == "vitk2" else "", deferred)
                )
    return found


def test_every_module_has_its_place_in_the_order() -> None:
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_those_left_of_it(module: str) -> None:
    ours = {m for package, m, _ in imports(module) if package == "vitk2" and m}
    assert ours - {module} <= set(ORDER[: ORDER.index(module)])


@pytest.mark.parametrize("module", ORDER)
def test_libraries_are_imported_only_where_they_belong(module: str) -> None:
    for package, _, _ in imports(module):
        assert module in ONLY.get(package, {module}), f"{module} imports {package}"


@pytest.mark.parametrize("module", ORDER)
def test_only_what_is_heavy_is_imported_late(module: str) -> None:
    late = {(module, package) for package, _, deferred in imports(module) if deferred}
    assert late <= DEFERRED


def test_nothing_imports_the_curators_tools() -> None:
    for module in MODULES:
        assert not [m for p, m, _ in imports(module) if p == "vitk2" and m == "curate"]


def test_rooms_stay_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
