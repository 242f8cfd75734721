"""Compare the arrangement of lines with union-then-overlay, and the raster with the arrangement.

    python -m benchmarks.transit [--size smallest|town|district]

Times are CPU seconds of this process on data
that is generated here; ratios hold better than seconds.
"""

import argparse
import time
from collections.abc import Callable
from typing import TypeVar

import geopandas as gpd
import numpy as np
import shapely

from geo.transit import LineService, cell_shares, serve, zone_cells
from geo.transit.transit import UNIT_DISC

CRS = "EPSG:4549"
RADIUS_M = 500.0
# Side of the area in km, zones along a side, lines, stops of a line (on both sides of its street).
SIZES = {"smallest": (3, 2, 5, 8), "town": (7, 5, 40, 24), "district": (24, 20, 150, 36)}
Answer = TypeVar("Answer")


def generate(size: str) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return square zones, and lines that wander along a grid of streets with shared stops."""
    side_km, along, lines, calls = SIZES[size]
    rng = np.random.default_rng(7)
    step = side_km * 1000 / along
    corners = np.arange(along) * step
    zones = [shapely.box(x, y, x + step, y + step) for x in corners for y in corners]
    routes: dict[tuple[int, int], set[str]] = {}
    crossings = side_km * 2
    for line in range(lines):
        place = rng.integers(0, crossings + 1, 2)
        for _ in range(calls // 2):
            for street_side in (0, 1):
                routes.setdefault((*place.tolist(), street_side), set()).add(f"line {line}")
            place = np.clip(place + rng.permutation([0, rng.choice([-1, 1])]), 0, crossings)
    sites = np.array(list(routes))
    points = sites[:, :2] * 500.0 + sites[:, 2:] * 25.0 + rng.uniform(-80, 80, (len(sites), 2))
    stops = gpd.GeoDataFrame(
        {"routes": [tuple(sorted(names)) for names in routes.values()]},
        geometry=shapely.points(points),
        crs=CRS,
    )
    return gpd.GeoDataFrame(geometry=zones, crs=CRS), stops


def union_then_overlay(zones: gpd.GeoDataFrame, stops: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Count lines the plain way: one area a line, laid over what all lines before it have cut."""
    centre = shapely.get_coordinates(stops.geometry)
    discs = np.asarray(shapely.polygons(centre[:, None, :] + RADIUS_M * UNIT_DISC))
    pieces = zones.rename_axis("zone").reset_index().assign(count=0)
    for line in sorted({name for routes in stops["routes"] for name in routes}):
        calls = np.array([line in routes for routes in stops["routes"]])
        reach = gpd.GeoDataFrame({"hit": [1]}, geometry=[shapely.union_all(discs[calls])], crs=CRS)
        pieces = gpd.overlay(pieces, reach, how="identity", keep_geom_type=True)
        pieces["count"] += pieces.pop("hit").fillna(0).astype(int)
    return pieces


def cpu(work: Callable[[], Answer]) -> tuple[Answer, float]:
    started = time.process_time()
    answer = work()
    return answer, time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=SIZES, default="town")
    size = parser.parse_args().size
    zones, stops = generate(size)
    print(f"{size}: {len(zones)} zones, {len(stops)} stops, {SIZES[size][2]} lines, 500 m")
    ours, ours_s = cpu(lambda: serve(zones, stops, radius_m=RADIUS_M))
    print(f"  arrangement          {ours_s:8.2f} s   {len(ours.faces)} faces")

    plain, plain_s = cpu(lambda: union_then_overlay(zones, stops))
    two = plain[plain["count"] >= 2]
    share = two.area.groupby(two["zone"]).sum().reindex(zones.index, fill_value=0) / zones.area
    apart = float((share - ours.shares[2]).abs().max())
    print(
        f"  union, then overlay  {plain_s:8.2f} s   {plain_s / ours_s:.0f} times as much CPU, "
        f"shares differ by at most {apart:.0e}"
    )
    _raster(zones, stops, ours, ours_s)


def _raster(
    zones: gpd.GeoDataFrame, stops: gpd.GeoDataFrame, exact: LineService, exact_s: float
) -> None:
    for cell_m in (20.0, 10.0, 5.0):
        cells, laid_s = cpu(lambda m=cell_m: zone_cells(zones, cell_m=m))
        shares, asked_s = cpu(lambda c=cells: cell_shares(c, stops, radius_m=RADIUS_M))
        error = (shares - exact.shares).abs().to_numpy() * 100
        print(
            f"  raster {cell_m:4.0f} m        {asked_s:8.2f} s   "
            f"{exact_s / asked_s:.1f} times less CPU, {laid_s:.2f} s for the grid before; "
            f"worst error {error.max():.3f} points, mean {error.mean():.3f}"
        )


if __name__ == "__main__":
    main()
