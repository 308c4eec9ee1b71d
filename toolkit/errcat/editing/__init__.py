"""Edit catalog files in place: span-exact edits, amendments, the three-way merge."""
