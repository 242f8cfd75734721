"""The same figures from other hands: another engine, inclusion and exclusion, the raster."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.typing import NDArray

from geo import to_metric
from geo.transit import LineService, cell_shares, serve, verdicts, with_routes, zone_cells
from geo.transit.transit import UNIT_DISC

ROOT = Path(__file__).resolve().parents[3]
CRS = "EPSG:4549"
AGREE = 1e-9


def random_town(seed: int) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Four irregular zones, one with a hole, and 30 stops of six lines, in national metres."""
    rng = np.random.default_rng(seed)
    origin = np.array([624_000.0, 3_435_000.0])
    shapes = []
    for middle in ([800, 800], [2200, 900], [900, 2300], [2300, 2200]):
        angle = np.sort(rng.uniform(0, 2 * np.pi, 12))
        spoke = rng.uniform(300, 900, 12)
        outline = np.column_stack([np.cos(angle), np.sin(angle)]) * spoke[:, None]
        shapes.append(shapely.make_valid(shapely.Polygon(origin + middle + outline)))
    shapes[0] = shapes[0].difference(shapely.Point(origin + 800).buffer(150))
    routes = [tuple(sorted(set(rng.choice(list("abcdef"), rng.integers(1, 4))))) for _ in range(30)]
    points = shapely.points(origin + rng.uniform(-300, 3300, (30, 2)))
    return (
        gpd.GeoDataFrame(geometry=shapes, index=list("pqrs"), crs=CRS),
        gpd.GeoDataFrame({"routes": routes}, geometry=points, crs=CRS),
    )


def discs_by_line(stops: gpd.GeoDataFrame, radius_m: float) -> dict[str, NDArray[np.object_]]:
    """Return the same circles that the arrangement uses, line by line."""
    found: dict[str, list[shapely.Polygon]] = {}
    for point, routes in zip(stops.geometry, stops["routes"], strict=True):
        disc = shapely.Polygon(np.array([point.x, point.y]) + radius_m * UNIT_DISC)
        for line in routes:
            found.setdefault(line, []).append(disc)
    return {line: np.array(discs) for line, discs in sorted(found.items())}


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    folder = Path(next(iter(duckdb_extension_spatial.__path__)))
    extension = next(folder.rglob("*.duckdb_extension"))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"LOAD '{extension}'")
        yield connection


def load(engine: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[str, bytes]]) -> None:
    engine.execute(f"create or replace table raw_{table} (name varchar, wkb blob)")
    engine.executemany(f"insert into raw_{table} values (?, ?)", rows)  # noqa: S608 - fixed names
    engine.execute(
        f"create or replace table {table} as"  # noqa: S608 - fixed names
        f" select name, ST_GeomFromWKB(wkb) as shape from raw_{table}"
    )


@pytest.mark.parametrize("seed", range(3))
def test_another_engine_finds_the_same_areas(engine: duckdb.DuckDBPyConnection, seed: int) -> None:
    zones, stops = random_town(seed)
    service = serve(zones, stops, radius_m=500)
    load(engine, "zones", [(name, shape.wkb) for name, shape in zones.geometry.items()])
    load(
        engine,
        "discs",
        [(line, d.wkb) for line, discs in discs_by_line(stops, 500).items() for d in discs],
    )
    engine.execute(
        "create or replace table reach as"
        " select name as line, ST_Union_Agg(shape) as shape from discs group by name"
    )
    by_line = engine.execute(
        "select zones.name, line, ST_Area(ST_Intersection(zones.shape, reach.shape))"
        " from zones join reach on ST_Intersects(zones.shape, reach.shape) order by all"
    ).fetchall()
    ours = service.lines[["zone", "line", "area_m2"]].sort_values(["zone", "line"])
    assert [row[:2] for row in by_line] == list(zip(ours["zone"], ours["line"], strict=True))
    assert [row[2] for row in by_line] == pytest.approx(ours["area_m2"].tolist(), rel=AGREE)

    # At least two lines: the union of what every pair of lines has in common.
    pairs = engine.execute(
        "with pair as (select ST_Intersection(one.shape, two.shape) as shape"
        "  from reach one join reach two on one.line < two.line),"
        " shared as (select ST_Union_Agg(shape) as shape from pair)"
        " select name, ST_Area(ST_Intersection(zones.shape, shared.shape)) from zones, shared"
        " order by name"
    ).fetchall()
    share = [area / zones.geometry[name].area for name, area in pairs]
    assert share == pytest.approx(service.shares[2].tolist(), rel=AGREE, abs=AGREE)


@pytest.mark.parametrize("seed", range(3, 6))
def test_inclusion_and_exclusion_finds_the_same_shares(seed: int) -> None:
    # Reached by at least k of n: the sum over j >= k of (-1)^(j-k) C(j-1, k-1) S_j, where S_j adds
    # the areas that any j lines have in common.
    zones, stops = random_town(seed)
    service = serve(zones, stops, radius_m=500)
    reach = [shapely.union_all(discs) for discs in discs_by_line(stops, 500).values()]
    for name, shape in zones.geometry.items():
        local = shapely.intersection(np.array(reach), shape)
        total = np.zeros(len(local) + 1)
        for j in range(1, len(local) + 1):
            for chosen in itertools.combinations(local, j):
                total[j] += shapely.intersection_all(chosen).area
        for k in range(1, 4):
            expected = sum(
                (-1) ** (j - k) * _choose(j - 1, k - 1) * total[j] for j in range(k, len(total))
            )
            found = service.shares.loc[name, k]
            assert found == pytest.approx(expected / shape.area, rel=AGREE, abs=AGREE)


def _choose(n: int, k: int) -> int:
    return len(list(itertools.combinations(range(n), k)))


@pytest.mark.parametrize("radius_m", [300, 500])
def test_real_zones_and_stops(radius_m: float) -> None:
    zones = to_metric(gpd.read_file(ROOT / "data" / "zones.geojson"), crs=CRS).set_index("id")
    services = pd.read_csv(ROOT / "data" / "bus_services.csv")
    shipped = gpd.read_file(ROOT / "data" / "bus_stops.geojson")
    stops = with_routes(to_metric(shipped, crs=CRS), services)
    service = serve(zones, stops, radius_m=radius_m)
    _lines_are_those_of_the_stops_in_reach(service, zones, stops)
    filled = service.faces.groupby("zone")["area_m2"].sum()
    assert filled.tolist() == pytest.approx(zones.area[filled.index].tolist(), rel=AGREE)

    # Cell by cell the raster counts by distance and knows no polygons at all.
    raster = cell_shares(zone_cells(zones), stops, radius_m=radius_m)
    assert raster.columns.equals(service.shares.columns)
    error = (raster - service.shares).abs()
    assert error[zones.area > 1e6].to_numpy().max() < 0.0015
    assert error.to_numpy().max() < 0.004


def _lines_are_those_of_the_stops_in_reach(
    service: LineService, zones: gpd.GeoDataFrame, stops: gpd.GeoDataFrame
) -> None:
    answer = verdicts(service)
    for name, shape in zones.geometry.items():
        near = stops[stops.distance(shape) <= service.radius_m]
        assert set(answer.loc[name, "lines"]) == {r for routes in near["routes"] for r in routes}
