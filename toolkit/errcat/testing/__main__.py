"""Run a generator for `errcat.testing` in a process of its own."""

from errcat.testing.elsewhere import answer

answer()
