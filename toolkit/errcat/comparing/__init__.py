"""Compare two versions of a catalog and judge each change."""
