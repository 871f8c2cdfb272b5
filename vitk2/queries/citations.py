"""Citations of sources and of answers, as text and as BibTeX."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vitk2._version import __version__
from vitk2.catalog.catalog import Catalog, records
from vitk2.errors import FoodError
from vitk2.forms import Form, is_form
from vitk2.queries.interpret import interpret_food
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.text import count_of

if TYPE_CHECKING:
    from vitk2.catalog.rows import SourceRow

NO_TITLE: Final = "[Title not known]"


def citation(source: "SourceRow") -> str:
    """Return a source as a reader cites it, in a line."""
    where = [source["journal"], source["pages"], source["doi"] and f"doi:{source['doi']}"]
    year = f" ({source['year']})." if source["year"] else "."
    head = (
        f"{source['authors'] or 'Authors not known'}{year} {source['title'] or 'Title not known'}."
    )
    return f"{head} {', '.join(w for w in where if w)}".rstrip()


def described(source: "SourceRow") -> str:
    """Return the citation of a source, then its measurements, method, reading and terms."""
    facts = {
        "measured": source["measured"],
        "method": source["method"],
        "seen": source["seen"],
        "attribution": source["attribution"],
        "licence": source["licence"],
    }
    known = [f"{label}: {fact}" for label, fact in facts.items() if fact]
    return "\n".join([citation(source), *known])


def bibtex(source: "SourceRow") -> str:
    """Return a source as a BibTeX entry; gaps are omitted, or stated where a field is mandatory.

    An article has author, title, journal and year; everything else is @misc, the one other type
    that both know: classic BibTeX has no @dataset, @software or @online.
    """
    author, remark = _author(source["authors"] or "", institute=_is_table(source))
    stated = source["year"] or ""
    year = re.search(r"\d{4}", stated)
    entry_type, published_in, remainder = _publication(
        source, may_be_article=bool(author and source["title"] and year)
    )
    year_note = "" if year and year[0] == stated else stated or "no date"
    key = re.sub(r"[^\w.:-]+", "-", source["source_id"])
    fields = {
        "author": author,
        "title": f"{{{_tex(source['title'] or NO_TITLE)}}}",
        **published_in,
        **({"year": year[0]} if year else {"date": UNDATED}),
        "doi": _verbatim(source["doi"] or ""),
        "eprint": _verbatim(source["pmid"] or ""),
        "eprinttype": "pubmed" if source["pmid"] else "",
        "note": _tex("; ".join(filter(None, (remark, year_note, remainder)))),
        "key": "" if author else key,  # what classic BibTeX sorts by instead
    }
    body = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@{entry_type}{{{key},\n{body}}}\n"


UNDATED: Final = "XXXX"
"""A year of which no digit is known, in the notation of ISO 8601-2 that biber reads.

