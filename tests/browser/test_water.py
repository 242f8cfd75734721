"""Upload results with a bad row, agree, and read the verdicts on the map and in the tables."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import STORY_LANGS, Server, Visit

Open = Callable[..., Visit]
CJK = re.compile(r"[\u4e00-\u9fff]")
WORDS = {
    "zh": ("地表水水质评价", "上传监测结果（CSV）", "只用其余 2 行继续评价", "劣Ⅴ类"),
    "en": (
        "Surface water quality",
        "Upload results (CSV)",
        "Go on with the other 2 rows",
        "worse than Ⅴ",
    ),
}
# COD 45 is worse than class Ⅴ (40); the second station's name is an attack.
ROWS = """station,kind,date,target,COD
river-r01-1,river,2025-03-01,Ⅳ,45
<img src=x onerror=alert(1)>{{7*7}},river,2025-03-01,Ⅳ,12
river-r01-2,river,yesterday,Ⅳ,12
"""


@pytest.mark.parametrize("lang", STORY_LANGS)
def test_results_are_judged_once_the_bad_row_is_agreed(
    server: Server, visit: Open, tmp_path: Path, lang: str
) -> None:
    title, upload, consent, worst = WORDS[lang]
    file = tmp_path / "results.csv"
    file.write_text(ROWS, encoding="gbk")
    here = visit()
    page = here.page
    page.goto(f"{server.url}/water?lang={lang}")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    here.wait_shown("water")
    page.get_by_text(upload).first.click()
    here.upload(file)
    expect(page.get_by_text(consent)).to_be_visible()
    expect(here.map.locator(".chedun-evidence")).not_to_contain_text(worst)
    page.get_by_text(consent).click()
    expect(here.map.locator(".chedun-evidence")).to_contain_text(worst)
    expect(
        page.get_by_text("<img src=x onerror=alert(1)>{{7*7}}", exact=True).first
    ).to_be_visible()
    assert here.outside() == []
    assert here.complaints == []
    if lang == "en":
        words = page.locator("[data-testid=stMain]").inner_text().replace("中文", "")
        assert not CJK.search(words), CJK.findall(words)


def test_the_template_comes_back_as_no_data(server: Server, visit: Open, tmp_path: Path) -> None:
    here = visit()
    page = here.page
    page.goto(f"{server.url}/water")
    # The uploader shortens a long name.
    file = here.download("下载填报模板", tmp_path).rename(tmp_path / "filled.csv")
    page.get_by_text("上传监测结果（CSV）").first.click()
    here.upload(file)
    expect(page.get_by_text("提示")).to_be_visible()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("无数据")


def test_the_page_fits_a_phone(server: Server, visit: Open) -> None:
    here = visit(390, 844)
    here.show(f"{server.url}/water", "water")
    here.wait_until_it_fits()
