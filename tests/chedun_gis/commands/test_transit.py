"""The command on bus lines, on the town's stops, on a file and on a GTFS feed."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import geopandas as gpd
import pytest
from shapely import Point, box

from tests.chedun_gis.commands import typed


def run(*arguments: object) -> "CompletedProcess[str]":
    return typed.run("transit", *arguments)


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    # A square of 2,000 m; both stops stand in its middle, 100 m apart.
    square = gpd.GeoDataFrame(
        {"id": ["middle"]}, geometry=[box(624000, 3435000, 626000, 3437000)], crs=4549
    )
    square.to_crs(4490).to_file(tmp_path / "areas.gpkg")
    return tmp_path / "areas.gpkg"


def test_the_towns_own_stops_by_the_plan() -> None:
    found = json.loads(run("--json").stdout)
    assert (found["rule"], found["clause"], found["required"]) == ("plan-2025", "8.2.3", 2)
    # Of the eight areas that the plan names, three have one line only.
    near = {
        "zone-dev-zone": 6,
        "zone-food-park": 1,
        "zone-liando-u": 3,
        "zone-market-town": 7,
        "zone-meddev-park": 1,
        "zone-pujiangyuan": 1,
        "zone-student-park": 3,
        "zone-zhangjiang": 3,
    }
    assert {zone["zone"]: zone["line_count"] for zone in found["zones"]} == near
    missed = {zone["zone"] for zone in found["zones"] if not zone["met"]}
    assert missed == {"zone-food-park", "zone-meddev-park", "zone-pujiangyuan"}
    figures = [found[key] for key in ("numerator", "denominator", "value", "met")]
    assert figures == [5, 8, 5 / 8, False]


def test_stops_of_a_file(areas: Path) -> None:
    stops = gpd.GeoDataFrame(
        {"lines": ["甲线、乙线", "甲线区间"]},
        geometry=[Point(625000, 3436000), Point(625000, 3436000)],
        crs=4549,
    )
    stops.to_file(areas.parent / "stops.gpkg")
    out = areas.parent / "faces.geojson"
    done = run("--zones", areas, "--stops", areas.parent / "stops.gpkg", "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (zone,) = found["zones"]
    assert (zone["zone"], zone["lines"], zone["line_count"]) == ("middle", ["乙线", "甲线"], 2)
    # One disc of 500 m: π · 500² = 785,398 m² of 4,000,000 m²; the short turn adds no line.
    assert zone["value"] == pytest.approx(0.1963495, rel=1e-3)
    assert (found["rule"], found["met"]) == (None, True)
    names = {f["properties"]["lines"] for f in json.loads(out.read_text("utf-8"))["features"]}
    assert names == {"", "乙线、甲线"}
    three = json.loads(
        run(
            "--zones", areas, "--stops", areas.parent / "stops.gpkg", "--required", 3, "--json"
        ).stdout
    )
    assert three["met"] is False


def test_a_gtfs_feed_with_a_bad_row_waits_for_consent(areas: Path) -> None:
    middle = gpd.GeoSeries([Point(625000, 3436000)], crs=4549).to_crs(4326)[0]
    feed = areas.parent / "feed"
    feed.mkdir()
    (feed / "stops.txt").write_text(
        f"stop_id,stop_name,stop_lat,stop_lon\na,甲,{middle.y},{middle.x}\nb,乙,north,121\n",
        encoding="utf-8",
    )
    (feed / "routes.txt").write_text(
        "route_id,route_short_name,route_type\n1,1路,3\n2,2路,3\n", encoding="utf-8"
    )
    (feed / "trips.txt").write_text("route_id,trip_id\n1,t1\n2,t2\n", encoding="utf-8")
    (feed / "stop_times.txt").write_text("trip_id,stop_id\nt1,a\nt2,a\n", encoding="utf-8")
    refused = run("--zones", areas, "--gtfs", feed, "--json")
    assert refused.returncode == 1
    assert "3: " in refused.stderr  # the line of the bad stop
    assert "--skip-bad" in refused.stdout
    found = json.loads(run("--zones", areas, "--gtfs", feed, "--skip-bad", "--json").stdout)
    assert found["zones"][0]["lines"] == ["1路", "2路"]


def test_a_file_without_lines_is_one_sentence(areas: Path) -> None:
    done = run("--zones", areas, "--stops", areas)
    assert done.returncode == 2
    assert "缺少列“lines”" in done.stderr
