"""The one store, settings and publisher that the app and its routes share."""

from importlib import import_module
from pathlib import Path
from threading import Thread

from chedun_gis.evidence import Publisher
from chedun_gis.once import once
from chedun_gis.settings import Settings, settings_from
from chedun_gis.store import DATA_DIR, Store
from chedun_gis.workspace import Workspace
from layers import LAYERS


@once
def settings() -> Settings:
    """Return the settings of this process."""
    return settings_from()


@once
def store() -> Store:
    """Return the store of this process."""
    return Store(Path(settings().data_dir or DATA_DIR), workspace())


def workspace() -> Workspace:
    """Return the workspace that the settings name."""
    return Workspace(Path(settings().workspace))


@once
def publisher() -> Publisher:
    """Return the publisher of this process."""
    return Publisher()


def warm_up() -> Thread:
    """Read the layers and import the map's libraries while the first browser is still loading."""

    def warm() -> None:
        for layer_id in LAYERS:
            store().loaded(layer_id)
        # Not streamlit_folium: a component declared outside a page's run is lost to the pages.
        import_module("chedun_gis.map.folium_map")

    thread = Thread(target=warm, daemon=True)
    thread.start()
    return thread
