"""Import catalogs from lists of errors in other shapes: what an importer is, guessing, merging, writing."""
