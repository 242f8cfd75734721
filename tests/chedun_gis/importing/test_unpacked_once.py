"""A zip is unpacked once, however many of its layers are listed and read."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from chedun_gis.importing.sources import chosen_layer, listed, read
from layers import LAYERS
from tests.conftest import feature, write_geojson

FEED = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\na,甲,31.0,121.3\nb,乙,31.01,121.3\n",
    "routes.txt": "route_id,route_short_name,route_long_name,route_type\nr,1路,,3\n",
    "trips.txt": "route_id,trip_id,shape_id,direction_id\nr,t,,0\n",
    "stop_times.txt": "trip_id,stop_id,stop_sequence\nt,a,1\nt,b,2\n",
}


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The members of any zip that are unpacked from now on, each time they are."""
    names: list[str] = []
    real: Callable[..., IO[bytes]] = zipfile.ZipFile.open

    def opened(
        packed: zipfile.ZipFile, name: str | zipfile.ZipInfo, mode: str = "r", *how: object
    ) -> IO[bytes]:
        if mode == "r":
            names.append(name if isinstance(name, str) else name.filename)
        return real(packed, name, mode, *how)

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    return names


def test_layers_of_a_zip(tmp_path: Path, unpacked: list[str]) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for layer in ("parks", "zones"):
            file = write_geojson(tmp_path / f"{layer}.geojson", [feature(LAYERS[layer], layer)])
            packed.write(file, file.name)
    inside = tmp_path / "inside"
    inside.mkdir()
    layers = listed(path, inside)
    for name in ("parks", "zones", "parks"):
        assert read(chosen_layer(layers, name)).frame["id"].tolist() == [name]
    assert sorted(unpacked) == ["parks.geojson", "zones.geojson"]


def test_a_gtfs_feed(tmp_path: Path, unpacked: list[str]) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in FEED.items():
            packed.writestr(name, text)
        packed.writestr("fares.txt", "of no use here")
    inside = tmp_path / "inside"
    inside.mkdir()
    layers = listed(path, inside)
    stops, lines = (read(chosen_layer(layers, name)).frame for name in ("stops", "lines"))
    assert stops["name_zh"].tolist() == ["甲", "乙"]
    assert lines["stops"].tolist() == [("甲", "乙")]
    assert sorted(unpacked) == sorted(FEED)
