"""Every fixed sentence about health: the caution, whole and in one line, and advice by drug."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

CAUTION: Final = (
    "Taking warfarin or a similar drug? Keep your diet steady. Do not start, stop or change natto, "
    "douchi, cheonggukjang, green powders or vitamin K supplements (K1 or K2) without your clinic, "
    "and never change the dose of your medicine yourself. General information, not medical advice."
)
"""One line that goes with every answer that prints an amount of any form."""


CAUTION_IN_SHORT: Final = (
    "On warfarin? Ask your clinic before changing anything: vitk2 evidence warfarin. "
    "Not medical advice."
)
"""The same on a screen, where the whole would push the answer off it; it names where that is."""


NO_K2_REFERENCE: Final = "No authority sets a reference intake for K2 or for any MK-n."


ASK_A_CLINICIAN: Final = (
    "Ask a clinician before you change the vitamin K in food or supplements: for newborns and "
    "infants, whose vitamin K prophylaxis is medical care; in pregnancy, or with kidney disease or "
    "dialysis (vitk2 has read no advice for these); with fat malabsorption, cystic fibrosis or "
    "long courses of cephalosporin antibiotics; or during treatment with orlistat, bile acid "
    "sequestrants such as cholestyramine, or phenytoin (TRUONG_2011, ADAM_AVOID). General "
    "information, not medical advice."
)
"""The advice to people who are not on warfarin and still need a clinician, in one line."""


WARFARIN: Final = (
    "Which drugs. Warfarin and similar drugs (acenocoumarol, phenprocoumon, fluindione) work by "
    "blocking vitamin K, so vitamin K in food changes their effect (ODS_HP, LURIE_2010).",
    "Which vitamin K. K1 and every form of K2 count. Per µg, natto and MK-7 supplements matter "
    "most.",
    "Food. Keep your diet steady from week to week. Do not suddenly start, stop, double or halve "
    "foods rich in vitamin K, such as greens, green powders, natto, douchi or cheonggukjang. Tell "
    "your clinic about a planned change, so that INR can be checked (ODS_HP, ODS_CONS, "
    "VIOLI_2016, ROMBOUTS_2010). Older leaflets say to leave out all such foods; a systematic "
    "review does not support that.",
    "Supplements. Do not start, stop or switch vitamin K supplements without your anticoagulation "
    "clinic. In volunteers on acenocoumarol, 10 µg MK-7 a day lowered INR to a relevant degree in "
    "at least 40 %, 20 µg in at least 60 % (THEUWISSEN_2013). With K1, the first significant "
    "effect came at 150 µg a day (SCHURGERS_2004). These were separate studies, so totals in µg "
    "mislead. We found no such study for MK-4. That does not make it safe (HITOSUGI_2006).",
    "Natto. It is described as a food that warfarin users must avoid (NAKAJIMA_2021). At about "
    "1 mg K2 per 100 g (HITOSUGI_2006), 10 µg MK-7 is about 1 g of natto.",
    "Dose. Never change the dose of your medicine yourself. Get urgent medical care for bleeding, "
    "black stools, a head injury or signs of a stroke. Vitamin K also reverses warfarin, so more "
    "vitamin K can mean clots.",
    f"Others. {ASK_A_CLINICIAN}",
)
"""The whole caution; who does not know the name of a blood thinner gets it too."""


DOAC: Final = (
    "Apixaban, rivaroxaban, edoxaban and dabigatran do not act through vitamin K, and a drug table "
    "gives no vitamin K food effect for them (ELSEVIER_OAC). Vitamin K limits are not known to "
    "apply; check with your pharmacist. They have other interactions, such as St John's wort, and "
    "some have meal rules (DOAC_FOOD_2021)."
)


UNSURE: Final = (
    "Not sure which blood thinner you have? Follow the warfarin advice until you know: "
    "vitk2 evidence warfarin. Ask your pharmacist."
)
UNSURE_ON_PAGE: Final = (
    "Not sure which blood thinner you have? Follow the warfarin advice above until you know. "
    "Ask your pharmacist."
)
"""The advice to somebody who reads about one kind of drug and may have another."""


IF_A_MEDICINE: Final = (
    "If this is a medicine: vitk2 evidence warfarin. Ask your pharmacist which kind it is."
)
"""The end of every answer to words that mean nothing here."""


NOT_READ: Final = (
    "This text is about warfarin and similar drugs. Ask your pharmacist whether vitamin K matters "
    "for {name}. If you also take warfarin or a similar drug: vitk2 evidence warfarin."
)
"""The whole advice on a drug without a source here; it does not state how the drug acts."""


class DrugName(NamedTuple):
    """A name of a drug, as in drug_names.csv, with the substance or class that it names."""

    name: str
    drug: str
    kind: str
    action: str

    @property
    def needs_explaining(self) -> bool:
        """Whether people may know the name without knowing the substance."""
        return self.kind in ("brand", "generic") and self.name != self.drug


def drug_warning(named: Iterable[DrugName]) -> tuple[str, ...]:
    """Return the paragraphs for the drugs named: what each is, then the advice for its kind."""
    drugs = list(named)
    actions = {drug.action for drug in drugs}
    explained = (f"{d.name} is {d.drug}." for d in drugs if d.needs_explaining)
    unread = {d.drug: d.name for d in drugs if d.action == "not read"}
    return (
        *dict.fromkeys(explained),
        *((DOAC, UNSURE) if "direct oral anticoagulant" in actions else ()),
        *(NOT_READ.format(name=name) for name in unread.values()),
        *(WARFARIN if "vitamin K antagonist" in actions else ()),
    )


def patient_group_warning(groups: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraph for people of these groups, which begins with their names."""
    names = ", ".join(groups)
    return (f"{names[:1].upper()}{names[1:]}. {ASK_A_CLINICIAN}",)


def near_drug_warning(typed: str, name: str) -> tuple[str, ...]:
    """Return the paragraphs for a text that is spelled like the drug `name`.

    They are those for warfarin whatever the drug is, because the guess may be wrong. The question
    comes last: a small screen shows the end of a long text.
    """
    return (
        f"{typed!r} is not in the table. This is the advice on warfarin and similar drugs.",
        *WARFARIN,
        f"Did you mean {name}? If so: vitk2 evidence {name}. Not sure? Ask your pharmacist.",
    )


def drug_for_food(typed: str, name: str) -> str:
    """Return the message for a text that names the drug `name` where a food is expected."""
    return f"{typed!r} names a drug and no food. The advice on it: vitk2 evidence {name}"


def near_drug_for_food(name: str) -> str:
    """Return the message for a text that is spelled like the drug `name`, not like a food."""
    return f"Did you mean {name}, a drug? Then: vitk2 evidence {name}. {IF_A_MEDICINE}"
