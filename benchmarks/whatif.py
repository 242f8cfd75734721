"""Measure what one edit of a scenario costs, beside measuring the coverage anew.

    python -m benchmarks.whatif [--size smallest|town|district|city] [--edits 200]

On the generated data of `benchmarks/coverage.py` (district: 50,000 parcels, 5,000 parks, 500 m):
a park of 1.1 ha is added at a random place, a random park is taken away. CPU milliseconds, and the
largest difference to a full measurement on a sample of the edits.
"""

import argparse
import time

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.coverage import PARCELS_AND_PARKS, RADIUS_M, parcels_and_parks
from geo.coverage import coverage, standing, with_services, without_services

PARK_M = 60.0
CHECKED = 5
METRIC = 4549


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=PARCELS_AND_PARKS, default="district")
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--parks-per-km2", type=float, default=2.5)
    options = parser.parse_args()
    homes, parks = (
        gpd.GeoDataFrame(geometry=shapes, crs=METRIC)
        for shapes in parcels_and_parks(options.size, options.parks_per_km2)
    )
    start = time.process_time()
    town = standing(homes, parks, radius_m=RADIUS_M)
    anew_ms = 1000 * (time.process_time() - start)
    print(f"{len(homes):,} parcels, {len(parks):,} parks; measured in full: {anew_ms:,.0f} ms")

    rng = np.random.default_rng(7)
    west, south, east, north = homes.total_bounds
    added, taken, worst = [], [], 0.0
    for number in range(options.edits):
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        park = gpd.GeoDataFrame(
            index=["new"], geometry=[shapely.Point(x, y).buffer(PARK_M)], crs=METRIC
        )
        start = time.process_time()
        more = with_services(town, park, radius_m=RADIUS_M)
        added.append(1000 * (time.process_time() - start))
        label = int(rng.integers(len(parks)))
        start = time.process_time()
        fewer = without_services(town, [label])
        taken.append(1000 * (time.process_time() - start))
        if number < CHECKED:
            shapes = [*parks.geometry, *park.geometry]
            full = coverage(homes, gpd.GeoDataFrame(geometry=shapes, crs=METRIC), radius_m=RADIUS_M)
            worst = max(worst, abs(full.covered - more.covered))
            full = coverage(homes, parks.drop(index=label), radius_m=RADIUS_M)
            worst = max(worst, abs(full.covered - fewer.covered))
    for name, times in (("add a park", added), ("take one away", taken)):
        median, high, most = np.percentile(times, [50, 95, 100])
        ratio = anew_ms / median
        print(
            f"{name}: median {median:.1f} ms, 95 % {high:.1f} ms, worst {most:.1f} ms; {ratio:.0f}x"
        )
    print(f"largest difference to measuring anew: {worst:.1e} m2")


if __name__ == "__main__":
    main()
