"""Find the front-end files that may be served: our own and those of the npm packages."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import MappingProxyType

from chedun_gis.town import town
from geo import InputError
from layers import LAYERS

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = _ROOT.parent / "node_modules"

# What the map loads, in this order, as one script and one style sheet: ours after the packages'.
_SCRIPTS = (
    "leaflet/dist/leaflet.js",
    "leaflet.fullscreen/dist/Control.FullScreen.umd.js",
    "leaflet.control.layers.tree/L.Control.Layers.Tree.js",
    "leaflet-control-geocoder/dist/Control.Geocoder.js",
    "leaflet.polylinemeasure/Leaflet.PolylineMeasure.js",
    "proj4/dist/proj4.js",
)
_STYLES = (
    "leaflet/dist/leaflet.css",
    "leaflet.fullscreen/dist/Control.FullScreen.css",
    "leaflet.control.layers.tree/L.Control.Layers.Tree.css",
    "leaflet-control-geocoder/dist/Control.Geocoder.css",
    "leaflet.polylinemeasure/Leaflet.PolylineMeasure.css",
)
_GEOMAN = _PACKAGES / "@geoman-io/leaflet-geoman-free/dist"
_OWN = _ROOT / "map" / "web"
_OWN_SCRIPTS = ("symbols.js", "labels.js", "controls.js", "explorer.js")

# Name in a link -> the files behind it, one after another. Nothing else is served.
ASSETS: Mapping[str, tuple[Path, ...]] = MappingProxyType(
    {
        "map.js": (
            *(_PACKAGES / name for name in _SCRIPTS),
            *(_OWN / name for name in _OWN_SCRIPTS),
        ),
        "map.css": (*(_PACKAGES / name for name in _STYLES), _OWN / "explorer.css"),
        # Only pages that are drawn on ask for these.
        "draw.js": (_GEOMAN / "leaflet-geoman.min.js", _OWN / "pen.js"),
        "draw.css": (_GEOMAN / "leaflet-geoman.css", _OWN / "pen.css"),
        "images/layers.png": (_PACKAGES / "leaflet/dist/images/layers.png",),
        "images/layers-2x.png": (_PACKAGES / "leaflet/dist/images/layers-2x.png",),
    }
)
_SOURCE_MAP = re.compile(rb"^(//|/\*)# sourceMappingURL=.*$", re.MULTILINE)


@cache
def read_asset(name: str) -> bytes | None:
    """Return the content behind an asset's name, or None when nothing of that name is served."""
    if name not in ASSETS:
        return None
    content = b"\n;\n".join if name.endswith(".js") else b"\n".join
    # The packages' source maps are not served, so their links would only be errors.
    return _SOURCE_MAP.sub(b"", content(file.read_bytes() for file in ASSETS[name]))


def require_assets() -> None:
    """Raise `InputError("assets_missing")` when the npm packages have not been installed."""
    for files in ASSETS.values():
        for file in files:
            if not file.is_file():
                raise InputError("assets_missing", file=file.name)


def warm_up() -> Thread:
    """Read the layers and import the map's libraries while the first browser is still loading."""

    def warm() -> None:
        with suppress(InputError):  # what is wrong with the town is told on the page
            now = town()
            for layer_id in LAYERS:
                now.loaded(layer_id)
        # Not streamlit_folium: a component declared outside a page's run is lost to the pages.
        import_module("chedun_gis.map.folium_map")

    thread = Thread(target=warm, daemon=True)
    thread.start()
    return thread
