"""Find the front-end files that may be served: our own and those of the npm packages."""

import gc
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Final

from chedun_gis.compute import sweep
from chedun_gis.server.lasting import set_apart_forever
from chedun_gis.town import town, workspace
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
    "proj4/dist/proj4.js",
)
_STYLES = (
    "leaflet/dist/leaflet.css",
    "leaflet.fullscreen/dist/Control.FullScreen.css",
    "leaflet.control.layers.tree/L.Control.Layers.Tree.css",
    "leaflet-control-geocoder/dist/Control.Geocoder.css",
)
# What reads vector tiles: scripts as they are, and packages that are modules alone.
_TILE_SCRIPTS = ("pmtiles/dist/pmtiles.js", "pbf/dist/pbf.js")
_TILE_MODULES = ("@mapbox/point-geometry/index.js", "@mapbox/vector-tile/index.js")
_GEOMAN = _PACKAGES / "@geoman-io/leaflet-geoman-free/dist"
_OWN = _ROOT / "map" / "web"
_FRAMES = _ROOT / "views" / "shared"
# Our modules, each after those that it imports.
_MODULES = (
    "symbols",
    "labels",
    "ground",
    "button",
    "under",
    "keyboard",
    "bar",
    "layers",
    "legend",
    "measure",
    "wheel",
    "link",
    "controls",
    "outbox",
    "paths",
    "patience",
    "scene",
    "streamlit",
    "tiles",
    "tiled",
    "pen",
    "explorer",
)

# What every page imports before it is drawn. Not streamlit_folium: a component declared outside a
# page's run is lost to the pages.
_PAGES_NEED = (
    "folium.plugins",
    "chedun_gis.map.folium_map",
    "chedun_gis.scenario",
)
# So soon does the warming-up give way to what the first visitor waits for.
_GIVING_WAY_S: Final = 0.0005
# Name in a link -> the files behind it, one after another. Nothing else is served.
ASSETS: Mapping[str, tuple[Path, ...]] = MappingProxyType(
    {
        "map.js": (
            *(_PACKAGES / name for name in _SCRIPTS),
            *(_OWN / f"{name}.mjs" for name in _MODULES),
        ),
        "map.css": (*(_PACKAGES / name for name in _STYLES), _OWN / "explorer.css"),
        # Only a tool that draws asks for these.
        "draw.js": (_GEOMAN / "leaflet-geoman.min.js",),
        "draw.css": (_GEOMAN / "leaflet-geoman.css", _OWN / "pen.css"),
        # Only a layer that is drawn from tiles asks for this.
        "tiles.js": tuple(_PACKAGES / name for name in (*_TILE_SCRIPTS, *_TILE_MODULES)),
        # A frame of a page in which something is not saved.
        "leave.html": (_FRAMES / "leave.html",),
        "leave.js": (_FRAMES / "leave.js",),
        "images/layers.png": (_PACKAGES / "leaflet/dist/images/layers.png",),
        "images/layers-2x.png": (_PACKAGES / "leaflet/dist/images/layers-2x.png",),
    }
)
_BINDING = re.compile(
    rb"^import .*;$|^export (?:default )?(?=async|class|const|function)", re.MULTILINE
)
# What a script of modules shows to others; ours show their one name themselves.
_SHOWN = MappingProxyType({"tiles.js": b"globalThis.vectorTile = { VectorTile };\n"})
_AS_MODULES = frozenset(_PACKAGES / name for name in _TILE_MODULES)
_SOURCE_MAP = re.compile(rb"^(//|/\*)# sourceMappingURL=.*$", re.MULTILINE)


@cache
def read_asset(name: str) -> bytes | None:
    """Return the content behind an asset's name, or None when nothing of that name is served."""
    if name not in ASSETS:
        return None
    modules = [file for file in ASSETS[name] if file.suffix == ".mjs" or file in _AS_MODULES]
    content = b"\n;\n".join if name.endswith(".js") else b"\n".join
    parts = [file.read_bytes() for file in ASSETS[name] if file not in modules]
    if modules:
        parts.append(_as_script(modules, _SHOWN.get(name, b"")))
    # The packages' source maps are not served, so their links would only be errors.
    return _SOURCE_MAP.sub(b"", content(parts))


def _as_script(modules: list[Path], shown: bytes) -> bytes:
    """Return modules as one script with one scope: folium's scripts need it before they run.

    In a list in which each comes after those that it imports, nothing is left to import or export.
    """
    source = b"\n".join(_BINDING.sub(b"", file.read_bytes()) for file in modules)
    return b'(function () {\n"use strict";\n' + source + shown + b"})();\n"


def require_assets() -> None:
    """Raise `InputError("assets_missing")` when the npm packages have not been installed."""
    for files in ASSETS.values():
        for file in files:
            if not file.is_file():
                raise InputError("assets_missing", file=file.name)


def warm_up() -> Thread:
    """Import what the pages need and read the layers while the first browser is still loading.

    The thread goes on to spare what lasts.
    """
    switch_s = sys.getswitchinterval()
    gc.disable()  # what is imported stays: to look for garbage in it is a tenth of a second lost
    sys.setswitchinterval(_GIVING_WAY_S)

    def warm() -> None:
        for name in _PAGES_NEED:
            import_module(name)
        workspace().sweep()
        sweep()
        with suppress(Exception):  # what is wrong with the town is told on the page
            now = town()
            for layer_id in LAYERS:
                now.loaded(layer_id)

    def run() -> None:
        warm()
        sys.setswitchinterval(switch_s)
        gc.freeze()
        gc.enable()
        set_apart_forever()

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread
