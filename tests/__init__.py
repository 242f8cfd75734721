"""Tests; a package, or one of this name among the installed packages would hide them."""
