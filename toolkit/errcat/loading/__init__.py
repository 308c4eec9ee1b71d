"""Read catalogs: sources, git revisions, readers, the model, the schema check and bundles."""
