"""Where the words of a search are found in a food, and how well a word there names it."""

from typing import Final

WHOLE, SEVERAL, FOREIGN_WHOLE, HEAD, NOUN, GROUP, START, NAME, ALIAS, FOREIGN = range(10)
"""Where the words of a search are found in a food, best first.

Of `Japanese mustard spinach, raw` spinach is the noun and Japanese the start; of `Spinach, raw` it
is the whole head. SEVERAL: a plain word that may be one of several foods, this among them.
"""

IN_DISH: Final = 10
"""Added where the word is not what a dish is, as in cheese sandwich: dishes come after foods."""
