"""What the app and its routes share: settings, where the town is read from, the publisher."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from threading import Thread

from chedun_gis.evidence import Publisher
from chedun_gis.once import once
from chedun_gis.settings import Settings, settings_from
from chedun_gis.town import Town, TownSource
from chedun_gis.workspace import Workspace
from geo.errors import InputError
from layers import LAYERS


@once
def settings() -> Settings:
    """Return the settings of this process."""
    return settings_from()


@once
def source() -> TownSource:
    """Return where this process reads the town from."""
    return source_of(settings())


def source_of(told: Settings) -> TownSource:
    """Return where an installation reads the town from."""
    rules = Path(told.rules) if told.rules else None
    return TownSource(Path(told.data_dir), workspace_of(told), rules)


def workspace_of(told: Settings) -> Workspace:
    """Return the workspace of an installation."""
    return Workspace(Path(told.workspace))


# The town that a page is being drawn of.
_held: ContextVar[Town | None] = ContextVar("held", default=None)


def town() -> Town:
    """Return the town as it is now, or within `one_town` as it was at its beginning."""
    return _held.get() or source().town()


@contextmanager
def one_town() -> Iterator[Town]:
    """Let all that is done inside, in this thread, be about one state of the town."""
    held = source().town()
    token = _held.set(held)
    try:
        yield held
    finally:
        _held.reset(token)


def workspace() -> Workspace:
    """Return the workspace that the settings name."""
    return workspace_of(settings())


@once
def publisher() -> Publisher:
    """Return the publisher of this process."""
    return Publisher()


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
