"""Printable reports: what they say is gathered here, and written as HTML or PDF."""
