"""The built-in importers, one format a module."""
