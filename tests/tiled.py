"""A workspace with many parcels, as an import leaves it: their file, and their tiles beside it."""

import math
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from chedun_gis.tiles import keep_tiles, make_tiles
from chedun_gis.town import LargeFile, LargeLayer, Workspace, described, digest_of, open_town
from layers import LAYERS
from tests.people import ALONE

HOMES = LAYERS["residential"]
SPACING_M, SIDE_M = 30.0, 20.0
_KINDS = ("urban", "resettlement", "village")
_ROWS_AT_ONCE = 50_000


def middle_m() -> tuple[float, float]:
    """Return where the town's map opens, in the town's metres."""
    place = open_town().place
    found = gpd.GeoSeries.from_xy(*([each] for each in place.centre_deg), crs=4326)
    at = found.to_crs(place.metric_crs).iloc[0]
    return at.x, at.y


def squares(count: int) -> NDArray[np.object_]:
    """Return squares of 20 m, 30 m from one to the next, around the middle of the town."""
    a_row = math.ceil(math.sqrt(count))
    number = np.arange(count)
    x, y = middle_m()
    west = x + (number % a_row - a_row / 2) * SPACING_M
    south = y + (number // a_row - a_row / 2) * SPACING_M
    found: NDArray[np.object_] = shapely.box(west, south, west + SIDE_M, south + SIDE_M)
    return found


def parcels(shapes: NDArray[np.object_], first: int = 0) -> gpd.GeoDataFrame:
    """Return shapes as residential land: ids by number, kinds in turns, every third a sketch."""
    number = np.arange(first, first + len(shapes))
    table = {
        "id": [f"parcel-{each}" for each in number],
        "name_zh": [f"地块{each}" for each in number],
        "name_en": [f"Parcel {each}" for each in number],
        "kind": np.array(_KINDS)[number % len(_KINDS)],
        "population": 30,
        "source": "osm",
        "basis": np.where(number % 3 == 0, "schematic", "surveyed"),
        "accuracy_m": 5.0,
    }
    return gpd.GeoDataFrame(table, geometry=shapes, crs=open_town().place.metric_crs)


def written(shapes: NDArray[np.object_], folder: Path, *, first: int = 0) -> LargeLayer:
    """Write shapes as the file of a large layer in a folder, numbered from `first`."""
    place = open_town().place
    file = folder / "residential.parquet"
    with LargeFile(HOMES, place, folder) as out:
        for at in range(0, len(shapes), _ROWS_AT_ONCE):
            out.add(parcels(shapes[at : at + _ROWS_AT_ONCE], first + at))
        out.close(file)
    return described(file, digest_of(file), place.metric_crs)


def with_parcels(shapes: NDArray[np.object_], space: Path) -> LargeLayer:
    """Take shapes into use as the town's residential land in a workspace."""
    workspace = Workspace(space)
    with TemporaryDirectory() as folder:
        made = written(shapes, Path(folder))
        tiles = make_tiles(made, HOMES)

        def proof(file: Path) -> None:
            keep_tiles(tiles, described(file, made.digest, open_town().place.metric_crs))

        workspace.accept(HOMES, made.path, {}, by=ALONE, proof=proof)
    file = workspace.file(HOMES)
    assert file is not None
    return described(file, made.digest, open_town().place.metric_crs)
