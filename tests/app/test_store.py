"""The store: a broken layer stops nothing else; a changed file is read again."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chedun_gis.store import Store
from geo.errors import InputError
from layers import LAYERS
from layers.town import METRIC_CRS
from tests.conftest import feature, write_geojson


def test_layers_come_in_metres(toy_dir: Path) -> None:
    frame = Store(toy_dir).frame("parks")
    assert frame.crs == METRIC_CRS
    # 0.01° by 0.01° at 31° N: 955 m by 1,109 m.
    assert frame.geometry.area.iloc[0] == pytest.approx(955 * 1109, rel=0.005)


def test_a_broken_layer_stops_nothing_else(toy_with: Callable[..., Path]) -> None:
    store = Store(toy_with("parks", feature(LAYERS["parks"], kind="theme-park")))
    assert store.loaded("parks").broken
    with pytest.raises(InputError, match="layer_broken"):
        store.frame("parks")
    assert all(not store.loaded(each).broken for each in LAYERS if each != "parks")


def test_a_broken_layer_has_its_columns_and_no_features(toy_dir: Path) -> None:
    for layer in LAYERS.values():
        (toy_dir / layer.file).write_bytes(b"")
    store = Store(toy_dir)
    for layer_id, layer in LAYERS.items():
        loaded = store.loaded(layer_id)
        assert [problem.code for problem in loaded.problems] == ["file_empty"]
        assert [*loaded.frame] == [*(field.name for field in layer.all_fields), "geometry"]
        assert loaded.frame.empty
        assert loaded.frame.crs == METRIC_CRS
        assert loaded.frame["name_zh"].str.contains("x").tolist() == []  # a column of texts


def test_a_file_that_comes_back_is_read_again(toy_dir: Path) -> None:
    store = Store(toy_dir)
    path = toy_dir / LAYERS["parks"].file
    content = path.read_bytes()
    path.unlink()
    assert [problem.code for problem in store.loaded("parks").problems] == ["file_missing"]
    path.write_bytes(content)
    assert not store.loaded("parks").broken


def test_an_unchanged_file_is_read_once(toy_dir: Path) -> None:
    store = Store(toy_dir)
    assert store.loaded("parks") is store.loaded("parks")


def test_a_changed_file_is_read_again(toy_dir: Path) -> None:
    store = Store(toy_dir)
    assert len(store.frame("parks")) == 1
    before = store.version("parks")
    path = toy_dir / LAYERS["parks"].file
    write_geojson(path, [feature(LAYERS["parks"], each) for each in ("a", "b")])
    os.utime(path, ns=(1, 1))
    assert len(store.frame("parks")) == 2
    assert store.version("parks") != before


def test_an_unknown_layer_is_named(toy_dir: Path) -> None:
    with pytest.raises(InputError) as caught:
        Store(toy_dir).loaded("lakes")
    assert caught.value.params["layer"] == "lakes"
    assert "parks" in str(caught.value.params["known"])
