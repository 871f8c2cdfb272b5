"""vitk2 page: a file, a pipe, never a screen; and a hint where no food is found."""

from pathlib import Path

import pytest
from conftest import Run

from vitk2.safety import CAUTION


def test_a_page_is_written_and_what_it_holds_is_said(tiny_run: Run, tmp_path: Path) -> None:
    stderr = tiny_run("page", "-o", str(tmp_path / "x.html")).stderr
    assert stderr.startswith("7 foods and ")
    assert CAUTION in stderr
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.glob("*.html*")] == ["x.html"]  # its credits are in it


def test_a_pipe_gets_the_same_bytes_as_a_file(tiny_run: Run, tmp_path: Path) -> None:
    tiny_run("page", "-o", str(tmp_path / "x.html"))
    piped = tiny_run("page", "-q")
    assert piped.stdout_bytes == (tmp_path / "x.html").read_bytes()
    assert piped.stderr.strip() == CAUTION


def test_words_and_filters_make_a_smaller_page(tiny_run: Run) -> None:
    stderr = tiny_run("page", "spinach", "--form", "K1").stderr
    assert stderr.startswith("2 foods and ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("natoo",), "No food matches 'natoo'. Did you mean natto?"),
        (("--form", "MK-12"), "No food matches form MK-12. Use fewer filters, or see vitk2 forms"),
    ],
)
def test_a_page_of_no_food_is_refused_with_what_to_ask_instead(
    arguments: tuple[str, ...], message: str, tiny_run: Run, tmp_path: Path
) -> None:
    refused = tiny_run("page", *arguments, "-o", str(tmp_path / "x.html"), code=1)
    assert message in refused.stderr
    assert not (tmp_path / "x.html").exists()


def test_a_page_that_exists_is_kept_without_force(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("mine", encoding="utf-8")
    assert "add --force to replace it" in tiny_run("page", "-o", str(path), code=1).stderr
    assert path.read_text(encoding="utf-8") == "mine"
    tiny_run("page", "-o", str(path), "--force")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_terminal_gets_no_page(tiny_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vitk2.cli.page.sys", Terminal())
    assert "-o vitk2.html" in tiny_run("page", code=2).stderr


class Terminal:
    """The module `sys` of a process whose output is a terminal."""

    class stdout:  # noqa: N801  # as sys has it
        @staticmethod
        def isatty() -> bool:
            return True
