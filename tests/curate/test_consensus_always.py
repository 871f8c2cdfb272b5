"""Properties of the counting of any votes."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st
from made import reading, table

from curate.consensus import mean, settle
from curate.measurement import COMPILED, Reading

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


statuses_of = st.sampled_from(["", "doubtful"])
tiers_of = st.sampled_from(["A", "B", "C"])
types_of = st.sampled_from(["value", "nd", "<"])


@st.composite
def some_readings(draw: st.DrawFn) -> list[Reading]:
    """Readings of every tier and kind, sound, doubtful and copied."""
    made = []
    for i in range(draw(st.integers(1, 7))):
        type_, status = draw(types_of), draw(statuses_of)
        number = draw(st.decimals("0.1", 900, places=1))
        marks = ("doubtful: odd",) if status else ()
        tier = draw(tiers_of)
        if tier == "C" and draw(st.booleans()):
            marks = (*marks, COMPILED)
        made.append(
            reading(
                f"s{i}",
                str(number) if type_ == "value" else None,
                reading_id=str(i),
                tier=tier,
                status=status,
                marks=marks,
                qualifier="" if type_ == "value" else type_,
                limit=number if type_ == "<" else None,
            )
        )
    return made


@given(some_readings())
def test_no_shown_value_is_doubtful_while_a_sound_reading_exists(readings: list[Reading]) -> None:
    result, settled = settle(readings)
    sound = [r for r in settled if r.status in ("counted", "listed") and r.number is not None]
    if sound:
        assert not result.doubtful
        assert result.value is not None or result.limit is not None or result.qualifier == "nd"
    assert all(r.status != "counted" for r in settled if "doubtful: odd" in r.marks)


@given(some_readings())
def test_the_value_shown_lies_within_its_range(readings: list[Reading]) -> None:
    result, _ = settle(readings)
    if result.value is not None and result.low is not None and result.high is not None:
        assert result.low <= result.value <= result.high


@given(
    some_readings(), st.integers(101, 8999).filter(lambda n: n % 10 > 0).map(lambda n: D(n) / 10)
)
def test_no_copy_counts_while_its_original_is_doubtful(readings: list[Reading], number: D) -> None:
    original = reading("lab", str(number), status="doubtful", marks=("doubtful: odd",))
    copy = table("ciqual-2025", str(number), reading_id="copy")
    _, settled = settle([*readings, original, copy])
    (fate,) = [r for r in settled if r.reading_id == "copy"]
    assert fate.status in ("doubtful", "duplicate")
    assert fate.repeats
