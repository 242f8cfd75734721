"""Shapes that are made when they are asked for: the same for everybody, made once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Point, box

from geo.coverage import Coverage, coverage, part_of
from geo.coverage.remains import Remains

METRIC = "EPSG:4549"


def homes() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(1)
    shapes = [box(x, y, x + 80, y + 50) for x, y in rng.uniform(0, 3000, (300, 2))]
    return gpd.GeoDataFrame(geometry=shapes, crs=METRIC, index=[f"home-{i}" for i in range(300)])


def parks() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(2)
    shapes = [Point(xy).buffer(50, quad_segs=4) for xy in rng.uniform(0, 3000, (12, 2))]
    return gpd.GeoDataFrame(geometry=shapes, crs=METRIC)


def measured() -> Coverage:
    return coverage(homes(), parks(), radius_m=400)


def bytes_of(shapes: object) -> list[bytes | None]:
    return list(shapely.to_wkb(np.asarray(shapes, dtype=object)))


def test_whoever_asks_first_for_whichever_parcels_finds_the_same() -> None:
    want = bytes_of(measured().left)
    one_by_one = measured()
    rows = np.random.default_rng(3).permutation(300)
    for row in rows:
        assert bytes_of(one_by_one.left_of(np.array([row]))) == [want[row]]
    assert bytes_of(one_by_one.left) == want


@pytest.mark.parametrize("turn", range(3))
def test_many_threads_ask_for_the_same_shapes(turn: int) -> None:
    want, found = bytes_of(measured().left), measured()
    threads = 8
    start = threading.Barrier(threads)
    rng = np.random.default_rng(turn)
    asked = [rng.permutation(300)[:200] for _ in range(threads)]

    def ask(rows: np.ndarray) -> list[bytes | None]:
        start.wait()
        several = [bytes_of(found.left_of(some)) for some in np.array_split(rows, 10)]
        return [each for some in several for each in some]

    with ThreadPoolExecutor(threads) as pool:
        for rows, shapes in zip(asked, pool.map(ask, asked), strict=True):
            assert shapes == [want[row] for row in rows]
    # GEOS answers from several threads about unprepared geometries alone.
    kept = np.concatenate([found.remains.all(), np.asarray(found.parcels.geometry)])
    assert not shapely.is_prepared(kept).any()


def test_each_shape_is_made_once() -> None:
    made: list[int] = []

    def make(rows: np.ndarray) -> np.ndarray:
        made.extend(rows.tolist())
        return np.array([Point(row, 0) for row in rows], dtype=object)

    nothing = np.full(4, None, dtype=object)
    remains = Remains(nothing, np.array([True, False, True, True]), make)
    assert remains.of(np.array([2, 2, 1])).tolist() == [Point(2, 0), Point(2, 0), None]
    assert made == [2]
    part = remains.part(np.array([3, 2]))
    assert made == [2]
    assert part.all().tolist() == [Point(3, 0), Point(2, 0)]
    assert remains.all().tolist() == [Point(0, 0), None, Point(2, 0), Point(3, 0)]
    assert sorted(made) == [0, 2, 3]


def test_what_is_handed_out_is_the_askers_own() -> None:
    found = measured()
    want = bytes_of(found.left)
    found.left_of(np.arange(300))[:] = None
    series = found.left
    series.iloc[:] = None
    assert bytes_of(found.left) == want


def test_some_parcels_keep_what_is_left_of_them() -> None:
    found = measured()
    rows = (found.parcels["share"] < 1).to_numpy()
    part = part_of(found, rows)
    assert part.left.index.tolist() == found.parcels.index[rows].tolist()
    assert bytes_of(part.left) == bytes_of(found.left[rows])
    assert np.nan_to_num(part.left.area).sum() == pytest.approx(part.uncovered)
