"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine may take longer over an example than the 200 ms that hypothesis allows.
settings.register_profile("errcat", deadline=None)
settings.load_profile("errcat")
