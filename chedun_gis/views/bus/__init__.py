"""Bus lines that serve an area."""
