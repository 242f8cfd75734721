"""The plans: which there are, and the one that is being written."""
