"""Write RFC 7946 GeoJSON: WGS84, right-hand rule, few decimals, the same bytes every time."""

import json
import math
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import WGS84, reprojected, require_crs

# A decimetre: what a map shows, and more than the shipped layers state.
_DECIMALS = 6


def to_geojson(
    frame: gpd.GeoDataFrame, columns: Sequence[str], *, decimals: int = _DECIMALS
) -> str:
    """Return a FeatureCollection with one feature a line, sorted by the column `id`.

    The frame may be in any stated CRS. `columns` are written as properties in this order, missing
    values as null; ids are strings (RFC 7946 section 3.2) and no `crs` member is written (section
    4). Exterior rings run counter-clockwise (section 3.1.6). A feature without geometry has the
    geometry null. The seventh of the `decimals` is a centimetre; a geometry that rounding makes
    invalid is repaired.
    """
    return collection_of(
        [str(value) for value in frame["id"]], feature_texts(frame, columns, decimals=decimals)
    )


def feature_texts(
    frame: gpd.GeoDataFrame, columns: Sequence[str], *, decimals: int = _DECIMALS
) -> list[str]:
    """Return the text of each feature as `to_geojson` writes it, in the order of the frame.

    A large frame can so be written some rows at a time; `collection_of` puts them together.
    """
    require_crs(frame)
    ids = [str(value) for value in frame["id"]]
    shapes_deg = reprojected(frame.geometry, WGS84).to_numpy()
    geometries = _rounded(shapes_deg, decimals)
    properties = [[_plain(value) for value in frame[name]] for name in columns]
    lines = []
    for row, geometry in enumerate(geometries):
        values = {name: properties[i][row] for i, name in enumerate(columns)}
        feature = {"type": "Feature", "id": ids[row], "properties": values}
        body = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))[:-1]
        lines.append(f'{body},"geometry":{_geometry_text(geometry)}}}')
    return lines


def collection_of(ids: Sequence[str], texts: Sequence[str]) -> str:
    """Return a FeatureCollection of features that are written already, sorted by their ids."""
    lines = [texts[row] for row in sorted(range(len(ids)), key=ids.__getitem__)]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _rounded(
    geometries: "np.ndarray[tuple[int], np.dtype[np.object_]]", decimals: int
) -> list[shapely.Geometry]:
    """Round to the written precision; repair what rounding has made invalid."""
    flat = shapely.force_2d(geometries)
    rounded = shapely.transform(flat, lambda xy: np.round(xy, decimals))
    for row in np.flatnonzero(~shapely.is_missing(rounded) & ~shapely.is_valid(rounded)):
        # Only parts narrower than the precision are lost; one that is all lost stays as a line.
        snapped = shapely.set_precision(shapely.make_valid(flat[row]), 10.0**-decimals)
        sound = shapely.make_valid(rounded[row]) if snapped.is_empty else snapped
        rounded[row] = shapely.transform(sound, lambda xy: np.round(xy, decimals))
    return list(shapely.orient_polygons(rounded, exterior_cw=False))


def _geometry_text(geometry: shapely.Geometry | None) -> str:
    # A rounded coordinate is the number nearest to its decimals, and so is written with them only.
    member = None if geometry is None else shapely.geometry.mapping(geometry)
    return json.dumps(member, separators=(",", ":"))


def _plain(value: object) -> object:
    """Return a value that JSON can hold; NaN, NaT and NA become null."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return None if value is pd.NaT else str(value)
