"""The words of other languages for raw, boiled, dried and other states of a food.

A name in another language is often the bare word (Spinat, espinacas); its state is a word that the
names of the table have in English only. The words here are folded as `tokenize` folds them.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from vitk2.catalog.vocabulary import PREPARATIONS, RAW_OR_COOKED
from vitk2.text import tokenize

COOKED: Final = RAW_OR_COOKED[1:]
"""All that `cooked` may mean, itself first."""


def _inflected(stems: str, endings: str) -> list[str]:
    """Return each stem without an ending and with each of the endings."""
    return [stem + ending for stem in stems.split() for ending in ("", *endings.split())]


def _in_each_gender(stems: str) -> list[str]:
    """Return the four forms of Spanish, Portuguese and Italian participles: crudo, cruda, crudi."""
    return [stem + ending for stem in stems.split() for ending in ("o", "a", "os", "as", "i", "e")]


_GERMAN: Final = "e er es en em"
_FRENCH: Final = "e s es"

_WORDS: Final[tuple[tuple[tuple[str, ...], list[str]], ...]] = (
    (
        ("raw",),
        [
            *_inflected("roh ungekocht frisch", _GERMAN),
            *_inflected("cru", _FRENCH),
            *("crua", "cruas"),
            *_in_each_gender("crud fresc"),
            *("frais", "fraîche", "fraîches", "freschi", "fresche"),
            *("rauw", "rauwe", "vers", "verse", "rå", "rått", "råt", "råa", "frisk", "friske"),
            *("färsk", "färska", "färskt", "생것", "날것", "생", "신선한"),
            *("生", "なま", "新鮮な"),
        ],
    ),
    (
        ("boiled",),
        [
            *_inflected("gekocht", _GERMAN),
            *_inflected("bouilli", _FRENCH),
            *_in_each_gender("hervid bollit fervid less"),
            *("gekookt", "gekookte", "kogt", "kogte", "kokt", "kokta", "au naturel"),
            *("삶은", "삶은것", "데친", "데친것", "ゆで", "ゆでた", "茹で", "茹でた", "煮た"),
        ],
    ),
    (("boiled", "cooked"), _in_each_gender("cocid cozid")),
    (("boiled", "canned"), ["水煮", "水煮き"]),
    (
        COOKED,
        [
            *_inflected("cuit gegart", f"{_FRENCH} {_GERMAN}"),
            *_in_each_gender("cott cocinad cozinhad"),
            *("bereid", "bereide", "tilberedt", "tilberedte", "tillagad", "tillagade"),
            *("익힌", "익힌것", "加熱した"),
        ],
    ),
    (
        ("steamed",),
        [
            *_inflected("gedämpft gedünstet dampfgegart", _GERMAN),
            *("vapeur", "vapor", "vapore", "gestoomd", "gestoomde", "dampet", "dampede"),
            *("dampkogt", "ångkokt", "ångkokta", "찐", "찐것", "蒸し", "蒸した"),
        ],
    ),
    (
        ("fried",),
        [
            *_inflected("frittiert", _GERMAN),
            *_inflected("frit sauté poêlé", _FRENCH),
            *_in_each_gender("frit fritt saltead saltat refogad"),
            *("gefrituurd", "gefrituurde", "friterad", "friterade", "friturestegt"),
            *("튀긴", "튀긴것", "炒め", "炒めた", "油炒め", "いため", "油いため", "ソテー"),
            *("揚げ", "揚げた", "素揚げ"),
        ],
    ),
    (
        ("fried", "roasted"),
        [
            *_inflected("gebraten", _GERMAN),
            *("stegt", "stegte", "stekt", "stekta", "볶은", "볶은것"),
        ],
    ),
    (("fried", "baked"), ["gebakken"]),
    (
        ("roasted",),
        [
            *_inflected("geröstet", _GERMAN),
            *_in_each_gender("tostad tostat torrad"),
            *("geroosterd", "geroosterde", "gebraden", "ristet", "ristede"),
            *("rostad", "rostade", "rostat", "いり", "炒り", "煎り"),
        ],
    ),
    (("roasted", "baked"), ["horno", "forno", "au four", *_inflected("rôti", _FRENCH)]),
    (("roasted", "grilled"), [*_in_each_gender("asad"), *_inflected("grillé", _FRENCH)]),
    (("roasted", "baked", "grilled"), [*_in_each_gender("assad arrost arrostit")]),
    (("grilled", "baked", "roasted"), ["焼き", "焼いた", "구운", "구운것"]),
    (
        ("baked",),
        [
            *_inflected("gebacken", _GERMAN),
            *_in_each_gender("hornead"),
            *("bagt", "bagte", "ovnbagt", "bakad", "bakade", "ugnsbakad", "ugnsbakade"),
        ],
    ),
    (
        ("grilled",),
        [
            *_inflected("gegrillt", _GERMAN),
            *_in_each_gender("grigliat grelhad"),
            *("plancha", "parrilla", "griglia", "gegrild", "gegrilde", "grillet", "grillede"),
            *("grillad", "grillade"),
        ],
    ),
    (
        ("braised",),
        [
            *_inflected("geschmort", _GERMAN),
            *_inflected("braisé", _FRENCH),
            *_in_each_gender("estofad estufad brasat stufat"),
            *("gestoofd", "gestoofde", "braiseret", "bräserad", "bräserade"),
        ],
    ),
    (("microwaved",), ["mikrowelle", "micro ondes", "電子レンジ", "전자레인지"]),
    (
        ("dried",),
        [
            *_inflected("getrocknet", _GERMAN),
            *("trocken", *_inflected("séché", _FRENCH), "sec", "secs", "sèche", "sèches"),
            *_in_each_gender("sec secad desecad deshidratad desidratad essiccat seccat"),
            *("secco", "secca", "secchi", "secche", "gedroogd", "gedroogde", "tørret", "tørrede"),
            *("torkad", "torkade", "torkat", "말린", "말린것", "건조", "건조된"),
            *("乾燥", "干し", "乾", "干した", "乾燥した"),
        ],
    ),
    (
        ("canned",),
        [
            *("dose", "dosen", "konserve", "konserven", "conserve", "conserva", "boîte"),
            *_inflected("appertisé", _FRENCH),
            *_in_each_gender("enlatad"),
            *("lata", "latas", "scatola", "blik", "ingeblikt", "konserves", "dåse"),
            *("konserverad", "konserverade", "통조림", "缶詰", "缶詰め", "缶"),
        ],
    ),
    (
        ("frozen",),
        [
            *_inflected("gefroren tiefgefroren tiefgekühlt", _GERMAN),
            *("tk", "tiefkühl", *_inflected("surgelé congelé", _FRENCH)),
            *_in_each_gender("congelad surgelat congelat"),
            *("bevroren", "diepvries", "ingevroren", "frossen", "frosne", "dybfrost"),
            *("dybfrossen", "dybfrosne", "fryst", "frysta", "djupfryst", "djupfrysta"),
            *("냉동", "冷凍"),
        ],
    ),
    (
        ("smoked",),
        [
            *_inflected("geräuchert", _GERMAN),
            *_inflected("fumé", _FRENCH),
            *_in_each_gender("ahumad affumicat fumad defumad"),
            *("gerookt", "gerookte", "røget", "røgede", "rökt", "rökta", "훈제", "燻製"),
        ],
    ),
    (
        ("fermented",),
        [
            *_inflected("fermentiert", _GERMAN),
            *_inflected("fermenté", _FRENCH),
            *_in_each_gender("fermentad fermentat"),
            *("gefermenteerd", "gefermenteerde", "fermenteret", "fermenterad", "발효", "発酵"),
        ],
    ),
    (
        ("pickled",),
        [
            *_inflected("eingelegt", _GERMAN),
            *("encurtido", "encurtidos", "sottaceto", "ingelegd", "ingelegde", "syltet"),
            *("syltede", "inlagd", "inlagda", "漬け", "절임"),
        ],
    ),
)

_ENGLISH: Final = {
    **{preparation: (preparation,) for preparation in PREPARATIONS},
    "cooked": COOKED,
    **dict.fromkeys(("uncooked", "fresh"), ("raw",)),
    "dry": ("dried",),
    "tinned": ("canned",),
}

STATE_WORDS: Final = {
    " ".join(tokenize(word)): preparations for preparations, words in _WORDS for word in words
}
"""Each folded word with the preparations it may mean; a few are two words, such as au four."""

_ACCENT_NEEDED: Final = {**dict.fromkeys(("ra", "rat"), "rå"), "roti": "rô"}
"""Folded words that mean something else unless they begin with an accent: roti is a bread."""

_ARTICLES: Final = frozenset(
    (
        *("der", "die", "das", "den", "dem", "ein", "eine", "einen", "vom", "von", "aus", "im"),
        *("le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "à", "a", "au", "en", "et"),
        *("el", "los", "las", "una", "unos", "unas", "del", "al", "y", "il", "lo", "gli", "della"),
        *(
            "dei",
            "delle",
            "di",
            "dell",
            "dello",
            "degli",
            "alla",
            "in",
            "da",
            "o",
            "os",
            "ao",
            "het",
            "een",
            "uit",
        ),
        *("van", "på", "och", "og", "und", "e", "の"),
    )
)
"""Small words before or after a food that do not change it. Words for with and without do."""

_PREPOSITIONS: Final = _ARTICLES | {"no", "na"}
"""Small words after a food and before its state: frango no forno. First in a text, no means no."""

STOP_WORDS: Final = frozenset(word for a in _ARTICLES for word in tokenize(a))

_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\u3099]+")
_PARTICLE: Final = "の"


class StatePhrase(NamedTuple):
    """A text without its words of a state: the food, and what the food must be.

    Each of `states` lists the preparations that one word may mean.
    """

    food: str
    states: tuple[tuple[str, ...], ...]
    is_foreign: bool = True
    """Whether a word was removed that is not English."""

    @property
    def preparations(self) -> frozenset[str]:
        """Return every preparation that is asked for or may be meant."""
        return frozenset(p for state in self.states for p in state)


def split_states(text: str) -> StatePhrase | None:
    """Return the food and the states of a text with words of another language.

    The states are empty where only articles were removed: les épinards. Returns None where nothing
    was removed, and for words of a state alone.
    """
    words = _words(text)
    folded = [fold for _, fold in words]
    rest: list[str] = []
    states: list[tuple[str, ...]] = []
    is_foreign = False
    position = 0
    while position < len(words):
        pair = " ".join(folded[position : position + 2])
        typed, word = words[position]
        if pair != word and pair in STATE_WORDS:
            states.append(STATE_WORDS[pair])
            is_foreign = True
            position += 1
        elif word in STATE_WORDS and _has_accent(typed, word):
            states.append(STATE_WORDS[word])
            is_foreign = True
        elif word in _ENGLISH:
            states.append(_ENGLISH[word])
        else:
            attached = _without_attached(typed)
            rest.append(attached[0] if attached else typed)
            states += [attached[1]] if attached else []
            is_foreign = is_foreign or bool(attached)
        position += 1
    food = _without_articles(rest, at_end=bool(states))
    is_foreign = is_foreign or len(food) < len(rest)
    if not (food and (states or is_foreign)):
        return None
    return StatePhrase(" ".join(food), _without_vague(states), is_foreign)


def _words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text in small letters with their accents, each beside itself folded."""
    found = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return [(word, " ".join(tokenize(word))) for word in found]


