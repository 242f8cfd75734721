"""Measurements, never tests: each prints what it measured, on data it makes itself."""
