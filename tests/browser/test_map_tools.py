"""What the map itself offers: choosing, measuring, home, legend, wheel, keyboard, its foot."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
CJK = re.compile(r"[\u4e00-\u9fff]")
FILM_PARK = "project-film-park-2"
# The corners of a square of 200 m around the middle of the town, as points of the map's frame.
SQUARE = """() => {
    const {map, catalogue} = chedun.explorer;
    const grid = proj4(catalogue.grid);
    map.setView(map.getCenter(), 17, {animate: false});
    const {lat, lng} = map.getCenter();
    const [x, y] = grid.forward([lng, lat]);
    return [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([dx, dy]) => {
        const [lng, lat] = grid.inverse([x + dx * 100, y + dy * 100]);
        const p = map.latLngToContainerPoint([lat, lng]);
        return [p.x, p.y];
    });
}"""


def frame_box(here: Visit) -> Any:  # noqa: ANN401 - Playwright's
    box = here.page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None
    return box


def points_of_square(here: Visit) -> list[tuple[float, float]]:
    box = frame_box(here)
    return [(box["x"] + x, box["y"] + y) for x, y in here.run_in_map(SQUARE)]


def numbers(text: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"[\d,]*\d(?:\.\d+)?", text)]


def pick(here: Visit, name: str) -> None:
    here.map.locator(f".chedun-button-{name}").click()


def look_at(here: Visit, place: str, level: int) -> None:
    here.run_in_map(f"() => void chedun.explorer.map.setView({place}, {level}, {{animate: false}})")


def zoom(here: Visit) -> float:
    return float(here.run_in_map("chedun.explorer.map.getZoom()"))


def test_what_lies_under_a_click_can_be_chosen_by_mouse(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    here.click_feature("projects", FILM_PARK)
    expect(here.page.locator(".card h3")).to_have_text("上海影视乐园二期")
    listed = here.map.locator(".chedun-under button")
    expect(listed.first).to_have_text("上海影视乐园二期 · 规划项目")
    expect(listed.first).to_have_attribute("aria-checked", "true")
    # The town's limit is a line: within it nothing of it lies under the click.
    expect(listed.filter(has_text="镇域边界")).to_have_count(0)
    listed.filter(has_text="影视特色小镇").click()
    expect(here.map.locator(".chedun-under")).to_have_count(0)
    expect(here.page.locator(".card h3")).to_have_text("影视特色小镇")
    assert here.run_in_map("chedun.explorer.selected[0]") == "zones"
    assert here.complaints == []


def test_what_lies_under_a_click_can_be_chosen_by_keyboard(server: Server, visit: Open) -> None:
    here = visit()
    here.open(f"{server.url}/?lang=en")
    here.click_feature("projects", FILM_PARK)
    listed = here.map.locator(".chedun-under")
    expect(listed).to_have_attribute("aria-label", re.compile(r"^\d+ features here$"))
    expect(listed.locator("button").first).to_be_focused()
    here.page.keyboard.press("ArrowUp")
    expect(listed.locator("button").last).to_be_focused()
    here.page.keyboard.press("ArrowDown")
    here.page.keyboard.press("ArrowDown")
    here.page.keyboard.press("Enter")
    expect(here.page.locator(".card h3")).to_have_text("Chedun market town")
    here.page.keyboard.press("Enter")  # in the middle of the map, where the project is
    expect(listed).to_be_visible()
    expect(here.page.locator(".card h3")).to_have_text("Shanghai Film Park phase 2")
    here.page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    expect(here.map.locator("#map_div")).to_be_focused()


def test_bare_ground_is_nothing_to_choose(server: Server, visit: Open) -> None:
    here = visit()
    here.open(f"{server.url}/?layers=town_boundary", drawn="town_boundary")
    here.run_in_map(
        """() => {
            const {map, paths} = chedun.explorer;
            const [limit] = paths.get("town_boundary").values();
            map.setView(limit.getBounds().getCenter(), 15, {animate: false});
        }"""
    )
    box = frame_box(here)
    here.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    here.page.wait_for_timeout(500)  # a choice would be told by now
    assert here.run_in_map("chedun.explorer.selected ?? null") is None
    expect(here.page.locator(".card h3")).to_have_count(0)
    # The limit itself can be chosen.
    here.run_in_map(
        """() => {
            const {map, paths} = chedun.explorer;
            const [limit] = paths.get("town_boundary").values();
            map.setView(limit.getLatLngs().flat(2)[0], 15, {animate: false});
        }"""
    )
    here.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(here.page.locator(".card h3")).to_have_text("车墩镇")


@pytest.mark.parametrize(
    ("layer", "words", "name"),
    [("facilities", "敬老", "车墩敬老院"), ("roads", "北松", "北松公路"), ("residential", "", "")],
)
def test_features_of_any_layer_are_reached_from_a_table(
    server: Server, visit: Open, layer: str, words: str, name: str
) -> None:
    here = visit()
    here.page.goto(f"{server.url}/data?lang=zh&layer_of={layer}&find={words}")
    here.wait_drawn("projects")
    table = here.page.get_by_test_id("stDataFrame").nth(1)
    table.scroll_into_view_if_needed()
    expect(here.page.get_by_text(re.compile(r"^\d+ / \d+ 个要素"))).to_be_visible()
    before = here.run_in_map("() => chedun.explorer.map.getCenter()")
    box = table.bounding_box()
    assert box is not None
    here.page.mouse.click(box["x"] + 120, box["y"] + 35 + 18)
    expect(here.page.locator(".card h3")).to_contain_text(name)
    here.wait_in_map(f"chedun.explorer.selected?.[0] === '{layer}'")
    here.wait_in_map(f"chedun.explorer.map.getCenter().lat !== {before['lat']}")
    assert here.complaints == []


def test_a_click_where_one_feature_lies_offers_no_list(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    pick(here, "layers")
    for layer_id in ("zones", "town_boundary", "parks/reach", "industry_belts/reach"):
        box = here.map.locator("label", has=here.map.locator(f"[data-layer='{layer_id}']"))
        if box.count():
            box.locator("input").uncheck()
    pick(here, "layers")
    here.click_feature("projects", FILM_PARK)
    expect(here.page.locator(".card h3")).to_have_text("上海影视乐园二期")
    assert here.run_in_map("chedun.explorer.offered") is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_square_is_measured_by_mouse(server: Server, visit: Open, lang: str) -> None:
    here = visit()
    here.open(f"{server.url}/?lang={lang}")
    corners = points_of_square(here)
    pick(here, "area")
    for x, y in corners[:3]:
        here.page.mouse.click(x, y)
        here.page.wait_for_timeout(300)  # two clicks at once would be a double one
    here.page.mouse.dblclick(*corners[3])
    said = here.map.locator(".chedun-measured b")
    expect(said).to_have_text(
        re.compile("平方米（.*公顷），周长" if lang == "zh" else r"m² \(.* ha\)")
    )
    expect(here.map.locator(".chedun-button-area")).to_have_attribute("aria-pressed", "false")
    area_m2, area_ha, perimeter_m = numbers(said.inner_text().replace("m²", ""))
    assert area_m2 == pytest.approx(40_000, rel=0.02)  # a pixel is about a metre
    assert area_ha == pytest.approx(4, abs=0.08)
    assert perimeter_m == pytest.approx(800, rel=0.01)
    assert here.run_in_map("chedun.explorer.selected ?? null") is None
    here.map.get_by_role("button", name="清除" if lang == "zh" else "Clear", exact=True).click()
    expect(here.map.locator(".chedun-measured")).to_be_hidden()
    assert here.complaints == []


def test_a_distance_is_measured_and_taken_back_by_mouse(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    corners = points_of_square(here)
    pick(here, "distance")
    said = here.map.locator(".chedun-measured b")
    expect(said).to_have_attribute("aria-live", "polite")
    here.page.mouse.click(*corners[0])
    here.page.wait_for_timeout(300)
    here.page.mouse.move(*corners[1])
    expect(said).to_contain_text("长度")  # live, before the second point
    assert numbers(said.inner_text())[0] == pytest.approx(200, abs=2)
    here.page.mouse.click(*corners[1])
    here.page.wait_for_timeout(300)
    here.page.mouse.click(*corners[2])
    assert numbers(said.inner_text())[0] == pytest.approx(400, abs=4)
    here.page.keyboard.press("Backspace")
    here.page.keyboard.press("Enter")
    assert numbers(said.inner_text())[0] == pytest.approx(200, abs=2)
    here.page.keyboard.press("Escape")
    expect(here.map.locator(".chedun-measured")).to_be_hidden()
    before = zoom(here)
    here.page.mouse.dblclick(*corners[2])  # which zooms again
    here.wait_in_map(f"chedun.explorer.map.getZoom() > {before}")


def test_a_distance_is_measured_by_keyboard(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    look_at(here, "[31.0, 121.31]", 17)
    here.map.locator(".chedun-button-distance").focus()
    here.page.keyboard.press("Enter")
    expect(here.map.locator(".chedun-cross")).to_be_visible()
    here.page.keyboard.press("Space")
    east = here.run_in_map(
        """() => { const {map, catalogue} = chedun.explorer, grid = proj4(catalogue.grid);
        const at = ({lng, lat}) => grid.forward([lng, lat]);
        const c = map.latLngToContainerPoint(map.getCenter());
        const [a, b] = [map.getCenter(), map.containerPointToLatLng(c.add([90, 0]))].map(at);
        return Math.hypot(a[0] - b[0], a[1] - b[1]); }"""
    )
    here.page.keyboard.press("Shift+ArrowRight")
    here.page.keyboard.press("ArrowRight")
    # The middle of a map of odd width lies between two pixels, of a metre each.
    said = here.map.locator(".chedun-measured b")
    assert numbers(said.inner_text())[0] == pytest.approx(east, abs=0.6)
    here.page.keyboard.press("Space")
    here.page.keyboard.press("Enter")
    assert numbers(said.inner_text())[0] == pytest.approx(east, abs=0.6)
    assert here.run_in_map("chedun.explorer.selected ?? null") is None
    here.page.keyboard.press("Escape")
    expect(said).to_have_text("")
    assert here.complaints == []


def test_measuring_and_drawing_do_not_take_each_others_clicks(server: Server, visit: Open) -> None:
    here = visit()
    here.open(f"{server.url}/scenario", drawn="roads")
    here.wait_in_map("document.body.dataset.pen !== undefined")
    here.page.locator("iframe[title*=folium]").scroll_into_view_if_needed()
    box = frame_box(here)
    places = [(box["x"] + x, box["y"] + 120) for x in (300, 420, 540)]
    before = here.run_in_map("document.body.dataset.pen")
    square = here.map.get_by_role("button", name="放一块 1 公顷方形公园")
    square.click()
    pick(here, "distance")
    here.page.mouse.click(*places[0])
    here.page.wait_for_timeout(300)
    here.page.mouse.click(*places[1])
    expect(here.map.locator(".chedun-measured b")).to_contain_text("长度")
    assert here.run_in_map("document.body.dataset.pen") == before
    square.click()
    here.page.mouse.click(*places[2])
    expect(here.map.locator(".chedun-measured")).to_be_hidden()
    here.wait_in_map(f"document.body.dataset.pen !== {before!r}")
    pick(here, "area")
    here.map.get_by_role("button", name="画公园").click()
    expect(here.map.locator(".chedun-measured")).to_be_hidden()
    expect(here.map.locator(".chedun-button-area")).to_have_attribute("aria-pressed", "false")
    assert here.complaints == []


def test_home_leads_back_to_the_town(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    start = zoom(here)
    look_at(here, "[31.2, 121.5]", 18)
    here.map.get_by_role("button", name="放大").focus()
    here.page.keyboard.press("Space")
    here.wait_in_map("chedun.explorer.map.getZoom() === 19")
    here.map.get_by_role("button", name="回到全镇").click()
    here.wait_in_map(f"chedun.explorer.map.getZoom() === {start}")  # also out of a zoom under way
    assert here.run_in_map(
        """() => { const {map, catalogue} = chedun.explorer, [w, s, e, n] = catalogue.bounds;
        return map.getBounds().contains([[s, w], [n, e]]); }"""
    )


FOOT = (".leaflet-control-scale", ".chedun-position", ".chedun-credits")
OTHERS = (
    ".leaflet-control-zoom",
    ".leaflet-control-geocoder",
    ".chedun-legend-box",
    ".leaflet-control-layers",
    ".chedun-button-area",
)


@pytest.mark.parametrize("window", [(1440, 900), (390, 844)])
@pytest.mark.parametrize("path", ["", "coverage"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_on_the_map_lies_over_another(
    server: Server, visit: Open, window: tuple[int, int], path: str, lang: str
) -> None:
    here = visit(*window)
    here.open(f"{server.url}/{path}?lang={lang}", drawn="roads")
    if path:
        here.wait_in_map("document.body.dataset.evidence")
        fold = here.map.locator(".chedun-legend-fold")
        if fold.get_attribute("aria-expanded") == "false":
            fold.click()
        expect(here.map.locator(".chedun-evidence")).to_be_visible()
    here.run_in_map(
        "() => void chedun.explorer.map.fire('mousemove', {latlng: L.latLng(31.0123, 121.3123)})"
    )
    boxes = here.run_in_map(
        """(body, names) => names.map(name => {
            const {left, top, right, bottom} = document.querySelector(name).getBoundingClientRect();
            return [left, top, right, bottom]; })""",
        [*FOOT, *OTHERS],
    )
    inner_width, inner_height = here.run_in_map("() => [innerWidth, innerHeight]")
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= inner_width
        assert 0 <= top < bottom <= inner_height
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_the_legend_lists_what_is_shown_and_stays_folded(server: Server, visit: Open) -> None:
    here = visit()
    here.open(server.url)
    part = here.map.locator(".chedun-legend-part[data-legend=roads]")
    expect(part).to_contain_text("高速公路")
    expect(here.map.locator(".leaflet-control-layers-list")).to_be_hidden()
    expect(here.map.locator("[data-legend=bus_lines]")).to_have_count(0)
    pick(here, "layers")
    box = here.map.locator("label", has=here.map.locator("[data-layer=roads]")).locator("input")
    box.uncheck()
    expect(part).to_have_count(0)
    box.check()
    expect(part).to_be_visible()
    here.map.get_by_role("button", name="图例").click()
    expect(part).to_be_hidden()
    here.page.reload()
    here.wait_drawn("projects")
    expect(here.map.get_by_role("button", name="图例")).to_have_attribute("aria-expanded", "false")
    expect(part).to_be_hidden()


def test_the_legend_is_folded_on_a_phone(server: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.open(server.url)
    expect(here.map.locator(".chedun-legend-list")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_wheel_zooms_a_map_that_fills_the_window(
    server: Server, visit: Open, width: int, height: int
) -> None:
    here = visit(width, height)
    here.open(server.url)
    before = zoom(here)
    here.page.mouse.move(0.35 * width, 0.3 * height)
    here.page.mouse.wheel(0, -120)
    here.wait_in_map(f"chedun.explorer.map.getZoom() > {before}")
    expect(here.map.locator(".chedun-hint")).to_be_hidden()


NAMES = """() => {
    const pressed = ':is(button, a, [role=button], input)';
    const found = [...document.querySelectorAll(`.leaflet-control-container ${pressed}`)];
    const silent = c => c.tagName === 'LABEL' || c.getAttribute('aria-hidden') === 'true';
    return found.filter(e => e.checkVisibility()).map(e => [
        e.tagName, e.getAttribute('role'), e.tabIndex,
        e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent,
        [...e.children].every(silent)]);
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["", "scenario"])
def test_every_button_has_a_name(server: Server, visit: Open, path: str, lang: str) -> None:
    here = visit()
    here.open(f"{server.url}/{path}?lang={lang}", drawn="roads")
    if path:
        here.map.locator(".leaflet-pm-toolbar a").first.wait_for()
    found = here.run_in_map(NAMES)
    assert len(found) >= 8 + 7 * bool(path)
    for tag, role, tab, name, hidden in found:
        assert tag != "A" or role == "button", name
        assert tab >= 0, name
        assert bool(CJK.search(name)) == (lang == "zh"), name
        assert hidden, name


