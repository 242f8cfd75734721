"""Cutting a layer into parts and measuring it by them, as a user types it."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point, box

from tests.chedun_gis.commands.typed import run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    # Sixteen squares of 100 m in a row; a clinic at the left edge with 400 m reaches the first
    # three wholly and of the fourth all but two corners.
    squares = [box(624000 + 100 * n, 3435000, 624100 + 100 * n, 3435100) for n in range(16)]
    homes = gpd.GeoDataFrame({"people": [3.5] * 16}, geometry=squares, crs=4549)
    homes.to_crs(4490).to_file(tmp_path / "homes.gpkg")
    clinic = gpd.GeoDataFrame({"id": ["c"]}, geometry=[Point(624000, 3435050)], crs=4549)
    clinic.to_file(tmp_path / "clinic.shp")
    done = run("partition", tmp_path / "homes.gpkg", "--out", tmp_path / "homes", "--parts", 4)
    assert (done.returncode, done.stderr) == (0, "")
    assert "16 行切分为 4 部分（EPSG:4549）" in done.stdout
    return tmp_path


def asked(files: Path, *more: object) -> dict[str, object]:
    done = run(
        "coverage", "--demand", files / "homes", "--radius-m", 400, *more, "--json"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_layer_in_parts_has_the_coverage_of_its_file(files: Path) -> None:
    clinic = ("--service", files / "clinic.shp")
    whole = run(
        "coverage", "--demand", files / "homes.gpkg", "--radius-m", 400, *clinic, "--json"
    )  # fmt: skip
    told = json.loads(whole.stdout)
    one, two = asked(files, *clinic), asked(files, *clinic, "--scheduler", "local:2")
    for name in ("value", "numerator", "denominator"):
        assert one[name] == two[name]
        assert one[name] == pytest.approx(told[name], rel=1e-11)
    assert (one["unit"], one["parts"], one["workers"]) == ("m2", 4, 1)
    assert one["low"] is one["gaps"] is one["likely"] is one["differs"] is None
    assert told.keys() - one.keys() == set()
    assert one["inputs"] == [
        {"layer": str(files / "clinic.shp"), "features": 1, "basis": None},
        {"layer": str(files / "homes"), "features": 16, "basis": None},
    ]
    people = asked(files, *clinic, "--weight", "people", "--out", files / "out")
    assert (people["denominator"], people["unit"]) == (56.0, "people")
    out = [gpd.read_parquet(each) for each in sorted((files / "out").glob("*.parquet"))]
    assert sum(part["covered"].sum() for part in out) == pytest.approx(people["numerator"])


def test_services_may_lie_in_parts_too(files: Path) -> None:
    run("partition", files / "clinic.shp", "--out", files / "clinics", "--like", files / "homes")
    stored, held = (
        asked(files, "--service", files / name) for name in ("clinics", "clinic.shp")
    )  # fmt: skip
    assert stored["numerator"] == held["numerator"]
    # As a whole layer such a set goes wherever a file does.
    done = run("coverage", "--demand", files / "homes.gpkg", "--service", files / "clinics",
               "--radius-m", 400, "--json")  # fmt: skip
    assert json.loads(done.stdout)["value"] == pytest.approx(held["value"], rel=1e-11)


def test_a_rule_counts_the_services_and_says_what_is_not_its_own(files: Path) -> None:
    done = run("coverage", "--demand", files / "homes", "--rule", "plan-2025", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["rule"], told["differs"], told["radius_m"]) == ("plan-2025", ["demand"], None)
    assert told["target"] is not None
    both = run(
        "coverage", "--demand", files / "homes", "--rule", "plan-2025", "--service",
        files / "clinic.shp", "--radius-m", 300,
    )  # fmt: skip
    assert both.returncode == 0, both.stderr
    # A file without kinds holds none of the services of a rule that asks for kinds.
    assert "服务设施、分母、服务半径" in both.stdout
    assert "无数据" in both.stdout


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--by", "zones"), "不能使用 --by"),
        (("--weight", "nobody"), "缺少列“nobody”"),
        (("--radius-m", "-5"), "负数"),
        (("--scheduler", "local:0"), "local:N"),
        (("--scheduler", "tls://127.0.0.1:9"), "CHEDUN_SCHEDULER_CA"),
        (("--service", "nowhere.gpkg"), "找不到文件"),
        (("--out", "homes.gpkg"), "已有内容"),
    ],
)
def test_bad_input_is_one_sentence(
    files: Path, change: tuple[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    done = run("coverage", "--demand", "homes", "--service", "clinic.shp", *change)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("stated", "sentence"), [(2385, "另一基准"), (4547, "使用范围以外")])
def test_services_that_lie_elsewhere_than_they_say_are_refused(
    files: Path, stated: int, sentence: str
) -> None:
    """Xian 80 by its name, or another zone, where the clinic would cover nobody without a word."""
    elsewhere = gpd.GeoDataFrame(geometry=[Point(624000, 3435050)], crs=stated)
    if stated == 4547:  # the numbers of degrees
        elsewhere = gpd.GeoDataFrame(geometry=[Point(121.3, 31.0)], crs=stated)
    elsewhere.to_file(files / "elsewhere.gpkg")
    done = run("coverage", "--demand", files / "homes", "--service", files / "elsewhere.gpkg")
    assert (done.returncode, sentence in done.stderr) == (2, True)


def test_a_scheduler_is_for_parts_alone(files: Path) -> None:
    done = run("coverage", "--demand", files / "homes.gpkg", "--service", files / "clinic.shp",
               "--scheduler", "local:2")  # fmt: skip
    assert (done.returncode, "partition" in done.stderr) == (2, True)


def test_what_the_parts_are_is_told_as_json(files: Path) -> None:
    words = ("--lang", "en", "partition", files / "homes.gpkg", "--out", files / "again")
    done = run(*words, "--json")
    told = json.loads(done.stdout)
    assert (told["rows"], told["kind"], told["crs"]) == (16, "polygon", "EPSG:4549")
    assert [part["rows"] for part in told["parts"]] == [16]
    again = run(*words)
    assert again.returncode == 2
    assert again.stderr.startswith("The folder “again” holds something already")


def test_bus_lines_of_areas_in_parts(files: Path) -> None:
    stops = [Point(624050, 3435050), Point(624150, 3435050)]
    frame = gpd.GeoDataFrame({"lines": ["1 路、2 路", "2 路"]}, geometry=stops, crs=4549)
    frame.to_file(files / "stops.gpkg")
    words = ("transit", "--stops", files / "stops.gpkg", "--radius-m", 100, "--zones")
    whole = json.loads(run(*words, files / "homes.gpkg", "--json").stdout)
    found = json.loads(
        run(*words, files / "homes", "--scheduler", "local:2", "--json").stdout
    )  # fmt: skip
    for name in ("value", "numerator", "denominator", "met", "differs", "radius_m", "required"):
        assert found[name] == whole[name]
    assert (found["numerator"], found["parts"]) == (2, 4)
    assert found.keys() >= whole.keys()
    said = run("--lang", "en", *words, files / "homes")
    assert "2 of 16 areas have the lines asked for, 4 parts by 1 worker" in said.stdout


def test_sites_for_homes_in_parts(files: Path) -> None:
    words = ("site", "--candidates", "grid", "--spacing-m", 200, "--radius-m", 300, "--count", 2)
    there = (*words, "--existing", files / "clinic.shp", "--demand")
    done = run(*there, files / "homes", "--out", files / "sites.geojson", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (len(found["sites"]), found["unit"], found["optimal"]) == (2, "m2", True)
    assert found["gain"] == found["gain_m2"] > 50_000
    assert found["value"] == pytest.approx(found["numerator"] / found["denominator"])
    assert {each["site"] for each in found["weights"]} >= set(found["sites"])
    assert (files / "sites.geojson").is_file()
    for option in (("--rule", "plan-2025"), ("--full-coverage",), ("--lock-in", "a")):
        refused = run(*there, files / "homes", *option)
        assert (refused.returncode, option[0] in refused.stderr) == (2, True)
    assert "4 部分" in run(*there, files / "homes").stdout
