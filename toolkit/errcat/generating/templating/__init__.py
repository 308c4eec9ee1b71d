"""What templates can see and do."""
