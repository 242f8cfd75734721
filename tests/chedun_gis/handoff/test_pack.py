"""The pack: all parts, true hashes, read by GDAL, whole or not there at all."""

import csv
import datetime as dt
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyogrio
import pyproj
import pytest

from chedun_gis.handoff import (
    ALL,
    FORMATS,
    Handoff,
    Request,
    conversion_to,
    target_of,
    to_file,
    to_folder,
    to_zip,
)
from chedun_gis.handoff import pack as pack_module
from chedun_gis.handoff.deliver import zip_bytes
from chedun_gis.handoff.metadata import metadata
from chedun_gis.town import open_town
from geo import InputError
from layers import LAYERS
from tests.conftest import HOSTILE, PLACE, feature, write_toy

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "metadata.json"
PARTS = {
    "metadata.json",
    "元数据.html",
    "字段说明.csv",
    "来源与许可.csv",
    "规划条款.csv",
    "建成后增加.csv",
    "指标计分卡.csv",
    "scorecard.json",
    "manifest.json",
}


def quiet(*_: object) -> None:
    """Tell no progress."""


def packed(folder: Path, out: Path, fmt: str, **target: Any) -> Handoff:  # noqa: ANN401 - options
    request = Request((ALL,), target_of(fmt, PLACE, **target))
    return to_folder(open_town(folder), request, out, progress=quiet)


def manifest(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "manifest.json").read_text(encoding="utf-8")))


Packs = Callable[[str], tuple[Handoff, Path]]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    """The pack of the toy town in a format, made once and only looked at."""
    home = tmp_path_factory.mktemp("packs")
    town = write_toy(home / "data")

    @cache
    def made(fmt: str) -> tuple[Handoff, Path]:
        return packed(town, home / fmt, fmt), home / fmt

    return made


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_pack_has_every_part_and_true_hashes(packs: Packs, fmt: str) -> None:
    handoff, out = packs(fmt)
    content = manifest(out)
    listed = {each["path"]: each for each in content["files"]}
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {
        "manifest.json"
    }
    assert set(listed) == there
    assert PARTS - {"manifest.json"} <= there
    for path, each in listed.items():
        data = (out / path).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert content["verified"] == {
        "same": True,
        "differences": 0,
        "tolerance_m": max(0.001, FORMATS[fmt].rounding_m),
    }
    held = [each for each in LAYERS.values() if each.geometry in FORMATS[fmt].geometries]
    assert [each["id"] for each in content["layers"]] == [each.id for each in held]
    assert [each["id"] for each in content["left_out"]] == [
        each for each in LAYERS if LAYERS[each] not in held
    ]
    assert len(handoff.files) == len(held)


@pytest.mark.parametrize("fmt", ["geojson", "gpkg", "shp", "fgb", "kml", "csv"])
def test_gdal_reads_every_layer_of_the_pack(packs: Packs, fmt: str) -> None:
    _, out = packs(fmt)
    for layer in manifest(out)["layers"]:
        name = layer["id"] if FORMATS[fmt].one_file else None
        folder = "数据" if FORMATS[fmt].for_people else "data"
        frame = pyogrio.read_dataframe(out / folder / layer["file"], layer=name)
        assert len(frame) == layer["features"] == 1
        written = set(layer["field_names"].values())
        assert written <= set(frame.columns)
        title = layer["field_names"]["name_zh"]
        assert frame[title].tolist() == ["示例"]


@pytest.mark.parametrize("fmt", [each.id for each in FORMATS.values() if each.drawn])
def test_a_project_and_styles_lie_where_qgis_looks(packs: Packs, fmt: str) -> None:
    _, out = packs(fmt)
    root = ET.parse(out / "车墩镇规划一张图.qgs").getroot()  # noqa: S314 - our own file
    for layer in root.findall("projectlayers/maplayer"):
        source = layer.findtext("datasource", "")
        path = re.split(r"[|?]", unquote(source.removeprefix("file:")))[0]
        assert (out / path).is_file()
        # QGIS takes a style by itself where it is called as the file is.
        style = layer.findtext("layername", "") if FORMATS[fmt].for_people else ""
        ET.parse((out / path).with_name(f"{style}.qml" if style else "parks.qml"))  # noqa: S314
    assert len(list(out.rglob("*.qml"))) == len(LAYERS)


def test_the_coordinate_operation_is_told(toy_dir: Path, tmp_path: Path) -> None:
    packed(toy_dir, tmp_path / "out", "gpkg", crs="4490")
    crs = manifest(tmp_path / "out")["crs"]
    assert (crs["source"], crs["target"]) == ("EPSG:4326", "EPSG:4490")
    # PROJ takes the two datums for equal and does not know how well: that must be said.
    assert (crs["ballpark"], crs["accuracy_m"]) == (True, None)
    assert "ballpark" in crs["operation"].lower()
    assert "精度未知" in crs["note_zh"]
    assert "accuracy unknown" in crs["note_en"]
    assert conversion_to("EPSG:4326").accuracy_m == 0


