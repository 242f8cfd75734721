"""Serve the layers and results as OGC API - Features, over the store and without a copy."""
