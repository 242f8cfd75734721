"""The map with its card and the list of projects."""
