"""One file a page; views only call and show."""
