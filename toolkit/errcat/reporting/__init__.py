"""What a report is, and the built-in reports."""
