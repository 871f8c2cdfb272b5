"""evidence: claims after their verdict, advice on drugs, and the cards of forms."""

import json
import re
from pathlib import Path

import pytest
from conftest import Run

from vitk2 import safety
from vitk2.catalog.catalog import Catalog
from vitk2.queries import claims
from vitk2.queries.patient_groups import PATIENT_GROUPS


def test_claims_stand_behind_their_verdict_in_every_format(tiny_run: Run) -> None:
    line = "Overstated: “K2 steers calcium.” Markers move; results are mixed."
    assert tiny_run("evidence", "calcium").stdout == f"{line} (trials; lab-a, lab-b) [C1]\n"
    (claim,) = json.loads(tiny_run("evidence", "c1", "--json").stdout)
    assert claim["line"] == line
    assert next(iter(claim)) == "line"
    assert tiny_run("evidence", "--csv").stdout.count("\n") == 3
    assert safety.CAUTION in tiny_run("evidence", "natto", "--format", "md").stdout
    assert tiny_run("evidence", "--quiet").stderr == safety.CAUTION + "\n"
    assert (
        "No claim mentions 'calcum'. Did you mean calcium?"
        in tiny_run("evidence", "calcum", code=1).stderr
    )


def paragraphs(run: Run, *typed: str) -> list[str]:
    return run("evidence", *typed).stdout.splitlines()


@pytest.mark.parametrize(
    "drug",
    [
        *("warfarin", "Coumadin", "blood thinner", "my Anticoagulants", "ワーファリンと納豆"),
        "apixaban or warfarin",
    ],
)
def test_a_vitamin_k_antagonist_shows_the_whole_caution(tiny_run: Run, drug: str) -> None:
    advice = paragraphs(tiny_run, drug)
    assert advice[-len(safety.WARFARIN) :] == list(safety.WARFARIN)
    assert json.loads(tiny_run("evidence", drug, "--json").stdout)["caution"] == advice


@pytest.mark.parametrize("drug", ["apixaban", "direct oral anticoagulants"])
def test_a_drug_that_does_not_act_through_vitamin_k_has_its_own_advice(
    tiny_run: Run, drug: str
) -> None:
    assert paragraphs(tiny_run, drug) == [safety.DOAC, safety.UNSURE]


@pytest.mark.parametrize("drug", ["aspirin", "Plavix"])
def test_of_a_drug_without_a_source_only_the_pharmacist_is_named(tiny_run: Run, drug: str) -> None:
    advice = paragraphs(tiny_run, drug)
    assert advice[-1] == safety.NOT_READ.format(name=drug)
    assert not {*safety.WARFARIN, safety.DOAC} & set(advice)


def test_a_brand_is_explained_by_its_substance(tiny_run: Run) -> None:
    assert paragraphs(tiny_run, "marcumar")[0] == "Marcumar is phenprocoumon."
    assert paragraphs(tiny_run, "warfarin")[0] == safety.WARFARIN[0]
    assert tiny_run("warfarin").stdout == tiny_run("evidence", "warfarin").stdout


@pytest.mark.parametrize("typed", ["eliqis", "warfrin", "blood thiner", "aspirn"])
def test_a_misspelt_drug_gets_the_advice_on_warfarin_and_no_other(
    tiny_run: Run, typed: str
) -> None:
    for advice in (paragraphs(tiny_run, typed), tiny_run(typed).stdout.splitlines()):
        assert advice[-1].startswith("Did you mean ")
        assert advice[1:-1] == list(safety.WARFARIN)


@pytest.mark.parametrize("command", [(), ("show",), ("evidence",)])
def test_what_nothing_knows_may_be_a_medicine(tiny_run: Run, command: tuple[str, ...]) -> None:
    refused = tiny_run(*command, "zorbarol", code=1).stderr
    assert refused.rstrip().endswith(safety.IF_A_MEDICINE)


def test_a_search_that_finds_nothing_says_what_to_do_about_a_medicine(tiny_run: Run) -> None:
    assert safety.IF_A_MEDICINE in tiny_run("search", "zorbarol").stderr
    assert safety.IF_A_MEDICINE not in tiny_run("search", "natto").stderr


