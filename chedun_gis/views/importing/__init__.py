"""Files that become layers."""
