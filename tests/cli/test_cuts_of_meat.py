"""A food whose name begins like a command is a food, and a word that names none is a ranking."""

from conftest import Run


def test_a_cut_of_meat_is_shown_and_not_ranked(run: Run) -> None:
    assert run("top", "rump").stdout == run("show", "top rump").stdout
    assert run("top", "rump", "--json").stdout == run("show", "top rump", "--json").stdout
    assert "'top loin' may be " in run("top", "loin", code=1).stderr


def test_what_is_no_cut_of_meat_is_a_form_or_refused(run: Run) -> None:
    assert "'sirloin' is not a form of vitamin K" in run("top", "sirloin", code=2).stderr
    assert run("top", "MK-7", "--csv").stdout == run("MK-7", "--csv").stdout
