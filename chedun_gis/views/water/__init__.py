"""Water quality."""
