"""The house: which floor may look into which, read from the syntax trees of every folder."""

import ast
from pathlib import Path
from typing import NamedTuple

import pytest

import vitk2

PACKAGE = Path(vitk2.__file__).parent
CURATE = Path(__file__).resolve().parent.parent / "curate"
OURS = {"vitk2": PACKAGE, "curate": CURATE}
"""What is written here, and where: the package, and beside it what builds its table."""

FLOORS = ("", "catalog", "queries", "diary", "cohort", "output", "terminal", "cli")
"""From the lowest up, '' being the root; a file imports its own floor or a lower one."""

BESIDE = {"terminal", "charts", "page"}
"""Packages of one floor: a medium each, and none imports another."""

ABOVE_ITS_FLOOR = {
    "__init__": "output",  # the public names, from wherever they live
    "api": "diary",
    "__main__": "cli",
}
"""What stands at the root and reaches up, and to which floor."""

CURATE_MAY = {"", "catalog", "curate"}
"""It stands beside the floors: none of them imports it."""

ONLY = {
    "click": {"cli"},
    "rich": {
        *("terminal.console", "terminal.search", "terminal.food", "terminal.intake"),
        *("terminal.claims", "terminal.table_widths", "output.step_progress"),
    },
    "pandas": {"output.formats.dataframe", "curate"},
    "pyarrow": {"output.formats.parquet", "cohort"},
    "sqlite3": {"catalog", "output.formats.sqlite"},  # a database file is one more format
    "matplotlib": {"charts.fonts", "charts.layout"},
    **{key: {"cohort"} for key in ("ibis", "duckdb", "pyspark")},
}
DEFERRED = {
    ("text", "unicodedata"),  # most words are plain
    ("text", "difflib"),  # only a mistake needs it
    ("__init__", "importlib"),  # only a public name that is asked for
    ("catalog.catalog", "vitk2.catalog.cache"),  # a finished index does without
    ("catalog.paths", "json"),  # an index knows its version
    ("catalog.user_data", "vitk2.catalog.cache"),
    ("catalog.index", "snowballstemmer"),  # a finished index holds the stems
    ("queries.search", "vitk2.queries.generic_words"),
    ("queries.search", "vitk2.queries.generic_words"),
    ("queries.generic_words", "snowballstemmer"),  # only what is not found needs it
    ("output.formats.dataframe", "pandas"),
    ("terminal.console", "rich"),
    ("terminal.console", "vitk2.terminal.table_widths"),  # needs rich, which a pipe does without
    ("terminal.food", "rich"),
    ("output.formats.text", "csv"),  # a screen needs none
    ("output.formats.text", "json"),  # most answers are no JSON
    ("output.formats.text", "decimal"),  # hardly any number is so small or so large
    (
        "output.formats.parquet",
        "pyarrow",
    ),  # an extra; the module says so where it is missing
    ("output.save", "vitk2.output.formats.sqlite"),  # only a database needs it
    ("output.formats.registry", "vitk2.output.metadata"),  # most formats have no footer
    ("output.answers", "vitk2.queries.listings"),  # most answers are rows
    *(
        (r, "vitk2.output.formats.datapackage") for r in ("output.write", "output.save")
    ),  # most are none
    ("output.write", "vitk2.output.formats.spreadsheet"),  # most files are read by other programs
    ("output.save", "logging"),  # only a chart needs it
    *(
        (r, "vitk2.output.save") for r in ("output.write", "cli.output_options")
    ),  # most go to a screen
    ("output.write", "vitk2.output.pager"),  # most answers need none
    ("cli.options", "vitk2.output.progress_bar"),  # only an index in the making needs it
    ("cli.output_options", "vitk2.files"),  # most answers go to a screen or a pipe
    ("cli.options", "shutil"),  # only a terminal has a height
    ("output.write", "shutil"),  # only a terminal has a width
    ("output.write", "textwrap"),
    ("cli.main", "vitk2.queries.interpret"),  # hardly anybody writes words behind a form
    ("cli.main", "vitk2.cli.options"),
    ("cli.main", "vitk2.catalog.paths"),  # commands bring it along; only --version is without
    ("cli.cohort", "vitk2.cohort.run"),  # its help needs no extra
    ("cli.cohort", "vitk2.cohort.engines"),
    ("cli.cohort", "vitk2.output.step_progress"),  # needs rich, which --help does without
    ("cohort.spark", "pyspark"),  # an extra of its own
    # the public name is found without the extra
    *(("cohort.api", f"vitk2.cohort.{room}") for room in ("run", "engines", "frames")),
    ("cli.path_types", "click"),
    ("cli.types", "click"),  # only a completing shell needs click.shell_completion
}
"""(room, what it imports inside a function), each for a reason."""


class Import(NamedTuple):
    """One import as written: the module it names, and whether it stands inside a function."""

    module: str
    deferred: bool

    @property
    def package(self) -> str:
        return self.module.split(".")[0]

    @property
    def floor(self) -> str:
        """The floor of a room of ours."""
        if self.package == "curate":
            return "curate"
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 and (PACKAGE / parts[1]).is_dir() else ""


def room_of(path: Path) -> str:
    """`queries/query.py` of vitk2 is the room `queries.query`, curate/build.py `curate.build`."""
    above = CURATE.parent if path.is_relative_to(CURATE) else PACKAGE
    return ".".join(path.relative_to(above).with_suffix("").parts)


FILES = sorted(path for folder in OURS.values() for path in folder.rglob("*.py"))
PATHS = [path for path in FILES if path.read_text(encoding="utf-8").strip()]
ROOMS = {room_of(p): p for p in PATHS}


