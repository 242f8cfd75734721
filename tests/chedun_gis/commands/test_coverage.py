"""The measuring commands as a user types them."""

import json
import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Point, box

from tests import by_hand
from tests.chedun_gis.commands.typed import run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    # A square of 1,000 m; a point service at the middle of its left edge with 400 m reaches half a
    # disc: π · 400² / 2 = 251,327.4 m² of 1,000,000 m².
    homes = gpd.GeoDataFrame(
        {"homes": [8.0]}, geometry=[box(624000, 3435000, 625000, 3436000)], crs=4549
    )
    homes.to_crs(4490).to_file(tmp_path / "homes.gpkg")
    gpd.GeoDataFrame(geometry=[Point(624000, 3435500)], crs=4549).to_file(tmp_path / "clinic.shp")
    halves = [box(624000, 3435000, 624500, 3436000), box(624500, 3435000, 625000, 3436000)]
    gpd.GeoDataFrame({"id": ["w", "e"]}, geometry=halves, crs=4549).to_file(tmp_path / "by.gpkg")
    return tmp_path


def test_coverage_of_files_in_other_systems(files: Path) -> None:
    done = run(
        "coverage",
        "--service",
        files / "clinic.shp",
        "--demand",
        files / "homes.gpkg",
        "--radius-m",
        400,
        "--by",
        files / "by.gpkg",
        "--out",
        files / "gaps.geojson",
        "--json",
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["value"] == pytest.approx(0.2513274, abs=1e-5)
    assert found["denominator"] == pytest.approx(1e6, rel=1e-6)
    assert (found["low"], found["high"], found["unit"]) == (None, None, "m2")
    west, east = found["zones"]
    assert west["numerator"] == pytest.approx(251_327.4, rel=1e-4)
    assert east["numerator"] == pytest.approx(0, abs=1)
    content = json.loads((files / "gaps.geojson").read_text(encoding="utf-8"))
    assert len(content["features"]) == 1
    assert content["features"][0]["properties"]["area_m2"] == pytest.approx(748_672.6, rel=1e-4)


def test_coverage_by_weight(files: Path) -> None:
    arguments = ("--service", files / "clinic.shp", "--demand", files / "homes.gpkg")
    done = run("coverage", *arguments, "--radius-m", 400, "--weight", "homes", "--json")
    found = json.loads(done.stdout)
    assert found["numerator"] == pytest.approx(8 * 0.2513274, rel=1e-4)
    assert found["unit"] == "homes"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--weight", "people"), "缺少列“people”"),
        (("--radius-m", "-5"), "负数"),
        (("--by", "nowhere.gpkg"), "找不到文件"),
    ],
)
def test_bad_input_is_one_sentence(files: Path, change: tuple[str, str], sentence: str) -> None:
    arguments = ("--service", files / "clinic.shp", "--demand", files / "homes.gpkg")
    done = run("coverage", *arguments, *change)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_rows_without_a_weight_are_named(files: Path) -> None:
    homes = gpd.read_file(files / "homes.gpkg")
    homes = homes.iloc[[0] * 15].assign(homes=[8.0, None, *[1.0] * 2, *[math.inf] * 11])
    homes.to_file(files / "bare.gpkg")
    homes.assign(id=[f"h{n}" for n in range(15)]).to_file(files / "named.gpkg")
    for name, rows in {"bare": "2、5、6", "named": "h1、h4、h5"}.items():
        arguments = ("--service", files / "clinic.shp", "--demand", files / f"{name}.gpkg")
        done = run("coverage", *arguments, "--weight", "homes")
        assert done.returncode == 2
        assert f"“homes”有 12 个空值或非数字（{rows}、" in done.stderr
        assert done.stderr.count("、") == 10
        assert len(done.stderr.splitlines()) == 1


def test_a_knot_in_a_file_is_named(files: Path) -> None:
    knot = shapely.Polygon(np.random.default_rng(4).random((5_000, 2)) * 1_000)
    frame = gpd.GeoDataFrame({"id": ["k"]}, geometry=[knot], crs="EPSG:4549")
    frame.to_file(files / "knot.gpkg")
    for command in ("coverage", "site"):
        more = ("--candidates", "grid") if command == "site" else ("--service", "parks")
        done = run(command, "--demand", files / "knot.gpkg", *more)
        assert done.returncode == 2
        assert "“k”" in done.stderr
        assert "自相交过多" in done.stderr


def test_a_rule_judges_and_an_unknown_rule_is_named() -> None:
    arguments = ("--service", "parks", "--demand", "residential")
    found = json.loads(run("coverage", *arguments, "--rule", "gbt51346-2019", "--json").stdout)
    assert (found["rule"], found["clause"], found["target"]) == ("gbt51346-2019", "4.3.4", 0.9)
    # All parks but the country park, also the planned ones, over all homes, by plain overlay.
    homes = by_hand.layer("residential")
    parks = by_hand.parks(stages=set(by_hand.layer("parks")["stage"]))
    assert found["value"] == pytest.approx(
        by_hand.share(homes, by_hand.reach((parks, 500))), abs=by_hand.AGREE
    )
    # Under 90 %: missed.
    assert found["met"] is False
    done = run("coverage", *arguments, "--rule", "gbt99")
    assert done.returncode == 2
    assert "没有规则“gbt99”" in done.stderr


