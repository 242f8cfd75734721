"""Tests that take minutes each: `make acceptance` runs them, `make test` does not."""

from tests.browser.conftest import browser, server, visit

__all__ = ["browser", "server", "visit"]
pytest_plugins = ("tests.acceptance.reporting",)
