"""Write changelogs: render changes, edit a Markdown changelog document."""
