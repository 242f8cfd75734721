"""Compare the coverage engine with DuckDB spatial and with union-then-overlay, on generated data.

    python -m benchmarks.coverage [--size smallest|town|district|city] [--parks-per-km2 2.5]
        [--union]

Every way runs in a process of its own and counts its CPU seconds, not the clock; making the data,
and for DuckDB loading it, is not counted. DuckDB is asked the way that is fastest there: parcels
inside one buffer first, then the rest clipped by the buffers they meet. It runs twice, with
buffers as fine as our disc (1,024 corners) and with the usual 16 segments a quarter.

Union-then-overlay joins all buffers and cuts every parcel by the whole. With `--union` the joining
is measured in full and the cutting (`geopandas.overlay`) on a sample of parcels, then scaled to
all of them; the line says so, and its share is that of the sample.

The fewer parks a km², the more parcels lie on an edge of the covered area: 2.5 cover about 90 %.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo import SIDES
from geo.coverage import coverage

Geometries = NDArray[np.object_]

PARCELS_AND_PARKS = {
    "smallest": (200, 20),
    "town": (1_000, 100),
    "district": (50_000, 5_000),
    "city": (1_000_000, 47_000),
}
RADIUS_M = 500
FINE, USUAL = SIDES // 4, 16
SAMPLE = 200
ORIGIN = (624_000.0, 3_435_000.0)
LOAD_HOMES = "create table homes as select id, ST_GeomFromWKB(g) as g from raw"
LOAD_PARKS = "create table parks as select id, ST_GeomFromWKB(g) as g from raw"
BUFFER = "create table areas as select ST_Buffer(g, ?::double, ?::integer) as g from parks"
INSIDE_FIRST = """
create table inside as
    select distinct homes.id from homes join areas on ST_Contains(areas.g, homes.g);
create table others as
    from homes where id not in (from inside);
create table cut as
    select others.id,
        ST_Difference(any_value(others.g), ST_Union_Agg(ST_Intersection(others.g, areas.g))) as g
    from others join areas on ST_Intersects(others.g, areas.g) group by others.id;
create table uncovered as
    from cut union all from others where id not in (select id from cut);
