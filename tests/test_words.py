"""No text the program can print says what must never be said about health.

The sentences of forbidden.txt were written before the patterns; the patterns must catch them all
and pass those of allowed.txt. Only a quoted claim beside its verdict is exempt.
"""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from vitk2 import safety
from vitk2.catalog import schema, vocabulary
from vitk2.catalog.paths import data_dir
from vitk2.cli.main import cli
from vitk2.queries import claims

TESTS = Path(__file__).parent
DRUG = r"(?:warfarin|acenocoumarol|blood thinners?|anticoagulants?)"
K2 = r"(?:k2|mk-?\d+|menaquinones?(?:-\d+)?)"
NOT = r"(?<!not )(?<!no )(?<!n't )(?<!never )(?<!whether it )"

PATTERNS = [
    # leave vitamin K foods out altogether
    r"\b(?:cut out|give up|avoid|stop eating|eliminate)\b (?:all|every|any|leafy|greens)",
    # nothing is safe or friendly with these drugs, and only greens matter never
    rf"{DRUG}[- ]friendly",
    rf"(?<!that it is )\bsafe\b[^.;]*\b(?:with|for|on)\b[^.;]*{DRUG}",
    rf"\bsafer\b[^.]*{DRUG}",
    r"will not affect (?:your )?inr",
    rf"only need to watch|{K2} does not interact",
    rf"{DRUG}[^.]*\bno worries\b|\bno worries\b[^.]*{DRUG}",
    # doses and targets
    rf"\b(?:take|skip|add|cut|reduce|raise|increase|lower)\b[^.]*\b(?:tablets?|dose)\b[^.]*{DRUG}",
    rf"(?:^|[.!?] )(?:reduce|raise|increase|lower|double|halve) (?:your )?{DRUG}",
    r"\bsuggested\b[^.]*\bdose\b",
    r"\bto (?:hold|keep)\b[^.]*\binr\b",
    r"\binr target\b|\btarget inr\b",
    # other drugs
    r"\bno restrictions at all\b|eat whatever you like",
    r"forget about[^.]*interactions",
    r"without asking",
    # no requirement, deficiency, daily value of K2; no personal dose
    rf"% ?dv\b[^.]*{K2}|{K2}[^.]*% ?dv\b|daily value for {K2}",
    rf"\b(?:require|needs?)\b[^.]*\d[^.]*\b{K2}\b",
    rf"\b(?:your|daily) {K2} requirement",
    rf"{K2} deficien|deficient in (?:vitamin )?{K2}",
    rf"\bneed a {K2}|\bneed (?:a |an )?(?:{K2} )?supplements?\b",
    r"\brecommend\b[^.]*\bµg\b",
    r"\bright dose\b",
    # calcium, arteries, heart
    r"\b(?:directs?|steers?)\b[^.]*\bcalcium\b|\bmake sure that the calcium\b",
    r"\b(?:cleans?|unclogs?)\b[^.]*\barter",
    rf"{NOT}\breverse[sd]?\b[^.]*(?:calcifi|plaque)",
    r"(?:calcifi|plaque|heart attack|stroke|heart disease)[^.]*\b(?:is|are) prevented",
    rf"{NOT}\b(?:prevents?|protects?)\b[^.]*(?:calcifi|heart|stroke|fracture|osteoporo|arter)",
    # bones
    rf"{K2}[^.]*{NOT}\b(?:cuts|halves|reduces)\b[^.]*(?:fracture|hip)",
    r"osteoporosis (?:can be|is) treated|treats? osteoporosis",
    r"no longer need[^.]*\bmedicine",
    # K1 and K2
    r"\bk1 is only\b|\bsole job of\b",
    rf"{K2} plays? no part|{K2} ha(?:s|ve) nothing to do with",
    rf"{K2} is (?:the )?(?:superior|better)",
    # limits
    r"cannot take too much|harmless at any",
    r"\bupper (?:intake )?(?:level|limit)\b[^.]*\bis 1 mg\b|1 mg upper limit",
    # calcium and vitamin D without K2
    rf"calcium without {K2}|\btoxic\b[^.]*{K2}",
    r"must (?:always )?be paired",
    # foods
    r"\bgrass-fed\b[^.]*\b(?:more|rich\w*)\b|\brich\w*\b[^.]*\bgrass-fed\b",
    r"\bsauerkraut is\b[^.]*\bsource\b",
    r"\baged cheeses?\b[^.]*\b(?:rich in|packed with|full of)\b",
    # days
    r"\b(?:week|day|days|intake|diet)\b[^.]*\b(?:looks?|was|were|is|are)\b[^.]*\b(?:steady|stable|alike)\b",
    r"\bwere alike\b|\bbeen consistent\b",
    # nothing measured is not nothing
    r"\b0 µg \(not measured\)|\bno k2 at all\b",
]
COMPILED = [re.compile(p, re.IGNORECASE) for p in PATTERNS]


