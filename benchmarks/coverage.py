"""Compare the coverage engine with the one of before, DuckDB spatial and SedonaDB, on made-up data.

    python -m benchmarks.coverage [--size smallest|town|district|city] [--parks-per-km2 2.5]
        [--union] [--sizes 10000 100000 …] [--plot FILE]

Every way runs in a process of its own, reads the same GeoParquet and counts its CPU seconds, not
the clock; making the data, reading it and loading it into a database is not counted. Memory is that
of the whole process, what was read in it. "From the file" reads and measures 50,000 parcels at a
time, so that no more are in memory; what reading takes is told beside it.

The engine of before is that of commit dfc7d2e, as `git archive` gives it; a clone without its
history says so. Databases are asked the way that is fastest there: parcels inside one buffer first,
then the rest clipped by the buffers they meet; with buffers as fine as our disc (1,024 corners),
and with the usual 16 segments a quarter. Beside the share stands the parcel that differs most.

Union-then-overlay joins all buffers and cuts every parcel by the whole. With `--union` the joining
is measured in full and the cutting (`geopandas.overlay`) on a sample of parcels, then scaled to
all of them; the line says so, and its share is that of the sample.

`--sizes` measures the cost against the number of parcels instead, from the file and (up to a
million) by the engine of before, and `--plot` draws it. More than a million parcels come as parts
of a million, each with the parks that can reach it.

The fewer parks a km², the more parcels lie on an edge of the covered area: 2.5 cover about 90 %.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks._plot import loglog
from geo import SIDES
from geo.coverage import added_up, coverage, coverages, sums_of
from geo.files import geoparquet_batches

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
CRS = "EPSG:4549"
NAMES = ("homes", "parks")
ROOT = Path(__file__).resolve().parent.parent
BEFORE = "dfc7d2e"
MOST_A_PART = 1_000_000
# More than the largest parcel or park is wide.
MOST_ACROSS_M = 1_000
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


SEDONA = {
    "areas": "select ST_Buffer(g, {radius_m}, 'quad_segs={quad_segs}') as g from parks",
    "inside": "select distinct homes.id from homes join areas on ST_Contains(areas.g, homes.g)",
    "others": "select id, g from homes where id not in (select id from inside)",
    "cut": (
        "select others.id, ST_Difference(first_value(others.g),"
        " ST_Union_Agg(ST_Intersection(others.g, areas.g))) as g"
        " from others join areas on ST_Intersects(others.g, areas.g) group by others.id"
    ),
    "uncovered": (
        "select id, ST_Area(g) as m2 from cut union all"
        " select id, ST_Area(g) as m2 from others where id not in (select id from cut)"
    ),
}
# What the process of the old engine runs; `in_memory` is the same for this one.
OLD = f"""
import json, resource, sys, time
import geopandas as gpd
import numpy as np
from geo.coverage import coverage

