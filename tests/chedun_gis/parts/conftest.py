"""A layer of homes around a corner of four tiles, with parks among them, in parts of any number."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from chedun_gis.importing import partition
from chedun_gis.parts import PartSet

# Where four tiles of 16,384 m meet, in EPSG:4549.
CORNER = (38 * 16_384.0, 209 * 16_384.0)
HOMES, PARKS = 900, 70


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(17)
    xy = rng.uniform(-3_000, 3_000, (HOMES, 2)) + CORNER
    side = rng.uniform(20, 90, (HOMES, 2))
    shapes = shapely.box(xy[:, 0], xy[:, 1], *(xy + side).T)
    # One is wider than what belongs to the smallest tiles.
    shapes[0] = shapely.box(CORNER[0] - 400, CORNER[1], CORNER[0] + 400, CORNER[1] + 40)
    columns = {"id": [f"h{n}" for n in range(HOMES)], "people": rng.integers(1, 90, HOMES) / 7}
    path = tmp_path_factory.mktemp("homes") / "homes.parquet"
    gpd.GeoDataFrame(columns, geometry=shapes, crs=4549).to_parquet(path)
    return path


@pytest.fixture(scope="session")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = np.random.default_rng(18)
    centre = shapely.points(rng.uniform(-3_200, 3_200, (PARKS, 2)) + CORNER)
    shapes = shapely.buffer(centre, rng.uniform(10, 60, PARKS), quad_segs=3)
    path = tmp_path_factory.mktemp("parks") / "parks.gpkg"
    gpd.GeoDataFrame(geometry=shapes, crs=4549).to_file(path)
    return path


@pytest.fixture(scope="session")
def cut(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path, int], PartSet]:
    """Give a file in so many parts; each is made once."""
    made: dict[tuple[Path, int], PartSet] = {}

    def of(path: Path, count: int) -> PartSet:
        if (path, count) not in made:
            out = tmp_path_factory.mktemp("cut") / f"{path.stem}-{count}"
            made[path, count] = partition(path, out, parts=count)
        return made[path, count]

    return of
