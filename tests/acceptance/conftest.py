"""Tests that take minutes each: `make acceptance` runs them, `make test` does not."""

from tests.browser.conftest import browser, chromium, profile, returning, server, visit

__all__ = ["browser", "chromium", "profile", "returning", "server", "visit"]
pytest_plugins = ("tests.acceptance.reporting",)
