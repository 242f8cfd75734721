"""Hand layers to another GIS: written, described, read back and compared."""
