"""Every sentence about health, in one room."""

from typing import Final

CAUTION: Final = (
    "Taking warfarin or a similar drug? Keep what you eat much the same. Do not start, stop or "
    "change natto or vitamin K supplements (K1 or K2) without your clinic, and never change your "
    "dose yourself. General information, not medical advice."
)
"""One line that goes with every answer that prints an amount of any form."""
