"""Search: by either name, the best fit first, unlocated features too, markup as plain text."""

from pathlib import Path

import pytest

from chedun_gis.map import search
from chedun_gis.town import open_town
from layers import LAYERS
from tests.conftest import HOSTILE, feature, write_geojson


def named(folder: Path, layer_id: str, **names: tuple[str, str]) -> None:
    layer = LAYERS[layer_id]
    features = [feature(layer, key, name_zh=zh, name_en=en) for key, (zh, en) in names.items()]
    write_geojson(folder / layer.file, features)


def found(folder: Path, text: str, lang: str = "zh") -> list[str]:
    return [match.id for match in search(open_town(folder), text, lang)]


def test_either_language_finds_in_either_language(toy_dir: Path) -> None:
    named(toy_dir, "parks", lake=("华阳湖公园", "Huayang Lake Park"))
    for text in ("华阳湖", "huayang", "LAKE", "  Lake  "):
        for lang, name in (("zh", "华阳湖公园"), ("en", "Huayang Lake Park")):
            match = search(open_town(toy_dir), text, lang)[0]
            assert (match.layer, match.id, match.name) == ("parks", "lake", name)
            # The middle of the toy square.
            assert (match.lon, match.lat) == pytest.approx((121.285, 31.005), abs=1e-5)


def test_names_that_begin_with_the_text_come_first(toy_dir: Path) -> None:
    names = {"a": ("东湖", "East Lake"), "b": ("湖滨", "Lakeside"), "c": ("东路", "East Road")}
    named(toy_dir, "roads", **names)
    assert found(toy_dir, "湖") == ["b", "a"]
    assert found(toy_dir, "lake") == ["b", "a"]


def test_the_top_of_the_map_comes_first(toy_dir: Path) -> None:
    for layer_id in ("zones", "projects", "parks"):
        named(toy_dir, layer_id, **{layer_id: ("影视基地", "Film base")})
    assert found(toy_dir, "影视") == ["projects", "parks", "zones"]


def test_a_feature_without_a_place_is_found(toy_dir: Path) -> None:
    nowhere = feature(LAYERS["projects"], "hospital", name_zh="医院", geometry=None)
    write_geojson(toy_dir / "projects.geojson", [nowhere])
    match = search(open_town(toy_dir), "医院", "zh")[0]
    assert (match.id, match.lon, match.lat) == ("hospital", None, None)


def test_no_more_than_the_limit(toy_dir: Path) -> None:
    named(toy_dir, "bus_stops", **{f"s{i}": (f"站{i}", f"Stop {i}") for i in range(30)})
    assert len(search(open_town(toy_dir), "站", "zh")) == 12
    assert len(search(open_town(toy_dir), "站", "zh", limit=3)) == 3


def test_nothing_asked_nothing_found(toy_dir: Path) -> None:
    assert found(toy_dir, "") == found(toy_dir, "  ") == found(toy_dir, "nowhere at all") == []


def test_a_broken_layer_does_not_stop_the_search(toy_dir: Path) -> None:
    (toy_dir / "parks.geojson").write_text("{", encoding="utf-8")
    named(toy_dir, "roads", a=("湖滨路", "Lake Road"))
    assert found(toy_dir, "湖") == ["a"]


def test_a_text_is_never_a_pattern(toy_dir: Path) -> None:
    texts = (*HOSTILE, ".*", "(", "\\", "%")
    names = {f"park-{i}": (text, text) for i, text in enumerate(texts)}
    named(toy_dir, "parks", **names, other=("公园", "Park"))
    store = open_town(toy_dir)
    for key, (text, _) in names.items():
        matches = search(store, text, "zh")
        assert (matches[0].name, "other" in {match.id for match in matches}) == (text, False), key


def test_a_compound_and_a_village_are_found_in_either_language() -> None:
    shipped = open_town()
    assert search(shipped, "影都小区", "zh")[0].layer == "compounds"
    assert search(shipped, "yingdu", "en")[0].id == "compound-yingdu-estate"
    assert "villages" in {each.layer for each in search(shipped, "永福村", "zh")}
