"""Serve the layers and results as OGC API - Features, over the store and without a copy."""

from chedun_gis.ogc.app import ogc_routes
