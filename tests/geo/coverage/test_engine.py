"""Agreement with an independent engine that is given the same circles, on random and real data."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import geopandas as gpd
import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from geo import CORNERS, SIDES, to_metric
from geo.coverage import coverage

ROOT = Path(__file__).resolve().parents[3]
Geometries = NDArray[np.object_]


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    folder = Path(next(iter(duckdb_extension_spatial.__path__)))
    extension = next(folder.rglob("*.duckdb_extension"))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute(
            "create macro shapes(raw) as table"
            " select id, ST_GeomFromWKB(wkb) as shape from query_table(raw)"
        )
        yield connection


def uncovered_m2(
    engine: duckdb.DuckDBPyConnection, homes: Geometries, areas: Geometries
) -> NDArray[np.float64]:
    """Return what the service areas leave of each home, by joining all areas that it meets."""
    for name, shapes in (("homes", homes), ("areas", areas)):
        engine.execute(f"create or replace table raw_{name} (id integer, wkb blob)")
        engine.executemany(
            f"insert into raw_{name} values (?, ?)",  # noqa: S608 - two fixed names
            list(enumerate(shapely.to_wkb(shapes).tolist())),
        )
        engine.execute(f"create or replace view {name} as from shapes('raw_{name}')")
    rows = engine.execute(
        "select homes.id, ST_Area(ST_Difference(any_value(homes.shape), ST_Union_Agg(areas.shape)))"
        " from homes join areas on ST_Intersects(homes.shape, areas.shape) group by homes.id"
    ).fetchall()
    left = np.asarray(shapely.area(homes))
    for home, area in rows:
        left[home] = area
    return left


def circles(centres: Geometries, radius_m: float) -> Geometries:
    """Return the standard disc around each point; `shapely.buffer` makes the same one."""
    found = shapely.buffer(centres, radius_m, quad_segs=SIDES // 4)
    turned = shapely.get_coordinates(found[0])[:-1] - shapely.get_coordinates(centres[0])
    assert np.allclose(np.sort(turned, axis=0), np.sort(radius_m * CORNERS, axis=0), atol=1e-7)
    return np.asarray(found)


def around(convex: Geometries, radius_m: float) -> Geometries:
    """Return the service areas of convex parks: the hull of the disc put at every corner."""
    return np.array(
        [
            shapely.convex_hull(
                shapely.multipoints(
                    (shapely.get_coordinates(each)[:, None] + radius_m * CORNERS).reshape(-1, 2)
                )
            )
            for each in convex
        ]
    )


def hulls(rng: np.random.Generator, count: int, *, side_m: float, size_m: float) -> Geometries:
    """Return convex polygons scattered over a square, some of them overlapping."""
    centre = rng.uniform(0, side_m, (count, 1, 2)) + np.array([624_000, 3_435_000])
    corners = centre + rng.uniform(-size_m, size_m, (count, 6, 2))
    return np.asarray(shapely.convex_hull(shapely.multipoints(corners)))


def frame(shapes: Geometries) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=shapes, crs="EPSG:4549")


@pytest.mark.parametrize("seed", range(4))
def test_parks_agree_with_another_engine(engine: duckdb.DuckDBPyConnection, seed: int) -> None:
    rng = np.random.default_rng(seed)
    homes = hulls(rng, 300, side_m=5000, size_m=60)
    parks = hulls(rng, 25, side_m=5000, size_m=120)
    want = uncovered_m2(engine, homes, around(parks, 500))
    found = coverage(frame(homes), frame(parks), radius_m=500)
    part = (want > 1) & (want < shapely.area(homes) - 1)
    assert part.sum() > 20
    assert found.uncovered == pytest.approx(want.sum(), rel=1e-9)
    assert found.parcels["uncovered"].to_numpy() == pytest.approx(want, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", range(2))
def test_points_agree_with_another_engine(engine: duckdb.DuckDBPyConnection, seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    homes = hulls(rng, 300, side_m=5000, size_m=60)
    stops = np.asarray(shapely.centroid(hulls(rng, 40, side_m=5000, size_m=10)))
    want = uncovered_m2(engine, homes, circles(stops, 300))
    found = coverage(frame(homes), frame(stops), radius_m=300)
    assert found.uncovered == pytest.approx(want.sum(), rel=1e-9)


@pytest.mark.parametrize("radius_m", [300, 500])
def test_real_stops_agree_with_another_engine(
    engine: duckdb.DuckDBPyConnection, radius_m: float
) -> None:
    town = to_metric(gpd.read_file(ROOT / "data" / "town_boundary.geojson"))
    stops = to_metric(gpd.read_file(ROOT / "data" / "bus_stops.geojson"), crs=town.crs)
    found = coverage(town, stops, radius_m=radius_m)
    reach = circles(np.array(stops.geometry), radius_m)
    want = uncovered_m2(engine, np.array(town.geometry), reach)
    assert found.uncovered == pytest.approx(want.sum(), rel=1e-9)
