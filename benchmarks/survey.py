"""Time how true a figure is and what to survey next, beside drawing every feature naively.

    python -m benchmarks.survey [--size smallest|town|district]

Of the shipped town: the likely interval of one figure, those of the whole scorecard, the ranking of
what to survey, and how long a search takes to stop once it is cancelled. Then parcels and parks as
in `benchmarks/coverage.py` (district: 50,000 and 5,000), each off by up to 100 m: sampled near
the edge, and drawn anew in full by the engine of the coverage, in a few draws that stand for all.
CPU seconds; of the cancelled search, which has a process of its own, seconds of the clock.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.coverage import PARCELS_AND_PARKS, RADIUS_M, parcels_and_parks
from chedun_gis.analysis import (
    SURVEY,
    CoverageQuestion,
    SurveyQuestion,
    coverage_terms,
    likely_coverage,
)
from chedun_gis.analysis.survey import survey_sheet
from chedun_gis.compute import ask
from chedun_gis.compute.executors import alone
from chedun_gis.indicators import scorecard
from chedun_gis.town import Town, open_town
from geo.coverage import coverage
from geo.doubt import PlaceErrors, ShareFigure, likely_share
from geo.doubt.errors import drawn
from geo.doubt.likely import DRAWS
from tests.whole.operations import forget_answers

ACCURACY_M = 100.0
METRIC = 4549
PARKS_PER_KM2 = 2.5
SIZES = ("smallest", "town", "district")
# So many steps of the search, and so many draws in full, by size.
STEPS = {"smallest": 1, "town": 12, "district": 12}
FULL_DRAWS = {"smallest": 2, "town": 4, "district": 2}


class _CancelledError(Exception):
    """Somebody pressed stop."""


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", choices=SIZES, default="district")
    size = parser.parse_args().size
    town = open_town()
    coverage_terms(town, CoverageQuestion())  # what is read once is no part of an answer
    forget_answers()
    _, seconds = cpu(lambda: likely_coverage(town, CoverageQuestion()))
    print(f"one figure's interval: {seconds:.2f} CPU s")
    scorecard(town)
    forget_answers()
    _, with_all = cpu(lambda: scorecard(town))
    print(f"the scorecard with all intervals: {with_all:.2f} CPU s")
    question = SurveyQuestion(steps=STEPS[size])
    sheet, seconds = cpu(lambda: survey_sheet(town, question))
    print(f"ranking, {len(sheet.steps)} steps: {seconds:.2f} CPU s")
    print(f"stopped {stopped(town):.2f} s after it was cancelled")
    sampled(size)


def stopped(town: Town) -> float:
    """Return how many seconds after a search was left its process was gone."""
    searching: frozenset[int] = frozenset()

    def watch(step: str, *_: int) -> None:
        nonlocal searching
        if step.startswith("survey"):
            searching = alone().pids
            raise _CancelledError

    try:
        ask(SURVEY, town, SurveyQuestion(), watch=watch)
    except _CancelledError:
        start = time.perf_counter()
        while searching & alone().pids:
            time.sleep(0.01)
        return time.perf_counter() - start
    sys.exit("the search was over before it could be stopped")


def sampled(size: str) -> None:
    """Print the sampled interval of many parcels, and the same drawn in full."""
    count, parks = PARCELS_AND_PARKS[size]
    homes, services = (
        gpd.GeoDataFrame(geometry=shapes, crs=METRIC)
        for shapes in parcels_and_parks(size, PARKS_PER_KM2)
    )
    errors = errors_of(homes, "home"), errors_of(services, "park")
    figure = ShareFigure(homes, services, errors, RADIUS_M)
    found, ours = cpu(lambda: likely_share(figure))
    print(
        f"{count:,} parcels, {parks:,} parks: {found.looked_at:,} of {found.parcels:,} near the "
        f"edge, {100 * found.likely.low:.2f}% to {100 * found.likely.high:.2f}%, {ours:.2f} CPU s"
    )
    draws = FULL_DRAWS[size]
    shares, few = cpu(lambda: in_full(figure, draws))
    full = few * DRAWS / draws
    off = np.abs(np.array(shares) - found.values[:draws]).max()
    print(
        f"in full, {draws} draws for {DRAWS}: {full:.2f} CPU s ({full / ours:.1f} x), the same "
        f"draws differ by {100 * off:.2f} points at most"
    )


def errors_of(frame: gpd.GeoDataFrame, name: str) -> PlaceErrors:
    count = len(frame)
    return PlaceErrors(
        tuple(f"{name}-{number}" for number in range(count)),
        np.full(count, ACCURACY_M),
        ("",) * count,
        np.zeros(count),
        np.ones(count),
        np.ones(count),
    )


def in_full(figure: ShareFigure, draws: int) -> list[float]:
    """Return the share of the first draws, every feature moved and measured anew."""
    frames = figure.demand, figure.services
    moves = [drawn(each, draws=DRAWS, seed=0) for each in figure.errors]
    shares = []
    for number in range(draws):
        homes, services = (
            frame.set_geometry(moved(frame, move.shift_m[:, number]))
            for frame, move in zip(frames, moves, strict=True)
        )
        shares.append(coverage(homes, services, radius_m=RADIUS_M).share)
    return shares


def moved(frame: gpd.GeoDataFrame, shift_m: np.ndarray[Any, np.dtype[np.float64]]) -> gpd.GeoSeries:
    shapes = frame.geometry.to_numpy()
    counts = shapely.get_num_coordinates(shapes)
    by = np.repeat(shift_m, counts, axis=0)
    at = shapely.get_coordinates(shapes) + by
    return gpd.GeoSeries(shapely.set_coordinates(shapes.copy(), at), frame.index, crs=frame.crs)


if __name__ == "__main__":
    main()
