"""Take in a planner's own files: read, map, check, show, accept."""
