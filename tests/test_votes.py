"""The counting of votes, from cases worked out by hand."""

from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitk2.curate.votes import Reading, Shown, add_up, disagreement, mean, settle
from vitk2.model import Form


def reading(study: str, value: str | None = None, **more: Any) -> Reading:
    more.setdefault("reading_id", f"{study}:{value}:{len(more)}:{more.get('limit', '')}")
    more.setdefault("source_id", study)
    more.setdefault("tier", "A")
    return Reading(study=study, value=None if value is None else D(value), **more)


def below(study: str, limit: str) -> Reading:
    return reading(study, qualifier="<", limit=D(limit))


def usda(release: str, value: str, tier: str, ndb: str = "11233", **more: Any) -> Reading:
    return reading(
        "usda",
        value,
        source_id=f"usda-{release}",
        tier=tier,
        source_food=ndb,
        reading_id=f"{release}:{ndb}:{value}",
        **more,
    )


def statuses(readings: list[Reading]) -> dict[str, str]:
    return {r.reading_id: r.status for r in settle(readings)[1]}


def test_natto_shows_the_middle_of_five_laboratories() -> None:
    natto = [
        reading("schurgers", "958", minimum=D(882), maximum=D(1034), marks=("midpoint",), tier="B"),
        reading("kamao", "939"),
        reading("jensen", "930"),
        reading("tanaka", "538.88", tier="B"),
        reading("palmer", "81.6", minimum=D("68.8"), maximum=D("94.5"), tier="B"),
    ]
    shown, _ = settle(natto)
    assert (shown.value, shown.low, shown.high, shown.studies) == (930, D("68.8"), 1034, 5)
    assert shown.tier == "A"
    assert shown.marks == ("studies disagree x11.7",)


def test_of_two_middle_votes_the_one_with_more_samples_is_shown() -> None:
    assert settle([reading("a", "10", samples=3), reading("b", "20", samples=8)])[0].value == 20
    assert settle([reading("a", "10", samples=8), reading("b", "20", samples=3)])[0].value == 10


def test_at_a_tie_the_lower_is_shown_and_nothing_is_averaged() -> None:
    shown, _ = settle([reading("fu", "271"), reading("jensen", "40.2")])
    assert (shown.value, shown.high) == (D("40.2"), 271)
    assert shown.marks == ("studies disagree x6.7",)


def test_the_rows_of_one_study_are_averaged_into_one_vote() -> None:
    shown, _ = settle(
        [reading("a", "1"), reading("a", "2"), reading("b", "9"), reading("c", "9.5")]
    )
    assert (shown.value, shown.studies) == (9, 3)
    assert settle([reading("a", "1"), reading("a", "2")])[0].value == D("1.5")


def test_a_measured_zero_votes_as_zero_and_a_limit_as_its_limit() -> None:
    assert settle([reading("a", "0"), reading("b", "0"), reading("c", "4")])[0].value == 0
    shown, _ = settle([below("a", "0.1"), reading("b", "0"), reading("c", "5")])
    assert (shown.value, shown.qualifier, shown.limit) == (None, "<", D("0.1"))


def test_a_limit_above_all_other_readings_says_nothing() -> None:
    shown, _ = settle([below("a", "20"), reading("b", "3")])
    assert (shown.value, shown.qualifier, shown.high) == (3, "", 3)
    assert settle([below("a", "20")])[0].limit == 20


def test_not_found_votes_only_where_nothing_else_does_but_takes_the_low_end_to_zero() -> None:
    shown, _ = settle([reading("a", qualifier="nd"), reading("b", "3")])
    assert (shown.value, shown.low, shown.high, shown.studies) == (3, 0, 3, 1)
    alone, _ = settle([reading("a", qualifier="nd"), reading("b", qualifier="tr")])
    assert (alone.value, alone.qualifier, alone.studies) == (None, "tr", 2)


def test_a_doubtful_study_does_not_vote_beside_a_sound_one() -> None:
    doubt = reading("ifct", "106", status="doubtful", marks=("doubtful: odd",))
    shown, settled = settle([doubt, reading("usda", "0", source_id="usda-sr28")])
    assert (shown.value, shown.high, shown.marks) == (0, 0, ())
    assert [r.status for r in settled] == ["doubtful", "counted"]


def test_a_food_that_rests_on_doubts_alone_keeps_its_value_and_its_mark() -> None:
    shown, _ = settle([reading("taiwan", "110.7", status="doubtful", marks=("doubtful: odd",))])
    assert (shown.value, shown.low, shown.high, shown.doubtful) == (D("110.7"), None, None, True)


def test_what_nobody_measured_is_used_only_where_nothing_was_measured() -> None:
    compiled = reading("ciqual", "7", tier="C", marks=("compiled",))
    shown, settled = settle([compiled, reading("a", "3")])
    assert (shown.value, shown.tier) == (3, "A")
    assert [r.status for r in settled] == ["listed", "counted"]
    alone, _ = settle([compiled])
    assert (alone.value, alone.tier, alone.studies, alone.marks) == (7, "C", 0, ("compiled",))


