"""Settings that all tests share."""

from __future__ import annotations

import signal

from hypothesis import settings

from tests.support import examples

# A busy machine may take longer over an example than the 200 ms that hypothesis allows.
settings.register_profile("errcat", deadline=None, max_examples=examples(100))
settings.load_profile("errcat")

# A run that a shell has put into the background ignores interrupts, and its children would, too.
signal.signal(signal.SIGINT, signal.default_int_handler)