def caught(text: str) -> list[str]:
    """The patterns that a text falls under."""
    return [p.pattern for p in COMPILED if p.search(text)]


def lines(name: str) -> list[str]:
    return (TESTS / name).read_text(encoding="utf-8").splitlines()


def test_the_lists_are_as_long_as_they_claim() -> None:
    assert len(set(lines("forbidden.txt"))) == 60
    assert len(set(lines("allowed.txt"))) == 30


@pytest.mark.parametrize("sentence", lines("forbidden.txt"))
def test_a_forbidden_sentence_is_caught(sentence: str) -> None:
    assert caught(sentence)


@pytest.mark.parametrize("sentence", lines("allowed.txt"))
def test_an_allowed_sentence_passes(sentence: str) -> None:
    assert caught(sentence) == []


def rows(name: str) -> Iterator[dict[str, str]]:
    with (Path(data_dir()) / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def without_quoted_claims(text: str) -> str:
    """Return a text without claims in quotation marks right after their verdicts."""
    verdicts = "|".join(v.capitalize() for v in vocabulary.VERDICTS)
    return re.sub(rf"(?:{verdicts}): “[^”]*”", "", text)


def printable() -> Iterator[tuple[str, str]]:  # noqa: PLR0912  # one loop a kind of text
    """Every text the program can print, and where it comes from."""
    for name in ("CAUTION", "NO_K2_REFERENCE"):
        yield name, getattr(safety, name)
    for paragraph in (*safety.WARFARIN, safety.DOAC, safety.ASK_A_CLINICIAN):
        yield "evidence", paragraph
    for name, command in cli.every().items():
        yield f"help of {name}", command.help or ""
        for parameter in command.params:
            yield f"option of {name}", getattr(parameter, "help", None) or ""
    for words in (vocabulary.MARKS, vocabulary.STATUSES, vocabulary.QUALIFIERS, vocabulary.TIERS):
        yield from words.items()
    for table in schema.COLUMNS.values():
        yield from ((c.name, c.meaning) for c in table)
    for claim in rows("claims"):
        yield claim["claim_id"], f"{claim['finding']} {claim['strength']}"
    for name in ("forms", "sources", "foods"):
        for row in rows(name):
            yield name, " | ".join(row.values())
    for row in rows("measurements"):
        yield row["reading_id"], row["note"]
    pages = (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data" / "README.md")
    others = ("data/datapackage.json", "CITATION.cff", ".github/ISSUE_TEMPLATE/wrong-number.yml")
    for path in (*pages, *(ROOT / name for name in others)):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.name, without_quoted_claims(line)
    for module in (*(ROOT / "vitk2").rglob("*.py"), *(ROOT / "curate").rglob("*.py")):
        for text in texts_of(module.read_text(encoding="utf-8")):
            yield module.name, text


def texts_of(code: str) -> Iterator[str]:
    """Yield every text in Python code, also one in pieces, added or formatted."""
    for node in ast.walk(ast.parse(code)):
        if text := _text(node):
            yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(value) or "0" for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left) + _text(node.right)
    return ""


@pytest.mark.parametrize(
    "code",
    [
        'say("natto is safe with " "warfarin")',
        'say(f"{food} is safe " + "with warfarin")',
        'say(\n    "spinach is safe "\n    f"for {who} on warfarin"\n)',
    ],
)
def test_a_sentence_in_pieces_is_read_whole(code: str) -> None:
    assert any(caught(text) for text in texts_of(code))


def test_nothing_that_can_be_printed_is_forbidden() -> None:
    found = [(where, text, caught(text)) for where, text in printable() if caught(text)]
    assert found == []


def test_a_claim_never_stands_without_its_verdict_in_front() -> None:
    for claim in rows("claims"):
        shown_claim = claims.with_line({k: v or None for k, v in claim.items()})
        assert str(shown_claim["line"]).startswith(
            f"{claim['verdict'].capitalize()}: “{claim['claim']}”"
        )
        names_no_source = "vitk2 has read no " in claim["finding"]
        assert bool(claim["citations"]) is not names_no_source, claim["claim_id"]
        assert claim["verdict"] == "unverified" or not names_no_source
        assert "article" not in claim["finding"].lower()


def test_the_descriptor_carries_no_health_promise() -> None:
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert caught(package["description"]) == []
