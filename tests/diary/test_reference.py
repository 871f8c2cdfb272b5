"""Persons of a reference intake: an impossible one is refused with the valid choices."""

from typing import Any

import pytest
from plates import WOMAN, eaten

from vitk2.catalog.catalog import Catalog
from vitk2.diary.intake import intake
from vitk2.diary.reference import Person, percent, person, person_for, whole_months
from vitk2.errors import UsageError


def test_a_reference_needs_a_person_that_does_not_contradict_itself(tiny: Catalog) -> None:
    with pytest.raises(UsageError):
        intake(tiny, eaten(("natto", 1, "")), "us")
    with pytest.raises(UsageError, match="'usa' is not a reference: use us, efsa"):
        intake(tiny, eaten(("natto", 1, "")), "usa", WOMAN)
    with pytest.raises(UsageError, match="pregnant cannot be combined with the sex male"):
        person("male", 30, "pregnant")
    assert person(None, 30, "pregnant") == Person("female", 360, "pregnant")


@pytest.mark.parametrize(
    ("described", "message"),
    [
        (("usa", "female", 30, None), "'usa' is not a reference: use us, efsa"),
        (("us", "f", 30, None), "'f' is not a sex: use female or male"),
        ((None, "f", None, None), "'f' is not a sex: use female or male"),
        (("us", None, 30, "pregnent"), "'pregnent' is not a state: use pregnant or lactating"),
        (("us", "male", float("nan"), None), "nan is not an age: use years from 0 to 120"),
        (("us", "male", -3, None), "-3 is not an age"),
        (("us", "male", 150, None), "150 is not an age"),
        (("us", "male", "30", None), "'30' is not an age"),
        (("us", "male", None, None), "needs an age"),
        ((None, None, 30, None), "need a reference intake"),
    ],
)
def test_a_person_that_cannot_be_is_refused(described: tuple[Any, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        person_for(*described)


def test_where_no_reference_is_asked_for_there_is_no_person() -> None:
    assert person_for(None, None, None, None) is None
    assert person_for("us", "female", 0.5, None) == Person("female", 6)


@pytest.mark.parametrize(
    ("years", "months"),
    [(0.96, 11), (0.9999, 11), (0.0833, 0), (1 / 12, 1), (0.25, 3), (1 / 3, 4), (1.0, 12)],
)
def test_an_age_is_never_rounded_up(years: float, months: int) -> None:
    assert person("female", years, None).age_months == months


def test_every_month_of_an_age_is_its_own() -> None:
    assert [whole_months(month / 12) for month in range(1441)] == list(range(1441))
    assert [whole_months(years) for years in range(121)] == [12 * years for years in range(121)]


def text_of(catalog: Catalog, reference: str, sex: str, years: float) -> str:
    who = person(sex, years, None)
    share = intake(catalog, eaten(("natto", 40, "")), reference, who).share
    assert share is not None
    assert (share.percent is None) is ("no share" in share.text)
    return share.text


@pytest.mark.parametrize(("reference", "edition"), [("dach", "2000"), ("japan", "2020")])
def test_a_share_names_the_edition_of_its_reference(
    shipped: Catalog, reference: str, edition: str
) -> None:
    share = intake(shipped, eaten(("natto", 40, "")), reference, WOMAN).share
    assert share is not None
    assert edition in share.authority
    assert share.authority in share.text


def test_a_newer_japanese_edition_is_said_not_to_be_read(shipped: Catalog) -> None:
    assert "2025 edition not read" in text_of(shipped, "japan", "male", 40)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_label_gives_no_share_to_whom_it_is_not_for(shipped: Catalog, sex: str) -> None:
    for years in (1, 4, 10, 17.99):
        text = text_of(shipped, "eu-label", sex, years)
        assert "for adults" in text
        assert "18 years" in text
    assert "NRV" in text_of(shipped, "eu-label", sex, 18)
    assert "below 4 years no share" in text_of(shipped, "us-label", sex, 3.99)
    assert "% of the US label DV" in text_of(shipped, "us-label", sex, 4)
    for reference in ("us", "us-label", "eu-label", "japan", "efsa"):
        assert "clinician" in text_of(shipped, reference, sex, 0.96)


def test_a_tiny_share_is_not_nothing(shipped: Catalog) -> None:
    who = person("female", 60, None)
    share = intake(shipped, eaten(("natto", 0.001, "")), "us", who).share
    assert share is not None
    assert share.percent is not None
    assert 0 < share.percent < 1
    assert percent(share.percent) == "under 1 %"
