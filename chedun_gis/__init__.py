"""Planning explorer of a town."""

__version__ = "0.2.0"
