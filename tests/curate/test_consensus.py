"""The counting of votes, from cases worked out by hand."""

from decimal import Decimal as D
from typing import Any

import pytest
from made import below, reading, statuses, table, usda

from curate.consensus import ONE_SAMPLE, TieBreak, apart, settle
from curate.measurement import COMPILED, SURVEY, Reading
from vitk2.catalog.k2 import FoodValue

K1 = TieBreak(higher=True)


def test_natto_shows_the_middle_of_five_laboratories() -> None:
    natto = [
        reading("schurgers", "958", minimum=D(882), maximum=D(1034), marks=("midpoint",), tier="B"),
        reading("kamao", "939"),
        reading("jensen", "930"),
        reading("tanaka", "538.88", tier="B"),
        reading("palmer", "81.6", minimum=D("68.8"), maximum=D("94.5"), tier="B"),
    ]
    result, _ = settle(natto)
    assert (result.value, result.low, result.high, result.studies) == (930, D("68.8"), 1034, 5)
    assert result.tier == "A"
    assert result.marks == ("studies disagree x11.7",)


def test_the_tier_is_that_of_the_number_shown_and_not_of_a_better_vote_beside_it() -> None:
    votes = [reading("a", "1"), reading("b", "2", tier="B"), reading("c", "3")]
    assert settle(votes)[0].tier == "B"
    of_one_study = [reading("a", "1"), reading("a", "2", tier="B")]
    assert settle(of_one_study)[0].tier == "B"


def test_of_two_middle_votes_the_one_with_more_samples_is_shown() -> None:
    assert settle([reading("a", "10", samples=3), reading("b", "20", samples=8)])[0].value == 20
    assert settle([reading("a", "10", samples=8), reading("b", "20", samples=3)])[0].value == 10


def test_of_two_without_samples_the_one_nearer_to_the_tables_is_shown() -> None:
    pair = [reading("ifct", "125"), reading("kamao", "440")]
    assert settle([*pair, table("ciqual", "400")], K1)[0].value == 440
    assert settle([*pair, table("ciqual", "130")], K1)[0].value == 125
    below_and_above = [table("ciqual", "50"), table("mext", "380"), table("frida", "420")]
    assert settle([*pair, *below_and_above])[0].value == 440  # the middle table, not the lowest


def test_at_a_tie_of_k1_the_higher_is_shown_because_low_lists_are_shopped_by() -> None:
    pair = [reading("ifct", "2.1"), reading("bolton", "8.92")]
    result, _ = settle(pair, K1)
    assert (result.value, result.low, result.high) == (D("8.92"), D("2.1"), D("8.92"))
    assert settle(pair)[0].value == D("2.1")


def test_at_a_tie_the_lower_is_shown_and_nothing_is_averaged() -> None:
    result, _ = settle([reading("fu", "271"), reading("jensen", "40.2")])
    assert (result.value, result.high) == (D("40.2"), 271)
    assert result.marks == ("studies disagree x6.7",)


def test_the_rows_of_one_study_are_averaged_into_one_vote() -> None:
    result, _ = settle(
        [reading("a", "1"), reading("a", "2"), reading("b", "9"), reading("c", "9.5")]
    )
    assert (result.value, result.studies) == (9, 3)
    assert settle([reading("a", "1"), reading("a", "2")])[0].value == D("1.5")


def test_a_measured_zero_votes_as_zero_and_a_limit_as_its_limit() -> None:
    assert settle([reading("a", "0"), reading("b", "0"), reading("c", "4")])[0].value == 0
    result, _ = settle([below("a", "0.1"), reading("b", "0"), reading("c", "5")])
    assert (result.value, result.qualifier, result.limit) == (None, "<", D("0.1"))


def test_a_limit_above_all_other_readings_says_nothing() -> None:
    result, _ = settle([below("a", "20"), reading("b", "3")])
    assert (result.value, result.qualifier, result.high) == (3, "", 3)
    assert settle([below("a", "20")])[0].limit == 20