"""


def parcels_and_parks(size: str, parks_per_km2: float) -> tuple[Geometries, Geometries]:
    """Return quadrilateral parcels of 30 to 120 m and parks of 8 to 24 corners in and out."""
    parcels, parks = PARCELS_AND_PARKS[size]
    rng = np.random.default_rng(2025)
    side_m = math.sqrt(parks / parks_per_km2) * 1000

    corners = rng.integers(8, 25, parks)
    park = np.repeat(np.arange(parks), corners)
    number = np.arange(len(park)) - np.repeat(np.cumsum(corners) - corners, corners)
    turn = (number + rng.uniform(-0.3, 0.3, len(park))) * 2 * math.pi / corners[park]
    reach = (rng.lognormal(math.log(45), 0.5, parks)[park] * rng.uniform(0.7, 1.15, len(park)))[
        :, None
    ]
    centre = rng.uniform(0, side_m, (parks, 2)) + ORIGIN
    xy = centre[park] + reach * np.column_stack([np.cos(turn), np.sin(turn)])
    outlines = shapely.polygons(shapely.linearrings(xy, indices=park))

    homes = np.empty(parcels, dtype=object)
    unit = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=float)
    for start in range(0, parcels, 100_000):
        count = min(100_000, parcels - start)
        shape = unit * rng.uniform(15, 60, (count, 1, 2)) * rng.uniform(0.85, 1.15, (count, 4, 2))
        angle = rng.uniform(0, math.pi, count)
        turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        place = rng.uniform(0, side_m, (count, 1, 2)) + ORIGIN
        homes[start : start + count] = shapely.polygons(
            np.einsum("nci,ijn->ncj", shape, turned) + place
        )
    return homes, outlines


def ours(homes: Geometries, parks: Geometries) -> dict[str, float]:
    demand = gpd.GeoDataFrame(geometry=homes, crs="EPSG:4549")
    services = gpd.GeoDataFrame(geometry=parks, crs="EPSG:4549")
    start = time.process_time()
    found = coverage(demand, services, radius_m=RADIUS_M)
    return {"cpu_s": time.process_time() - start, "share": found.share}


def duckdb(homes: Geometries, parks: Geometries, quad_segs: int) -> dict[str, float]:
    import duckdb as engine  # noqa: PLC0415 - only this process needs it
    import duckdb_extension_spatial  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    folder = Path(next(iter(duckdb_extension_spatial.__path__)))
    con = engine.connect(config={"threads": 1})
    con.execute(f"LOAD '{next(folder.rglob('*.duckdb_extension'))}'")
    for statement, shapes in ((LOAD_HOMES, homes), (LOAD_PARKS, parks)):
        con.register("raw", pa.table({"id": np.arange(len(shapes)), "g": shapely.to_wkb(shapes)}))
        con.execute(statement)
        con.unregister("raw")
    start = time.process_time()
    con.execute(BUFFER, [RADIUS_M, quad_segs])
    con.execute(INSIDE_FIRST)
    left, total = con.execute(
        "select (select coalesce(sum(ST_Area(g)), 0) from uncovered),"
        " (select sum(ST_Area(g)) from homes)"
    ).fetchall()[0]
    return {"cpu_s": time.process_time() - start, "share": 1 - left / total}


def union(homes: Geometries, parks: Geometries) -> dict[str, float]:
    start = time.process_time()
    area = shapely.union_all(shapely.buffer(parks, RADIUS_M, quad_segs=USUAL))
    joined = time.process_time() - start
    areas = gpd.GeoDataFrame(geometry=[area], crs="EPSG:4549")
    chosen = homes[np.random.default_rng(1).permutation(len(homes))[:SAMPLE]]
    sample = gpd.GeoDataFrame(geometry=chosen, crs="EPSG:4549")
    start = time.process_time()
    left = gpd.overlay(sample, areas, how="difference")
    cut = (time.process_time() - start) * len(homes) / len(sample)
    return {"cpu_s": joined + cut, "share": 1 - left.area.sum() / sample.area.sum()}


WAYS = {
    "ours": ours,
    "duckdb_fine": lambda homes, parks: duckdb(homes, parks, FINE),
    "duckdb_usual": lambda homes, parks: duckdb(homes, parks, USUAL),
    "union": union,
}
TITLES = {
    "ours": "this engine",
    "duckdb_fine": f"DuckDB spatial, {FINE} segments a quarter (same circles)",
    "duckdb_usual": f"DuckDB spatial, {USUAL} segments a quarter",
    "union": f"union then overlay, {USUAL} segments, overlay scaled from {SAMPLE} parcels",
}


def run_one(way: str, size: str, parks_per_km2: float) -> None:
    homes, parks = parcels_and_parks(size, parks_per_km2)
    result = WAYS[way](homes, parks)
    result["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(result))


def run_all(size: str, parks_per_km2: float, ways: list[str]) -> None:
    parcels, parks = PARCELS_AND_PARKS[size]
    print(f"{size}: {parcels:,} parcels, {parks:,} parks, {parks_per_km2:g} a km², {RADIUS_M} m")
    reference: dict[str, float] = {}
    for way in ways:
        options = ["--size", size, "--parks-per-km2", str(parks_per_km2), "--way", way]
        command = [sys.executable, "-m", "benchmarks.coverage", *options]
        child = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        result = json.loads(child.stdout)
        reference = reference or result
        print(
            f"  {TITLES[way]}: {result['cpu_s']:.2f} CPU s "
            f"({result['cpu_s'] / reference['cpu_s']:.1f} x), {result['rss_mb']:.0f} MB, "
            f"share {result['share']:.6%} "
            f"({100 * (result['share'] - reference['share']):+.6f} points)",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=PARCELS_AND_PARKS, default="district")
    parser.add_argument("--parks-per-km2", type=float, default=2.5)
    parser.add_argument("--union", action="store_true", help="also union-then-overlay")
    parser.add_argument("--way", choices=WAYS, help="run this way only and print JSON")
    options = parser.parse_args()
    if options.way:
        run_one(options.way, options.size, options.parks_per_km2)
        return
    ways = [way for way in WAYS if way != "union" or options.union]
    run_all(options.size, options.parks_per_km2, ways)


if __name__ == "__main__":
    main()