def test_a_rule_file_of_ones_own(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """[[rule_set]]
id = "mine"
indicator = "park"
title = { zh = "本所口径", en = "Ours" }
standard = { zh = "内部", en = "internal" }
certainty = "V"
denominator = "residential_land"
threshold = { share = 0.14 }
[[rule_set.class]]
radius_m = 300
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("CHEDUN_RULES", str(own))
    arguments = ("--service", files / "clinic.shp", "--demand", files / "homes.gpkg")
    found = json.loads(run("coverage", *arguments, "--rule", "mine", "--json").stdout)
    # Half a disc of 300 m: π · 300² / 2 = 141,371.7 m² of 1,000,000 m².
    assert found["value"] == pytest.approx(0.1413717, abs=1e-5)
    assert (found["target"], found["met"]) == (0.14, True)


def test_a_file_without_a_system_is_refused(files: Path) -> None:
    (files / "clinic.prj").unlink()
    done = run("coverage", "--service", files / "clinic.shp", "--demand", files / "homes.gpkg")
    assert done.returncode == 2
    assert "坐标系未知" in done.stderr


def test_indicators() -> None:
    lines = json.loads(run("indicators", "--json").stdout)
    assert len(lines) == 31
    shown = run("--lang", "en", "indicators").stdout.splitlines()
    assert shown[0].startswith("Park 500 m service-radius coverage\t")


def test_a_rule_alone_asks_the_rules_own_question() -> None:
    alone = json.loads(run("coverage", "--rule", "plan-2025", "--json").stdout)
    named = ("--service", "open-parks", "--demand", "built-urban")
    same = json.loads(run("coverage", *named, "--rule", "park:plan-2025", "--json").stdout)
    assert alone == same
    assert (alone["indicator"], alone["rule"], alone["land"]) == (
        "park",
        "plan-2025",
        "built-urban",
    )
    assert alone["differs"] == []
    figure = next(
        each for each in json.loads(run("indicators", "--json").stdout) if each["id"] == "park-500m"
    )
    assert alone["value"] == pytest.approx(figure["value"] / 100, rel=1e-12)
    assert alone["denominator"] == figure["denominator"]
    # The other denominators are figures of their own beside it.
    others = {each["land"]: each for each in alone["other_lands"]}
    assert set(others) == {"urban-and-planned", "planned", "village", "residential_land"}
    both = others["urban-and-planned"]
    assert both["denominator"] == pytest.approx(
        alone["denominator"] + others["planned"]["denominator"]
    )
    assert both["numerator"] == pytest.approx(alone["numerator"] + others["planned"]["numerator"])


def test_other_inputs_than_the_rules_are_named() -> None:
    arguments = ("--service", "parks", "--demand", "residential", "--rule", "park:plan-2025")
    done = run("coverage", *arguments, "--radius-m", 400)
    assert "与规则“park:plan-2025”不同的输入：服务设施、分母、服务半径" in done.stdout
    found = json.loads(run("coverage", *arguments, "--json").stdout)
    assert found["differs"] == ["service", "demand"]
    assert found["land"] is None
    lines = json.loads(run("transit", "--radius-m", 300, "--json").stdout)
    assert lines["differs"] == ["radius"]
    assert json.loads(run("transit", "--json").stdout)["differs"] == []


def test_services_in_degrees_count_by_their_size_in_metres(tmp_path: Path) -> None:
    # By this rule a park reaches 500 m from 5,000 m², 300 m from 400 m².
    rule = ("--rule", "park:garden-city-2022")
    by_hand.parks().to_crs(4490).to_file(tmp_path / "parks.gpkg")
    named = json.loads(
        run("coverage", *rule, "--service", tmp_path / "parks.gpkg", "--json").stdout
    )
    own = json.loads(run("coverage", *rule, "--json").stdout)
    assert named["value"] == pytest.approx(own["value"], rel=1e-9)
    assert (named["differs"], own["differs"]) == (["service"], [])


def test_no_known_place_is_no_data_and_not_nought() -> None:
    arguments = ("coverage", "--service", "sport", "--rule", "gb50180-2018-15min")
    found = json.loads(run(*arguments, "--json").stdout)
    assert [found[key] for key in ("value", "numerator", "met", "low", "gaps")] == [None] * 5
    assert "无数据" in run(*arguments).stdout
    assert "0.00" not in run(*arguments).stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "--rule"),
        (("--service", "parks"), "--demand"),
        (("--rule", "gb50180-2018-15min"), "elder-care"),
        (("--rule", "bus:plan-2025"), "bus:plan-2025"),
    ],
)
def test_what_is_missing_from_a_question_is_named(
    arguments: tuple[str, ...], sentence: str
) -> None:
    done = run("coverage", *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