def imports_in(code: str, room: str) -> list[Import]:
    """Every import of a room outside `if TYPE_CHECKING`, in whatever spelling."""
    tree = ast.parse(code)
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for node in ast.walk(function)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = _from(node, room)
        else:
            continue
        found += [Import(name, id(node) in inside) for name in names]
    return found


def _from(node: ast.ImportFrom, room: str) -> list[str]:
    """What `from ... import a, b` names: a module of ours where a or b is one, else the module."""
    base = node.module or ""
    if node.level:
        within = [] if floor_of(room) == "curate" else ["vitk2"]
        above = [*within, *room.split(".")[: -node.level]]
        base = ".".join([*above, *filter(None, [base])])
    package, *folders = base.split(".")
    if package not in OURS:
        return [base]
    folder = OURS[package].joinpath(*folders)
    is_room = {a.name: (folder / f"{a.name}.py").exists() for a in node.names}
    return [f"{base}.{name}" if there else base for name, there in is_room.items()]


def imports(room: str) -> list[Import]:
    return imports_in(ROOMS[room].read_text(encoding="utf-8"), room)


def floor_of(room: str) -> str:
    return ABOVE_ITS_FLOOR.get(room) or (room.partition(".")[0] if "." in room else "")


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("import vitk2.cli.main", "vitk2.cli.main"),
        ("import vitk2.cli.main as m", "vitk2.cli.main"),
        ("from vitk2 import cli", "vitk2"),
        ("from vitk2.cli import main", "vitk2.cli.main"),
        ("from vitk2.cli.main import cli", "vitk2.cli.main"),
        ("from ..cli import main", "vitk2.cli.main"),
        ("from ..cli.main import cli", "vitk2.cli.main"),
        ("from . import query", "vitk2.queries.query"),
        ("def f():\n    from vitk2.cli.main import cli", "vitk2.cli.main"),
        ("if True:\n    import vitk2.cli.main", "vitk2.cli.main"),
    ],
)
def test_an_import_is_found_in_every_spelling(code: str, module: str) -> None:
    (found,) = imports_in(code, "queries.search")
    assert found.module == module
    assert found.deferred is code.startswith("def")


@pytest.mark.parametrize(
    "code", ["import curate.build", "from curate import build", "from curate.build import number"]
)
def test_curate_is_found_in_every_spelling_and_on_no_floor(code: str) -> None:
    (found,) = imports_in(code, "queries.search")
    assert found == Import("curate.build", False)
    assert found.floor not in (*FLOORS, *BESIDE)


def test_curate_may_name_its_own_rooms_and_those_of_the_package() -> None:
    code = "from .build import number\nfrom . import build\nfrom vitk2.catalog.k2 import add_up"
    found = imports_in(code, "curate.__main__")
    assert [i.module for i in found] == ["curate.build", "curate.build", "vitk2.catalog.k2"]
    assert {i.floor for i in found} == {"curate", "catalog"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_its_own_floor_or_a_lower_one(room: str) -> None:
    ours = {i.floor for i in imports(room) if i.package in OURS}
    if floor_of(room) == "curate":
        assert ours <= CURATE_MAY
    else:
        floor = floor_of(room)
        level = FLOORS.index("terminal" if floor in BESIDE else floor)
        allowed = BESIDE if floor == "cli" else {floor} & BESIDE
        assert ours - BESIDE <= set(FLOORS[: level + 1])
        assert ours & BESIDE <= allowed


@pytest.mark.parametrize("room", ROOMS)
def test_libraries_are_imported_only_where_they_belong(room: str) -> None:
    for found in imports(room):
        allowed = ONLY.get(found.package, {room})
        assert {room, floor_of(room)} & allowed, f"{room} imports {found.package}"


@pytest.mark.parametrize("room", ROOMS)
def test_only_what_is_heavy_is_imported_late(room: str) -> None:
    late = {
        (room, i.module if i.package == "vitk2" else i.package) for i in imports(room) if i.deferred
    }
    assert late <= DEFERRED


def test_no_late_import_is_listed_that_is_none() -> None:
    late = {
        (room, i.module if i.package == "vitk2" else i.package)
        for room in ROOMS
        for i in imports(room)
        if i.deferred
    }
    assert late >= DEFERRED


def test_a_folder_holds_rooms_and_an_empty_init() -> None:
    for folder in {p.parent for p in PATHS} - {PACKAGE}:
        assert (folder / "__init__.py").read_text(encoding="utf-8") == ""
        assert len([p for p in PATHS if p.parent == folder]) > 1, f"{folder.name} is one file"


def test_no_module_hides_a_public_name() -> None:
    modules = {p.stem for p in PACKAGE.iterdir() if p.stem != "__init__"}
    assert not modules & set(vitk2.__all__)


def test_every_public_name_is_found_where_it_lives() -> None:
    named = [name for names in vitk2._HOMES.values() for name in names]
    assert sorted(named) == sorted(vitk2.__all__)
    assert set(named) <= set(dir(vitk2))
    assert all(getattr(vitk2, name) for name in named)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = vitk2.nothing


def test_rooms_stay_small() -> None:
    tests = Path(__file__).parent.rglob("*.py")
    for path in (*PATHS, *tests):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


def test_no_two_rooms_import_each_other_round_about() -> None:
    behind = {
        room: {i.module.removeprefix("vitk2.") for i in imports(room)} & set(ROOMS)
        for room in ROOMS
    }

    def reached(room: str) -> set[str]:
        found: set[str] = set()
        ahead = set(behind[room])
        while ahead:
            found |= ahead
            ahead = {b for a in ahead for b in behind[a]} - found
        return found

    assert [room for room in ROOMS if room in reached(room)] == []
