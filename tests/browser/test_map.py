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
from tests.browser.tools import TOOLS, WITHOUT_RESULT
from tests.conftest import HOSTILE, feature, write_geojson

Open = Callable[..., Visit]
CJK = re.compile(r"[\u4e00-\u9fff]")


def toggle(here: Visit, layer_id: str) -> Locator:
    """Return the box of a layer in the list of layers, which is opened for it."""
    button = here.map.locator(".chedun-button-layers")
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    label = here.map.locator("label", has=here.map.locator(f"[data-layer={layer_id}]"))
    return label.locator("input")


def map_place(here: Visit) -> tuple[float, float, float]:
    """Return where the map begins and how wide it is; a drawer may lie over its lower part."""
    box = here.page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"]


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
    expect(card.locator(".card-badge")).to_have_text("推进中")
    expect(card).to_contain_text("《规划》1.2.1；6.2.1")
    expect(card).to_contain_text("2023")
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
    toggle(here, "bus_stops").uncheck()
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
    here.wait_in_map("document.documentElement.lang === 'en'")
    here.wait_drawn("projects")
    assert here.page.locator("iframe[title*=folium]").count() == 1
    # What was said in Chinese is gone from the map, and stands there once in English.
    for control in (".leaflet-control-layers", ".leaflet-control-zoom", ".chedun-credits"):
        expect(here.map.locator(control)).to_have_count(1)
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
    path = here.download(f"下载 {LAYERS[layer_id].title.zh}", tmp_path)
    assert path.name.startswith(LAYERS[layer_id].title.zh)
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()
    assert frame["id"].tolist() == open_town().frame(layer_id)["id"].tolist()


def test_controls(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    position = here.map.locator(".chedun-position")
    here.page.mouse.move(*here.on_map(400, 400))
    expect(position).to_have_text(re.compile(r"E 62\d{4}\.\d  N 343\d{4}\.\d m \(CGCS2000.*°E"))
    expect(here.map.locator(".leaflet-control-scale-line")).to_contain_text("km")
    expect(here.map.get_by_title("全屏")).to_be_visible()


def test_one_map_stays_beside_every_tool(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    here.wait_shown("map", result=False)
    place = map_place(here)
    here.run_in_map(
        """() => {
            window.markOfTheTest = 'the same map';
            chedun.explorer.map.setView([31.0, 121.3], 14, {animate: false});
        }"""
    )
    for tool in (*list(TOOLS)[1:], "map"):
        here.turn_to(tool)
        here.wait_shown(tool, result=tool not in WITHOUT_RESULT)
        assert here.run_in_map("window.markOfTheTest") == "the same map"
        assert here.run_in_map("chedun.explorer.map.getZoom()") == 14, tool
        assert map_place(here) == place, tool
    # And what one of them put on or off is as it was.
    on = set(here.run_in_map("[...chedun.explorer.on()]"))
    assert {name for name in on if "/" not in name} == {
        layer.id for layer in LAYERS.values() if layer.visible
    }
    assert here.complaints == []


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
        here.wait_until_it_fits()
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


def test_the_filters_of_the_list_hold_on_the_map(server: Server, visit: Open) -> None:
    here = visit()
    page = here.page
    here.open(f"{server.url}/?lang=zh")
    all_of_them = here.run_in_map("() => chedun.explorer.groups.get('projects').getLayers().length")
    here.choose(page.get_by_role("combobox", name="阶段"), "已建成")
    page.locator(".panel-title").first.click(force=True)  # closes the list of choices
    here.wait_in_map("document.body.dataset.kept?.startsWith('projects ')")
    left = here.run_in_map("() => chedun.explorer.groups.get('projects').getLayers().length")
    assert 0 < left < all_of_them
    # What is chosen can be read whole, and goes by one click.
    expect(page.locator(".st-key-map_stage_zh")).to_contain_text("已建成")
    page.get_by_role("button", name="清除筛选").click()
    here.wait_in_map("document.body.dataset.kept === ''")
    again = here.run_in_map("() => chedun.explorer.groups.get('projects').getLayers().length")
    assert again == all_of_them
    assert here.complaints == []


def test_a_click_anywhere_in_a_row_picks_the_project(server: Server, visit: Open) -> None:
    here = visit()
    page = here.page
    here.open(f"{server.url}/?lang=zh")
    here.settle()
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 35 + 18)
    page.wait_for_url("**project=**")
    expect(page.locator(".st-key-card")).to_be_visible()
    assert here.complaints == []


def test_a_chosen_tab_stays_lit_when_it_is_clicked_again(server: Server, visit: Open) -> None:
    here = visit()
    here.show(f"{server.url}/scenario", "scenario")
    tab = here.page.locator(".st-key-scenario_mode_zh").get_by_text("编辑方案")
    tab.click()
    here.settle()
    lit = here.page.locator(".st-key-scenario_mode_zh [aria-checked=true]")
    expect(lit).to_have_text("编辑方案")
