"""Belts along lines, and overlaps of layers."""
