"""Scenarios: drawn, compared, kept."""
