"""The shifted datums of web maps: control values, exact inverse, untouched outside."""

import geopandas as gpd
import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon

from geo import InputError
from geo.position import DATUMS, Datum, shift_frame
from geo.position.datum import in_formula_box, shift

GEOD = pyproj.Geod(ellps="WGS84")
# Well inside the border of the formula's box, where inverse and box agree.
LON, LAT = st.floats(73.5, 135.0), st.floats(3.9, 53.5)


def metres(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]) -> float:
    return float(GEOD.inv(*one, *other)[2])


def test_the_control_point_of_the_public_formula() -> None:
    lon, lat = shift(120.0, 40.0, source="wgs84", target="gcj02")
    assert lon == pytest.approx(120.00567568, abs=5e-9)
    assert lat == pytest.approx(40.00130479, abs=5e-9)


def test_in_chedun_the_shift_is_about_one_service_radius() -> None:
    # Stated for this town: 483 to 489 m, about 425 m east and 232 m south.
    here = (np.array(121.30), np.array(31.03))
    there = shift(*here, source="wgs84", target="gcj02")
    assert 483 <= metres(here, there) <= 489
    forward = pyproj.Transformer.from_crs(4326, 4549, always_xy=True).transform
    east, north = np.subtract(forward(*there), forward(*here))
    assert east == pytest.approx(425, abs=5)
    assert north == pytest.approx(-232, abs=8)


@given(LON, LAT, st.sampled_from(DATUMS), st.sampled_from(DATUMS))
def test_there_and_back_over_china(lon: float, lat: float, source: Datum, target: Datum) -> None:
    there = shift(lon, lat, source=source, target=target)
    back = shift(*there, source=target, target=source)
    assert metres((np.array(lon), np.array(lat)), back) < 0.01


@given(LON, LAT)
def test_two_steps_are_one(lon: float, lat: float) -> None:
    by_gcj = shift(*shift(lon, lat, source="wgs84", target="gcj02"), source="gcj02", target="bd09")
    assert metres(by_gcj, shift(lon, lat, source="wgs84", target="bd09")) < 0.001


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from(DATUMS), st.sampled_from(DATUMS))
def test_outside_nothing_moves(lon: float, lat: float, source: Datum, target: Datum) -> None:
    near = in_formula_box([lon - 0.02, lon + 0.02] * 2, [lat - 0.02] * 2 + [lat + 0.02] * 2)
    if not near.any():
        assert shift(lon, lat, source=source, target=target) == (lon, lat)


def test_arrays_keep_their_shape_and_nan_stays() -> None:
    lon, lat = shift([[121.3, np.nan]], [[31.0, 31.0]], source="gcj02", target="wgs84")
    assert lon.shape == (1, 2)
    assert np.isnan(lon[0, 1])
    assert np.isfinite(lat[0, 0])


@pytest.mark.parametrize("source", DATUMS)
@pytest.mark.parametrize("target", DATUMS)
def test_what_is_no_place_on_earth_stays_without_a_warning(source: Datum, target: Datum) -> None:
    numbers = np.array([1e308, -1e308, np.inf, -np.inf, 1e200])
    for lon, lat in ((numbers, np.full(5, 31.0)), (np.full(5, 121.3), numbers)):
        x, y = shift(lon, lat, source=source, target=target)
        np.testing.assert_array_equal(x, lon)
        np.testing.assert_array_equal(y, lat)


def test_a_frame_is_moved_in_its_own_crs() -> None:
    square = Polygon([(0, 0), (100, 0), (100, 100), (0, 100)])
    frame = gpd.GeoDataFrame(
        {"name": ["甲", "乙"]}, geometry=[Point(624000, 3435000), square], crs=4549
    )
    moved = shift_frame(frame, source="wgs84", target="gcj02")
    assert moved.crs == frame.crs
    assert moved["name"].tolist() == ["甲", "乙"]
    assert moved.geometry[0].distance(frame.geometry[0]) == pytest.approx(486, abs=4)
    back = shift_frame(moved, source="gcj02", target="wgs84")
    assert back.geometry[0].distance(frame.geometry[0]) < 0.001


def test_an_unknown_datum_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        shift(121, 31, source="cgj", target="wgs84")  # type: ignore[arg-type]
    assert caught.value.code == "datum_unknown"
