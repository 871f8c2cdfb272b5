"""A question runs the command that answers it, after a line with that command."""

import json

from conftest import Run


def test_the_line_above_an_answer_is_the_command_that_repeats_it(run: Run) -> None:
    asked = run("brie", "vs", "camembert")
    note = asked.stderr.splitlines()[0]
    _, _, command = note.partition("vitk2 ")
    assert asked.stdout == run(*command.split()).stdout
    assert "Brie" in note


def test_options_of_the_output_go_with_the_question(run: Run) -> None:
    asked = run("gouda", "or", "edam", "--json")
    assert {f["food_id"] for f in json.loads(asked.stdout)["foods"]} == {
        "gouda-middle-aged",
        "edam",
    }
    assert "vitk2 compare" not in run("gouda", "or", "edam", "-q").stderr


def test_words_after_a_form_are_foods_and_no_usage_error(run: Run) -> None:
    rows = run("k2", "chicken", "--json").stdout
    assert all("hicken" in f["name"] for f in json.loads(rows)[:5])
    run("mk-9", "in", "cheese")
    run("k2", "for", "osteoporosis")


def test_an_amount_carries_the_caution(run: Run) -> None:
    assert "warfarin" in run("parsley", "1", "tbsp").stderr
