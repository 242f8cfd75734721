"""The product: store, indicators, map, import, export, service, command line, texts and views."""
