"""The profile of an area."""
