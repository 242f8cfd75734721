"""A zip is unpacked once, however many of its layers are listed and read."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.importing import gtfs_source, sources
from chedun_gis.importing.options import Options
from chedun_gis.importing.plan import open_listed
from chedun_gis.importing.sources import listed
from layers import LAYERS
from tests.conftest import feature, write_geojson

FEED = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\na,甲,31.0,121.3\nb,乙,31.01,121.3\n",
    "routes.txt": "route_id,route_short_name,route_long_name,route_type\nr,1路,,3\n",
    "trips.txt": "route_id,trip_id,shape_id,direction_id\nr,t,,0\n",
    "stop_times.txt": "trip_id,stop_id,stop_sequence\nt,a,1\nt,b,2\n",
}


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[tuple[object, ...]]:
    calls: list[tuple[object, ...]] = []
    real: Callable[..., object] = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *of: calls.append(of) or real(*of))
    return calls


def test_layers_of_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for layer in ("parks", "zones"):
            file = write_geojson(tmp_path / f"{layer}.geojson", [feature(LAYERS[layer], layer)])
            packed.write(file, file.name)
    unpacked = counted(monkeypatch, sources, "unpack")
    inside = tmp_path / "inside"
    inside.mkdir()
    layers = listed(path, inside)
    for name in ("parks", "zones", "parks"):
        opened = open_listed(path, layers, Options(source_layer=name))
        assert opened.raw.frame["id"].tolist() == [name]
    assert len(unpacked) == 1


def test_a_gtfs_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in FEED.items():
            packed.writestr(name, text)
    read = counted(monkeypatch, gtfs_source, "read_files")
    lines, problems = gtfs_source.read_feed(path, "lines")
    assert [problem.code for problem in problems if problem.level == "error"] == []
    assert lines["stops"].tolist() == [("甲", "乙")]
    assert len(read) == 1
