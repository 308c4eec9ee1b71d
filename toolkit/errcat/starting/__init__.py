"""Starting a project: what errcat can find out about a folder, and the files that it lacks."""
