"""Foods by their vitamin K forms: K1, MK-4, MK-7 and the longer menaquinones, each number sourced."""

__version__ = "0.1.0"
