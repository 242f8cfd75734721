"""A wrong CRS is recognised from the numbers, a right one never suspected."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from geo import InputError
from geo.position import apply, diagnose

EXTENT = (121.20, 30.93, 121.40, 31.10)
PLACES = gpd.GeoDataFrame(
    geometry=[Point(121.28, 31.0), Point(121.3, 31.03), box(121.29, 30.99, 121.292, 30.993)],
    crs=4326,
)


def relabelled(frame: gpd.GeoDataFrame, crs: str | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=frame.geometry.to_numpy(), crs=crs)


def swapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shapes = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    return gpd.GeoDataFrame(geometry=shapes, crs=frame.crs)


@pytest.mark.parametrize(
    ("made_in", "swap", "stated", "code", "crs"),
    [
        ("EPSG:4490", False, None, "crs_missing", "EPSG:4490"),
        ("EPSG:4549", False, None, "crs_missing", "EPSG:4549"),
        ("EPSG:4528", False, None, "crs_missing", "EPSG:4528"),
        ("EPSG:4549", False, "EPSG:4326", "crs_metres_as_degrees", "EPSG:4549"),
        ("EPSG:4490", False, "EPSG:4549", "crs_degrees_as_metres", "EPSG:4490"),
        ("EPSG:4490", True, "EPSG:4490", "crs_swapped", "EPSG:4490"),
        ("EPSG:4549", True, "EPSG:4549", "crs_swapped", "EPSG:4549"),
        ("EPSG:4528", True, "EPSG:4528", "crs_swapped", "EPSG:4528"),
        ("EPSG:3857", False, "EPSG:4549", "crs_web_mercator", "EPSG:3857"),
        ("EPSG:4528", False, "EPSG:4549", "crs_zone_prefix", "EPSG:4528"),
        ("EPSG:4549", False, "EPSG:4528", "crs_zone_prefix", "EPSG:4549"),
        ("EPSG:4550", False, "EPSG:4549", "crs_wrong_zone", "EPSG:4550"),
        ("EPSG:4548", False, "EPSG:4549", "crs_wrong_zone", "EPSG:4548"),
        ("EPSG:4529", False, "EPSG:4528", "crs_wrong_zone", "EPSG:4529"),
    ],
)
def test_each_mistake_has_its_name_and_its_remedy(
    made_in: str, swap: bool, stated: str | None, code: str, crs: str
) -> None:
    made = PLACES.to_crs(made_in)
    given_ = relabelled(swapped(made) if swap else made, stated)
    finding = diagnose(given_, extent_deg=EXTENT)
    assert finding is not None
    assert (finding.code, finding.crs, finding.swap, finding.share) == (code, crs, swap, 1)
    mended = apply(given_, finding).to_crs(4549)
    moved = mended.geometry.hausdorff_distance(PLACES.to_crs(4549).geometry)
    assert moved.max() < 0.1


@pytest.mark.parametrize(
    "crs", ["EPSG:4326", "EPSG:4490", "EPSG:4549", "EPSG:4528", "EPSG:3857", "EPSG:32651"]
)
def test_a_right_crs_is_not_suspected(crs: str) -> None:
    assert diagnose(PLACES.to_crs(crs), extent_deg=EXTENT) is None


def test_another_town_is_outside_and_cannot_be_mended() -> None:
    far = gpd.GeoDataFrame(geometry=[Point(116.4, 39.9)], crs=4326)
    finding = diagnose(far, extent_deg=EXTENT)
    assert finding is not None
    assert (finding.code, finding.crs) == ("crs_outside", "")
    with pytest.raises(InputError) as caught:
        apply(far, finding)
    assert caught.value.code == "crs_outside"


def test_a_few_strays_do_not_make_the_rest_wrong() -> None:
    points = [Point(121.28, 31.0)] * 9 + [Point(116.4, 39.9)]
    assert diagnose(gpd.GeoDataFrame(geometry=points, crs=4326), extent_deg=EXTENT) is None


@pytest.mark.parametrize("shapes", [[], [None], [Point()]])
def test_nothing_to_look_at_is_refused(shapes: list[shapely.Geometry | None]) -> None:
    with pytest.raises(InputError) as caught:
        diagnose(gpd.GeoDataFrame(geometry=shapes, crs=4326), extent_deg=EXTENT)
    assert caught.value.code == "no_features"


@given(
    st.lists(st.tuples(st.floats(121.2, 121.4), st.floats(30.93, 31.1)), min_size=1, max_size=20),
    st.sampled_from(["EPSG:4326", "EPSG:4490", "EPSG:4549", "EPSG:4528"]),
)
def test_good_data_is_never_flagged(places: list[tuple[float, float]], crs: str) -> None:
    frame = gpd.GeoDataFrame(geometry=shapely.points(np.array(places)), crs=4326).to_crs(crs)
    assert diagnose(frame, extent_deg=EXTENT) is None
