"""Sources as a reader cites them, and as BibTeX that a BibTeX library reads back whole."""

from typing import Any

import bibtexparser
import pytest
from bibtexparser import middlewares
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st

from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import SOURCES, Record
from vitk2.queries import citations, listings
from vitk2.queries.citations import bibtex, citation, described

# The mandatory and the allowed fields of an entry in the data model of biblatex, as in biber.
MANDATORY = {"article": {"author", "title", "journal", "year"}, "misc": {"title"}}
ALLOWED = {
    "article": {"journal", "volume", "number", "pages"},
    "misc": {"howpublished", "date"},
}
EVERYWHERE = {"author", "title", "year", "doi", "url", "eprint", "eprinttype", "note", "key"}


def parsed(text: str, *more: Any) -> dict[str, Entry]:
    library = bibtexparser.parse_string(text, append_middleware=list(more))
    assert library.failed_blocks == []
    return library.entries_dict


def source(**cells: str) -> Record:
    return {c.name: None for c in SOURCES} | {"source_id": "x", "kind": "paper"} | cells


def field(name: str, **cells: str) -> str:
    (entry,) = parsed(bibtex(source(**cells))).values()
    found = entry.get(name)
    return "" if found is None else str(found.value)


def test_every_source_is_an_entry_that_biber_takes_without_a_warning(shipped: Catalog) -> None:
    every = [citations.itself(shipped), *records(shipped, "sources")]
    entries = parsed("\n".join(map(bibtex, every)))
    assert set(entries) == {s["source_id"] for s in every}
    for entry in entries.values():
        entry_type, fields = entry.entry_type, set(entry.fields_dict)
        assert fields >= MANDATORY[entry_type], entry.key
        assert fields <= ALLOWED[entry_type] | EVERYWHERE, entry.key
        assert fields & {"year", "date"}, entry.key
        assert fields & {"author", "key"}, entry.key  # classic BibTeX sorts by one of them


def test_titles_come_back_as_they_are_and_keep_their_capitals(shipped: Catalog) -> None:
    titles = {s["source_id"]: s["title"] for s in records(shipped, "sources") if s["title"]}
    text = "\n".join(map(bibtex, records(shipped, "sources")))
    entries = parsed(text, middlewares.LatexDecodingMiddleware())
    for source_id, title in titles.items():
        assert entries[str(source_id)]["title"].strip("{}") == title
        assert "  title = {{" in text


def test_persons_are_parted_into_families_and_initials(shipped: Catalog) -> None:
    text = bibtex(listings.source(shipped, "vermeer-2018"))
    split = (middlewares.SeparateCoAuthors(), middlewares.SplitNameParts())
    authors = parsed(text, *split)["vermeer-2018"]["author"]
    assert [(" ".join(a.von), a.last, a.first) for a in authors[2:4]] == [
        ("van 't", ["Hoofd"], ["C."]),
        ("", ["Knapen"], ["M.", "H.", "J."]),
    ]


@pytest.mark.parametrize(
    ("authors", "kind", "author", "note"),
    [
        ("Booth SL", "paper", "Booth, S. L.", ""),
        ("Diaz Curiel M", "paper", "Diaz Curiel, M.", ""),
        ("Walther B and others", "paper", "Walther, B. and others", ""),
        ("Tanaka K, Terao J, et al.", "evidence", "Tanaka, K. and Terao, J. and others", ""),
        ("Tanaka S, Tanaka M (as transcribed)", "paper", "Tanaka, S. and Tanaka, M.", "as transc"),
        ("(authors not read; DTU)", "paper", "", "authors not read; DTU"),
        ("Lab C", "database", "{Lab C}", ""),
        ("Ministry of Education, Science and Technology, Japan", "database", "{Ministry of", ""),
        ("EFSA NDA Panel (Turck et al.)", "evidence", "{EFSA NDA Panel (Turck et al.)}", ""),
        ("Smith J and Jones K", "paper", "{Smith J and Jones K}", ""),
    ],
)
def test_an_institute_is_one_author_and_a_remark_is_a_note(
    authors: str, kind: str, author: str, note: str
) -> None:
    cells = {"authors": authors, "kind": kind, "year": "2001", "title": "T"}
    assert field("author", **cells).startswith(author)
    assert field("note", **cells).startswith(note)
    assert bool(field("key", **cells)) is not bool(author)


