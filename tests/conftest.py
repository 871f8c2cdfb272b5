"""A tiny invented catalogue with obvious answers, the shipped one, and a runner that asserts."""

import csv
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import COLUMNS
from vitk2.cli.main import cli

pytest_plugins = ("tiny_sources", "browser.opened", "spark_session")

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # for curate, which is never installed; an installed vitk2 comes first

Rows = dict[str, list[dict[str, str]]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return [{c: v for c, v in row.items() if v} for row in csv.DictReader(stream)]


TINY: Rows = {path.stem: _rows(path) for path in sorted((ROOT / "tests" / "tiny").glob("*.csv"))}
"""The tiny tables, by name: rows with the cells that are not empty."""


def write_tables(directory: Path, tables: Rows) -> Path:
    """Write tables as CSV files with every published column, plus a descriptor."""
    names = {r["food_id"]: r for r in tables["foods"]}
    for table, columns in COLUMNS.items():
        with (directory / f"{table}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, [c.name for c in columns], lineterminator="\n")
            writer.writeheader()
            for row in tables.get(table, []):
                own = names.get(row.get("food_id", ""), {}) if table == "amounts" else {}
                named = {c: own[c] for c in ("name", "group") if c in own}
                writer.writerow(named | row)
    (directory / "datapackage.json").write_text(json.dumps({"version": "9.9"}), encoding="utf-8")
    return directory


@pytest.fixture(autouse=True)
def _pinned_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VITK2_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def tiny_dir(tmp_path: Path) -> Path:
    """The tiny catalogue as a data directory."""
    directory = tmp_path / "data"
    directory.mkdir()
    return write_tables(directory, TINY)


@pytest.fixture
def tiny(tiny_dir: Path) -> Iterator[Catalog]:
    """The tiny catalogue, open."""
    with Catalog(str(tiny_dir)) as catalog:
        yield catalog


@pytest.fixture
def shipped() -> Iterator[Catalog]:
    """The catalogue users get, open."""
    with Catalog() as catalog:
        yield catalog


Run = Callable[..., Result]


def _invoke(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(arguments), prog_name="vitk2")
    assert result.exit_code == code, (arguments, result.stdout, result.stderr, result.exception)
    return result


@pytest.fixture
def run() -> Run:
    """Run a command; assert its exit code and show what it printed when that is another."""
    return _invoke


@pytest.fixture(scope="session")
def shared_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same for fixtures that several tests share, in the cache of the tests too."""

    def invoke(*arguments: str, code: int = 0) -> Result:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("VITK2_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
            return _invoke(*arguments, code=code)

    return invoke


@pytest.fixture
def tiny_run(run: Run, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over the tiny catalogue."""
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(tiny_dir))
    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew` writes the golden files anew; `--fuzz` looks for minutes and not for a moment."""
    parser.addoption("--renew", action="store_true", help="write the golden files anew")
    parser.addoption("--fuzz", type=float, metavar="MINUTES", help="fuzz each file for so long")


def pytest_configure(config: pytest.Config) -> None:
    """Let a suite see the same random inputs each time, that no change fails by another's luck."""
    settings.register_profile("same", derandomize=True)
    if not config.getoption("--fuzz"):
        settings.load_profile("same")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a fuzz test again and again until its share of the minutes of its file is over."""
    minutes = pyfuncitem.config.getoption("--fuzz")
    if not minutes or not pyfuncitem.get_closest_marker("fuzz"):
        return None
    same_file = [i for i in pyfuncitem.session.items if i.path == pyfuncitem.path]
    shared_by = sum(1 for item in same_file if item.get_closest_marker("fuzz"))
    end = time.monotonic() + 60 * minutes / shared_by
    named = pyfuncitem._fixtureinfo.argnames
    while time.monotonic() < end:
        pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in named})
    return True
