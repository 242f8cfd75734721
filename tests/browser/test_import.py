"""A planner replaces the sketched parks by a survey file, sees it on the map, and undoes it."""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Page, expect

from chedun_gis.town import open_town
from geo.position import shift_frame
from tests.browser.conftest import Server, Visit
from tests.hostile.cad import inserts

Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(CHEDUN_WORKSPACE=str(tmp_path_factory.mktemp("workspace")))
    yield running
    running.stop()


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Eight of the parks, as a zipped Shapefile in GBK without .cpg, copied from a Gaode map."""
    parks = open_town().frame("parks").head(8)
    frame = gpd.GeoDataFrame(
        {
            "公园名": [f"实测{name}" for name in parks["name_zh"]],
            "类型": ["社区公园"] * 8,
            "状态": ["已建"] * 8,
        },
        geometry=parks.geometry,
        crs=parks.crs,
    )
    folder = tmp_path / "survey"
    folder.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shift_frame(frame.to_crs("EPSG:4490"), source="wgs84", target="gcj02").to_file(
            folder / "公园.shp", encoding="gbk"
        )
    (folder / "公园.cpg").unlink()
    packed = tmp_path / "公园实测.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, each.name)
    return packed


def share(page: Page, url: str) -> str:
    """Return the coverage that the coverage page states first."""
    page.goto(f"{url}/coverage")
    value = page.locator("[data-testid=stMetricValue]").first
    expect(value).to_contain_text("%")
    return str(value.inner_text())


def upload(here: Visit, url: str, file: Path) -> None:
    here.page.goto(url)
    here.upload(file)
    rows = here.page.get_by_text("23 行。").or_(here.page.get_by_text("8 行。"))
    expect(rows).to_be_visible()


def test_a_survey_in_gbk_and_gcj02_replaces_the_parks(
    own_server: Server, visit: Open, survey: Path
) -> None:
    here = visit()
    page = here.page
    before = share(page, own_server.url)
    upload(here, f"{own_server.url}/import", survey)
    expect(page.get_by_text("文字编码：GBK")).to_be_visible()
    expect(page.get_by_text("实测虬长公园（示意）").first).to_be_visible()
    # What the program must not let pass: half a kilometre.
    expect(page.get_by_text(re.compile("偏离已知位置约 48[5-9] 米，与高德"))).to_be_visible()
    accept = page.get_by_role("button", name="确认导入")
    expect(accept).to_be_disabled()

    here.choose(page.get_by_role("combobox", name="坐标基准"), "GCJ-02")
    here.choose(page.get_by_role("combobox", name="全部要素的依据"), "实测")
    box = page.get_by_role("textbox", name="全部要素的位置精度")
    box.fill("0.5")
    box.press("Enter")
    expect(accept).to_be_enabled()
    accept.click()
    # Who goes on at once takes nothing back.
    here.turn_to("coverage")
    here.turn_to("import")
    expect(page.get_by_text("已导入 8 行到“公园绿地”，版本 0001")).to_be_visible()
    assert here.complaints == []

    page.goto(f"{own_server.url}/?layer=parks&feature=parks-1")
    expect(page.get_by_role("heading", name="实测虬长公园（示意）")).to_be_visible()
    assert share(page, own_server.url) != before

    page.goto(f"{own_server.url}/import")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_text("已恢复：图层")).to_be_visible()
    # Who leaves before the page has answered takes the click along.
    here.settle()
    assert share(page, own_server.url) == before
    assert here.outside() == []


def test_the_page_fits_a_phone_and_says_what_is_wrong(
    own_server: Server, visit: Open, tmp_path: Path
) -> None:
    here = visit(390, 844)
    broken = tmp_path / "parks.geojson"
    broken.write_bytes(b"")
    here.page.goto(f"{own_server.url}/import?lang=en")
    here.upload(broken)
    expect(here.page.get_by_text("is empty (0 bytes)")).to_be_visible()
    here.wait_until_it_fits()
    assert here.complaints == []


def test_a_local_grid_is_fitted_from_control_points(
    own_server: Server, visit: Open, tmp_path: Path
) -> None:
    # The office's own grid: the town's metric CRS moved by 620,000 and 3,430,000 m.
    stops = open_town().frame("bus_stops")
    local = stops.set_geometry(stops.geometry.translate(-620_000, -3_430_000))
    local.set_crs(None, allow_override=True).to_parquet(tmp_path / "stops.parquet")
    slip = tmp_path / "slip.csv"
    slip.write_text("0,0,620000,3430000\n9000,0,629050,3430000\n0,8000,620000,3438000\n")
    points = tmp_path / "points.csv"
    points.write_text("0,0,620000,3430000\n9000,0,629000,3430000.3\n0,8000,620000,3438000\n")
    here = visit()
    page = here.page
    page.goto(f"{own_server.url}/import")
    here.choose(page.get_by_role("combobox", name="图层"), "公交站点")
    here.upload(tmp_path / "stops.parquet")
    expect(page.get_by_role("combobox", name="坐标系")).to_be_visible()
    here.choose(page.get_by_role("combobox", name="坐标系"), "地方坐标系")
    expect(page.get_by_text("请上传控制点文件")).to_be_visible()
    here.upload(slip, place=1)
    expect(page.get_by_text("个控制点的残差为")).to_be_visible()
    here.upload(points, place=1)
    expect(page.get_by_text("3 个控制点，中误差 0.")).to_be_visible()
    # Once placed, the stops lie on the known ones.
    expect(page.get_by_text(re.compile("与“公交站点”.*吻合"))).to_be_visible()
    assert here.complaints == []


def test_a_picture_in_a_name_of_a_column_is_not_fetched(
    own_server: Server, visit: Open, tmp_path: Path
) -> None:
    column = "![x](http://example.com/x.png)"
    table = tmp_path / "parks.csv"
    table.write_text(f"名称,{column}\n甲,1\n", encoding="utf-8")
    here = visit()
    here.page.goto(f"{own_server.url}/import")
    here.upload(table)
    shown = column.replace("//", "//\u2060")  # no address either
    expect(here.page.get_by_test_id("stAlert")).to_contain_text(shown)
    assert here.page.locator("[data-testid=stAlert] :is(img, a)").count() == 0
    assert here.outside() == []


def test_a_reading_that_does_not_end_is_stopped_and_touches_nobody(
    own_server: Server, visit: Open, tmp_path: Path
) -> None:
    # A line that stands a hundred million times in blocks of blocks.
    drawing = tmp_path / "图纸.dxf"
    drawing.write_text(inserts(7), encoding="ascii")
    here, other = visit(), visit()
    here.page.goto(f"{own_server.url}/import")
    here.page.locator("input[type=file]").first.set_input_files(drawing)
    stop = here.page.get_by_role("button", name="停止读取")
    expect(stop).to_be_visible()
    expect(here.page.get_by_text("正在读取“图纸.dxf”")).to_be_visible()
    # Meanwhile another visitor looks at a park.
    zone = open_town().frame("zones").iloc[0]
    other.page.goto(f"{own_server.url}/?layer=zones&feature={zone['id']}")
    name = other.page.get_by_role("heading", name=zone["name_zh"])
    expect(name).to_be_visible()
    stop.click()
    expect(here.page.get_by_text("已停止读取“图纸.dxf”")).to_be_visible()
    # The page goes on with another file.
    small = tmp_path / "parks.geojson"
    open_town().frame("parks").head(8).to_crs(4326).to_file(small)
    here.upload(small)
    expect(here.page.get_by_text("8 行。")).to_be_visible()
    assert here.complaints == other.complaints == []
