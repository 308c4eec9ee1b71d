"""The built-in change rules by theme; each rule has its own name and manual page."""
