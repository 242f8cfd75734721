"""The siting command: documented keys, files in any system, clear refusals."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import geopandas as gpd
import pytest
from shapely import Point, box

from tests import by_hand
from tests.chedun_gis.commands import typed


def run(*arguments: object) -> "CompletedProcess[str]":
    return typed.run("site", *arguments)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    # Six homes 100 m apart; a and b reach three of them each and share two, c the last three.
    homes = gpd.GeoDataFrame(
        {"people": [1, 1, 1, 1, 1, 5]},
        geometry=[Point(624000 + 100 * n, 3435000) for n in range(6)],
        crs=4549,
    )
    homes.to_crs(4490).to_file(tmp_path / "homes.gpkg")
    places = [Point(624100, 3435000), Point(624200, 3435000), Point(624400, 3435000)]
    gpd.GeoDataFrame({"id": list("abc")}, geometry=places, crs=4549).to_file(tmp_path / "c.shp")
    return tmp_path


def test_two_sites_for_six_homes(files: Path) -> None:
    out = files / "sites.geojson"
    done = run(
        "--demand",
        files / "homes.gpkg",
        "--candidates",
        files / "c.shp",
        "--count",
        2,
        "--radius-m",
        120,
        "--out",
        out,
        "--json",
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert sorted(found["sites"]) == ["a", "c"]
    assert (found["value"], found["optimal"], found["unreachable"]) == (1, True, 0)
    assert (found["numerator"], found["denominator"], found["unit"]) == (6, 6, "places")
    ids = [f["properties"]["id"] for f in json.loads(out.read_text("utf-8"))["features"]]
    assert ids == ["a", "c"]


def test_full_coverage_locks_and_weights(files: Path) -> None:
    base = ("--demand", files / "homes.gpkg", "--candidates", files / "c.shp", "--radius-m", 120)
    fewest = json.loads(run(*base, "--full-coverage", "--json").stdout)
    assert sorted(fewest["sites"]) == ["a", "c"]
    one = json.loads(run(*base, "--count", 1, "--weight", "people", "--json").stdout)
    assert (one["sites"], one["gain"]) == (["c"], 7)
    locked = json.loads(run(*base, "--count", 2, "--lock-in", "b", "--json").stdout)
    assert locked["sites"][0] == "b"
    out = json.loads(run(*base, "--count", 1, "--lock-out", "c,a", "--json").stdout)
    assert out["sites"] == ["b"]


def test_areas_are_counted_in_square_metres(files: Path) -> None:
    # A block of 1,000 m; the one candidate in its middle adds a disc of 300 m: 282,743 m².
    block = gpd.GeoDataFrame(geometry=[box(624000, 3435000, 625000, 3436000)], crs=4549)
    block.to_file(files / "block.gpkg")
    middle = gpd.GeoDataFrame(geometry=[Point(624500, 3435500)], crs=4549)
    middle.to_file(files / "middle.gpkg")
    done = run(
        "--demand",
        files / "block.gpkg",
        "--candidates",
        files / "middle.gpkg",
        "--count",
        1,
        "--radius-m",
        300,
        "--json",
    )
    found = json.loads(done.stdout)
    assert found["gain_m2"] == pytest.approx(282_743, rel=1e-4)
    assert found["value"] == pytest.approx(0.282743, rel=1e-4)
    assert found["unreachable_m2"] == pytest.approx(1e6 - 282_743, rel=1e-4)
    assert found["sites"] == [0]


def test_the_town_with_a_grid(tmp_path: Path) -> None:
    out = tmp_path / "sites.geojson"
    done = run(
        "--demand",
        "built-urban",
        "--existing",
        "open-parks",
        "--candidates",
        "grid",
        "--spacing-m",
        400,
        "--count",
        2,
        "--radius-m",
        500,
        "--out",
        out,
        "--json",
    )
    found = json.loads(done.stdout)
    # By plain overlay: the parks there are, and those with the two squares that were written.
    # Without a rule nothing is left out: the country park too serves.
    homes, parks = by_hand.homes(), by_hand.parks(*by_hand.GREEN, "square", "country")
    sites = gpd.read_file(out).to_crs(parks.crs)
    assert sites["id"].tolist() == sorted(found["sites"])
    assert sites.area.tolist() == pytest.approx([10_000] * 2, rel=1e-3)
    before_m2 = by_hand.inside_m2(homes, by_hand.reach((parks, 500)))
    after_m2 = by_hand.inside_m2(homes, by_hand.reach((parks, 500), (sites.geometry, 500)))
    # The file holds six decimals of a degree, a tenth of a metre.
    assert found["before"] == pytest.approx(before_m2 / homes.area.sum(), abs=by_hand.AGREE)
    assert found["value"] == pytest.approx(after_m2 / homes.area.sum(), abs=1e-4)
    assert found["gain_m2"] == pytest.approx(after_m2 - before_m2, rel=1e-3)
    gains = [found["gain"], *(each["gain"] for each in found["alternatives"])]
    assert len(gains) == 6
    assert gains == sorted(gains, reverse=True)


def test_what_is_asked_otherwise_than_the_rule_says_is_named(files: Path) -> None:
    # Two places of the town free of homes and rivers, a kilometre apart, each with a block beside.
    middles = Point(620800, 3429600), Point(621800, 3429800)
    blocks = [box(at.x - 50, at.y + 100, at.x + 50, at.y + 200) for at in middles]
    homes = gpd.GeoDataFrame({"population": [70.0, 30.0]}, geometry=blocks, crs=4549)
    homes.to_crs(4490).to_file(files / "blocks.gpkg")
    sites = [at.buffer(50.1, cap_style="square") for at in middles]
    offered = gpd.GeoDataFrame({"id": ["w", "e"]}, geometry=sites, crs=4549)
    offered.to_crs(4326).to_file(files / "land.geojson")
    # What stands is too far from both.
    away = box(640000, 3435000, 640110, 3435110)
    gpd.GeoDataFrame(geometry=[away], crs=4549).to_crs(4490).to_file(files / "there.gpkg")
    asked = ("--rule", "plan-2025", "--candidates", files / "land.geojson", "--count", 1)
    given = ("--demand", files / "blocks.gpkg", "--existing", files / "there.gpkg")
    people = ("--m2-per-person", 1)
    done = run(*asked, *given, *people, "--radius-m", 300, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["sites"], found["unit"], found["before"]) == (["w"], "people", 0)
    assert (found["gain"], found["value"]) == (pytest.approx(70), pytest.approx(0.7))
    assert found["differs"] == ["radius", "service", "demand"]
    assert found["radius_m"] == 300
    told = run(*asked, *given, "--weight", "population").stdout
    assert "与规则“park:plan-2025”不同的输入：服务设施、分母、权重" in told
    assert "选址：近塔闵路荣福路 · w；新增 70，" in told


def test_without_a_rule_only_what_is_named_counts(files: Path) -> None:
    named = ("--demand", files / "homes.gpkg", "--candidates", files / "c.shp", "--radius-m", 120)
    found = json.loads(run(*named, "--json").stdout)
    assert (found["rule"], found["indicator"], found["differs"]) == (None, None, None)
    done = run("--candidates", "grid")
    assert (done.returncode, done.stderr.strip()) == (
        2,
        "请用 --rule 指明规则，或用 --demand 指明需求。",
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--count", 0), "选址数为 0"),
        (("--lock-in", "z"), "没有“z”"),
        (("--radius-m", -1), "负数"),
        (("--weight", "homes"), "缺少列“homes”"),
        (("--outside", "c.shp"), "没有符合条件的候选地"),
    ],
)
def test_a_bad_question_is_one_sentence(
    files: Path, change: tuple[object, ...], sentence: str
) -> None:
    given = [files / each if each == "c.shp" else each for each in change]
    done = run("--demand", files / "homes.gpkg", "--candidates", files / "c.shp", *given)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
