"""Exports: selections, refusals, and a write that is whole or not at all."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chedun_gis.handoff import Request, export_layer, target_of, to_folder
from chedun_gis.town import open_town, write_atomic
from geo import InputError
from layers import LAYERS
from tests.conftest import HOSTILE, feature, write_geojson


def test_a_selection(toy_dir: Path) -> None:
    parks = [feature(LAYERS["parks"], each) for each in ("b", "a", "c")]
    write_geojson(toy_dir / "parks.geojson", parks)
    content = json.loads(export_layer(open_town(toy_dir), "parks", ids=["c", "a"]))
    assert [each["id"] for each in content["features"]] == ["a", "c"]
    names = [field.name for field in LAYERS["parks"].all_fields]
    assert list(content["features"][0]["properties"]) == names


def test_hostile_names_are_handed_on_unchanged(toy_dir: Path) -> None:
    parks = [feature(LAYERS["parks"], f"p{i}", name_zh=name) for i, name in enumerate(HOSTILE)]
    write_geojson(toy_dir / "parks.geojson", parks)
    content = json.loads(export_layer(open_town(toy_dir), "parks"))
    assert [f["properties"]["name_zh"] for f in content["features"]] == list(HOSTILE)


def test_refusals(toy_dir: Path) -> None:
    (toy_dir / "roads.geojson").write_text("{", encoding="utf-8")
    store = open_town(toy_dir)
    for code, call in {
        "layer_unknown": lambda: export_layer(store, "lakes"),
        "feature_unknown": lambda: export_layer(store, "parks", ids=["nowhere"]),
        "layer_broken": lambda: export_layer(store, "roads"),
    }.items():
        with pytest.raises(InputError, match=code):
            call()


@contextmanager
def stopped_at(step: str, error: BaseException) -> Iterator[None]:
    """Let a step of writing raise, `open` and `mkdir` after they have made what they make."""
    real = getattr(Path, step, None)

    def stop(one: Path, *args: object, **options: object) -> None:
        made = real(one, *args, **options) if step in {"open", "mkdir"} and real else None
        if made is not None:
            made.close()
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, stop)
        yield


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, step: str) -> None:
    path = tmp_path / "out.geojson"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), stopped_at(step, KeyboardInterrupt()):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.geojson"]


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_an_interrupted_first_write_leaves_nothing(tmp_path: Path, step: str) -> None:
    full = OSError(28, "No space left on device")
    with pytest.raises(InputError, match="out_not_writable"), stopped_at(step, full):
        write_atomic(tmp_path / "out.geojson", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["mkdir", "replace"])
def test_an_interrupted_folder_leaves_nothing(
    toy_with: Callable[..., Path], tmp_path: Path, step: str
) -> None:
    town = open_town(toy_with("parks", feature(LAYERS["parks"], "a")))
    request = Request(("parks",), target_of("geojson", town.place), pack=False)
    (tmp_path / "here").mkdir()
    with pytest.raises(KeyboardInterrupt), stopped_at(step, KeyboardInterrupt()):
        to_folder(town, request, tmp_path / "here" / "out", progress=lambda *_: None)
    assert list((tmp_path / "here").iterdir()) == []


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="out_not_writable"):
        write_atomic(tmp_path / "out", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_the_same_layer_gives_the_same_bytes_in_any_order(toy_with: Callable[..., Path]) -> None:
    parks = [feature(LAYERS["parks"], each) for each in "abcd"]
    there = export_layer(open_town(toy_with("parks", *parks)), "parks")
    back = export_layer(open_town(toy_with("parks", *reversed(parks))), "parks")
    assert there == back


@pytest.mark.parametrize("layer_id", LAYERS)
def test_an_export_is_a_layer_file_again(toy_dir: Path, layer_id: str) -> None:
    store = open_town(toy_dir)
    content = export_layer(store, layer_id)
    write_atomic(toy_dir / LAYERS[layer_id].file, content)
    again = open_town(toy_dir)
    assert again.loaded(layer_id).problems == ()
    assert export_layer(again, layer_id) == content


def test_no_features_chosen_is_an_empty_collection(toy_dir: Path) -> None:
    content = json.loads(export_layer(open_town(toy_dir), "parks", ids=[]))
    assert content == {"type": "FeatureCollection", "features": []}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="out_not_writable"):
        write_atomic(tmp_path / "nowhere" / "out.geojson", b"new")


def test_a_written_file_has_ordinary_rights(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"new")
    (tmp_path / "b").write_bytes(b"new")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
