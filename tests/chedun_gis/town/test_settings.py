"""Settings: every variable is explained; nothing asks the network unless told."""

from pathlib import Path

from chedun_gis.town import settings_from

ROOT = Path(__file__).resolve().parents[3]


def test_no_basemap_by_default() -> None:
    assert settings_from({}).basemap is None


def test_a_basemap_needs_its_credit() -> None:
    url = {"CHEDUN_BASEMAP_URL": "http://tiles.local/{z}/{x}/{y}.png"}
    assert settings_from(url).basemap is None
    basemap = settings_from(url | {"CHEDUN_BASEMAP_ATTRIBUTION": "测绘院"}).basemap
    assert basemap is not None
    assert basemap.attribution == "测绘院"


def test_tianditu_brings_map_and_labels() -> None:
    basemap = settings_from({"CHEDUN_TIANDITU_KEY": "abc"}).basemap
    assert basemap is not None
    assert ["layer=vec" in basemap.urls[0], "layer=cva" in basemap.urls[1]] == [True, True]
    assert all("tk=abc" in url and "{x}" in url for url in basemap.urls)
    assert "天地图" in basemap.attribution
