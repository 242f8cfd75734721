"""Time the choice of sites, beside spopt where it is installed and finishes.

    python -m benchmarks.siting [--size smallest|town|district] [--spopt]

Demand is weighted points, candidates are points, 500 m, on the density of a city (2.5 km² a
thousand points). The same cover goes to the search for the best pair, to lazy greedy and, for five
sites among 1,000 for 1,000 points, to HiGHS. With `--spopt` (pip install spopt pulp) a small
town of 200 candidates and 1,000 points is solved by spopt's MCLP and by ours. CPU seconds.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage import standing
from geo.siting.atoms import Cover, cover_of
from geo.siting.milp import most_covered
from geo.siting.search import best_pair, covered, greedy

RADIUS_M = 500.0
POINTS_PER_KM2 = 400
MOST_FOR_HIGHS = 1_000
# Candidates and points.
SIZES = {"smallest": (100, 400), "town": (2_000, 5_000), "district": (20_000, 50_000)}


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def town(candidates: int, demand: int) -> Cover:
    rng = np.random.default_rng(11)
    side = 1000 * np.sqrt(demand / POINTS_PER_KM2)
    homes = gpd.GeoDataFrame(
        geometry=shapely.points(rng.uniform(0, side, (demand, 2))), crs="EPSG:4549"
    )
    sites = shapely.points(rng.uniform(0, side, (candidates, 2)))
    weight = rng.integers(1, 60, demand).astype(float)
    nothing = gpd.GeoDataFrame(geometry=[], crs=homes.crs)
    now = standing(homes, nothing, radius_m=RADIUS_M, weight=weight)
    cover, seconds = cpu(lambda: cover_of(now, sites, radius_m=RADIUS_M))
    print(f"{candidates:,} candidates, {demand:,} points: cover {seconds:.2f} s")
    return cover


def by_spopt(cover: Cover, count: int) -> tuple[float, float]:
    from pulp import PULP_CBC_CMD  # noqa: PLC0415 - only asked for
    from spopt.locate import MCLP  # noqa: PLC0415

    cost = np.where(cover.covers.toarray().T > 0, 0.0, 1.0)

    def solve() -> Any:  # noqa: ANN401 - spopt's own
        problem = MCLP.from_cost_matrix(cost, cover.weight, 0.5, p_facilities=count)
        return problem.solve(PULP_CBC_CMD(msg=False))

    start = time.perf_counter()
    problem = solve()
    chosen = tuple(i for i, cli in enumerate(problem.fac2cli) if cli)
    return covered(cover, chosen), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=SIZES, default="district")
    parser.add_argument("--spopt", action="store_true")
    options = parser.parse_args()
    candidates, demand = SIZES[options.size]
    cover = town(candidates, demand)
    pair, seconds = cpu(lambda: best_pair(cover))
    best = covered(cover, pair)
    print(f"  best pair, exact: {seconds:.2f} s, covers {best:,.0f}")
    quick, seconds = cpu(lambda: greedy(cover, 2))
    print(f"  lazy greedy: {seconds:.2f} s, {covered(cover, quick) / best:.2%} of the best pair")
    most = min(MOST_FOR_HIGHS, candidates)
    few = town(most, most)
    solved, seconds = cpu(lambda: most_covered(few, 5, time_limit_s=60))
    ratio = covered(few, greedy(few, 5)) / covered(few, solved.chosen)
    words = f"{seconds:.1f} s, gap {solved.gap:.2%}, greedy reaches {ratio:.2%} of it"
    print(f"  HiGHS, 5 of {most:,} for as many points: {words}")
    if options.spopt:
        small = town(200, 1_000)
        solved, ours = cpu(lambda: most_covered(small, 5))
        found, theirs = by_spopt(small, 5)
        same = "the same" if abs(found - covered(small, solved.chosen)) < 1 else "another answer"
        print(f"  5 of 200: ours {ours:.2f} s, spopt {theirs:.2f} s ({theirs / ours:.0f}x), {same}")


if __name__ == "__main__":
    main()
