"""Options that contradict each other or say nothing are refused, in commands and in Python."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.queries.query import Query
from vitk2.queries.search import select, top_per_form


@pytest.mark.parametrize("command", ["search natto", "cite natto", "sources", "groups", "forms"])
@pytest.mark.parametrize(
    "formats",
    [
        "--json --csv",
        "--csv --json",
        "--format json --csv",
        "--format csv --format json",
        "--format table --json",
        "--json -o out.csv",
        "--csv -o out.bib",
        "--format md -o out.htm",
        "--format table -o out.json",
        "--json -o out.svg",
    ],
)
def test_two_formats_are_refused_and_nothing_is_written(
    tiny_run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    formats: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    refused = tiny_run(*command.split(), *formats.split(), code=2)
    assert refused.stdout == ""
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["sources lab-a", "sources", "cite natto", "export natto"])
@pytest.mark.parametrize(
    "other", ["--json", "--csv", "--format json", "--format table", "-o out.csv", "-o out.json"]
)
def test_bibtex_is_a_format_too(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, other: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "BibTeX" in tiny_run(*command.split(), "--bibtex", *other.split(), code=2).stderr


@pytest.mark.parametrize("rows", ["--no-header", "--for-spreadsheet", "--codes", "--package made"])
def test_bibtex_has_no_rows(tiny_run: Run, rows: str) -> None:
    stderr = tiny_run("export", "natto", "--bibtex", *rows.split(), code=2).stderr
    assert "leave out --package, --columns" in stderr


@pytest.mark.parametrize(
    "same",
    [
        "--json --json",
        "--format json --json",
        "--json -o out.json",
        "--json -o out.txt",
        "--csv -o out.dat",
        "--format html -o out.htm",
    ],
)
def test_one_format_may_be_named_twice_and_a_file_as_one_likes(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, same: str
) -> None:
    monkeypatch.chdir(tmp_path)
    tiny_run("export", "natto", *same.split())


@pytest.mark.parametrize("bibtex", ["--bibtex -o out.bib", "--bibtex -o out.txt", "-o out.bib"])
def test_bibtex_may_be_named_twice(
    tiny_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bibtex: str
) -> None:
    monkeypatch.chdir(tmp_path)
    tiny_run("cite", "natto", *bibtex.split())
    assert (tmp_path / bibtex.rpartition(" ")[2]).read_text().startswith("@misc{vitk2,")


@pytest.mark.parametrize("blank", ["", " ", "\t"])
@pytest.mark.parametrize(
    "option",
    [
        "--no-mark",
        "--source",
        "--exclude",
        "--group",
        "--preparation",
        "--tier",
        "--form",
        "--sort",
    ],
)
def test_a_blank_filter_is_refused(tiny_run: Run, option: str, blank: str) -> None:
    assert option in tiny_run("search", "natto", option, blank, code=2).stderr
    assert option in tiny_run("export", "natto", option, blank, code=2).stderr


@pytest.mark.parametrize("columns", ["", " ", ",", "name,", "name,,food_id", ", name"])
def test_a_blank_column_is_refused(tiny_run: Run, columns: str) -> None:
    assert "empty name" in tiny_run("export", "--columns", columns, code=2).stderr


def test_a_blank_source_is_not_all_of_them(tiny_run: Run) -> None:
    assert "the text is empty" in tiny_run("sources", "", code=2).stderr


def test_a_text_without_a_word_leaves_nothing_out_so_it_is_refused(tiny_run: Run) -> None:
    assert "has no word" in tiny_run("search", "natto", "--exclude", "!!", code=2).stderr


@pytest.mark.parametrize(
    "field",
    ["groups", "preparations", "sources", "tiers", "without_marks", "exclude", "columns"],
)
@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_blank_word_is_refused_in_a_query(tiny: Catalog, field: str, blank: str) -> None:
    with pytest.raises(vitk2.UsageError, match=field):
        select(tiny, Query(**{field: (blank,)}))


def names(found: vitk2.Result) -> list[str]:
    return [str(row["name"]) for row in found.records()]


@pytest.mark.parametrize("shape", ["wide", "long", "measurements"])
def test_lowest_first_of_one_form_sorts_by_it(tiny: Catalog, shape: str) -> None:
    query = Query(forms=(Form.K1,), ascending=True, shape=shape)
    found = select(tiny, query)
    assert found.rows
    assert found == select(tiny, query._replace(sort=Form.K1))
    assert found.query.sort is Form.K1


@pytest.mark.parametrize("text", ["", "raw"])
def test_lowest_first_of_one_form_is_lowest_first_on_the_command_line(
    tiny_run: Run, text: str
) -> None:
    words = [text] * bool(text)
    for command in ("search", "export"):
        by_form = tiny_run(command, *words, "--form", "K1", "--ascending", "--csv").stdout
        sorted_by = tiny_run(
            command, *words, "--form", "K1", "--sort", "K1", "--ascending", "--csv"
        ).stdout
        assert by_form == sorted_by
        assert by_form.count("\n") > 1


@pytest.mark.parametrize("command", ["search raw", "search", "export", "export --long", "top"])
@pytest.mark.parametrize("more", ["", "--sort known", "--form K1 --form MK-7"])
def test_lowest_first_of_no_form_is_refused_with_what_to_add(
    tiny_run: Run, command: str, more: str
) -> None:
    if command == "top" and more:
        return
    stderr = tiny_run(*command.split(), *more.split(), "--ascending", code=2).stderr
    assert "K1 --ascending" in stderr


@pytest.mark.parametrize(
    "search",
    [
        lambda: vitk2.search("cheese", ascending=True),
        lambda: vitk2.search("cheese", ["K1", "MK-7"], ascending=True),
        lambda: vitk2.search("cheese", "K1", sort="known", ascending=True),
    ],
)
def test_lowest_first_of_no_form_is_refused_in_python(search: Callable[[], object]) -> None:
    with pytest.raises(vitk2.UsageError, match="lowest first needs"):
        search()


def test_leaders_are_the_richest_so_lowest_first_is_refused(tiny: Catalog) -> None:
    with pytest.raises(vitk2.UsageError, match="lowest first needs"):
        top_per_form(tiny, Query(shape="top", ascending=True))


def test_names_run_from_a_to_z_either_way(tiny: Catalog) -> None:
    by_name = select(tiny, Query(sort="name"))
    assert names(select(tiny, Query(sort="name", ascending=True))) == names(by_name)


@pytest.mark.parametrize("typed", ["cheese", "queso"])
def test_quiet_says_nothing_of_what_a_word_was_taken_for(run: Run, typed: str) -> None:
    for command in (("top", typed), ("search", typed), ("show", "soya drink")):
        loud, quiet = run(*command), run(*command, "-q")
        assert quiet.stdout == loud.stdout
        assert len(quiet.stderr.splitlines()) == 1, "the caution stays"
    assert "--group 'Cheese'" in run("top", typed).stderr


@pytest.mark.parametrize(
    "foods", ["natto natto", "natto NATTO", "natto gouda-aged natto", "spinach-raw spinach"]
)
def test_a_food_is_not_compared_with_itself(run: Run, foods: str) -> None:
    stderr = run("compare", *foods.split(), code=2).stderr
    first, *_, last = foods.split()
    assert f"{first!r} and {last!r} are both" in stderr
    with pytest.raises(vitk2.UsageError, match="name each food once"):
        vitk2.compare(*foods.split())
