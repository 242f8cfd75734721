"""Sites by parts: the choice and the weights of all demand at once, to the last bit."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from chedun_gis.compute import Workers
from chedun_gis.parts import PartSet, SitingByParts, siting_by_parts
from geo import InputError
from geo.siting import Ask, best_sites
from tests.chedun_gis.parts.conftest import CORNER

Cut = Callable[[Path, int], PartSet]
RADIUS_M = 400.0


@pytest.fixture(scope="module")
def sites() -> gpd.GeoDataFrame:
    rng = np.random.default_rng(11)
    points = shapely.points(rng.uniform(-2_800, 2_800, (25, 2)) + CORNER)
    index = [f"s{n}" for n in range(25)]
    return gpd.GeoDataFrame({"radius_m": RADIUS_M}, index=index, geometry=points, crs=4549)


def found_by(
    workers: int, demand: PartSet, parks: Path, sites: gpd.GeoDataFrame, **more: object
) -> SitingByParts:
    existing = gpd.read_file(parks).iloc[:30].assign(radius_m=RADIUS_M)
    with Workers(workers) as some:
        return siting_by_parts(some, demand, sites, existing, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("weight", ["", "people"])
def test_parts_choose_as_the_whole_does(
    weight: str, homes: Path, parks: Path, sites: gpd.GeoDataFrame, cut: Cut
) -> None:
    ask = Ask(count=2)
    alone = found_by(1, cut(homes, 1), parks, sites, ask=ask, weight=weight)
    parts = found_by(2, cut(homes, 7), parks, sites, ask=ask, weight=weight)
    assert parts.sites == alone.sites
    assert {site: gain.hex() for site, gain in parts.weights.items()} == {
        site: gain.hex() for site, gain in alone.weights.items()
    }
    assert (parts.gain, parts.before, parts.unreachable, parts.after.share) == (
        alone.gain,
        alone.before,
        alone.unreachable,
        alone.after.share,
    )
    frame, existing = gpd.read_parquet(homes), gpd.read_file(parks).iloc[:30]
    count = frame["people"] if weight else None
    whole = best_sites(
        frame, sites, existing=existing, radius_m=RADIUS_M, ask=Ask(count=2, weight=count)
    )
    assert parts.sites == whole.best.sites
    assert parts.gain == pytest.approx(whole.best.gain, rel=1e-9)
    assert parts.before == pytest.approx(whole.before.share, rel=1e-12)
    assert (parts.gap, parts.method) == (whole.gap, whole.method)
    left = float(whole.unreachable["amount"].sum())
    assert parts.unreachable == pytest.approx(left, rel=1e-4)
    # Alone, the best site adds what it is said to weigh.
    first = max(parts.weights, key=lambda site: parts.weights[site])
    single = best_sites(
        frame, sites.loc[[str(first)]], existing=existing, radius_m=RADIUS_M,
        ask=Ask(count=1, weight=count),
    )  # fmt: skip
    assert parts.weights[first] == pytest.approx(single.best.gain, rel=1e-5)


def test_without_any_service_and_for_points(
    homes: Path, sites: gpd.GeoDataFrame, cut: Cut, tmp_path: Path
) -> None:
    frame = gpd.read_parquet(homes)
    points = frame.set_geometry(frame.geometry.centroid)
    points.to_file(tmp_path / "points.gpkg")
    none = gpd.GeoDataFrame({"radius_m": []}, geometry=[], crs=4549)
    with Workers(1) as one:
        found = siting_by_parts(
            one, cut(tmp_path / "points.gpkg", 3), sites, none, ask=Ask(count=3)
        )
    whole = best_sites(points, sites, existing=none, radius_m=RADIUS_M, ask=Ask(count=3))
    assert (found.gain, found.before) == (whole.best.gain, 0.0)
    assert found.after.points


def test_what_cannot_be_asked_is_named(
    homes: Path, parks: Path, sites: gpd.GeoDataFrame, cut: Cut
) -> None:
    for frame, ask, code in (
        (sites.iloc[:0], Ask(count=1), "candidates_empty"),
        (sites, Ask(count=0), "site_count"),
        (sites.to_crs(4550), Ask(count=1), "crs_mixed"),
    ):
        with pytest.raises(InputError) as caught:
            found_by(1, cut(homes, 1), parks, frame, ask=ask)
        assert caught.value.code == code
