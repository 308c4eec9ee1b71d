"""Run a generator for `errcat.testing` in a separate process."""

from errcat.testing.elsewhere import answer

answer()
