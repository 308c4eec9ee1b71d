"""Looking up errors: what a code means, and which entries match a search."""
