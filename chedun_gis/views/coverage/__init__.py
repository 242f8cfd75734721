"""Service-radius coverage."""
