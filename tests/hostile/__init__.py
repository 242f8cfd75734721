"""Files that lie, break, burst or never end, by what they do."""