def test_the_metadata_are_the_golden_ones(toy_dir: Path) -> None:

    target = target_of("shp", PLACE, encoding="gbk", made_on=dt.date(2026, 11, 23))
    request = Request(("parks", "bus_stops"), target, pack=False)
    town = open_town(toy_dir)
    _, handoff = zip_bytes(town, request)
    described = metadata(town, handoff)
    # PROJ words its operations as its version likes.
    described["referenceSystemInfo"]["name"] = "…"
    assert described == json.loads(GOLDEN.read_text(encoding="utf-8"))


class Page(HTMLParser):
    """Gather the tags and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_chinese_and_asks_for_nothing(
    toy_dir: Path, toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    parks = [
        feature(LAYERS["parks"], f"p{i}", source=text, plan_ref=text)
        for i, text in enumerate(HOSTILE)
    ]
    toy_with("parks", *parks)
    packed(toy_dir, tmp_path / "out", "gpkg")
    page = Page()
    page.feed((tmp_path / "out" / "元数据.html").read_text(encoding="utf-8"))
    assert page.links == []
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    for word in (
        "概况",
        "来源与许可",
        "规划条款",
        "字段说明",
        "指标计分卡",
        "公园绿地",
        "精度未知",
    ):
        assert word in page.words
    assert all(text in page.words for text in HOSTILE)


def test_the_dictionary_lists_both_names_and_all_values(toy_dir: Path, tmp_path: Path) -> None:
    packed(toy_dir, tmp_path / "out", "shp")
    text = (tmp_path / "out" / "字段说明.csv").read_text(encoding="utf-8-sig")
    rows = {(row["图层编号"], row["字段"]): row for row in csv.DictReader(io.StringIO(text))}
    assert rows["roads", "new_town_road"]["文件中的字段"] == "new_twn_rd"
    assert "community=社区公园 / Community park" in rows["parks", "kind"]["取值"]
    assert (rows["parks", "accuracy_m"]["类型"], rows["parks", "accuracy_m"]["单位"]) == (
        "数",
        "米",
    )
    declared = {(each.id, field.name) for each in LAYERS.values() for field in each.all_fields}
    assert set(rows) == declared


def test_a_cut_text_stands_in_full_beside_the_data(
    toy_with: Callable[..., Path], tmp_path: Path
) -> None:
    stops = "、".join(f"第{i}站" for i in range(60))
    folder = toy_with("bus_lines", feature(LAYERS["bus_lines"], "line-1", stops=stops))
    out = tmp_path / "out"
    request = Request(("bus_lines",), target_of("shp", PLACE), pack=False)
    to_folder(open_town(folder), request, out, progress=quiet)
    assert sorted(path.name for path in out.iterdir()) == [
        "data",
        "manifest.json",
        "改动的值.csv",
    ]
    text = (out / "改动的值.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["图层"], row["编号"], row["原值"]) == ("公交线路", "line-1", stops)
    assert "254 字节" in row["原因"]
    losses = manifest(out)["layers"][0]["losses"]
    assert [each["code"] for each in losses] == ["text_bytes"]
    assert "254 字节" in losses[0]["zh"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_no_table_of_a_pack_is_computed(
    toy_with: Callable[..., Path], tmp_path: Path, encoding: str
) -> None:
    named = {"name_zh": "=HYPERLINK(1)", "name_en": "'@x", "stops": "+1、-2"}
    folder = toy_with("bus_lines", feature(LAYERS["bus_lines"], "=1", **named))
    out = tmp_path / "out"
    request = Request((ALL,), target_of("csv", PLACE, encoding=encoding))
    handoff = to_folder(open_town(folder), request, out, progress=quiet)
    assert handoff.differences == 0
    cells = set()
    for path in out.rglob("*.csv"):
        text = path.read_bytes().decode(encoding if path.parent.name == "数据" else "utf-8-sig")
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        cells |= {cell for row in rows for cell in row}
    assert cells >= {"'=1", "'=HYPERLINK(1)", "''@x", "'+1、-2"}
    assert not [cell for cell in cells if cell.startswith(tuple("=+@\t\r\n＝＋－＠"))]
    assert all(float(cell) < 0 for cell in cells if cell.startswith("-"))
    told = manifest(out)
    assert "撇号" in told["csv"]["note_zh"]
    [losses] = [each["losses"] for each in told["layers"] if each["id"] == "bus_lines"]
    fields = {each["field"]: each["zh"] for each in losses if each["code"] == "text_computed"}
    assert set(fields) == {"id", *named}
    assert "撇号" in fields["name_zh"]


def test_a_difference_is_named_and_not_hidden(
    toy_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chedun_gis.handoff import layer_file  # noqa: PLC0415 - to spoil its reading

    honest = layer_file.read_layer

    def spoilt(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as read_layer
        frame = honest(*args, **options)
        return frame.assign(name_zh="别的").set_geometry(frame.translate(5))

    monkeypatch.setattr(layer_file, "read_layer", spoilt)
    request = Request(("parks",), target_of("gpkg", PLACE), pack=True)
    handoff = to_folder(open_town(toy_dir), request, tmp_path / "out", progress=quiet)
    assert handoff.differences == 2
    content = manifest(tmp_path / "out")
    assert content["verified"]["same"] is False
    read = content["layers"][0]["read_back"]
    assert [each["code"] for each in read["first"]] == ["value", "geometry"]
    page = (tmp_path / "out" / "元数据.html").read_text(encoding="utf-8")
    assert "读回有 2 处不一致" in page


def test_a_broken_layer_is_left_out_of_all_but_refused_by_name(
    toy_dir: Path, tmp_path: Path
) -> None:
    (toy_dir / "parks.geojson").write_text("{", encoding="utf-8")
    store = open_town(toy_dir)
    target = target_of("gpkg", PLACE)
    handoff = to_folder(store, Request((ALL,), target), tmp_path / "a", progress=quiet)
    assert [each.layer for each in handoff.left_out] == ["parks"]
    with pytest.raises(InputError, match="layer_broken"):
        to_folder(store, Request(("parks",), target), tmp_path / "b", progress=quiet)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "data"]


def test_a_folder_in_use_is_left_alone(toy_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    packed(toy_dir, out, "gpkg")  # an empty one is filled
    before = sorted(out.rglob("*"))
    with pytest.raises(InputError, match="out_not_empty"):
        packed(toy_dir, out, "gpkg")
    assert sorted(out.rglob("*")) == before


def test_a_zip_and_a_folder_hold_the_same(toy_dir: Path, tmp_path: Path) -> None:
    request = Request((ALL,), target_of("shp", PLACE))
    store = open_town(toy_dir)
    to_folder(store, request, tmp_path / "out", progress=quiet)
    to_zip(store, request, tmp_path / "out.zip", progress=quiet)
    with zipfile.ZipFile(tmp_path / "out.zip") as file:
        assert file.testzip() is None
        files = {name: file.read(name) for name in file.namelist()}
    folder = tmp_path / "out"
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(files) == there
    same = {name for name in there if files[name] == (folder / name).read_bytes()}
    assert same == there


@pytest.mark.parametrize("deliver", [to_folder, to_zip, to_file])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_stopped_anywhere_nothing_is_left(
    toy_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    deliver: Callable[..., Handoff],
    stop: Exception,
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise stop

    place = tmp_path / "place"
    place.mkdir()
    request = Request(("parks",), target_of("gpkg", PLACE))
    expected = KeyboardInterrupt if stop is KeyboardInterrupt else InputError
    for step in ("write_and_verify", "manifest"):
        monkeypatch.setattr(pack_module, step, stopped)
        with pytest.raises(expected):
            deliver(open_town(toy_dir), request, place / "out", progress=quiet)
        assert list(place.iterdir()) == []
        monkeypatch.undo()


def test_ended_at_any_moment_the_place_is_free_or_filled(toy_dir: Path, tmp_path: Path) -> None:
    # `kill -9` leaves no time to clear up: tests/acceptance/test_kills.py.
    place = tmp_path / "place"
    place.mkdir()
    options = ("--layers", "all", "--format", "shp", "--pack")
    for number in range(3):
        out = place / f"out{number}"
        process = subprocess.Popen(
            [sys.executable, "-m", "chedun_gis", "export", "--out", str(out), *options],
            cwd=ROOT,
            env=os.environ | {"CHEDUN_DATA_DIR": str(toy_dir)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # From the moment that the hidden folder is there, a little later each time.
        while process.poll() is None and not any(place.glob(f".out{number}.*")):
            time.sleep(0.005)
        time.sleep(0.2 * number)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        if out.exists():
            content = manifest(out)
            listed = {each["path"]: each["sha256"] for each in content["files"]}
            for path, sha256 in listed.items():
                assert hashlib.sha256((out / path).read_bytes()).hexdigest() == sha256
        assert not list(place.glob(".out*"))


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("format_unknown", {"fmt": "dwg"}),
        ("encoding_unknown", {"fmt": "gpkg", "encoding": "gbk"}),
        ("crs_not_for_format", {"fmt": "geojson", "crs": "4549"}),
        ("crs_not_for_format", {"fmt": "txt", "crs": "EPSG:4490"}),
        ("crs_not_registered", {"fmt": "gpkg", "crs": "999999"}),
        ("crs_not_registered", {"fmt": "gpkg", "crs": "车墩"}),
        ("crs_not_registered", {"fmt": "gpkg", "crs": "5773"}),  # heights only
        ("crs_not_metric", {"fmt": "gpkg", "crs": "3857"}),
        ("crs_not_here", {"fmt": "gpkg", "crs": "4548"}),  # the zone of 117° E
        ("crs_not_here", {"fmt": "shp", "crs": "4550"}),  # the zone of 123° E
    ],
)
def test_a_target_that_cannot_be_is_refused(code: str, options: dict[str, str]) -> None:
    with pytest.raises(InputError, match=code):
        target_of(place=PLACE, **options)


def test_any_system_of_the_place_will_do(toy_dir: Path, tmp_path: Path) -> None:
    packed(toy_dir, tmp_path / "out", "gpkg", crs="32651")  # UTM 51 N
    frame = pyogrio.read_dataframe(tmp_path / "out" / "data" / "chedun.gpkg", layer="parks")
    assert frame.crs == pyproj.CRS.from_epsg(32651)
