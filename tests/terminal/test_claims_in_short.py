"""A claim of several comes with the first sentence of its finding, if that is of some length."""

import io

import pytest

from vitk2.catalog.schema import Record
from vitk2.terminal.claims import CautionView, ClaimsView


def printed(finding: str) -> str:
    """Return what a screen of 400 cells has of two claims, of which the first has this finding."""
    claims: list[Record] = [
        {"claim": "K is good", "finding": text, "verdict": "Unproven", "claim_id": claim_id}
        | {"strength": "", "citations": "", "line": ""}
        for claim_id, text in (("one", finding), ("two", "Nothing."))
    ]
    stream = io.StringIO()
    ClaimsView(claims, 0).draw(stream, False)
    return " ".join(stream.getvalue().split())


def sentence(length: int) -> str:
    """Return a sentence of so many characters."""
    return ("word " * length)[: length - 2] + "x."


@pytest.mark.parametrize(("length", "alone"), [(44, False), (45, True), (200, True), (201, False)])
def test_a_first_sentence_of_45_to_200_characters_stands_alone(
    monkeypatch: pytest.MonkeyPatch, length: int, alone: bool
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert len(sentence(length)) == length
    assert ("More of it." not in printed(f"{sentence(length)} More of it.")) is alone


@pytest.mark.parametrize(("length", "is_heading"), [(30, True), (31, False)])
def test_a_paragraph_may_begin_with_a_heading_of_up_to_30_characters(
    length: int, is_heading: bool
) -> None:
    stream = io.StringIO()
    CautionView([f"{'x' * length}. And more."]).draw(stream, True)
    assert (f"\x1b[1m{'x' * length}. " in stream.getvalue()) is is_heading
