"""The profile of an area and a belt of one's own, as a planner sees and takes them along."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from chedun_gis.analysis import BeltQuestion, lines_of
from chedun_gis.profile import belt_area, overlap_of
from chedun_gis.town import open_town
from geo.areas import Side
from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
CJK = re.compile(r"[\u4e00-\u9fff]")
AREAS = {
    "zones:zone-film-town": ("影视特色小镇", "Film and Television Characteristic Town"),
    "zones:zone-huayang-cbd": ("华阳湖中央商务区", "Huayang Lake CBD"),
    "belts:belt-beisong": ("北松公路两业融合产业带", "Beisong Highway manufacturing-services belt"),
}


def hectares(line: str, width_m: float, side: Side) -> str:
    """Return the size of a belt of the shipped town as the page is to word it."""
    area = belt_area(open_town(), BeltQuestion(line, width_m, side))
    assert area is not None
    return f"{area.area_m2 / 10_000:,.1f} 公顷"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_of_the_plans_areas_has_its_page(server: Server, visit: Open, lang: str) -> None:
    here = visit()
    here.page.goto(f"{server.url}/profile?lang={lang}")
    shown = ""
    for names in AREAS.values():
        name = names[lang == "en"]
        if shown:
            here.choose(here.page.get_by_role("combobox").first, name)
        expect(here.page.get_by_role("heading", name=name, level=2)).to_be_visible()
        shown = here.wait_shown("profile", other_than=shown)
        expect(here.page.locator(".tile")).to_have_count(6)
        # Every zone and belt of the shipped data is a sketch, and each figure says so.
        expect(here.page.locator(".tile .basis.sketch")).to_have_count(6)
        for width, height in ((390, 844), (1440, 900)):
            here.page.set_viewport_size({"width": width, "height": height})
            here.wait_until_it_fits()
    assert here.outside() == []
    assert here.complaints == []


def test_in_english_only_the_names_of_bus_lines_are_chinese(server: Server, visit: Open) -> None:
    here = visit()
    here.show(f"{server.url}/profile?lang=en&area=zones:zone-film-town", "profile")
    here.page.evaluate("document.querySelectorAll('.pairs dd').forEach(e => e.remove())")
    words = here.page.locator("[data-testid=stMain]").inner_text()
    words += here.map.locator("body").inner_text()
    assert not CJK.search(words.replace("中文", "")), CJK.findall(words)


def test_a_profile_can_be_taken_along(server: Server, visit: Open, tmp_path: Path) -> None:
    here = visit()
    here.show(f"{server.url}/profile?area=zones:zone-film-town", "profile")
    downloaded = here.download("下载数值", tmp_path)
    data = json.loads(downloaded.read_text(encoding="utf-8"))
    assert data["id"] == "zones:zone-film-town"
    assert data["park_coverage"]["clause"] == "9.2.2"
    assert data["park_coverage"]["schematic"] is True
    downloaded = here.download("下载范围与区内要素", tmp_path)
    content = json.loads(downloaded.read_text(encoding="utf-8"))
    layers = {each["properties"]["layer"] for each in content["features"]}
    assert {"area", "projects", "bus_stops", "river_segments", "residential"} <= layers


def test_a_profile_prints_on_one_sheet(server: Server, visit: Open) -> None:
    here = visit()
    here.show(f"{server.url}/profile?area=zones:zone-film-town", "profile")
    here.settle()
    printed = here.page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_a_belt_follows_its_line_and_width(server: Server, visit: Open) -> None:
    here = visit()
    first = here.show(f"{server.url}/belt", "belt")
    size = here.page.locator(".tile b").first
    line = next(iter(lines_of(open_town(), "belts").values()))
    (width_m,) = line.features["width_m"]
    expect(size).to_contain_text(hectares(line.name, width_m, "both"))
    here.page.get_by_text("左侧", exact=True).click()
    second = here.wait_shown("belt", other_than=first)
    here.page.get_by_role("slider").press("ArrowRight")
    here.wait_shown("belt", other_than=second)
    expect(size).to_contain_text(hectares(line.name, width_m + 10, "left"))
    here.choose(here.page.get_by_role("combobox").first, "河道")
    expect(here.page.get_by_role("heading", name="洞泾港（200 米）")).to_be_visible()
    assert here.complaints == []


def test_the_overlap_of_two_layers_as_a_table(server: Server, visit: Open, tmp_path: Path) -> None:
    here = visit()
    here.show(f"{server.url}/belt", "belt")
    here.choose(here.page.get_by_role("combobox", name="图层甲"), "功能分区")
    pairs = overlap_of(open_town(), "zones", "residential", own=None).pairs
    expect(here.page.get_by_text("对有重叠")).to_contain_text(f"{len(pairs)} 对有重叠")
    downloaded = here.download("下载叠加表", tmp_path)
    text = downloaded.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(pairs)
    assert {row["schematic"] for row in rows} == {"True"}
    assert all(0 < float(row["left_share"]) <= 1 for row in rows)
    assert {row["left"].partition("-")[0] for row in rows} <= {"zone", "village"}


def test_belts_fit_a_phone(server: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.show(f"{server.url}/belt?lang=en", "belt")
    here.wait_until_it_fits()
    assert here.outside() == []