def test_an_assumed_zero_never_votes_and_is_shown_only_alone() -> None:
    assumed = reading(
        "usda", "0", tier="C", qualifier="assumed", status="assumed", source_id="usda-sr28"
    )
    assert settle([assumed, reading("ciqual", "2", tier="C")])[0].value == 2
    shown, settled = settle([assumed])
    assert (shown.value, shown.qualifier, shown.known) == (0, "assumed", False)
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
    shown, _ = settle(kale)
    assert (shown.value, shown.low, shown.high, shown.studies) == (390, D("92.5"), 817, 4)
    assert {statuses(kale)[i] for i in ("sr28:11233:704.8", "sr-legacy:11233:389.6")} == {
        "superseded"
    }


def test_analysed_beats_imputed_whatever_the_release() -> None:
    pair = [usda("sr-legacy", "5", "C"), usda("sr28", "9", "A", ndb="1")]
    assert settle(pair)[0].value == 9


def test_a_legacy_row_that_repeats_sr28_is_sr28s_row() -> None:
    pair = [usda("sr-legacy", "23.1", "C"), usda("sr28", "23.1", "C", marks=("imputed",))]
    shown, _ = settle(pair)
    assert (shown.value, shown.marks) == (D("23.1"), ("imputed",))
    assert statuses(pair)["sr-legacy:11233:23.1"] == "superseded"


def test_a_double_does_not_vote_but_its_range_counts() -> None:
    mean_row = reading("schurgers", "7.5")
    double = reading("schurgers", "7.45", minimum=D("7.1"), maximum=D("7.8"), status="duplicate")
    shown, _ = settle([mean_row, double])
    assert (shown.value, shown.low, shown.high) == (D("7.5"), D("7.1"), D("7.8"))


def test_a_range_over_products_gives_nothing() -> None:
    assert settle([reading("fu", status="listed", minimum=D(35), maximum=D(534))])[0] == Shown()


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
def test_disagreement_starts_at_five_times_and_one_microgram(
    numbers: list[str], marks: tuple[str, ...]
) -> None:
    assert disagreement([D(n) for n in numbers]) == marks


PANEL = {Form.MK4: "8.3", Form.MK7: "2.1", Form.MK8: "11.6", Form.MK9: "40.2"}


def shown(value: str | None, **more: Any) -> Shown:
    more.setdefault("behind", frozenset({"lab"}))
    more.setdefault("tier", "A")
    return Shown(value=None if value is None else D(value), **more)


def summed(parts: dict[Form, Shown], stated: Shown | None) -> Shown:
    total = add_up(parts, stated)
    assert total is not None
    return total


def test_k2_is_exact_when_the_panel_is_known() -> None:
    total = add_up({f: shown(v) for f, v in PANEL.items()} | {Form.MK9_4H: shown("20")}, None)
    assert total is not None
    assert (total.value, total.qualifier, total.marks) == (D("82.2"), "", ())


def test_k2_is_a_lower_bound_when_a_part_is_unknown() -> None:
    total = add_up({Form.MK4: shown("9.3"), Form.MK7: shown("0", qualifier="assumed")}, None)
    assert total is not None
    assert (total.value, total.qualifier) == (D("9.3"), ">=")
    assert total.marks == ("lower bound (panel: MK-4)",)


def test_a_stated_total_stands_in_where_no_form_is_known_or_where_it_is_more() -> None:
    stated = shown("28")
    assert add_up({}, stated) == stated
    assert add_up({Form.MK4: shown("3")}, stated) == stated
    assert summed({Form.MK4: shown("30")}, stated).value == 30
    assert summed({f: shown("1") for f in PANEL}, stated).value == 4


def test_a_compiled_or_doubtful_total_never_outweighs_what_was_measured() -> None:
    for stated in (shown("28", tier="C"), shown("28", marks=("doubtful: odd",))):
        assert summed({Form.MK4: shown("3")}, stated).value == 3


def test_a_doubt_about_a_part_is_a_doubt_about_k2() -> None:
    total = add_up({Form.MK7: shown("110", marks=("doubtful: odd",))}, None)
    assert total is not None
    assert total.doubtful


def test_k2_without_any_number_says_limit_or_not_found() -> None:
    limits = {f: shown(None, qualifier="<", limit=D("0.1")) for f in PANEL}
    assert summed(limits, None).limit == D("0.4")
    assert summed({f: shown(None, qualifier="nd") for f in PANEL}, None).qualifier == "nd"
    assert add_up({Form.MK4: shown("0", qualifier="assumed")}, None) is None


numbers = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=9)


@given(numbers)
def test_the_value_shown_is_one_of_the_votes_and_lies_within_the_range(values: list[D]) -> None:
    result, settled = settle(
        [reading(f"s{i}", str(v), reading_id=str(i)) for i, v in enumerate(values)]
    )
    assert result.value in values
    assert result.low == min(values)
    assert result.high == max(values)
    assert result.studies == len(values) == len(settled)


@given(numbers)
def test_the_order_of_readings_changes_nothing(values: list[D]) -> None:
    readings = [reading(f"s{i}", str(v), reading_id=str(i)) for i, v in enumerate(values)]
    assert settle(readings)[0] == settle(readings[::-1])[0]


@given(numbers)
def test_a_mean_is_never_outside_its_numbers(values: list[D]) -> None:
    assert min(values) <= mean(values) <= max(values)


@given(st.dictionaries(st.sampled_from(list(PANEL)), st.decimals(0, 500, places=1), min_size=1))
def test_k2_is_never_below_a_part(values: dict[Form, D]) -> None:
    total = add_up({f: shown(str(v)) for f, v in values.items()}, None)
    assert total is not None
    assert total.value is not None
    assert all(total.value >= v for v in values.values())
