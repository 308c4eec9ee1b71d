"""Generate files from catalogs: targets, templates, processes, the manifest."""
