"""The product: town, indicators, map, import, export, service, command line, texts and views."""
