"""The CRS guard: known points, the right zone, refusals."""

import geopandas as gpd
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geo.crs import metric_crs_at, require_metric, require_same_crs, to_metric
from geo.errors import InputError
from layers.town import METRIC_CRS, METRIC_PROJ


def frame(crs: str | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[Point(121.30, 31.03)], crs=crs)


def test_control_point_of_the_town() -> None:
    # 121.30 E 31.03 N is E 624121.684, N 3435026.358 in EPSG:4549.
    point = to_metric(frame("EPSG:4326"), crs="EPSG:4549").geometry.iloc[0]
    assert point.x == pytest.approx(624121.684, abs=0.001)
    assert point.y == pytest.approx(3435026.358, abs=0.001)


def test_the_zone_prefix_only_moves_the_easting() -> None:
    point = to_metric(frame("EPSG:4326"), crs="EPSG:4528").geometry.iloc[0]
    assert point.x == pytest.approx(40_624_121.684, abs=0.001)
    assert point.y == pytest.approx(3435026.358, abs=0.001)


@given(st.floats(118.5, 121.5), st.floats(30.0, 32.0))
def test_there_and_back_is_the_same_place(lon: float, lat: float) -> None:
    place = gpd.GeoDataFrame(geometry=[Point(lon, lat)], crs="EPSG:4326")
    again = to_metric(place, crs="EPSG:4549").to_crs("EPSG:4326").geometry.iloc[0]
    assert (again.x, again.y) == pytest.approx((lon, lat), abs=1e-9)  # a tenth of a millimetre


def test_a_frame_in_the_wanted_system_is_not_copied() -> None:
    metres = to_metric(frame("EPSG:4326"), crs="EPSG:4549")
    assert to_metric(metres, crs="EPSG:4549") is metres


def test_the_browsers_projection_is_the_same() -> None:
    there = pyproj.Transformer.from_crs("EPSG:4490", METRIC_CRS, always_xy=True)
    browser = pyproj.Proj(METRIC_PROJ)
    assert browser(121.30, 31.03) == pytest.approx(there.transform(121.30, 31.03), abs=1e-6)


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [
        (121.3, 31.0, 4549),  # central meridian 120° E
        (121.6, 31.2, 4550),  # east of 121.5° E: 123° E
        (75.9, 39.5, 4534),  # Kashgar: 75° E
        (134.7, 48.4, 4554),  # the easternmost zone: 135° E
        (2.35, 48.85, 32631),  # Paris: UTM 31 north
        (151.2, -33.9, 32756),  # Sydney: UTM 56 south
    ],
)
def test_metric_crs_by_place(lon: float, lat: float, epsg: int) -> None:
    assert metric_crs_at(lon, lat).to_epsg() == epsg


def test_refusals() -> None:
    with pytest.raises(InputError, match="crs_unknown"):
        to_metric(frame(None))
    for crs in ("EPSG:4326", "EPSG:3857", "EPSG:2229"):  # degrees, web Mercator, US feet
        with pytest.raises(InputError, match="crs_not_metric"):
            require_metric(frame(crs))
    with pytest.raises(InputError, match="crs_mixed"):
        require_same_crs(frame("EPSG:4549"), frame("EPSG:4550"))


def test_a_frame_gets_the_zone_of_its_own_place() -> None:
    assert to_metric(frame("EPSG:4326")).crs.to_epsg() == 4549
    paris = gpd.GeoDataFrame(geometry=[Point(2.35, 48.85)], crs="EPSG:4326")
    assert to_metric(paris).crs.to_epsg() == 32631
