"""The words of the field and how people spell them."""

import pytest

from vitk2.catalog.schema import COLUMNS, KEYS, WIDE
from vitk2.errors import UnknownNameError
from vitk2.forms import Form
from vitk2.text import fold, singular, tokenize


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("K1", Form.K1),
        ("k-1", Form.K1),
        ("vitamin k1", Form.K1),
        ("phylloquinone", Form.K1),
        ("Phytonadione", Form.K1),
        ("dk1", Form.DK1),
        ("2',3'-dihydrophylloquinone", Form.DK1),
        ("mk7", Form.MK7),
        ("MK 7", Form.MK7),
        ("menaquinone-7", Form.MK7),
        ("menatetrenone", Form.MK4),
        ("mk10", Form.MK10),
        ("MK-9(4H)", Form.MK9_4H),
        ("mk9_4h", Form.MK9_4H),
        ("tetrahydromenaquinone-9", Form.MK9_4H),
        ("vitamin K2", Form.K2),
        ("menaquinones", Form.K2),
    ],
)
def test_a_form_is_understood_however_it_is_spelt(text: str, form: Form) -> None:
    assert Form.parse(text) is form


@pytest.mark.parametrize("text", ["mk77", "K3", "", "mk-3", "vitamin"])
def test_an_unknown_form_is_answered_with_forms_that_exist(text: str) -> None:
    with pytest.raises(UnknownNameError) as error:
        Form.parse(text)
    assert error.value.valid
    assert set(error.value.valid) <= {f.value for f in Form}


def test_every_form_parses_as_itself_and_as_its_key() -> None:
    for form in Form:
        assert Form.parse(form.value) is form
        assert Form.parse(form.key) is form


def test_folding_forgets_case_and_accents() -> None:
    assert fold("Nattō") == fold("NATTO") == "natto"
    assert tokenize("Crème brûlée, 30 % fat") == ["creme", "brulee", "30", "fat"]


def test_keys_and_references_name_columns_that_exist() -> None:
    for table, columns in COLUMNS.items():
        names = [c.name for c in columns]
        assert len(names) == len(set(names))
        assert set(KEYS[table]) <= set(names)
        for column in columns:
            if column.refers:
                target, name = column.refers.split(".")
                assert name in {c.name for c in COLUMNS[target]}


def test_numbers_carry_their_unit_in_name_or_in_their_meaning() -> None:
    bare = {
        "low",
        "high",
        "spread",
        "published_value",
        "factor",
        "n",
        "studies",
        "side_chain_units",
    }
    for columns in COLUMNS.values():
        for column in columns:
            if column.kind in ("number", "integer") and column.name not in bare:
                assert column.name.endswith(
                    ("ug_per_100g", "ug_per_day", "_g", "_ml", "g_per_mol", "_months")
                ), column.name


def test_the_wide_columns_are_the_ones_users_rely_on() -> None:
    assert WIDE[:5] == ("food_id", "name", "group", "preparation", "k1_ug_per_100g")
    assert WIDE[-8:] == (
        *("k2_ug_per_100g", "k2_qualifier", "k2_low", "k2_high", "k2_studies", "k2_tier"),
        *("doubtful", "marks"),
    )
    assert "mk9_4h_ug_per_100g" in WIDE


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        *(("berries", "berry"), ("tomatoes", "tomato"), ("leaves", "leaf"), ("loaves", "loaf")),
        *(
            ("cheeses", "cheese"),
            ("glasses", "glass"),
            ("peaches", "peach"),
            ("radishes", "radish"),
        ),
        *(
            ("olives", "olive"),
            ("kiwis", "kiwi"),
            ("eggs", "egg"),
            ("thighs", "thigh"),
            ("peas", "pea"),
        ),
        *((w, w) for w in ("hummus", "asparagus", "watercress", "natto", "gas", "s")),
    ],
)
def test_a_plural_loses_its_ending_and_what_is_none_keeps_it(plural: str, one: str) -> None:
    assert singular(plural) == one