@pytest.mark.parametrize("typed", ["mk7 warfarin", "k2 and coumadin", "natto warfarin"])
def test_a_drug_beside_a_form_or_a_food_is_not_passed_over(tiny_run: Run, typed: str) -> None:
    assert tiny_run(*typed.split()).stdout.splitlines()[-1] == safety.WARFARIN[-1]


ORDER_TO_TAKE = re.compile(
    r"(?<!\byou )(?<!\balso )\b(?:take|swallow|use|start|switch to|stop)\b "
    r"(?:it|this|the drug|warfarin|apixaban|eliquis|orlistat|cholestyramine|phenytoin|antibiotics)",
    re.IGNORECASE,
)


def test_no_advice_can_be_read_as_an_order_to_take_a_medicine(shipped: Catalog) -> None:
    for order in ("Then take it for warfarin", "Start orlistat first", "stop phenytoin"):
        assert ORDER_TO_TAKE.search(order)
    texts = [*safety.WARFARIN, safety.DOAC, safety.UNSURE, safety.UNSURE_ON_PAGE]
    texts += [safety.NOT_READ, safety.IF_A_MEDICINE, safety.CAUTION, safety.CAUTION_IN_SHORT]
    texts += safety.patient_group_warning(list(PATIENT_GROUPS))
    texts += [claim["finding"] for claim in claims.claims(shipped)]
    assert [text for text in texts if ORDER_TO_TAKE.search(text)] == []


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        *(("newborn", "newborns"), ("Babies", "newborns"), ("Säugling", "newborns")),
        *(("nouveau-né", "newborns"), ("recien nacido", "newborns"), ("pregnant", "pregnancy")),
        *(("calcium in pregnancy", "pregnancy"), ("malabsorption", "malabsorption")),
        *(("cystic fibrosis", "cystic fibrosis"), ("kidney disease", "kidney disease")),
        *(("Dialyse", "dialysis"), ("antibiotics", "antibiotics"), ("orlistat", "orlistat")),
        *(("cholestyramine", "bile acid sequestrants"), ("phénytoïne", "phenytoin")),
        ("phenytoin", "phenytoin"),
    ],
)
def test_who_needs_a_clinician_is_sent_to_one(tiny_run: Run, typed: str, group: str) -> None:
    (advice,) = paragraphs(tiny_run, typed)
    named, _, sentence = advice.partition(". ")
    assert group in named.lower()
    assert sentence == safety.ASK_A_CLINICIAN
    assert group in sentence.lower()
    assert json.loads(tiny_run("evidence", typed, "--json").stdout)["caution"] == [advice]


def test_every_group_is_named_in_the_advice_that_it_gets(run: Run) -> None:
    for group, names in PATIENT_GROUPS.items():
        for word in group.removesuffix("s").split(" and "):
            assert word in safety.ASK_A_CLINICIAN
        for name in names:
            assert paragraphs(run, name)[0] == safety.patient_group_warning([group])[0]


def test_a_word_for_a_group_is_understood_without_a_command_and_a_dish_is_not(
    tiny_run: Run,
) -> None:
    assert tiny_run("pregnancy").stdout == tiny_run("evidence", "pregnancy").stdout
    assert "no food 'kidney pie'" in tiny_run("kidney", "pie", code=1).stderr
    assert "Did you mean pregnancy" in tiny_run("evidence", "pregnacy", code=1).stderr


def test_a_short_word_beside_a_group_is_no_slip_of_a_drug(run: Run) -> None:
    advice = list(safety.patient_group_warning(["pregnancy"]))
    assert paragraphs(run, "calcium in pregnancy") == advice, "'in' is not INR"


def test_advice_on_a_drug_keeps_the_advice_for_a_group(tiny_run: Run) -> None:
    advice = paragraphs(tiny_run, "apixaban while pregnant")
    assert advice == [safety.DOAC, safety.UNSURE, *safety.patient_group_warning(["pregnancy"])]
    assert paragraphs(tiny_run, "warfarin while pregnant") == list(safety.WARFARIN)
    misspelt = paragraphs(tiny_run, "warfrin while pregnant")
    assert misspelt[1:-1] == list(safety.WARFARIN)
    assert misspelt[-1].startswith("Did you mean warfarin")


