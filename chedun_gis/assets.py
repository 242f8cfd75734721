"""Find the front-end files that may be served: our own and those of the npm packages."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from geo.errors import InputError

_ROOT = Path(__file__).resolve().parent
_PACKAGES = _ROOT.parent / "node_modules"

# Name in the page's links -> file of an npm package. Nothing else of node_modules is served.
VENDORED: Mapping[str, str] = MappingProxyType(
    {
        "leaflet.js": "leaflet/dist/leaflet.js",
        "leaflet.css": "leaflet/dist/leaflet.css",
        "fullscreen.js": "leaflet.fullscreen/dist/Control.FullScreen.umd.js",
        "fullscreen.css": "leaflet.fullscreen/dist/Control.FullScreen.css",
        "tree.js": "leaflet.control.layers.tree/L.Control.Layers.Tree.js",
        "tree.css": "leaflet.control.layers.tree/L.Control.Layers.Tree.css",
        "geocoder.js": "leaflet-control-geocoder/dist/Control.Geocoder.js",
        "geocoder.css": "leaflet-control-geocoder/dist/Control.Geocoder.css",
        "measure.js": "leaflet.polylinemeasure/Leaflet.PolylineMeasure.js",
        "measure.css": "leaflet.polylinemeasure/Leaflet.PolylineMeasure.css",
        "proj4.js": "proj4/dist/proj4.js",
        "images/layers.png": "leaflet/dist/images/layers.png",
        "images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    }
)
_OWN = _ROOT / "map" / "web"


def asset_path(name: str) -> Path | None:
    """Return the file behind an asset's name, or None when nothing of that name is served."""
    if name in VENDORED:
        return _PACKAGES / VENDORED[name]
    own = _OWN / name
    return own if own.parent == _OWN and own.is_file() else None


def require_assets() -> None:
    """Raise `InputError("assets_missing")` when the npm packages have not been installed."""
    for file in VENDORED.values():
        if not (_PACKAGES / file).is_file():
            raise InputError("assets_missing", file=file)