@pytest.mark.parametrize(("lang", "name"), [("zh", "规划地图"), ("en", "Planning map")])
def test_the_map_says_what_it_is_and_pans_by_key(
    server: Server, visit: Open, lang: str, name: str
) -> None:
    here = visit()
    here.open(f"{server.url}/?lang={lang}")
    box = here.map.get_by_role("application", name=name)
    described = box.get_attribute("aria-describedby")
    expect(here.map.locator(f"#{described}")).to_have_text(
        re.compile("方向键" if lang == "zh" else "Arrow keys")
    )
    box.focus()
    here.page.keyboard.press("ArrowRight")
    start = here.run_in_map("chedun.explorer.catalogue.bounds[0]")
    here.wait_in_map(f"chedun.explorer.map.getCenter().lng > {start}")
    expect(here.map.locator(".chedun-cross")).to_be_visible()


def test_the_controls_can_be_put_on_again_in_the_other_language(
    server: Server, visit: Open
) -> None:
    here = visit()

    def opened(route: Route) -> None:
        """Hand over the script with what puts the controls on, which it keeps to itself."""
        script = route.fetch()
        named = "globalThis.chedun = { addControls, removeControls, start,"
        body = script.text().replace("globalThis.chedun = { start,", named)
        assert named in body
        route.fulfill(response=script, body=body)

    here.page.route("**/assets/map.js", opened)
    here.open(server.url)
    here.map.locator(".chedun-legend-part[data-legend=roads]").wait_for()
    counted = """() => [
        document.querySelectorAll('#map_div *:not(.leaflet-pane *)').length,
        Object.values(chedun.explorer.map._events).reduce((sum, each) => sum + each.length, 0)]"""
    before = here.run_in_map(counted)
    pick(here, "distance")
    renewed = here.run_in_map(
        """async (body) => {
            const {explorer, addControls} = chedun;
            explorer.catalogue = await explorer.get('catalogue.json?lang=en');
            for (const group of explorer.catalogue.groups)
                for (const entry of group.layers) explorer.entries.set(entry.id, entry);
            const added = addControls(explorer);
            return added === explorer.controls && added.every(each => each.remove);
        }"""
    )
    assert renewed
    expect(here.map.locator(".chedun-legend-part[data-legend=roads]")).to_contain_text("Expressway")
    assert here.run_in_map(counted) == before
    names = here.run_in_map(NAMES)
    assert not [name for *_, name, _ in names if CJK.search(name)]
    assert not CJK.search(here.map.get_by_role("application").get_attribute("aria-label") or "中")
    box = here.map.locator("label", has=here.map.locator("[data-layer=roads]")).locator("input")
    pick(here, "layers")
    box.uncheck()
    expect(here.map.locator("[data-legend=roads]")).to_have_count(0)
    here.run_in_map("chedun.removeControls(chedun.explorer)")
    assert here.map.locator(".leaflet-control").count() == 0
    assert here.run_in_map(counted)[1] < before[1]
    assert here.complaints == []
