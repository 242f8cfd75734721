"""The pages of figures, followed to the places on the map, in both languages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from chedun_gis.analysis import CoverageQuestion, covered
from chedun_gis.town import open_town
from tests.browser.conftest import Server, Visit

Open = Callable[..., Visit]
# Is this gap the place at hand, and lit?
MARKED = "document.body.dataset.marked === 'evidence {}' && chedun.explorer.glows.has('marked')"
VIEW = "[chedun.explorer.map.getZoom(), chedun.explorer.map.getCenter().toString()]"
CJK = re.compile(r"[\u4e00-\u9fff]")
TITLES = {
    "score": ("“十四五”规划指标计分卡", "Scorecard of the 14th five-year plan"),
    "coverage": ("服务半径覆盖", "Service-radius coverage"),
    "bus": ("公交线路覆盖", "Bus lines"),
}


def share_of(question: CoverageQuestion) -> str:
    """Return a figure of the shipped town as the page is to word it."""
    found = covered(open_town(), question)
    assert found is not None
    return f"{100 * found.share:.2f}%"


@pytest.mark.parametrize("page", TITLES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_shows_its_evidence(server: Server, visit: Open, page: str, lang: str) -> None:
    here = visit()
    here.page.goto(f"{server.url}/{page}?lang={lang}")
    title = TITLES[page][lang == "en"]
    expect(here.page.get_by_role("heading", name=title)).to_be_visible()
    here.wait_shown(page)
    expect(here.map.locator(".chedun-evidence")).to_be_visible()
    assert here.outside() == []
    assert here.complaints == []
    if lang == "en":
        words = here.page.locator("[data-testid=stMain]").inner_text()
        words += here.map.locator("body").inner_text()
        assert not CJK.search(words.replace("中文", "")), CJK.findall(words)


@pytest.mark.parametrize("page", TITLES)
def test_a_page_fits_a_phone(server: Server, visit: Open, page: str) -> None:
    here = visit(390, 844)
    here.show(f"{server.url}/{page}", page)
    here.wait_until_it_fits()


def test_a_map_that_is_only_drawn_does_not_run_its_page_again(server: Server, visit: Open) -> None:
    # A run in between takes with it what the user clicks at that moment.
    here = visit()
    sent: list[str | bytes] = []
    # A built-in method has no place for what playwright notes on a listener.
    here.page.on("websocket", lambda line: line.on("framesent", lambda part: sent.append(part)))  # noqa: PLW0108
    here.show(f"{server.url}/coverage", "coverage")
    here.page.wait_for_timeout(1_500)  # streamlit-folium reports up to 250 ms later
    messages = [BackMsg.FromString(part) for part in sent if isinstance(part, bytes)]
    assert [each.WhichOneof("type") for each in messages].count("rerun_script") == 1


def test_the_scorecard_downloads_with_its_bases(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit()
    here.show(f"{server.url}/score", "score")
    downloaded = here.download("导出计分卡", tmp_path)
    lines = json.loads(downloaded.read_text(encoding="utf-8"))
    assert len(lines) == 31
    assert lines[0]["schematic"] is True
    assert lines[0]["inputs"]


def test_another_rule_changes_the_figure(server: Server, visit: Open) -> None:
    here = visit()
    here.show(f"{server.url}/coverage", "coverage")
    rate = here.page.get_by_test_id("stMetricValue").first
    expect(rate).to_have_text(share_of(CoverageQuestion(rule="park:plan-2025")))
    here.choose(here.page.get_by_role("combobox", name="规则"), "国家园林城市（2022）")
    expect(rate).to_have_text(share_of(CoverageQuestion(rule="park:garden-city-2022")))
    expect(here.page.get_by_text("凭记忆，未核实").first).to_be_visible()


def test_other_services_are_measured_or_said_to_be_unknown(server: Server, visit: Open) -> None:
    here = visit()
    here.show(f"{server.url}/coverage", "coverage")
    rate = here.page.get_by_test_id("stMetricValue").first
    service = here.page.get_by_role("combobox", name="服务设施")
    here.choose(service, "养老服务")
    expect(rate).to_have_text(share_of(CoverageQuestion("elder-care")))
    expect(here.map.locator(".chedun-evidence")).to_contain_text("养老服务")
    # No sport ground is known: there is no figure, and no 0 % either.
    here.choose(service, "体育设施")
    expect(here.page.get_by_text("图层中没有已建“体育设施”的位置")).to_be_visible()
    expect(rate).to_have_count(0)


def test_the_gaps_and_the_parcels_can_be_taken_along(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit()
    here.show(f"{server.url}/coverage", "coverage")
    downloaded = here.download("下载未覆盖范围", tmp_path)
    gaps = json.loads(downloaded.read_text(encoding="utf-8"))["features"]
    assert gaps
    assert all(gap["properties"]["nearest"].startswith("park-") for gap in gaps)
    downloaded = here.download("下载数值", tmp_path)
    figure = json.loads(downloaded.read_text(encoding="utf-8"))
    assert figure["clause"] == "9.2.2"
    assert figure["numerator"] / figure["denominator"] == pytest.approx(figure["value"])


def test_a_smaller_radius_serves_fewer_areas(server: Server, visit: Open) -> None:
    here = visit()
    first = here.show(f"{server.url}/bus", "bus")
    verdict = here.page.get_by_test_id("stAlert").first
    expect(verdict).to_contain_text("8 片中")
    here.page.get_by_text("300 米", exact=True).click()
    here.wait_shown("bus", other_than=first)
    expect(here.map.locator(".chedun-evidence")).to_contain_text("300")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gap_is_found_from_the_table_and_in_it(server: Server, visit: Open, lang: str) -> None:
    here = visit(1440, 1000)
    page = here.page
    here.show(f"{server.url}/coverage?lang={lang}", "coverage")
    table = page.locator(".st-key-drawer-open [data-testid=stDataFrame]")
    expect(table).to_be_visible()
    here.settle()
    # Anywhere in a row: the map goes to the second gap.
    before = here.run_in_map("() => chedun.explorer.map.getZoom()")
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 160, box["y"] + 35 * 2 + 18)
    here.wait_in_map(MARKED.format("gap-2"))
    here.wait_in_map(f"chedun.explorer.map.getZoom() > {before}")
    # And back: a click on the largest gap marks its row, and leaves the view as it is.
    here.settle()
    point = here.run_in_map(
        """async () => {
            const { map, paths } = chedun.explorer;
            const gap = paths.get("evidence").get("gap-1");
            const frame = () => new Promise(requestAnimationFrame);
            map.fitBounds(gap.getBounds(), { animate: false });
            await frame().then(frame);
            const { x, y } = map.getSize();
            // Well inside, where nothing lies over the map.
            const hit = (c) => document.elementFromPoint(c.x, c.y)?.tagName === "CANVAS"
                && gap._containsPoint(map.containerPointToLayerPoint(c));
            for (let i = 1; i < 60; i += 1) for (let j = 1; j < 60; j += 1) {
                const c = L.point((x * i) / 60, (y * j) / 60).round();
                const around = [[-9, 0], [9, 0], [0, -9], [0, 9]].map((step) => c.add(step));
                if ([c, ...around].every(hit)) return [c.x, c.y];
            }
            return null;
        }"""
    )
    view = here.run_in_map(VIEW)
    here.click_map(*point)
    here.wait_in_map(MARKED.format("gap-1"))
    marked = table.locator("tr[aria-selected=true]")
    expect(marked).to_have_attribute("aria-rowindex", "2")
    expect(marked).to_have_count(1)
    here.settle()
    here.wait_in_map(MARKED.format("gap-1"))
    assert here.run_in_map(VIEW) == view
    assert here.complaints == []


def test_the_other_rules_are_measured_when_their_table_is_opened(
    server: Server, visit: Open
) -> None:
    here = visit(1440, 1000)
    here.show(f"{server.url}/coverage", "coverage")
    here.settle()
    part = here.page.get_by_test_id("stExpander").filter(has_text="各规则对照")
    tables = part.get_by_test_id("stDataFrame")
    expect(tables).to_have_count(0)
    part.get_by_text("各规则对照").click()
    expect(tables).to_have_count(1)
    assert here.complaints == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_park_short_of_lines_leads_to_the_sites_of_stops_in_it(
    server: Server, visit: Open, tmp_path: Path, lang: str
) -> None:
    here = visit(1440, 1000)
    page = here.page
    here.show(f"{server.url}/bus?lang={lang}", "bus")
    table = here.download({"zh": "下载结论", "en": "The verdicts"}[lang], tmp_path)
    assert table.suffix == ".csv"
    assert len(table.read_text("utf-8-sig").splitlines()) > 1
    button = page.locator(".st-key-bus_remedies").get_by_role("button").first
    zone = re.sub(r".*[“](.+)[”].*", r"\1", button.inner_text().replace("\n", " "))
    button.click()
    page.wait_for_url("**/siting**")
    here.wait_shown("siting")
    stops = {"zh": "公交站点（补第二条线路）", "en": "Bus stops (the second line)"}[lang]
    what = {"zh": "建什么", "en": "What"}[lang]
    chosen = page.get_by_role("combobox", name=what, exact=True)
    expect(chosen).to_have_value(stops)
    page.get_by_text({"zh": "候选地条件", "en": "Conditions"}[lang]).click()
    expect(page.get_by_test_id("stMultiSelect").first).to_contain_text(zone)
    # Not said to be empty: there are candidates in it.
    expect(here.map.locator(".chedun-evidence")).to_be_visible()
    assert here.complaints == []