def test_not_found_votes_only_where_nothing_else_does_but_takes_the_low_end_to_zero() -> None:
    result, _ = settle([reading("a", qualifier="nd"), reading("b", "3")])
    assert (result.value, result.low, result.high, result.studies) == (3, 0, 3, 1)
    alone, _ = settle([reading("a", qualifier="nd"), reading("b", qualifier="tr")])
    assert (alone.value, alone.qualifier, alone.studies) == (None, "tr", 2)


def test_a_doubtful_reading_never_beats_a_sound_one_of_any_tier() -> None:
    doubt = reading("ifct", "23.6", status="doubtful", marks=("doubtful: odd",))
    for sound in (reading("usda", "177", source_id="usda-sr28"), table("ciqual", "177")):
        result, settled = settle([doubt, sound])
        assert (result.value, result.low, result.high, result.doubtful) == (177, 177, 177, False)
        assert [r.status for r in settled] == ["doubtful", "counted"]


def test_a_doubtful_number_does_not_even_beat_a_sound_not_found() -> None:
    doubt = reading("a", "5.8", status="doubtful", marks=("doubtful: odd",))
    result, _ = settle([doubt, reading("b", qualifier="nd")])
    assert (result.value, result.qualifier, result.doubtful) == (None, "nd", False)


@pytest.mark.parametrize("fields", [{"qualifier": "nd"}, {"qualifier": "<", "limit": D(20)}])
def test_a_limit_or_a_not_found_in_doubt_says_nothing(fields: dict[str, Any]) -> None:
    doubt = reading("a", status="doubtful", marks=("doubtful: odd",), **fields)
    assert settle([doubt])[0] == FoodValue()


def test_a_food_that_rests_on_doubts_alone_keeps_its_value_and_its_mark() -> None:
    result, _ = settle([reading("taiwan", "110.7", status="doubtful", marks=("doubtful: odd",))])
    assert (result.value, result.low, result.high, result.doubtful) == (
        D("110.7"),
        None,
        None,
        True,
    )


def test_what_nobody_measured_is_used_only_where_nothing_was_measured() -> None:
    compiled = table("ciqual", "7")
    result, settled = settle([compiled, reading("a", "3")])
    assert (result.value, result.tier) == (3, "A")
    assert [r.status for r in settled] == ["listed", "counted"]
    alone, _ = settle([compiled])
    assert (alone.value, alone.tier, alone.studies, alone.marks) == (7, "C", 0, ("compiled",))


def test_what_a_laboratory_did_not_find_is_no_vote_where_a_table_has_a_number() -> None:
    result, settled = settle([reading("taiwan", qualifier="nd"), table("usda-sr28", "41")])
    assert (result.value, result.low, result.high, result.tier, result.studies) == (
        41,
        0,
        41,
        "C",
        0,
    )
    assert [r.status for r in settled] == ["listed", "counted"]
    limit = reading("ciqual", tier="C", qualifier="<", limit=D("0.8"), marks=(COMPILED,))
    assert settle([reading("taiwan", qualifier="nd"), limit])[0].qualifier == "nd"


def test_tables_that_disagree_say_so_and_show_their_range() -> None:
    result, _ = settle([table("ciqual", "5.16"), reading("mext", "47.9", tier="C")])
    assert (result.value, result.low, result.high) == (D("47.9"), D("5.16"), D("47.9"))
    assert result.marks == ("tables disagree x9.3",)


def test_tables_far_from_what_was_measured_are_a_mark_of_the_measured_value() -> None:
    result, _ = settle([reading("a", "3"), table("ciqual", "30"), table("frida", "4")])
    assert (result.value, result.high, result.marks) == (3, 3, ("tables disagree x5.7",))
    assert settle([reading("a", "30"), table("ciqual", "89")])[0].marks == ()
    assert settle([reading("a", "30"), table("ciqual", "90")])[0].marks == ("tables disagree x3.0",)


