"""The command cite: vitk2 with its data, and only the sources whose numbers an answer shows."""

import json
from pathlib import Path

import bibtexparser
import pytest
from conftest import Run

from vitk2 import __version__


def cited(run: Run, *arguments: str) -> list[str]:
    return [s["source_id"] for s in json.loads(run("cite", *arguments, "--json").stdout)]


def test_with_nothing_it_cites_the_program_and_its_data(tiny_run: Run) -> None:
    (line,) = tiny_run("cite").stdout.splitlines()
    assert line.startswith(f"The vitk2 authors (9). vitk2 {__version__}: vitamin K in foods")
    assert "data 9.9" in line
    assert tiny_run("cite", "--bibtex").stdout.startswith("@misc{vitk2,")
    assert cited(tiny_run) == ["vitk2"]


@pytest.mark.parametrize(
    ("arguments", "sources"),
    [
        (["natto"], ["vitk2", "lab-a", "lab-b"]),
        (["spinach"], ["vitk2", "lab-a", "lab-b"]),
        (["gouda", "aged"], ["vitk2", "lab-b"]),
        (["potato"], ["vitk2", "lab-a", "lab-c"]),
        (["potato", "--form", "K1"], ["vitk2", "lab-c"]),
        (["--form", "MK-9"], ["vitk2", "lab-b"]),
        (["mk9"], ["vitk2", "lab-b"]),
        (["--form", "K1", "--min", "490"], ["vitk2", "lab-a"]),
        (["--form", "MK-7", "--source", "lab-b", "--doubtful"], ["vitk2", "lab-b"]),
        (["creme", "brulee"], ["vitk2"]),
    ],
)
def test_an_answer_is_cited_with_the_sources_of_its_numbers(
    tiny_run: Run, arguments: list[str], sources: list[str]
) -> None:
    assert cited(tiny_run, *arguments) == sources


def test_what_was_taken_is_said(tiny_run: Run) -> None:
    assert tiny_run("cite", "spinach").stderr == "2 sources behind Spinach, raw\n"
    assert tiny_run("cite", "cheese").stderr == "1 source behind Gouda, aged\n"
    assert tiny_run("cite", "raw").stderr == "3 sources behind 2 foods: matching 'raw'\n"


def test_nothing_found_is_nothing_to_cite(tiny_run: Run) -> None:
    assert "There is no food 'natoo'" in tiny_run("cite", "natoo", code=1).stderr
    result = tiny_run("cite", "--form", "K1", "--min", "9999", "--json")
    assert result.stdout == "[]\n"
    assert result.stderr.startswith("No food matches form K1")


def test_bibtex_is_read_back_by_a_bibtex_library(run: Run) -> None:
    for arguments in (("cite", "natto", "--bibtex"), ("sources", "--bibtex")):
        library = bibtexparser.parse_string(run(*arguments).stdout)
        assert library.failed_blocks == []
        assert "schurgers-2000" in library.entries_dict


def test_a_file_named_bib_is_bibtex(tiny_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    tiny_run("cite", "natto", "-o", str(path))
    assert path.read_text().count("@") == 3
    assert "is not one of" in tiny_run("top", "K1", "-o", str(path), code=2).stderr
