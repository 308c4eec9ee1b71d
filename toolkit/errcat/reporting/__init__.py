"""Report findings and changes: what a report is, and the built-in reports."""
