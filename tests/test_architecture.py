"""The import rule: which layer may import which, read from the syntax tree of every module."""

import ast
from pathlib import Path
from typing import NamedTuple

import pytest

import vitk2

PACKAGE = Path(vitk2.__file__).parent
CURATE = Path(__file__).resolve().parent.parent / "curate"
OURS = {"vitk2": PACKAGE, "curate": CURATE}
"""The folders of our code: the package, and beside it the build of its table."""

LAYERS = ("", "catalog", "queries", "diary", "cohort", "output", "terminal", "cli")
"""From the lowest up, '' being the root: a module imports its own layer or a lower one."""

BESIDE = {"terminal", "charts", "page"}
"""Packages of one layer, a medium each: none imports another."""

LAYER_OF_ROOT_MODULE = {
    "__init__": "output",  # the public names, from wherever they live
    "api": "diary",
    "__main__": "cli",
}
"""Root modules that import upwards, and the highest layer of each."""

CURATE_MAY = {"", "catalog", "curate"}
"""The layers that curate imports; none of them imports curate."""

ONLY = {
    "click": {"cli"},
    "rich": {
        *("terminal.console", "terminal.food", "terminal.intake", "terminal.claims"),
        "output.progress_bar",
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
    # most texts are the name of a food
    *(
        ("queries.interpret", f"vitk2.queries.{module}")
        for module in ("questions", "question_foods")
    ),
    *((f"cli.{module}", "vitk2.queries.questions") for module in ("compare", "search")),
    *((f"cli.{module}", "vitk2.cli.question") for module in ("search", "show")),
    ("cli.question", "vitk2.cli.help_topics"),
    # a name as it is typed needs no key
    *((f"queries.{module}", "vitk2.catalog.name_key") for module in ("query_to_sql", "resolve")),
    # a name as it is typed has no state in another language
    ("queries.generic_words", "vitk2.catalog.state_words"),
    ("queries.resolve", "vitk2.queries.states"),
    ("queries.generic_words", "snowballstemmer"),  # only what is not found needs it
    ("output.formats.dataframe", "pandas"),
    *((f"terminal.{module}", "rich") for module in ("console", "food", "intake", "claims")),
    ("terminal.claims", "textwrap"),  # a pipe needs none
    ("output.formats.text", "csv"),  # a screen needs none
    ("output.formats.text", "json"),  # most answers are no JSON
    ("output.formats.text", "decimal"),  # hardly any number is so small or so large
    # an extra; the module says so where it is missing
    ("output.formats.parquet", "pyarrow"),
    # each format with its own
    *(
        ("output.formats.registry", f"vitk2.output.formats.{module}")
        for module in ("html", "xlsx", "parquet", "sqlite", "spreadsheet")
    ),
    ("output.formats.registry", "vitk2.output.metadata"),  # most formats have no footer
    ("output.view", "vitk2.queries.listings"),  # most answers are rows
    *(
        ("output.save", f"vitk2.output.formats.{module}")
        for module in ("sqlite", "spreadsheet", "datapackage")  # most files are none of these
    ),
    ("output.write", "vitk2.output.formats.datapackage"),  # most answers are not packages
    *(
        (r, "vitk2.output.save") for r in ("output.write", "cli.output_options")
    ),  # most go to a screen
    ("output.write", "vitk2.output.pager"),  # most answers need none
    *(
        ("charts.build", module)
        for module in ("logging", "vitk2.charts.foods", "vitk2.charts.days")
    ),
    *(("cli.show", f"vitk2.terminal.{module}") for module in ("claims", "search")),
    ("cli.intake", "vitk2.charts.build"),  # most sums are not drawn
    ("cli.options", "vitk2.output.progress_bar"),  # only an index in the making needs it
    ("cli.output_options", "vitk2.files"),  # most answers go to a screen or a pipe
    ("cli.options", "shutil"),  # only a terminal has a height
    ("output.write", "shutil"),  # only a terminal has a width
    ("output.write", "textwrap"),
    ("cli.main", "vitk2.queries.interpret"),  # hardly anybody writes words behind a form
    ("cli.main", "vitk2.cli.options"),
    ("cli.main", "vitk2.cli.help_topics"),  # most help is on a command
    ("cli.help_topics", "vitk2.cli.groups"),  # the other topics need no catalogue
    ("cli.main", "vitk2.catalog.paths"),  # commands bring it along; only --version is without
    ("cli.cohort", "vitk2.cohort.run"),  # its help needs no extra
    ("cli.cohort", "vitk2.cohort.engines"),
    ("cli.intake", "vitk2.output.progress_bar"),  # only a long file needs it
    ("output.progress_bar", "rich"),  # a pipe and short work need none
    ("cohort.spark", "pyspark"),  # an extra of its own
    # the public name is found without the extra
    *(("cohort.api", f"vitk2.cohort.{module}") for module in ("run", "engines", "frames")),
    ("cli.types", "click"),  # only a completing shell needs click.shell_completion
    ("cli.types", "vitk2.catalog.catalog"),  # --help and a form need no catalogue
    ("cli.types", "vitk2.queries.search"),
    ("output.wording", "vitk2.queries.amounts"),  # only a card has a sentence
}
"""(module, its import inside a function), each with a reason."""


class Import(NamedTuple):
    """One import: the module that it names, and whether it is inside a function."""

    target: str
    deferred: bool

    @property
    def package(self) -> str:
        return self.target.split(".")[0]

    @property
    def layer(self) -> str:
        """The layer of a module of ours."""
        if self.package == "curate":
            return "curate"
        parts = self.target.split(".")
        return parts[1] if len(parts) > 1 and (PACKAGE / parts[1]).is_dir() else ""


def module_name(path: Path) -> str:
    """Return the name of a module: `queries.query` in vitk2, `curate.build` in curate."""
    above = CURATE.parent if path.is_relative_to(CURATE) else PACKAGE
    return ".".join(path.relative_to(above).with_suffix("").parts)


FILES = sorted(path for folder in OURS.values() for path in folder.rglob("*.py"))
PATHS = [path for path in FILES if path.read_text(encoding="utf-8").strip()]
MODULES = {module_name(p): p for p in PATHS}


def imports_in(code: str, module: str) -> list[Import]:
    """Return every import of a module outside `if TYPE_CHECKING`, in whatever spelling."""
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
            names = _from(node, module)
        else:
            continue
        found += [Import(name, id(node) in inside) for name in names]
    return found


def _from(node: ast.ImportFrom, module: str) -> list[str]:
    """Return the modules of `from ... import a, b`: ours where a or b is one, else the base."""
    base = node.module or ""
    if node.level:
        within = [] if layer_of(module) == "curate" else ["vitk2"]
        above = [*within, *module.split(".")[: -node.level]]
        base = ".".join([*above, *filter(None, [base])])
    package, *folders = base.split(".")
    if package not in OURS:
        return [base]
    folder = OURS[package].joinpath(*folders)
    is_module = {a.name: (folder / f"{a.name}.py").exists() for a in node.names}
    return [f"{base}.{name}" if there else base for name, there in is_module.items()]


def imports(module: str) -> list[Import]:
    return imports_in(MODULES[module].read_text(encoding="utf-8"), module)


def layer_of(module: str) -> str:
    return LAYER_OF_ROOT_MODULE.get(module) or (module.partition(".")[0] if "." in module else "")


@pytest.mark.parametrize(
    ("code", "target"),
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
def test_an_import_is_found_in_every_spelling(code: str, target: str) -> None:
    (found,) = imports_in(code, "queries.search")
    assert found.target == target
    assert found.deferred is code.startswith("def")


@pytest.mark.parametrize(
    "code", ["import curate.build", "from curate import build", "from curate.build import number"]
)
def test_curate_is_found_in_every_spelling_and_in_no_layer(code: str) -> None:
    (found,) = imports_in(code, "queries.search")
    assert found == Import("curate.build", False)
    assert found.layer not in (*LAYERS, *BESIDE)


def test_curate_imports_its_own_modules_and_those_of_the_package() -> None:
    code = "from .build import number\nfrom . import build\nfrom vitk2.catalog.k2 import add_up"
    found = imports_in(code, "curate.__main__")
    assert [i.target for i in found] == ["curate.build", "curate.build", "vitk2.catalog.k2"]
    assert {i.layer for i in found} == {"curate", "catalog"}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_its_own_layer_or_a_lower_one(module: str) -> None:
    ours = {i.layer for i in imports(module) if i.package in OURS}
    if layer_of(module) == "curate":
        assert ours <= CURATE_MAY
    else:
        layer = layer_of(module)
        level = LAYERS.index("terminal" if layer in BESIDE else layer)
        allowed = BESIDE if layer == "cli" else {layer} & BESIDE
        assert ours - BESIDE <= set(LAYERS[: level + 1])
        assert ours & BESIDE <= allowed


@pytest.mark.parametrize("module", MODULES)
def test_libraries_are_imported_only_where_they_belong(module: str) -> None:
    for found in imports(module):
        allowed = ONLY.get(found.package, {module})
        assert {module, layer_of(module)} & allowed, f"{module} imports {found.package}"


@pytest.mark.parametrize("module", MODULES)
def test_only_what_is_heavy_is_imported_late(module: str) -> None:
    late = {
        (module, i.target if i.package == "vitk2" else i.package)
        for i in imports(module)
        if i.deferred
    }
    assert late <= DEFERRED


def test_every_late_import_that_is_listed_exists() -> None:
    late = {
        (module, i.target if i.package == "vitk2" else i.package)
        for module in MODULES
        for i in imports(module)
        if i.deferred
    }
    assert late >= DEFERRED


def test_a_folder_has_modules_and_an_empty_init() -> None:
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


def test_modules_stay_small() -> None:
    tests = Path(__file__).parent.rglob("*.py")
    for path in (*PATHS, *tests):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


def test_no_modules_import_each_other_in_a_cycle() -> None:
    imported = {
        module: {i.target.removeprefix("vitk2.") for i in imports(module)} & set(MODULES)
        for module in MODULES
    }

    def reached(module: str) -> set[str]:
        found: set[str] = set()
        ahead = set(imported[module])
        while ahead:
            found |= ahead
            ahead = {b for a in ahead for b in imported[a]} - found
        return found

    assert [module for module in MODULES if module in reached(module)] == []
