"""The CRS guard: known points, the right zone, refusals."""

from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geo import (
    GAUSS_KRUGER,
    InputError,
    grid_name,
    meridian_of,
    prefixed,
    proj4_of,
    reprojected,
    require_metric,
    require_same_crs,
    to_metric,
)
from geo.crs import metric_crs_at


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


@pytest.mark.parametrize("crs", GAUSS_KRUGER)
def test_a_zone_is_the_same_in_the_browser_and_with_its_number(crs: str) -> None:
    lon, lat = meridian_of(crs) + 1.3, 31.03
    east, north = pyproj.Transformer.from_crs("EPSG:4490", crs, always_xy=True).transform(lon, lat)
    assert pyproj.Proj(proj4_of(crs))(lon, lat) == pytest.approx((east, north), abs=1e-6)
    twin = pyproj.Transformer.from_crs("EPSG:4490", prefixed(crs), always_xy=True)
    number = meridian_of(crs) // 3  # 120° E is zone 40
    assert twin.transform(lon, lat) == pytest.approx((number * 1e6 + east, north), abs=1e-6)
    if lon < 135:  # the last zone lies half outside China
        assert metric_crs_at(lon, lat).to_epsg() == int(crs.removeprefix("EPSG:"))


def test_the_zones_of_two_towns() -> None:
    assert prefixed("EPSG:4549") == "EPSG:4528"
    assert prefixed("EPSG:4548") == "EPSG:4527"
    assert grid_name("EPSG:4548") == "CGCS2000 / EPSG:4548"
    assert proj4_of("EPSG:4548") == (
        "+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m"
    )


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


def test_shapes_are_reprojected_to_the_last_digit_whoever_asks() -> None:
    shapes = gpd.GeoSeries([Point(121.3 + i / 997, 31.03) if i % 3 else None for i in range(40)])
    shapes = shapes.set_crs("EPSG:4326")
    expected = shapes.to_crs("EPSG:4549")
    with ThreadPoolExecutor(4) as visitors:
        found = list(visitors.map(lambda _: reprojected(shapes, "EPSG:4549"), range(12)))
    for each in found:
        assert each.crs == expected.crs
        assert each.to_wkb().equals(expected.to_wkb())
    with pytest.raises(ValueError, match="naive"):
        reprojected(gpd.GeoSeries([Point(1, 2)]), "EPSG:4549")
