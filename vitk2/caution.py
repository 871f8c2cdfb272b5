"""Every fixed sentence about health: the caution, whole and in one line, and whom it reaches."""

from collections.abc import Collection
from typing import Final

from vitk2.text import words

CAUTION: Final = (
    "Taking warfarin or a similar drug? Keep what you eat much the same. Do not start, stop or "
    "change natto, douchi, cheonggukjang, green powders or vitamin K supplements (K1 or K2) "
    "without your clinic, and never change your dose yourself. General information, not medical "
    "advice."
)
"""One line that goes with every answer that prints an amount of any form."""


CAUTION_IN_SHORT: Final = (
    "On warfarin? Change nothing without your clinic: vitk2 evidence warfarin. Not medical advice."
)
"""The same on a screen, where the whole would push the answer off it; it names where that is."""


NO_K2_REFERENCE: Final = "No authority sets a reference intake for K2 or for any MK-n."


WARFARIN: Final = (
    "Which drugs. Warfarin and its kind (acenocoumarol, phenprocoumon, fluindione) block vitamin "
    "K, so vitamin K in food changes their effect (ODS_HP, LURIE_2010).",
    "K2 counts, every form of it; per µg natto and MK-7 supplements matter most.",
    "Food. Keep vitamin K foods much the same from week to week; do not suddenly start, stop, "
    "double or halve them; tell your clinic of a planned change so that INR can be checked "
    "(ODS_HP, ODS_CONS, VIOLI_2016, ROMBOUTS_2010). To leave out all such foods, as older "
    "leaflets said, is not supported by a systematic review.",
    "Supplements. Do not start, stop or switch them without your anticoagulation team. In "
    "volunteers on acenocoumarol 10 µg MK-7 a day lowered INR to a relevant degree in at least "
    "40 %, 20 µg in at least 60 % (THEUWISSEN_2013); with K1 the first significant effect came "
    "at 150 µg a day (SCHURGERS_2004). These were separate studies, so totals in µg mislead. For "
    "MK-4 no such study was seen, which says nothing in its favour (HITOSUGI_2006).",
    "Natto is described as a food that warfarin users must avoid (NAKAJIMA_2021); at about 1 mg "
    "K2 per 100 g (HITOSUGI_2006), 10 µg MK-7 is about 1 g of natto.",
    "Dose. Never change it yourself. Bleeding, black stools, a head injury, signs of a stroke: "
    "urgent medical care. Vitamin K also reverses warfarin, so more can mean clots.",
    "Ask a clinician first, too: for infants; with fat malabsorption, cystic fibrosis, dialysis, "
    "pregnancy; with long courses of cephalosporins, orlistat, bile acid sequestrants or "
    "phenytoin (TRUONG_2011). General information, not medical advice.",
)
"""The whole caution; an unknown blood thinner gets it too."""


DOAC: Final = (
    "Apixaban, rivaroxaban, edoxaban and dabigatran do not act through vitamin K, and a drug table "
    "gives no vitamin K food effect for them (ELSEVIER_OAC). Vitamin K limits are not known to "
    "apply; check with your pharmacist. They have other interactions, such as St John's wort, and "
    "some have meal rules (DOAC_FOOD_2021).",
    "Not sure which drug it is? Then take it for warfarin: vitk2 evidence warfarin.",
)


_DOACS: Final = {
    **dict.fromkeys(words("apixaban rivaroxaban edoxaban dabigatran doac doacs noac noacs"), ""),
    "eliquis": "apixaban",
    "xarelto": "rivaroxaban",
    **dict.fromkeys(("savaysa", "lixiana"), "edoxaban"),
    "pradaxa": "dabigatran",
}
"""Blood thinners that do not act through vitamin K; of a brand, its substance."""


_BRANDS: Final = {
    "warfarin": "coumadin coumadine marevan jantoven waran orfarin aldocumar lawarin warfin",
    "acenocoumarol": "sintrom sinthrome",
    "phenprocoumon": "marcumar marcoumar falithrom",
    "fluindione": "previscan",
}

_ANTAGONISTS: Final = {
    **{brand: drug for drug, brands in _BRANDS.items() for brand in words(brands)},
    **dict.fromkeys(_BRANDS, ""),
    **dict.fromkeys(
        words(
            "acenocumarol phenprocumon phenindione dicoumarol anticoagulant anticoagulants "
            "anticoagulation thinner thinners vka vkas inr"
        ),
        "",
    ),
}
"""Vitamin K antagonists and what people call them; of a brand, its substance."""


_ENDINGS: Final = (
    *("arin", "arol", "arole", "oumon", "umon", "dione", "oumar", "umar", "xaban", "gatran"),
    *("grel", "statin", "cillin", "mycin", "floxacin", "azole", "prazole", "profen", "tinib"),
    *("mab", "olol", "pril", "sartan", "oxetine", "alopram", "aspirin"),
)
"""What names of drugs end in; a word of the claims is none, whatever it ends in."""


UNKNOWN: Final = (
    "{drug} is a drug these texts do not know. Ask your pharmacist what it is; until you know that "
    "it is no vitamin K antagonist, what follows for warfarin counts."
)


def caution_for(text: str, known_words: Collection[str] = ()) -> tuple[str, ...]:
    """The paragraphs for a drug that `text` names; () when it names none.

    An unknown drug counts as warfarin: a word that looks like one and is none of `known_words`.
    """
    asked = words(text)
    doacs = [w for w in asked if w in _DOACS]
    antagonists = [w for w in asked if w in _ANTAGONISTS]
    if doacs or antagonists:
        substances = {w: _DOACS.get(w) or _ANTAGONISTS.get(w) for w in (*doacs, *antagonists)}
        are = tuple(f"{w.capitalize()} is {drug}." for w, drug in substances.items() if drug)
        return (*are, *(DOAC if doacs else ()), *(WARFARIN if antagonists else ()))
    unknown = [w for w in asked if w.endswith(_ENDINGS) and w not in known_words]
    return (UNKNOWN.format(drug=unknown[0].capitalize()), *WARFARIN) if unknown else ()
