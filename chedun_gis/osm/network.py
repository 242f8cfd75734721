"""Ask OpenStreetMap over the network with osmnx, which is imported only here and only then."""

import datetime as dt
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import geopandas as gpd
import pandas as pd

from chedun_gis.osm.extract import Bounds, Elements
from geo import InputError

_SECONDS = 60


def ask_network(tags: Mapping[str, list[str]], *, place: str, bounds: Bounds | None) -> Elements:
    """Return what OpenStreetMap holds today with these tags, at a place or in WGS84 degrees.

    Raises `InputError` with `osm_no_network` when nobody answers and `osm_nothing` (place) when
    the place is not known or holds nothing.
    """
    osmnx = import_module("osmnx")
    requests = import_module("requests")
    osmnx.settings.use_cache = False
    osmnx.settings.requests_timeout = _SECONDS
    # One query needs no turn of its own, and without a network osmnx would wait a minute for it.
    osmnx.settings.overpass_rate_limit = False
    asked = {key: True if "*" in values else values for key, values in tags.items()}
    try:
        if bounds is None:
            found = osmnx.features.features_from_place(place, asked)
        else:
            found = osmnx.features.features_from_bbox(bounds, asked)
    except (requests.exceptions.RequestException, OSError) as error:
        raise InputError("osm_no_network") from error
    except osmnx._errors.ResponseStatusCodeError as error:  # noqa: SLF001 - it has no other name
        raise InputError("osm_no_network") from error
    except (osmnx._errors.InsufficientResponseError, TypeError) as error:  # noqa: SLF001 - the same
        where = place or ",".join(map(str, bounds or ()))
        raise InputError("osm_nothing", place=where) from error
    return elements_of(found, dt.datetime.now(tz=dt.UTC).date().isoformat())


def elements_of(found: gpd.GeoDataFrame, date: str) -> Elements:
    """Return osmnx's features, indexed by element and number with a column a tag."""
    ids = [f"osm-{element}-{number}" for element, number in found.index]
    rows: list[dict[str, Any]] = found.drop(columns="geometry").to_dict("records")
    tags = [{key: str(value) for key, value in row.items() if _there(value)} for row in rows]
    frame = gpd.GeoDataFrame(
        {"id": ids, "tags": pd.Series(tags, dtype=object)},
        geometry=found.geometry.to_numpy(),
        crs=found.crs,
    )
    return Elements(frame, date)


def _there(value: object) -> bool:
    return isinstance(value, (list, tuple, set)) or not bool(pd.isna(value))  # type: ignore[call-overload]
