"""The command chart: what it draws for which words, and what it refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from vitk2.safety import CAUTION, CAUTION_IN_SHORT


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("MK-11",), "No food here has a value of MK-11: ask for K1, MK-4, MK-7 or K2"),
        (("natoo",), "No food matches 'natoo'. Did you mean natto?"),
        (("K1", "--group", "Cheese", "--min", "9e3"), "No food matches form K1, group Cheese"),
        (("abiu-raw", "--per", "portion"), "Abiu, raw has no usual portion here: leave out --per"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_to_ask(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run("chart", *arguments, "-o", str(tmp_path / "x.svg"), code=1)
    assert result.stderr.startswith(f"Error: {message}")
    assert result.stderr.count("\n") == 1 + (CAUTION_IN_SHORT in result.stderr)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("K1", "-o", "x.gif"), "'x.gif' is not one of svg, png, pdf"),
        (("K1",), "Missing option '-o'"),
        (("-o", "x.svg"), "name a form, a food group or a food"),
        (("K1", "-n", "41", "-o", "x.svg"), "41 is not in the range 1<=x<=40"),
        (("cheese", *("--form", "k1", "--form", "k2", "--form", "mk4", "--form", "mk7"),
          "--form", "mk9", "-o", "x.svg"), "5 forms have no room side by side: name 1 to 4"),
    ],
)  # fmt: skip  # the options of one command, not a line each
def test_what_is_asked_wrongly_is_told(run: Run, arguments: tuple[str, ...], message: str) -> None:
    assert message in run("chart", *arguments, code=2).stderr


def test_a_file_that_exists_is_kept_without_force(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mk7.svg"
    path.write_text("mine")
    stderr = run("chart", "MK-7", "-o", str(path), code=1).stderr
    assert stderr == f"Error: {path} exists already: add --force to replace it\n"
    assert path.read_text() == "mine"
    run("chart", "MK-7", "-o", str(path), "--force")
    assert path.read_text(encoding="utf-8").startswith("<?xml")


def test_the_caution_goes_with_a_picture_and_its_credits_beside_it(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "natto.svg"
    result = run("chart", "natto", "-o", str(path), "-q")
    assert (result.stdout, result.stderr) == ("", f"{CAUTION}\n")
    assert "schurgers-2000" in Path(f"{path}.sources.csv").read_text(encoding="utf-8")
    stderr = run("chart", "natto", "-o", str(path), "--force").stderr
    assert stderr == f"{path}, their credits in {path}.sources.csv\n{CAUTION}\n"


def test_without_matplotlib_it_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("foods", "fonts", "layout"):
        monkeypatch.delitem(sys.modules, f"vitk2.charts.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    stderr = run("chart", "MK-7", "-o", str(tmp_path / "mk7.svg"), code=1).stderr
    message = "a chart needs an extra package: pip install 'vitk2[plot]', or export csv"
    assert stderr == f"Error: {message}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_no_setting_of_the_user_changes_it_and_no_cache_is_spoken_of(tmp_path: Path) -> None:
    """A home that is none, a display that is none, a style of one's own: the same bytes."""
    styles = tmp_path / "styles"
    styles.mkdir()
    (styles / "matplotlibrc").write_text("text.usetex: True\nfont.size: 30\nno.such: 1\n")
    settings = {
        "bare": {"HOME": "/nonexistent", "MPLCONFIGDIR": "/proc/none", "MPLBACKEND": "TkAgg"},
        "styled": {"MPLCONFIGDIR": str(styles)},
    }
    inherited = {name: os.environ[name] for name in ("PATH", "VITK2_CACHE")}
    for name, changed in settings.items():
        command = [sys.executable, "-m", "vitk2", "chart", "MK-7", "-q", "-o", f"{name}.svg"]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=inherited | changed,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == f"{CAUTION}\n"
    assert (tmp_path / "bare.svg").read_bytes() == (tmp_path / "styled.svg").read_bytes()
