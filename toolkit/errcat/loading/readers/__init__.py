"""The built-in readers, one notation a module."""
