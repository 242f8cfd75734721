"""The command `belt` as a user types it, on files of any system and on the town's layers."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import LineString, Point, box

from chedun_gis.commands.root import main

ROOT = Path(__file__).resolve().parents[3]
X, Y = 624_000, 3_435_000


class Run:
    """The command in this process: the same words, without a second of imports each time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Return the exit code and what was printed on both streams."""
        argv = ["chedun_gis", "belt", *map(str, arguments)]
        self.monkeypatch.setattr(sys, "argv", argv)
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), *self.capsys.readouterr()

    def answer(self, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Return what the command answers as JSON."""
        code, out, err = self(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(monkeypatch, capsys)


def test_the_module_has_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chedun_gis", "belt", "--line", "corridors", "--width-m", "100"],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("带宽 100 米，面积 ")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A road of 1000 m eastwards, in degrees; what lies beside it, in three other systems."""
    road = LineString([(X, Y), (X + 1000, Y)])
    write = gpd.GeoDataFrame({"id": ["r"]}, geometry=[road], crs=4549).to_crs
    write(4326).to_file(tmp_path / "road.geojson")
    # 0 to 2000 east, 50 south to 50 north.
    limit = box(X, Y - 50, X + 2000, Y + 50)
    gpd.GeoDataFrame(geometry=[limit], crs=4549).to_crs(4490).to_file(tmp_path / "limit.gpkg")
    # Two squares of 100 m north of the road that overlap by half; one point is at 30 m, one at 90.
    squares = [box(X + 100, Y, X + 200, Y + 100), box(X + 150, Y, X + 250, Y + 100)]
    gpd.GeoDataFrame(geometry=squares, crs=4549).to_file(tmp_path / "fields.shp")
    points = [Point(X + 500, Y + 30), Point(X + 500, Y + 90)]
    gpd.GeoDataFrame(geometry=points, crs=4549).to_crs(32651).to_file(tmp_path / "shops.gpkg")
    stream = LineString([(X + 700, Y - 300), (X + 700, Y + 300)])
    gpd.GeoDataFrame(geometry=[stream], crs=4549).to_file(tmp_path / "stream.gpkg")
    return tmp_path


def test_a_belt_of_a_file_and_what_lies_inside(run: Run, files: Path) -> None:
    names = [files / name for name in ("fields.shp", "shops.gpkg", "stream.gpkg")]
    inside = [part for name in names for part in ("--inside", name)]
    out = files / "belt.geojson"
    found = run.answer("--line", files / "road.geojson", "--width-m", 120, *inside, "--out", out)
    # 1000 by 120 m; a file is not limited by the town.
    assert found["numerator"] == pytest.approx(120_000, rel=1e-5)
    assert (found["value"], found["denominator"], found["within"]) == (None, None, None)
    assert (found["unit"], found["side"], found["ends"]) == ("m2", "both", "flat")
    fields, shops, stream = found["inside"]
    # 60 m deep and 150 m long, overlaps once: 9,000 of 120,000 m².
    assert fields["area_m2"] == pytest.approx(9_000, rel=1e-4)
    assert fields["share"] == pytest.approx(0.075, rel=1e-4)
    assert (fields["count"], fields["length_m"]) == (2, None)
    assert (shops["count"], shops["area_m2"], shops["share"]) == (1, None, None)
    assert stream["length_m"] == pytest.approx(120, rel=1e-4)
    (feature,) = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert feature["id"] == "r"
    assert feature["properties"]["width_m"] == 120
    assert feature["properties"]["area_m2"] == pytest.approx(120_000, rel=1e-5)


def test_one_side_round_ends_and_a_limit(run: Run, files: Path) -> None:
    line = ("--line", files / "road.geojson")
    left = run.answer(*line, "--width-m", 40, "--side", "left", "--within", files / "limit.gpkg")
    # North of the road 40 m, all within the limit of 2000 by 100 m: 40,000 of 200,000 m².
    assert left["value"] == pytest.approx(0.2, rel=1e-4)
    assert left["numerator"] == pytest.approx(40_000, rel=1e-4)
    shops = run.answer(*line, "--width-m", 40, "--side", "left", "--inside", files / "shops.gpkg")
    assert shops["inside"][0]["count"] == 1
    shops = run.answer(*line, "--width-m", 40, "--side", "right", "--inside", files / "shops.gpkg")
    assert shops["inside"][0]["count"] == 0
    both = run.answer(*line, "--width-m", 40, "--ends", "round")
    assert both["numerator"] == pytest.approx(40_000 + math.pi * 20 * 20, rel=1e-4)


def test_a_belt_outside_its_limit_holds_nothing(run: Run, files: Path) -> None:
    away = gpd.GeoDataFrame(geometry=[box(X, Y + 5000, X + 9, Y + 5009)], crs=4549)
    away.to_file(files / "away.gpkg")
    arguments = ("--within", files / "away.gpkg", "--inside", files / "fields.shp")
    found = run.answer("--line", files / "road.geojson", "--width-m", 50, *arguments)
    assert (found["value"], found["numerator"]) == (0, 0)
    assert found["inside"] == [
        {
            "layer": str(files / "fields.shp"),
            "count": 0,
            "length_m": None,
            "area_m2": 0,
            "share": 0,
        }
    ]


def test_the_towns_lines_end_with_the_town(run: Run) -> None:
    line = ("--line", "belts:belt-beisong", "--width-m", 800)
    inside = ("--inside", "projects", "--inside", "zones")
    limited = run.answer(*line, *inside)
    free = run.answer(*line, "--within", "none")
    assert limited["within"] == "town_boundary"
    assert 0 < limited["value"] < 1
    assert free["numerator"] > limited["numerator"]
    assert free["value"] is None
    inputs = {each["layer"]: each for each in limited["inputs"]}
    assert inputs["belts:belt-beisong"]["basis"] == {"schematic": 1}
    assert inputs["town_boundary"]["basis"] == {"open_data": 1}
    # Of the projects only those with a site of their own are counted.
    assert inputs["projects"]["features"] == 3
    assert limited["inside"][0]["count"] == 2


def test_without_json_it_is_a_sentence_and_a_line_each(run: Run) -> None:
    _, out, _ = run("--line", "corridors", "--width-m", 100, "--inside", "parks")
    first, second = out.splitlines()
    assert first.startswith("带宽 100 米，面积 ")
    assert "占限定范围" in first
    assert second.startswith("parks\t")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--width-m", "-5"), "负数"),
        (("--width-m", "0"), "“r”的宽度不是大于 0"),
        (("--width-m", "nan"), "空值或非数字"),
        (("--width-m", "5", "--side", "north"), "“side”不能为“north”"),
        (("--width-m", "5", "--ends", "square"), "“ends”不能为“square”"),
        (("--width-m", "5", "--within", "nowhere.gpkg"), "找不到文件"),
        (("--width-m", "5", "--within", "shops.gpkg"), "此处需要 polygon"),
        (("--width-m", "5", "--inside", "roads:none"), "没有编号为“none”"),
        (("--width-m", "5", "--line", "fields.shp"), "此处需要 line"),
        (("--width-m", "5", "--line", "empty.gpkg"), "中没有线"),
    ],
)
def test_bad_input_is_one_sentence(
    run: Run, files: Path, change: tuple[str, ...], sentence: str
) -> None:
    gpd.GeoDataFrame(geometry=[], crs=4549).to_file(files / "empty.gpkg")
    given = [str(files / each) if each.endswith((".gpkg", ".shp")) else each for each in change]
    line = () if "--line" in given else ("--line", files / "road.geojson")
    code, out, err = run(*line, *given)
    assert code == 2
    assert sentence in err
    assert len(err.strip().splitlines()) == 1
    assert not out


def test_a_file_without_a_system_is_refused(run: Run, files: Path) -> None:
    (files / "fields.prj").unlink()
    arguments = ("--width-m", 5, "--inside", files / "fields.shp")
    code, _, err = run("--line", files / "road.geojson", *arguments)
    assert code == 2
    assert "坐标系未知" in err


def test_nothing_is_written_when_something_is_wrong(run: Run, files: Path) -> None:
    out = files / "belt.geojson"
    code, _, _ = run("--line", files / "road.geojson", "--width-m", "-5", "--out", out)
    assert code == 2
    assert not out.exists()
