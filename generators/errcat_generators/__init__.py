"""The built-in generators, one target a module."""