def test_a_copy_that_lies_far_from_what_was_measured_is_in_the_mark_too() -> None:
    imputed = reading("usda", "300", source_id="usda-sr28", tier="C", status="listed")
    copy = table("ciqual", "300", status="duplicate", repeats=imputed.reading_id)
    assert settle([reading("a", "20"), imputed, copy])[0].marks == ("tables disagree x15.0",)


def test_of_two_middle_tables_the_one_that_says_how_stands_first() -> None:
    imputed = reading("mext", "62.8", tier="C", marks=("imputed",))
    limit = reading("ciqual", tier="C", qualifier="<", limit=D("0.8"), marks=(COMPILED,))
    assert settle([limit, imputed])[0].value == D("62.8")
    assert settle([table("ciqual", "90"), imputed])[0].value == D("62.8")


def test_then_the_one_with_more_samples_then_the_one_nearer_to_what_was_measured() -> None:
    pair = [table("ciqual", "3.6"), table("frida", "25.4")]
    assert settle(pair)[0].value == D("3.6")
    assert settle(pair, TieBreak(like_foods=D(40)))[0].value == D("25.4")
    assert settle(pair, TieBreak(like_foods=D(4)))[0].value == D("3.6")
    close = [table("ciqual", "13", samples=2), table("frida", "25.4")]
    assert settle(close, TieBreak(like_foods=D(40)))[0].value == 13


def test_of_tables_far_apart_like_foods_decide_before_the_derivation() -> None:
    spinach = [table("ciqual", "75.5"), reading("mext", "370", tier="C", marks=("total",))]
    assert settle(spinach, TieBreak(like_foods=D(80)))[0].value == D("75.5")
    assert settle(spinach)[0].value == 370


def test_of_tables_far_apart_that_both_say_how_k1_takes_the_higher() -> None:
    chard = [reading(i, n, tier="C", marks=("imputed",)) for i, n in (("a", "180"), ("b", "830"))]
    assert settle(chard, K1)[0].value == 830
    assert settle(chard)[0].value == 180
    neither_says_how = [table("a", "180"), table("b", "830")]
    assert settle(neither_says_how, K1)[0].value == 180


def not_found(study: str, **more: Any) -> Reading:
    return reading(study, qualifier="nd", **more)


def test_two_not_founds_outvote_one_number_without_samples() -> None:
    rice = [not_found("taiwan"), not_found("mext", tier="C"), reading("ifct", "1.5")]
    result, settled = settle(rice)
    assert (result.value, result.qualifier, result.low, result.high) == (None, "nd", 0, D("1.5"))
    assert [r.status for r in settled] == ["counted", "counted", "listed"]
    assert result.marks == ("studies disagree (0 beside 1.5)",)


@pytest.mark.parametrize(
    "readings",
    [
        [not_found("taiwan"), reading("ifct", "1.5")],
        [not_found("taiwan"), not_found("mext"), reading("usda", "1.5", samples=2)],
        [not_found("taiwan"), not_found("mext"), reading("a", "1.5"), reading("b", "1.6")],
        [not_found("taiwan"), not_found("taiwan"), reading("ifct", "1.5")],
        [not_found("taiwan"), not_found("ifct"), reading("ifct", "1.5")],
    ],
    ids=["one not-found", "samples stated", "two numbers", "one study", "the study itself"],
)
def test_fewer_not_founds_or_more_behind_the_number_leave_it(readings: list[Reading]) -> None:
    assert settle(readings)[0].value is not None


def test_one_sample_of_one_laboratory_is_a_mark() -> None:
    assert settle([reading("usda", "9.5", samples=1)])[0].marks == (ONE_SAMPLE,)
    assert settle([reading("usda", "9.5", samples=2)])[0].marks == ()
    assert settle([reading("usda", "9", samples=1), reading("b", "9")])[0].marks == ()


def test_a_mark_of_the_source_is_kept_only_if_every_vote_has_it() -> None:
    abstract = reading("a", "5", marks=("abstract only",))
    assert settle([abstract])[0].marks == ("abstract only",)
    assert settle([abstract, reading("a", "5", reading_id="table")])[0].marks == ()


