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
CJK = re.compile(r"[\u4e00-\u9fff]")
TITLES = {
    "score": ("“十四五”规划指标计分卡", "Scorecard of the 14th five-year plan"),
    "coverage": ("服务半径覆盖", "Service-radius coverage"),
    "bus": ("公交线路覆盖", "Bus lines"),
}


def wait_for_evidence(here: Visit) -> None:
    here.page.wait_for_function(
        """() => [...document.querySelectorAll('iframe[title*=folium]')].some(f =>
            f.contentDocument?.body?.dataset.evidence)""",
        timeout=30_000,
    )


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
    wait_for_evidence(here)
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
    here.page.goto(f"{server.url}/{page}")
    wait_for_evidence(here)
    overflow = here.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0


def test_a_map_that_is_only_drawn_does_not_run_its_page_again(server: Server, visit: Open) -> None:
    # A run in between takes with it what the user clicks at that moment.
    here = visit()
    sent: list[str | bytes] = []
    # A built-in method has no place for what playwright notes on a listener.
    here.page.on("websocket", lambda line: line.on("framesent", lambda part: sent.append(part)))  # noqa: PLW0108
    here.page.goto(f"{server.url}/coverage")
    wait_for_evidence(here)
    here.page.wait_for_timeout(1_500)  # streamlit-folium reports up to 250 ms later
    messages = [BackMsg.FromString(part) for part in sent if isinstance(part, bytes)]
    assert [each.WhichOneof("type") for each in messages].count("rerun_script") == 1


def test_the_scorecard_downloads_with_its_bases(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit()
    here.page.goto(f"{server.url}/score")
    wait_for_evidence(here)
    downloaded = here.download("导出计分卡", tmp_path)
    lines = json.loads(downloaded.read_text(encoding="utf-8"))
    assert len(lines) == 31
    assert lines[0]["schematic"] is True
    assert lines[0]["inputs"]


def test_another_rule_changes_the_figure(server: Server, visit: Open) -> None:
    here = visit()
    here.page.goto(f"{server.url}/coverage")
    wait_for_evidence(here)
    rate = here.page.get_by_test_id("stMetricValue").first
    expect(rate).to_have_text(share_of(CoverageQuestion(rule="park:plan-2025")))
    here.choose(here.page.get_by_role("combobox", name="规则"), "国家园林城市（2022）")
    expect(rate).to_have_text(share_of(CoverageQuestion(rule="park:garden-city-2022")))
    expect(here.page.get_by_text("凭记忆，未核实").first).to_be_visible()


def test_other_services_are_measured_or_said_to_be_unknown(server: Server, visit: Open) -> None:
    here = visit()
    here.page.goto(f"{server.url}/coverage")
    wait_for_evidence(here)
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
    here.page.goto(f"{server.url}/coverage")
    wait_for_evidence(here)
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
    here.page.goto(f"{server.url}/bus")
    wait_for_evidence(here)
    verdict = here.page.get_by_test_id("stAlert").first
    expect(verdict).to_contain_text("8 片中")
    first = here.map.locator("body").get_attribute("data-evidence")
    here.page.get_by_text("300 m", exact=True).click()
    here.page.wait_for_function(
        """key => [...document.querySelectorAll('iframe[title*=folium]')].some(f =>
            (f.contentDocument?.body?.dataset.evidence || key) !== key)""",
        arg=first,
    )
    expect(here.map.locator(".chedun-evidence")).to_contain_text("300")