def test_claims_that_mention_a_group_come_after_its_advice(tiny_dir: Path, tiny_run: Run) -> None:
    with (tiny_dir / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("C9,K2 is for babies.,unverified,No source was read.,,pregnancy,\n")
    advice = safety.patient_group_warning(["pregnancy"])[0]
    claim = "Unverified: “K2 is for babies.” No source was read. () [C9]"
    piped = tiny_run("evidence", "pregnancy")
    assert piped.stdout.splitlines() == [advice, claim]
    answer = json.loads(tiny_run("evidence", "pregnancy", "--json").stdout)
    assert answer["caution"] == [advice]
    assert [found["claim_id"] for found in answer["claims"]] == ["C9"]
    rows = tiny_run("evidence", "pregnancy", "--csv")
    assert rows.stdout.count("\n") == 2
    assert advice in rows.stderr, "rows have no place for it"
    screen = tiny_run("evidence", "pregnancy", "--format", "table").stdout
    assert 0 < screen.index("Ask a clinician") < screen.index("K2 is for babies")


@pytest.mark.parametrize(
    ("typed", "claim_id"),
    [
        *(("cooking", "C42"), ("heat", "C42"), ("light", "C43"), ("cartilage", "C44")),
        *(("vitamin d", "C02"), ("calcium", "C02"), ("bone", "C38")),
    ],
)
def test_questions_that_people_have_are_answered_on_the_first_screen(
    run: Run, typed: str, claim_id: str
) -> None:
    screen = run("evidence", typed, "--format", "table", "-n", "4").stdout
    assert claim_id in screen


def test_where_no_source_was_read_the_claim_says_so_and_names_a_guideline(run: Run) -> None:
    for claim_id in ("C02", "C38", "C44"):
        (claim,) = json.loads(run("evidence", claim_id, "--json").stdout)
        assert claim["verdict"] == "unverified"
        assert claim["citations"] is None
        assert "vitk2 has read no " in claim["finding"]
        assert "A clinician would use" in claim["finding"]
        assert claim["line"] in run("evidence", claim_id).stdout
        assert "; )" not in run("evidence", claim_id).stdout


def test_a_letter_is_a_whole_word_so_vitamin_d_is_not_vitamin_k_and_diet(run: Run) -> None:
    found = json.loads(run("evidence", "vitamin d", "--json").stdout)
    assert found
    assert [c["claim_id"] for c in found if not re.search(r"\bD3?\b", c["line"])] == []


def test_words_of_claims_are_no_drugs(run: Run) -> None:
    for word in ("bone", "calcium", "natto", "cranberry"):
        result = run("evidence", word, code=1 if word == "cranberry" else 0)
        assert safety.WARFARIN[0] not in result.stdout


def test_both_cautions_name_what_holds_most() -> None:
    for food in ("natto", "douchi", "cheonggukjang", "green powders"):
        assert food in safety.CAUTION
        assert food in " ".join(safety.WARFARIN)


def test_a_form_has_a_card(run: Run) -> None:
    card = json.loads(run("forms", "mk7", "--json").stdout)
    assert card["what"].startswith("A long-chain K2")
    assert "not known: " in run("forms", "K1", "--format", "table").stdout
    assert run("forms", "MK-9", "--csv").stdout.startswith("form,name,")
    assert run("forms", "MK-9", "--quiet").stderr == safety.CAUTION + "\n"


def test_every_citation_in_the_cautions_is_a_source(shipped: Catalog) -> None:
    source_ids = {str(r[0]) for r in shipped.rows("SELECT source_id FROM sources")}
    for paragraph in (*safety.WARFARIN, safety.DOAC, safety.ASK_A_CLINICIAN):
        assert set(re.findall(r"[A-Z]{2,}_[A-Z0-9_]+", paragraph)) <= source_ids


@pytest.mark.parametrize(
    ("typed", "same"), [("bones", "bone"), ("fractures", "fracture"), ("artery", "arteries")]
)
def test_a_claim_is_found_by_the_singular_and_the_plural(run: Run, typed: str, same: str) -> None:
    assert run("evidence", typed).stdout == run("evidence", same).stdout
    assert len(run("evidence", typed).stdout.splitlines()) > 2
