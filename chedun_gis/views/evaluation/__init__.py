"""The page that writes evaluations of a plan."""
