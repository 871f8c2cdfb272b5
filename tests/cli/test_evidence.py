"""evidence: claims after their verdict, advice on drugs, and the cards of forms."""

import json
import re

import pytest
from conftest import Run

from vitk2 import safety
from vitk2.catalog.catalog import Catalog


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
    r"(?:it|this|the drug|warfarin|apixaban|eliquis)",
    re.IGNORECASE,
)


def test_no_advice_can_be_read_as_an_order_to_take_a_medicine() -> None:
    assert ORDER_TO_TAKE.search("Not sure which drug it is? Then take it for warfarin")
    texts = (*safety.WARFARIN, safety.DOAC, safety.UNSURE, safety.UNSURE_ON_PAGE)
    texts += (safety.NOT_READ, safety.IF_A_MEDICINE, safety.CAUTION, safety.CAUTION_IN_SHORT)
    assert [text for text in texts if ORDER_TO_TAKE.search(text)] == []


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
    for paragraph in (*safety.WARFARIN, safety.DOAC):
        assert set(re.findall(r"[A-Z]{2,}_[A-Z0-9_]+", paragraph)) <= source_ids


@pytest.mark.parametrize(
    ("typed", "same"), [("bones", "bone"), ("fractures", "fracture"), ("artery", "arteries")]
)
def test_a_claim_is_found_by_the_singular_and_the_plural(run: Run, typed: str, same: str) -> None:
    assert run("evidence", typed).stdout == run("evidence", same).stdout
    assert len(run("evidence", typed).stdout.splitlines()) > 2
