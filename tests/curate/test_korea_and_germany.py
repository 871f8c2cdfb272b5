"""The tables of Korea and Germany: blanks, half limits, and values that credit a paper."""

from decimal import Decimal
from pathlib import Path

import pytest
from tiny_sources import source_row

from curate.consensus import settle
from curate.grading import Verdicts, grade
from curate.measurement import Reading
from curate.source_readings import HEADER, Row, read, source_foods, take, verify, write

NO_VERDICTS = Verdicts({}, {}, {}, {}, {})


def graded(verdicts: Verdicts = NO_VERDICTS, **cells: str) -> Reading:
    row: Row = dict.fromkeys([*HEADER, "ndb_no", "year"], "") | {
        "reading_id": "r",
        "form": "K1",
        "route": "primary",
        **cells,
    }
    return grade(row, row["source_id"], verdicts)


def korean(ug: str, how: str = "analysed, RDA survey of 2015", **cells: str) -> Reading:
    return graded(source_id="kr-mfds-2020", ug_per_100g=ug, derivation=how, **cells)


def german(ug: str, how: str = "analysed (Analyse)", **cells: str) -> Reading:
    read_in = "packages/food/bls_4_0_2025.parquet"
    return graded(source_id="bls-4.0", ug_per_100g=ug, derivation=how, read_in=read_in, **cells)


def test_a_number_of_korea_is_measured_and_says_that_its_zeros_are_blanks() -> None:
    leaf = korean("786.51")
    assert (leaf.value, leaf.tier, leaf.status) == (Decimal("786.51"), "A", "")
    assert leaf.marks == ("positives only",)
    assert korean("5", "not said for the value").tier == "C"


@pytest.mark.parametrize("printed", ["0", "0.0"])
def test_a_printed_zero_of_korea_is_no_value_and_not_even_a_not_found(printed: str) -> None:
    blank = korean(printed)
    assert (blank.value, blank.qualifier, blank.limit, blank.status) == (None, "", None, "blank")
    shown, settled = settle([blank])
    assert (shown.value, shown.qualifier) == (None, "")
    assert settled[0].status == "blank"


def test_a_zero_of_germany_is_not_found_and_half_a_limit_a_limit_without_a_vote() -> None:
    assert german("0").qualifier == "nd"
    halved = Verdicts({}, {}, {}, {}, {}, half_limits={"r": "0.1"})
    half = graded(halved, source_id="bls-4.0", ug_per_100g="0.05", derivation="analysed")
    assert (half.value, half.qualifier, str(half.limit), half.status) == (
        *(None, "<", "0.1", "listed"),
    )


def test_a_german_mean_of_several_papers_is_listed_and_does_not_vote() -> None:
    mean = german("187", "aggregated from literature (Aggregation)")
    assert (mean.tier, mean.status) == ("C", "listed")


REFERENCES = {
    "one paper": ("reference: Koivu,T.J.; Phylloquinone in Vegetables", "koivu-1997"),
    "converted": ("reference: Converted value from: Koivu,T.J.; x", "bls-4.0"),
    "several": ("reference: Koivu,T.J.; x # Damon M.; y", "bls-4.0"),
    "none": ("forms not given", "bls-4.0"),
}


@pytest.mark.parametrize(("note", "source_id"), REFERENCES.values(), ids=REFERENCES)
def test_a_value_that_credits_one_paper_is_of_that_paper(
    data: Path, sources: Path, note: str, source_id: str
) -> None:
    curation = data / "curation"
    row = source_row("bls-4.0", "Leek raw", "K1", "54", source_food_id="G1", note=note)
    write(sources / "bls-4.0-literature.csv", list(row), [row])
    credits = [{"reference": "Koivu,T.J.;", "source_id": "koivu-1997"}]
    write(curation / "credits.csv", ["reference", "source_id"], credits)
    crosswalk = read(curation / "crosswalk.csv")
    mapped = {"source_id": source_id, "source_food": "G1", "food_id": "natto", "english": ""}
    write(curation / "crosswalk.csv", list(mapped), [*crosswalk, mapped])
    take(curation, sources)
    (taken,) = read(curation / "readings" / "bls-4.0-literature.csv")
    assert (taken["source_id"], taken["source_food"]) == (source_id, "G1")
    assert (source_id, "G1") in source_foods(sources, curation)
    assert verify(curation, sources)[1] == []