def test_the_highest_of_a_survey_votes_only_where_nothing_else_does() -> None:
    top = reading("tanaka", "15.35", marks=(SURVEY,))
    result, settled = settle([top, reading("elder", "9")])
    assert (result.value, result.high, settled[0].status) == (9, 9, "listed")
    assert settle([top, table("ciqual", "9")])[0].value == 9
    assert settle([top])[0].marks == (SURVEY,)
    doubt = reading("lab", "4", status="doubtful", marks=("doubtful: odd",))
    assert settle([top, doubt])[0].value == D("15.35")


def test_an_assumed_zero_never_votes_and_is_shown_only_alone() -> None:
    assumed = reading(
        "usda", "0", tier="C", qualifier="assumed", status="assumed", source_id="usda-sr28"
    )
    assert settle([assumed, reading("ciqual", "2", tier="C")])[0].value == 2
    result, settled = settle([assumed])
    assert (result.value, result.qualifier, result.known) == (0, "assumed", False)
    assert settled[0].status == "assumed"


def test_usda_releases_are_one_study_and_the_newest_analysis_stands() -> None:
    kale = [
        usda("foundation", "390", "A", "323505", samples=3),
        usda("sr-legacy", "389.6", "C"),
        usda("sr28", "704.8", "A", samples=1),
        reading("palmer", "128.5", minimum=D("92.5"), maximum=D("272.6")),
        reading("taiwan", "313.465"),
        reading("schurgers", "817"),
    ]
    result, _ = settle(kale)
    assert (result.value, result.low, result.high, result.studies) == (390, D("92.5"), 817, 4)
    assert {statuses(kale)[i] for i in ("sr28:11233:704.8", "sr-legacy:11233:389.6")} == {
        "superseded"
    }


def test_analysed_beats_imputed_whatever_the_release() -> None:
    pair = [usda("sr-legacy", "5", "C"), usda("sr28", "9", "A", ndb="1")]
    assert settle(pair)[0].value == 9


def test_a_legacy_row_that_repeats_sr28_is_sr28s_row() -> None:
    pair = [usda("sr-legacy", "23.1", "C"), usda("sr28", "23.1", "C", marks=("imputed",))]
    result, _ = settle(pair)
    assert (result.value, result.marks) == (D("23.1"), ("imputed",))
    assert statuses(pair)["sr-legacy:11233:23.1"] == "superseded"


def test_a_double_does_not_vote_but_its_range_counts() -> None:
    mean_row = reading("schurgers", "7.5")
    double = reading("schurgers", "7.45", minimum=D("7.1"), maximum=D("7.8"), status="duplicate")
    result, _ = settle([mean_row, double])
    assert (result.value, result.low, result.high) == (D("7.5"), D("7.1"), D("7.8"))


def test_a_range_over_products_gives_nothing() -> None:
    assert settle([reading("fu", status="listed", minimum=D(35), maximum=D(534))])[0] == FoodValue()


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        (["1", "1.9"], ()),
        (["0.1", "0.9"], ()),
        (["1", "5"], ("studies disagree x5.0",)),
        (["2", "9.9"], ()),
        (["0", "0.9"], ()),
        (["0", "1.3"], ("studies disagree (0 beside 1.3)",)),
    ],
)
def test_studies_disagree_from_five_times_and_one_microgram(
    numbers: list[str], marks: tuple[str, ...]
) -> None:
    assert apart("studies", [D(n) for n in numbers], times=5, least=1) == marks


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        (["4", "8.9"], ()),
        (["5", "10"], ("tables disagree x2.0",)),
        (["50", "99"], ()),
    ],
)
def test_tables_disagree_from_two_times_and_five_micrograms(
    numbers: list[str], marks: tuple[str, ...]
) -> None:
    result, _ = settle([table(f"t{n}", n, reading_id=n) for n in numbers])
    assert result.marks == (COMPILED, *marks)
