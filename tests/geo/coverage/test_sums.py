"""Parts of a demand add up to the same last bit, however it is cut."""

import itertools
import math
from fractions import Fraction
from pathlib import Path
from random import Random

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from geo import InputError
from geo.coverage import CoverageSums, added_up, coverage, coverage_sums, coverages, sums_of
from geo.files import geoparquet_batches

METRIC = "EPSG:4549"
AMOUNTS = st.lists(st.floats(0, 1e12), max_size=30)


def homes() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(1)
    size = rng.uniform(10, 90, (300, 2))
    at = rng.uniform(0, 3000, (300, 2))
    shapes = [box(x, y, x + w, y + h) for (x, y), (w, h) in zip(at, size, strict=True)]
    return gpd.GeoDataFrame({"people": rng.integers(0, 90, 300)}, geometry=shapes, crs=METRIC)


def parks() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(2)
    shapes = [Point(xy).buffer(50, quad_segs=4) for xy in rng.uniform(0, 3000, (9, 2))]
    return gpd.GeoDataFrame(geometry=shapes, crs=METRIC)


def test_by_hand() -> None:
    # A park reaches 100 m: half of the first home, all of the second, nothing of the third.
    three = gpd.GeoDataFrame(
        geometry=[box(50, 0, 150, 10), box(0, 0, 20, 10), box(900, 0, 910, 10)], crs=METRIC
    )
    park = gpd.GeoDataFrame(geometry=[box(-50, -200, 0, 200)], crs=METRIC)
    found = coverage_sums((three[:1], three[1:]), park, radius_m=100)
    assert (found.parcels, found.total) == (3, 1000 + 200 + 100)
    assert found.covered == pytest.approx(500 + 200, rel=1e-12)
    assert found.share == pytest.approx(700 / 1300, rel=1e-12)


@pytest.mark.parametrize("weight", [None, "people"])
@pytest.mark.parametrize("cuts", [(), (150,), (1, 7, 100, 101, 299)])
def test_parts_in_any_order_are_the_whole_to_the_last_bit(
    cuts: tuple[int, ...], weight: str | None
) -> None:
    demand, services = homes(), parks()
    whole = coverage(
        demand, services, radius_m=400, weight=None if weight is None else demand[weight]
    )
    ends = [0, *cuts, len(demand)]
    parts = [demand.iloc[a:b] for a, b in itertools.pairwise(ends)]
    parts = [*parts[1::2], *parts[::2]]
    found = coverage_sums(parts, services, radius_m=400, weight=weight)
    for name in ("total", "covered", "uncovered", "share"):
        assert getattr(found, name) == getattr(whole, name), name
    alone = sums_of(whole)
    assert (alone.total, alone.uncovered) == (whole.total, whole.uncovered)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=6), st.randoms(use_true_random=False))
def test_sums_are_exact(parts: list[tuple[list[float], list[float]]], random: Random) -> None:
    given_ = [
        added_up(
            [CoverageSums(1, (t,), ()) for t in total] + [CoverageSums(0, (), (m,)) for m in left]
        )
        for total, left in parts
    ]
    found = added_up(random.sample(given_, len(given_)))
    assert sum(map(Fraction, found.totals)) == sum(Fraction(t) for each, _ in parts for t in each)
    assert found.uncovered == math.fsum(m for _, each in parts for m in each)
    assert found.parcels == sum(len(each) for each, _ in parts)


def test_a_file_is_measured_batch_by_batch(tmp_path: Path) -> None:
    demand, services = homes(), parks()
    demand.to_parquet(tmp_path / "homes.parquet")
    batches = geoparquet_batches(tmp_path / "homes.parquet", columns=["people"], rows=128)
    found = coverage_sums(batches, services, radius_m=400, weight="people", sound=True)
    whole = coverage(demand, services, radius_m=400, weight=demand["people"])
    assert (found.parcels, found.covered, found.share) == (300, whole.covered, whole.share)
    parcels = [each.parcels for each in coverages([demand], services, radius_m=400)]
    assert parcels[0]["uncovered"].tolist() == (
        coverage(demand, services, radius_m=400).parcels["uncovered"].tolist()
    )


def test_nothing_has_no_share_and_what_is_wrong_is_refused() -> None:
    found = coverage_sums((), parks(), radius_m=400)
    assert (found.parcels, found.total, found.covered) == (0, 0, 0)
    assert math.isnan(found.share)
    with pytest.raises(InputError, match="column_missing"):
        coverage_sums([homes()], parks(), radius_m=400, weight="households")
    with pytest.raises(InputError, match="crs_mixed"):
        coverage_sums([homes().to_crs(4550)], parks(), radius_m=400)
    bow_tie = gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_wkt(["POLYGON((0 0,1 1,1 0,0 1,0 0))"]), crs=METRIC
    )
    with pytest.raises(InputError, match="feature_invalid"):
        coverage_sums([bow_tie], parks(), radius_m=400)
