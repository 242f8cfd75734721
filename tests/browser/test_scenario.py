"""Draw a park, watch the figure rise, undo, save, reload, compare, print: in a real browser."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STORY_LANGS, Server, Visit
from tests.browser.drawing import SOUTH, draw_a_park, drawn, rises, share, spot, wait_for_pen

Open = Callable[..., Visit]
CJK = re.compile(r"[\u4e00-\u9fff]")
WORDS = {
    "zh": {
        "undo": "撤销",
        "redo": "重做",
        "file": "保存与分享",
        "save": "保存",
        "name": "方案名称",
        "compare": "方案对比",
        "print": "生成报告",
        "stops": "公交站点",
        "planned": "视为建成的规划项目",
        "first": "规划社区公园一（选址示意）",
    },
    "en": {
        "undo": "Undo",
        "redo": "Redo",
        "file": "Save and share",
        "save": "Save",
        "name": "Name",
        "compare": "Compare",
        "print": "Make the report",
        "stops": "Bus stops",
        "planned": "Planned, taken as built",
        "first": "Planned community park 1 (site sketched)",
    },
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_the_story_of_a_drawn_park(town: Server, visit: Open, lang: str) -> None:
    words = WORDS[lang]
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/scenario?lang={lang}")
    wait_for_pen(here)
    before = share(page)
    here.run_in_map("window.markOfTheTest = 'the same map'")
    draw_a_park(here)
    with_park = rises(page, before)
    assert with_park > before
    here.map.locator("body[data-pen*=new-park]").wait_for()
    assert len(drawn(here)) == 1
    # The map is still the one that was drawn on.
    assert here.run_in_map("window.markOfTheTest") == "the same map"

    page.get_by_role("button", name=words["undo"]).click()
    assert rises(page, with_park) == before
    page.get_by_role("button", name=words["redo"]).click()
    assert rises(page, before) == with_park

    # A planned park taken as built adds to it.
    page.get_by_text(words["planned"]).click()
    page.get_by_text(words["first"]).last.click()
    both = rises(page, with_park)
    assert both > with_park

    page.get_by_text(words["file"]).click()
    page.get_by_role("textbox", name=words["name"], exact=True).fill(f"甲{lang}")
    page.get_by_role("textbox", name=words["name"], exact=True).press("Enter")
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.get_by_text("?scenario=s-")).to_be_visible()
    page.wait_for_url("**scenario=s-**")

    # The link opens it again, in another session.
    other = visit(1440, 1000)
    other.page.goto(page.url)
    wait_for_pen(other)
    assert share(other.page) == both
    assert len(drawn(other)) == 1

    # Beside the town as it is: the table, the difference on the map.
    other.settle()
    other.page.get_by_text(words["compare"], exact=True).click()
    other.settle()
    expect(other.map.locator(".chedun-evidence")).to_contain_text(f"甲{lang}")

    # And both go on paper.
    other.page.get_by_role("button", name=words["print"]).click()
    for form, start in (("PDF", b"%pdf-"), ("HTML", b"<!doctype html>")):
        with other.page.expect_download() as printed:
            other.page.get_by_role("button", name=form, exact=False).click()
        content = Path(printed.value.path()).read_bytes()
        assert content.lower().startswith(start)
        assert form == "PDF" or f"甲{lang}" in content.decode("utf-8")
    assert here.outside() == []
    assert other.outside() == []
    assert here.complaints == []
    assert other.complaints == []
    if lang == "en":
        shown = (
            other.page.locator("[data-testid=stMain]")
            .inner_text()
            .replace("甲", "")
            .replace("中文", "")
        )
        assert not CJK.search(shown), CJK.findall(shown)


def test_a_stop_is_drawn_and_can_be_taken_back(town: Server, visit: Open) -> None:
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/scenario")
    wait_for_pen(here)
    page.get_by_text("公交站点", exact=True).first.click()
    here.map.locator(".leaflet-pm-icon-circle-marker").first.wait_for()
    here.map.locator(".leaflet-pm-icon-circle-marker").first.click()
    here.click_map(*spot(here, SOUTH))
    here.map.locator("body[data-pen*=new-stop]").wait_for()
    expect(page.get_by_text("满足两条线路的片区")).to_be_visible()
    page.get_by_role("combobox", name="停靠线路").click()
    page.keyboard.type("松江26路")
    page.get_by_role("option", name="松江26路").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_text("改动（1）")).to_be_visible()
    page.get_by_role("button", name="删除").click()
    expect(page.get_by_text("改动（0）")).to_be_visible()
    assert here.complaints == []


def test_a_file_is_taken_along_and_a_broken_one_is_refused(
    town: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/scenario")
    wait_for_pen(here)
    before = share(page)
    draw_a_park(here)
    with_park = rises(page, before)
    page.get_by_text("保存与分享").click()
    # The uploader shortens a long name.
    file = here.download("下载方案文件", tmp_path).rename(tmp_path / "plan.json")
    content = json.loads(file.read_text(encoding="utf-8"))
    assert [change["action"] for change in content["changes"]] == ["added"]

    fresh = visit(1440, 1000)
    fresh.page.goto(f"{town.url}/scenario")
    wait_for_pen(fresh)
    fresh.page.get_by_text("保存与分享").click()
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(content | {"version": 9}), encoding="utf-8")
    fresh.upload(broken)
    expect(fresh.page.get_by_text("方案文件的版本为 9")).to_be_visible()
    assert share(fresh.page) == before
    fresh.upload(file)
    assert rises(fresh.page, before) == with_park


def test_the_page_fits_a_phone(town: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.page.goto(f"{town.url}/scenario")
    wait_for_pen(here)
    here.wait_until_it_fits()


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_a_square_a_circle_and_the_keys(town: Server, visit: Open, lang: str) -> None:
    unit = {"zh": "1.00 公顷", "en": "1.00 ha"}[lang]
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/scenario?lang={lang}")
    wait_for_pen(here)
    before = share(page)
    x, y = spot(here, SOUTH)

    # One click puts a square of one hectare; its size is told before.
    here.map.locator(".chedun-pen-square").click()
    page.mouse.move(*here.on_map(x, y))
    expect(here.map.locator(".chedun-area")).to_have_text(unit if lang == "en" else f"面积 {unit}")
    here.click_map(x, y)
    with_square = rises(page, before)
    here.map.locator("body[data-pen*=new-park]").wait_for()
    expect(page.get_by_text(unit).last).to_be_visible()

    # The keys, in the map and in the page around it.
    page.keyboard.press("Control+z")
    assert rises(page, with_square) == before
    page.keyboard.press("Control+y")
    assert rises(page, before) == with_square
    page.get_by_role("heading").first.click()
    page.keyboard.press("Control+z")
    assert rises(page, with_square) == before

    # The square is gone from the map before something is drawn in its place.
    here.map.locator("body:not([data-pen*=new-park])").wait_for()

    # A circle becomes an area; while it is drawn its size is told.
    here.map.locator(".leaflet-pm-icon-circle").click()
    here.click_map(x, y)
    page.mouse.move(*here.on_map(x + 10, y + 6))
    page.mouse.move(*here.on_map(x + 15, y + 10))
    expect(here.map.locator(".chedun-area")).to_be_visible()
    here.click_map(x + 15, y + 10)
    rises(page, before)
    here.map.locator("body[data-pen*=new-park]").wait_for()
    expect(here.map.locator(".chedun-area")).to_be_hidden()
    assert here.complaints == []


def test_a_park_over_homes_and_roads_is_warned_of(town: Server, visit: Open) -> None:
    here = visit(1440, 1000)
    page = here.page
    page.goto(f"{town.url}/scenario")
    wait_for_pen(here)
    before = share(page)
    draw_a_park(here)
    rises(page, before)
    expect(page.get_by_text("新公园1压占")).to_be_visible()
    # It lies above the cover: what is under its middle is the park.
    above = here.run_in_map(
        """body => {
            const park = [...chedun.explorer.pen.paths.values()].at(-1).getElement();
            const box = park.getBoundingClientRect();
            const top = body.ownerDocument.elementFromPoint(
                box.x + box.width / 2, box.y + box.height / 2);
            return top === park;
        }"""
    )
    assert above
    assert here.complaints == []


# Move to a corner that draws the pointer to it, and at once, within one frame, click elsewhere.
_HASTY = """() => {
    const { map, pen } = chedun.explorer;
    const corner = [...pen.paths.values()].flatMap((path) => path.getLatLngs().flat(3))[0];
    map.setView(corner, 17, { animate: false });
    return new Promise(requestAnimationFrame).then(() => {
        const at = map.latLngToContainerPoint(corner);
        const canvas = map.getContainer().querySelector("canvas");
        const box = map.getContainer().getBoundingClientRect();
        const point = (type, x, y) => canvas.dispatchEvent(new MouseEvent(type, {
            bubbles: true, clientX: box.left + x, clientY: box.top + y }));
        point("mousemove", at.x + 4, at.y + 4);
        const place = [at.x + 60, at.y + 60];
        for (const type of ["mousemove", "mousedown", "mouseup", "click"]) point(type, ...place);
        const corners = map.pm.Draw.Polygon._layer.getLatLngs().flat();
        return [corners.length, map.latLngToContainerPoint(corners[0]).distanceTo(place)];
    });
}"""


def test_a_click_counts_where_it_was_however_soon_it_comes(town: Server, visit: Open) -> None:
    """Or a corner stands where the pointer was before, and the next one there ends the drawing."""
    here = visit()
    here.page.goto(f"{town.url}/scenario")
    wait_for_pen(here)
    here.settle()
    here.map.locator(".leaflet-pm-icon-polygon").first.click()
    corners, pixels = here.run_in_map(_HASTY)
    assert corners == 1
    assert pixels < 2
    assert here.complaints == []
