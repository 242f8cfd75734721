"""Boundary-point text: its header, its rings, its axes; byte for byte against a golden file."""

from pathlib import Path

import geopandas as gpd
import pyproj
import pytest
from shapely.geometry import box

from chedun_gis.handoff import target_of
from chedun_gis.handoff.boundary_points import boundary_text, zone_of
from tests.chedun_gis.handoff.frames import METRIC, hard_frame, round_trip
from tests.conftest import PLACE

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "boundary_points.txt"


def test_the_text_is_the_golden_one() -> None:
    frame = hard_frame()[["id", "name_zh", "geometry"]].iloc[:2].to_crs("EPSG:4528")
    frame["name_zh"] = ["车墩公园", "华阳绿地"]
    # The first: 100 m by 100 m less a hole of 40 m by 40 m = 8,400 m² = 0.84 ha, ring 2 the hole.
    # The second: two squares of 1 ha. Northing before easting, zone 40 before the easting.
    assert boundary_text(frame, made_on="2026-11-23").encode() == GOLDEN.read_bytes()


def test_the_easting_is_as_long_as_its_system_says() -> None:
    frame = gpd.GeoDataFrame(
        {"id": ["a"]}, geometry=[box(624121.684, 3435026.358, 624200, 3435100)], crs=METRIC
    )
    points = [line for line in boundary_text(frame, made_on="").splitlines() if line[0] == "J"]
    # EPSG:4549 has no zone number: the point of 121.30 E, 31.03 N, northing first. From the south
    # east corner against the clock, and back to it.
    assert points == [
        "J1,1,3435026.358,624200.000",
        "J2,1,3435100.000,624200.000",
        "J3,1,3435100.000,624121.684",
        "J4,1,3435026.358,624121.684",
        "J1,1,3435026.358,624200.000",
    ]


@pytest.mark.parametrize(("code", "zone"), [(4528, 40), (4549, 40), (4529, 41), (4550, 41)])
def test_the_zone_is_its_meridian_by_three(code: int, zone: int) -> None:
    assert zone_of(pyproj.CRS.from_epsg(code)) == zone


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_the_header_names_system_zone_and_unit(tmp_path: Path, encoding: str) -> None:
    round_trip(hard_frame(), target_of("txt", PLACE, encoding=encoding), tmp_path)
    lines = (tmp_path / "toy.txt").read_bytes().decode(encoding).split("\r\n")
    assert {"坐标系=2000国家大地坐标系", "几度分带=3", "带号=40", "计量单位=米"} <= set(lines)


def test_a_hole_and_a_second_part_come_back(tmp_path: Path) -> None:
    _, read, found = round_trip(hard_frame(), target_of("txt", PLACE), tmp_path)
    assert found.same
    first, second = read.geometry
    assert len(first.interiors) == 1
    assert second.geom_type == "MultiPolygon"
