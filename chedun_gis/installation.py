"""The one store, settings and publisher that the app and its routes share."""

from functools import cache
from pathlib import Path

from chedun_gis.evidence import Publisher
from chedun_gis.settings import Settings, settings_from
from chedun_gis.store import DATA_DIR, Store


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return settings_from()


@cache
def store() -> Store:
    """Return the store of this process."""
    return Store(Path(settings().data_dir or DATA_DIR))


@cache
def publisher() -> Publisher:
    """Return the publisher of this process."""
    return Publisher()