homes, parks = (gpd.read_parquet(f"{{sys.argv[1]}}/{{name}}.parquet") for name in {NAMES})
coverage(homes.iloc[:10], parks.iloc[:10], radius_m={RADIUS_M})
start = time.process_time()
found = coverage(homes, parks, radius_m={RADIUS_M})
cpu_s = time.process_time() - start
np.save(f"{{sys.argv[1]}}/before.npy", found.parcels["uncovered"].to_numpy())
rss_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({{"cpu_s": cpu_s, "share": found.share, "rss_mb": rss_mb}}))
"""


def parcels_and_parks(size: str, parks_per_km2: float) -> tuple[Geometries, Geometries]:
    """Return quadrilateral parcels of 30 to 120 m and parks of 8 to 24 corners in and out."""
    return made_up(*PARCELS_AND_PARKS[size], parks_per_km2)


def made_up(
    parcels: int, parks: int, parks_per_km2: float, part: int = 0
) -> tuple[Geometries, Geometries]:
    """Return the same of so many; parts lie side by side, the next east of the one before."""
    rng = np.random.default_rng([2025, part] if part else 2025)
    side_m = math.sqrt(parks / parks_per_km2) * 1000
    origin = np.array([ORIGIN[0] + part * side_m, ORIGIN[1]])

    corners = rng.integers(8, 25, parks)
    park = np.repeat(np.arange(parks), corners)
    number = np.arange(len(park)) - np.repeat(np.cumsum(corners) - corners, corners)
    turn = (number + rng.uniform(-0.3, 0.3, len(park))) * 2 * math.pi / corners[park]
    reach = (rng.lognormal(math.log(45), 0.5, parks)[park] * rng.uniform(0.7, 1.15, len(park)))[
        :, None
    ]
    centre = rng.uniform(0, side_m, (parks, 2)) + origin
    xy = centre[park] + reach * np.column_stack([np.cos(turn), np.sin(turn)])
    outlines = shapely.polygons(shapely.linearrings(xy, indices=park))

    homes = np.empty(parcels, dtype=object)
    unit = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=float)
    for start in range(0, parcels, 100_000):
        count = min(100_000, parcels - start)
        shape = unit * rng.uniform(15, 60, (count, 1, 2)) * rng.uniform(0.85, 1.15, (count, 4, 2))
        angle = rng.uniform(0, math.pi, count)
        turned = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        place = rng.uniform(0, side_m, (count, 1, 2)) + origin
        homes[start : start + count] = shapely.polygons(
            np.einsum("nci,ijn->ncj", shape, turned) + place
        )
    return homes, outlines


def frames(folder: Path) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    return gpd.read_parquet(folder / "homes.parquet"), gpd.read_parquet(folder / "parks.parquet")


def in_memory(folder: Path) -> dict[str, Any]:
    homes, parks = frames(folder)
    warm_up()
    start = time.process_time()
    found = coverage(homes, parks, radius_m=RADIUS_M)
    cpu_s = time.process_time() - start
    left = found.parcels["uncovered"].to_numpy()
    return {"cpu_s": cpu_s, "share": found.share, "left": left}


def before(folder: Path) -> dict[str, Any]:
    """Ask the old engine for the same, in a process that knows no other."""
    old = folder / "before"
    if not old.exists():
        old.mkdir()
        archive = ["git", "archive", BEFORE, "geo"]
        packed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=False)
        if packed.returncode:
            return {"absent": f"the clone has no history with {BEFORE}"}
        subprocess.run(["tar", "-x", "-C", old], input=packed.stdout, check=True)
        (old / "asked.py").write_text(OLD, encoding="utf-8")
    child = subprocess.run(
        [sys.executable, "asked.py", str(folder)], cwd=old, check=True, stdout=subprocess.PIPE
    )
    result: dict[str, Any] = json.loads(child.stdout)
    return result | {"left": np.load(folder / "before.npy")}


def streamed(folder: Path, parts: int = 1) -> dict[str, Any]:
    """Read and measure batch by batch, part by part, and tell how long each of the two takes."""
    spent: list[float] = []
    sums, left = [], []
    warm_up()
    begun = time.process_time()
    for part in range(parts):
        file = folder / f"homes{part or ''}.parquet"
        start = time.process_time()
        parks = parks_around(folder, part, parts)
        spent.append(time.process_time() - start)
        batches = timed(geoparquet_batches(file), spent)
        for found in coverages(batches, parks, radius_m=RADIUS_M, sound=True):
            sums.append(sums_of(found))
            if parts == 1:
                left.append(found.parcels["uncovered"].to_numpy())
        # With it go the services of this part, before those of the next are prepared.
        del found
    reading_s = math.fsum(spent)
    measuring_s = time.process_time() - begun - reading_s
    found = added_up(sums)
    result = {"cpu_s": measuring_s, "reading_s": reading_s, "share": found.share}
    return result | ({"left": np.concatenate(left)} if left else {})


def timed(batches: Iterator[gpd.GeoDataFrame], spent: list[float]) -> Iterator[gpd.GeoDataFrame]:
    """Yield the batches, and note the CPU seconds that each takes to come."""
    while True:
        start = time.process_time()
        batch = next(batches, None)
        spent.append(time.process_time() - start)
        if batch is None:
            return
        yield batch


def warm_up() -> None:
    """Measure a little: what is imported when it is first needed is no part of measuring."""
    shapes = [shapely.box(0, 0, 100, 100), shapely.box(550, 0, 650, 100)]
    few = gpd.GeoDataFrame(geometry=shapes, crs=CRS)
    coverage(few, few, radius_m=RADIUS_M)


def parks_around(folder: Path, part: int, parts: int) -> gpd.GeoDataFrame:
    """Return the parks that can reach a part: its own, and those of its neighbours by its edge."""
    if parts == 1:
        return gpd.read_parquet(folder / "parks.parquet")
    own = gpd.read_parquet(folder / f"parks{part or ''}.parquet")
    west, _, east, _ = own.total_bounds
    near = RADIUS_M + MOST_ACROSS_M
    found = [own.geometry]
    for other in {part - 1, part + 1} & set(range(parts)):
        beside = gpd.read_parquet(folder / f"parks{other or ''}.parquet").geometry
        box = beside.bounds
        found.append(beside[(box["maxx"] >= west - near) & (box["minx"] <= east + near)])
    shapes = np.concatenate([each.to_numpy() for each in found])
    return gpd.GeoDataFrame(geometry=shapes, crs=own.crs)


def duckdb(folder: Path, quad_segs: int) -> dict[str, Any]:
    import duckdb as engine  # noqa: PLC0415 - only this process needs it
    import duckdb_extension_spatial  # noqa: PLC0415

    extension = Path(next(iter(duckdb_extension_spatial.__path__)))
    con = engine.connect(config={"threads": 1})
    con.execute(f"LOAD '{next(extension.rglob('*.duckdb_extension'))}'")
    for name, shapes in zip(("homes", "parks"), tables(folder), strict=True):
        con.register("raw", shapes)
        con.execute(f"create table {name} as select id, ST_GeomFromWKB(g) as g from raw")  # noqa: S608
        con.unregister("raw")
    start = time.process_time()
    con.execute(BUFFER, [RADIUS_M, quad_segs])
    con.execute(INSIDE_FIRST)
    rows = con.execute("select id, ST_Area(g) as m2 from uncovered").to_arrow_table()
    total = con.execute("select sum(ST_Area(g)) from homes").fetchall()[0][0]
    cpu_s = time.process_time() - start
    return {"cpu_s": cpu_s, **left_of(rows, folder, total)}


def sedonadb(folder: Path, quad_segs: int) -> dict[str, Any]:
    try:
        import sedonadb as engine  # noqa: PLC0415 - only this process needs it
    except ImportError:
        return {"absent": "not installed; there is no wheel of it for Windows"}
    import pyarrow as pa  # noqa: PLC0415

    con = engine.connect()
    con.sql("set datafusion.execution.target_partitions = 1").execute()
    for name, shapes in zip(("homes", "parks"), tables(folder), strict=True):
        con.create_data_frame(shapes).to_view("raw", overwrite=True)
        loaded = con.sql("select id, ST_GeomFromWKB(g) as g from raw").to_memtable()
        loaded.to_view(name)
    start = time.process_time()
    for name, statement in SEDONA.items():
        asked = statement.format(radius_m=RADIUS_M, quad_segs=quad_segs)
        con.sql(asked).to_memtable().to_view(name)
    rows = pa.RecordBatchReader.from_stream(con.sql("select id, m2 from uncovered")).read_all()
    total = pa.RecordBatchReader.from_stream(con.sql("select sum(ST_Area(g)) as m2 from homes"))
    whole = total.read_all()["m2"][0].as_py()
    cpu_s = time.process_time() - start
    return {"cpu_s": cpu_s, **left_of(rows, folder, whole)}


def tables(folder: Path) -> tuple[Any, Any]:
    """Return parcels and parks as tables of a number and WKB."""
    import pyarrow as pa  # noqa: PLC0415 - only databases need it
    import pyarrow.parquet as pq  # noqa: PLC0415

    read = [pq.read_table(folder / f"{name}.parquet", columns=["geometry"]) for name in NAMES]
    homes, parks = (pa.table({"id": np.arange(len(each)), "g": each["geometry"]}) for each in read)
    return homes, parks


def left_of(rows: Any, folder: Path, total: float) -> dict[str, Any]:  # noqa: ANN401 - Arrow
    import pyarrow.parquet as pq  # noqa: PLC0415 - only databases need it

    left = np.zeros(pq.read_metadata(folder / "homes.parquet").num_rows)
    left[rows["id"].to_numpy()] = np.nan_to_num(rows["m2"].to_numpy())
    return {"share": 1 - left.sum() / total, "left": left}


def union(folder: Path) -> dict[str, Any]:
    homes, parks = (frame.geometry.to_numpy() for frame in frames(folder))
    start = time.process_time()
    area = shapely.union_all(shapely.buffer(parks, RADIUS_M, quad_segs=USUAL))
    joined = time.process_time() - start
    areas = gpd.GeoDataFrame(geometry=[area], crs=CRS)
    chosen = homes[np.random.default_rng(1).permutation(len(homes))[:SAMPLE]]
    sample = gpd.GeoDataFrame(geometry=chosen, crs=CRS)
    start = time.process_time()
    left = gpd.overlay(sample, areas, how="difference")
    cut = (time.process_time() - start) * len(homes) / len(sample)
    return {"cpu_s": joined + cut, "share": 1 - left.area.sum() / sample.area.sum()}


WAYS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "ours": in_memory,
    "streamed": streamed,
    "before": before,
    "duckdb_fine": lambda folder: duckdb(folder, FINE),
    "duckdb_usual": lambda folder: duckdb(folder, USUAL),
    "sedonadb_fine": lambda folder: sedonadb(folder, FINE),
    "sedonadb_usual": lambda folder: sedonadb(folder, USUAL),
    "union": union,
}
TITLES = {
    "ours": "this engine",
    "streamed": "this engine, from the file",
    "before": f"engine of {BEFORE}",
    "duckdb_fine": f"DuckDB spatial, {FINE} segments a quarter (same circles)",
    "duckdb_usual": f"DuckDB spatial, {USUAL} segments a quarter",
    "sedonadb_fine": f"SedonaDB, {FINE} segments a quarter (same circles)",
    "sedonadb_usual": f"SedonaDB, {USUAL} segments a quarter",
    "union": f"union then overlay, {USUAL} segments, overlay scaled from {SAMPLE} parcels",
}


def make(folder: Path, parcels: int, parks: int, parks_per_km2: float, part: int) -> None:
    for name, shapes in zip(NAMES, made_up(parcels, parks, parks_per_km2, part), strict=True):
        file = folder / f"{name}{part or ''}.parquet"
        frame = gpd.GeoDataFrame(geometry=shapes, crs=CRS)
        frame.iloc[frame.hilbert_distance().argsort()].to_parquet(file, index=False)


def run_one(way: str, folder: Path, parts: int) -> None:
    result = streamed(folder, parts) if parts > 1 else WAYS[way](folder)
    if "left" in result:
        np.save(folder / f"{way}.npy", result.pop("left"))
    # What another process told of itself stands.
    own = {"rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    print(json.dumps(own | result))


def child(*options: object) -> str:
    """Run a part of this benchmark in a process of its own, and return what it prints."""
    command = [sys.executable, "-m", "benchmarks.coverage", *map(str, options)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return done.stdout


def compare(parcels: int, parks: int, parks_per_km2: float, ways: list[str]) -> None:
    print(f"{parcels:,} parcels, {parks:,} parks, {parks_per_km2:g} a km², {RADIUS_M} m")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        child("--make", folder, parcels, parks, parks_per_km2, 0)
        reference: dict[str, Any] = {}
        for way in ways:
            result = json.loads(child("--way", way, folder, 1))
            if "absent" in result:
                print(f"  {TITLES[way]}: {result['absent']}", flush=True)
                continue
            reference = reference or result
            print(
                f"  {TITLES[way]}: {result['cpu_s']:.2f} CPU s "
                f"({result['cpu_s'] / reference['cpu_s']:.1f} x), {result['rss_mb']:.0f} MB, "
                f"share {result['share']:.6%} "
                f"({100 * (result['share'] - reference['share']):+.6f} points)"
                + differing(folder, way)
                + (f", reading {result['reading_s']:.2f} CPU s" if "reading_s" in result else ""),
                flush=True,
            )


def differing(folder: Path, way: str) -> str:
    """Say how many square metres the parcel differs of which the two answers differ most."""
    if not (folder / f"{way}.npy").exists():
        return ""
    most = np.abs(np.load(folder / f"{way}.npy") - np.load(folder / "ours.npy")).max()
    return f", worst parcel {most:.1g} m²"


def against_size(sizes: list[int], parks_per_km2: float, plot: Path | None) -> None:
    print(
        f"{'parcels':>12} {'parks':>9} {'parts':>5} {'CPU s':>8} {'reading':>8} {'MB':>6}", end=""
    )
    print(f" {'before':>8} {'MB':>6}")
    lines: dict[str, list[tuple[float, float]]] = {
        "cpu": [],
        "before": [],
        "mb": [],
        "mb_before": [],
    }
    for parcels in sizes:
        parts = -(-parcels // MOST_A_PART)
        parks = round(parcels / parts * 0.047)
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            for part in range(parts):
                child("--make", folder, parcels // parts, parks, parks_per_km2, part)
            found = json.loads(child("--way", "streamed", folder, parts))
            old = json.loads(child("--way", "before", folder, 1)) if parts == 1 else {"absent": ""}
        lines["cpu"].append((parcels, found["cpu_s"]))
        lines["mb"].append((parcels, found["rss_mb"]))
        told = " " * 16
        if "absent" not in old:
            lines["before"].append((parcels, old["cpu_s"]))
            lines["mb_before"].append((parcels, old["rss_mb"]))
            told = f" {old['cpu_s']:>8.2f} {old['rss_mb']:>6.0f}"
        print(
            f"{parcels:>12,} {parks * parts:>9,} {parts:>5} {found['cpu_s']:>8.2f} "
            f"{found['reading_s']:>8.2f} {found['rss_mb']:>6.0f}{told}",
            flush=True,
        )
    if plot is not None:
        titles = ("this engine, from the file", f"engine of {BEFORE}, in memory")
        cost = dict(zip(titles, (lines["cpu"], lines["before"]), strict=True))
        memory = dict(zip(titles, (lines["mb"], lines["mb_before"]), strict=True))
        plot.write_text(
            loglog("parcels", {"CPU s without reading": cost, "memory, MB": memory}), "utf-8"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=PARCELS_AND_PARKS, default="district")
    parser.add_argument("--parks-per-km2", type=float, default=2.5)
    parser.add_argument("--union", action="store_true", help="also union-then-overlay")
    parser.add_argument("--sizes", type=int, nargs="+", help="cost against so many parcels instead")
    parser.add_argument("--plot", type=Path, help="draw that into an SVG file")
    parser.add_argument("--way", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        folder, parcels, parks, density, part = options.make
        make(Path(folder), int(parcels), int(parks), float(density), int(part))
    elif options.way:
        run_one(options.way[0], Path(options.way[1]), int(options.way[2]))
    elif options.sizes:
        against_size(options.sizes, options.parks_per_km2, options.plot)
    else:
        ways = [way for way in WAYS if way != "union" or options.union]
        compare(*PARCELS_AND_PARKS[options.size], options.parks_per_km2, ways)


if __name__ == "__main__":
    main()
