"""Settings of fuzz tests: the same few inputs in the suite, new by `make fuzz MINUTES=10`."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

LOOK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""So many examples a run; with --fuzz there are many runs."""

SIGNS = "abcKMk0279 ,;:|/\\\"'<>&()[]{}%#*_=+-.~^$!?µßéō½≥–—納豆\u0301\u00a0"
"""Characters in names, those that formats escape, and those that folding changes."""

typed = st.text(SIGNS, max_size=12)
"""Text that somebody may type or paste."""
