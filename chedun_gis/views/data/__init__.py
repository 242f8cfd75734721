"""The layers as data, and what is handed over."""
