"""Render changes as a changelog, and update a changelog document in Markdown."""
