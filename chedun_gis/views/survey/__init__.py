"""What to survey next."""