def _has_accent(typed: str, word: str) -> bool:
    return word not in _ACCENT_NEEDED or typed.startswith(_ACCENT_NEEDED[word])


def _without_attached(word: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a Japanese word without the state it begins or ends with, and the state."""
    if not _CJK.fullmatch(word):
        return None
    for state in sorted(_CJK_STATES, key=len, reverse=True):
        for rest in (word.removeprefix(state), word.removesuffix(state)):
            food = rest.removeprefix(_PARTICLE).removesuffix(_PARTICLE)
            if rest != word and food:
                return food, _CJK_STATES[state]
    return None


_CJK_STATES: Final = {
    word: preparations for preparations, words in _WORDS for word in words if _CJK.fullmatch(word)
}


def _without_articles(words: list[str], *, at_end: bool) -> list[str]:
    """Return words without the articles before them, and `at_end` without prepositions after."""
    first, last = 0, len(words)
    while first < last and words[first] in _ARTICLES:
        first += 1
    while at_end and last > first and words[last - 1] in _PREPOSITIONS:
        last -= 1
    return words[first:last]


def _without_vague(states: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return states without `cooked` where another says how: cuit à la vapeur is steamed."""
    every = tuple(dict.fromkeys(states))
    exact = tuple(s for s in every if s != COOKED)
    says_how = any(set(state) & set(COOKED) for state in exact)
    return exact if says_how else every
