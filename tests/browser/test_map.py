"""The stories of the map page, clicked through with the network blocked."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest
from playwright.sync_api import Locator, expect

from chedun_gis.town import open_town
from layers import LAYERS
from tests.browser.conftest import Server, Visit
from tests.conftest import HOSTILE, feature, write_geojson

Open = Callable[..., Visit]
CJK = re.compile(r"[\u4e00-\u9fff]")


def toggle(here: Visit, layer_id: str) -> Locator:
    label = here.map.locator("label", has=here.map.locator(f"[data-layer={layer_id}]"))
    return label.locator("input")


def test_the_map_draws_and_asks_for_nothing_outside(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    shown = {layer.id for layer in LAYERS.values() if layer.visible}
    for layer_id in shown:
        here.wait_drawn(layer_id)
    assert here.run_in_map("chedun.explorer.paths.get('bus_stops').size") == 219
    here.page.wait_for_timeout(500)
    assert here.outside() == []
    assert here.complaints == []
    painted = here.run_in_map(
        """() => { const c = document.querySelector('canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n / (d.length / 4);
        }"""
    )
    assert painted > 0.1
    expect(here.page.get_by_test_id("stAppDeployButton")).to_be_hidden()
    expect(here.page.get_by_test_id("stMainMenu")).to_be_hidden()


def test_a_click_on_a_project_shows_its_status(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    here.click_feature("projects", "project-film-park-2")
    card = here.page.locator(".card")
    expect(card).to_contain_text("上海影视乐园二期")
    expect(card.locator(".card-badge")).to_have_text("建设中")
    expect(card).to_contain_text("《规划》1.2.1；6.2.1")
    expect(card).to_contain_text("2020")
    expect(here.page).to_have_url(re.compile("project=project-film-park-2"))
    here.page.get_by_role("button", name="关闭").click()
    expect(card).to_have_count(0)
    expect(here.page).not_to_have_url(re.compile("project="))
    assert here.complaints == []


def test_a_layer_that_starts_hidden_is_clickable_once_shown(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    box = toggle(here, "bus_lines")
    assert not box.is_checked()
    box.check()
    here.wait_drawn("bus_lines")
    here.map.locator("label", has=here.map.locator("[data-layer=bus_stops]")).locator(
        "input"
    ).uncheck()
    here.click_feature("bus_lines", "bus-songjiang-60-0")
    expect(here.page.locator(".card-kind")).to_have_text("公交线路")
    box.uncheck()
    assert not here.run_in_map(
        "chedun.explorer.map.hasLayer(chedun.explorer.groups.get('bus_lines'))"
    )


def test_a_layer_shown_again_lies_where_it_belongs(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    box = toggle(here, "zones")
    box.uncheck()
    box.check()
    here.click_feature("projects", "project-film-park-2")  # not the zone that lies under it
    expect(here.page.locator(".card h3")).to_have_text("上海影视乐园二期")


def test_language_is_switched_and_stays_in_the_link(server: Server, visit: Open) -> None:
    here = visit()
    here.open(f"{server.url}/?project=project-haopu")
    expect(here.page.locator(".card h3")).to_have_text("昊浦影视基地")
    here.page.get_by_role("button", name="English").click()
    expect(here.page.locator(".card h3")).to_have_text("Haopu film base")
    expect(here.page).to_have_url(re.compile("lang=en"))
    here.page.wait_for_function(
        """() => { const maps = document.querySelectorAll('iframe[title*=folium]');
        return maps.length === 1 && maps[0].contentDocument?.documentElement?.lang === 'en'; }"""
    )
    here.wait_drawn("projects")
    words = here.page.locator("[data-testid=stMain]").inner_text()
    words += here.map.locator("body").inner_text()
    assert not CJK.search(words.replace("中文", "")), CJK.findall(words)
    here.page.get_by_role("link", name="Data").click()
    expect(here.page.get_by_role("heading", name="Layer data")).to_be_visible()
    expect(here.page).to_have_url(re.compile("lang=en"))


def test_a_deep_link_opens_its_project(server: Server, visit: Open) -> None:
    here = visit()
    here.open(f"{server.url}/?project=project-1905&lang=en")
    expect(here.page.locator(".card h3")).to_contain_text("1905")
    here.wait_in_map(
        """() => { const {map, paths} = chedun.explorer;
        const at = paths.get('projects').get('project-1905').getLatLng();
        return map.distance(map.getCenter(), at) < 60;
        }"""
    )


def test_a_link_to_nothing_says_so(server: Server, visit: Open) -> None:
    here = visit()
    here.open(f"{server.url}/?project=project-{HOSTILE[0]}")
    expect(here.page.get_by_test_id("stAlert")).to_contain_text("不在当前数据里")
    assert here.complaints == []


def test_search_flies_there_and_opens_the_card(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    here.map.locator(".leaflet-control-geocoder input").fill("醉白池")
    expect(here.map.get_by_text("没有找到")).to_be_visible()
    here.map.locator(".leaflet-control-geocoder input").fill("莘莘学子")
    here.map.locator(".leaflet-control-geocoder-alternatives a").first.click()
    expect(here.page.locator(".card h3")).to_have_text("莘莘学子创业园")
    here.wait_in_map("chedun.explorer.map.getZoom() >= 15")


def test_the_list_filters_selects_and_exports(server: Server, visit: Open, tmp_path: Path) -> None:
    here = visit()
    here.open(server.url)
    here.page.get_by_placeholder("按名称查找").fill("课堂汇")
    here.page.get_by_placeholder("按名称查找").press("Enter")
    expect(here.page.get_by_text("1 / 34 项")).to_be_visible()
    here.settle()
    downloaded = here.download("导出列表", tmp_path)
    content = json.loads(downloaded.read_text(encoding="utf-8"))
    assert [each["id"] for each in content["features"]] == ["project-ketang"]
    table = here.page.get_by_test_id("stDataFrame").bounding_box()
    assert table is not None
    here.page.mouse.click(table["x"] + 16, table["y"] + 52)
    expect(here.page.locator(".card h3")).to_have_text("课堂汇")
    expect(here.page.locator(".card-remark")).to_contain_text("全镇范围")


@pytest.mark.parametrize("layer_id", ["parks", "bus_stops"])
def test_a_layer_downloads_as_valid_geojson(
    server: Server, visit: Open, layer_id: str, tmp_path: Path
) -> None:
    here = visit()
    here.page.goto(f"{server.url}/data")
    box = here.page.get_by_role("combobox", name="图层").first
    here.choose(box, LAYERS[layer_id].title.zh, exact=True)
    path = here.download(f"下载 {layer_id}.geojson", tmp_path)
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()
    assert frame["id"].tolist() == open_town().frame(layer_id)["id"].tolist()


def test_controls(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    position = here.map.locator(".chedun-position")
    box = here.page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None
    here.page.mouse.move(box["x"] + 400, box["y"] + 400)
    expect(position).to_have_text(re.compile(r"E 62\d{4}\.\d  N 343\d{4}\.\d m \(CGCS2000.*°E"))
    expect(here.map.locator(".leaflet-control-scale-line")).to_contain_text("km")
    here.map.locator(".polyline-measure-unicode-icon").first.click()
    for x in (300, 420):
        here.page.mouse.click(box["x"] + x, box["y"] + 300)
    here.page.mouse.dblclick(box["x"] + 420, box["y"] + 300)
    expect(here.map.locator(".polyline-measure-tooltip-end").first).to_contain_text("km")
    expect(here.map.get_by_title("全屏")).to_be_visible()


def test_the_panel_folds(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    frame = here.page.locator("iframe[title*=folium]")
    before = frame.bounding_box()
    assert before is not None
    here.page.locator(".st-key-fold button").first.click()
    expect(here.page.locator(".st-key-panel")).to_be_hidden()
    here.page.wait_for_function(
        "least => document.querySelector('iframe[title*=folium]').clientWidth > least",
        arg=before["width"] + 300,
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_is_wider_than_the_window(
    server: Server, visit: Open, lang: str, width: int, height: int
) -> None:
    here = visit(width, height)
    for page in ("", "data"):
        here.page.goto(f"{server.url}/{page}?lang={lang}")
        here.page.wait_for_selector("[data-testid=stMain]")
        here.settle()
        overflow = here.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0
    assert here.complaints == []


def test_dark(server: Server, visit: Open) -> None:
    here = visit(scheme="dark")
    here.open(server.url)
    assert here.run_in_map("document.body.dataset.theme") == "dark"


def test_hostile_names_are_shown_and_never_run(visit: Open, toy_dir: Path) -> None:
    layer = LAYERS["projects"]
    spread = [121.27, 121.275, 121.28, 121.285, 121.29, 121.295]
    named = [
        feature(
            layer,
            f"p{i}",
            name_zh=name,
            name_en=name,
            target_zh=name,
            target_en=name,
            source=name,
            geometry={"type": "Point", "coordinates": [spread[i], 31.005]},
        )
        for i, name in enumerate(HOSTILE)
    ]
    write_geojson(toy_dir / layer.file, named)
    zones = [feature(LAYERS["zones"], "z", name_zh=HOSTILE[0], name_en=HOSTILE[5])]
    write_geojson(toy_dir / "zones.geojson", zones)
    server = Server(CHEDUN_DATA_DIR=str(toy_dir))
    try:
        here = visit()
        here.open(server.url)
        for i, name in enumerate(HOSTILE):
            here.click_feature("projects", f"p{i}")
            expect(here.page.locator(".card h3")).to_have_text(name)
            expect(here.page.locator(".card dd", has_text=name).first).to_be_visible()
        here.map.locator(".leaflet-control-geocoder input").fill("img src")
        found = here.map.locator(".leaflet-control-geocoder-alternatives")
        expect(found).to_contain_text(HOSTILE[0])
        here.run_in_map("chedun.explorer.map.setView([31.005, 121.27], 17, {animate: false})")
        expect(here.map.locator(".chedun-label", has_text=HOSTILE[0]).first).to_be_visible()
        assert here.page.locator("img[src=x]").count() == 0
        assert here.map.locator("img[src=x]").count() == 0
        assert "49" not in here.page.locator(".card").inner_text()
        assert here.complaints == []
    finally:
        server.stop()


def test_a_basemap_is_asked_for_only_when_it_is_set(visit: Open, toy_dir: Path) -> None:
    server = Server(
        CHEDUN_DATA_DIR=str(toy_dir),
        CHEDUN_BASEMAP_URL="http://127.0.0.1:9/tiles/{z}/{x}/{y}.png",
        CHEDUN_BASEMAP_ATTRIBUTION="测绘院 <b>2026</b>",
    )
    try:
        here = visit()
        here.open(server.url)
        expect(here.map.locator(".chedun-credits")).to_contain_text("测绘院 <b>2026</b>")
        tiles = [url for url in here.requests if ":9/tiles/" in url]
        assert tiles
        assert all(re.search(r"/tiles/\d+/\d+/\d+\.png$", url) for url in tiles)
    finally:
        server.stop()


def test_a_broken_layer_is_named_and_the_rest_works(visit: Open, toy_dir: Path) -> None:
    (toy_dir / "parks.geojson").write_text("", encoding="utf-8")
    server = Server(CHEDUN_DATA_DIR=str(toy_dir))
    try:
        here = visit()
        here.open(server.url)
        expect(here.page.get_by_test_id("stAlert")).to_contain_text("公园绿地")
        assert here.map.locator("[data-layer=parks]").count() == 0
        here.page.get_by_role("link", name="数据").click()
        expect(here.page.get_by_role("heading", name="问题清单")).to_be_visible()
        assert "Traceback" not in here.page.content()
    finally:
        server.stop()