Every dated type of biblatex asks for a date; classic BibTeX has no field of that name.
"""

_VOLUME: Final = re.compile(
    r"(?P<volume>\d{1,4})(?:\((?P<number>[^)]*)\))?(?::(?P<pages>[\w-]+))?", re.ASCII
)
"""Volume, issue and pages as sources.csv writes them: 30(6):298-307."""


def _is_table(source: "SourceRow") -> bool:
    """Return whether a source is of an institute, whose name may contain commas."""
    return source["kind"] in ("database", "compilation", "software")


def _publication(source: "SourceRow", *, may_be_article: bool) -> tuple[str, dict[str, str], str]:
    """Return the type of an entry, the fields of its publication, and text that fits no field.

    Where sources.csv has journal, volume and address in one cell, they are separated.
    """
    journal, pages_text = source["journal"] or "", source["pages"] or ""
    url_match = re.search(r"https?://\S+", journal)
    url = {"url": _verbatim(url_match[0])} if url_match else {}
    journal = re.sub(r",?\s*https?://\S+", "", journal).strip()
    name, _, volume_text = journal.rpartition(" ")
    if not pages_text and name and _VOLUME.fullmatch(volume_text):
        journal, pages_text = name, volume_text
    volume = _VOLUME.fullmatch(pages_text)
    of_journal = journal and (source["kind"] == "paper" or source["doi"] or volume)
    if may_be_article and of_journal and not _is_table(source):
        parts = {k: _tex(v) for k, v in (volume.groupdict() if volume else {}).items() if v}
        if "pages" in parts:
            parts["pages"] = parts["pages"].replace("-", "--")
        return "article", {"journal": _tex(journal), **parts, **url}, "" if volume else pages_text
    between = " " if volume else ", "
    howpublished = between.join(filter(None, (journal, pages_text)))
    return "misc", {"howpublished": _tex(howpublished), **url}, ""


def _author(authors: str, *, institute: bool) -> tuple[str, str]:
    """Return names as BibTeX separates them, and the remark in brackets after them.

    `van 't Hoofd C, Knapen MHJ` are persons, each with initials; else it is one institute.
    """
    names, _, remark = authors.removesuffix(")").partition("(")
    if not names.strip():
        return "", remark
    names, others = re.subn(r",? (and others|et al\.?)$", "", names.strip())
    persons = [_person(name) for name in names.split(", ")]
    if institute or not all(persons):
        return f"{{{_tex(authors)}}}", ""
    return " and ".join([*persons, *["others"] * others]), remark


def _person(name: str) -> str:
    """Return `Booth SL` as `Booth, S. L.`; '' when it is not a name with initials."""
    family, _, initials = name.rpartition(" ")
    letters = initials.replace("-", "")
    is_person = family and " and " not in family and not re.search(r"\d", family)
    if not (is_person and letters.isalpha() and letters.isupper() and len(letters) <= 5):
        return ""
    return f"{_tex(family)}, {' '.join(f'{letter}.' for letter in letters)}"


_SPECIAL: Final = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%#_$"}
    | {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)


def _tex(text: str) -> str:
    """Return a text with the special characters of TeX escaped."""
    return text.translate(_SPECIAL)


def _verbatim(text: str) -> str:
    """Return a DOI or address, which biblatex reads verbatim, with only braces escaped."""
    return text.translate({ord(sign): f"%{ord(sign):02X}" for sign in "{}\\"})


class Cited(NamedTuple):
    """The citations of an answer; `sources` are vitk2, then rows of sources.csv."""

    answer: str
    """The answer that the sources support, in words; '' when vitk2 alone is cited."""
    sources: "list[SourceRow]"

    def lines(self) -> list[str]:
        """Return a citation of each source, in a line."""
        return [citation(source) for source in self.sources]


def cite(catalog: Catalog, query: Query) -> Cited:
    """Return vitk2 and the sources whose votes give the values found by `query`, if any.

    A text alone that names one food is that food, one that spells a form is that form; with forms,
    their values count alone.
    Raises FoodError, with near ones, for a text alone that finds nothing.
    """
    if query == Query():
        return Cited("", [itself(catalog)])
    if is_form(query.text):
        query = query._replace(text="", forms=(*query.forms, Form.parse(query.text)))
    if query == Query(text=query.text) and (food_id := _one_food(catalog, query)):
        (name,) = catalog.texts("SELECT name FROM foods WHERE food_id = ?", [food_id])
        source_ids = _voting(catalog, [food_id])
        return Cited(name, [itself(catalog), *_of(catalog, source_ids)])
    found = select(catalog, query).food_ids
    if not found:
        return Cited(f"No food matches {query.describe().removeprefix('matching ')}.", [])
    source_ids = _voting(catalog, found, query.forms) | set(query.sources)
    answer = f"{count_of(len(found), 'food')}: {query.describe()}"
    return Cited(answer, [itself(catalog), *_of(catalog, source_ids)])


def itself(catalog: Catalog) -> "SourceRow":
    """Return vitk2 as a source: the program with its version, and the version of its table."""
    return {
        "source_id": "vitk2",
        "study": "vitk2",
        "kind": "software",
        "authors": "The vitk2 authors",
        "year": catalog.data_version.partition(".")[0],
        "title": f"vitk2 {__version__}: vitamin K in foods by form, data {catalog.data_version}",
        "journal": "Computer program and table of foods",
        "pages": None,
        "doi": None,
        "pmid": None,
        "licence": "MIT; numbers under the terms of their sources",
        "measured": None,
        "method": None,
        "attribution": None,
        "seen": None,
    }


def _one_food(catalog: Catalog, query: Query) -> str:
    """Return the food that a text names; '' when it names several and is a search."""
    try:
        return interpret_food(catalog, query.text)
    except FoodError:
        if select(catalog, query._replace(limit=1)).rows:
            return ""
        raise


def _voting(catalog: Catalog, food_ids: Iterable[str], forms: Iterable[Form] = ()) -> set[str]:
    """Return the sources whose votes give the values of foods, of some forms or of all."""
    foods, form_names = set(food_ids), {form.value for form in forms}
    amounts: list[Any] = catalog.rows("SELECT food_id, form, sources FROM amounts")
    return {
        source_id
        for food_id, form, sources in amounts
        if food_id in foods and (form in form_names or not form_names)
        for source_id in (sources or "").split(";")
    }


def _of(catalog: Catalog, source_ids: set[str]) -> "list[SourceRow]":
    return [s for s in records(catalog, "sources") if s["source_id"] in source_ids]
