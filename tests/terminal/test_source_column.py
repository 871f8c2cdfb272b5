"""With --source the number of that source is beside the shown one, on a screen too."""

import pytest
from conftest import Run


@pytest.mark.parametrize(
    ("arguments", "heading", "cells"),
    [
        (("top", "K1"), "K1, richest first µg/100 g labs lab-b", "1 Natto 11.3 2 45 6–45"),
        (("export", "natto", "--long"), "form µg/100 g labs lab-b", "Natto K1 11.3 2 45 6–45"),
        (("search", "natto"), "food K1 MK-4 MK-7 K2 lab-b", "930~ ≥930 K1 45"),
        (("search", "gouda", "--form", "MK-9"), "MK-9 labs K2 lab-b", "40.3 1 72.9 MK-9 40.3"),
    ],
)
def test_the_number_of_the_source_is_a_column_with_its_name(
    tiny_run: Run, arguments: tuple[str, ...], heading: str, cells: str
) -> None:
    text = tiny_run(*arguments, "--source", "lab-b", "--format", "table").stdout
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert any(heading in line for line in lines)
    assert any(cells in line for line in lines)


def test_it_is_per_100_g_and_says_so_where_the_shown_one_is_per_portion(tiny_run: Run) -> None:
    arguments = ("top", "K1", "--source", "lab-a", "--per", "portion", "--format", "table")
    text = tiny_run(*arguments).stdout
    assert text.splitlines()[1].split()[3:8] == ["µg/portion", "labs", "µg/100", "g", "portion"]
    assert "144 2 480 30 g" in " ".join(text.split())


def test_nobody_gets_the_column_who_did_not_ask(tiny_run: Run) -> None:
    assert "lab-b" not in tiny_run("top", "K1", "--format", "table").stdout
    assert "lab-b" not in tiny_run("search", "natto", "--format", "table").stdout
