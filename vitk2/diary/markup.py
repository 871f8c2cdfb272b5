"""Marks that Markdown and people put around a note: bullets, headings, tags, links, comments."""

import re
from enum import Enum
from typing import Final, NamedTuple


class Mark(Enum):
    """The kind of a line, as its marks show it."""

    NOTE = "a note"
    HEADING = "a heading, ## Lunch"
    TITLE = "a heading of the first level or a comment, # my diary"
    TAG = "a tag alone or with words, #diet"
    BOLD = "a bold line, **Lunch**"
    COMMENT = "a comment, // or <!-- or %%"
    STRUCK = "a line that is struck through"
    PARTLY_STRUCK = "a line of which a part is struck through"
    OPEN_BOX = "a check box without an x"
    EMBEDDED = "a picture or file, ![[photo.jpg]]"


class Marked(NamedTuple):
    """A line without its marks, and their kind."""

    text: str
    mark: Mark = Mark.NOTE

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read, as in an empty line or a rule such as ---."""
        return not any(map(str.isalnum, self.text))

    @property
    def note(self) -> str:
        """The text without the number of a list, `1. natto 40 g`."""
        return _NUMBERED.sub("", self.text)


FOOD_TAG: Final = "food"
"""`#food natto 40 g` is how a food tracker for notes writes a food."""

_QUOTE: Final = re.compile(r"(?:>\s*)+")
_BULLET: Final = re.compile(r"[-+*•–—]\s+")
_NUMBERED: Final = re.compile(r"^\d{1,3}[.)]\s+")
_BOX: Final = re.compile(r"\[(.)\]\s+")
_COMMENT: Final = re.compile(r"(?://|<!--|%%)\s*(.*?)\s*(?:-->|%%)?$")
_HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_TAG: Final = re.compile(r"#+([^\s#]+)\s*(.*)$")
_BOLD: Final = re.compile(r"(\*\*|__)([^*_]+)\1:?$")
_STRUCK: Final = re.compile(r"~~(.+?)~~")
_EMBEDDED: Final = re.compile(r"!\[.*\](?:\([^()]*\))?$")
_LINK: Final = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")
_WEB_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_EMPHASIS: Final = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|`|==)(?=\S)(.+?)(?<=\S)\1(?![\w*])")


def marked(line: str) -> Marked:
    """Split a line into its text and the kind of its marks."""
    text = line.strip().strip('"').strip()
    if quote := _QUOTE.match(text):
        text = text[quote.end() :]
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    if found := _comment_or_struck(text):
        return found
    if text.startswith("#"):
        return _hashed(text)
    if not bullet and (bold := _BOLD.match(text)):
        return Marked(without_links(bold[2].strip()), Mark.BOLD)
    if box := _BOX.match(_NUMBERED.sub("", text)):
        text = without_links(_NUMBERED.sub("", text)[box.end() :])
        return Marked(text, Mark.NOTE if box[1] in "xX" else Mark.OPEN_BOX)
    return Marked(without_links(text))


def without_links(text: str) -> str:
    """Write links and emphasis as their plain words: `[[natto]]` and `**natto**` are natto."""
    text = _LINK.sub(lambda link: link[1].rpartition("/")[2].strip(), text)
    text = _WEB_LINK.sub(r"\1", text)
    return _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))


def _comment_or_struck(text: str) -> Marked | None:
    if comment := _COMMENT.match(text):
        return Marked(comment[1], Mark.COMMENT)
    if _EMBEDDED.match(text):
        return Marked(text, Mark.EMBEDDED)
    if not _STRUCK.search(text):
        return None
    rest = Marked(_STRUCK.sub("", text))
    return Marked(_STRUCK.sub(r"\1", text), Mark.STRUCK if rest.is_blank else Mark.PARTLY_STRUCK)


def _hashed(text: str) -> Marked:
    """Read a line that begins with #: a heading, a food by its tag, or another tag."""
    if heading := _HEADING.match(text):
        kind = Mark.TITLE if len(heading[1]) == 1 else Mark.HEADING
        return Marked(without_links(heading[2]), kind)
    tag = _TAG.match(text)
    if tag and tag[1].lower().rstrip(":") == FOOD_TAG and tag[2]:
        return Marked(without_links(tag[2]))
    return Marked(without_links(text.lstrip("#")), Mark.TAG)
