"""Match ranks: the part of a food's names that has a word, and how well the word names it."""

from typing import Final

WHOLE, SEVERAL, FOREIGN_WHOLE, HEAD, NOUN, GROUP, START, NAME, ALIAS, FOREIGN = range(10)
"""The parts of a food's names in which a search finds words, best first.

Of `Japanese mustard spinach, raw` spinach is the noun and Japanese the start; of `Spinach, raw` it
is the whole head. SEVERAL: a plain word that may be one of several foods, this among them.
"""

IN_DISH: Final = 10
"""Added for a word that is not the noun of a dish, as in cheese sandwich: dishes come last."""