@pytest.mark.parametrize(
    ("authors", "author", "note"),
    [
        ("Booth SL (as transcribed)", "Booth, S. L.", "as transcribed"),
        ("Maria ABCDE", "Maria, A. B. C. D. E.", ""),
        ("Maria ABCDEF", "{Maria ABCDEF}", ""),  # a word in capitals: an institute
        ("Mu J-P", "Mu, J. P.", ""),
        (" (not read)", "", "not read"),
    ],
)
def test_one_author_is_a_person_with_up_to_five_initials(
    authors: str, author: str, note: str
) -> None:
    cells = {"authors": authors, "year": "2001", "title": "T"}
    assert (field("author", **cells), field("note", **cells)) == (author, note)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"journal": "J Food", "pages": "30(6):298-307"}, ("J Food", "30", "6", "298--307")),
        ({"journal": "J Food", "pages": "464(Pt 2):141651"}, ("J Food", "464", "Pt 2", "141651")),
        ({"journal": "Bone 49:990-5", "kind": "evidence"}, ("Bone", "49", "", "990--5")),
        ({"journal": "BMJ Open", "kind": "evidence", "doi": "10.1/a"}, ("BMJ Open", "", "", "")),
    ],
)
def test_journal_volume_and_pages_are_parted(
    cells: dict[str, str], expected: tuple[str, ...]
) -> None:
    of_paper = {"authors": "Able A", "year": "2001", "title": "T"} | cells
    names = ("journal", "volume", "number", "pages")
    assert tuple(field(name, **of_paper) for name in names) == expected


def test_what_is_no_volume_is_a_note_and_an_address_is_an_address() -> None:
    paper = {"authors": "Able A", "year": "2025", "title": "T", "journal": "J"}
    assert field("note", **paper, pages="published online 13 Feb 2025") == (
        "published online 13 Feb 2025"
    )
    page = {"kind": "evidence", "title": "T", "journal": "NHS, http://nhs.uk/a_b%20c#d"}
    assert field("url", **page) == "http://nhs.uk/a_b%20c#d"
    assert field("howpublished", **page) == "NHS"


def test_gaps_are_said_where_an_entry_may_have_none() -> None:
    assert bibtex(source(source_id="lab-b")) == (
        "@misc{lab-b,\n  title = {{[Title not known]}},\n  date = {XXXX},\n"
        "  note = {no date},\n  key = {lab-b},\n}\n"
    )
    assert field("year", year="derivation 2000") == "2000"
    assert field("note", year="derivation 2000") == "derivation 2000"


def test_signs_of_tex_are_escaped_in_texts_and_not_in_addresses() -> None:
    text = r"5% of A & B_1 #2 $3 \5 ~6"
    (entry,) = parsed(bibtex(source(title=text)), middlewares.LatexDecodingMiddleware()).values()
    assert entry["title"].strip("{}") == text
    assert "{\\textbraceleft}4" in field("title", title="{4")
    assert field("doi", doi="10.1/a_b%3C#&{") == "10.1/a_b%3C#&%7B"


@given(st.dictionaries(st.sampled_from([c.name for c in SOURCES[3:10]]), st.text('aZ1 ,&%{}\\"@#')))
def test_any_source_of_a_users_own_is_an_entry(cells: dict[str, str]) -> None:
    assert len(parsed(bibtex(source(**cells)))) == 1


def test_a_source_is_cited_and_its_gaps_stay_gaps(tiny: Catalog) -> None:
    record = listings.source(tiny, "lab-a")
    assert described(record).splitlines() == [
        "Able A (2001). Vitamin K of Foods & Drinks. J Food, 1:2-3, doi:10.1/a",
        "measured: K1, MK-7",
        "seen: the paper",
        "licence: CC BY 4.0",
    ]
    assert citation(listings.source(tiny, "lab-b")) == "Authors not known. Title not known."
