"""Check catalogs: what a rule is, running rules, suppressions, fixes."""
